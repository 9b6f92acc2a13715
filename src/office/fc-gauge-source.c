/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-gauge-source.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_BAUD 9600
#define DEFAULT_TIMEOUT_MS 10000

/* "/dev/ttyS0,7O1": character format after the device. %FALSE: there is none, or not one. */
static gboolean
take_format (FcGaugeSource *self)
{
  char *comma = strrchr (self->address, ',');

  if (comma == NULL || strlen (comma) != 4 || (comma[1] != '7' && comma[1] != '8') ||
      strchr ("NEO", g_ascii_toupper (comma[2])) == NULL || (comma[3] != '1' && comma[3] != '2'))
    return FALSE;
  self->data_bits = (guint) g_ascii_digit_value (comma[1]);
  self->parity = g_ascii_toupper (comma[2]);
  self->stop_bits = (guint) g_ascii_digit_value (comma[3]);
  *comma = '\0';
  return TRUE;
}

/* "host:10001", "[fe80::1]:10001". */
static void
take_port (FcGaugeSource *self)
{
  g_autoptr (GSocketConnectable) address =
    g_network_address_parse (self->address, FC_TLS_DEFAULT_PORT, NULL);

  if (address == NULL)
    return;
  self->port = g_network_address_get_port (G_NETWORK_ADDRESS (address));
  g_free (self->address);
  self->address = g_strdup (g_network_address_get_hostname (G_NETWORK_ADDRESS (address)));
}

/**
 * fc_gauge_source_new:
 * @address: "host" or "host:port"; a device, with ",7E1" or the like where it is not 8N1; or a file
 * @error: FC_ERROR_INVALID where there is no address
 *
 * 9600 baud, litres, mm, °C, ten seconds for an answer; change what is otherwise.
 *
 * Returns: (transfer full) (nullable)
 */
FcGaugeSource *
fc_gauge_source_new (FcGaugeWay    way,
                     const char   *address,
                     GError      **error)
{
  g_autoptr (FcGaugeSource) self = g_new0 (FcGaugeSource, 1);

  self->address = g_strstrip (g_strdup (address != NULL ? address : ""));
  if (self->address[0] == '\0')
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID,
                           _ ("The gauge has no address: enter its host, device or file"));
      return NULL;
    }
  self->way = way;
  self->port = FC_TLS_DEFAULT_PORT;
  self->baud = DEFAULT_BAUD;
  self->data_bits = 8;
  self->parity = 'N';
  self->stop_bits = 1;
  self->timeout_ms = DEFAULT_TIMEOUT_MS;
  if (way == FC_GAUGE_BY_SERIAL)
    take_format (self);
  else if (way == FC_GAUGE_BY_TCP)
    take_port (self);
  return g_steal_pointer (&self);
}

/**
 * fc_gauge_source_new_record:
 * @gauge: of FC_GAUGE
 * @security: (nullable): from the keyring
 * @error: FC_ERROR_INVALID where it has no address
 *
 * Returns: (transfer full) (nullable)
 */
FcGaugeSource *
fc_gauge_source_new_record (FcRecord    *gauge,
                            const char  *security,
                            GError     **error)
{
  const char *kind = fc_record_get_text (gauge, FC_GAUGE_KIND);
  FcGaugeWay way = g_strcmp0 (kind, "serial") == 0 ? FC_GAUGE_BY_SERIAL
                   : g_strcmp0 (kind, "file") == 0 ? FC_GAUGE_BY_FILE
                                                   : FC_GAUGE_BY_TCP;
  FcGaugeSource *self = fc_gauge_source_new (way, fc_record_get_text (gauge, FC_GAUGE_ADDRESS), error);

  if (self == NULL)
    return NULL;
  if (fc_record_get_int (gauge, FC_GAUGE_PORT) > 0)
    self->port = (guint) fc_record_get_int (gauge, FC_GAUGE_PORT);
  if (fc_record_get_int (gauge, FC_GAUGE_BAUD) > 0)
    self->baud = (guint) fc_record_get_int (gauge, FC_GAUGE_BAUD);
  self->security = security != NULL && security[0] != '\0' ? g_strdup (security) : NULL;
  self->units.volume = fc_volume_unit_named (fc_record_get_text (gauge, FC_GAUGE_VOLUME_UNIT));
  self->units.inches = g_strcmp0 (fc_record_get_text (gauge, FC_GAUGE_LENGTH_UNIT), "inch") == 0;
  self->units.fahrenheit = g_strcmp0 (fc_record_get_text (gauge, FC_GAUGE_TEMPERATURE_UNIT), "fahrenheit") == 0;
  return self;
}

FcGaugeSource *
fc_gauge_source_copy (const FcGaugeSource *self)
{
  FcGaugeSource *copy = g_memdup2 (self, sizeof *self);

  copy->address = g_strdup (self->address);
  copy->security = g_strdup (self->security);
  return copy;
}

void
fc_gauge_source_free (FcGaugeSource *self)
{
  if (self == NULL)
    return;
  g_free (self->address);
  g_free (self->security);
  g_free (self);
}

/**
 * fc_gauge_source_name:
 *
 * Returns: (transfer full): "10.0.0.7:10001", "/dev/ttyUSB0" or the file, for sentences
 */
char *
fc_gauge_source_name (const FcGaugeSource *self)
{
  return self->way == FC_GAUGE_BY_TCP ? g_strdup_printf ("%s:%u", self->address, self->port) : g_strdup (self->address);
}

gboolean
fc_gauge_source_equal (const FcGaugeSource *self,
                       const FcGaugeSource *other)
{
  return self->way == other->way && g_str_equal (self->address, other->address) && self->port == other->port &&
         self->baud == other->baud && self->data_bits == other->data_bits && self->parity == other->parity &&
         self->stop_bits == other->stop_bits && g_strcmp0 (self->security, other->security) == 0 &&
         self->timeout_ms == other->timeout_ms && self->units.volume == other->units.volume &&
         self->units.inches == other->units.inches && self->units.fahrenheit == other->units.fahrenheit;
}

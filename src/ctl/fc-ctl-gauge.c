/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-ctl.h"

#include "fc-error.h"
#include "fc-gauge-source.h"
#include "fc-quantity.h"

#include <glib/gi18n.h>

static char *tcp, *serial, *file, *security;
static int baud, timeout;
static gboolean gallons, inches, fahrenheit, deliveries;

static const GOptionEntry options[] = {
  { "tcp", 0, 0, G_OPTION_ARG_STRING, &tcp, N_ ("Over the network"), N_ ("HOST[:PORT]") },
  { "serial", 0, 0, G_OPTION_ARG_STRING, &serial, N_ ("Over a serial line; 8N1 unless said otherwise"),
    N_ ("DEVICE[,7O1]") },
  { "file", 0, 0, G_OPTION_ARG_FILENAME, &file, N_ ("An answer that was saved"), N_ ("FILE") },
  { "baud", 0, 0, G_OPTION_ARG_INT, &baud, N_ ("Speed of the serial line (9600)"), N_ ("BAUD") },
  { "security", 0, 0, G_OPTION_ARG_STRING, &security, N_ ("The gauge’s security code"), N_ ("CODE") },
  { "gallons", 0, 0, G_OPTION_ARG_NONE, &gallons, N_ ("The gauge counts in US gallons"), NULL },
  { "inches", 0, 0, G_OPTION_ARG_NONE, &inches, N_ ("The gauge measures in inches"), NULL },
  { "fahrenheit", 0, 0, G_OPTION_ARG_NONE, &fahrenheit, N_ ("The gauge measures in degrees Fahrenheit"), NULL },
  { "deliveries", 0, 0, G_OPTION_ARG_NONE, &deliveries, N_ ("The deliveries it remembers, instead of the tanks"), NULL },
  { "timeout", 0, 0, G_OPTION_ARG_INT, &timeout, N_ ("Seconds to wait for the answer (10)"), N_ ("SECONDS") },
  { NULL, 0, 0, 0, NULL, NULL, NULL },
};

static const struct {
  FcTlsValue which;
  const char *json;
  int decimals; /* of ours in what people read */
} columns[] = {
  { FC_TLS_VOLUME, "volume_ml", 3 },       { FC_TLS_TC_VOLUME, "tc_volume_ml", 3 },
  { FC_TLS_ULLAGE, "ullage_ml", 3 },       { FC_TLS_LEVEL, "level_mm", 0 },
  { FC_TLS_WATER_LEVEL, "water_mm", 0 },   { FC_TLS_WATER_VOLUME, "water_volume_ml", 3 },
  { FC_TLS_TEMPERATURE, "temperature_mc", 3 },
};

static char *
time_text (const FcTlsTime *time)
{
  g_autofree char *date = time->date != 0 ? fc_date_to_iso (time->date) : NULL;

  return date != NULL ? g_strdup_printf ("%s %02d:%02d", date, time->minute / 60, time->minute % 60) : g_strdup ("–");
}

/* Litres without decimals, mm, °C with one. */
static char *
value_text (guint         known,
            const gint64 *values,
            guint         column)
{
  gint64 value;

  if (!fc_tls_value (known, values, columns[column].which, &value))
    return g_strdup ("–");
  if (columns[column].which == FC_TLS_TEMPERATURE)
    return fc_decimal_format (fc_divide_half_even (value, 100), 1, 1);
  return columns[column].decimals == 3 ? fc_decimal_format (fc_divide_half_even (value, 1000), 0, 0)
                                       : fc_decimal_format (value, 0, 0);
}

static void
add_values (JsonObject   *object,
            guint         known,
            const gint64 *values)
{
  gint64 value;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (fc_tls_value (known, values, columns[i].which, &value))
      json_object_set_int_member (object, columns[i].json, value);
}

static JsonObject *
tank_json (const FcTlsTank *tank)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "tank", tank->tank);
  json_object_set_int_member (object, "status", tank->status);
  add_values (object, tank->known, tank->values);
  return object;
}

static JsonObject *
dip_json (const FcTlsDip *dip)
{
  JsonObject *object = json_object_new ();
  g_autofree char *time = time_text (&dip->time);

  json_object_set_string_member (object, "time", time);
  add_values (object, dip->known, dip->values);
  return object;
}

static void
say_json (const FcTlsReply *reply)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *time = time_text (&reply->time);
  JsonArray *rows = json_array_new (), *messages = json_array_new ();

  json_object_set_string_member (object, "time", time);
  json_object_set_array_member (object, reply->function == FC_TLS_INVENTORY ? "tanks" : "deliveries", rows);
  for (guint i = 0; i < reply->tanks->len; i++)
    json_array_add_object_element (rows, tank_json (&g_array_index (reply->tanks, FcTlsTank, i)));
  for (guint i = 0; i < reply->deliveries->len; i++)
    {
      const FcTlsDelivery *delivery = &g_array_index (reply->deliveries, FcTlsDelivery, i);
      JsonObject *row = json_object_new ();

      json_object_set_int_member (row, "tank", delivery->tank);
      json_object_set_object_member (row, "start", dip_json (&delivery->start));
      json_object_set_object_member (row, "end", dip_json (&delivery->end));
      json_array_add_object_element (rows, row);
    }
  json_object_set_array_member (object, "messages", messages);
  for (guint i = 0; i < fc_messages_get_n_items (reply->messages); i++)
    json_array_add_string_element (messages, fc_messages_get (reply->messages, i)->text);
  fc_ctl_print_json (object);
}

static void
say_tanks (const FcTlsReply *reply)
{
  g_print ("%4s %10s %10s %10s %8s %8s %10s %6s  %s\n", _ ("Tank"), _ ("Litres"), _ ("TC 60 °F"), _ ("Ullage"), _ ("Level"),
           _ ("Water"), _ ("Water L"), "°C", _ ("State"));
  for (guint i = 0; i < reply->tanks->len; i++)
    {
      const FcTlsTank *tank = &g_array_index (reply->tanks, FcTlsTank, i);
      char *cells[G_N_ELEMENTS (columns)];

      for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
        cells[c] = value_text (tank->known, tank->values, c);
      g_print ("%4u %10s %10s %10s %8s %8s %10s %6s  %s%s%s\n", tank->tank, cells[0], cells[1], cells[2], cells[3], cells[4],
               cells[5], cells[6], tank->status & FC_TLS_DELIVERING ? _ ("delivery ") : "",
               tank->status & FC_TLS_TESTING ? _ ("leak test ") : "",
               tank->status & FC_TLS_INVALID_HEIGHT ? _ ("probe in doubt") : "");
      for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
        g_free (cells[c]);
    }
}

static void
say_deliveries (const FcTlsReply *reply)
{
  g_print ("%4s %-16s %-16s %10s %10s %10s\n", _ ("Tank"), _ ("Begin"), _ ("End"), _ ("Before L"), _ ("After L"), _ ("Rise L"));
  for (guint i = 0; i < reply->deliveries->len; i++)
    {
      const FcTlsDelivery *delivery = &g_array_index (reply->deliveries, FcTlsDelivery, i);
      g_autofree char *start = time_text (&delivery->start.time);
      g_autofree char *end = time_text (&delivery->end.time);
      g_autofree char *before = value_text (delivery->start.known, delivery->start.values, 0);
      g_autofree char *after = value_text (delivery->end.known, delivery->end.values, 0);
      gint64 first, last;
      gboolean both = fc_tls_value (delivery->start.known, delivery->start.values, FC_TLS_VOLUME, &first) &&
                      fc_tls_value (delivery->end.known, delivery->end.values, FC_TLS_VOLUME, &last);
      g_autofree char *rise = both ? fc_decimal_format (fc_divide_half_even (last - first, 1000), 0, 0) : g_strdup ("–");

      g_print ("%4u %-16s %-16s %10s %10s %10s\n", delivery->tank, start, end, before, after, rise);
    }
}

static void
say (const FcTlsReply *reply)
{
  g_autofree char *time = time_text (&reply->time);

  g_print (_ ("The gauge’s clock: %s\n"), time);
  if (reply->function == FC_TLS_INVENTORY)
    say_tanks (reply);
  else
    say_deliveries (reply);
  for (guint i = 0; i < fc_messages_get_n_items (reply->messages); i++)
    g_print ("%s: %s\n", fc_severity_to_string (fc_messages_get (reply->messages, i)->severity),
             fc_messages_get (reply->messages, i)->text);
}

static FcGaugeSource *
make_source (GError **error)
{
  FcGaugeSource *source = fc_gauge_source_new (tcp != NULL      ? FC_GAUGE_BY_TCP
                                               : serial != NULL ? FC_GAUGE_BY_SERIAL
                                                                : FC_GAUGE_BY_FILE,
                                               tcp != NULL ? tcp : serial != NULL ? serial : file, error);

  if (source == NULL)
    return NULL;
  if (baud > 0)
    source->baud = (guint) baud;
  if (timeout > 0)
    source->timeout_ms = (guint) MIN (timeout, 3600) * 1000;
  source->security = g_strdup (security);
  source->units = (FcTlsUnits) { gallons ? FC_VOLUME_US_GALLON : FC_VOLUME_LITRE, inches, fahrenheit };
  return source;
}

static int
run (FcCtl *ctl)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcGaugeSource) source = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (FcTlsReply) reply = NULL;

  if (ctl->rest == NULL || g_strcmp0 (ctl->rest[0], "read") != 0 || ctl->rest[1] != NULL)
    return fc_ctl_usage (_ ("Do what with the gauge? See “forecourtctl gauge --help”."));
  if ((tcp != NULL) + (serial != NULL) + (file != NULL) != 1)
    return fc_ctl_usage (_ ("Say where the gauge is with one of --tcp, --serial and --file."));
  source = make_source (&error);
  if (source == NULL)
    return fc_ctl_fail (ctl, error);
  fc_gauge_ask_async (source, deliveries ? FC_TLS_DELIVERIES : FC_TLS_INVENTORY, FC_TLS_ALL_TANKS, fc_ctl_cancellable (),
                      fc_ctl_ready_cb, &result);
  reply = fc_gauge_ask_finish (fc_ctl_wait (&result), &error);
  if (reply == NULL)
    return fc_ctl_fail (ctl, error);
  if (ctl->json)
    say_json (reply);
  else
    say (reply);
  return FC_CTL_OK;
}

const FcCtlCommand fc_ctl_gauge = {
  .name = "gauge",
  .arguments = N_ ("read --tcp HOST:PORT|--serial DEVICE|--file FILE — ask a tank gauge"),
  .summary = N_ ("Read a Veeder-Root tank gauge and say what stands in the tanks"),
  .details = N_ ("Needs no company’s data: for trying a gauge out before it is set up."),
  .run = run,
  .options = options,
};

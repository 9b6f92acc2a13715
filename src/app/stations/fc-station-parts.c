/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-station-parts.h"

#include "fc-display.h"
#include "fc-gauge-code.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define DEFAULT_DIGITS      7
#define DEFAULT_TOLERANCE   5000 /* ppm of sales: the trade calls ±0.5 % fine */
#define DEFAULT_CASH_LIMIT  100  /* major units */
#define TLS_PORT            10001
#define GAUGE_INTERVAL      300  /* seconds */

const int fc_station_detail_fields[]
    = { FC_STATION_CODE,        FC_STATION_NAME,      FC_STATION_ADDRESS,  FC_STATION_LATITUDE,
        FC_STATION_LONGITUDE,   FC_STATION_TIME_ZONE, FC_STATION_CURRENCY, FC_STATION_CONNECTIVITY,
        FC_STATION_VOLUME_UNIT, FC_STATION_STORE_LOCATION_ID, -1 };

const int fc_station_limit_fields[]
    = { FC_STATION_CASH_VARIANCE_LIMIT, FC_STATION_VARIANCE_TOLERANCE, FC_STATION_VARIANCE_ESCALATION,
        FC_STATION_DELIVERY_TOLERANCE,  FC_STATION_CARRY_FORWARD,      FC_STATION_OPENING_FLOAT,
        FC_STATION_SUPERVISOR_SIGNS,    -1 };

static const int tank_fields[] = { FC_TANK_NUMBER,     FC_TANK_PRODUCT_ID, FC_TANK_CAPACITY, FC_TANK_SAFE_FILL,
                                   FC_TANK_DEAD_STOCK, FC_TANK_DIAMETER,   FC_TANK_LENGTH,   FC_TANK_WATER_LIMIT,
                                   FC_TANK_CHART,      FC_TANK_GAUGE_ID,   FC_TANK_GAUGE_NUMBER, -1 };
static const int pump_fields[] = { FC_PUMP_NUMBER, FC_PUMP_NAME, FC_PUMP_PART, -1 };
static const int gauge_fields[] = { FC_GAUGE_NAME,        FC_GAUGE_KIND,        FC_GAUGE_ADDRESS,
                                    FC_GAUGE_PORT,        FC_GAUGE_BAUD,        FC_GAUGE_VOLUME_UNIT,
                                    FC_GAUGE_LENGTH_UNIT, FC_GAUGE_TEMPERATURE_UNIT, FC_GAUGE_INTERVAL,
                                    FC_GAUGE_ENABLED,     -1 };
static const int nozzle_fields[]
    = { FC_NOZZLE_LABEL,  FC_NOZZLE_PUMP_ID,           FC_NOZZLE_PRODUCT_ID,   FC_NOZZLE_TANK_ID,
        FC_NOZZLE_DIGITS, FC_NOZZLE_OPENING_TOTALIZER, FC_NOZZLE_POS_POSITION, FC_NOZZLE_SECOND_TANK_ID,
        FC_NOZZLE_BLEND,  FC_NOZZLE_REMOVED,           -1 };

static const char *
product_name (FcRowSet   *rows,
              const FcId *id)
{
  FcRecord *product = id != NULL ? fc_row_set_get (rows, FC_PRODUCT, id) : NULL;

  return product != NULL ? fc_record_get_text (product, FC_PRODUCT_NAME) : _ ("product not chosen");
}

static char *
tank_name (FcRecord *tank,
           FcRowSet *rows)
{
  return g_strdup_printf (_ ("Tank %" PRId64), fc_record_get_int (tank, FC_TANK_NUMBER));
}

static char *
tank_summary (FcRecord *tank,
              FcRowSet *rows)
{
  const char *product = product_name (rows, fc_record_get_ref (tank, FC_TANK_PRODUCT_ID));
  g_autofree char *capacity = NULL;

  if (fc_record_is_null (tank, FC_TANK_CAPACITY))
    return g_strdup (product);
  capacity = fc_show_volume_with_unit (fc_record_get_int (tank, FC_TANK_CAPACITY), 0);
  return g_strdup_printf ("%s · %s", product, capacity);
}

static char *
pump_name (FcRecord *pump,
           FcRowSet *rows)
{
  const char *name = fc_record_get_text (pump, FC_PUMP_NAME);
  gint64 number = fc_record_get_int (pump, FC_PUMP_NUMBER);

  return name != NULL ? g_strdup_printf (_ ("Pump %" PRId64 ", %s"), number, name)
                      : g_strdup_printf (_ ("Pump %" PRId64), number);
}

static char *
nozzle_name (FcRecord *nozzle,
             FcRowSet *rows)
{
  const char *label = fc_record_get_text (nozzle, FC_NOZZLE_LABEL);

  return label != NULL ? g_strdup_printf (_ ("Nozzle %s"), label) : g_strdup (_ ("New nozzle"));
}

static char *
nozzle_summary (FcRecord *nozzle,
                FcRowSet *rows)
{
  const FcId *tank_id = fc_record_get_ref (nozzle, FC_NOZZLE_TANK_ID);
  FcRecord *tank = tank_id != NULL ? fc_row_set_get (rows, FC_TANK, tank_id) : NULL;
  const char *product = product_name (rows, fc_record_get_ref (nozzle, FC_NOZZLE_PRODUCT_ID));

  if (fc_record_get_bool (nozzle, FC_NOZZLE_REMOVED))
    return g_strdup (_ ("Taken out of use"));
  if (tank == NULL)
    return g_strdup (product);
  return g_strdup_printf (_ ("%s from tank %" PRId64), product, fc_record_get_int (tank, FC_TANK_NUMBER));
}

static void
prepare_nozzle (FcRecord *nozzle,
                FcRowSet *rows)
{
  const FcId *station = fc_record_get_ref (nozzle, FC_NOZZLE_STATION_ID);
  g_autoptr (GPtrArray) pumps = fc_row_set_list_by (rows, FC_PUMP, FC_PUMP_STATION_ID, station);
  g_autoptr (GPtrArray) tanks = fc_row_set_list_by (rows, FC_TANK, FC_TANK_STATION_ID, station);

  fc_record_set_int (nozzle, FC_NOZZLE_DIGITS, DEFAULT_DIGITS);
  fc_record_set_int (nozzle, FC_NOZZLE_OPENING_TOTALIZER, 0);
  fc_record_set_int (nozzle, FC_NOZZLE_REMOVED, FALSE);
  if (pumps->len == 1)
    fc_record_set_ref (nozzle, FC_NOZZLE_PUMP_ID, fc_record_get_id (g_ptr_array_index (pumps, 0)));
  if (tanks->len == 1)
    {
      fc_record_set_ref (nozzle, FC_NOZZLE_TANK_ID, fc_record_get_id (g_ptr_array_index (tanks, 0)));
      fc_record_set_ref (nozzle, FC_NOZZLE_PRODUCT_ID,
                         fc_record_get_ref (g_ptr_array_index (tanks, 0), FC_TANK_PRODUCT_ID));
    }
}

const FcRecordListSpec fc_tank_parts = {
  .entity = FC_TANK,
  .fields = tank_fields,
  .title = N_ ("Tanks"),
  .hint = N_ ("With diameter and length a dip in millimetres becomes a volume; a strapping chart is more exact."),
  .add = N_ ("Add tank"),
  .number_field = FC_TANK_NUMBER,
  .may_remove = TRUE,
  .name = tank_name,
  .summary = tank_summary,
};

const FcRecordListSpec fc_pump_parts = {
  .entity = FC_PUMP,
  .fields = pump_fields,
  .title = N_ ("Pumps"),
  .add = N_ ("Add pump"),
  .number_field = FC_PUMP_NUMBER,
  .may_remove = TRUE,
  .name = pump_name,
};

const FcRecordListSpec fc_nozzle_parts = {
  .entity = FC_NOZZLE,
  .fields = nozzle_fields,
  .title = N_ ("Nozzles"),
  .hint = N_ ("The opening totalizer is what the pump shows now: the first shift begins there."),
  .add = N_ ("Add nozzle"),
  .number_field = -1,
  .may_remove = TRUE,
  .prepare = prepare_nozzle,
  .name = nozzle_name,
  .summary = nozzle_summary,
};

static char *
gauge_name (FcRecord *gauge,
            FcRowSet *rows)
{
  const char *name = fc_record_get_text (gauge, FC_GAUGE_NAME);

  return g_strdup (name != NULL ? name : _ ("New gauge"));
}

static char *
gauge_summary (FcRecord *gauge,
               FcRowSet *rows)
{
  const char *address = fc_record_get_text (gauge, FC_GAUGE_ADDRESS);

  return g_strdup (address != NULL ? address : _ ("No address yet"));
}

static void
prepare_gauge (FcRecord *gauge,
               FcRowSet *rows)
{
  fc_record_set_text (gauge, FC_GAUGE_KIND, "tcp");
  fc_record_set_int (gauge, FC_GAUGE_PORT, TLS_PORT);
  fc_record_set_text (gauge, FC_GAUGE_VOLUME_UNIT, "litre");
  fc_record_set_text (gauge, FC_GAUGE_LENGTH_UNIT, "mm");
  fc_record_set_text (gauge, FC_GAUGE_TEMPERATURE_UNIT, "celsius");
  fc_record_set_int (gauge, FC_GAUGE_INTERVAL, GAUGE_INTERVAL);
  fc_record_set_int (gauge, FC_GAUGE_ENABLED, TRUE);
}

const FcRecordListSpec fc_gauge_parts = {
  .entity = FC_GAUGE,
  .fields = gauge_fields,
  .title = N_ ("Tank gauges"),
  .hint = N_ ("A Veeder-Root TLS on the network, a serial line or in a file. Its units are not in its answers: set them as "
              "the gauge shows them. Then say at each tank which gauge reads it, and as which number."),
  .add = N_ ("Add gauge"),
  .number_field = -1,
  .may_remove = TRUE,
  .prepare = prepare_gauge,
  .name = gauge_name,
  .summary = gauge_summary,
  .more = fc_gauge_code_add_row,
};

/**
 * fc_station_new_draft:
 * @tenant: (nullable): whose currency and time zone it begins with
 *
 * Returns: (transfer full): a new station with the usual limits
 */
FcRecord *
fc_station_new_draft (FcRecord *tenant)
{
  FcId id = fc_id_new (g_get_real_time ());
  FcRecord *station = fc_record_new (FC_STATION, &id);
  const char *currency = tenant != NULL ? fc_record_get_text (tenant, FC_TENANT_CURRENCY) : NULL;
  const char *zone = tenant != NULL ? fc_record_get_text (tenant, FC_TENANT_TIME_ZONE) : NULL;
  gint64 limit = DEFAULT_CASH_LIMIT;

  if (currency == NULL)
    currency = "USD";
  for (int i = 0; i < fc_currency_exponent (currency); i++)
    limit *= 10;
  fc_record_set_text (station, FC_STATION_CURRENCY, currency);
  fc_record_set_text (station, FC_STATION_TIME_ZONE, zone != NULL ? zone : "UTC");
  fc_record_set_text (station, FC_STATION_CONNECTIVITY, "online");
  fc_record_set_text (station, FC_STATION_VOLUME_UNIT, "litre");
  fc_record_set_int (station, FC_STATION_CASH_VARIANCE_LIMIT, limit);
  fc_record_set_int (station, FC_STATION_VARIANCE_TOLERANCE, DEFAULT_TOLERANCE);
  return station;
}

/**
 * fc_station_check_zone:
 *
 * Shows beside the row what is wrong with time zone or currency.
 *
 * Returns: whether both are known
 */
gboolean
fc_station_check_zone (FcRecord     *station,
                       FcRecordForm *form)
{
  const char *zone = fc_record_get_text (station, FC_STATION_TIME_ZONE);
  const char *currency = fc_record_get_text (station, FC_STATION_CURRENCY);
  g_autoptr (GTimeZone) known = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;

  if (known == NULL)
    {
      fc_record_form_show_error (form, FC_STATION_TIME_ZONE, _ ("Not a known zone; write it as Europe/Lisbon"));
      return FALSE;
    }
  if (!fc_currency_is_known (currency))
    {
      fc_record_form_show_error (form, FC_STATION_CURRENCY, _ ("Not a currency of ISO 4217; write its three letters, such as EUR"));
      return FALSE;
    }
  return TRUE;
}

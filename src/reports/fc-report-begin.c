/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-report-private.h"

/* How reports begin, and what they call things. */

/**
 * fc_report_begin:
 *
 * Returns: (transfer full): a report of @tenant at @station, in the station's time, or the company's where it is of several
 */
FcReport *
fc_report_begin (const char *title,
                 const char *currency,
                 FcRecord   *tenant,
                 FcRecord   *station,
                 const char *made_by,
                 gint64      made_at)
{
  const char *zone_name = station != NULL  ? fc_record_get_text (station, FC_STATION_TIME_ZONE)
                          : tenant != NULL ? fc_record_get_text (tenant, FC_TENANT_TIME_ZONE)
                                           : NULL;
  g_autoptr (GTimeZone) zone = zone_name != NULL ? g_time_zone_new_identifier (zone_name) : NULL;
  FcReport *self = fc_report_new (title, currency, zone);

  fc_report_set_company (self, tenant, station);
  self->made_by = g_strdup (made_by);
  self->made_at = made_at;
  return self;
}

/**
 * fc_report_file_name:
 * @kind: "day" or "shift"
 * @which: of this station's
 *
 * Returns: (transfer full): without an extension; a code may hold what no file's name may
 */
char *
fc_report_file_name (const char *kind,
                     FcRecord   *station,
                     const char *which)
{
  const char *code = station != NULL ? fc_record_get_text (station, FC_STATION_CODE) : "station";
  char *name = g_strdup_printf ("%s-%s-%s", kind, code, which);

  return g_strdelimit (name, "/\\:*?\"<>|", '-');
}

const char *
fc_report_product_name (FcRecord *product)
{
  const char *name = product != NULL ? fc_record_get_text (product, FC_PRODUCT_NAME) : NULL;

  return name != NULL ? name : "?";
}

const char *
fc_report_nozzle_name (FcRecord *nozzle)
{
  const char *label = nozzle != NULL ? fc_record_get_text (nozzle, FC_NOZZLE_LABEL) : NULL;

  return label != NULL ? label : "?";
}

/* "3 · Diesel"; (transfer full). */
char *
fc_report_tank_name (FcRecord *tank,
                     FcRecord *product)
{
  if (tank == NULL)
    return g_strdup ("?");
  return g_strdup_printf ("%d · %s", (int) fc_record_get_int (tank, FC_TANK_NUMBER), fc_report_product_name (product));
}

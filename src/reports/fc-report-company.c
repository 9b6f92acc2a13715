/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-company.h"

#include "fc-branding.h"

void
fc_report_set_company (FcReport *self,
                       FcRecord *tenant,
                       FcRecord *station)
{
  const char *unit = station != NULL ? fc_record_get_text (station, FC_STATION_VOLUME_UNIT) : NULL;

  if (tenant != NULL)
    {
      self->company = fc_branding_text (tenant, "name");
      if (self->company == NULL)
        self->company = g_strdup (fc_record_get_text (tenant, FC_TENANT_NAME));
      self->accent = fc_branding_text (tenant, "accent");
    }
  if (station != NULL)
    self->station = g_strdup_printf ("%s · %s · %s", fc_record_get_text (station, FC_STATION_CODE),
                                     fc_record_get_text (station, FC_STATION_NAME),
                                     self->currency != NULL ? self->currency : "");
  self->volume_unit = fc_volume_unit_named (unit);
}

void
fc_report_take_logo (FcReport *self,
                     GBytes   *png)
{
  g_clear_pointer (&self->logo, g_bytes_unref);
  self->logo = png;
}

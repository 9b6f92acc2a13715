/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-company.h"

#include "fc-json.h"

char *
fc_report_branding (FcRecord   *tenant,
                    const char *member)
{
  const char *branding = tenant != NULL ? fc_record_get_text (tenant, FC_TENANT_BRANDING) : NULL;
  g_autoptr (JsonNode) node = branding != NULL ? fc_json_parse (branding, -1, NULL) : NULL;
  const char *text = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    text = json_object_get_string_member_with_default (json_node_get_object (node), member, NULL);
  return text != NULL && text[0] != '\0' ? g_strdup (text) : NULL;
}

void
fc_report_set_company (FcReport *self,
                       FcRecord *tenant,
                       FcRecord *station)
{
  const char *unit = station != NULL ? fc_record_get_text (station, FC_STATION_VOLUME_UNIT) : NULL;

  if (tenant != NULL)
    {
      self->company = fc_report_branding (tenant, "name");
      if (self->company == NULL)
        self->company = g_strdup (fc_record_get_text (tenant, FC_TENANT_NAME));
      self->accent = fc_report_branding (tenant, "accent");
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

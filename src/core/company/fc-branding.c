/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-branding.h"

#include "fc-json-members.h"
#include "fc-json.h"

/**
 * fc_branding_text:
 * @tenant: (nullable): the company's row
 *
 * Returns: (transfer full) (nullable): a text of its branding; NULL where there is none, or it is empty
 */
char *
fc_branding_text (FcRecord   *tenant,
                  const char *member)
{
  const char *branding = tenant != NULL ? fc_record_get_text (tenant, FC_TENANT_BRANDING) : NULL;
  g_autoptr (JsonNode) node = branding != NULL ? fc_json_parse (branding, -1, NULL) : NULL;
  const char *text = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    text = fc_json_get_text (json_node_get_object (node), member);
  return text != NULL && text[0] != '\0' ? g_strdup (text) : NULL;
}

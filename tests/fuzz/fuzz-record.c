/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of any entity as JSON: the first byte says which. */
#include "fc-fuzz.h"
#include "fc-record.h"
#include "fc-wire-coding.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  FcEntity entity = size > 0 ? (FcEntity) (bytes[0] % FC_N_ENTITIES) : 0;
  g_autoptr (JsonNode) node = size > 1 ? fc_wire_parse_json ((const char *) bytes + 1, (gssize) size - 1, NULL) : NULL;
  g_autoptr (FcRecord) row = NULL;
  g_autoptr (FcRecord) again = NULL;
  g_autoptr (JsonObject) object = NULL;
  guint64 mask;
  FcId id = fc_id_from_bytes ("sixteen bytes id");

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return 0;
  row = fc_record_from_json (entity, &id, json_node_get_object (node), &mask, NULL);
  if (row == NULL)
    return 0;
  fc_record_validate (row, NULL);
  fc_record_validate_received (row, NULL);
  object = fc_record_to_json (row, mask);
  again = fc_record_from_json (entity, &id, object, &mask, NULL);
  g_assert_nonnull (again);
  return 0;
}

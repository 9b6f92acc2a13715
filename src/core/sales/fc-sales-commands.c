/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-journal-sales.h"

#include "fc-command.h"
#include "fc-error.h"
#include "fc-shift-args.h"

#include <glib/gi18n-lib.h>

static gboolean
add_sale (FcChangeSet  *changes,
          JsonNode     *node,
          const FcId   *station_id,
          GError      **error)
{
  JsonObject *line = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (FcRecord) sale = NULL;
  guint64 mask;
  FcId id;

  if (line == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("A sale of the journal cannot be read"));
      return FALSE;
    }
  if (!fc_args_id (line, "id", &id, error))
    return FALSE;
  sale = fc_record_from_json (FC_SALE, &id, line, &mask, error);
  if (sale == NULL)
    return FALSE;
  if (fc_record_get_ref (sale, FC_SALE_STATION_ID) == NULL ||
      !fc_id_equal (fc_record_get_ref (sale, FC_SALE_STATION_ID), station_id))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
                   _ ("A sale of the journal is of another station than the others"));
      return FALSE;
    }
  fc_change_set_insert (changes, g_steal_pointer (&sale));
  return TRUE;
}

/* sales.import: facts as fc_sales_import_ops() puts them together; those that are there already stay as they are. */
static FcChangeSet *
import_sales (FcCommandContext  *context,
              FcRowSet          *rows,
              JsonObject        *args,
              GError           **error)
{
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  JsonNode *node = json_object_get_member (args, "sales");
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonObject *data = json_object_new ();

  json_object_set_int_member (data, "sales", list != NULL ? json_array_get_length (list) : 0);
  fc_change_set_event (changes, "sales.imported", FC_STATION, &context->op->row_id, data);
  if (list == NULL || json_array_get_length (list) > FC_SALES_OP_MAX)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("The journal’s sales are missing, or too many at once"));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (!add_sale (changes, json_array_get_element (list, i), &context->op->row_id, error))
      return NULL;
  return g_steal_pointer (&changes);
}

static const FcCommand commands[] = {
  { .name = "sales.import", .root = FC_STATION, .permission = "shifts.create", .run = import_sales },
  { .name = NULL },
};

void
fc_sales_commands_register (void)
{
  fc_commands_register (commands);
}

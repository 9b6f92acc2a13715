/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-positions.h"

#include "fc-command.h"
#include "fc-error.h"

#include <glib/gi18n-lib.h>

/* One fix as fc_positions_import_ops() writes it. */
enum { AT, LATITUDE, LONGITUDE, SPEED, HEADING, MARKS, N_CELLS };

static gboolean
is_number (JsonArray *cells,
           guint      cell,
           gint64     least,
           gint64     most)
{
  JsonNode *node = json_array_get_element (cells, cell);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 &&
         json_node_get_int (node) >= least && json_node_get_int (node) <= most;
}

static guint16
known_or (JsonArray *cells,
          guint      cell,
          guint16    unknown)
{
  return json_array_get_null_element (cells, cell) ? unknown : (guint16) json_array_get_int_element (cells, cell);
}

static gboolean
read_fix (JsonNode  *node,
          FcFix     *fix,
          GError   **error)
{
  JsonArray *cells = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (cells == NULL || json_array_get_length (cells) != N_CELLS || !is_number (cells, AT, G_MININT64, G_MAXINT64) ||
      !is_number (cells, LATITUDE, -900000000, 900000000) || !is_number (cells, LONGITUDE, -1800000000, 1800000000) ||
      !(json_array_get_null_element (cells, SPEED) || is_number (cells, SPEED, 0, FC_SPEED_UNKNOWN - 1)) ||
      !(json_array_get_null_element (cells, HEADING) || is_number (cells, HEADING, 0, 35999)) ||
      !is_number (cells, MARKS, 0, G_MAXUINT16))
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("A position of the vehicle cannot be read"));
      return FALSE;
    }
  *fix = (FcFix){ .time_us = json_array_get_int_element (cells, AT),
                  .place = { (gint32) json_array_get_int_element (cells, LATITUDE),
                             (gint32) json_array_get_int_element (cells, LONGITUDE) },
                  .speed = known_or (cells, SPEED, FC_SPEED_UNKNOWN),
                  .heading = known_or (cells, HEADING, FC_HEADING_UNKNOWN),
                  .flags = (guint16) json_array_get_int_element (cells, MARKS) };
  return TRUE;
}

/* positions.import: facts as fc_positions_import_ops() puts them together; those that are there already stay as they are. */
static FcChangeSet *
import_positions (FcCommandContext  *context,
                  FcRowSet          *rows,
                  JsonObject        *args,
                  GError           **error)
{
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  FcRecord *vehicle = fc_row_set_get (rows, FC_VEHICLE, &context->op->row_id);
  JsonNode *node = json_object_get_member (args, "fixes");
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  const char *source = json_object_get_string_member_with_default (args, "source", NULL);
  guint n = list != NULL ? json_array_get_length (list) : 0;
  JsonObject *data = json_object_new ();

  json_object_set_int_member (data, "positions", n);
  fc_change_set_event (changes, "positions.imported", FC_VEHICLE, &context->op->row_id, data);
  if (n == 0 || n > FC_POSITIONS_OP_MAX)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE,
                           _ ("The vehicle’s positions are missing, or too many at once"));
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    {
      FcFix fix;

      if (!read_fix (json_array_get_element (list, i), &fix, error))
        return NULL;
      fc_change_set_insert (changes, fc_position_new (&context->op->row_id,
                                                      fc_record_get_ref (vehicle, FC_VEHICLE_STATION_ID), &fix, source,
                                                      context->op->occurred_at));
    }
  return g_steal_pointer (&changes);
}

static const FcCommand commands[] = {
  { .name = "positions.import", .root = FC_VEHICLE, .permission = "vehicles.edit", .run = import_positions },
  { .name = NULL },
};

void
fc_fleet_commands_register (void)
{
  fc_commands_register (commands);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-error.h"
#include "fc-shift-sheet-private.h"
#include "fc-tank-chart.h"

/* What is typed into the sheet, a cell at a time. Each command sets what its arguments name and leaves the rest. */

static void
put_child (FcChangeSet *changes,
           FcRowSet    *rows,
           FcRecord    *after)
{
  FcRecord *before = fc_row_set_get (rows, fc_record_get_entity (after), fc_record_get_id (after));

  if (before == NULL)
    fc_change_set_insert (changes, after);
  else
    fc_change_set_patch (changes, before, after);
}

static gboolean
check_opening (FcRecord   *before,
               FcRecord   *after,
               JsonObject *args,
               GError    **error)
{
  const char *reason = fc_args_text (args, "reason");

  if (fc_value_equal (fc_record_get_value (before, FC_METER_READING_OPENING),
                      fc_record_get_value (after, FC_METER_READING_OPENING)) ||
      (reason != NULL && reason[0] != '\0'))
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
               "The opening reading is the last shift’s closing; say why it is another one");
  return FALSE;
}

/**
 * fc_shift_read_meter:
 *
 * shift.read-meter. The opening can only be set with a reason. A closing below the opening is kept as typed: the sheet
 * shows it as an anomaly, and it blocks the submit, not the typing.
 */
FcChangeSet *
fc_shift_read_meter (FcCommandContext *context,
                     FcRowSet         *rows,
                     JsonObject       *args,
                     GError          **error)
{
  FcRecord *shift = fc_shift_writable (context, rows, error);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcRecord) after = NULL;
  FcId nozzle_id;
  char key[FC_ID_STRING_LENGTH + 1];
  FcId id;
  FcRecord *before;

  if (shift == NULL || !fc_args_id (args, "nozzle_id", &nozzle_id, error))
    return NULL;
  fc_id_to_string (&nozzle_id, key);
  id = fc_shift_child_id (fc_record_get_id (shift), "meter_reading", key);
  before = fc_row_set_get (rows, FC_METER_READING, &id);
  if (before == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, "This shift has no line for that nozzle");
      return NULL;
    }
  after = fc_record_copy (before);
  if (!fc_args_to_field (args, "opening", after, FC_METER_READING_OPENING, error) ||
      !fc_args_to_field (args, "closing", after, FC_METER_READING_CLOSING, error) ||
      !fc_args_to_field (args, "test", after, FC_METER_READING_TEST, error) ||
      !fc_args_to_field (args, "price", after, FC_METER_READING_PRICE, error) ||
      !fc_args_to_field (args, "rolled_over", after, FC_METER_READING_ROLLED_OVER, error) ||
      !fc_args_to_field (args, "reason", after, FC_METER_READING_REASON, error) ||
      !check_opening (before, after, args, error))
    return NULL;
  fc_record_set_text (after, FC_METER_READING_SOURCE, "manual");
  fc_record_set_int (after, FC_METER_READING_READ_AT, context->op->occurred_at);
  put_child (changes, rows, g_steal_pointer (&after));
  return g_steal_pointer (&changes);
}

/* A level typed without its volume takes the volume from the tank's chart, where it has one. */
static void
fill_volumes (FcRecord   *reading,
              FcRecord   *tank,
              JsonObject *args)
{
  g_autoptr (FcTankChart) chart = tank != NULL ? fc_tank_chart_new (tank, NULL) : NULL;
  gint64 capacity = tank != NULL ? fc_record_get_int (tank, FC_TANK_CAPACITY) : 0;

  if (chart != NULL && fc_args_has (args, "level") && !fc_args_has (args, "volume") &&
      !fc_record_is_null (reading, FC_TANK_READING_LEVEL))
    fc_record_set_int (reading, FC_TANK_READING_VOLUME,
                       fc_tank_chart_volume (chart, fc_record_get_int (reading, FC_TANK_READING_LEVEL)));
  if (chart != NULL && fc_args_has (args, "water_level") && !fc_args_has (args, "water_volume") &&
      !fc_record_is_null (reading, FC_TANK_READING_WATER_LEVEL))
    fc_record_set_int (reading, FC_TANK_READING_WATER_VOLUME,
                       fc_tank_chart_volume (chart, fc_record_get_int (reading, FC_TANK_READING_WATER_LEVEL)));
  if (capacity > 0 && !fc_args_has (args, "ullage") && !fc_record_is_null (reading, FC_TANK_READING_VOLUME))
    fc_record_set_int (reading, FC_TANK_READING_ULLAGE,
                       MAX (capacity - fc_record_get_int (reading, FC_TANK_READING_VOLUME), 0));
}

/**
 * fc_shift_dip:
 *
 * shift.dip: a tank's reading at the close, by stick or gauge. A level alone gives the volume of the tank's chart.
 */
FcChangeSet *
fc_shift_dip (FcCommandContext *context,
              FcRowSet         *rows,
              JsonObject       *args,
              GError          **error)
{
  static const struct
  {
    const char *name;
    int field;
  } cells[] = {
    { "level", FC_TANK_READING_LEVEL },
    { "water_level", FC_TANK_READING_WATER_LEVEL },
    { "volume", FC_TANK_READING_VOLUME },
    { "water_volume", FC_TANK_READING_WATER_VOLUME },
    { "temperature", FC_TANK_READING_TEMPERATURE },
    { "ullage", FC_TANK_READING_ULLAGE },
    { "opening_volume", FC_TANK_READING_OPENING_VOLUME },
  };
  FcRecord *shift = fc_shift_writable (context, rows, error);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcRecord) after = NULL;
  char key[FC_ID_STRING_LENGTH + 1];
  FcId tank_id;

  if (shift == NULL || !fc_args_id (args, "tank_id", &tank_id, error))
    return NULL;
  fc_id_to_string (&tank_id, key);
  after = fc_shift_child (rows, FC_TANK_READING, fc_record_get_id (shift),
                          fc_record_get_ref (shift, FC_SHIFT_STATION_ID), key);
  fc_record_set_ref (after, FC_TANK_READING_TANK_ID, &tank_id);
  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    if (!fc_args_to_field (args, cells[i].name, after, cells[i].field, error))
      return NULL;
  fill_volumes (after, fc_row_set_get (rows, FC_TANK, &tank_id), args);
  fc_record_set_text (after, FC_TANK_READING_SOURCE, "manual");
  fc_record_set_int (after, FC_TANK_READING_READ_AT, context->op->occurred_at);
  put_child (changes, rows, g_steal_pointer (&after));
  return g_steal_pointer (&changes);
}

/**
 * fc_shift_count_cash:
 *
 * shift.count-cash: so many pieces of one denomination.
 */
FcChangeSet *
fc_shift_count_cash (FcCommandContext *context,
                     FcRowSet         *rows,
                     JsonObject       *args,
                     GError          **error)
{
  FcRecord *shift = fc_shift_writable (context, rows, error);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  gint64 denomination, quantity;
  g_autofree char *key = NULL;
  FcRecord *after;

  if (shift == NULL || !fc_args_int (args, "denomination", &denomination, error) ||
      !fc_args_int (args, "quantity", &quantity, error))
    return NULL;
  key = g_strdup_printf ("%" G_GINT64_FORMAT, denomination);
  after = fc_shift_child (rows, FC_CASH_COUNT, fc_record_get_id (shift),
                          fc_record_get_ref (shift, FC_SHIFT_STATION_ID), key);
  fc_record_set_int (after, FC_CASH_COUNT_DENOMINATION, denomination);
  fc_record_set_int (after, FC_CASH_COUNT_QUANTITY, quantity);
  put_child (changes, rows, after);
  return g_steal_pointer (&changes);
}

/**
 * fc_shift_set_tender:
 *
 * shift.set-tender: the shift's total taken with one tender.
 */
FcChangeSet *
fc_shift_set_tender (FcCommandContext *context,
                     FcRowSet         *rows,
                     JsonObject       *args,
                     GError          **error)
{
  FcRecord *shift = fc_shift_writable (context, rows, error);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcRecord) after = NULL;
  const char *tender = fc_args_text (args, "tender");

  if (shift == NULL)
    return NULL;
  if (tender == NULL || !g_strv_contains (fc_tenders, tender))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, "“%s” is no tender this version knows", tender ? tender : "");
      return NULL;
    }
  after = fc_shift_child (rows, FC_TENDER_TOTAL, fc_record_get_id (shift),
                          fc_record_get_ref (shift, FC_SHIFT_STATION_ID), tender);
  fc_record_set_text (after, FC_TENDER_TOTAL_TENDER, tender);
  if (!fc_args_to_field (args, "amount", after, FC_TENDER_TOTAL_AMOUNT, error) ||
      !fc_args_to_field (args, "count", after, FC_TENDER_TOTAL_COUNT, error))
    return NULL;
  fc_record_set_text (after, FC_TENDER_TOTAL_SOURCE, "manual");
  put_child (changes, rows, g_steal_pointer (&after));
  return g_steal_pointer (&changes);
}

/**
 * fc_shift_move_cash:
 *
 * shift.move-cash: a drop, pay-in or pay-out. Always a new row: movements add up and cannot conflict.
 */
FcChangeSet *
fc_shift_move_cash (FcCommandContext *context,
                    FcRowSet         *rows,
                    JsonObject       *args,
                    GError          **error)
{
  FcRecord *shift = fc_shift_writable (context, rows, error);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcRecord) row = NULL;
  FcId id = fc_command_context_new_id (context);

  if (shift == NULL)
    return NULL;
  row = fc_record_new (FC_CASH_MOVEMENT, &id);
  fc_record_set_ref (row, FC_CASH_MOVEMENT_SHIFT_ID, fc_record_get_id (shift));
  fc_record_set_ref (row, FC_CASH_MOVEMENT_STATION_ID, fc_record_get_ref (shift, FC_SHIFT_STATION_ID));
  fc_record_set_int (row, FC_CASH_MOVEMENT_MOVED_AT, context->op->occurred_at);
  fc_record_set_text (row, FC_CASH_MOVEMENT_SOURCE, "manual");
  if (!fc_args_to_field (args, "movement", row, FC_CASH_MOVEMENT_MOVEMENT, error) ||
      !fc_args_to_field (args, "amount", row, FC_CASH_MOVEMENT_AMOUNT, error) ||
      !fc_args_to_field (args, "reason", row, FC_CASH_MOVEMENT_REASON, error))
    return NULL;
  fc_change_set_insert (changes, g_steal_pointer (&row));
  return g_steal_pointer (&changes);
}

static JsonObject *
waivers_of (FcRecord *shift)
{
  const char *text = fc_record_get_text (shift, FC_SHIFT_WAIVED);
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return json_object_new ();
  return json_node_dup_object (node);
}

/**
 * fc_shift_waive:
 *
 * shift.waive: a step is left out, with a reason; a null reason takes it back.
 */
FcChangeSet *
fc_shift_waive (FcCommandContext *context,
                FcRowSet         *rows,
                JsonObject       *args,
                GError          **error)
{
  FcRecord *shift = fc_shift_writable (context, rows, error);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (JsonObject) waivers = NULL;
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *text = NULL;
  const char *step = fc_args_text (args, "step");
  const char *reason = fc_args_text (args, "reason");
  FcRecord *after;

  if (shift == NULL)
    return NULL;
  if (fc_shift_step_from_name (step) < 0 || (reason != NULL && reason[0] == '\0'))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, "A step can be left out only with a reason");
      return NULL;
    }
  waivers = waivers_of (shift);
  if (reason != NULL)
    json_object_set_string_member (waivers, step, reason);
  else if (json_object_has_member (waivers, step))
    json_object_remove_member (waivers, step);
  json_node_init_object (node, waivers);
  text = json_to_string (node, FALSE);
  after = fc_record_copy (shift);
  fc_record_set_text (after, FC_SHIFT_WAIVED, json_object_get_size (waivers) > 0 ? text : NULL);
  fc_change_set_patch (changes, shift, after);
  return g_steal_pointer (&changes);
}

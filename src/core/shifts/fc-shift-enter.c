/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-error.h"
#include "fc-shift-sheet-private.h"
#include "fc-tank-chart.h"

#include <glib/gi18n-lib.h>

/* The meters and tanks, a line at a time. Each command sets what its arguments name and leaves the rest. */

static FcRecord *
line_of_nozzle (FcRowSet    *rows,
                FcRecord    *shift,
                JsonObject  *args,
                GError     **error)
{
  char key[FC_ID_STRING_LENGTH + 1];
  FcId nozzle_id, id;
  FcRecord *line;

  if (!fc_args_id (args, "nozzle_id", &nozzle_id, error))
    return NULL;
  fc_id_to_string (&nozzle_id, key);
  id = fc_shift_child_id (fc_record_get_id (shift), "meter_reading", key);
  line = fc_row_set_get (rows, FC_METER_READING, &id);
  if (line == NULL)
    g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("This shift has no line for that nozzle"));
  return line;
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
               _ ("The opening reading is the last shift’s closing; say why it is another one"));
  return FALSE;
}

/* Attendants read their own nozzles; where a nozzle opens, what it costs and whose it is, others say. */
static gboolean
check_reader (FcCommandContext *context,
              FcRowSet         *rows,
              FcRecord         *shift,
              FcRecord         *line,
              JsonObject       *args,
              GError          **error)
{
  FcRecord *drawer = fc_row_set_get (rows, FC_DRAWER, fc_record_get_ref (line, FC_METER_READING_DRAWER_ID));
  FcRecord *named;

  if (!fc_shift_may_touch (context, drawer, error))
    return FALSE;
  if (context->own_only && (fc_args_has (args, "opening") || fc_args_has (args, "price") || fc_args_has (args, "drawer_id")))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_DENIED,
                   _ ("Your roles do not allow to change where a nozzle opens or its rate"));
      return FALSE;
    }
  return !fc_args_has (args, "drawer_id") || fc_shift_drawer_arg (context, rows, shift, args, &named, error);
}

/* Digits before the point of the meter that stands at the end of the shift; 0 where nobody has said. */
static gint64
digits_at_closing (FcRowSet *rows,
                   FcRecord *shift,
                   FcRecord *line)
{
  const FcId *nozzle_id = fc_record_get_ref (line, FC_METER_READING_NOZZLE_ID);
  FcRecord *nozzle = fc_row_set_get (rows, FC_NOZZLE, nozzle_id);
  g_autoptr (GPtrArray) changes
    = fc_row_set_list_by (rows, FC_METER_CHANGE, FC_METER_CHANGE_SHIFT_ID, fc_record_get_id (shift));
  gint64 digits = fc_record_get_int (line, FC_METER_READING_DIGITS), since = G_MININT64;

  if (digits == 0 && nozzle != NULL)
    digits = fc_record_get_int (nozzle, FC_NOZZLE_DIGITS);
  for (guint i = 0; i < changes->len; i++)
    {
      FcRecord *change = changes->pdata[i];
      gint64 at = fc_record_get_int (change, FC_METER_CHANGE_CHANGED_AT);

      if (fc_record_is_null (change, FC_METER_CHANGE_DIGITS) || at < since ||
          !fc_id_equal (fc_record_get_ref (change, FC_METER_CHANGE_NOZZLE_ID), nozzle_id))
        continue;
      digits = fc_record_get_int (change, FC_METER_CHANGE_DIGITS);
      since = at;
    }
  return digits;
}

/* A totalizer cannot show more than its digits. Where the opening does, it is the digits that are wrong. */
static gboolean
check_closing (FcRowSet  *rows,
               FcRecord  *shift,
               FcRecord  *after,
               GError   **error)
{
  gint64 digits = digits_at_closing (rows, shift, after), closing = fc_record_get_int (after, FC_METER_READING_CLOSING);
  g_autofree char *shown = NULL;

  if (digits == 0 || closing < fc_meter_span (digits) ||
      fc_record_get_int (after, FC_METER_READING_OPENING) >= fc_meter_span (digits))
    return TRUE;
  shown = fc_volume_say (closing, FC_VOLUME_LITRE, 0);
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
               _ ("A totalizer with %d digits before the point cannot show %s; read it again"), (int) digits, shown);
  return FALSE;
}

/**
 * fc_shift_read_meter:
 *
 * shift.read-meter. The opening can only be set with a reason. A closing below the opening is kept as typed: the sheet
 * shows it as an anomaly, and it blocks the submit, not the typing. One that the totalizer cannot show is refused.
 */
FcChangeSet *
fc_shift_read_meter (FcCommandContext *context,
                     FcRowSet         *rows,
                     JsonObject       *args,
                     GError          **error)
{
  static const FcCell cells[] = {
    { "opening", FC_METER_READING_OPENING },
    { "closing", FC_METER_READING_CLOSING },
    { "test", FC_METER_READING_TEST },
    { "test_tank_id", FC_METER_READING_TEST_TANK_ID },
    { "price", FC_METER_READING_PRICE },
    { "rolled_over", FC_METER_READING_ROLLED_OVER },
    { "reason", FC_METER_READING_REASON },
    { "drawer_id", FC_METER_READING_DRAWER_ID },
    { "photo_id", FC_METER_READING_PHOTO_ID },
    { NULL, 0 },
  };
  FcRecord *shift = fc_shift_writable (context, rows, error);
  FcRecord *before = shift != NULL ? line_of_nozzle (rows, shift, args, error) : NULL;
  g_autoptr (FcRecord) after = NULL;

  if (before == NULL || !check_reader (context, rows, shift, before, args, error))
    return NULL;
  after = fc_record_copy (before);
  if (!fc_args_to_cells (args, cells, after, error) || !check_opening (before, after, args, error) ||
      (fc_args_has (args, "closing") && !check_closing (rows, shift, after, error)))
    return NULL;
  fc_record_set_text (after, FC_METER_READING_SOURCE, "manual");
  fc_record_set_int (after, FC_METER_READING_READ_AT, context->op->occurred_at);
  return fc_shift_put_one (rows, g_steal_pointer (&after));
}

static gboolean
check_change (FcRecord  *change,
              GError   **error)
{
  const char *kind = fc_record_get_text (change, FC_METER_CHANGE_KIND);
  const char *wrong = NULL;

  if (kind == NULL || !g_strv_contains (fc_meter_change_kinds, kind))
    wrong = _ ("A meter change is either a new price or a new meter");
  else if (fc_record_is_null (change, FC_METER_CHANGE_CLOSING))
    wrong = _ ("Read the totalizer at the moment of the change");
  else if (g_str_equal (kind, "price") && fc_record_is_null (change, FC_METER_CHANGE_PRICE))
    wrong = _ ("A price change needs the new rate");
  if (wrong == NULL)
    return TRUE;
  g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, wrong);
  return FALSE;
}

/* The change that the arguments name, or a new one of the nozzle: (transfer full). */
static FcRecord *
change_of (FcCommandContext *context,
           FcRowSet         *rows,
           FcRecord         *line,
           FcRecord         *shift,
           JsonObject       *args,
           GError          **error)
{
  FcRecord *row = fc_shift_listed (context, rows, shift, FC_METER_CHANGE, args, error);

  if (row == NULL || fc_args_has (args, "id"))
    return row;
  fc_record_set_ref (row, FC_METER_CHANGE_NOZZLE_ID, fc_record_get_ref (line, FC_METER_READING_NOZZLE_ID));
  fc_record_set_int (row, FC_METER_CHANGE_CHANGED_AT, context->op->occurred_at);
  fc_record_set_text (row, FC_METER_CHANGE_KIND, fc_args_text (args, "kind"));
  return row;
}

static void
fill_price (FcRowSet *rows,
            FcRecord *line,
            FcRecord *change)
{
  gint64 price;

  if (g_strcmp0 (fc_record_get_text (change, FC_METER_CHANGE_KIND), "price") != 0 ||
      !fc_record_is_null (change, FC_METER_CHANGE_PRICE))
    return;
  price = fc_price_at (rows, fc_record_get_ref (line, FC_METER_READING_STATION_ID),
                       fc_record_get_ref (line, FC_METER_READING_PRODUCT_ID),
                       fc_record_get_int (change, FC_METER_CHANGE_CHANGED_AT));
  if (price > 0)
    fc_record_set_int (change, FC_METER_CHANGE_PRICE, price);
}

/* The next shift opens on the new meter; the readings of this and earlier shifts keep the digits they were read with. */
static void
keep_digits (FcChangeSet *changes,
             FcRowSet    *rows,
             FcRecord    *change)
{
  FcRecord *nozzle = fc_row_set_get (rows, FC_NOZZLE, fc_record_get_ref (change, FC_METER_CHANGE_NOZZLE_ID));
  FcRecord *after;

  if (nozzle == NULL || fc_record_is_null (change, FC_METER_CHANGE_DIGITS))
    return;
  after = fc_record_copy (nozzle);
  fc_record_set_value (after, FC_NOZZLE_DIGITS, fc_record_get_value (change, FC_METER_CHANGE_DIGITS));
  fc_change_set_patch (changes, nozzle, after);
}

/**
 * fc_shift_change_meter:
 *
 * shift.change-meter: the nozzle's shift is cut where its rate or its meter changed.
 */
FcChangeSet *
fc_shift_change_meter (FcCommandContext *context,
                       FcRowSet         *rows,
                       JsonObject       *args,
                       GError          **error)
{
  static const FcCell cells[] = {
    { "changed_at", FC_METER_CHANGE_CHANGED_AT }, { "closing", FC_METER_CHANGE_CLOSING },
    { "opening", FC_METER_CHANGE_OPENING },       { "price", FC_METER_CHANGE_PRICE },
    { "digits", FC_METER_CHANGE_DIGITS },         { "rolled_over", FC_METER_CHANGE_ROLLED_OVER },
    { "reason", FC_METER_CHANGE_REASON },         { NULL, 0 },
  };
  FcRecord *shift = fc_shift_writable (context, rows, error);
  FcRecord *line = shift != NULL ? line_of_nozzle (rows, shift, args, error) : NULL;
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcRecord) after = NULL;

  if (line == NULL)
    return NULL;
  after = change_of (context, rows, line, shift, args, error);
  if (after == NULL || !fc_args_to_cells (args, cells, after, error))
    return NULL;
  fill_price (rows, line, after);
  if (!check_change (after, error))
    return NULL;
  keep_digits (changes, rows, after);
  fc_shift_put (changes, rows, g_steal_pointer (&after));
  return g_steal_pointer (&changes);
}

static void
fill_from_chart (FcRecord    *reading,
                 FcTankChart *chart,
                 JsonObject  *args,
                 const FcCell *level,
                 const FcCell *volume)
{
  if (chart != NULL && fc_args_has (args, level->arg) && !fc_args_has (args, volume->arg) &&
      !fc_record_is_null (reading, level->field))
    fc_record_set_int (reading, volume->field,
                       fc_tank_chart_volume (chart, fc_record_get_int (reading, level->field)));
}

static const FcCell dip_cells[] = {
  { "level", FC_TANK_READING_LEVEL },
  { "volume", FC_TANK_READING_VOLUME },
  { "water_level", FC_TANK_READING_WATER_LEVEL },
  { "water_volume", FC_TANK_READING_WATER_VOLUME },
  { "temperature", FC_TANK_READING_TEMPERATURE },
  { "ullage", FC_TANK_READING_ULLAGE },
  { "opening_volume", FC_TANK_READING_OPENING_VOLUME },
  { "photo_id", FC_TANK_READING_PHOTO_ID },
  { NULL, 0 },
};

/* A level typed without its volume takes the volume from the tank's chart, where it has one. */
static void
fill_volumes (FcRecord   *reading,
              FcRecord   *tank,
              JsonObject *args)
{
  g_autoptr (FcTankChart) chart = tank != NULL ? fc_tank_chart_new (tank, NULL) : NULL;
  gint64 capacity = tank != NULL ? fc_record_get_int (tank, FC_TANK_CAPACITY) : 0;

  fill_from_chart (reading, chart, args, &dip_cells[0], &dip_cells[1]);
  fill_from_chart (reading, chart, args, &dip_cells[2], &dip_cells[3]);
  if (capacity > 0 && !fc_args_has (args, "ullage") && !fc_record_is_null (reading, FC_TANK_READING_VOLUME))
    fc_record_set_int (reading, FC_TANK_READING_ULLAGE,
                       MAX (capacity - fc_record_get_int (reading, FC_TANK_READING_VOLUME), 0));
}

/* Both are measured from the bottom: water cannot stand above what floats on it. What a gauge said is kept as it is. */
static gboolean
check_water (FcRecord    *reading,
             JsonObject  *args,
             GError     **error)
{
  gint64 level = fc_record_get_int (reading, FC_TANK_READING_LEVEL);
  gint64 water = fc_record_get_int (reading, FC_TANK_READING_WATER_LEVEL);

  if (g_strcmp0 (fc_args_text (args, "source"), "gauge") == 0 ||
      (!fc_args_has (args, "level") && !fc_args_has (args, "water_level")) ||
      fc_record_is_null (reading, FC_TANK_READING_LEVEL) ||
      fc_record_is_null (reading, FC_TANK_READING_WATER_LEVEL) || water <= level)
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("Water is %d mm, the product %d mm: measure again"), (int) water,
               (int) level);
  return FALSE;
}

/* Whoever types a figure over the gauge's makes the reading a dip; a photo beside it does not. */
static void
set_source (FcRecord   *reading,
            JsonObject *args)
{
  gboolean gauge = g_strcmp0 (fc_args_text (args, "source"), "gauge") == 0;
  gboolean figures = FALSE;

  for (guint i = 0; dip_cells[i].arg != NULL; i++)
    figures |= dip_cells[i].field != FC_TANK_READING_PHOTO_ID && fc_args_has (args, dip_cells[i].arg);
  if (figures || fc_record_is_null (reading, FC_TANK_READING_SOURCE))
    fc_record_set_text (reading, FC_TANK_READING_SOURCE, gauge ? "gauge" : "manual");
}

/**
 * fc_shift_dip:
 *
 * shift.dip: a tank's reading at the close, by stick or gauge ("source": "gauge"). A level alone gives the volume of the
 * tank's chart.
 */
FcChangeSet *
fc_shift_dip (FcCommandContext *context,
              FcRowSet         *rows,
              JsonObject       *args,
              GError          **error)
{
  FcRecord *shift = fc_shift_writable (context, rows, error);
  g_autoptr (FcRecord) after = NULL;
  char key[FC_ID_STRING_LENGTH + 1];
  FcId tank_id;

  if (shift == NULL || !fc_args_id (args, "tank_id", &tank_id, error))
    return NULL;
  fc_id_to_string (&tank_id, key);
  after = fc_shift_child (rows, FC_TANK_READING, fc_record_get_id (shift),
                          fc_record_get_ref (shift, FC_SHIFT_STATION_ID), key);
  fc_record_set_ref (after, FC_TANK_READING_TANK_ID, &tank_id);
  if (!fc_args_to_cells (args, dip_cells, after, error) || !check_water (after, args, error))
    return NULL;
  fill_volumes (after, fc_row_set_get (rows, FC_TANK, &tank_id), args);
  set_source (after, args);
  fc_record_set_int (after, FC_TANK_READING_READ_AT, context->op->occurred_at);
  return fc_shift_put_one (rows, g_steal_pointer (&after));
}

static gboolean
check_transfer (FcRowSet  *rows,
                FcRecord  *transfer,
                GError   **error)
{
  const FcId *from_id = fc_record_get_ref (transfer, FC_TANK_TRANSFER_FROM_TANK_ID);
  const FcId *to_id = fc_record_get_ref (transfer, FC_TANK_TRANSFER_TO_TANK_ID);
  FcRecord *from = fc_row_set_get (rows, FC_TANK, from_id), *to = fc_row_set_get (rows, FC_TANK, to_id);
  const char *reason = fc_record_get_text (transfer, FC_TANK_TRANSFER_REASON);
  const char *wrong = NULL;

  if (from_id == NULL && to_id == NULL)
    wrong = _ ("A transfer comes out of a tank or goes into one: choose it");
  else if ((from_id != NULL && from == NULL) || (to_id != NULL && to == NULL))
    wrong = _ ("The transfer names a tank that is not at this station");
  else if (from == to)
    wrong = _ ("A transfer goes from one tank to another");
  else if ((from == NULL || to == NULL ||
            !fc_id_equal (fc_record_get_ref (from, FC_TANK_PRODUCT_ID), fc_record_get_ref (to, FC_TANK_PRODUCT_ID))) &&
           (reason == NULL || reason[0] == '\0'))
    wrong = from != NULL && to != NULL ? _ ("The two tanks hold different products; say why it was moved")
                                       : _ ("Say where the product went or came from");
  if (wrong == NULL)
    return TRUE;
  g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, wrong);
  return FALSE;
}

/**
 * fc_shift_transfer:
 *
 * shift.transfer: product moved between tanks, or out of one for own use.
 */
FcChangeSet *
fc_shift_transfer (FcCommandContext *context,
                   FcRowSet         *rows,
                   JsonObject       *args,
                   GError          **error)
{
  static const FcCell cells[] = {
    { "from_tank_id", FC_TANK_TRANSFER_FROM_TANK_ID }, { "to_tank_id", FC_TANK_TRANSFER_TO_TANK_ID },
    { "volume", FC_TANK_TRANSFER_VOLUME },             { "reason", FC_TANK_TRANSFER_REASON },
    { "moved_at", FC_TANK_TRANSFER_MOVED_AT },         { NULL, 0 },
  };
  FcRecord *shift = fc_shift_writable (context, rows, error);
  g_autoptr (FcRecord) after = NULL;

  if (shift == NULL)
    return NULL;
  after = fc_shift_listed (context, rows, shift, FC_TANK_TRANSFER, args, error);
  if (after == NULL)
    return NULL;
  if (fc_record_is_null (after, FC_TANK_TRANSFER_MOVED_AT))
    fc_record_set_int (after, FC_TANK_TRANSFER_MOVED_AT, context->op->occurred_at);
  if (!fc_args_to_cells (args, cells, after, error) || !check_transfer (rows, after, error))
    return NULL;
  return fc_shift_put_one (rows, g_steal_pointer (&after));
}

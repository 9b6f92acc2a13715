/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-error.h"
#include "fc-shift-versions.h"

#include <glib/gi18n-lib.h>

/* A shift opens with a line for every nozzle and tank; what the last one closed with is what this one opens with. */

#define MOST_FOLLOWED 50

struct _FcShiftOpening
{
  FcRowSet *rows;
  FcRecord *shift;
  GPtrArray *followed; /* FcShiftSheet: what is nearest to it first */
};

static void
follow (FcShiftOpening *self,
        const FcId     *id)
{
  FcRecord *shift = fc_row_set_get (self->rows, FC_SHIFT, id);

  for (int i = 0; shift != NULL && fc_shift_is_discarded (shift) && i < MOST_FOLLOWED; i++)
    shift = fc_row_set_get (self->rows, FC_SHIFT, fc_record_get_ref (shift, FC_SHIFT_PREVIOUS_ID));
  if (shift != NULL && self->followed->len < MOST_FOLLOWED)
    g_ptr_array_add (self->followed, fc_shift_sheet_new (self->rows, fc_record_get_id (shift)));
}

static void
follow_listed (FcShiftOpening *self,
               JsonNode       *node)
{
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  FcId id;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *one = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_OBJECT (one) && fc_id_from_string (fc_args_text (json_node_get_object (one), "id"), &id))
        follow (self, &id);
    }
}

/* The lines of @shift: with the shifts in @rows that it and @args (nullable) say it follows. */
FcShiftOpening *
fc_shift_opening_new (FcRowSet   *rows,
                      FcRecord   *shift,
                      JsonObject *args)
{
  FcShiftOpening *self = g_new0 (FcShiftOpening, 1);
  FcId other;

  self->rows = rows;
  self->shift = shift;
  self->followed = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_shift_sheet_free);
  follow (self, fc_record_get_ref (shift, FC_SHIFT_PREVIOUS_ID));
  if (args != NULL && fc_id_from_string (fc_args_text (args, "other_previous_id"), &other))
    follow (self, &other);
  if (args != NULL)
    follow_listed (self, json_object_get_member (args, "follows"));
  return self;
}

void
fc_shift_opening_free (FcShiftOpening *self)
{
  g_ptr_array_unref (self->followed);
  g_free (self);
}

static FcRecord *
last_reading (FcShiftOpening *self,
              FcRecord       *nozzle)
{
  for (guint i = 0; i < self->followed->len; i++)
    {
      const FcShiftSheet *sheet = self->followed->pdata[i];

      for (guint j = 0; j < sheet->meters->len; j++)
        {
          FcRecord *reading = g_array_index (sheet->meters, FcSheetMeter, j).reading;

          if (fc_id_equal (fc_record_get_ref (reading, FC_METER_READING_NOZZLE_ID), fc_record_get_id (nozzle)))
            return reading;
        }
    }
  return NULL;
}

static const FcSheetTank *
last_dip (FcShiftOpening *self,
          FcRecord       *tank)
{
  for (guint i = 0; i < self->followed->len; i++)
    {
      const FcShiftSheet *sheet = self->followed->pdata[i];

      for (guint j = 0; j < sheet->tanks->len; j++)
        {
          const FcSheetTank *line = &g_array_index (sheet->tanks, FcSheetTank, j);

          if (fc_id_equal (fc_record_get_ref (line->reading, FC_TANK_READING_TANK_ID), fc_record_get_id (tank)))
            return line;
        }
    }
  return NULL;
}

static void
set_opening (FcRecord *reading,
             FcRecord *previous,
             FcRecord *nozzle)
{
  int from = FC_METER_READING_CLOSING;

  if (previous == NULL)
    {
      fc_record_set_int (reading, FC_METER_READING_OPENING, fc_record_get_int (nozzle, FC_NOZZLE_OPENING_TOTALIZER));
      return;
    }
  if (fc_record_is_null (previous, from))
    from = FC_METER_READING_OPENING;
  fc_record_set_value (reading, FC_METER_READING_OPENING, fc_record_get_value (previous, from));
  fc_record_set_value (reading, FC_METER_READING_OPENING_AMOUNT,
                       fc_record_get_value (previous, FC_METER_READING_CLOSING_AMOUNT));
}

/* A nozzle's line of a new shift: (transfer full). */
FcRecord *
fc_shift_opening_meter (FcShiftOpening *self,
                        FcRecord       *nozzle)
{
  const FcId *station_id = fc_record_get_ref (self->shift, FC_SHIFT_STATION_ID);
  const FcId *product_id = fc_record_get_ref (nozzle, FC_NOZZLE_PRODUCT_ID);
  FcRecord *previous = last_reading (self, nozzle);
  char key[FC_ID_STRING_LENGTH + 1];
  FcRecord *reading;
  gint64 price =
    fc_price_at (self->rows, station_id, product_id, fc_record_get_int (self->shift, FC_SHIFT_OPENED_AT));

  fc_id_to_string (fc_record_get_id (nozzle), key);
  reading = fc_shift_child (self->rows, FC_METER_READING, fc_record_get_id (self->shift), station_id, key);
  fc_record_set_ref (reading, FC_METER_READING_NOZZLE_ID, fc_record_get_id (nozzle));
  fc_record_set_ref (reading, FC_METER_READING_PRODUCT_ID, product_id);
  fc_record_set_value (reading, FC_METER_READING_DIGITS, fc_record_get_value (nozzle, FC_NOZZLE_DIGITS));
  set_opening (reading, previous, nozzle);
  if (price > 0)
    fc_record_set_int (reading, FC_METER_READING_PRICE, price);
  else if (previous != NULL)
    fc_record_set_value (reading, FC_METER_READING_PRICE, fc_record_get_value (previous, FC_METER_READING_PRICE));
  fc_record_set_text (reading, FC_METER_READING_SOURCE, "manual");
  return reading;
}

/* What the dip before shows is what this one opens with; its book goes on as a book. */
static void
follow_dip (FcRecord          *reading,
            const FcSheetTank *last)
{
  int from = fc_record_is_null (last->reading, FC_TANK_READING_VOLUME) ? FC_TANK_READING_OPENING_VOLUME
                                                                       : FC_TANK_READING_VOLUME;
  int water = fc_record_is_null (last->reading, FC_TANK_READING_WATER_LEVEL) ? FC_TANK_READING_OPENING_WATER_LEVEL
                                                                             : FC_TANK_READING_WATER_LEVEL;

  fc_record_set_value (reading, FC_TANK_READING_OPENING_VOLUME, fc_record_get_value (last->reading, from));
  fc_record_set_value (reading, FC_TANK_READING_OPENING_WATER_LEVEL, fc_record_get_value (last->reading, water));
  if (!fc_record_is_null (last->reading, from))
    fc_record_set_int (reading, FC_TANK_READING_OPENING_BOOK, last->opening_book + last->book - last->opening);
}

/* A tank's line of a new shift: (transfer full). */
FcRecord *
fc_shift_opening_dip (FcShiftOpening *self,
                      FcRecord       *tank)
{
  const FcSheetTank *last = last_dip (self, tank);
  char key[FC_ID_STRING_LENGTH + 1];
  FcRecord *reading;

  fc_id_to_string (fc_record_get_id (tank), key);
  reading = fc_shift_child (self->rows, FC_TANK_READING, fc_record_get_id (self->shift),
                            fc_record_get_ref (self->shift, FC_SHIFT_STATION_ID), key);
  fc_record_set_ref (reading, FC_TANK_READING_TANK_ID, fc_record_get_id (tank));
  if (last != NULL)
    follow_dip (reading, last);
  fc_record_set_text (reading, FC_TANK_READING_SOURCE, "manual");
  return reading;
}

/* Whether the shift has a line for @nozzle: it is in use, and its pump is of the shift's part of the site. */
gboolean
fc_shift_opening_has (FcShiftOpening *self,
                      FcRecord       *nozzle)
{
  const char *part = fc_record_get_text (self->shift, FC_SHIFT_PART);
  FcRecord *pump = fc_row_set_get (self->rows, FC_PUMP, fc_record_get_ref (nozzle, FC_NOZZLE_PUMP_ID));

  if (fc_record_get_bool (nozzle, FC_NOZZLE_REMOVED))
    return FALSE;
  return part == NULL || (pump != NULL && g_strcmp0 (fc_record_get_text (pump, FC_PUMP_PART), part) == 0);
}

/* Half a site has no tanks of its own: they may be dipped, but nothing waits for it. */
static void
open_lines (FcChangeSet *changes,
            FcRowSet    *rows,
            FcRecord    *shift,
            JsonObject  *args)
{
  const FcId *station_id = fc_record_get_ref (shift, FC_SHIFT_STATION_ID);
  g_autoptr (FcShiftOpening) opening = fc_shift_opening_new (rows, shift, args);
  g_autoptr (GPtrArray) nozzles = fc_row_set_list_by (rows, FC_NOZZLE, FC_NOZZLE_STATION_ID, station_id);
  g_autoptr (GPtrArray) tanks = fc_row_set_list_by (rows, FC_TANK, FC_TANK_STATION_ID, station_id);

  for (guint i = 0; i < nozzles->len; i++)
    if (fc_shift_opening_has (opening, nozzles->pdata[i]))
      fc_change_set_insert (changes, fc_shift_opening_meter (opening, nozzles->pdata[i]));
  for (guint i = 0; i < tanks->len && fc_record_is_null (shift, FC_SHIFT_PART); i++)
    fc_change_set_insert (changes, fc_shift_opening_dip (opening, tanks->pdata[i]));
}

static gboolean
fill_shift (FcRecord         *shift,
            FcRecord         *station,
            FcCommandContext *context,
            JsonObject       *args,
            GError          **error)
{
  FcDate date;
  gint64 number;

  if (!fc_args_date (args, "business_date", &date, error) || !fc_args_int (args, "number", &number, error))
    return FALSE;
  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, fc_record_get_id (station));
  fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, date);
  fc_record_set_int (shift, FC_SHIFT_NUMBER, number);
  fc_record_set_int (shift, FC_SHIFT_OPENED_AT, context->op->occurred_at);
  fc_record_set_text (shift, FC_SHIFT_STATE, "open");
  fc_record_set_text (shift, FC_SHIFT_SOURCE, "manual");
  fc_record_set_int (shift, FC_SHIFT_REVISION, 1);
  fc_record_set_ref (shift, FC_SHIFT_OPENED_BY, &context->actor->user_id);
  fc_record_set_value (shift, FC_SHIFT_OPENING_FLOAT, fc_record_get_value (station, FC_STATION_OPENING_FLOAT));
  return fc_args_to_field (args, "cashier", shift, FC_SHIFT_CASHIER, error) &&
         fc_args_to_field (args, "register", shift, FC_SHIFT_REGISTER, error) &&
         fc_args_to_field (args, "opened_at", shift, FC_SHIFT_OPENED_AT, error) &&
         fc_args_to_field (args, "opening_float", shift, FC_SHIFT_OPENING_FLOAT, error) &&
         fc_args_to_field (args, "part", shift, FC_SHIFT_PART, error) &&
         fc_args_to_field (args, "previous_id", shift, FC_SHIFT_PREVIOUS_ID, error);
}

/* Asks for the shifts of the date; and for what a discarded shift followed, which is then what the new one follows. */
void
fc_shift_want_opening (FcWants    *wants,
                       const FcOp *op,
                       FcRowSet   *rows)
{
  g_autoptr (GPtrArray) shifts = fc_row_set_list (rows, FC_SHIFT);

  fc_shift_want_namesakes (wants, op, rows);
  for (guint i = 0; i < shifts->len; i++)
    if (fc_shift_is_discarded (shifts->pdata[i]))
      fc_wants_aggregate (wants, FC_SHIFT, fc_record_get_ref (shifts->pdata[i], FC_SHIFT_PREVIOUS_ID), TRUE);
}

/**
 * fc_shift_open:
 *
 * shift.open. An opening that comes from the previous closing is taken as it is; the first shift of a nozzle opens with
 * the totalizer it was set up with. A shift of one part of the site has that part's nozzles.
 */
FcChangeSet *
fc_shift_open (FcCommandContext *context,
               FcRowSet         *rows,
               JsonObject       *args,
               GError          **error)
{
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcRecord) shift = fc_record_new (FC_SHIFT, &context->op->row_id);
  FcRecord *station;
  FcId station_id;

  if (fc_row_set_get (rows, FC_SHIFT, &context->op->row_id) != NULL)
    return g_steal_pointer (&changes); /* opened already: the same op came twice */
  if (!fc_args_id (args, "station_id", &station_id, error))
    return NULL;
  station = fc_row_set_get (rows, FC_STATION, &station_id);
  if (station == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("The station of the new shift is not here"));
      return NULL;
    }
  if (!fill_shift (shift, station, context, args, error))
    return NULL;
  fc_change_set_insert (changes, g_object_ref (shift));
  open_lines (changes, rows, shift, args);
  fc_change_set_event (changes, "shift.opened", FC_SHIFT, &context->op->row_id, NULL);
  return g_steal_pointer (&changes);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-error.h"

/* A shift opens with a line for every nozzle and tank; what the last one closed with is what this one opens with. */

static FcRecord *
previous_row (FcRowSet   *rows,
              FcEntity    entity,
              int         key_field,
              const FcId *previous_id,
              const FcId *key)
{
  g_autoptr (GPtrArray) list = NULL;

  if (previous_id == NULL || fc_row_set_get (rows, FC_SHIFT, previous_id) == NULL)
    return NULL;
  list = fc_row_set_list_by (rows, entity, fc_catalog_parent_field (entity), previous_id);
  for (guint i = 0; i < list->len; i++)
    if (fc_id_equal (fc_record_get_ref (list->pdata[i], key_field), key))
      return list->pdata[i];
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
fc_shift_new_reading (FcRowSet   *rows,
                      FcRecord   *shift,
                      FcRecord   *nozzle,
                      const FcId *previous_id,
                      gint64      at_us)
{
  const FcId *station_id = fc_record_get_ref (shift, FC_SHIFT_STATION_ID);
  const FcId *product_id = fc_record_get_ref (nozzle, FC_NOZZLE_PRODUCT_ID);
  char key[FC_ID_STRING_LENGTH + 1];
  FcRecord *reading, *previous;
  gint64 price = fc_price_at (rows, station_id, product_id, at_us);

  fc_id_to_string (fc_record_get_id (nozzle), key);
  reading = fc_shift_child (rows, FC_METER_READING, fc_record_get_id (shift), station_id, key);
  previous = previous_row (rows, FC_METER_READING, FC_METER_READING_NOZZLE_ID, previous_id, fc_record_get_id (nozzle));
  fc_record_set_ref (reading, FC_METER_READING_NOZZLE_ID, fc_record_get_id (nozzle));
  fc_record_set_ref (reading, FC_METER_READING_PRODUCT_ID, product_id);
  set_opening (reading, previous, nozzle);
  if (price > 0)
    fc_record_set_int (reading, FC_METER_READING_PRICE, price);
  else if (previous != NULL)
    fc_record_set_value (reading, FC_METER_READING_PRICE, fc_record_get_value (previous, FC_METER_READING_PRICE));
  fc_record_set_text (reading, FC_METER_READING_SOURCE, "manual");
  return reading;
}

/* A tank's line of a new shift: (transfer full). */
FcRecord *
fc_shift_new_dip (FcRowSet   *rows,
                  FcRecord   *shift,
                  FcRecord   *tank,
                  const FcId *previous_id)
{
  char key[FC_ID_STRING_LENGTH + 1];
  FcRecord *reading, *previous;

  fc_id_to_string (fc_record_get_id (tank), key);
  reading = fc_shift_child (rows, FC_TANK_READING, fc_record_get_id (shift),
                            fc_record_get_ref (shift, FC_SHIFT_STATION_ID), key);
  previous = previous_row (rows, FC_TANK_READING, FC_TANK_READING_TANK_ID, previous_id, fc_record_get_id (tank));
  fc_record_set_ref (reading, FC_TANK_READING_TANK_ID, fc_record_get_id (tank));
  if (previous != NULL)
    fc_record_set_value (reading, FC_TANK_READING_OPENING_VOLUME,
                         fc_record_get_value (previous, fc_record_is_null (previous, FC_TANK_READING_VOLUME)
                                                          ? FC_TANK_READING_OPENING_VOLUME
                                                          : FC_TANK_READING_VOLUME));
  fc_record_set_text (reading, FC_TANK_READING_SOURCE, "manual");
  return reading;
}

static void
open_lines (FcChangeSet *changes,
            FcRowSet    *rows,
            FcRecord    *shift,
            const FcId  *previous_id,
            gint64       at_us)
{
  const FcId *station_id = fc_record_get_ref (shift, FC_SHIFT_STATION_ID);
  g_autoptr (GPtrArray) nozzles = fc_row_set_list_by (rows, FC_NOZZLE, FC_NOZZLE_STATION_ID, station_id);
  g_autoptr (GPtrArray) tanks = fc_row_set_list_by (rows, FC_TANK, FC_TANK_STATION_ID, station_id);

  for (guint i = 0; i < nozzles->len; i++)
    if (!fc_record_get_bool (nozzles->pdata[i], FC_NOZZLE_REMOVED))
      fc_change_set_insert (changes, fc_shift_new_reading (rows, shift, nozzles->pdata[i], previous_id, at_us));
  for (guint i = 0; i < tanks->len; i++)
    fc_change_set_insert (changes, fc_shift_new_dip (rows, shift, tanks->pdata[i], previous_id));
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
  fc_record_set_value (shift, FC_SHIFT_OPENING_FLOAT, fc_record_get_value (station, FC_STATION_OPENING_FLOAT));
  return fc_args_to_field (args, "cashier", shift, FC_SHIFT_CASHIER, error) &&
         fc_args_to_field (args, "register", shift, FC_SHIFT_REGISTER, error) &&
         fc_args_to_field (args, "opened_at", shift, FC_SHIFT_OPENED_AT, error) &&
         fc_args_to_field (args, "opening_float", shift, FC_SHIFT_OPENING_FLOAT, error) &&
         fc_args_to_field (args, "previous_id", shift, FC_SHIFT_PREVIOUS_ID, error);
}

/**
 * fc_shift_open:
 *
 * shift.open. An opening that comes from the previous closing is taken as it is; the first shift of a nozzle opens with
 * the totalizer it was set up with.
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
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, "The station of the new shift is not here");
      return NULL;
    }
  if (!fill_shift (shift, station, context, args, error))
    return NULL;
  fc_change_set_insert (changes, g_object_ref (shift));
  open_lines (changes, rows, shift, fc_record_get_ref (shift, FC_SHIFT_PREVIOUS_ID),
              fc_record_get_int (shift, FC_SHIFT_OPENED_AT));
  fc_change_set_event (changes, "shift.opened", FC_SHIFT, &context->op->row_id, NULL);
  return g_steal_pointer (&changes);
}

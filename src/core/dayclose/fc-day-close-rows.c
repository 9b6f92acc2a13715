/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-close-private.h"

#include "fc-day-lock.h"
#include "fc-error.h"
#include "fc-shift-args.h"

#include <glib/gi18n-lib.h>

static FcRecord *
day_tank_row (FcRecord         *day,
              const FcDaySheet *sheet,
              const FcDayTank  *tank,
              const FcId       *id)
{
  FcRecord *row = fc_record_new (FC_DAY_TANK, id);

  fc_record_set_ref (row, FC_DAY_TANK_DAY_CLOSE_ID, fc_record_get_id (day));
  fc_record_set_ref (row, FC_DAY_TANK_STATION_ID, &sheet->station_id);
  fc_record_set_ref (row, FC_DAY_TANK_TANK_ID, &tank->tank_id);
  fc_record_set_int (row, FC_DAY_TANK_BUSINESS_DATE, sheet->date);
  fc_record_set_int (row, FC_DAY_TANK_OPENING, tank->opening);
  fc_record_set_int (row, FC_DAY_TANK_OPENING_BOOK, tank->opening_book);
  fc_record_set_int (row, FC_DAY_TANK_RECEIPTS, tank->receipts);
  fc_record_set_int (row, FC_DAY_TANK_TESTS, tank->tests);
  fc_record_set_int (row, FC_DAY_TANK_TRANSFERS, tank->transfers);
  fc_record_set_int (row, FC_DAY_TANK_SALES, tank->sales);
  if (!tank->has_physical)
    return row;
  fc_record_set_int (row, FC_DAY_TANK_PHYSICAL, tank->physical);
  fc_record_set_int (row, FC_DAY_TANK_VARIANCE, tank->variance);
  fc_record_set_value (row, FC_DAY_TANK_LEVEL, fc_record_get_value (tank->dip, FC_TANK_READING_LEVEL));
  fc_record_set_value (row, FC_DAY_TANK_WATER_LEVEL, fc_record_get_value (tank->dip, FC_TANK_READING_WATER_LEVEL));
  fc_record_set_value (row, FC_DAY_TANK_TEMPERATURE, fc_record_get_value (tank->dip, FC_TANK_READING_TEMPERATURE));
  return row;
}

static FcId
day_tank_id (FcRecord   *day,
             const FcId *tank_id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (tank_id, text);
  return fc_shift_child_id (fc_record_get_id (day), "day_tank", text);
}

static gboolean
is_wanted (const FcDaySheet *sheet,
           FcRecord         *row)
{
  for (guint i = 0; i < sheet->tanks->len; i++)
    if (fc_id_equal (&g_array_index (sheet->tanks, FcDayTank, i).tank_id,
                     fc_record_get_ref (row, FC_DAY_TANK_TANK_ID)))
      return TRUE;
  return FALSE;
}

static FcRecord *
with_all_of (FcRecord *before,
             FcRecord *row)
{
  FcRecord *after = fc_record_copy (before);

  for (guint i = 0; i < fc_catalog_get (FC_DAY_TANK)->n_fields; i++)
    fc_record_set_value (after, (int) i, fc_record_get_value (row, (int) i));
  g_object_unref (row);
  return after;
}

/* The day's tanks, done anew: rows of tanks that are gone go too. */
void
fc_day_put_tanks (FcChangeSet      *changes,
                  const FcDaySheet *sheet,
                  FcRowSet         *rows,
                  FcRecord         *day)
{
  g_autoptr (GPtrArray) old =
    fc_row_set_list_by (rows, FC_DAY_TANK, FC_DAY_TANK_DAY_CLOSE_ID, fc_record_get_id (day));

  for (guint i = 0; i < sheet->tanks->len; i++)
    {
      const FcDayTank *tank = &g_array_index (sheet->tanks, FcDayTank, i);
      FcId id = day_tank_id (day, &tank->tank_id);
      FcRecord *before = fc_row_set_get (rows, FC_DAY_TANK, &id);
      FcRecord *row = day_tank_row (day, sheet, tank, &id);

      if (before == NULL)
        fc_change_set_insert (changes, row);
      else
        fc_change_set_patch (changes, before, with_all_of (before, row));
    }
  for (guint i = 0; i < old->len; i++)
    if (!is_wanted (sheet, old->pdata[i]))
      fc_change_set_delete (changes, old->pdata[i]);
}

static FcId
price_id (const FcId *station_id,
          const FcId *product_id,
          gint64      effective_at)
{
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, effective_at);
  char station[FC_ID_STRING_LENGTH + 1], product[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (station_id, station);
  fc_id_to_string (product_id, product);
  return fc_id_from_key ("price", station, product, at, NULL);
}

/* A price must not begin within what has been sold already. */
static gboolean
check_price (const FcDaySheet *sheet,
             gint64            price,
             gint64            effective_at,
             GError          **error)
{
  gint64 sold_until = 0;

  for (guint i = 0; i < sheet->shifts->len; i++)
    {
      FcRecord *shift = g_array_index (sheet->shifts, FcDayShift, i).sheet->shift;

      sold_until = MAX (sold_until, fc_record_get_int (shift, FC_SHIFT_OPENED_AT));
    }
  if (price <= 0)
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
                 _ ("A price of tomorrow is nought: leave it out where it stays as it is"));
  else if (effective_at <= sold_until)
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
                 _ ("A price of tomorrow would begin before the day’s last shift did: choose a later time"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
put_price (FcChangeSet      *changes,
           const FcDaySheet *sheet,
           FcRowSet         *rows,
           JsonObject       *entry,
           GError          **error)
{
  FcRecord *row, *before;
  FcId product_id, id;
  gint64 price, effective_at;

  if (!fc_args_id (entry, "product_id", &product_id, error) || !fc_args_int (entry, "price", &price, error) ||
      !fc_args_int (entry, "effective_at", &effective_at, error) || !check_price (sheet, price, effective_at, error))
    return FALSE;
  id = price_id (&sheet->station_id, &product_id, effective_at);
  before = fc_row_set_get (rows, FC_PRICE, &id);
  row = before != NULL ? fc_record_copy (before) : fc_record_new (FC_PRICE, &id);
  fc_record_set_ref (row, FC_PRICE_STATION_ID, &sheet->station_id);
  fc_record_set_ref (row, FC_PRICE_PRODUCT_ID, &product_id);
  fc_record_set_int (row, FC_PRICE_PRICE, price);
  fc_record_set_int (row, FC_PRICE_EFFECTIVE_AT, effective_at);
  if (before != NULL)
    fc_change_set_patch (changes, before, row);
  else
    fc_change_set_insert (changes, row);
  return TRUE;
}

/* Tomorrow's prices. One of the same product and time takes the place of the one before. */
gboolean
fc_day_put_prices (FcChangeSet      *changes,
                   FcCommandContext *context,
                   const FcDaySheet *sheet,
                   FcRowSet         *rows,
                   JsonObject       *args,
                   GError          **error)
{
  JsonNode *node = json_object_get_member (args, "prices");
  JsonArray *prices = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = prices != NULL ? json_array_get_length (prices) : 0;

  if (n > 0 && !fc_actor_may (context->actor, "prices.edit"))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_DENIED,
                   _ ("Your roles do not allow you to change prices: close without them"));
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      JsonNode *entry = json_array_get_element (prices, i);

      if (!JSON_NODE_HOLDS_OBJECT (entry))
        return fc_args_unusable ("prices", error);
      if (!put_price (changes, sheet, rows, json_node_get_object (entry), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_broken_chain (const FcDaySheet *sheet)
{
  for (guint i = 0; i < sheet->obstacles->len; i++)
    if (((const FcDayObstacle *) sheet->obstacles->pdata[i])->chain)
      return TRUE;
  return FALSE;
}

/* @rows with what @changes make of them, and without: the next day's sheet is to see this day as it is closed. */
static gboolean
next_is_broken (FcChangeSet      *changes,
                const FcDaySheet *sheet,
                FcRowSet         *rows)
{
  g_autoptr (FcDaySheet) next = NULL;
  gboolean broken;

  fc_change_set_apply_to_rows (changes, rows);
  next = fc_day_sheet_new (rows, &sheet->station_id, sheet->date + 1);
  broken = has_broken_chain (next);
  for (guint i = 0; i < changes->changes->len; i++)
    {
      FcChange *change = changes->changes->pdata[i];

      if (change->kind == FC_CHANGE_INSERT)
        fc_row_set_remove (rows, fc_record_get_entity (change->after), fc_record_get_id (change->after));
      else
        fc_row_set_add (rows, change->before != NULL ? change->before : change->after);
    }
  return broken;
}

/* The day after was closed on other figures: it says so until it is closed again, or these are what they were. */
void
fc_day_tell_next (FcChangeSet      *changes,
                  FcCommandContext *context,
                  const FcDaySheet *sheet,
                  FcRowSet         *rows)
{
  FcId id = fc_day_close_id (&sheet->station_id, sheet->date + 1);
  FcRecord *next = fc_row_set_get (rows, FC_DAY_CLOSE, &id);
  gboolean told, broken;
  FcRecord *after;

  if (next == NULL)
    return;
  told = !fc_record_is_null (next, FC_DAY_CLOSE_CHAIN_CHANGED_AT);
  broken = next_is_broken (changes, sheet, rows);
  if (told == broken)
    return;
  after = fc_record_copy (next);
  if (broken)
    fc_record_set_int (after, FC_DAY_CLOSE_CHAIN_CHANGED_AT, context->op->occurred_at);
  else
    fc_record_set_null (after, FC_DAY_CLOSE_CHAIN_CHANGED_AT);
  fc_change_set_patch (changes, next, after);
  if (broken)
    fc_change_set_event (changes, "day.chain-changed", FC_DAY_CLOSE, &id, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-error.h"
#include "fc-quantity.h"
#include "fc-shift-sheet-private.h"

/*
 * What a POS said of a shift becomes its rows. Reading the same again changes nothing; what a person has typed over
 * the POS's figure stays; a shift that is submitted or approved is not touched.
 */
typedef struct {
  FcCommandContext *context;
  FcRowSet *rows;
  JsonObject *args;
  FcRecord *station;
  FcRecord *shift;       /* as it will be */
  GHashTable *lines;     /* FcId* → FcRecord: children as they will be */
  FcChangeSet *changes;
} Import;

typedef gboolean (*LineFunc) (Import      *self,
                              JsonObject  *line,
                              GError     **error);

static gboolean
each_line (Import      *self,
           const char  *name,
           LineFunc     func,
           GError     **error)
{
  JsonNode *node = json_object_get_member (self->args, name);
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *line = json_array_get_element (list, i);

      if (!JSON_NODE_HOLDS_OBJECT (line))
        {
          g_set_error (error, FC_ERROR, FC_ERROR_PARSE, "The import has no usable “%s”", name);
          return FALSE;
        }
      if (!func (self, json_node_get_object (line), error))
        return FALSE;
    }
  return TRUE;
}

static void
keep (Import   *self,
      FcRecord *line)
{
  g_hash_table_replace (self->lines, (gpointer) fc_record_get_id (line), line);
}

/* The child as this import has made it so far, as it is, or new: borrowed. */
static FcRecord *
child (Import     *self,
       FcEntity    entity,
       const char *key)
{
  const FcId *shift_id = fc_record_get_id (self->shift);
  FcId id = fc_shift_child_id (shift_id, fc_catalog_get (entity)->name, key);
  FcRecord *line = g_hash_table_lookup (self->lines, &id);

  if (line == NULL)
    {
      line = fc_shift_child (self->rows, entity, shift_id, fc_record_get_id (self->station), key);
      keep (self, line);
    }
  return line;
}

static FcRecord *
meter_of (Import     *self,
          JsonObject *line,
          GError    **error)
{
  FcId nozzle_id;
  FcRecord *nozzle, *reading;
  char key[FC_ID_STRING_LENGTH + 1];

  if (!fc_args_id (line, "nozzle_id", &nozzle_id, error))
    return NULL;
  nozzle = fc_row_set_get (self->rows, FC_NOZZLE, &nozzle_id);
  if (nozzle == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, "The import names a nozzle that is not at this station");
      return NULL;
    }
  fc_id_to_string (&nozzle_id, key);
  reading = child (self, FC_METER_READING, key);
  if (fc_record_get_ref (reading, FC_METER_READING_NOZZLE_ID) == NULL)
    {
      reading = fc_shift_new_reading (self->rows, self->shift, nozzle,
                                      fc_record_get_ref (self->shift, FC_SHIFT_PREVIOUS_ID),
                                      fc_record_get_int (self->shift, FC_SHIFT_OPENED_AT));
      fc_record_set_text (reading, FC_METER_READING_SOURCE, "pos");
      keep (self, reading);
    }
  return reading;
}

static gboolean
typed_by_hand (FcRecord *row,
               int       source,
               int       value)
{
  return g_strcmp0 (fc_record_get_text (row, source), "manual") == 0 && !fc_record_is_null (row, value);
}

static gboolean
import_meter (Import      *self,
              JsonObject  *line,
              GError     **error)
{
  FcRecord *reading = meter_of (self, line, error);
  FcRecord *nozzle;
  gint64 span, opening, closing;

  if (reading == NULL)
    return FALSE;
  if (typed_by_hand (reading, FC_METER_READING_SOURCE, FC_METER_READING_CLOSING))
    return TRUE;
  if (!fc_args_to_field (line, "closing", reading, FC_METER_READING_CLOSING, error) ||
      !fc_args_to_field (line, "closing_amount", reading, FC_METER_READING_CLOSING_AMOUNT, error))
    return FALSE;
  nozzle = fc_row_set_get (self->rows, FC_NOZZLE, fc_record_get_ref (reading, FC_METER_READING_NOZZLE_ID));
  span = fc_meter_span (fc_record_get_int (nozzle, FC_NOZZLE_DIGITS));
  opening = fc_record_get_int (reading, FC_METER_READING_OPENING);
  closing = fc_record_get_int (reading, FC_METER_READING_CLOSING);
  fc_record_set_text (reading, FC_METER_READING_SOURCE, "pos");
  if (closing < opening && opening > span - span / 10 && closing < span / 10)
    fc_record_set_int (reading, FC_METER_READING_ROLLED_OVER, 1);
  return TRUE;
}

static void
add_int (FcRecord *row,
         int       field,
         gint64    number)
{
  fc_record_set_int (row, field, fc_record_get_int (row, field) + number);
}

/* First pass over pos_sales: the POS's figures of a nozzle are summed anew. */
static gboolean
clear_pos_sales (Import      *self,
                 JsonObject  *line,
                 GError     **error)
{
  FcRecord *reading;

  if (!fc_args_has (line, "nozzle_id"))
    return TRUE;
  reading = meter_of (self, line, error);
  if (reading == NULL)
    return FALSE;
  fc_record_set_int (reading, FC_METER_READING_POS_VOLUME, 0);
  fc_record_set_int (reading, FC_METER_READING_POS_AMOUNT, 0);
  if (!typed_by_hand (reading, FC_METER_READING_SOURCE, FC_METER_READING_CLOSING))
    fc_record_set_null (reading, FC_METER_READING_TEST);
  return TRUE;
}

static gboolean
import_pos_sales (Import      *self,
                  JsonObject  *line,
                  GError     **error)
{
  gint64 volume, amount, test, price;
  FcRecord *reading;

  if (!fc_args_has (line, "nozzle_id"))
    return TRUE;
  reading = meter_of (self, line, error);
  if (reading == NULL || !fc_args_int (line, "volume", &volume, error) ||
      !fc_args_int (line, "amount", &amount, error) || !fc_args_int (line, "test", &test, error) ||
      !fc_args_int (line, "price", &price, error))
    return FALSE;
  add_int (reading, FC_METER_READING_POS_VOLUME, volume);
  add_int (reading, FC_METER_READING_POS_AMOUNT, amount);
  if (test > 0 && !typed_by_hand (reading, FC_METER_READING_SOURCE, FC_METER_READING_CLOSING))
    add_int (reading, FC_METER_READING_TEST, test);
  if (price > 0)
    fc_record_set_int (reading, FC_METER_READING_PRICE, price);
  return TRUE;
}

static gint64
moved (FcRecord *reading)
{
  gint64 gross = fc_record_get_int (reading, FC_METER_READING_CLOSING) -
                 fc_record_get_int (reading, FC_METER_READING_OPENING);

  return fc_record_is_null (reading, FC_METER_READING_CLOSING) ? 0 : MAX (gross, 0);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return fc_id_compare (fc_record_get_id (*(FcRecord *const *) a), fc_record_get_id (*(FcRecord *const *) b));
}

static GPtrArray *
meters_of_product (Import     *self,
                   const FcId *product_id,
                   gint64     *total)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer line;

  *total = 0;
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    if (fc_record_get_entity (line) == FC_METER_READING &&
        fc_id_equal (fc_record_get_ref (line, FC_METER_READING_PRODUCT_ID), product_id))
      {
        g_ptr_array_add (list, line);
        *total += moved (line);
      }
  g_ptr_array_sort (list, compare_lines);
  return list;
}

/* A POS that tells only grades apart: its money is spread over the grade's nozzles by what their meters moved, to the last unit. */
static gboolean
spread_pos_sales (Import      *self,
                  JsonObject  *line,
                  GError     **error)
{
  g_autoptr (GPtrArray) meters = NULL;
  gint64 amount, total, before = 0, given = 0;
  FcId product_id;

  if (fc_args_has (line, "nozzle_id"))
    return TRUE;
  if (!fc_args_id (line, "product_id", &product_id, error) || !fc_args_int (line, "amount", &amount, error))
    return FALSE;
  meters = meters_of_product (self, &product_id, &total);
  for (guint i = 0; i < meters->len && total > 0; i++)
    {
      gint64 share;

      before += moved (meters->pdata[i]);
      share = (gint64) ((FcInt128) amount * before / total) - given;
      given += share;
      add_int (meters->pdata[i], FC_METER_READING_POS_AMOUNT, share);
    }
  return TRUE;
}

static gboolean
clear_spread (Import      *self,
              JsonObject  *line,
              GError     **error)
{
  g_autoptr (GPtrArray) meters = NULL;
  gint64 total;
  FcId product_id;

  if (fc_args_has (line, "nozzle_id"))
    return TRUE;
  if (!fc_args_id (line, "product_id", &product_id, error))
    return FALSE;
  meters = meters_of_product (self, &product_id, &total);
  for (guint i = 0; i < meters->len; i++)
    fc_record_set_null (meters->pdata[i], FC_METER_READING_POS_AMOUNT);
  return TRUE;
}

static gboolean
import_tank (Import      *self,
             JsonObject  *line,
             GError     **error)
{
  FcId tank_id;
  FcRecord *tank, *reading;
  char key[FC_ID_STRING_LENGTH + 1];

  if (!fc_args_id (line, "tank_id", &tank_id, error))
    return FALSE;
  tank = fc_row_set_get (self->rows, FC_TANK, &tank_id);
  if (tank == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, "The import names a tank that is not at this station");
      return FALSE;
    }
  fc_id_to_string (&tank_id, key);
  reading = child (self, FC_TANK_READING, key);
  if (fc_record_get_ref (reading, FC_TANK_READING_TANK_ID) == NULL)
    {
      reading =
        fc_shift_new_dip (self->rows, self->shift, tank, fc_record_get_ref (self->shift, FC_SHIFT_PREVIOUS_ID));
      fc_record_set_text (reading, FC_TANK_READING_SOURCE, "pos");
      keep (self, reading);
    }
  if (typed_by_hand (reading, FC_TANK_READING_SOURCE, FC_TANK_READING_VOLUME))
    return TRUE;
  fc_record_set_text (reading, FC_TANK_READING_SOURCE, "pos");
  return fc_args_to_field (line, "volume", reading, FC_TANK_READING_VOLUME, error) &&
         fc_args_to_field (line, "ullage", reading, FC_TANK_READING_ULLAGE, error) &&
         fc_args_to_field (line, "temperature", reading, FC_TANK_READING_TEMPERATURE, error) &&
         fc_args_to_field (line, "water_volume", reading, FC_TANK_READING_WATER_VOLUME, error);
}

static gboolean
import_tender (Import      *self,
               JsonObject  *line,
               GError     **error)
{
  const char *tender = fc_args_text (line, "tender");
  FcRecord *total;

  if (tender == NULL || !g_strv_contains (fc_tenders, tender))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, "The import names a tender this version does not know");
      return FALSE;
    }
  total = child (self, FC_TENDER_TOTAL, tender);
  if (typed_by_hand (total, FC_TENDER_TOTAL_SOURCE, FC_TENDER_TOTAL_AMOUNT))
    return TRUE;
  fc_record_set_text (total, FC_TENDER_TOTAL_TENDER, tender);
  fc_record_set_text (total, FC_TENDER_TOTAL_SOURCE, "pos");
  return fc_args_to_field (line, "amount", total, FC_TENDER_TOTAL_AMOUNT, error) &&
         fc_args_to_field (line, "count", total, FC_TENDER_TOTAL_COUNT, error);
}

static gboolean
import_cash (Import      *self,
             JsonObject  *line,
             GError     **error)
{
  const char *key = fc_args_text (line, "key");
  FcRecord *movement = child (self, FC_CASH_MOVEMENT, key != NULL ? key : "");

  fc_record_set_text (movement, FC_CASH_MOVEMENT_SOURCE, "pos");
  if (fc_record_is_null (movement, FC_CASH_MOVEMENT_MOVED_AT))
    fc_record_set_int (movement, FC_CASH_MOVEMENT_MOVED_AT, fc_record_get_int (self->shift, FC_SHIFT_OPENED_AT));
  return fc_args_to_field (line, "movement", movement, FC_CASH_MOVEMENT_MOVEMENT, error) &&
         fc_args_to_field (line, "amount", movement, FC_CASH_MOVEMENT_AMOUNT, error) &&
         fc_args_to_field (line, "reason", movement, FC_CASH_MOVEMENT_REASON, error);
}

/* One sale a line, so that dashboards have the shift's figures; only once, when the POS has closed the shift, and not
 * where its single sales come from a journal ("sales": false). */
static gboolean
import_sale (Import      *self,
             JsonObject  *line,
             GError     **error)
{
  const char *key = fc_args_text (line, "key");
  FcId id = fc_shift_child_id (fc_record_get_id (self->shift), "sale", key != NULL ? key : "");
  g_autoptr (FcRecord) sale = fc_record_new (FC_SALE, &id);

  fc_record_set_ref (sale, FC_SALE_STATION_ID, fc_record_get_id (self->station));
  fc_record_set_ref (sale, FC_SALE_SHIFT_ID, fc_record_get_id (self->shift));
  fc_record_set_value (sale, FC_SALE_SOLD_AT, fc_record_get_value (self->shift, FC_SHIFT_OPENED_AT));
  fc_record_set_int (sale, FC_SALE_COUNT, 1);
  fc_record_set_text (sale, FC_SALE_VERIFICATION, "unverified");
  fc_record_set_text (sale, FC_SALE_METADATA, "{\"summary\":true}"); /* a journal of single sales takes it back */
  if (!fc_args_to_field (line, "product_id", sale, FC_SALE_PRODUCT_ID, error) ||
      !fc_args_to_field (line, "nozzle_id", sale, FC_SALE_NOZZLE_ID, error) ||
      !fc_args_to_field (line, "volume", sale, FC_SALE_VOLUME, error) ||
      !fc_args_to_field (line, "price", sale, FC_SALE_PRICE, error) ||
      !fc_args_to_field (line, "amount", sale, FC_SALE_AMOUNT, error))
    return FALSE;
  if (fc_record_get_int (sale, FC_SALE_VOLUME) != 0 || fc_record_get_int (sale, FC_SALE_AMOUNT) != 0)
    fc_change_set_insert (self->changes, g_steal_pointer (&sale));
  return TRUE;
}

static gboolean
fill_shift (Import  *self,
            GError **error)
{
  FcRecord *shift = self->shift;

  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, fc_record_get_id (self->station));
  if (fc_record_is_null (shift, FC_SHIFT_STATE))
    {
      fc_record_set_text (shift, FC_SHIFT_STATE, "open");
      fc_record_set_text (shift, FC_SHIFT_SOURCE, "pos");
      fc_record_set_int (shift, FC_SHIFT_REVISION, 1);
      fc_record_set_value (shift, FC_SHIFT_OPENING_FLOAT, fc_record_get_value (self->station, FC_STATION_OPENING_FLOAT));
      if (!fc_args_to_field (self->args, "previous_id", shift, FC_SHIFT_PREVIOUS_ID, error) ||
          !fc_args_to_field (self->args, "opening_float", shift, FC_SHIFT_OPENING_FLOAT, error) ||
          !fc_args_to_field (self->args, "cashier", shift, FC_SHIFT_CASHIER, error))
        return FALSE;
    }
  return fc_args_to_field (self->args, "business_date", shift, FC_SHIFT_BUSINESS_DATE, error) &&
         fc_args_to_field (self->args, "number", shift, FC_SHIFT_NUMBER, error) &&
         fc_args_to_field (self->args, "opened_at", shift, FC_SHIFT_OPENED_AT, error) &&
         fc_args_to_field (self->args, "closed_at", shift, FC_SHIFT_CLOSED_AT, error) &&
         fc_args_to_field (self->args, "register", shift, FC_SHIFT_REGISTER, error) &&
         fc_args_to_field (self->args, "source_key", shift, FC_SHIFT_SOURCE_KEY, error);
}

/* Every nozzle and tank gets its line, also those the POS did not speak of: they wait for a person. */
static void
add_silent_lines (Import *self)
{
  const FcId *station_id = fc_record_get_id (self->station);
  const FcId *previous_id = fc_record_get_ref (self->shift, FC_SHIFT_PREVIOUS_ID);
  g_autoptr (GPtrArray) nozzles = fc_row_set_list_by (self->rows, FC_NOZZLE, FC_NOZZLE_STATION_ID, station_id);
  g_autoptr (GPtrArray) tanks = fc_row_set_list_by (self->rows, FC_TANK, FC_TANK_STATION_ID, station_id);

  for (guint i = 0; i < nozzles->len; i++)
    if (!fc_record_get_bool (nozzles->pdata[i], FC_NOZZLE_REMOVED))
      {
        g_autoptr (FcRecord) line = fc_shift_new_reading (self->rows, self->shift, nozzles->pdata[i], previous_id,
                                                          fc_record_get_int (self->shift, FC_SHIFT_OPENED_AT));

        if (!g_hash_table_contains (self->lines, fc_record_get_id (line)))
          keep (self, g_steal_pointer (&line));
      }
  for (guint i = 0; i < tanks->len; i++)
    {
      g_autoptr (FcRecord) line = fc_shift_new_dip (self->rows, self->shift, tanks->pdata[i], previous_id);

      if (!g_hash_table_contains (self->lines, fc_record_get_id (line)))
        keep (self, g_steal_pointer (&line));
    }
}

static void
collect (Import   *self,
         FcRecord *before)
{
  g_autoptr (GList) lines = g_hash_table_get_values (self->lines);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  if (before == NULL)
    fc_change_set_insert (self->changes, g_object_ref (self->shift));
  else
    fc_change_set_patch (self->changes, before, g_object_ref (self->shift));
  for (GList *line = lines; line != NULL; line = line->next)
    g_ptr_array_add (sorted, line->data);
  g_ptr_array_sort (sorted, compare_lines);
  for (guint i = 0; i < sorted->len; i++)
    {
      FcRecord *line = sorted->pdata[i];
      FcRecord *was = fc_row_set_get (self->rows, fc_record_get_entity (line), fc_record_get_id (line));

      if (was == NULL)
        fc_change_set_insert (self->changes, g_object_ref (line));
      else
        fc_change_set_patch (self->changes, was, g_object_ref (line));
    }
}

static gboolean
import_lines (Import    *self,
              FcRecord  *before,
              GError   **error)
{
  gboolean complete = json_object_get_boolean_member_with_default (self->args, "complete", FALSE);
  gboolean journal = !json_object_get_boolean_member_with_default (self->args, "sales", TRUE);
  gboolean had_sales = before != NULL && !fc_record_is_null (before, FC_SHIFT_CLOSED_AT);

  if (!fill_shift (self, error) || !each_line (self, "meters", import_meter, error))
    return FALSE;
  if (before == NULL)
    add_silent_lines (self);
  if (!each_line (self, "pos_sales", clear_pos_sales, error) ||
      !each_line (self, "pos_sales", import_pos_sales, error) ||
      !each_line (self, "pos_sales", clear_spread, error) ||
      !each_line (self, "pos_sales", spread_pos_sales, error) ||
      !each_line (self, "tanks", import_tank, error) || !each_line (self, "tenders", import_tender, error) ||
      !each_line (self, "cash", import_cash, error))
    return FALSE;
  collect (self, before);
  return !complete || had_sales || journal || each_line (self, "pos_sales", import_sale, error);
}

/**
 * fc_shift_import:
 *
 * shift.import, as fc_shift_import_op_new() makes it.
 */
FcChangeSet *
fc_shift_import (FcCommandContext *context,
                 FcRowSet         *rows,
                 JsonObject       *args,
                 GError          **error)
{
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcRecord) shift = NULL;
  g_autoptr (GHashTable) lines = g_hash_table_new_full (fc_id_hash, fc_id_equal, NULL, g_object_unref);
  FcRecord *before = fc_row_set_get (rows, FC_SHIFT, &context->op->row_id);
  Import self = { .context = context, .rows = rows, .args = args, .lines = lines, .changes = changes };
  FcId station_id;

  if (!fc_args_id (args, "station_id", &station_id, error) ||
      (before != NULL && fc_shift_writable (context, rows, error) == NULL))
    return NULL;
  self.station = fc_row_set_get (rows, FC_STATION, &station_id);
  if (self.station == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, "The station of the imported shift is not here");
      return NULL;
    }
  shift = before != NULL ? fc_record_copy (before) : fc_record_new (FC_SHIFT, &context->op->row_id);
  self.shift = shift;
  if (!import_lines (&self, before, error))
    return NULL;
  if (before == NULL)
    fc_change_set_event (changes, "shift.imported", FC_SHIFT, &context->op->row_id, NULL);
  return g_steal_pointer (&changes);
}

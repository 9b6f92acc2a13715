/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pos-import-private.h"

#include "fc-error.h"
#include "fc-quantity.h"
#include "fc-shift-sheet-private.h"

#include <glib/gi18n-lib.h>

/* A line of what the POS said, one function a kind. What a person has typed over the POS's figure stays. */

gboolean
fc_pos_each_line (FcPosImport    *self,
                  const char     *name,
                  FcPosLineFunc   func,
                  GError        **error)
{
  JsonNode *node = json_object_get_member (self->args, name);
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *line = json_array_get_element (list, i);

      if (!JSON_NODE_HOLDS_OBJECT (line))
        {
          g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("The import has no usable “%s”"), name);
          return FALSE;
        }
      if (!func (self, json_node_get_object (line), error))
        return FALSE;
    }
  return TRUE;
}

void
fc_pos_import_keep (FcPosImport *self,
                    FcRecord    *line)
{
  g_hash_table_replace (self->lines, (gpointer) fc_record_get_id (line), line);
}

/* The child as this import has made it so far, as it is, or new: borrowed. */
static FcRecord *
child (FcPosImport *self,
       FcEntity     entity,
       const char  *key)
{
  const FcId *shift_id = fc_record_get_id (self->shift);
  FcId id = fc_shift_child_id (shift_id, fc_catalog_get (entity)->name, key);
  FcRecord *line = g_hash_table_lookup (self->lines, &id);

  if (line == NULL)
    {
      line = fc_shift_child (self->rows, entity, shift_id, fc_record_get_id (self->station), key);
      fc_pos_import_keep (self, line);
    }
  return line;
}

static FcRecord *
meter_of (FcPosImport  *self,
          JsonObject   *line,
          GError      **error)
{
  FcId nozzle_id;
  FcRecord *nozzle, *reading;
  char key[FC_ID_STRING_LENGTH + 1];

  if (!fc_args_id (line, "nozzle_id", &nozzle_id, error))
    return NULL;
  nozzle = fc_row_set_get (self->rows, FC_NOZZLE, &nozzle_id);
  if (nozzle == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("The import names a nozzle that is not at this station"));
      return NULL;
    }
  fc_id_to_string (&nozzle_id, key);
  reading = child (self, FC_METER_READING, key);
  if (fc_record_get_ref (reading, FC_METER_READING_NOZZLE_ID) == NULL)
    {
      reading = fc_shift_opening_meter (self->opening, nozzle);
      fc_record_set_text (reading, FC_METER_READING_SOURCE, "pos");
      fc_pos_import_keep (self, reading);
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

gboolean
fc_pos_meter (FcPosImport  *self,
              JsonObject   *line,
              GError      **error)
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
gboolean
fc_pos_clear_sales (FcPosImport  *self,
                    JsonObject   *line,
                    GError      **error)
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

gboolean
fc_pos_sales (FcPosImport  *self,
              JsonObject   *line,
              GError      **error)
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
  if (price > 0 && !typed_by_hand (reading, FC_METER_READING_SOURCE, FC_METER_READING_PRICE))
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
meters_of_product (FcPosImport *self,
                   const FcId  *product_id,
                   gint64      *total)
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
gboolean
fc_pos_spread_sales (FcPosImport  *self,
                     JsonObject   *line,
                     GError      **error)
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

gboolean
fc_pos_clear_spread (FcPosImport  *self,
                     JsonObject   *line,
                     GError      **error)
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

gboolean
fc_pos_tank (FcPosImport  *self,
             JsonObject   *line,
             GError      **error)
{
  FcId tank_id;
  FcRecord *tank, *reading;
  char key[FC_ID_STRING_LENGTH + 1];

  if (!fc_args_id (line, "tank_id", &tank_id, error))
    return FALSE;
  tank = fc_row_set_get (self->rows, FC_TANK, &tank_id);
  if (tank == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("The import names a tank that is not at this station"));
      return FALSE;
    }
  fc_id_to_string (&tank_id, key);
  reading = child (self, FC_TANK_READING, key);
  if (fc_record_get_ref (reading, FC_TANK_READING_TANK_ID) == NULL)
    {
      reading = fc_shift_opening_dip (self->opening, tank);
      fc_record_set_text (reading, FC_TANK_READING_SOURCE, "pos");
      fc_pos_import_keep (self, reading);
    }
  if (typed_by_hand (reading, FC_TANK_READING_SOURCE, FC_TANK_READING_VOLUME))
    return TRUE;
  fc_record_set_text (reading, FC_TANK_READING_SOURCE, "pos");
  return fc_args_to_field (line, "volume", reading, FC_TANK_READING_VOLUME, error) &&
         fc_args_to_field (line, "ullage", reading, FC_TANK_READING_ULLAGE, error) &&
         fc_args_to_field (line, "temperature", reading, FC_TANK_READING_TEMPERATURE, error) &&
         fc_args_to_field (line, "water_volume", reading, FC_TANK_READING_WATER_VOLUME, error);
}

/* Where attendants share the shift, somebody has said whose the POS's totals are, or will. */
static gboolean
is_shared_out (FcPosImport *self,
               const char  *tender)
{
  const FcId *shift_id = fc_record_get_id (self->shift);
  g_autoptr (GPtrArray) totals = fc_row_set_list_by (self->rows, FC_TENDER_TOTAL, FC_TENDER_TOTAL_SHIFT_ID, shift_id);

  for (guint i = 0; i < totals->len; i++)
    if (!fc_record_is_null (totals->pdata[i], FC_TENDER_TOTAL_DRAWER_ID) &&
        g_strcmp0 (fc_record_get_text (totals->pdata[i], FC_TENDER_TOTAL_TENDER), tender) == 0)
      return TRUE;
  return FALSE;
}

gboolean
fc_pos_tender (FcPosImport  *self,
               JsonObject   *line,
               GError      **error)
{
  const char *tender = fc_args_text (line, "tender");
  FcRecord *total;

  if (tender == NULL || !g_strv_contains (fc_tenders, tender))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("The import names a tender this version does not know"));
      return FALSE;
    }
  if (is_shared_out (self, tender))
    return TRUE;
  total = child (self, FC_TENDER_TOTAL, tender);
  if (typed_by_hand (total, FC_TENDER_TOTAL_SOURCE, FC_TENDER_TOTAL_AMOUNT))
    return TRUE;
  fc_record_set_text (total, FC_TENDER_TOTAL_TENDER, tender);
  fc_record_set_text (total, FC_TENDER_TOTAL_SOURCE, "pos");
  return fc_args_to_field (line, "amount", total, FC_TENDER_TOTAL_AMOUNT, error) &&
         fc_args_to_field (line, "count", total, FC_TENDER_TOTAL_COUNT, error);
}

/* A movement is known by the POS's key, in a correction by the copies of the row that had it: borrowed. */
static FcRecord *
movement_of (FcPosImport *self,
             const char  *key)
{
  const FcId *first = &g_array_index (self->versions, FcId, 0);
  FcId id = fc_shift_child_id (first, fc_catalog_get (FC_CASH_MOVEMENT)->name, key);
  FcRecord *line;

  for (guint i = 1; i < self->versions->len; i++)
    id = fc_shift_copy_id (&g_array_index (self->versions, FcId, i), FC_CASH_MOVEMENT, &id);
  line = g_hash_table_lookup (self->lines, &id);
  if (line != NULL)
    return line;
  line = fc_row_set_get (self->rows, FC_CASH_MOVEMENT, &id);
  line = line != NULL ? fc_record_copy (line) : fc_record_new (FC_CASH_MOVEMENT, &id);
  fc_record_set_ref (line, FC_CASH_MOVEMENT_SHIFT_ID, fc_record_get_id (self->shift));
  fc_record_set_ref (line, FC_CASH_MOVEMENT_STATION_ID, fc_record_get_id (self->station));
  fc_pos_import_keep (self, line);
  return line;
}

gboolean
fc_pos_cash (FcPosImport  *self,
             JsonObject   *line,
             GError      **error)
{
  const char *key = fc_args_text (line, "key");
  FcRecord *movement = movement_of (self, key != NULL ? key : "");

  fc_record_set_text (movement, FC_CASH_MOVEMENT_SOURCE, "pos");
  if (fc_record_is_null (movement, FC_CASH_MOVEMENT_MOVED_AT))
    fc_record_set_int (movement, FC_CASH_MOVEMENT_MOVED_AT, fc_record_get_int (self->shift, FC_SHIFT_OPENED_AT));
  return fc_args_to_field (line, "movement", movement, FC_CASH_MOVEMENT_MOVEMENT, error) &&
         fc_args_to_field (line, "amount", movement, FC_CASH_MOVEMENT_AMOUNT, error) &&
         fc_args_to_field (line, "reason", movement, FC_CASH_MOVEMENT_REASON, error);
}

/* One sale a line, so that dashboards have the shift's figures; only once, when the POS has closed the shift, and not
 * where its single sales come from a journal ("sales": false). */
gboolean
fc_pos_sale (FcPosImport  *self,
             JsonObject   *line,
             GError      **error)
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>

/* The money of a shift: its drawers, what was counted in them, taken with other tenders, and moved in and out. */

static const FcCell figure_cells[] = {
  { "shop_sales", FC_DRAWER_SHOP_SALES },
  { "shop_tax", FC_DRAWER_SHOP_TAX },
  { "lottery", FC_DRAWER_LOTTERY },
  { "over_short_reason", FC_DRAWER_OVER_SHORT_REASON },
  { NULL, 0 },
};

static const FcCell holder_cells[] = {
  { "attendant", FC_DRAWER_ATTENDANT },
  { "user_id", FC_DRAWER_USER_ID },
  { "register", FC_DRAWER_REGISTER },
  { "opening_float", FC_DRAWER_OPENING_FLOAT },
  { NULL, 0 },
};

/* Who holds a drawer and with which float, others say; a new one holds the station's float. */
static gboolean
set_holder (FcCommandContext *context,
            FcRowSet         *rows,
            JsonObject       *args,
            FcRecord         *drawer,
            gboolean          is_new,
            GError          **error)
{
  FcRecord *station = fc_row_set_get (rows, FC_STATION, fc_record_get_ref (drawer, FC_DRAWER_STATION_ID));
  FcRecord *user;

  for (const FcCell *cell = holder_cells; cell->arg != NULL; cell++)
    if (context->own_only && fc_args_has (args, cell->arg))
      {
        g_set_error (error, FC_ERROR, FC_ERROR_DENIED,
                     _ ("Your roles do not allow to change who holds a drawer or its float"));
        return FALSE;
      }
  if (is_new && station != NULL)
    fc_record_set_value (drawer, FC_DRAWER_OPENING_FLOAT, fc_record_get_value (station, FC_STATION_OPENING_FLOAT));
  if (!fc_args_to_cells (args, holder_cells, drawer, error))
    return FALSE;
  user = fc_row_set_get (rows, FC_USER, fc_record_get_ref (drawer, FC_DRAWER_USER_ID));
  if (user != NULL && fc_record_is_null (drawer, FC_DRAWER_ATTENDANT))
    fc_record_set_text (drawer, FC_DRAWER_ATTENDANT, fc_record_get_text (user, FC_USER_NAME));
  return TRUE;
}

/**
 * fc_shift_put_drawer:
 *
 * shift.put-drawer: an attendant's drawer, new or as it was.
 */
FcChangeSet *
fc_shift_put_drawer (FcCommandContext *context,
                     FcRowSet         *rows,
                     JsonObject       *args,
                     GError          **error)
{
  FcRecord *shift = fc_shift_writable (context, rows, error);
  g_autoptr (FcRecord) after = NULL;
  g_autofree char *key = NULL;
  FcRecord *before;
  gint64 number;

  if (shift == NULL || !fc_args_int (args, "number", &number, error))
    return NULL;
  key = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  after = fc_shift_child (rows, FC_DRAWER, fc_record_get_id (shift), fc_record_get_ref (shift, FC_SHIFT_STATION_ID), key);
  before = fc_row_set_get (rows, FC_DRAWER, fc_record_get_id (after));
  fc_record_set_int (after, FC_DRAWER_NUMBER, number);
  if (!fc_shift_may_touch (context, before, error) ||
      !set_holder (context, rows, args, after, before == NULL, error) ||
      !fc_args_to_cells (args, figure_cells, after, error))
    return NULL;
  return fc_shift_put_one (rows, g_steal_pointer (&after));
}

static gboolean
assign (FcChangeSet *changes,
        FcRowSet    *rows,
        FcRecord    *shift,
        const char  *nozzle_id,
        FcRecord    *drawer,
        GError     **error)
{
  FcId id = fc_shift_child_id (fc_record_get_id (shift), "meter_reading", nozzle_id != NULL ? nozzle_id : "");
  FcRecord *line = fc_row_set_get (rows, FC_METER_READING, &id);
  FcRecord *after;

  if (line == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("This shift has no line for that nozzle"));
      return FALSE;
    }
  after = fc_record_copy (line);
  fc_record_set_ref (after, FC_METER_READING_DRAWER_ID, drawer != NULL ? fc_record_get_id (drawer) : NULL);
  fc_change_set_patch (changes, line, after);
  return TRUE;
}

/**
 * fc_shift_assign:
 *
 * shift.assign: these nozzles' sales are this drawer's.
 */
FcChangeSet *
fc_shift_assign (FcCommandContext *context,
                 FcRowSet         *rows,
                 JsonObject       *args,
                 GError          **error)
{
  FcRecord *shift = fc_shift_writable (context, rows, error);
  JsonNode *node = json_object_get_member (args, "nozzle_ids");
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  FcRecord *drawer;

  if (shift == NULL || !fc_shift_drawer_arg (context, rows, shift, args, &drawer, error))
    return NULL;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *one = json_array_get_element (list, i);
      gboolean is_text = JSON_NODE_HOLDS_VALUE (one) && json_node_get_value_type (one) == G_TYPE_STRING;

      if (!assign (changes, rows, shift, is_text ? json_node_get_string (one) : NULL, drawer, error))
        return NULL;
    }
  return g_steal_pointer (&changes);
}

/* A line of a drawer (nullable: of the shift itself) that has a key of its own: (transfer full). */
static FcRecord *
keyed_line (FcRowSet   *rows,
            FcRecord   *shift,
            FcEntity    entity,
            int         drawer_field,
            const char *key,
            FcRecord   *drawer)
{
  g_autofree char *full = fc_shift_drawer_key (key, drawer);
  FcRecord *row =
    fc_shift_child (rows, entity, fc_record_get_id (shift), fc_record_get_ref (shift, FC_SHIFT_STATION_ID), full);

  if (drawer != NULL)
    fc_record_set_ref (row, drawer_field, fc_record_get_id (drawer));
  return row;
}

/* The change set of a line whose @field was entered; emptied, the line is no more. @after: (transfer full). */
static FcChangeSet *
put_or_clear (FcRowSet *rows,
              FcRecord *after,
              int       field)
{
  g_autoptr (FcRecord) line = after;
  FcRecord *before = fc_row_set_get (rows, fc_record_get_entity (line), fc_record_get_id (line));
  FcChangeSet *changes;

  if (!fc_record_is_null (line, field))
    return fc_shift_put_one (rows, g_steal_pointer (&line));
  changes = fc_change_set_new ();
  if (before != NULL)
    fc_change_set_delete (changes, before);
  return changes;
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
  g_autoptr (FcRecord) after = NULL;
  g_autofree char *key = NULL;
  gint64 denomination;
  FcRecord *drawer;

  if (shift == NULL || !fc_shift_drawer_arg (context, rows, shift, args, &drawer, error) ||
      !fc_args_int (args, "denomination", &denomination, error))
    return NULL;
  key = g_strdup_printf ("%" G_GINT64_FORMAT, denomination);
  after = keyed_line (rows, shift, FC_CASH_COUNT, FC_CASH_COUNT_DRAWER_ID, key, drawer);
  fc_record_set_int (after, FC_CASH_COUNT_DENOMINATION, denomination);
  if (!fc_args_to_field (args, "quantity", after, FC_CASH_COUNT_QUANTITY, error))
    return NULL;
  return put_or_clear (rows, g_steal_pointer (&after), FC_CASH_COUNT_QUANTITY);
}

/**
 * fc_shift_set_tender:
 *
 * shift.set-tender: the total taken with one tender.
 */
FcChangeSet *
fc_shift_set_tender (FcCommandContext *context,
                     FcRowSet         *rows,
                     JsonObject       *args,
                     GError          **error)
{
  static const FcCell cells[] = {
    { "amount", FC_TENDER_TOTAL_AMOUNT }, { "count", FC_TENDER_TOTAL_COUNT }, { NULL, 0 }
  };
  FcRecord *shift = fc_shift_writable (context, rows, error);
  g_autoptr (FcRecord) after = NULL;
  const char *tender = fc_args_text (args, "tender");
  FcRecord *drawer;

  if (shift == NULL || !fc_shift_drawer_arg (context, rows, shift, args, &drawer, error))
    return NULL;
  if (tender == NULL || !g_strv_contains (fc_tenders, tender))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("“%s” is no tender this version knows"), tender ? tender : "");
      return NULL;
    }
  after = keyed_line (rows, shift, FC_TENDER_TOTAL, FC_TENDER_TOTAL_DRAWER_ID, tender, drawer);
  fc_record_set_text (after, FC_TENDER_TOTAL_TENDER, tender);
  fc_record_set_text (after, FC_TENDER_TOTAL_SOURCE, "manual");
  if (!fc_args_to_cells (args, cells, after, error))
    return NULL;
  return put_or_clear (rows, g_steal_pointer (&after), FC_TENDER_TOTAL_AMOUNT);
}

/**
 * fc_shift_move_cash:
 *
 * shift.move-cash: a drop, pay-in or pay-out. A new row unless one is named: movements add up and cannot conflict.
 */
FcChangeSet *
fc_shift_move_cash (FcCommandContext *context,
                    FcRowSet         *rows,
                    JsonObject       *args,
                    GError          **error)
{
  static const FcCell cells[] = {
    { "movement", FC_CASH_MOVEMENT_MOVEMENT },   { "amount", FC_CASH_MOVEMENT_AMOUNT },
    { "reason", FC_CASH_MOVEMENT_REASON },       { "moved_at", FC_CASH_MOVEMENT_MOVED_AT },
    { "drawer_id", FC_CASH_MOVEMENT_DRAWER_ID }, { "photo_id", FC_CASH_MOVEMENT_PHOTO_ID },
    { "bag", FC_CASH_MOVEMENT_BAG },             { NULL, 0 },
  };
  FcRecord *shift = fc_shift_writable (context, rows, error);
  g_autoptr (FcRecord) row = NULL;
  FcRecord *drawer;

  if (shift == NULL || !fc_shift_drawer_arg (context, rows, shift, args, &drawer, error))
    return NULL;
  row = fc_shift_listed (context, rows, shift, FC_CASH_MOVEMENT, args, error);
  if (row == NULL)
    return NULL;
  if (fc_record_is_null (row, FC_CASH_MOVEMENT_MOVED_AT))
    fc_record_set_int (row, FC_CASH_MOVEMENT_MOVED_AT, context->op->occurred_at);
  else if (!fc_shift_may_touch (context, fc_row_set_get (rows, FC_DRAWER,
                                                         fc_record_get_ref (row, FC_CASH_MOVEMENT_DRAWER_ID)),
                                error))
    return NULL;
  fc_record_set_text (row, FC_CASH_MOVEMENT_SOURCE, "manual");
  if (!fc_args_to_cells (args, cells, row, error))
    return NULL;
  return fc_shift_put_one (rows, g_steal_pointer (&row));
}

static gboolean
has_money (FcRowSet   *rows,
           FcRecord   *drawer)
{
  static const struct
  {
    FcEntity entity;
    int field;
  } kinds[] = { { FC_TENDER_TOTAL, FC_TENDER_TOTAL_DRAWER_ID },
                { FC_CASH_COUNT, FC_CASH_COUNT_DRAWER_ID },
                { FC_CASH_MOVEMENT, FC_CASH_MOVEMENT_DRAWER_ID },
                { FC_SLIP, FC_SLIP_DRAWER_ID },
                { FC_SIGNATURE, FC_SIGNATURE_DRAWER_ID } };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) list =
        fc_row_set_list_by (rows, kinds[i].entity, kinds[i].field, fc_record_get_id (drawer));

      if (list->len > 0)
        return TRUE;
    }
  return FALSE;
}

/* An empty drawer goes; its nozzles are nobody's then. */
static gboolean
remove_drawer (FcChangeSet  *changes,
               FcRowSet     *rows,
               FcRecord     *drawer,
               GError      **error)
{
  g_autoptr (GPtrArray) lines =
    fc_row_set_list_by (rows, FC_METER_READING, FC_METER_READING_DRAWER_ID, fc_record_get_id (drawer));

  if (has_money (rows, drawer))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
                   _ ("Drawer %d has counts, tenders, movements, slips or a signature; remove those first"),
                   (int) fc_record_get_int (drawer, FC_DRAWER_NUMBER));
      return FALSE;
    }
  for (guint i = 0; i < lines->len; i++)
    {
      FcRecord *after = fc_record_copy (lines->pdata[i]);

      fc_record_set_null (after, FC_METER_READING_DRAWER_ID);
      fc_change_set_patch (changes, lines->pdata[i], after);
    }
  return TRUE;
}

/* A meter that was not replaced after all has the digits its line was opened with. */
static void
take_digits_back (FcChangeSet *changes,
                  FcRowSet    *rows,
                  FcRecord    *shift,
                  FcRecord    *change)
{
  FcRecord *nozzle = fc_row_set_get (rows, FC_NOZZLE, fc_record_get_ref (change, FC_METER_CHANGE_NOZZLE_ID));
  g_autofree char *key = fc_id_dup_string (fc_record_get_ref (change, FC_METER_CHANGE_NOZZLE_ID));
  FcId id = fc_shift_child_id (fc_record_get_id (shift), "meter_reading", key);
  FcRecord *line = fc_row_set_get (rows, FC_METER_READING, &id);
  FcRecord *after;

  if (nozzle == NULL || line == NULL || fc_record_is_null (change, FC_METER_CHANGE_DIGITS) ||
      fc_record_is_null (line, FC_METER_READING_DIGITS))
    return;
  after = fc_record_copy (nozzle);
  fc_record_set_value (after, FC_NOZZLE_DIGITS, fc_record_get_value (line, FC_METER_READING_DIGITS));
  fc_change_set_patch (changes, nozzle, after);
}

/**
 * fc_shift_remove_line:
 *
 * shift.remove-line: a row of which a shift has many alike is taken out; one that is gone already changes nothing.
 */
FcChangeSet *
fc_shift_remove_line (FcCommandContext *context,
                      FcRowSet         *rows,
                      JsonObject       *args,
                      GError          **error)
{
  static const struct
  {
    FcEntity entity;
    int drawer_field; /* -1: nobody's own */
  } kinds[] = { { FC_SLIP, FC_SLIP_DRAWER_ID }, { FC_CASH_MOVEMENT, FC_CASH_MOVEMENT_DRAWER_ID },
                { FC_METER_CHANGE, -1 },        { FC_TANK_TRANSFER, -1 },
                { FC_DELIVERY, -1 },            { FC_DRAWER, -1 } };
  FcRecord *shift = fc_shift_writable (context, rows, error);
  const char *entity = fc_args_text (args, "entity");
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  FcRecord *row, *drawer = NULL;
  gsize i = 0;
  FcId id;

  if (shift == NULL || !fc_args_id (args, "id", &id, error))
    return NULL;
  while (i < G_N_ELEMENTS (kinds) && g_strcmp0 (fc_catalog_get (kinds[i].entity)->name, entity) != 0)
    i++;
  if (i == G_N_ELEMENTS (kinds))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("“%s” is nothing that can be taken out of a shift"),
                   entity ? entity : "");
      return NULL;
    }
  row = fc_row_set_get (rows, kinds[i].entity, &id);
  if (row == NULL)
    return g_steal_pointer (&changes);
  if (fc_shift_find (rows, shift, kinds[i].entity, &id, error) == NULL)
    return NULL;
  if (kinds[i].drawer_field >= 0)
    drawer = fc_row_set_get (rows, FC_DRAWER, fc_record_get_ref (row, kinds[i].drawer_field));
  if (!fc_shift_may_touch (context, drawer, error) ||
      (kinds[i].entity == FC_DRAWER && !remove_drawer (changes, rows, row, error)))
    return NULL;
  if (kinds[i].entity == FC_METER_CHANGE)
    take_digits_back (changes, rows, shift, row);
  fc_change_set_delete (changes, row);
  return g_steal_pointer (&changes);
}

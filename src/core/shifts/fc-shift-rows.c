/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>

/* The rows a shift's commands work on: which may be written, whose they are, and what they are called. */

gboolean
fc_shift_check_writable (FcRecord  *shift,
                         GError   **error)
{
  const char *state = fc_record_get_text (shift, FC_SHIFT_STATE);

  if (g_strcmp0 (state, "open") == 0 || g_strcmp0 (state, "disputed") == 0)
    return TRUE;
  /* Translators: a shift’s number and the name of its state */
  g_set_error (error, FC_ERROR, FC_ERROR_LOCKED, _ ("Shift %d is “%s” and can no longer be changed"),
               (int) fc_record_get_int (shift, FC_SHIFT_NUMBER), _ (fc_choice_text (state)));
  return FALSE;
}

FcRecord *
fc_shift_writable (FcCommandContext *context,
                   FcRowSet         *rows,
                   GError          **error)
{
  FcRecord *shift = fc_row_set_get (rows, FC_SHIFT, &context->op->row_id);

  return fc_shift_check_writable (shift, error) ? shift : NULL;
}

/* Children of a shift have ids made of the shift's and their natural key: whoever enters them, they are the same rows. */
FcId
fc_shift_child_id (const FcId *shift_id,
                   const char *purpose,
                   const char *key)
{
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (shift_id, text);
  return fc_id_from_key (text, purpose, key, NULL);
}

/* A copy of the child as it is, or a new one with shift and station set. */
FcRecord *
fc_shift_child (FcRowSet   *rows,
                FcEntity    entity,
                const FcId *shift_id,
                const FcId *station_id,
                const char *key)
{
  FcId id = fc_shift_child_id (shift_id, fc_catalog_get (entity)->name, key);
  FcRecord *row = fc_row_set_get (rows, entity, &id);

  if (row != NULL)
    return fc_record_copy (row);
  row = fc_record_new (entity, &id);
  fc_record_set_ref (row, fc_catalog_parent_field (entity), shift_id);
  fc_record_set_ref (row, fc_catalog_station_field (entity), station_id);
  return row;
}

/* The price in force at @at_us: the latest that began by then; 0 where none did. */
gint64
fc_price_at (FcRowSet   *rows,
             const FcId *station_id,
             const FcId *product_id,
             gint64      at_us)
{
  g_autoptr (GPtrArray) prices = NULL;
  gint64 best_at = G_MININT64, best = 0;

  if (product_id == NULL)
    return 0;
  prices = fc_row_set_list_by (rows, FC_PRICE, FC_PRICE_PRODUCT_ID, product_id);
  for (guint i = 0; i < prices->len; i++)
    {
      gint64 from = fc_record_get_int (prices->pdata[i], FC_PRICE_EFFECTIVE_AT);

      if (from <= at_us && from > best_at &&
          fc_id_equal (fc_record_get_ref (prices->pdata[i], FC_PRICE_STATION_ID), station_id))
        {
          best_at = from;
          best = fc_record_get_int (prices->pdata[i], FC_PRICE_PRICE);
        }
    }
  return best;
}

/* Inserts the row, or patches the one that is there. @after: (transfer full). */
void
fc_shift_put (FcChangeSet *changes,
              FcRowSet    *rows,
              FcRecord    *after)
{
  FcRecord *before = fc_row_set_get (rows, fc_record_get_entity (after), fc_record_get_id (after));

  if (before == NULL)
    fc_change_set_insert (changes, after);
  else
    fc_change_set_patch (changes, before, after);
}

/* The change set of one row. @after: (transfer full). */
FcChangeSet *
fc_shift_put_one (FcRowSet *rows,
                  FcRecord *after)
{
  FcChangeSet *changes = fc_change_set_new ();

  fc_shift_put (changes, rows, after);
  return changes;
}

/* The row of this shift with that id, or an error that says what is not there. */
FcRecord *
fc_shift_find (FcRowSet   *rows,
               FcRecord   *shift,
               FcEntity    entity,
               const FcId *id,
               GError    **error)
{
  FcRecord *row = fc_row_set_get (rows, entity, id);
  const FcId *parent = row != NULL ? fc_record_get_ref (row, fc_catalog_parent_field (entity)) : NULL;

  if (parent != NULL && fc_id_equal (parent, fc_record_get_id (shift)))
    return row;
  g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("%s: this shift has no such record any more"),
               _ (fc_catalog_get (entity)->label));
  return NULL;
}

/* Whether the actor may write what belongs to @drawer (nullable: nobody's). */
gboolean
fc_shift_may_touch (FcCommandContext *context,
                    FcRecord         *drawer,
                    GError          **error)
{
  const FcId *user_id = drawer != NULL ? fc_record_get_ref (drawer, FC_DRAWER_USER_ID) : NULL;

  if (!context->own_only || (user_id != NULL && fc_id_equal (user_id, &context->actor->user_id)))
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_DENIED, _ ("You may only write what belongs to your own drawer"));
  return FALSE;
}

/* The drawer that the arguments name, where they do; checks that the actor may touch it. */
gboolean
fc_shift_drawer_arg (FcCommandContext  *context,
                     FcRowSet          *rows,
                     FcRecord          *shift,
                     JsonObject        *args,
                     FcRecord         **drawer,
                     GError           **error)
{
  FcId id;

  *drawer = NULL;
  if (fc_args_has (args, "drawer_id") && !json_object_get_null_member (args, "drawer_id"))
    {
      if (!fc_args_id (args, "drawer_id", &id, error))
        return FALSE;
      *drawer = fc_shift_find (rows, shift, FC_DRAWER, &id, error);
      if (*drawer == NULL)
        return FALSE;
    }
  return fc_shift_may_touch (context, *drawer, error);
}

/* "card_inside", or "card_inside/2" for drawer 2: (transfer full). */
char *
fc_shift_drawer_key (const char *key,
                     FcRecord   *drawer)
{
  if (drawer == NULL)
    return g_strdup (key);
  return g_strdup_printf ("%s/%d", key, (int) fc_record_get_int (drawer, FC_DRAWER_NUMBER));
}

/*
 * What makes a child of a shift the same in every version and every office: its nozzle, its tank, its denomination …
 * (transfer full) (nullable): %NULL for rows of which there may be many alike.
 */
char *
fc_shift_natural_key (FcRowSet *rows,
                      FcRecord *row)
{
  FcEntity entity = fc_record_get_entity (row);
  g_autofree char *number = NULL;

  switch ((int) entity)
    {
    case FC_METER_READING:
      return fc_id_dup_string (fc_record_get_ref (row, FC_METER_READING_NOZZLE_ID));
    case FC_TANK_READING:
      return fc_id_dup_string (fc_record_get_ref (row, FC_TANK_READING_TANK_ID));
    case FC_DRAWER:
      return g_strdup_printf ("%d", (int) fc_record_get_int (row, FC_DRAWER_NUMBER));
    case FC_TENDER_TOTAL:
      return fc_shift_drawer_key (fc_record_get_text (row, FC_TENDER_TOTAL_TENDER),
                                  fc_row_set_get (rows, FC_DRAWER, fc_record_get_ref (row, FC_TENDER_TOTAL_DRAWER_ID)));
    case FC_CASH_COUNT:
      number = g_strdup_printf ("%" G_GINT64_FORMAT, fc_record_get_int (row, FC_CASH_COUNT_DENOMINATION));
      return fc_shift_drawer_key (number,
                                  fc_row_set_get (rows, FC_DRAWER, fc_record_get_ref (row, FC_CASH_COUNT_DRAWER_ID)));
    default:
      return NULL;
    }
}

/* A row of which a shift has many alike: the one "id" names, as a copy, or a new one. (transfer full) (nullable). */
FcRecord *
fc_shift_listed (FcCommandContext *context,
                 FcRowSet         *rows,
                 FcRecord         *shift,
                 FcEntity          entity,
                 JsonObject       *args,
                 GError          **error)
{
  FcRecord *row;
  FcId id;

  if (fc_args_has (args, "id") && !json_object_get_null_member (args, "id"))
    {
      row = fc_args_id (args, "id", &id, error) ? fc_shift_find (rows, shift, entity, &id, error) : NULL;
      return row != NULL ? fc_record_copy (row) : NULL;
    }
  id = fc_command_context_new_id (context);
  row = fc_record_new (entity, &id);
  fc_record_set_ref (row, fc_catalog_parent_field (entity), fc_record_get_id (shift));
  fc_record_set_ref (row, fc_catalog_station_field (entity), fc_record_get_ref (shift, FC_SHIFT_STATION_ID));
  return row;
}

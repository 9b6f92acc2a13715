/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-error.h"
#include "fc-shift-versions.h"

#include <glib/gi18n-lib.h>

/* What people owe for short drawers, as entries that add up: over/shorts, reversals, repayments, write-offs. */

/* An entry of a shift's drawer (nullable: of the shift itself): (transfer full). */
static FcRecord *
entry_new (FcRecord   *shift,
           FcRecord   *drawer,
           const char *kind,
           gint64      amount,
           gint64      at_us)
{
  int number = drawer != NULL ? (int) fc_record_get_int (drawer, FC_DRAWER_NUMBER) : 0;
  const char *attendant = drawer != NULL ? fc_record_get_text (drawer, FC_DRAWER_ATTENDANT)
                                         : fc_record_get_text (shift, FC_SHIFT_CASHIER);
  g_autofree char *key = g_strdup_printf ("%d", number);
  g_autofree char *purpose = g_strconcat ("shortfall-", kind, NULL);
  g_autofree char *somebody = g_strdup_printf ("Drawer %d", MAX (number, 1));
  FcId id = fc_shift_child_id (fc_record_get_id (shift), purpose, key);
  FcRecord *row = fc_record_new (FC_SHORTFALL, &id);

  fc_record_set_ref (row, FC_SHORTFALL_STATION_ID, fc_record_get_ref (shift, FC_SHIFT_STATION_ID));
  fc_record_set_ref (row, FC_SHORTFALL_SHIFT_ID, fc_record_get_id (shift));
  fc_record_set_text (row, FC_SHORTFALL_ATTENDANT, attendant != NULL && attendant[0] != '\0' ? attendant : somebody);
  if (drawer != NULL)
    {
      fc_record_set_ref (row, FC_SHORTFALL_DRAWER_ID, fc_record_get_id (drawer));
      fc_record_set_value (row, FC_SHORTFALL_USER_ID, fc_record_get_value (drawer, FC_DRAWER_USER_ID));
    }
  fc_record_set_text (row, FC_SHORTFALL_KIND, kind);
  fc_record_set_int (row, FC_SHORTFALL_AMOUNT, amount);
  fc_record_set_value (row, FC_SHORTFALL_BUSINESS_DATE, fc_record_get_value (shift, FC_SHIFT_BUSINESS_DATE));
  fc_record_set_value (row, FC_SHORTFALL_REASON,
                       drawer != NULL ? fc_record_get_value (drawer, FC_DRAWER_OVER_SHORT_REASON)
                                      : fc_record_get_value (shift, FC_SHIFT_OVER_SHORT_REASON));
  fc_record_set_int (row, FC_SHORTFALL_ENTERED_AT, at_us);
  return row;
}

static void
add_entry (FcChangeSet *changes,
           FcRecord    *shift,
           FcRecord    *drawer,
           const char  *kind,
           gint64       amount,
           gint64       at_us)
{
  if (amount != 0)
    fc_change_set_insert (changes, entry_new (shift, drawer, kind, amount, at_us));
}

/*
 * An entry for each drawer of @shift that was over or short when it was handed in: "over_short" when the shift is
 * approved, and "reversal", the other way round, when a correction has taken its place.
 */
void
fc_shortfall_write (FcChangeSet *changes,
                    FcRowSet    *rows,
                    FcRecord    *shift,
                    gboolean     reversal,
                    gint64       at_us)
{
  g_autoptr (GPtrArray) drawers =
    fc_row_set_list_by (rows, FC_DRAWER, FC_DRAWER_SHIFT_ID, fc_record_get_id (shift));
  const char *kind = reversal ? "reversal" : "over_short";
  int sign = reversal ? -1 : 1;

  for (guint i = 0; i < drawers->len; i++)
    add_entry (changes, shift, drawers->pdata[i], kind,
               sign * fc_record_get_int (drawers->pdata[i], FC_DRAWER_OVER_SHORT), at_us);
  if (drawers->len == 0)
    add_entry (changes, shift, NULL, kind, sign * fc_record_get_int (shift, FC_SHIFT_OVER_SHORT), at_us);
}

static gboolean
check_settlement (FcRecord  *row,
                  GError   **error)
{
  const char *kind = fc_record_get_text (row, FC_SHORTFALL_KIND);
  const char *attendant = fc_record_get_text (row, FC_SHORTFALL_ATTENDANT);
  const char *reason = fc_record_get_text (row, FC_SHORTFALL_REASON);
  gboolean written_off = g_strcmp0 (kind, "write_off") == 0;
  const char *wrong = NULL;

  if (!written_off && g_strcmp0 (kind, "repayment") != 0)
    wrong = _ ("A shortfall is repaid or written off");
  else if (fc_record_get_int (row, FC_SHORTFALL_AMOUNT) <= 0)
    wrong = _ ("The amount must be above nought");
  else if (attendant == NULL || attendant[0] == '\0')
    wrong = _ ("Say whose shortfall it is");
  else if (written_off && (reason == NULL || reason[0] == '\0'))
    wrong = _ ("Say why the shortfall is written off");
  if (wrong == NULL)
    return TRUE;
  g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, wrong);
  return FALSE;
}

/**
 * fc_shortfall_settle:
 *
 * shortfall.settle: somebody has paid back, or need not.
 */
FcChangeSet *
fc_shortfall_settle (FcCommandContext *context,
                     FcRowSet         *rows,
                     JsonObject       *args,
                     GError          **error)
{
  static const FcCell cells[] = {
    { "station_id", FC_SHORTFALL_STATION_ID }, { "user_id", FC_SHORTFALL_USER_ID },
    { "attendant", FC_SHORTFALL_ATTENDANT },   { "kind", FC_SHORTFALL_KIND },
    { "amount", FC_SHORTFALL_AMOUNT },         { "reason", FC_SHORTFALL_REASON },
    { "business_date", FC_SHORTFALL_BUSINESS_DATE }, { NULL, 0 },
  };
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcRecord) row = fc_record_new (FC_SHORTFALL, &context->op->row_id);
  FcRecord *user;

  if (fc_row_set_get (rows, FC_SHORTFALL, &context->op->row_id) != NULL)
    return g_steal_pointer (&changes); /* entered already: the same op came twice */
  if (!fc_args_to_cells (args, cells, row, error))
    return NULL;
  user = fc_row_set_get (rows, FC_USER, fc_record_get_ref (row, FC_SHORTFALL_USER_ID));
  if (fc_record_is_null (row, FC_SHORTFALL_ATTENDANT) && user != NULL)
    fc_record_set_text (row, FC_SHORTFALL_ATTENDANT, fc_record_get_text (user, FC_USER_NAME));
  fc_record_set_int (row, FC_SHORTFALL_ENTERED_AT, context->op->occurred_at);
  if (!check_settlement (row, error))
    return NULL;
  fc_change_set_insert (changes, g_steal_pointer (&row));
  fc_change_set_event (changes, "shortfall.settled", FC_SHORTFALL, &context->op->row_id, NULL);
  return g_steal_pointer (&changes);
}

static gboolean
is_theirs (FcRecord   *row,
           const FcId *user_id,
           const char *attendant)
{
  const FcId *of = fc_record_get_ref (row, FC_SHORTFALL_USER_ID);

  if (user_id != NULL && of != NULL)
    return fc_id_equal (of, user_id);
  return attendant != NULL && g_strcmp0 (fc_record_get_text (row, FC_SHORTFALL_ATTENDANT), attendant) == 0;
}

/**
 * fc_shortfall_balance:
 * @station_id: (nullable): %NULL for all stations in @rows
 * @user_id: (nullable): the person; entries without a user are told by @attendant
 * @attendant: (nullable): both %NULL: everybody
 *
 * Returns: the sum of the entries at hand, minor units: negative is owed to the company
 */
gint64
fc_shortfall_balance (FcRowSet   *rows,
                      const FcId *station_id,
                      const FcId *user_id,
                      const char *attendant)
{
  g_autoptr (GPtrArray) list = fc_row_set_list (rows, FC_SHORTFALL);
  gint64 sum = 0;

  for (guint i = 0; i < list->len; i++)
    if ((station_id == NULL || fc_id_equal (fc_record_get_ref (list->pdata[i], FC_SHORTFALL_STATION_ID), station_id)) &&
        ((user_id == NULL && attendant == NULL) || is_theirs (list->pdata[i], user_id, attendant)))
      sum += fc_record_get_int (list->pdata[i], FC_SHORTFALL_AMOUNT);
  return sum;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-error.h"
#include "fc-shift-sheet.h"

#define PRIORITY_OF_ANOMALY 2

static gboolean
has_cash_anomaly (const FcShiftSheet *sheet)
{
  for (guint i = 0; i < sheet->warnings->len; i++)
    {
      const FcSheetWarning *warning = sheet->warnings->pdata[i];

      if (warning->step == FC_STEP_OVER_SHORT)
        return TRUE;
    }
  return FALSE;
}

static void
keep_figures (FcRecord           *shift,
              const FcShiftSheet *sheet)
{
  fc_record_set_int (shift, FC_SHIFT_FUEL_AMOUNT, sheet->fuel_amount);
  fc_record_set_int (shift, FC_SHIFT_FUEL_VOLUME, sheet->fuel_volume);
  fc_record_set_int (shift, FC_SHIFT_EXPECTED_CASH, sheet->expected_cash);
  fc_record_set_int (shift, FC_SHIFT_COUNTED_CASH, sheet->counted_cash);
  fc_record_set_int (shift, FC_SHIFT_OVER_SHORT, sheet->over_short);
}

static JsonObject *
figures (const FcShiftSheet *sheet)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "fuel_volume", sheet->fuel_volume);
  json_object_set_int_member (object, "fuel_amount", sheet->fuel_amount);
  json_object_set_int_member (object, "expected_cash", sheet->expected_cash);
  json_object_set_int_member (object, "counted_cash", sheet->counted_cash);
  json_object_set_int_member (object, "over_short", sheet->over_short);
  return object;
}

/* The shift with the reason taken in, in place of the one in a copy of the row set's view. */
static FcShiftSheet *
sheet_with (FcRowSet *rows,
            FcRecord *before,
            FcRecord *after)
{
  FcShiftSheet *sheet;

  fc_row_set_add (rows, after);
  sheet = fc_shift_sheet_new (rows, fc_record_get_id (after));
  fc_row_set_add (rows, before);
  return sheet;
}

/**
 * fc_shift_submit:
 *
 * shift.submit. Refuses while a step lacks what it needs; freezes the figures as they are. A cash variance above the
 * station's limit goes to the hub first (priority 2).
 */
FcChangeSet *
fc_shift_submit (FcCommandContext *context,
                 FcRowSet         *rows,
                 JsonObject       *args,
                 GError          **error)
{
  g_autoptr (FcRecord) shift = NULL;
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcShiftSheet) sheet = NULL;
  g_autoptr (FcRecord) after = NULL;

  g_set_object (&shift, fc_shift_writable (context, rows, error));
  if (shift == NULL)
    return NULL;
  after = fc_record_copy (shift);
  if (!fc_args_to_field (args, "over_short_reason", after, FC_SHIFT_OVER_SHORT_REASON, error))
    return NULL;
  sheet = sheet_with (rows, shift, after);
  if (!fc_shift_sheet_may_submit (sheet, error))
    return NULL;
  keep_figures (after, sheet);
  if (fc_record_is_null (after, FC_SHIFT_CLOSED_AT))
    fc_record_set_int (after, FC_SHIFT_CLOSED_AT, context->op->occurred_at);
  fc_record_set_text (after, FC_SHIFT_STATE, "submitted");
  fc_record_set_ref (after, FC_SHIFT_SUBMITTED_BY, &context->actor->user_id);
  fc_record_set_int (after, FC_SHIFT_SUBMITTED_AT, context->op->occurred_at);
  fc_change_set_patch (changes, shift, g_steal_pointer (&after));
  fc_change_set_event (changes, "shift.submitted", FC_SHIFT, &context->op->row_id, figures (sheet));
  if (has_cash_anomaly (sheet))
    changes->priority = PRIORITY_OF_ANOMALY;
  return g_steal_pointer (&changes);
}

static FcChangeSet *
decide (FcCommandContext *context,
        FcRowSet         *rows,
        JsonObject       *args,
        const char       *state,
        GError          **error)
{
  FcRecord *shift = fc_row_set_get (rows, FC_SHIFT, &context->op->row_id);
  const char *now = fc_record_get_text (shift, FC_SHIFT_STATE);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcRecord) after = NULL;
  g_autofree char *event = g_strconcat ("shift.", state, NULL);

  if (g_strcmp0 (now, state) == 0)
    return g_steal_pointer (&changes); /* somebody decided the same: nothing to change */
  if (g_strcmp0 (now, "submitted") != 0)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_LOCKED, "Shift %d is %s, not waiting for approval",
                   (int) fc_record_get_int (shift, FC_SHIFT_NUMBER), now);
      return NULL;
    }
  after = fc_record_copy (shift);
  if (!fc_args_to_field (args, "comment", after, FC_SHIFT_COMMENT, error))
    return NULL;
  fc_record_set_text (after, FC_SHIFT_STATE, state);
  fc_record_set_ref (after, FC_SHIFT_DECIDED_BY, &context->actor->user_id);
  fc_record_set_int (after, FC_SHIFT_DECIDED_AT, context->op->occurred_at);
  fc_change_set_patch (changes, shift, g_steal_pointer (&after));
  fc_change_set_event (changes, event, FC_SHIFT, &context->op->row_id, NULL);
  return g_steal_pointer (&changes);
}

/**
 * fc_shift_approve:
 *
 * shift.approve: the shift is locked from then on.
 */
FcChangeSet *
fc_shift_approve (FcCommandContext *context,
                  FcRowSet         *rows,
                  JsonObject       *args,
                  GError          **error)
{
  return decide (context, rows, args, "approved", error);
}

/**
 * fc_shift_dispute:
 *
 * shift.dispute: back to the supervisor, with a comment that says why.
 */
FcChangeSet *
fc_shift_dispute (FcCommandContext *context,
                  FcRowSet         *rows,
                  JsonObject       *args,
                  GError          **error)
{
  const char *comment = fc_args_text (args, "comment");

  if (comment == NULL || comment[0] == '\0')
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, "Say what is wrong with the shift before you dispute it");
      return NULL;
    }
  return decide (context, rows, args, "disputed", error);
}

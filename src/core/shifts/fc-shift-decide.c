/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>

/* A shift is handed in, approved or sent back. */

#define PRIORITY_OF_ANOMALY 2
#define MOST_ACCEPTED       500

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

static void
keep_drawers (FcChangeSet        *changes,
              const FcShiftSheet *sheet)
{
  for (guint i = 0; sheet->has_drawers && i < sheet->drawers->len; i++)
    {
      const FcSheetDrawer *drawer = &g_array_index (sheet->drawers, FcSheetDrawer, i);
      FcRecord *after = fc_record_copy (drawer->drawer);

      fc_record_set_int (after, FC_DRAWER_EXPECTED_CASH, drawer->expected_cash);
      fc_record_set_int (after, FC_DRAWER_COUNTED_CASH, drawer->counted_cash);
      fc_record_set_int (after, FC_DRAWER_OVER_SHORT, drawer->over_short);
      fc_change_set_patch (changes, drawer->drawer, after);
    }
}

static JsonArray *
accepted_of (JsonObject *args)
{
  JsonNode *node = json_object_get_member (args, "accepted");
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return list != NULL && json_array_get_length (list) <= MOST_ACCEPTED ? list : NULL;
}

/* Whether somebody was asked and submitted anyway; habits are known only where that was. */
static gboolean
any_accepted (JsonArray *accepted)
{
  for (guint i = 0; accepted != NULL && i < json_array_get_length (accepted); i++)
    {
      JsonNode *one = json_array_get_element (accepted, i);

      if (JSON_NODE_HOLDS_OBJECT (one) &&
          g_strcmp0 (json_object_get_string_member_with_default (json_node_get_object (one), "level", "odd"), "note") != 0)
        return TRUE;
    }
  return FALSE;
}

static JsonObject *
figures (const FcShiftSheet *sheet,
         JsonArray          *accepted)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "fuel_volume", sheet->fuel_volume);
  json_object_set_int_member (object, "fuel_amount", sheet->fuel_amount);
  json_object_set_int_member (object, "expected_cash", sheet->expected_cash);
  json_object_set_int_member (object, "counted_cash", sheet->counted_cash);
  json_object_set_int_member (object, "over_short", sheet->over_short);
  json_object_set_array_member (object, "anomalies", fc_shift_sheet_accepted (sheet));
  if (accepted != NULL)
    json_object_set_array_member (object, "accepted", json_array_ref (accepted));
  return object;
}

/* The sheet as it would be with these rows in the place of what is there; @rows are as before afterwards. */
static FcShiftSheet *
sheet_with (FcRowSet   *rows,
            const FcId *shift_id,
            FcRecord   *shift,
            FcRecord   *signature)
{
  FcRecord *there = signature != NULL ? fc_row_set_get (rows, FC_SIGNATURE, fc_record_get_id (signature)) : NULL;
  g_autoptr (FcRecord) before = g_object_ref (fc_row_set_get (rows, FC_SHIFT, shift_id));
  g_autoptr (FcRecord) signed_before = there != NULL ? g_object_ref (there) : NULL;
  FcShiftSheet *sheet;

  fc_row_set_add (rows, shift);
  if (signature != NULL)
    fc_row_set_add (rows, signature);
  sheet = fc_shift_sheet_new (rows, shift_id);
  fc_row_set_add (rows, before);
  if (signed_before != NULL)
    fc_row_set_add (rows, signed_before);
  else if (signature != NULL)
    fc_row_set_remove (rows, FC_SIGNATURE, fc_record_get_id (signature));
  return sheet;
}

/* Handing in is no signature by itself: one is given before, or with the arguments that say how. */
static gboolean
sign_as_supervisor (FcCommandContext    *context,
                    FcRowSet            *rows,
                    JsonObject          *args,
                    const FcShiftSheet  *sheet,
                    FcRecord           **signature,
                    GError             **error)
{
  const FcSheetSignature *there = fc_shift_sheet_signature (sheet, "supervisor", NULL);
  g_autofree char *digest = NULL;

  *signature = NULL;
  if ((there != NULL && there->holds) || !fc_args_has (args, "method"))
    return TRUE;
  digest = fc_shift_sheet_digest (sheet, NULL);
  *signature = fc_shift_signature_new (context, rows, sheet->shift, "supervisor", NULL, digest, args, error);
  return *signature != NULL;
}

static void
hand_in (FcCommandContext *context,
         FcRecord         *after)
{
  if (fc_record_is_null (after, FC_SHIFT_CLOSED_AT))
    fc_record_set_int (after, FC_SHIFT_CLOSED_AT, context->op->occurred_at);
  fc_record_set_text (after, FC_SHIFT_STATE, "submitted");
  fc_record_set_ref (after, FC_SHIFT_SUBMITTED_BY, &context->actor->user_id);
  fc_record_set_int (after, FC_SHIFT_SUBMITTED_AT, context->op->occurred_at);
}

/* What is signed and complete goes: figures frozen, anomalies told. */
static FcChangeSet *
submitted (FcCommandContext *context,
           FcRowSet         *rows,
           JsonObject       *args,
           FcRecord         *after,
           FcRecord         *signature,
           FcShiftSheet     *sheet)
{
  FcRecord *shift = fc_row_set_get (rows, FC_SHIFT, &context->op->row_id);
  FcChangeSet *changes = fc_change_set_new ();
  JsonArray *accepted = accepted_of (args);

  keep_figures (after, sheet);
  fc_shift_sheet_look_around (sheet, rows, NULL, 0, context->op->occurred_at); /* while it is not handed in */
  hand_in (context, after);
  fc_change_set_patch (changes, shift, g_object_ref (after));
  keep_drawers (changes, sheet);
  if (signature != NULL)
    fc_shift_put (changes, rows, g_object_ref (signature));
  fc_change_set_event (changes, "shift.submitted", FC_SHIFT, &context->op->row_id, figures (sheet, accepted));
  if (fc_shift_sheet_worst (sheet, NULL) >= FC_LEVEL_ODD || any_accepted (accepted))
    changes->priority = PRIORITY_OF_ANOMALY;
  return changes;
}

/**
 * fc_shift_submit:
 *
 * shift.submit. Refuses while a step lacks what it needs; freezes the figures as they are. A shift with anomalies goes to
 * the hub first (priority 2); what they were, and what of them was seen and accepted, stays in the event.
 */
FcChangeSet *
fc_shift_submit (FcCommandContext *context,
                 FcRowSet         *rows,
                 JsonObject       *args,
                 GError          **error)
{
  FcRecord *shift = fc_shift_writable (context, rows, error);
  g_autoptr (FcShiftSheet) unsigned_sheet = NULL, sheet = NULL;
  g_autoptr (FcRecord) after = NULL, signature = NULL;

  if (shift == NULL)
    return NULL;
  after = fc_record_copy (shift);
  if (!fc_args_to_field (args, "over_short_reason", after, FC_SHIFT_OVER_SHORT_REASON, error))
    return NULL;
  unsigned_sheet = sheet_with (rows, &context->op->row_id, after, NULL);
  if (!sign_as_supervisor (context, rows, args, unsigned_sheet, &signature, error))
    return NULL;
  sheet = sheet_with (rows, &context->op->row_id, after, signature);
  if (!fc_shift_sheet_may_submit (sheet, error))
    return NULL;
  return submitted (context, rows, args, after, signature, sheet);
}

/* The shift as decided, or an error; @decided tells whether somebody did the same before. */
static FcRecord *
decide (FcCommandContext  *context,
        FcRowSet          *rows,
        JsonObject        *args,
        const char        *state,
        gboolean          *decided,
        GError           **error)
{
  FcRecord *shift = fc_row_set_get (rows, FC_SHIFT, &context->op->row_id);
  const char *now = fc_record_get_text (shift, FC_SHIFT_STATE);
  g_autoptr (FcRecord) after = NULL;

  *decided = g_strcmp0 (now, state) == 0;
  if (*decided)
    return NULL;
  if (g_strcmp0 (now, "submitted") != 0)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_LOCKED, _ ("Shift %d is “%s”, not waiting for approval"),
                   (int) fc_record_get_int (shift, FC_SHIFT_NUMBER), _ (fc_choice_text (now)));
      return NULL;
    }
  after = fc_record_copy (shift);
  if (!fc_args_to_field (args, "comment", after, FC_SHIFT_COMMENT, error))
    return NULL;
  fc_record_set_text (after, FC_SHIFT_STATE, state);
  fc_record_set_ref (after, FC_SHIFT_DECIDED_BY, &context->actor->user_id);
  fc_record_set_int (after, FC_SHIFT_DECIDED_AT, context->op->occurred_at);
  return g_steal_pointer (&after);
}

/* The version that was corrected is no longer in effect, and what its drawers owed is taken back. */
static gboolean
supersede (FcCommandContext  *context,
           FcRowSet          *rows,
           FcRecord          *shift,
           FcChangeSet       *changes,
           GError           **error)
{
  const FcId *old_id = fc_record_get_ref (shift, FC_SHIFT_CORRECTS_ID);
  FcRecord *old = fc_row_set_get (rows, FC_SHIFT, old_id);
  FcRecord *after;

  if (old_id == NULL)
    return TRUE;
  if (old == NULL || g_strcmp0 (fc_record_get_text (old, FC_SHIFT_STATE), "approved") != 0)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_CONFLICT,
                   _ ("The version of shift %d that this one corrects is not in effect"),
                   (int) fc_record_get_int (shift, FC_SHIFT_NUMBER));
      return FALSE;
    }
  after = fc_record_copy (old);
  fc_record_set_text (after, FC_SHIFT_STATE, "superseded");
  fc_change_set_patch (changes, old, after);
  fc_shortfall_write (changes, rows, old, TRUE, context->op->occurred_at);
  return TRUE;
}

/**
 * fc_shift_approve:
 *
 * shift.approve: the shift is locked from then on; the manager's signature stands under its figures, and what drawers
 * were short or over is written down with whoever held them.
 */
FcChangeSet *
fc_shift_approve (FcCommandContext *context,
                  FcRowSet         *rows,
                  JsonObject       *args,
                  GError          **error)
{
  FcRecord *shift = fc_row_set_get (rows, FC_SHIFT, &context->op->row_id);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcShiftSheet) sheet = fc_shift_sheet_new (rows, &context->op->row_id);
  g_autofree char *digest = fc_shift_sheet_digest (sheet, NULL);
  gboolean decided;
  FcRecord *after = decide (context, rows, args, "approved", &decided, error);
  FcRecord *signature;

  if (after == NULL)
    return decided ? g_steal_pointer (&changes) : NULL;
  fc_change_set_patch (changes, shift, after);
  signature = fc_shift_signature_new (context, rows, shift, "manager", NULL, digest, args, error);
  if (signature == NULL)
    return NULL;
  fc_shift_put (changes, rows, signature);
  if (!supersede (context, rows, shift, changes, error))
    return NULL;
  fc_shortfall_write (changes, rows, shift, FALSE, context->op->occurred_at);
  fc_change_set_event (changes, "shift.approved", FC_SHIFT, &context->op->row_id, NULL);
  return g_steal_pointer (&changes);
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
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  gboolean decided;
  FcRecord *after;

  if (comment == NULL || comment[0] == '\0')
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("Say what is wrong with the shift before you dispute it"));
      return NULL;
    }
  after = decide (context, rows, args, "disputed", &decided, error);
  if (after == NULL)
    return decided ? g_steal_pointer (&changes) : NULL;
  fc_change_set_patch (changes, fc_row_set_get (rows, FC_SHIFT, &context->op->row_id), after);
  fc_change_set_event (changes, "shift.disputed", FC_SHIFT, &context->op->row_id, NULL);
  return g_steal_pointer (&changes);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-date-style.h"
#include "fc-error.h"
#include "fc-shift-versions.h"

#include <glib/gi18n-lib.h>

/* A shift that was opened by mistake: its rows stay for the audit, but nothing counts it and nothing follows it. */

/* What a line is opened with is no entry; these are. */
static const struct {
  FcEntity entity;
  int fields[6]; /* ends with -1 */
} typed[] = {
  { FC_SHIFT, { FC_SHIFT_SHOP_SALES, FC_SHIFT_OVER_SHORT_REASON, FC_SHIFT_NOTES, FC_SHIFT_WAIVED, FC_SHIFT_VOIDS, -1 } },
  { FC_METER_READING, { FC_METER_READING_CLOSING, FC_METER_READING_TEST, FC_METER_READING_PHOTO_ID, -1 } },
  { FC_TANK_READING, { FC_TANK_READING_LEVEL, FC_TANK_READING_WATER_LEVEL, FC_TANK_READING_VOLUME,
                       FC_TANK_READING_TEMPERATURE, FC_TANK_READING_PHOTO_ID, -1 } },
  { FC_DRAWER, { FC_DRAWER_SHOP_SALES, FC_DRAWER_OVER_SHORT_REASON, FC_DRAWER_LOTTERY, -1 } },
};

static gboolean
is_entry (FcRecord *row)
{
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    if (typed[i].entity == fc_record_get_entity (row))
      {
        for (int j = 0; typed[i].fields[j] >= 0; j++)
          if (!fc_record_is_null (row, typed[i].fields[j]))
            return TRUE;
        return FALSE;
      }
  return TRUE; /* deliveries, slips, counts: there is one only because somebody entered it */
}

/**
 * fc_shift_has_entries:
 * @rows: with the shift's children
 *
 * Returns: whether anybody has entered anything since the shift was opened; in a correction, anything else than what it
 * corrects says, whose rows are in @rows, too
 */
gboolean
fc_shift_has_entries (FcRowSet *rows,
                      FcRecord *shift)
{
  const FcId *corrects_id = fc_record_get_ref (shift, FC_SHIFT_CORRECTS_ID);
  g_autoptr (GPtrArray) differences = NULL;

  if (corrects_id != NULL && fc_row_set_get (rows, FC_SHIFT, corrects_id) != NULL)
    {
      differences = fc_shift_compare (rows, corrects_id, fc_record_get_id (shift));
      return differences->len > 0;
    }
  if (is_entry (shift))
    return TRUE;
  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      int parent = fc_catalog_parent_field ((FcEntity) i);
      g_autoptr (GPtrArray) list = NULL;

      if (parent < 0 || fc_catalog_get ((FcEntity) i)->root != FC_SHIFT)
        continue;
      list = fc_row_set_list_by (rows, (FcEntity) i, parent, fc_record_get_id (shift));
      for (guint j = 0; j < list->len; j++)
        if (is_entry (list->pdata[j]))
          return TRUE;
    }
  return FALSE;
}

/**
 * fc_shift_is_to_discard:
 * @source: (nullable)
 * @correction: whether it corrects another
 *
 * Returns: whether shift.discard takes such a shift, if nothing follows it: one of an office's own making that was never
 * handed in, and any correction that nobody waits for
 */
gboolean
fc_shift_is_to_discard (const char *state,
                        const char *source,
                        gboolean    correction)
{
  gboolean open = g_strcmp0 (state, "open") == 0;

  return correction ? open || g_strcmp0 (state, "disputed") == 0 : open && g_strcmp0 (source, "pos") != 0;
}

/* Asks for the shifts that follow the one to be discarded. */
void
fc_shift_want_followers (FcWants    *wants,
                         const FcOp *op,
                         FcRowSet   *rows)
{
  fc_wants_by_ref (wants, FC_SHIFT, FC_SHIFT_PREVIOUS_ID, &op->row_id);
}

static gboolean
refuse (GError    **error,
        FcErrorCode code,
        const char *format,
        ...) G_GNUC_PRINTF (3, 4);

static gboolean
refuse (GError      **error,
        FcErrorCode   code,
        const char   *format,
        ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (FC_ERROR, code, format, args);
  va_end (args);
  return FALSE;
}

static gboolean
check_followers (FcRowSet  *rows,
                 FcRecord  *shift,
                 GError   **error)
{
  g_autoptr (GPtrArray) list = fc_row_set_list_by (rows, FC_SHIFT, FC_SHIFT_PREVIOUS_ID, fc_record_get_id (shift));

  for (guint i = 0; i < list->len; i++)
    if (!fc_shift_is_discarded (list->pdata[i]))
      {
        g_autofree char *date = fc_date_format ((FcDate) fc_record_get_int (list->pdata[i], FC_SHIFT_BUSINESS_DATE));

        return refuse (error, FC_ERROR_CONFLICT,
                       /* Translators: a shift’s number, and number and date of the one that follows it */
                       _ ("Shift %d cannot be discarded: shift %d of %s opened with its readings. Discard that one first"),
                       (int) fc_record_get_int (shift, FC_SHIFT_NUMBER),
                       (int) fc_record_get_int (list->pdata[i], FC_SHIFT_NUMBER), date);
      }
  return TRUE;
}

/* The approved one stays in effect, as if nobody had begun to correct it; also where the correction was sent back. */
static gboolean
check_correction (FcCommandContext  *context,
                  FcRowSet          *rows,
                  FcRecord          *shift,
                  const char        *reason,
                  GError           **error)
{
  const char *state = fc_record_get_text (shift, FC_SHIFT_STATE);
  int number = (int) fc_record_get_int (shift, FC_SHIFT_NUMBER);

  if (!fc_actor_may (context->actor, "shifts.correct"))
    return refuse (error, FC_ERROR_DENIED, _ ("Your roles do not allow to discard a correction"));
  if (g_strcmp0 (state, "open") != 0 && g_strcmp0 (state, "disputed") != 0)
    return refuse (error, FC_ERROR_LOCKED,
                   /* Translators: a shift’s number and the name of its state */
                   _ ("The correction of shift %d is “%s”; only one that nobody has handed in is discarded"), number,
                   _ (fc_choice_text (state)));
  if ((reason == NULL || *reason == '\0') && fc_shift_has_entries (rows, shift))
    return refuse (error, FC_ERROR_INVALID, _ ("Figures of shift %d were corrected: say why that is discarded"), number);
  return TRUE;
}

static gboolean
check_discardable (FcCommandContext  *context,
                   FcRowSet          *rows,
                   FcRecord          *shift,
                   const char        *reason,
                   GError           **error)
{
  const char *state = fc_record_get_text (shift, FC_SHIFT_STATE);
  int number = (int) fc_record_get_int (shift, FC_SHIFT_NUMBER);

  if (!fc_record_is_null (shift, FC_SHIFT_CORRECTS_ID))
    return check_correction (context, rows, shift, reason, error);
  if (g_strcmp0 (state, "open") != 0)
    return refuse (error, FC_ERROR_LOCKED,
                   /* Translators: a shift’s number and the name of its state */
                   _ ("Shift %d is “%s”; only an open shift that was never handed in is discarded"), number,
                   _ (fc_choice_text (state)));
  if (g_strcmp0 (fc_record_get_text (shift, FC_SHIFT_SOURCE), "pos") == 0)
    return refuse (error, FC_ERROR_INVALID,
                   _ ("Shift %d came from a POS file: import the right file again, or correct its figures"), number);
  if (!check_followers (rows, shift, error))
    return FALSE;
  if ((reason == NULL || *reason == '\0') && fc_shift_has_entries (rows, shift))
    return refuse (error, FC_ERROR_INVALID, _ ("Figures were entered in shift %d: say why it is discarded"), number);
  return TRUE;
}

/* @state with who decided on it; @shift: as it is. (transfer full) */
static FcRecord *
in_state (FcCommandContext *context,
          FcRecord         *shift,
          const char       *state)
{
  FcRecord *after = fc_record_copy (shift);

  fc_record_set_text (after, FC_SHIFT_STATE, state);
  fc_record_set_ref (after, FC_SHIFT_DECIDED_BY, &context->actor->user_id);
  fc_record_set_int (after, FC_SHIFT_DECIDED_AT, context->op->occurred_at);
  return after;
}

/**
 * fc_shift_discard:
 *
 * shift.discard: while it is open and nothing follows it; with a reason where something was entered. The rows stay, so
 * that it can be taken back. A correction is discarded for itself: what it corrects stays as it was.
 */
FcChangeSet *
fc_shift_discard (FcCommandContext  *context,
                  FcRowSet          *rows,
                  JsonObject        *args,
                  GError           **error)
{
  FcRecord *shift = fc_row_set_get (rows, FC_SHIFT, &context->op->row_id);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcRecord) after = NULL;

  if (fc_shift_is_discarded (shift))
    return g_steal_pointer (&changes); /* somebody else did */
  if (!check_discardable (context, rows, shift, fc_args_text (args, "reason"), error))
    return NULL;
  after = in_state (context, shift, "discarded");
  if (!fc_args_to_field (args, "reason", after, FC_SHIFT_COMMENT, error))
    return NULL;
  fc_change_set_patch (changes, shift, g_steal_pointer (&after));
  fc_change_set_event (changes, "shift.discarded", FC_SHIFT, &context->op->row_id, NULL);
  return g_steal_pointer (&changes);
}

/**
 * fc_shift_restore:
 *
 * shift.restore: a discarded shift is open again, with all that was entered.
 */
FcChangeSet *
fc_shift_restore (FcCommandContext  *context,
                  FcRowSet          *rows,
                  JsonObject        *args,
                  GError           **error)
{
  static const int cleared[] = { FC_SHIFT_DECIDED_BY, FC_SHIFT_DECIDED_AT, FC_SHIFT_COMMENT };
  FcRecord *shift = fc_row_set_get (rows, FC_SHIFT, &context->op->row_id);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  FcRecord *after;

  if (!fc_shift_is_discarded (shift))
    return g_steal_pointer (&changes);
  after = in_state (context, shift, "open");
  for (gsize i = 0; i < G_N_ELEMENTS (cleared); i++)
    fc_record_set_null (after, cleared[i]);
  fc_change_set_patch (changes, shift, after);
  fc_change_set_event (changes, "shift.restored", FC_SHIFT, &context->op->row_id, NULL);
  return g_steal_pointer (&changes);
}

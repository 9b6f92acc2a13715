/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-words.h"

#include "fc-display.h"
#include "fc-shift-view-private.h"

#include <glib/gi18n.h>
#include <inttypes.h>

static const struct {
  const char *title;
  const char *hint;
} steps[] = {
  [FC_STEP_METERS] = { N_ ("Meters"), N_ ("Read every nozzle’s totalizer. Enter goes to the next one.") },
  [FC_STEP_TANKS] = { N_ ("Tanks"), N_ ("Dip every tank at the same moment as the meters.") },
  [FC_STEP_DELIVERIES] = { N_ ("Deliveries"), N_ ("Fuel that came in during this shift.") },
  [FC_STEP_TRANSFERS] = { N_ ("Tests and transfers"), N_ ("Fuel that went back, to another tank, or to own use.") },
  [FC_STEP_CASH_MOVEMENTS] = { N_ ("Drops and pay-ins"), N_ ("Money that left or entered the drawer beside sales.") },
  [FC_STEP_CASH_COUNT] = { N_ ("Cash count"), N_ ("Count the drawer, float included. 4*20+15 works.") },
  [FC_STEP_TENDERS] = { N_ ("Cards and other tenders"), N_ ("Batch totals of everything that was not cash.") },
  [FC_STEP_SLIPS] = { N_ ("Account slips"), N_ ("House accounts, drive-offs and own use.") },
  [FC_STEP_SHOP] = { N_ ("Shop sales"), N_ ("What the register sold beside fuel.") },
  [FC_STEP_OVER_SHORT] = { N_ ("Over/short"), N_ ("Say why the drawer differs.") },
  [FC_STEP_SIGNATURES] = { N_ ("Signatures"), N_ ("Everybody who counted a drawer signs for it.") },
  [FC_VIEW_SUBMIT] = { N_ ("Submit"), N_ ("Look at what is left and hand the shift in.") },
  [FC_VIEW_ATTENDANTS] = { N_ ("Attendants"), N_ ("Each attendant may have a drawer and nozzles of their own.") },
  [FC_VIEW_VERSIONS] = { N_ ("Versions"), N_ ("What differs from the version before, and from the POS file.") },
};

/**
 * fc_shift_step_title:
 * @step: an FcShiftStep or another view
 *
 * Returns: its name on the sheet, translated
 */
const char *
fc_shift_step_title (int step)
{
  return _ (steps[step].title);
}

const char *
fc_shift_step_hint (int step)
{
  return _ (steps[step].hint);
}

/**
 * fc_step_state_sign:
 *
 * Returns: one character for the list of steps
 */
const char *
fc_step_state_sign (FcStepState state)
{
  switch (state)
    {
    case FC_STEP_DONE:
      return "✓";
    case FC_STEP_TOUCHED:
      return "◐";
    case FC_STEP_WAIVED:
      return "↷";
    case FC_STEP_OPTIONAL:
      return "–";
    case FC_STEP_EMPTY:
    default:
      return "○";
    }
}

const char *
fc_step_state_word (FcStepState state)
{
  switch (state)
    {
    case FC_STEP_DONE:
      return _ ("Done");
    case FC_STEP_TOUCHED:
      return _ ("Begun");
    case FC_STEP_WAIVED:
      return _ ("Left out");
    case FC_STEP_OPTIONAL:
      return _ ("Nothing to enter");
    case FC_STEP_EMPTY:
    default:
      return _ ("Still empty");
    }
}

/**
 * fc_shift_state_icon:
 * @state: (nullable): of fc_shift_states[]
 *
 * Returns: (nullable): the sign beside the word
 */
const char *
fc_shift_state_icon (const char *state)
{
  if (g_strcmp0 (state, "approved") == 0)
    return "object-select-symbolic";
  if (g_strcmp0 (state, "submitted") == 0)
    return "document-send-symbolic";
  if (g_strcmp0 (state, "disputed") == 0)
    return "dialog-warning-symbolic";
  if (g_strcmp0 (state, "discarded") == 0)
    return "user-trash-symbolic";
  return "document-edit-symbolic";
}

const char *
fc_shift_state_style (const char *state)
{
  if (g_strcmp0 (state, "approved") == 0)
    return "success";
  if (g_strcmp0 (state, "submitted") == 0)
    return "accent";
  if (g_strcmp0 (state, "disputed") == 0)
    return "warning";
  return NULL;
}

/**
 * fc_shift_title:
 *
 * Returns: (transfer full): "Shift 2, 14 May 2024"
 */
char *
fc_shift_title (FcRecord *shift)
{
  g_autofree char *date = fc_show_date ((FcDate) fc_record_get_int (shift, FC_SHIFT_BUSINESS_DATE));
  const char *part = fc_record_get_text (shift, FC_SHIFT_PART);

  if (part != NULL && *part != '\0')
    /* Translators: a shift’s number, the part of the site it is of, its date */
    return g_strdup_printf (_ ("Shift %" PRId64 ", %s, %s"), fc_record_get_int (shift, FC_SHIFT_NUMBER), part, date);
  return g_strdup_printf (_ ("Shift %" PRId64 ", %s"), fc_record_get_int (shift, FC_SHIFT_NUMBER), date);
}

static const char *
waiting_words (FcContext *context)
{
  FcSession *session = fc_context_get_session (context);

  switch (session != NULL ? fc_session_get_state (session) : FC_SYNC_NO_HUB)
    {
    case FC_SYNC_SYNCING:
      return _ ("being sent");
    case FC_SYNC_SIGNED_OUT:
      return _ ("will be sent when you have signed in again");
    case FC_SYNC_OFFLINE:
      return _ ("will be sent when the network is back");
    case FC_SYNC_OLD:
      return _ ("will be sent when the server has been updated");
    case FC_SYNC_NO_HUB:
    case FC_SYNC_LEVEL:
    case FC_SYNC_WAITING:
    default:
      return _ ("will be sent soon");
    }
}

/**
 * fc_shift_notice:
 *
 * Returns: (transfer full) (nullable): what is said over the sheet: why it was sent back or discarded, or the comment
 */
char *
fc_shift_notice (FcRecord *shift)
{
  const char *state = fc_record_get_text (shift, FC_SHIFT_STATE);
  const char *comment = fc_record_get_text (shift, FC_SHIFT_COMMENT);

  if (g_strcmp0 (state, "discarded") == 0)
    return comment != NULL ? g_strdup_printf (_ ("Discarded: %s"), comment) : g_strdup (_ ("Discarded"));
  if (g_strcmp0 (state, "disputed") == 0)
    return comment != NULL ? g_strdup_printf (_ ("Sent back: %s"), comment) : g_strdup (_ ("Sent back to be corrected"));
  return comment != NULL ? g_strdup_printf (_ ("Comment: %s"), comment) : NULL;
}

/**
 * fc_saved_words:
 * @saved_at: UTC µs of the last thing saved here, or 0
 * @record: the record on screen
 *
 * Returns: (transfer full): where the work lies, in plain words: on this computer, sent, confirmed
 */
char *
fc_saved_words (FcContext *context,
                gint64     saved_at,
                gboolean   saving,
                FcRecord  *record)
{
  FcReplica *replica = fc_context_get_replica (context);
  g_autofree char *time = saved_at > 0 ? fc_show_time_of_day (saved_at, NULL) : NULL;
  g_autofree char *here = time != NULL ? g_strdup_printf (_ ("Saved on this computer %s"), time)
                                       : g_strdup (_ ("Saved on this computer"));

  if (saving)
    return g_strdup (_ ("Saving…"));
  if (!fc_replica_has_hub (replica))
    return g_steal_pointer (&here);
  if (fc_replica_get_pending (replica) > 0)
    return g_strdup_printf ("%s · %s", here, waiting_words (context));
  if (fc_record_get_version (record) > 0)
    return g_strdup_printf ("%s · %s", here, _ ("confirmed by the server"));
  return g_steal_pointer (&here);
}

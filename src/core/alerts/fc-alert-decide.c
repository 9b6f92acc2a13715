/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-judge.h"
#include "fc-alert-private.h"

#include "fc-error.h"
#include "fc-shift-args.h"

#include <glib/gi18n-lib.h>

/* What people say to an alert. Where it ended meanwhile they are late, not wrong: nothing happens then. */

static void
set_actor (FcCommandContext *context,
           FcRecord         *row,
           int               field)
{
  fc_record_set_ref (row, field, fc_id_is_null (&context->actor->user_id) ? NULL : &context->actor->user_id);
}

static void
take_comment (JsonObject *args,
              FcRecord   *row)
{
  const char *comment = fc_args_text (args, "comment");

  if (comment != NULL && *comment != '\0')
    fc_record_set_text (row, FC_ALERT_COMMENT, comment);
}

static gboolean
may_resolve (FcCommandContext  *context,
             gboolean           automatic,
             FcRecord          *alert,
             GError           **error)
{
  const FcEntityInfo *about = fc_catalog_find (fc_record_get_text (alert, FC_ALERT_ENTITY));

  if (!context->own_only ||
      (automatic && (about == NULL || about->read == NULL || fc_actor_may (context->actor, about->read))))
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_DENIED, _ ("Your roles do not allow to resolve alerts"));
  return FALSE;
}

/**
 * fc_alert_resolve:
 *
 * alert.resolve: a person says that it is done; or it is no longer so, which whoever sees the thing can tell.
 */
FcChangeSet *
fc_alert_resolve (FcCommandContext  *context,
                  FcRowSet          *rows,
                  JsonObject        *args,
                  GError           **error)
{
  gboolean automatic = json_object_get_boolean_member_with_default (args, "automatic", FALSE);
  FcRecord *alert = fc_alert_find (context, rows, args), *after;

  if (!fc_alert_is_open (alert) || context->op->occurred_at < fc_record_get_int (alert, FC_ALERT_RAISED_AT))
    return fc_change_set_new ();
  if (!may_resolve (context, automatic, alert, error))
    return NULL;
  after = fc_record_copy (alert);
  fc_record_set_text (after, FC_ALERT_STATE, "resolved");
  fc_record_set_int (after, FC_ALERT_RESOLVED_AT, context->op->occurred_at);
  if (!automatic)
    set_actor (context, after, FC_ALERT_RESOLVED_BY);
  take_comment (args, after);
  return fc_alert_put ("alert.resolved", alert, after);
}

/**
 * fc_alert_acknowledge:
 *
 * alert.acknowledge: somebody sees to it. Nobody is told of it any more.
 */
FcChangeSet *
fc_alert_acknowledge (FcCommandContext  *context,
                      FcRowSet          *rows,
                      JsonObject        *args,
                      GError           **error)
{
  FcRecord *alert = fc_alert_find (context, rows, args), *after;

  if (!fc_alert_is_open (alert) || g_strcmp0 (fc_record_get_text (alert, FC_ALERT_STATE), "acknowledged") == 0)
    return fc_change_set_new ();
  after = fc_record_copy (alert);
  fc_record_set_text (after, FC_ALERT_STATE, "acknowledged");
  fc_record_set_int (after, FC_ALERT_ACKNOWLEDGED_AT, context->op->occurred_at);
  set_actor (context, after, FC_ALERT_ACKNOWLEDGED_BY);
  take_comment (args, after);
  return fc_alert_put ("alert.acknowledged", alert, after);
}

/**
 * fc_alert_snooze:
 *
 * alert.snooze: it is so, but nobody shall be told before "until".
 */
FcChangeSet *
fc_alert_snooze (FcCommandContext  *context,
                 FcRowSet          *rows,
                 JsonObject        *args,
                 GError           **error)
{
  FcRecord *alert = fc_alert_find (context, rows, args), *after;
  gint64 until;

  if (!fc_args_int (args, "until", &until, error))
    return NULL;
  if (until <= context->op->occurred_at)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("An alert is snoozed until a time to come"));
      return NULL;
    }
  if (!fc_alert_is_open (alert))
    return fc_change_set_new ();
  after = fc_record_copy (alert);
  fc_record_set_text (after, FC_ALERT_STATE, "snoozed");
  fc_record_set_int (after, FC_ALERT_SNOOZED_UNTIL, until);
  take_comment (args, after);
  return fc_alert_put ("alert.snoozed", alert, after);
}

/* What was said last is taken back; what was snoozed, or remarked, before that is so again. */
static FcRecord *
taken_back (FcRecord   *alert,
            JsonObject *args,
            gint64      now_us)
{
  static const int gone[] = { FC_ALERT_RESOLVED_AT, FC_ALERT_RESOLVED_BY, FC_ALERT_ACKNOWLEDGED_AT,
                              FC_ALERT_ACKNOWLEDGED_BY, FC_ALERT_COMMENT };
  gint64 until = json_object_get_int_member_with_default (args, "until", 0);
  FcRecord *after = fc_record_copy (alert);

  fc_record_set_text (after, FC_ALERT_STATE, until > now_us ? "snoozed" : "new");
  fc_record_set_int (after, FC_ALERT_SNOOZED_UNTIL, MAX (until, now_us));
  for (gsize i = 0; i < G_N_ELEMENTS (gone); i++)
    fc_record_set_null (after, gone[i]);
  take_comment (args, after);
  return after;
}

/**
 * fc_alert_reopen:
 *
 * alert.reopen: an acknowledgement, a snooze or a resolving is taken back, unless another one has been raised since. Whoever
 * sees alerts may do so where a snooze is over.
 */
FcChangeSet *
fc_alert_reopen (FcCommandContext  *context,
                 FcRowSet          *rows,
                 JsonObject        *args,
                 GError           **error)
{
  FcRecord *alert = fc_alert_find (context, rows, args), *open, *after;
  gint64 now_us = context->op->occurred_at;

  const char *state = alert != NULL ? fc_record_get_text (alert, FC_ALERT_STATE) : NULL,
             *from = fc_args_text (args, "from");

  if (alert == NULL || g_strcmp0 (state, "new") == 0 || (from != NULL && g_strcmp0 (state, from) != 0))
    return fc_change_set_new ();
  if (fc_alert_is_due (alert, now_us))
    {
      after = fc_record_copy (alert);
      fc_record_set_text (after, FC_ALERT_STATE, "new");
      fc_record_set_int (after, FC_ALERT_SNOOZED_UNTIL, now_us); /* escalation counts from here */
      return fc_alert_put ("alert.woken", alert, after);
    }
  if (context->own_only)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_DENIED, _ ("Your roles do not allow to reopen alerts"));
      return NULL;
    }
  open =
    fc_alert_find_open (rows, fc_record_get_ref (alert, FC_ALERT_ROW_ID), fc_record_get_text (alert, FC_ALERT_KEY));
  if (open != NULL && open != alert)
    return fc_change_set_new ();
  return fc_alert_put ("alert.reopened", alert, taken_back (alert, args, now_us));
}

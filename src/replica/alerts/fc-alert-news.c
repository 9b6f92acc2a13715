/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-news.h"

#include "fc-query-help.h"

#define ALL        G_MAXINT32
#define MOST_FRESH 3

void
fc_alert_call_free (FcAlertCall *self)
{
  g_clear_pointer (&self->line, fc_alert_line_free);
  g_free (self);
}

static gboolean
has_role (FcRecord   *user,
          const char *role)
{
  return user != NULL && role != NULL && fc_record_set_has (user, FC_USER_ROLES, role);
}

/* By the rule's role, or because it was escalated to theirs; a rule without one tells whoever works with alerts. */
static gboolean
concerns (const FcAlertRule       *rule,
          /* nullable */ FcRecord *alert,
          FcRecord                *user,
          gboolean                 manages,
          gboolean                *escalated)
{
  *escalated = FALSE;
  if (rule == NULL || rule->role == NULL ? manages : has_role (user, rule->role))
    return TRUE;
  *escalated =
    rule != NULL && !fc_record_is_null (alert, FC_ALERT_ESCALATED_AT) && has_role (user, rule->escalate_role);
  return *escalated;
}

/**
 * fc_alert_calls_read:
 *
 * On a reader's thread: of the @most alerts that come first, those that wait for somebody and concern @user.
 *
 * Returns: (transfer full) (element-type FcAlertCall)
 */
GPtrArray *
fc_alert_calls_read (FcDb        *db,
                     const FcId  *user,
                     gboolean     manages,
                     guint        most,
                     GError     **error)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_alert_call_free);
  g_autoptr (GPtrArray) lines = fc_alert_lines_read (db, NULL, most, error);
  g_autoptr (GPtrArray) records = lines != NULL ? fc_query_all (db, FC_ALERT_RULE, "TRUE", error) : NULL;
  g_autoptr (GPtrArray) rules = records != NULL ? fc_alert_rules_new (records) : NULL;
  g_autoptr (FcRecord) person = NULL;

  if (rules == NULL)
    return NULL;
  person = fc_query_one_by_id (db, FC_USER, "id = ?", user, NULL);
  while (lines->len > 0)
    {
      g_autoptr (FcAlertLine) line = g_ptr_array_steal_index (lines, 0);
      const FcAlertRule *rule = fc_alert_rules_find (rules, fc_record_get_ref (line->alert, FC_ALERT_RULE_ID));
      FcAlertCall *call;
      gboolean escalated;

      if (!concerns (rule, line->alert, person, manages, &escalated))
        continue;
      call = g_new0 (FcAlertCall, 1);
      call->line = g_steal_pointer (&line);
      call->escalated = escalated;
      g_ptr_array_add (calls, call);
    }
  return g_steal_pointer (&calls);
}

typedef struct {
  FcId user;
  gboolean manages;
  gint64 since_us;
} Asked;

void
fc_alert_morning_free (FcAlertMorning *self)
{
  g_ptr_array_unref (self->fresh);
  g_free (self);
}

/* What woke from a snooze, or is so again, is new from then on. */
static gboolean
is_fresh (FcRecord *alert,
          gint64    since_us)
{
  return MAX (fc_record_get_int (alert, FC_ALERT_RAISED_AT), fc_record_get_int (alert, FC_ALERT_SNOOZED_UNTIL)) >=
         since_us;
}

static gpointer
read_morning (FcDb          *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  const Asked *asked = data;
  g_autoptr (GPtrArray) calls = fc_alert_calls_read (db, &asked->user, asked->manages, ALL, error);
  FcAlertMorning *self;

  if (calls == NULL)
    return NULL;
  self = g_new0 (FcAlertMorning, 1);
  self->fresh = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_alert_line_free);
  for (guint i = 0; i < calls->len; i++)
    {
      FcAlertCall *call = calls->pdata[i];

      self->digest.n[fc_alert_severity_named (fc_record_get_text (call->line->alert, FC_ALERT_SEVERITY))]++;
      if (!is_fresh (call->line->alert, asked->since_us))
        continue;
      self->digest.n_fresh++;
      if (self->fresh->len < MOST_FRESH)
        g_ptr_array_add (self->fresh, g_steal_pointer (&call->line));
    }
  return self;
}

/**
 * fc_alert_morning_async:
 * @since_us: UTC µs: what came from then on is new
 *
 * What waits for whoever sits at the desk. Asks for somebody who does.
 */
void
fc_alert_morning_async (FcReplica           *replica,
                        gint64               since_us,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  const FcActor *actor = fc_replica_get_actor (replica);
  Asked *asked = g_new0 (Asked, 1);

  asked->user = actor->user_id;
  asked->manages = fc_actor_may (actor, "alerts.manage");
  asked->since_us = since_us;
  fc_replica_read_async (replica, read_morning, asked, g_free, (GDestroyNotify) fc_alert_morning_free, cancellable,
                         callback, user_data);
}

/**
 * fc_alert_morning_finish:
 *
 * Returns: (transfer full) (nullable)
 */
FcAlertMorning *
fc_alert_morning_finish (FcReplica     *replica,
                         GAsyncResult  *result,
                         GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}

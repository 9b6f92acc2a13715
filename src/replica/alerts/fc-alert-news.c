/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-news.h"

#include "fc-query-help.h"

#define MOST_CALLS 100

void
fc_alert_call_free (FcAlertCall *self)
{
  fc_alert_line_free (self->line);
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
concerns (const FcAlertRule *rule, /* nullable */
          FcRecord          *alert,
          FcRecord          *user,
          gboolean           manages,
          gboolean          *escalated)
{
  *escalated = FALSE;
  if (rule == NULL || rule->role == NULL ? manages : has_role (user, rule->role))
    return TRUE;
  *escalated = rule != NULL && !fc_record_is_null (alert, FC_ALERT_ESCALATED_AT) && has_role (user, rule->escalate_role);
  return *escalated;
}

/**
 * fc_alert_calls_read:
 *
 * On a reader's thread: the alerts that wait for somebody and concern @user.
 *
 * Returns: (transfer full) (element-type FcAlertCall)
 */
GPtrArray *
fc_alert_calls_read (FcDb        *db,
                     const FcId  *user,
                     gboolean     manages,
                     GError     **error)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_alert_call_free);
  g_autoptr (GPtrArray) lines = fc_alert_lines_read (db, NULL, MOST_CALLS, error);
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

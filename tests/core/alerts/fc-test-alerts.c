/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-alerts.h"

FcActor *
fc_test_alerts_actor (const char *const *permissions)
{
  FcId tenant = fc_id_from_key ("tenant", NULL), id = fc_id_from_key ("user", permissions[0], NULL);
  FcId role_id = fc_id_from_key ("role", permissions[0], NULL);
  static const char *const names[] = { "worker", NULL };
  g_autoptr (FcRecord) user = fc_record_new (FC_USER, &id);
  g_autoptr (FcRecord) role = fc_record_new (FC_ROLE, &role_id);
  g_autoptr (GPtrArray) roles = g_ptr_array_new ();

  fc_record_set_text (user, FC_USER_NAME, "Ada");
  fc_record_set_set (user, FC_USER_ROLES, names);
  fc_record_set_int (user, FC_USER_ALL_STATIONS, TRUE);
  fc_record_set_text (role, FC_ROLE_NAME, "worker");
  fc_record_set_set (role, FC_ROLE_PERMISSIONS, permissions);
  g_ptr_array_add (roles, role);
  return fc_actor_new (&tenant, user, roles);
}

void
fc_test_alerts_set_up (FcTestAlerts  *self,
                       gconstpointer  unused)
{
  static const char *const manages[] = { "alerts.manage", "alerts.view", "tanks.view", "stations.view", "shifts.view",
                                         NULL };
  static const char *const sees[] = { "alerts.view", "tanks.view", "stations.view", "shifts.view", NULL };

  fc_alert_commands_register ();
  self->rows = fc_row_set_new ();
  self->manager = fc_test_alerts_actor (manages);
  self->supervisor = fc_test_alerts_actor (sees);
  self->station = fc_id_from_key ("station", NULL);
  self->tank = fc_id_from_key ("tank", NULL);
  self->kept = g_ptr_array_new_with_free_func (g_object_unref);
}

void
fc_test_alerts_tear_down (FcTestAlerts  *self,
                          gconstpointer  unused)
{
  fc_row_set_free (self->rows);
  fc_actor_free (self->manager);
  fc_actor_free (self->supervisor);
  g_ptr_array_unref (self->kept);
}

FcAlertRule *
fc_test_alerts_rule (const char *key)
{
  FcId id = fc_alert_rule_id (key);
  g_autoptr (GPtrArray) rules = fc_alert_rules_new (NULL);
  g_autoptr (FcRecord) record = NULL;

  g_assert_nonnull (fc_alert_rules_find (rules, &id));
  record = fc_alert_rule_to_record (fc_alert_rules_find (rules, &id));
  return fc_alert_rule_of_record (record);
}

FcAlertMeasure
fc_test_alerts_measure (FcTestAlerts      *self,
                        const FcAlertRule *rule,
                        gint64             value,
                        gint64             as_of)
{
  FcAlertMeasure measure = { .metric = rule->metric, .row_id = self->tank, .station_id = self->station,
                             .value = value, .as_of = as_of, .limit = 1000000 };

  return measure;
}

guint
fc_test_alerts_run (FcTestAlerts   *self,
                    const FcActor  *actor,
                    FcOp           *op,
                    GError        **error)
{
  g_autoptr (FcOp) owned = op;
  g_autoptr (FcChangeSet) changes = fc_row_loader_run (self->rows, actor, op, error);

  return changes != NULL ? changes->changes->len : 0;
}

FcRecord *
fc_test_alerts_last (FcTestAlerts         *self,
                     const FcAlertRule    *rule,
                     const FcAlertMeasure *measure)
{
  g_autoptr (GPtrArray) alerts = fc_row_set_list_by (self->rows, FC_ALERT, FC_ALERT_RULE_ID, &rule->id);
  FcRecord *last = fc_alert_latest (alerts, rule, measure);

  if (last != NULL)
    g_ptr_array_add (self->kept, g_object_ref (last));
  return last;
}

guint
fc_test_alerts_n_open (FcTestAlerts *self)
{
  g_autoptr (GPtrArray) alerts = fc_row_set_list (self->rows, FC_ALERT);
  guint n = 0;

  for (guint i = 0; i < alerts->len; i++)
    n += fc_alert_is_open (alerts->pdata[i]);
  return n;
}

FcOp *
fc_test_alerts_op (const FcAlertRule    *rule,
                   FcRecord             *last,
                   const FcAlertMeasure *measure,
                   gint64                now_us)
{
  return fc_alert_op_of (rule, last, measure, fc_alert_judge (rule, last, measure, now_us).act, now_us);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-alerts.h"

#include "fc-error.h"

/* What is raised, by whom, and what people may say to it. */

#define NOW  FC_TEST_START
#define HOUR 3600

typedef void (*AlertTest) (FcTestAlerts *, gconstpointer);

static FcRecord *
raise_low (FcTestAlerts *self)
{
  g_autoptr (FcAlertRule) rule = fc_test_alerts_rule ("tank-low");
  FcAlertMeasure measure = fc_test_alerts_measure (self, rule, 5 * HOUR, NOW - FC_HOUR_US);
  g_autoptr (GError) error = NULL;

  fc_test_alerts_run (self, self->supervisor, fc_test_alerts_op (rule, NULL, &measure, NOW), &error);
  g_assert_no_error (error);
  return fc_test_alerts_last (self, rule, &measure);
}

static const char *
state_of (FcRecord *alert)
{
  return fc_record_get_text (alert, FC_ALERT_STATE);
}

static FcRecord *
now_is (FcTestAlerts *self,
        FcRecord     *alert)
{
  FcRecord *now = fc_row_set_get (self->rows, FC_ALERT, fc_record_get_id (alert));

  g_ptr_array_add (self->kept, g_object_ref (now));
  return now;
}

static void
test_a_low_tank_is_raised (FcTestAlerts  *self,
                           gconstpointer  unused)
{
  FcRecord *alert = raise_low (self);
  g_autofree char *said = NULL;
  const FcAlertMetric *metric;

  g_assert_nonnull (alert);
  g_assert_cmpstr (state_of (alert), ==, "new");
  g_assert_cmpstr (fc_record_get_text (alert, FC_ALERT_SEVERITY), ==, "critical");
  g_assert_cmpstr (fc_record_get_text (alert, FC_ALERT_ENTITY), ==, "tank");
  g_assert_cmpint (fc_record_get_int (alert, FC_ALERT_VALUE), ==, 5 * HOUR);
  g_assert_cmpint (fc_record_get_int (alert, FC_ALERT_THRESHOLD), ==, 24 * HOUR);
  metric = fc_alert_metric_find (fc_record_get_text (alert, FC_ALERT_METRIC));
  said = fc_alert_say (metric, 5 * HOUR, &(FcAlertUnits){ .currency = "EUR", .volume = FC_VOLUME_LITRE });
  g_assert_cmpstr (said, ==, "Runs out in 5 hours at the usual sales");
}

/* Another dip says the same: it stays the same alert. */
static void
test_nothing_twice (FcTestAlerts  *self,
                    gconstpointer  unused)
{
  g_autoptr (FcAlertRule) rule = fc_test_alerts_rule ("tank-low");
  FcAlertMeasure later = fc_test_alerts_measure (self, rule, 4 * HOUR, NOW + 3 * FC_HOUR_US);
  FcRecord *alert = raise_low (self);

  g_assert_null (fc_test_alerts_op (rule, alert, &later, NOW + 3 * FC_HOUR_US));
  /* An office that has not heard of it raises another one; where both come together there is still one. */
  g_assert_cmpuint (fc_test_alerts_run (self, self->manager, fc_alert_raise_op_new (rule, &later, NOW + 3 * FC_HOUR_US),
                                        NULL),
                    ==, 0);
  g_assert_cmpuint (fc_test_alerts_n_open (self), ==, 1);
}

static void
test_who_may_what (FcTestAlerts  *self,
                   gconstpointer  unused)
{
  static const char *const blind[] = { "alerts.view", NULL };
  g_autoptr (FcActor) driver = fc_test_alerts_actor (blind);
  g_autoptr (FcAlertRule) rule = fc_test_alerts_rule ("tank-low");
  FcAlertMeasure measure = fc_test_alerts_measure (self, rule, HOUR, NOW);
  g_autoptr (GError) error = NULL;
  FcRecord *alert;

  fc_test_alerts_run (self, driver, fc_alert_raise_op_new (rule, &measure, NOW), &error);
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED); /* sees no tanks */
  g_clear_error (&error);
  alert = raise_low (self);
  fc_test_alerts_run (self, self->supervisor, fc_alert_op_new ("alert.acknowledge", alert, NOW), &error);
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
  g_clear_error (&error);
  fc_test_alerts_run (self, self->supervisor, fc_alert_resolve_op_new (alert, FALSE, "ordered", NOW), &error);
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
  g_clear_error (&error);
  fc_test_alerts_run (self, driver, fc_alert_resolve_op_new (alert, TRUE, NULL, NOW), &error);
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
  g_clear_error (&error);
  fc_test_alerts_run (self, self->supervisor, fc_alert_resolve_op_new (alert, TRUE, NULL, NOW), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (state_of (now_is (self, alert)), ==, "resolved");
  g_assert_true (fc_record_is_null (now_is (self, alert), FC_ALERT_RESOLVED_BY));
}

static void
test_an_id_of_something_else (FcTestAlerts  *self,
                              gconstpointer  unused)
{
  g_autoptr (FcAlertRule) rule = fc_test_alerts_rule ("tank-low");
  FcAlertMeasure measure = fc_test_alerts_measure (self, rule, HOUR, NOW);
  FcOp *op = fc_alert_raise_op_new (rule, &measure, NOW);
  g_autoptr (GError) error = NULL;

  op->row_id = self->station;
  fc_test_alerts_run (self, self->manager, op, &error);
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
}

/* Acknowledged, taken back, resolved with a comment; then it rests a day although it is still so. */
static void
test_people_decide (FcTestAlerts  *self,
                    gconstpointer  unused)
{
  g_autoptr (FcAlertRule) rule = fc_test_alerts_rule ("tank-low");
  FcAlertMeasure still = fc_test_alerts_measure (self, rule, HOUR, NOW + FC_HOUR_US);
  FcRecord *alert = raise_low (self);
  g_autoptr (FcOp) again = NULL;

  fc_test_alerts_run (self, self->manager, fc_alert_op_new ("alert.acknowledge", alert, NOW + 1), NULL);
  g_assert_cmpstr (state_of (now_is (self, alert)), ==, "acknowledged");
  g_assert_nonnull (fc_record_get_ref (now_is (self, alert), FC_ALERT_ACKNOWLEDGED_BY));
  fc_test_alerts_run (self, self->manager, fc_alert_op_new ("alert.reopen", alert, NOW + 2), NULL);
  g_assert_cmpstr (state_of (now_is (self, alert)), ==, "new");
  fc_test_alerts_run (self, self->manager, fc_alert_resolve_op_new (alert, FALSE, "Delivery comes at noon", NOW + 3),
                      NULL);
  alert = now_is (self, alert);
  g_assert_cmpstr (fc_record_get_text (alert, FC_ALERT_COMMENT), ==, "Delivery comes at noon");
  g_assert_null (fc_test_alerts_op (rule, alert, &still, NOW + 2 * FC_HOUR_US));
  again = fc_test_alerts_op (rule, alert, &still, NOW + 3 + FC_ALERT_REST_US);
  g_assert_nonnull (again);
}

/* The Undo of a snooze that somebody acknowledged meanwhile takes nothing back. */
static void
test_a_late_undo_changes_nothing (FcTestAlerts  *self,
                                  gconstpointer  unused)
{
  FcRecord *alert = raise_low (self);

  fc_test_alerts_run (self, self->manager, fc_alert_snooze_op_new (alert, NOW + FC_HOUR_US, NOW + 1), NULL);
  fc_test_alerts_run (self, self->manager, fc_alert_op_new ("alert.acknowledge", alert, NOW + 2), NULL);
  fc_test_alerts_run (self, self->manager, fc_alert_reopen_op_new (alert, "snoozed", NOW + 3), NULL);
  g_assert_cmpstr (state_of (now_is (self, alert)), ==, "acknowledged");
  fc_test_alerts_run (self, self->manager, fc_alert_reopen_op_new (alert, "acknowledged", NOW + 4), NULL);
  g_assert_cmpstr (state_of (now_is (self, alert)), ==, "new");
}

static void
test_a_snooze_ends (FcTestAlerts  *self,
                    gconstpointer  unused)
{
  g_autoptr (FcAlertRule) rule = fc_test_alerts_rule ("tank-low");
  FcAlertMeasure still = fc_test_alerts_measure (self, rule, HOUR, NOW);
  FcRecord *alert = raise_low (self);
  gint64 until = NOW + FC_HOUR_US;
  g_autoptr (GError) error = NULL;

  fc_test_alerts_run (self, self->manager, fc_alert_snooze_op_new (alert, NOW - 1, NOW), &error);
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  fc_test_alerts_run (self, self->manager, fc_alert_snooze_op_new (alert, until, NOW), NULL);
  alert = now_is (self, alert);
  g_assert_cmpint (fc_alert_judge (rule, alert, &still, until - 1).act, ==, FC_ALERT_NOTHING);
  g_assert_cmpint (fc_alert_judge (rule, alert, &still, until - 1).due, ==, until);
  fc_test_alerts_run (self, self->supervisor, fc_test_alerts_op (rule, alert, &still, until), NULL);
  g_assert_cmpstr (state_of (now_is (self, alert)), ==, "new");
}

static void
test_nobody_acts (FcTestAlerts  *self,
                  gconstpointer  unused)
{
  g_autoptr (FcAlertRule) rule = fc_test_alerts_rule ("tank-low");
  FcAlertMeasure still = fc_test_alerts_measure (self, rule, HOUR, NOW);
  gint64 at = NOW + rule->escalate_after * G_USEC_PER_SEC;
  FcRecord *alert = raise_low (self);

  g_assert_cmpint (fc_alert_judge (rule, alert, &still, NOW).due, ==, at);
  g_assert_cmpuint (fc_test_alerts_run (self, self->supervisor, fc_alert_op_new ("alert.escalate", alert, at - 1),
                                        NULL),
                    ==, 0);
  g_assert_cmpuint (fc_test_alerts_run (self, self->supervisor, fc_alert_op_new ("alert.escalate", alert, at), NULL),
                    ==, 1);
  g_assert_cmpuint (fc_test_alerts_run (self, self->supervisor, fc_alert_op_new ("alert.escalate", alert, at + 1),
                                        NULL),
                    ==, 0);
  g_assert_cmpint (fc_alert_judge (rule, now_is (self, alert), &still, at + 2).act, ==, FC_ALERT_NOTHING);
}

/* What an office found before it was resolved elsewhere comes late, and changes nothing. */
static void
test_old_news (FcTestAlerts  *self,
               gconstpointer  unused)
{
  g_autoptr (FcAlertRule) rule = fc_test_alerts_rule ("tank-low");
  FcAlertMeasure measure = fc_test_alerts_measure (self, rule, 5 * HOUR, NOW - FC_HOUR_US);
  FcRecord *alert = raise_low (self);

  fc_test_alerts_run (self, self->manager, fc_alert_resolve_op_new (alert, TRUE, NULL, NOW + 100), NULL);
  g_assert_cmpuint (fc_test_alerts_run (self, self->manager, fc_alert_raise_op_new (rule, &measure, NOW + 50), NULL),
                    ==, 0);
  g_assert_cmpuint (fc_test_alerts_run (self, self->manager, fc_alert_op_new ("alert.acknowledge", alert, NOW + 60),
                                        NULL),
                    ==, 0);
  g_assert_cmpuint (fc_test_alerts_n_open (self), ==, 0);
}

/* A company's own change of a built-in rule holds, and one that is switched off ends its alerts. */
static void
test_rules_of_the_company (FcTestAlerts  *self,
                           gconstpointer  unused)
{
  FcAlertRule *changed = fc_test_alerts_rule ("tank-low");
  FcAlertMeasure measure = fc_test_alerts_measure (self, changed, 5 * HOUR, NOW);
  FcRecord *alert = raise_low (self);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) rules = NULL;
  const FcAlertRule *rule;
  FcId id = changed->id;

  changed->threshold = 2 * HOUR;
  changed->enabled = FALSE;
  g_ptr_array_add (records, fc_alert_rule_to_record (changed));
  fc_alert_rule_free (changed);
  rules = fc_alert_rules_new (records);
  rule = fc_alert_rules_find (rules, &id);
  g_assert_cmpint (rule->threshold, ==, 2 * HOUR);
  g_assert_cmpint (fc_alert_judge (rule, alert, &measure, NOW).act, ==, FC_ALERT_RESOLVE);
  g_assert_cmpint (fc_alert_judge (rule, NULL, &measure, NOW).act, ==, FC_ALERT_NOTHING);
}

static void
test_limits_of_the_thing (FcTestAlerts  *self,
                          gconstpointer  unused)
{
  g_autoptr (FcAlertRule) rule = fc_test_alerts_rule ("cash-variance");
  FcAlertMeasure measure = fc_test_alerts_measure (self, rule, 10001, NOW);

  measure.limit = 10000;
  measure.severe = 50000;
  g_assert_cmpint (fc_alert_judge (rule, NULL, &measure, NOW).act, ==, FC_ALERT_RAISE);
  g_assert_cmpint (fc_alert_severity (rule, &measure), ==, FC_ALERT_WARNING);
  measure.value = 50001;
  g_assert_cmpint (fc_alert_severity (rule, &measure), ==, FC_ALERT_CRITICAL);
  measure.value = 10000;
  g_assert_cmpint (fc_alert_judge (rule, NULL, &measure, NOW).act, ==, FC_ALERT_NOTHING);
  measure.limit = 0; /* the station has none */
  g_assert_cmpint (fc_alert_judge (rule, NULL, &measure, NOW).act, ==, FC_ALERT_NOTHING);
}

/* The clock alone makes a shift wait too long: it is known when. */
static void
test_the_clock (FcTestAlerts  *self,
                gconstpointer  unused)
{
  g_autoptr (FcAlertRule) waits = fc_test_alerts_rule ("shift-waits");
  FcAlertMeasure measure = fc_test_alerts_measure (self, waits, 2 * HOUR, NOW - 2 * FC_HOUR_US);
  FcAlertVerdict verdict = fc_alert_judge (waits, NULL, &measure, NOW);

  g_assert_cmpint (verdict.act, ==, FC_ALERT_NOTHING);
  g_assert_cmpint (verdict.due, ==, NOW + 10 * FC_HOUR_US + G_USEC_PER_SEC);
  measure.value = (verdict.due - measure.as_of) / G_USEC_PER_SEC;
  g_assert_cmpint (fc_alert_judge (waits, NULL, &measure, verdict.due).act, ==, FC_ALERT_RAISE);
}

/* Undo of an acknowledgement leads back to the snooze that was before it. */
static void
test_undo_leads_back_to_the_snooze (FcTestAlerts  *self,
                                    gconstpointer  unused)
{
  FcRecord *alert = raise_low (self), *snoozed;

  fc_test_alerts_run (self, self->manager, fc_alert_snooze_op_new (alert, NOW + FC_DAY_US, NOW + 1), NULL);
  snoozed = now_is (self, alert);
  fc_test_alerts_run (self, self->manager, fc_alert_op_new ("alert.acknowledge", snoozed, NOW + 2), NULL);
  g_assert_cmpstr (state_of (now_is (self, alert)), ==, "acknowledged");
  fc_test_alerts_run (self, self->manager, fc_alert_reopen_op_new (snoozed, "acknowledged", NOW + 3), NULL);
  g_assert_cmpstr (state_of (now_is (self, alert)), ==, "snoozed");
  g_assert_cmpint (fc_record_get_int (now_is (self, alert), FC_ALERT_SNOOZED_UNTIL), ==, NOW + FC_DAY_US);
  g_assert_true (fc_record_is_null (now_is (self, alert), FC_ALERT_ACKNOWLEDGED_AT));
}

static FcOp *
with_comment (FcOp       *op,
              const char *comment)
{
  json_object_set_string_member (op->fields, "comment", comment);
  return op;
}

/* Undo takes back the comment that came with what is undone, and no other. */
static void
test_undo_leads_back_to_the_comment (FcTestAlerts  *self,
                                     gconstpointer  unused)
{
  FcRecord *alert = raise_low (self), *remarked;

  fc_test_alerts_run (self, self->manager,
                      with_comment (fc_alert_op_new ("alert.acknowledge", alert, NOW + 1), "Supplier is called"), NULL);
  remarked = fc_record_copy (now_is (self, alert));
  fc_test_alerts_run (self, self->manager,
                      with_comment (fc_alert_snooze_op_new (remarked, NOW + FC_DAY_US, NOW + 2), "Comes tomorrow"),
                      NULL);
  g_assert_cmpstr (fc_record_get_text (now_is (self, alert), FC_ALERT_COMMENT), ==, "Comes tomorrow");
  fc_test_alerts_run (self, self->manager, fc_alert_reopen_op_new (remarked, "snoozed", NOW + 3), NULL);
  g_assert_cmpstr (fc_record_get_text (now_is (self, alert), FC_ALERT_COMMENT), ==, "Supplier is called");
  g_object_unref (remarked);
}

int
main (int   argc,
      char *argv[])
{
  static const struct {
    const char *path;
    AlertTest test;
  } cases[] = {
    { "/alerts/commands/a-low-tank-is-raised", test_a_low_tank_is_raised },
    { "/alerts/commands/nothing-twice", test_nothing_twice },
    { "/alerts/commands/who-may-what", test_who_may_what },
    { "/alerts/commands/an-id-of-something-else", test_an_id_of_something_else },
    { "/alerts/commands/people-decide", test_people_decide },
    { "/alerts/commands/a-snooze-ends", test_a_snooze_ends },
    { "/alerts/commands/a-late-undo-changes-nothing", test_a_late_undo_changes_nothing },
    { "/alerts/commands/nobody-acts", test_nobody_acts },
    { "/alerts/commands/old-news", test_old_news },
    { "/alerts/rules/of-the-company", test_rules_of_the_company },
    { "/alerts/rules/limits-of-the-thing", test_limits_of_the_thing },
    { "/alerts/rules/the-clock", test_the_clock },
    { "/alerts/rules/undo-leads-back-to-the-snooze", test_undo_leads_back_to_the_snooze },
    { "/alerts/rules/undo-leads-back-to-the-comment", test_undo_leads_back_to_the_comment },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, FcTestAlerts, NULL, fc_test_alerts_set_up, cases[i].test, fc_test_alerts_tear_down);
  return g_test_run ();
}

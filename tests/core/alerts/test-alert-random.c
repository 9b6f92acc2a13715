/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-alerts.h"

#include "../fc-test-seeds.h"

/* Two offices that hear of each other now and then, a tank whose value wanders, and people who decide. */

#define SEEDS 300
#define STEPS 120
#define HOUR  3600

typedef struct {
  FcTestAlerts rows;      /* as this office has them */
  GPtrArray *outbox;      /* FcOp */
  FcAlertMeasure measure; /* as it was last heard */
  gboolean knows;
  GHashTable *due;        /* set of FcId that wait for somebody */
  guint told;             /* notifications */
} Office;

typedef struct {
  GRand *rand;
  guint32 seed;
  Office offices[2];
  FcTestAlerts hub;
  FcAlertRule *rule;
  FcAlertMeasure truth;
  gint64 now;
} World;

static void
office_set_up (Office *office)
{
  fc_test_alerts_set_up (&office->rows, NULL);
  office->outbox = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  office->due = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, NULL);
}

static void
office_tear_down (Office *office)
{
  fc_test_alerts_tear_down (&office->rows, NULL);
  g_ptr_array_unref (office->outbox);
  g_hash_table_unref (office->due);
}

/* As the herald does: tells what waits and did not before. */
static void
listen (Office *office)
{
  g_autoptr (GPtrArray) alerts = fc_row_set_list (office->rows.rows, FC_ALERT);
  GHashTable *due = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, NULL);

  for (guint i = 0; i < alerts->len; i++)
    {
      const FcId *id = fc_record_get_id (alerts->pdata[i]);

      if (g_strcmp0 (fc_record_get_text (alerts->pdata[i], FC_ALERT_STATE), "new") != 0)
        continue;
      g_hash_table_add (due, g_memdup2 (id, sizeof *id));
      office->told += !g_hash_table_contains (office->due, id);
    }
  g_hash_table_unref (office->due);
  office->due = due;
}

static void
run (Office        *office,
     const FcActor *actor,
     FcOp          *op)
{
  g_autoptr (FcOp) kept = fc_op_copy (op);
  g_autoptr (GError) error = NULL;
  guint n = fc_test_alerts_run (&office->rows, actor, op, &error);

  g_assert_no_error (error);
  if (n > 0)
    g_ptr_array_add (office->outbox, g_steal_pointer (&kept));
  g_assert_cmpuint (fc_test_alerts_n_open (&office->rows), <=, 1);
  listen (office);
}

static void
evaluate (World  *world,
          Office *office)
{
  const FcAlertMeasure *measure = office->knows ? &office->measure : NULL;
  FcOp *op = fc_test_alerts_op (world->rule, fc_test_alerts_last (&office->rows, world->rule, measure), measure, world->now);
  guint told = office->told;
  gboolean begins;

  if (op == NULL)
    return;
  begins = g_str_equal (op->command, "alert.raise") || g_str_equal (op->command, "alert.reopen");
  run (office, office->rows.supervisor, op);
  g_assert_cmpuint (office->told - told, ==, begins);
  /* Asked again, it wants nothing. */
  g_assert_cmpint (
    fc_alert_judge (world->rule, fc_test_alerts_last (&office->rows, world->rule, measure), measure, world->now).act, ==,
    FC_ALERT_NOTHING);
}

static void
decide (World  *world,
        Office *office)
{
  FcRecord *alert = fc_test_alerts_last (&office->rows, world->rule, NULL);
  guint told = office->told;

  if (!fc_alert_is_open (alert))
    return;
  switch (g_rand_int_range (world->rand, 0, 4))
    {
    case 0:
      run (office, office->rows.manager, fc_alert_resolve_op_new (alert, FALSE, "seen", world->now));
      break;
    case 1:
      run (office, office->rows.manager,
           fc_alert_snooze_op_new (alert, world->now + g_rand_int_range (world->rand, 1, 40) * FC_HOUR_US, world->now));
      break;
    default:
      run (office, office->rows.manager, fc_alert_op_new ("alert.acknowledge", alert, world->now));
      break;
    }
  g_assert_cmpuint (office->told, ==, told); /* what somebody has taken notice of is told to nobody */
}

/* Pushes what waits, which the hub runs again, and has its rows instead of the office's own. */
static void
sync_office (World  *world,
             Office *office)
{
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < office->outbox->len; i++)
    {
      g_autoptr (GError) error = NULL;

      fc_test_alerts_run (&world->hub, world->hub.manager, fc_op_copy (office->outbox->pdata[i]), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (fc_test_alerts_n_open (&world->hub), <=, 1);
    }
  g_ptr_array_set_size (office->outbox, 0);
  fc_row_set_free (office->rows.rows);
  office->rows.rows = fc_row_set_new ();
  rows = fc_row_set_list (world->hub.rows, FC_ALERT);
  for (guint i = 0; i < rows->len; i++)
    fc_row_set_add (office->rows.rows, rows->pdata[i]);
  listen (office);
}

static void
wander (World *world)
{
  world->now += (gint64) g_rand_int_range (world->rand, 1, 6 * HOUR) * G_USEC_PER_SEC;
  if (g_rand_int_range (world->rand, 0, 3) > 0)
    return;
  world->truth = fc_test_alerts_measure (&world->hub, world->rule, g_rand_int_range (world->rand, 0, 48 * HOUR), world->now);
}

static void
step (World *world)
{
  Office *office = &world->offices[g_rand_int_range (world->rand, 0, 2)];

  switch (g_rand_int_range (world->rand, 0, 6))
    {
    case 0:
      wander (world);
      break;
    case 1:
    case 2:
      office->measure = world->truth;
      office->knows = TRUE;
      evaluate (world, office);
      break;
    case 3:
      world->now += 1;
      decide (world, office);
      break;
    case 4:
      sync_office (world, office);
      break;
    default:
      world->now += (gint64) g_rand_int_range (world->rand, 1, 3 * HOUR) * G_USEC_PER_SEC;
      evaluate (world, office);
      break;
    }
}

static void
assert_same_rows (FcRowSet *a,
                  FcRowSet *b)
{
  g_autoptr (GPtrArray) rows = fc_row_set_list (a, FC_ALERT);
  g_autoptr (GPtrArray) others = fc_row_set_list (b, FC_ALERT);

  g_assert_cmpuint (rows->len, ==, others->len);
  for (guint i = 0; i < rows->len; i++)
    {
      FcRecord *other = fc_row_set_get (b, FC_ALERT, fc_record_get_id (rows->pdata[i]));
      g_autofree char *left = fc_record_to_json_text (rows->pdata[i], FC_ALL_FIELDS);
      g_autofree char *right = other != NULL ? fc_record_to_json_text (other, FC_ALL_FIELDS) : NULL;

      g_assert_cmpstr (left, ==, right);
    }
}

/* In the end everybody has the same, and of one thing there is one open alert at most. */
static void
test_two_offices (void)
{
  for (guint32 seed = 1; seed <= fc_test_seeds (SEEDS, 40); seed++)
    {
      World world = { .rand = g_rand_new_with_seed (seed), .seed = seed, .now = FC_TEST_START };

      g_test_message ("seed %u", seed);
      fc_test_alerts_set_up (&world.hub, NULL);
      for (int i = 0; i < 2; i++)
        office_set_up (&world.offices[i]);
      world.rule = fc_test_alerts_rule (seed % 2 ? "tank-low" : "shift-waits");
      world.truth = fc_test_alerts_measure (&world.hub, world.rule, 12 * HOUR, world.now);
      for (int i = 0; i < STEPS; i++)
        step (&world);
      for (int i = 0; i < 4; i++)
        sync_office (&world, &world.offices[i % 2]);
      assert_same_rows (world.offices[0].rows.rows, world.offices[1].rows.rows);
      for (int i = 0; i < 2; i++)
        office_tear_down (&world.offices[i]);
      fc_test_alerts_tear_down (&world.hub, NULL);
      fc_alert_rule_free (world.rule);
      g_rand_free (world.rand);
    }
}

/* Two offices without a network hear of the same dip: one alert, with one id, whoever comes first. */
static void
test_both_raise_the_same (void)
{
  FcTestAlerts hub = { NULL };
  g_autoptr (FcAlertRule) rule = fc_test_alerts_rule ("tank-low");
  FcAlertMeasure measure;
  g_autoptr (FcOp) one = NULL, other = NULL;

  fc_test_alerts_set_up (&hub, NULL);
  measure = fc_test_alerts_measure (&hub, rule, HOUR, FC_TEST_START);
  one = fc_alert_raise_op_new (rule, &measure, FC_TEST_START + 1);
  other = fc_alert_raise_op_new (rule, &measure, FC_TEST_START + 20 * FC_HOUR_US);
  g_assert_true (fc_id_equal (&one->row_id, &other->row_id));
  g_assert_cmpuint (fc_test_alerts_run (&hub, hub.supervisor, fc_op_copy (other), NULL), ==, 1);
  g_assert_cmpuint (fc_test_alerts_run (&hub, hub.supervisor, fc_op_copy (one), NULL), ==, 0);
  fc_test_alerts_tear_down (&hub, NULL);
}

/* A value that swings about the limit raises once, and ends once when it is good by the slack. */
static void
test_swings (void)
{
  FcTestAlerts office = { NULL };
  g_autoptr (FcAlertRule) rule = fc_test_alerts_rule ("tank-low");
  guint raised = 0, resolved = 0;

  fc_test_alerts_set_up (&office, NULL);
  for (int i = 0; i <= 200; i++)
    {
      gint64 now = FC_TEST_START + i * FC_HOUR_US;
      gint64 value = i == 200 ? 30 * HOUR : 24 * HOUR + (i % 2 ? 1 : -1) * (i % 7) * 900;
      FcAlertMeasure measure = fc_test_alerts_measure (&office, rule, value, now);
      FcOp *op = fc_test_alerts_op (rule, fc_test_alerts_last (&office, rule, &measure), &measure, now);

      if (op == NULL)
        continue;
      raised += g_str_equal (op->command, "alert.raise");
      resolved += g_str_equal (op->command, "alert.resolve");
      fc_test_alerts_run (&office, office.supervisor, op, NULL);
    }
  g_assert_cmpuint (raised, ==, 1);
  g_assert_cmpuint (resolved, ==, 1);
  fc_test_alerts_tear_down (&office, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fc_alert_commands_register ();
  g_test_add_func ("/alerts/random/two-offices", test_two_offices);
  g_test_add_func ("/alerts/random/both-raise-the-same", test_both_raise_the_same);
  g_test_add_func ("/alerts/random/swings", test_swings);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * sim                           the seeds of make check, the kept ones and the sabotages, as a test
 * sim --forever --from SEED     until stopped; prints seeds per second
 * sim --seed SEED [--offices N --ops N --faults HEX] [--verbose]
 *                               one story, told
 */

#define CHECK_SEEDS    200
#define SABOTAGE_SEEDS 60

static const char *const sabotages[SIM_N_SABOTAGES] = { "none", "sequence-cursor", "no-result-row", "edge-triggered" };

static gint64 opt_seed = -1, opt_from = 1, opt_count;
static int opt_offices = -1, opt_ops = -1, opt_sabotage;
static char *opt_faults;
static gboolean opt_forever, opt_bench;

static GOptionEntry options[] = {
  { "seed", 0, 0, G_OPTION_ARG_INT64, &opt_seed, "One story", "SEED" },
  { "forever", 0, 0, G_OPTION_ARG_NONE, &opt_forever, "Until stopped, or --count seeds", NULL },
  { "from", 0, 0, G_OPTION_ARG_INT64, &opt_from, "First seed", "SEED" },
  { "count", 0, 0, G_OPTION_ARG_INT64, &opt_count, "How many seeds", "N" },
  { "offices", 0, 0, G_OPTION_ARG_INT, &opt_offices, "How many offices", "N" },
  { "ops", 0, 0, G_OPTION_ARG_INT, &opt_ops, "How many deeds", "N" },
  { "faults", 0, 0, G_OPTION_ARG_STRING, &opt_faults, "Which faults, a bit each", "HEX" },
  { "sabotage", 0, 0, G_OPTION_ARG_INT, &opt_sabotage, "Which old mistake to put back", "N" },
  { "bench", 0, 0, G_OPTION_ARG_NONE, &opt_bench, "Seeds per second, as a bench line", NULL },
  { "verbose", 0, 0, G_OPTION_ARG_NONE, &sim_verbose, "Tell what happens", NULL },
  { NULL, 0, 0, 0, NULL, NULL, NULL },
};

/* What a seed is about, where nobody says otherwise. */
static SimPlan
plan_of (guint64 seed)
{
  const guint32 words[] = { (guint32) seed, (guint32) (seed >> 32), 0x91a };
  g_autoptr (GRand) rand = g_rand_new_with_seed_array (words, G_N_ELEMENTS (words));
  SimPlan plan = { .seed = seed };

  plan.offices = g_rand_int_range (rand, 0, 10) == 0 ? (guint) g_rand_int_range (rand, 5, 9) : (guint) g_rand_int_range (rand, 2, 4);
  plan.ops = (guint) g_rand_int_range (rand, 10, 50);
  for (int i = 0; i < SIM_N_FAULTS; i++)
    if (g_rand_int_range (rand, 0, 3) == 0)
      plan.faults |= 1u << i;
  return plan;
}

/* Returns: (transfer full) (nullable): the promise that was broken */
static char *
run_plan (const SimPlan *plan,
          guint64       *trace)
{
  Sim *sim = sim_new (plan);
  char *wrong;

  sim_run (sim);
  wrong = g_strdup (sim->wrong);
  if (trace != NULL)
    *trace = sim->trace;
  sim_free (sim);
  return wrong;
}

static char *
say_plan (const SimPlan *plan)
{
  return g_strdup_printf ("--seed %" G_GUINT64_FORMAT " --offices %u --ops %u --faults %x", plan->seed, plan->offices,
                          plan->ops, plan->faults);
}

static gboolean
still_wrong (SimPlan       *plan,
             const SimPlan *smaller)
{
  g_autofree char *wrong = run_plan (smaller, NULL);

  if (wrong != NULL)
    *plan = *smaller;
  return wrong != NULL;
}

/* Fewer faults, offices and deeds, as long as something breaks. */
static SimPlan
shrink (SimPlan plan)
{
  gboolean smaller = TRUE;

  while (smaller)
    {
      smaller = FALSE;
      for (int i = 0; i < SIM_N_FAULTS; i++)
        {
          SimPlan try = plan;

          try.faults &= ~(1u << i);
          smaller |= try.faults != plan.faults && still_wrong (&plan, &try);
        }
      for (guint offices = 2; offices < plan.offices; offices++)
        {
          SimPlan try = plan;

          try.offices = offices;
          smaller |= still_wrong (&plan, &try);
        }
      for (guint ops = plan.ops / 2; ops > 0 && ops < plan.ops; ops = (ops + plan.ops + 1) / 2)
        {
          SimPlan try = plan;

          try.ops = ops;
          if (still_wrong (&plan, &try))
            {
              smaller = TRUE;
              break;
            }
        }
    }
  return plan;
}

/* Returns: whether the seed went well; else says what to keep. */
static gboolean
try_seed (guint64  seed,
          guint64 *trace)
{
  SimPlan plan = plan_of (seed);
  g_autofree char *wrong = run_plan (&plan, trace);
  g_autofree char *small = NULL;
  g_autofree char *small_wrong = NULL;

  if (wrong == NULL)
    return TRUE;
  g_print ("# seed %" G_GUINT64_FORMAT ": %s\n", seed, wrong);
  plan = shrink (plan);
  small = say_plan (&plan);
  small_wrong = run_plan (&plan, NULL);
  g_print ("# keep: %s\n#   %s\n", small, small_wrong);
  return FALSE;
}

/* --- tests --------------------------------------------------------------------------------------------------------------------- */

static void
test_seeds (void)
{
  guint bad = 0;

  for (guint64 seed = 1; seed <= CHECK_SEEDS; seed++)
    bad += !try_seed (seed, NULL);
  g_assert_cmpuint (bad, ==, 0);
}

static void
test_same_trace (void)
{
  for (guint64 seed = 1; seed <= 10; seed++)
    {
      SimPlan plan = plan_of (seed);
      guint64 first, second;

      g_free (run_plan (&plan, &first));
      g_free (run_plan (&plan, &second));
      g_test_message ("seed %d: %016" G_GINT64_MODIFIER "x", (int) seed, first);
      g_assert_cmphex (first, ==, second);
    }
}

/* One line of the list: options of a story that went wrong once. */
static void
try_kept (const char *line)
{
  SimPlan plan = { 0 };
  g_autofree char *wrong = NULL;

  g_assert_cmpint (sscanf (line, "--seed %" G_GUINT64_FORMAT " --offices %u --ops %u --faults %x", &plan.seed, &plan.offices,
                           &plan.ops, &plan.faults), ==, 4);
  wrong = run_plan (&plan, NULL);
  if (wrong != NULL)
    g_error ("%s: %s", line, wrong);
}

static void
test_kept (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "sim", "kept-seeds", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "--seed"))
      try_kept (lines[i]);
}

/* Returns: the first seed that catches it, 0 none */
static guint64
catch (SimSabotage sabotage)
{
  for (guint64 seed = 1; seed <= SABOTAGE_SEEDS; seed++)
    {
      SimPlan plan = plan_of (seed);
      g_autofree char *wrong = NULL;

      plan.sabotage = sabotage;
      wrong = run_plan (&plan, NULL);
      if (wrong != NULL)
        {
          g_test_message ("seed %d: %s", (int) seed, wrong);
          return seed;
        }
    }
  return 0;
}

static void
test_sabotage (gconstpointer data)
{
  g_assert_cmpuint (catch ((SimSabotage) GPOINTER_TO_INT (data)), !=, 0);
}

/* --- by hand ------------------------------------------------------------------------------------------------------------------ */

static int
run_forever (void)
{
  gint64 began = g_get_monotonic_time ();
  guint64 seed = (guint64) opt_from, n = 0, bad = 0;

  for (; opt_count == 0 || n < (guint64) opt_count; seed++)
    {
      bad += !try_seed (seed, NULL);
      n++;
      if (n % 100 == 0 && !opt_bench)
        g_print ("%" G_GUINT64_FORMAT " seeds, %" G_GUINT64_FORMAT " bad, %.1f seeds/s\n", n, bad,
                 (double) n * G_USEC_PER_SEC / (double) (g_get_monotonic_time () - began));
    }
  if (opt_bench)
    g_print ("sim.seeds\t%.1f\tseeds/s\t\t\n", (double) n * G_USEC_PER_SEC / (double) (g_get_monotonic_time () - began));
  return bad > 0;
}

static int
run_one (void)
{
  SimPlan plan = plan_of ((guint64) opt_seed);
  g_autofree char *wrong = NULL;
  guint64 trace;

  if (opt_offices > 0)
    plan.offices = (guint) opt_offices;
  if (opt_ops >= 0)
    plan.ops = (guint) opt_ops;
  if (opt_faults != NULL)
    plan.faults = (guint) strtoul (opt_faults, NULL, 16);
  plan.sabotage = (SimSabotage) opt_sabotage;
  wrong = run_plan (&plan, &trace);
  g_autofree char *said = say_plan (&plan);
  g_print ("%s: trace %016" G_GINT64_MODIFIER "x: %s\n", said, trace, wrong != NULL ? wrong : "well");
  return wrong != NULL;
}

static int
run_tests (void)
{
  g_test_add_func ("/sim/same-seed-same-trace", test_same_trace);
  g_test_add_func ("/sim/kept-seeds", test_kept);
  g_test_add_func ("/sim/seeds", test_seeds);
  for (int i = SIM_HONEST + 1; i < SIM_N_SABOTAGES; i++)
    {
      g_autofree char *path = g_strconcat ("/sim/catches/", sabotages[i], NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_sabotage);
    }
  return g_test_run ();
}

/* What a program says of its broken disk is no news here. */
static GLogWriterOutput
write_log (GLogLevelFlags    level,
           const GLogField  *fields,
           gsize             n_fields,
           gpointer          data)
{
  return level >= G_LOG_LEVEL_MESSAGE ? G_LOG_WRITER_HANDLED : g_log_writer_default (level, fields, n_fields, data);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  int code;

  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) && g_access ("/dev/shm", 7) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  g_log_set_writer_func (write_log, NULL, NULL);
  sim_disk_init ();
  /* Without options, or with those of GTest, it is a test. */
  if (argc == 1 || g_str_equal (argv[1], "--tap") || g_str_equal (argv[1], "-p"))
    {
      g_test_init (&argc, &argv, NULL);
      code = run_tests ();
      sim_remove_made ();
      return code;
    }
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  code = opt_seed >= 0 ? run_one () : run_forever ();
  sim_remove_made ();
  return code;
}

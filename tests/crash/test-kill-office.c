/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crash-office.h"
#include "crash-run.h"
#include "crash-victim.h"
#include "sim-files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * A process that works in an office's replica is killed, at the n-th call to the disk or at some moment, again and again on the
 * same files. What it said was done must be there. The worker is this program, too: it says on its standard output what it
 * begins and what was done.
 */

#define CYCLES        26
#define CYCLES_A_LIFE 13 /* then with new files */
#define STEPS         16
#define MOST_CALLS    400
#define MOST_MOMENT   40000 /* µs from the first step on */

/* --- the worker ------------------------------------------------------------------------------------------------------------- */

static void
say_begun (const CrashStep *step)
{
  g_autofree char *txn = fc_id_dup_string (&step->txn_id);
  g_autofree char *product = fc_id_dup_string (&step->product);

  printf ("begin %u %s %u %s\n", step->number, txn, step->n_ops, product);
  fflush (stdout);
}

static int
work (const char *folder, const char *seed, const char *first)
{
  CrashOffice *office = crash_office_new (g_ascii_strtoull (seed, NULL, 10), folder);
  g_autoptr (GError) error = NULL;

  office->first = (guint) strtoul (first, NULL, 10);
  office->begun = say_begun;
  if (!crash_office_open (office, &error))
    g_error ("%s", error->message);
  printf ("open\n");
  fflush (stdout);
  for (guint i = 0; i < STEPS; i++)
    {
      if (!crash_office_step (office, &error))
        g_error ("%s", error->message);
      printf ("done %u\n", office->steps->len);
      fflush (stdout);
    }
  crash_office_free (office);
  return 0;
}

/* --- who watches it -------------------------------------------------------------------------------------------------------- */

typedef struct {
  char *folder;
  GArray *steps; /* CrashStep: of all lives */
  guint first;   /* steps of lives before */
} Office;

static void
hear (Office *self, const char *line)
{
  char txn[64], product[64];
  CrashStep step = { 0 };
  guint done;

  if (sscanf (line, "begin %u %63s %u %63s", &step.number, txn, &step.n_ops, product) == 4)
    {
      g_assert_true (fc_id_from_string (txn, &step.txn_id) && fc_id_from_string (product, &step.product));
      g_array_append_val (self->steps, step);
    }
  else if (sscanf (line, "done %u", &done) == 1 && done > 0)
    g_array_index (self->steps, CrashStep, self->first + done - 1).acked = TRUE;
}

static gboolean
live_and_die (Office *self, const char *seed, const CrashDeath *death)
{
  g_autofree char *first = g_strdup_printf ("%u", self->first);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  char *argv[] = { program, (char *) "--work", self->folder, (char *) seed, first, NULL };
  CrashVictim *victim = crash_victim_new (argv, self->folder, death);
  FILE *out = fdopen (dup (victim->out), "r");
  char line[256];

  while (fgets (line, sizeof line, out) != NULL)
    {
      crash_victim_aim (victim);
      if (strchr (line, '\n') != NULL)
        hear (self, line);
    }
  fclose (out);
  self->first = self->steps->len;
  return crash_victim_end (victim);
}

static void
begin_life (Office *self)
{
  sim_remove_folder (self->folder);
  sim_copy_folder (crash_office_template (), self->folder);
  g_array_set_size (self->steps, 0);
  self->first = 0;
}

static guint
count_acknowledged (const GArray *steps)
{
  guint n = 0;

  for (guint i = 0; i < steps->len; i++)
    n += g_array_index (steps, CrashStep, i).acked;
  return n;
}

static void
test_kill (void)
{
  guint cycles = crash_scaled (CYCLES), n_killed = 0, n_acked = 0;
  g_autofree char *base = g_strdup (sim_make_folder ());
  g_autofree char *folder = g_build_filename (base, "office", NULL);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (CrashStep));
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) crash_first_seed ());
  Office self = { folder, steps, 0 };

  for (guint i = 0; i < cycles; i++)
    {
      CrashDeath death = { 0 };
      g_autofree char *seed = g_strdup_printf ("%u", g_rand_int (rand));
      g_autofree char *wrong = NULL;
      guint before;

      if (i % CYCLES_A_LIFE == 0)
        begin_life (&self);
      before = count_acknowledged (steps);
      if (i % 2 == 0)
        death.at = 1 + (i / 2 * MOST_CALLS / MAX (cycles / 2, 1) + (guint) crash_first_seed ()) % MOST_CALLS;
      else
        death.moment_us = (guint) g_rand_int_range (rand, 1, MOST_MOMENT);
      n_killed += live_and_die (&self, seed, &death);
      wrong = crash_office_check (steps, steps->len, folder);
      if (wrong != NULL)
        g_error ("cycle %u from seed %" G_GUINT64_FORMAT " (call %u, %u µs): %s", i, crash_first_seed (), death.at,
                 death.moment_us, wrong);
      n_acked += count_acknowledged (steps) - before;
    }
  sim_remove_folder (base);
  g_test_message ("from seed %" G_GUINT64_FORMAT ": %u cycles, %u killed, %u steps acknowledged", crash_first_seed (),
                  cycles, n_killed, n_acked);
  g_assert_cmpuint (n_killed, >, 0);
}

int
main (int argc, char **argv)
{
  if (argc == 5 && g_str_equal (argv[1], "--work"))
    return work (argv[2], argv[3], argv[4]);
  crash_victim_init (argv[1]);
  argv[1] = argv[0];
  argv++;
  argc--;
  crash_init (&argc, &argv);
  g_test_add_func ("/crash/kill/office", test_kill);
  return crash_run ();
}

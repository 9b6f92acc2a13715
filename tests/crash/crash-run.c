/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crash-run.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim-disk.h"
#include "sim-files.h"

#if defined(__SANITIZE_ADDRESS__)
#define SHARE 4 /* a sanitiser makes everything slower: a quarter of it, other seeds the next time */
#else
#define SHARE 1
#endif
#define STRIDE 7

static guint cycles;
static guint64 first_seed = 1;

/* What a program says of its broken disk is no news here. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  return level >= G_LOG_LEVEL_MESSAGE ? G_LOG_WRITER_HANDLED : g_log_writer_default (level, fields, n_fields, data);
}

static void
take_options (int *argc, char ***argv)
{
  while (*argc > 2)
    {
      char **rest = *argv;

      if (g_str_equal (rest[1], "--cycles"))
        cycles = (guint) strtoul (rest[2], NULL, 10);
      else if (g_str_equal (rest[1], "--seed"))
        first_seed = g_ascii_strtoull (rest[2], NULL, 10);
      else
        return;
      rest[2] = rest[0];
      *argv += 2;
      *argc -= 2;
    }
}

void
crash_init (int *argc, char ***argv)
{
  take_options (argc, argv);
  if (g_access ("/dev/shm", W_OK | X_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  g_log_set_writer_func (write_log, NULL, NULL);
  sim_disk_init ();
  g_test_init (argc, argv, NULL);
}

int
crash_run (void)
{
  int code = g_test_run ();

  sim_remove_made ();
  return code;
}

/**
 * crash_scaled:
 * @n: how many in make check
 *
 * Returns: how many now
 */
guint
crash_scaled (guint n)
{
  return cycles != 0 ? cycles : MAX (n / SHARE, 1);
}

/**
 * crash_stride:
 *
 * Returns: every how many things are looked at: some of them in make check, all with --cycles
 */
guint
crash_stride (void)
{
  return cycles != 0 ? 1 : STRIDE * SHARE;
}

guint64
crash_first_seed (void)
{
  return first_seed;
}

/* What the program's two tests tell. */
static struct {
  CrashStory tell;
  guint n_seeds;
} stories;

static void
test_power (void)
{
  guint n_images = 0;

  for (guint i = 0; i < crash_scaled (stories.n_seeds); i++)
    {
      guint64 seed = crash_first_seed () + i;
      g_autofree char *wrong = stories.tell (seed, FALSE, &n_images);

      if (wrong != NULL)
        g_error ("seed %" G_GUINT64_FORMAT ": %s", seed, wrong);
    }
  g_test_message ("from seed %" G_GUINT64_FORMAT ": %u images", crash_first_seed (), n_images);
}

/* On a disk that says it has synced and has not, something must be missing, or this test could not tell. */
static void
test_lying_disk (void)
{
  guint n_images = 0;
  g_autofree char *wrong = NULL;

  for (guint64 seed = 1; seed < 10 && wrong == NULL; seed++)
    wrong = stories.tell (seed, TRUE, &n_images);
  g_assert_nonnull (wrong);
  g_test_message ("%s", wrong);
}

/* After crash_init(). */
int
crash_run_stories (const char *path,
                   CrashStory  tell,
                   guint       n_seeds)
{
  g_autofree char *cut = g_strconcat (path, "/power-cut", NULL);
  g_autofree char *lying = g_strconcat (path, "/lying-disk", NULL);

  stories.tell = tell;
  stories.n_seeds = n_seeds;
  g_test_add_func (cut, test_power);
  g_test_add_func (lying, test_lying_disk);
  return crash_run ();
}

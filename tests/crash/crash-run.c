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

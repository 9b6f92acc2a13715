/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crash-victim.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static char *preload;

/**
 * crash_victim_init:
 * @library: path of the module that counts calls to the disk
 */
void
crash_victim_init (const char *library)
{
  preload = g_canonicalize_filename (library, NULL);
}

static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static GStrv
environment (const char *folder, const CrashDeath *death)
{
  GStrv env = g_get_environ ();
  const char *asan = g_environ_getenv (env, "ASAN_OPTIONS");
  g_autofree char *at = g_strdup_printf ("%u", death->at);
  /* Whoever is killed tidies nothing up, and the module may come before the sanitiser's library. */
  g_autofree char *options = g_strdup_printf ("%s:detect_leaks=0:verify_asan_link_order=0", asan != NULL ? asan : "");

  env = g_environ_setenv (env, "ASAN_OPTIONS", options, TRUE);
  if (death->at == 0)
    return env;
  env = g_environ_setenv (env, "LD_PRELOAD", preload, TRUE);
  env = g_environ_setenv (env, "FC_DIE_FOLDER", folder, TRUE);
  return g_environ_setenv (env, "FC_DIE_AT", at, TRUE);
}

/**
 * crash_victim_new:
 * @folder: calls below it count
 */
CrashVictim *
crash_victim_new (char **argv, const char *folder, const CrashDeath *death)
{
  CrashVictim *self = g_new0 (CrashVictim, 1);
  g_auto (GStrv) env = environment (folder, death);
  g_autoptr (GError) error = NULL;

  self->moment_us = death->moment_us;
  g_spawn_async_with_pipes (NULL, argv, env, G_SPAWN_DO_NOT_REAP_CHILD, die_with_parent, NULL, &self->pid, NULL,
                            &self->out, NULL, &error);
  g_assert_no_error (error);
  return self;
}

static gpointer
kill_later (gpointer data)
{
  CrashVictim *self = data;

  g_usleep (self->moment_us);
  kill (self->pid, SIGKILL);
  return NULL;
}

void
crash_victim_aim (CrashVictim *self)
{
  if (self->moment_us > 0 && self->killer == NULL)
    self->killer = g_thread_new ("killer", kill_later, self);
}

/**
 * crash_victim_end:
 *
 * Waits until it is over, and makes sure of it where nobody else does. Any end but SIGKILL and a good one is a failure.
 */
gboolean
crash_victim_end (CrashVictim *self)
{
  gboolean killed;
  int status = 0;

  crash_victim_aim (self);
  if (self->killer != NULL)
    g_thread_join (self->killer);
  g_assert_cmpint (waitpid (self->pid, &status, 0), ==, self->pid);
  killed = WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL;
  if (!killed && !(WIFEXITED (status) && WEXITSTATUS (status) == 0))
    g_error ("A victim ended by itself, with status %d", status);
  close (self->out);
  g_free (self);
  return killed;
}

/**
 * crash_victim_finish:
 *
 * As crash_victim_end(), and kills a process that would go on for ever: who has not met its death by now does so here.
 */
gboolean
crash_victim_finish (CrashVictim *self)
{
  kill (self->pid, SIGKILL);
  return crash_victim_end (self);
}

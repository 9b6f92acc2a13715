/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

const char *ctl_program;

typedef struct {
  CtlRun *run;
  gboolean done;
} Wait;

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Wait *wait = user_data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &wait->run->out, &wait->run->err, &error);
  g_assert_no_error (error);
  wait->done = TRUE;
}

/* The main loop turns meanwhile: a test may be the app that forecourtctl asks. */
static CtlRun *
run_argv (const char *variable,
          const char *input,
          GPtrArray  *argv)
{
  GSubprocessFlags flags =
    G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (JsonNode) node = NULL;
  CtlRun *run = g_new0 (CtlRun, 1);
  Wait wait = { run, FALSE };

  g_subprocess_launcher_unsetenv (launcher, "FORECOURT_DATA_DIR");
  if (variable != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (variable, "=", 2);

      g_subprocess_launcher_setenv (launcher, parts[0], parts[1], TRUE);
    }
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, input != NULL ? input : "", NULL, ended_cb, &wait);
  while (!wait.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_subprocess_get_if_exited (process));
  run->code = g_subprocess_get_exit_status (process);
  node = json_from_string (run->out, NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    run->json = json_node_dup_object (node);
  g_test_message ("%s %s: %d\n%s%s", (const char *) argv->pdata[0], (const char *) argv->pdata[1], run->code,
                  strlen (run->out) < 2000 ? run->out : "…", run->err);
  return run;
}

static GPtrArray *
collect (const char *first,
         va_list     args)
{
  GPtrArray *argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (gpointer) ctl_program);
  for (const char *arg = first; arg != NULL; arg = va_arg (args, const char *))
    g_ptr_array_add (argv, (gpointer) arg);
  g_ptr_array_add (argv, NULL);
  return argv;
}

CtlRun *
ctl_run (const char *first,
         ...)
{
  g_autoptr (GPtrArray) argv = NULL;
  va_list args;

  va_start (args, first);
  argv = collect (first, args);
  va_end (args);
  return run_argv (NULL, NULL, argv);
}

CtlRun *
ctl_run_with (const char *variable,
              const char *input,
              const char *first,
              ...)
{
  g_autoptr (GPtrArray) argv = NULL;
  va_list args;

  va_start (args, first);
  argv = collect (first, args);
  va_end (args);
  return run_argv (variable, input, argv);
}

void
ctl_run_free (CtlRun *self)
{
  g_free (self->out);
  g_free (self->err);
  g_clear_pointer (&self->json, json_object_unref);
  g_free (self);
}

char *
ctl_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("forecourt-ctl-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      remove_all (below);
    }
  g_remove (path);
}

void
ctl_folder_free (char *folder)
{
  remove_all (folder);
  g_free (folder);
}

char *
ctl_make_demo (const char *folder)
{
  char *path = g_build_filename (folder, "company", NULL);
  g_autoptr (CtlRun) run = ctl_run ("demo", path, "--stations", "2", "--years", "1", "--shift-days", "4", "--sale-days",
                                    "2", "--now", "2026-11-21T16:00:00Z", "--json", NULL);

  g_assert_cmpint (run->code, ==, 0);
  return path;
}

static char *first; /* the folder of the company that the others are copies of */

static void
remove_first (void)
{
  ctl_folder_free (first);
}

char *
ctl_copy_demo (const char *folder)
{
  char *path = g_build_filename (folder, "company", NULL);
  g_autofree char *from = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (first == NULL)
    {
      first = ctl_folder_new ();
      atexit (remove_first);
      g_free (ctl_make_demo (first));
    }
  from = g_build_filename (first, "company", NULL);
  char *argv[] = { (char *) "cp", (char *) "-a", from, path, NULL };
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return path;
}

gint64
ctl_int (CtlRun     *run,
         const char *member)
{
  g_assert_nonnull (run->json);
  g_assert_true (json_object_has_member (run->json, member));
  return json_object_get_int_member (run->json, member);
}

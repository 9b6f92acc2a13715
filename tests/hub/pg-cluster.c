/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pg-cluster.h"

#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define OWNER "hub" /* of the databases */

static struct {
  char *programs; /* folder */
  char *folder;
  GPid pid;
  guint n_databases;
  gboolean durable;
} cluster;

static char *
find_programs (void)
{
  g_autoptr (GDir) versions = g_dir_open ("/usr/lib/postgresql", 0, NULL);
  g_autofree char *on_path = g_find_program_in_path ("initdb");
  g_autofree char *best = NULL;
  const char *name;

  while (versions && (name = g_dir_read_name (versions)))
    {
      g_autofree char *initdb = g_build_filename ("/usr/lib/postgresql", name, "bin", "initdb", NULL);
      if (g_file_test (initdb, G_FILE_TEST_IS_EXECUTABLE) && (best == NULL || atoi (name) > atoi (best)))
        {
          g_free (best);
          best = g_strdup (name);
        }
    }
  if (best)
    return g_build_filename ("/usr/lib/postgresql", best, "bin", NULL);
  return on_path ? g_path_get_dirname (on_path) : NULL;
}

gboolean
pg_cluster_is_there (void)
{
  if (cluster.programs == NULL)
    cluster.programs = find_programs ();
  return cluster.programs != NULL;
}

char *
pg_cluster_program (const char *name)
{
  g_assert_true (pg_cluster_is_there ());
  return g_build_filename (cluster.programs, name, NULL);
}

/* Whom the server runs as: it refuses to run as root. */
static const struct passwd *
server_person (void)
{
  const struct passwd *person = geteuid () == 0 ? getpwnam ("postgres") : NULL;
  return geteuid () == 0 && person == NULL ? getpwnam ("nobody") : person;
}

static void
become_person_cb (gpointer data)
{
  const struct passwd *person = data;

  prctl (PR_SET_PDEATHSIG, SIGQUIT);
  if (person && (setgroups (0, NULL) != 0 || setgid (person->pw_gid) != 0 || setuid (person->pw_uid) != 0))
    _exit (126);
  if (person)
    prctl (PR_SET_PDEATHSIG, SIGQUIT); /* becoming somebody else has cleared it */
}

static GPid
spawn (char **argv)
{
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async (cluster.folder, argv, NULL,
                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, become_person_cb,
                 (gpointer) server_person (), &pid, &error);
  g_assert_no_error (error);
  return pid;
}

static char *
uri_of (const char *user,
        const char *database)
{
  g_autofree char *host = g_uri_escape_string (cluster.folder, NULL, FALSE);
  return g_strdup_printf ("postgresql://%s@/%s?host=%s", user, database, host);
}

static void
wait_until_up (void)
{
  g_autofree char *uri = uri_of ("postgres", "postgres");

  for (int i = 0; i < 600 && PQping (uri) != PQPING_OK; i++)
    {
      g_assert_cmpint (waitpid (cluster.pid, NULL, WNOHANG), ==, 0);
      g_usleep (50000);
    }
  g_assert_cmpint (PQping (uri), ==, PQPING_OK);
}

/* Before anything else: on a disk, which is waited for. */
void
pg_cluster_be_durable (void)
{
  cluster.durable = TRUE;
}

void
pg_cluster_start (void)
{
  g_autofree char *program = pg_cluster_program ("postgres");
  g_autofree char *data = g_build_filename (cluster.folder, "data", NULL);
  char *fsync = (char *) (cluster.durable ? "fsync=on" : "fsync=off");
  char *argv[] = { program, (char *) "-D", data, (char *) "-k", cluster.folder, (char *) "-c",
                   (char *) "listen_addresses=", (char *) "-c", fsync, (char *) "-c",
                   (char *) "shared_buffers=128MB", (char *) "-c", (char *) "max_wal_size=4GB", (char *) "-c", (char *) "max_connections=60", (char *) "-c",
                   (char *) "max_locks_per_transaction=256", NULL };

  cluster.pid = spawn (argv);
  wait_until_up ();
}

static void
stop (int signal)
{
  if (cluster.pid == 0)
    return;
  kill (cluster.pid, signal);
  waitpid (cluster.pid, NULL, 0);
  cluster.pid = 0;
}

void
pg_cluster_stop (void)
{
  stop (SIGINT);
}

void
pg_cluster_restart (gboolean hard)
{
  stop (hard ? SIGQUIT : SIGINT);
  pg_cluster_start ();
}

static void
run_sql (const char *uri,
         const char *sql)
{
  PGconn *connection = PQconnectdb (uri);
  PGresult *result = PQexec (connection, sql);

  if (PQresultStatus (result) != PGRES_COMMAND_OK)
    g_error ("%s: %s", sql, PQerrorMessage (connection));
  PQclear (result);
  PQfinish (connection);
}

static void
remove_cluster (void)
{
  g_autofree char *command = NULL;

  stop (SIGQUIT);
  command = g_strdup_printf ("rm -rf '%s'", cluster.folder);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
}

/* Short: a socket's address has room for no more. Many small files are made and removed, so memory is best. */
static const char *
home (void)
{
  if (cluster.durable)
    return "/var/tmp";
  return g_access ("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp";
}

static void
make_cluster (void)
{
  const struct passwd *person = server_person ();
  g_autofree char *initdb = pg_cluster_program ("initdb");
  g_autoptr (GError) error = NULL;
  int status;

  cluster.folder = g_strdup_printf ("%s/hub-pg-XXXXXX", home ());
  g_assert_nonnull (g_mkdtemp (cluster.folder));
  g_assert_cmpint (g_chmod (cluster.folder, 0755), ==, 0);
  if (person)
    g_assert_cmpint (chown (cluster.folder, person->pw_uid, person->pw_gid), ==, 0);
  g_autofree char *data = g_build_filename (cluster.folder, "data", NULL);
  char *argv[] = { initdb, (char *) "-D", data, (char *) "-U", (char *) "postgres", (char *) "-A", (char *) "trust",
                   (char *) "-E", (char *) "UTF8", (char *) "--locale=C", (char *) "--no-sync", NULL };
  waitpid (spawn (argv), &status, 0);
  g_assert_cmpint (status, ==, 0);
  atexit (remove_cluster);
  pg_cluster_start ();
  g_autofree char *uri = uri_of ("postgres", "postgres");
  run_sql (uri, "CREATE ROLE " OWNER " LOGIN CREATEROLE");
}

static char *
create_database (const char *template)
{
  g_autofree char *admin = uri_of ("postgres", "postgres");
  g_autofree char *name = g_strdup_printf ("hub%u", ++cluster.n_databases);
  g_autofree char *sql = g_strdup_printf ("CREATE DATABASE %s OWNER " OWNER " TEMPLATE %s", name, template);

  run_sql (admin, sql);
  return uri_of (OWNER, name);
}

char *
pg_cluster_new_database (void)
{
  if (cluster.folder == NULL)
    make_cluster ();
  return create_database ("template1");
}

char *
pg_cluster_copy_database (const char *uri)
{
  const char *name = strchr (uri, '@') + strlen ("@/");
  g_autofree char *template = g_strndup (name, strcspn (name, "?"));

  return create_database (template);
}

char *
pg_cluster_admin_uri (const char *uri)
{
  const char *rest = strchr (uri, '@');
  return g_strconcat ("postgresql://postgres", rest, NULL);
}

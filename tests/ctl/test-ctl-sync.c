/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl.h"

#include "fc-db.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

typedef char Folder;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Folder, ctl_folder_free)

static const char *hub_program;

/* A hub process of its own, with the demo company. */
typedef struct {
  GSubprocess *process;
  char *store;
  char *uri;
} Hub;

static guint16
free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return port;
}

static void
hub_init (Hub        *hub,
          const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) init = NULL;

  hub->store = g_build_filename (folder, "hub", NULL);
  init = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, hub_program, "init", "--demo", "--sales=2000",
                           hub->store, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (init, NULL, &error));
}

static void
hub_serve (Hub *hub)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", free_port ());
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;

  hub->uri = g_strconcat ("http://", address, NULL);
  hub->process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, hub_program, "serve",
                      "--listen", address, "--metrics-port=-1", "--quiet", hub->store, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (hub->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (line, hub->uri));
}

static void
hub_stop (Hub *hub)
{
  g_subprocess_send_signal (hub->process, SIGTERM);
  g_subprocess_wait (hub->process, NULL, NULL);
  g_clear_object (&hub->process);
  g_clear_pointer (&hub->uri, g_free);
}

/* What the hub has; the demo's newest sales may be left in the files of the POS, how many goes by the hour of the day. */
static guint
sales_of (const Hub *hub)
{
  g_autofree char *path = g_build_filename (hub->store, "hub.sqlite", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = fc_db_open (path, FC_DB_READ_ONLY, &error);
  gint64 count = 0;

  g_assert_no_error (error);
  fc_db_get_int (db, "SELECT count(*) FROM sale", &count, &error);
  g_assert_no_error (error);
  return (guint) count;
}

static void
test_round (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *office = g_build_filename (folder, "office", NULL);
  g_autofree char *other = g_build_filename (folder, "other", NULL);
  Hub hub = { 0 };

  hub_init (&hub, folder);
  hub_serve (&hub);
  {
    g_autoptr (CtlRun) first =
      ctl_run_with (NULL, "demo\n", "sync", "--data-dir", office, "--hub", hub.uri, "--company", "harbour", "--email",
                    "manager@harbour.example", "--json", NULL);
    g_autoptr (CtlRun) again = ctl_run_with ("FORECOURT_PASSWORD=demo", NULL, "sync", "--data-dir", office, "--email",
                                             "manager@harbour.example", "--json", NULL);
    g_autoptr (CtlRun) wrong =
      ctl_run_with ("FORECOURT_PASSWORD=wrong", NULL, "sync", "--data-dir", other, "--hub", hub.uri, "--company",
                    "harbour", "--email", "manager@harbour.example", NULL);
    g_autoptr (CtlRun) status = ctl_run ("status", "--data-dir", office, "--json", NULL);
    g_autoptr (CtlRun) sales = ctl_run ("export", "sales", "--data-dir", office, "-f", "json", NULL);
    g_autoptr (JsonNode) rows = json_from_string (sales->out, NULL);

    g_assert_cmpint (first->code, ==, 0);
    g_assert_cmpstr (json_object_get_string_member (first->json, "state"), ==, "level");
    g_assert_cmpint (again->code, ==, 0);
    g_assert_cmpint (wrong->code, ==, 1);
    g_assert_nonnull (strstr (wrong->err, "password"));
    g_assert_cmpint (ctl_int (status, "stations"), ==, 6);
    g_assert_cmpstr (json_object_get_string_member (status->json, "hub"), ==, hub.uri);
    g_assert_cmpuint (json_array_get_length (json_node_get_array (rows)), >, 1000);
    g_assert_cmpuint (json_array_get_length (json_node_get_array (rows)), ==, sales_of (&hub));
  }
  hub_stop (&hub);
  {
    g_autoptr (CtlRun) down = ctl_run_with ("FORECOURT_PASSWORD=demo", NULL, "sync", "--data-dir", office, "--email",
                                            "manager@harbour.example", NULL);
    g_autoptr (CtlRun) demo = ctl_run ("demo", office, NULL);

    g_assert_cmpint (down->code, ==, 1);
    g_assert_cmpuint (strlen (down->err), >, 20);
    g_assert_cmpint (demo->code, ==, 1);
  }
  g_free (hub.store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ctl_program = argv[1];
  hub_program = argv[2];

  g_test_add_func ("/ctl/sync/with-a-real-hub", test_round);
  return g_test_run ();
}

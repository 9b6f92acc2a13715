/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pull.h"

#include "fc-pull-job.h"
#include "fc-replica-sync.h"
#include "fc-session.h"
#include "fc-statement.h"
#include "fc-sync-engine.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define TICK_MS       20
#define SAVE_EVERY_MS 250

typedef struct
{
  FcReplica *replica;
  FcSession *session;
  gboolean signed_in;
  gint64 save_began;  /* monotonic µs, 0 none is under way */
  gint64 next_save;
  gint64 longest_save;
  guint saves;
  gint64 start;       /* monotonic µs */
  gint64 usable;      /* 0 not yet: stations and the newest sales, with their sums, are here and can be read */
  gboolean looking;
  GMainLoop *loop;
} Client;

/* A figure of /proc/self/status, in kB. */
static long
memory (const char *name)
{
  g_autofree char *text = NULL;
  const char *at;

  g_file_get_contents ("/proc/self/status", &text, NULL, NULL);
  at = strstr (text, name);
  return at != NULL ? strtol (at + strlen (name) + 1, NULL, 10) : 0;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Client *client = user_data;
  g_autoptr (GError) error = NULL;

  if (!fc_replica_run_finish (client->replica, result, &error))
    g_error ("%s", error->message);
  client->longest_save = MAX (client->longest_save, g_get_monotonic_time () - client->save_began);
  client->save_began = 0;
  client->saves++;
}

/* What a person would save while records still come in. */
static void
save (Client *client)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) product = fc_record_new (FC_PRODUCT, &id);
  g_autofree char *code = g_strdup_printf ("S%u", client->saves);

  fc_record_set_text (product, FC_PRODUCT_CODE, code);
  fc_record_set_text (product, FC_PRODUCT_NAME, code);
  client->save_began = g_get_monotonic_time ();
  client->next_save = client->save_began + SAVE_EVERY_MS * 1000;
  fc_replica_run_op_async (client->replica, fc_op_new_insert (product, g_get_real_time ()), NULL, saved_cb, client);
}

static gpointer
look_at_overview (FcDb          *db,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  gint64 sums = 0;

  fc_db_get_int (db, "SELECT count(*) FROM station JOIN sales_rollup ON station_id = station.id", &sums, error);
  return GINT_TO_POINTER (sums > 0);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Client *client = user_data;

  client->looking = FALSE;
  if (fc_replica_read_finish (FC_REPLICA (source), result, NULL) != NULL && client->usable == 0)
    client->usable = g_get_monotonic_time ();
}

static void
look (Client *client)
{
  client->looking = TRUE;
  fc_replica_read_async (client->replica, look_at_overview, NULL, NULL, NULL, NULL, looked_cb, client);
}

static gboolean
tick_cb (gpointer user_data)
{
  Client *client = user_data;
  g_autofree char *facts = fc_replica_dup_meta (client->replica, FC_META_FACTS);

  if (g_getenv ("FC_BENCH_TRACE") != NULL)
    {
      g_autofree char *text = fc_session_dup_status_text (client->session);

      g_printerr ("%.2f s: %s\n", (double) (g_get_monotonic_time () - client->start) / G_USEC_PER_SEC, text);
    }
  if (!client->signed_in)
    return G_SOURCE_CONTINUE;
  if (facts != NULL && !g_str_equal (facts, FC_FACTS_BEGIN) && client->usable == 0 && !client->looking)
    look (client);
  if (facts == NULL && client->save_began == 0)
    {
      g_main_loop_quit (client->loop);
      return G_SOURCE_REMOVE;
    }
  if (facts != NULL && client->save_began == 0 && g_get_monotonic_time () > client->next_save)
    save (client);
  return G_SOURCE_CONTINUE;
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Client *client = user_data;
  g_autoptr (GError) error = NULL;

  if (!fc_session_sign_in_finish (client->session, result, &error))
    g_error ("%s", error->message);
  client->signed_in = TRUE;
}

static gpointer
count_sales (FcDb          *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  gint64 *n = g_new0 (gint64, 1);
  g_autoptr (FcStatement) statement = fc_db_prepare (db, "SELECT count(*) FROM sale", error);

  gboolean row = FALSE;

  if (statement != NULL && fc_statement_step (statement, &row, error) && row)
    *n = fc_statement_get_int (statement, 0);
  return n;
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  gint64 *n = fc_replica_read_finish (FC_REPLICA (source), result, NULL);

  *(gint64 *) user_data = *n;
  g_free (n);
}

/**
 * pull_run_client:
 *
 * Prints: rows, seconds, growth in MB, longest save in ms, saves, seconds until there was something to work with.
 */
int
pull_run_client (const char *folder,
                 const char *uri)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GError) error = NULL;
  Client client = { .loop = g_main_loop_new (NULL, FALSE) };
  gint64 end, rows = -1;
  long before;

  g_setenv ("FORECOURT_KEYRING", "memory", TRUE);
  g_mkdir_with_parents (folder, 0700);
  client.replica = fc_replica_open_sync (file, &error);
  if (client.replica == NULL)
    g_error ("%s", error->message);
  client.session = fc_session_new (client.replica, NULL);
  fc_session_set_fact_days (client.session, 36500);
  g_file_set_contents ("/proc/self/clear_refs", "5", 1, NULL);
  before = memory ("VmRSS:");
  client.start = g_get_monotonic_time ();
  g_timeout_add (TICK_MS, tick_cb, &client);
  fc_session_sign_in_async (client.session, uri, NULL, "harbour", "admin@harbour.example", "demo", NULL, signed_in_cb, &client);
  g_main_loop_run (client.loop);
  end = g_get_monotonic_time ();
  fc_replica_read_async (client.replica, count_sales, NULL, NULL, g_free, NULL, counted_cb, &rows);
  while (rows < 0)
    g_main_context_iteration (NULL, TRUE);
  printf ("%" G_GINT64_FORMAT " %.3f %.1f %.1f %u %.3f\n", rows, (double) (end - client.start) / G_USEC_PER_SEC,
          (double) (memory ("VmHWM:") - before) / 1024, (double) client.longest_save / 1000, client.saves,
          (double) (client.usable - client.start) / G_USEC_PER_SEC);
  g_object_unref (client.session);
  fc_replica_close_sync (client.replica);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "push-load.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fc-command.h"
#include "fc-hub.h"
#include "fc-rows.h"
#include "fc-wire.h"

/*
 * push.sqlite and push.small: ops per second over HTTP into the embedded store, each with its audit line, its place in the
 * pull and its stored result; against bare prepared inserts of the same rows, one transaction (and one sync of the disk) a
 * batch. The hub is a process of its own; the rows are cash movements of shifts, an insert each.
 */
#define PASSWORD "correct horse"

typedef struct {
  const char *name;
  guint n_ops, per_batch, n_connections;
} Case;

static const Case cases[] = {
  { "push.sqlite", 60000, 500, 4 },
  { "push.small", 20000, 5, 32 },
};

typedef struct {
  char *folder;
  GPid pid;
  guint16 port;
  FcTokenReply *token;
  FcId station, shift;
} World;

static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
start_hub (World *world)
{
  const FcHubSetup setup = { .tenant_name = "Bench", .tenant_slug = "bench", .admin_email = "ada@bench.example",
                             .admin_name = "Ada", .admin_password = PASSWORD, .cheap_hashing = TRUE };
  g_autoptr (GError) error = NULL;
  const char *argv[] = { g_getenv ("FORECOURT_HUB"), "serve", "--listen", "127.0.0.1:0", "--quiet", "--metrics-port=-1",
                   "--syncs-per-minute=10000000", "--insecure-test-hashing", world->folder, NULL };
  int out;
  char line[256] = { 0 };

  if (!fc_hub_create_store (world->folder, &setup, &error)
      || !g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL,
                                    die_with_parent, NULL,
                                    &world->pid, NULL, &out, NULL, &error))
    g_error ("%s", error->message);
  if (read (out, line, sizeof line - 1) <= 0)
    g_error ("the hub does not start");
  world->port = (guint16) strtoul (strrchr (line, ':') + 1, NULL, 10);
}

static GBytes *
send_one (World *world, const char *headers, GBytes *body)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new ();
  PushLoad load = { .port = world->port, .headers = (char *) headers, .n_connections = 1, .bodies = bodies };

  g_ptr_array_add (bodies, body);
  push_load_run (&load);
  GBytes *reply = g_bytes_ref (load.replies->pdata[0]);
  g_ptr_array_unref (load.replies);
  return reply;
}

static void
sign_in (World *world)
{
  static const char json[] = "{\"tenant_slug\":\"bench\",\"email\":\"ada@bench.example\",\"password\":\"" PASSWORD "\"}";
  g_autoptr (GBytes) body = g_bytes_new_static (json, sizeof json - 1);
  g_autoptr (GBytes) reply = send_one (world, "POST " FC_WIRE_PATH_LOGIN " HTTP/1.1\r\nHost: bench\r\n", body);
  g_autoptr (GError) error = NULL;

  world->token = fc_token_reply_decode (reply, &error);
  if (world->token == NULL)
    g_error ("%s", error->message);
}

static char *
sync_headers (World *world)
{
  g_autofree char *tenant = fc_id_dup_string (&world->token->tenant_id);
  return g_strdup_printf ("POST " FC_WIRE_PATH_SYNC " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n"
                          "X-Tenant-ID: %s\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n",
                          world->token->access_token, tenant);
}

static GBytes *
request_of (World *world, GPtrArray *ops, guint first, guint n)
{
  g_autoptr (FcSyncRequest) request = fc_sync_request_new ();

  request->client_id = world->shift;
  request->timestamp = g_get_real_time ();
  request->push_only = TRUE;
  for (guint i = first; i < first + n; i++)
    {
      FcOp *op = ops->pdata[i];
      op->actor = world->token->user_id;
      op->client_id = world->shift;
      op->client_seq = i + 1;
      g_ptr_array_add (request->ops, fc_op_encode (op));
    }
  g_autoptr (GBytes) plain = fc_sync_request_encode (request);
  return fc_gzip (plain, 6);
}

static guint
count_applied (GPtrArray *replies)
{
  guint applied = 0;

  for (guint i = 0; i < replies->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FcSyncReply) reply = fc_sync_reply_decode (replies->pdata[i], &error);
      if (reply == NULL)
        g_error ("%s", error->message);
      for (guint j = 0; j < reply->results->len; j++)
        applied += ((FcWireResult *) reply->results->pdata[j])->status == FC_RESULT_APPLIED;
    }
  return applied;
}

static double
push (World *world, GPtrArray *ops, const Case *this)
{
  g_autofree char *headers = sync_headers (world);
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  PushLoad load = { .port = world->port, .headers = headers, .n_connections = this->n_connections, .bodies = bodies };

  for (guint first = 0; first < ops->len; first += this->per_batch)
    g_ptr_array_add (bodies, request_of (world, ops, first, MIN (this->per_batch, ops->len - first)));
  push_load_run (&load);
  guint applied = count_applied (load.replies);
  g_ptr_array_unref (load.replies);
  if (applied != ops->len)
    g_error ("%u of %u ops were applied", applied, ops->len);
  return ops->len / load.seconds;
}

static FcRecord *
new_movement (World *world, guint n)
{
  FcId id = fc_id_new (g_get_real_time ());
  FcRecord *row = fc_record_new (FC_CASH_MOVEMENT, &id);

  fc_record_set_ref (row, FC_CASH_MOVEMENT_SHIFT_ID, &world->shift);
  fc_record_set_ref (row, FC_CASH_MOVEMENT_STATION_ID, &world->station);
  fc_record_set_text (row, FC_CASH_MOVEMENT_MOVEMENT, "drop");
  fc_record_set_int (row, FC_CASH_MOVEMENT_AMOUNT, 5000 + n);
  fc_record_set_text (row, FC_CASH_MOVEMENT_REASON, "safe full");
  fc_record_set_int (row, FC_CASH_MOVEMENT_MOVED_AT, g_get_real_time ());
  return row;
}

static double
bare (World *world, GPtrArray *rows, guint per_batch)
{
  g_autofree char *path = g_build_filename (world->folder, "bare.sqlite", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = fc_db_open (path, FC_DB_CREATE, &error);

  if (db == NULL || !fc_rows_create_all (db, TRUE, &error))
    g_error ("%s", error->message);
  gint64 start = g_get_monotonic_time ();
  for (guint first = 0; first < rows->len; first += per_batch)
    {
      gboolean well = fc_db_begin (db, &error);
      for (guint i = first; well && i < MIN (first + per_batch, rows->len); i++)
        well = fc_rows_insert (db, &world->token->tenant_id, rows->pdata[i], &error);
      if (!well || !fc_db_commit (db, &error))
        g_error ("%s", error->message);
    }
  double seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_clear_pointer (&db, fc_db_close);
  g_unlink (path);
  return rows->len / seconds;
}

/* A station and an open shift for the movements to belong to. */
static void
make_shift (World *world)
{
  gint64 now = g_get_real_time ();
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  const Case setup = { "setup", 2, 2, 1 };

  world->station = fc_id_new (now);
  world->shift = fc_id_new (now);
  g_autoptr (FcRecord) station = fc_record_new (FC_STATION, &world->station);
  fc_record_set_text (station, FC_STATION_CODE, "B1");
  fc_record_set_text (station, FC_STATION_NAME, "Bench");
  fc_record_set_text (station, FC_STATION_TIME_ZONE, "Europe/Lisbon");
  fc_record_set_text (station, FC_STATION_CURRENCY, "EUR");
  g_ptr_array_add (ops, fc_op_new_insert (station, now));
  g_autoptr (FcRecord) shift = fc_record_new (FC_SHIFT, &world->shift);
  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, &world->station);
  fc_record_set_int (shift, FC_SHIFT_NUMBER, 1);
  fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, 20000);
  fc_record_set_int (shift, FC_SHIFT_OPENED_AT, now);
  fc_record_set_text (shift, FC_SHIFT_STATE, "open");
  g_ptr_array_add (ops, fc_op_new_insert (shift, now));
  push (world, ops, &setup);
}

static void
run_case (World *world, const Case *this)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  for (guint i = 0; i < this->n_ops; i++)
    {
      g_ptr_array_add (rows, new_movement (world, i));
      g_ptr_array_add (ops, fc_op_new_insert (rows->pdata[i], g_get_real_time ()));
    }
  double pushed = push (world, ops, this);
  double inserted = bare (world, rows, this->per_batch);
  printf ("%s\t%.0f\tops/s\t%.3f\tbare inserts of the same rows, a transaction per %u\n", this->name, pushed,
          pushed / inserted, this->per_batch);
  fflush (stdout);
}

int
main (void)
{
  World world = { 0 };
  g_autoptr (GError) error = NULL;
  const char *base = g_getenv ("FORECOURT_BENCH_DIR");

  world.folder = base ? g_strdup_printf ("%s/push-XXXXXX", base) : g_strdup ("/var/tmp/forecourt-push-XXXXXX");
  if (g_mkdtemp (world.folder) == NULL)
    g_error ("cannot make %s", world.folder);
  start_hub (&world);
  sign_in (&world);
  make_shift (&world);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    run_case (&world, &cases[i]);
  kill (world.pid, SIGTERM);
  waitpid (world.pid, NULL, 0);
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", world.folder);
  fc_token_reply_free (world.token);
  return g_spawn_command_line_sync (remove, NULL, NULL, NULL, &error) ? 0 : 1;
}

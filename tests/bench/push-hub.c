/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "push-hub.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fc-hub-admin.h"
#include "fc-hub-certificate.h"

static PushHub *running; /* (nullable) */

static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* What ends the benchmark leaves no hub and no folder behind. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  GLogWriterOutput written = g_log_writer_default (level, fields, n_fields, data);

  if ((level & G_LOG_LEVEL_ERROR) != 0 && running)
    {
      push_hub_stop (running);
      _exit (1);
    }
  return written;
}

static void
watch_log (void)
{
  static gboolean watched;

  if (!watched)
    g_log_set_writer_func (write_log, NULL, NULL); /* once in a process */
  watched = TRUE;
}

void
push_hub_start (PushHub *self, const char *store, gboolean tls)
{
  const FcHubSetup setup = { .tenant_name = "Bench", .tenant_slug = "bench", .admin_email = "ada@bench.example",
                             .admin_name = "Ada", .admin_password = PUSH_PASSWORD, .store = store, .cheap_hashing = TRUE };
  g_autoptr (GError) error = NULL;
  const char *base = g_getenv ("FORECOURT_BENCH_DIR");
  int out;
  char line[256] = { 0 };

  self->folder = base ? g_strdup_printf ("%s/push-XXXXXX", base) : g_strdup ("/var/tmp/forecourt-push-XXXXXX");
  if (g_mkdtemp (self->folder) == NULL)
    g_error ("cannot make %s", self->folder);
  const char *argv[] = { g_getenv ("FORECOURT_HUB"), "serve", "--listen", "127.0.0.1:0", "--quiet", "--metrics-port=-1",
                         "--syncs-per-minute=10000000", "--requests-per-minute=10000", "--connections-per-address=5000",
                         "--insecure-test-hashing", self->folder, tls ? "--tls" : NULL, NULL };
  const char *const names[] = { "127.0.0.1", NULL };
  self->tls = tls;
  watch_log ();
  if (!fc_hub_create_store (self->folder, &setup, &error) ||
      (tls && !fc_hub_make_certificates (self->folder, names, &error)) ||
      !g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL,
                                 die_with_parent, NULL, &self->pid, NULL, &out, NULL, &error))
    g_error ("%s", error->message);
  running = self;
  if (read (out, line, sizeof line - 1) <= 0)
    g_error ("the hub does not start");
  self->port = (guint16) strtoul (strrchr (line, ':') + 1, NULL, 10);
}

void
push_hub_stop (PushHub *self)
{
  running = NULL;
  kill (self->pid, SIGTERM);
  waitpid (self->pid, NULL, 0);
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", self->folder);
  g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL);
  g_free (self->folder);
}

void
push_hub_add (PushHub *self, const char *slug)
{
  g_autofree char *json = g_strdup_printf ("{\"do\":\"tenant.add\",\"slug\":\"%s\",\"name\":\"%s\",\"email\":"
                                           "\"ada@%s.example\",\"password\":\"" PUSH_PASSWORD "\",\"cheap\":true}",
                                           slug, slug, slug);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) request = json_from_string (json, NULL);
  gboolean serving;
  g_autoptr (JsonObject) reply = fc_hub_admin_ask (self->folder, json_node_get_object (request), &serving, &error);

  if (reply == NULL)
    g_error ("%s", error ? error->message : "the hub does not answer");
}

static GBytes *
send_one (PushHub *hub, const char *headers, GBytes *body)
{
  RawLine line;

  raw_line_open (&line, hub->port, hub->tls);
  GBytes *reply = raw_line_post (&line, headers, body);
  raw_line_close (&line);
  return reply;
}

void
push_office_sign_in (PushOffice *self, PushHub *hub, const char *slug, RawLine *line)
{
  g_autofree char *json = g_strdup_printf ("{\"tenant_slug\":\"%s\",\"email\":\"ada@%s.example\",\"password\":\""
                                           PUSH_PASSWORD "\"}", slug, slug);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  const char *headers = "POST " FC_WIRE_PATH_LOGIN " HTTP/1.1\r\nHost: bench\r\n";
  g_autoptr (GBytes) reply = line ? raw_line_post (line, headers, body) : send_one (hub, headers, body);
  g_autoptr (GError) error = NULL;

  *self = (PushOffice){ .hub = hub };
  self->token = fc_token_reply_decode (reply, &error);
  if (self->token == NULL)
    g_error ("%s", error->message);
  g_autofree char *tenant = fc_id_dup_string (&self->token->tenant_id);
  self->headers = g_strdup_printf ("POST " FC_WIRE_PATH_SYNC " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n"
                                   "X-Tenant-ID: %s\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n",
                                   self->token->access_token, tenant);
}

GBytes *
push_office_body (PushOffice *self, GPtrArray *ops, guint first, guint n)
{
  g_autoptr (FcSyncRequest) request = fc_sync_request_new ();

  request->client_id = self->shift;
  request->timestamp = g_get_real_time ();
  request->push_only = TRUE;
  for (guint i = first; i < first + n; i++)
    {
      FcOp *op = ops->pdata[i];
      op->actor = self->token->user_id;
      op->client_id = self->shift;
      op->client_seq = i + 1;
      g_ptr_array_add (request->ops, fc_op_encode (op));
    }
  g_autoptr (GBytes) plain = fc_sync_request_encode (request);
  return fc_gzip (plain, 6);
}

guint
push_count_applied (GPtrArray *replies)
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

FcRecord *
push_office_row (PushOffice *self, guint n)
{
  FcId id = fc_id_new (g_get_real_time ());
  FcRecord *row = fc_record_new (FC_CASH_MOVEMENT, &id);

  fc_record_set_ref (row, FC_CASH_MOVEMENT_SHIFT_ID, &self->shift);
  fc_record_set_ref (row, FC_CASH_MOVEMENT_STATION_ID, &self->station);
  fc_record_set_text (row, FC_CASH_MOVEMENT_MOVEMENT, "drop");
  fc_record_set_int (row, FC_CASH_MOVEMENT_AMOUNT, 5000 + n);
  fc_record_set_text (row, FC_CASH_MOVEMENT_REASON, "safe full");
  fc_record_set_int (row, FC_CASH_MOVEMENT_MOVED_AT, g_get_real_time ());
  return row;
}

/* A station and an open shift for the movements to belong to. */
static void
make_shift (PushOffice *self)
{
  gint64 now = g_get_real_time ();
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  self->station = fc_id_new (now);
  self->shift = fc_id_new (now);
  g_autoptr (FcRecord) station = fc_record_new (FC_STATION, &self->station);
  fc_record_set_text (station, FC_STATION_CODE, "B1");
  fc_record_set_text (station, FC_STATION_NAME, "Bench");
  fc_record_set_text (station, FC_STATION_TIME_ZONE, "Europe/Lisbon");
  fc_record_set_text (station, FC_STATION_CURRENCY, "EUR");
  g_ptr_array_add (ops, fc_op_new_insert (station, now));
  g_autoptr (FcRecord) shift = fc_record_new (FC_SHIFT, &self->shift);
  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, &self->station);
  fc_record_set_int (shift, FC_SHIFT_NUMBER, 1);
  fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, 20000);
  fc_record_set_int (shift, FC_SHIFT_OPENED_AT, now);
  fc_record_set_text (shift, FC_SHIFT_STATE, "open");
  g_ptr_array_add (ops, fc_op_new_insert (shift, now));
  g_autoptr (GBytes) body = push_office_body (self, ops, 0, ops->len);
  g_autoptr (GBytes) reply = send_one (self->hub, self->headers, body);
  g_autoptr (GPtrArray) replies = g_ptr_array_new ();
  g_ptr_array_add (replies, reply);
  if (push_count_applied (replies) != ops->len)
    g_error ("the shift cannot be opened");
}

void
push_office_init (PushOffice *self, PushHub *hub, const char *slug)
{
  push_office_sign_in (self, hub, slug, NULL);
  make_shift (self);
}

void
push_office_clear (PushOffice *self)
{
  fc_token_reply_free (self->token);
  g_free (self->headers);
}

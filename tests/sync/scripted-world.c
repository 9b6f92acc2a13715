/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scripted-world.h"

static const char *const timer_names[] = { "retry", "stream", "interval" };

static void
note (gpointer    data,
      const char *format,
      ...)
{
  ScriptedWorld *self = data;
  va_list args;

  if (self->log->len > 0)
    g_string_append (self->log, ", ");
  va_start (args, format);
  g_string_append_vprintf (self->log, format, args);
  va_end (args);
}

static gint64
wall_clock (gpointer data)
{
  return ((ScriptedWorld *) data)->now;
}

static double
random_fraction (gpointer data)
{
  return ((ScriptedWorld *) data)->random;
}

static void
set_timer (gpointer    data,
           FcSyncTimer timer,
           gint64      delay)
{
  ScriptedWorld *self = data;

  self->timers[timer] = delay;
  if (delay >= 0 && timer != FC_TIMER_INTERVAL)
    note (data, "%s in %d ms", timer_names[timer], (int) (delay / 1000));
}

static guint
pending (gpointer data)
{
  return ((ScriptedWorld *) data)->pending;
}

static void
position (gpointer        data,
          FcSyncPosition *out)
{
  ScriptedWorld *self = data;

  out->epoch = self->epoch;
  out->cursor = fc_cursor_copy (self->cursor);
  out->facts = g_strdup (self->facts);
}

static void
load_ops (gpointer data,
          guint    max_ops,
          gsize    max_bytes)
{
  note (data, "load %u", max_ops);
}

static void
exchange (gpointer       data,
          FcSyncRequest *request)
{
  ScriptedWorld *self = data;

  g_clear_pointer (&self->request, fc_sync_request_free);
  self->request = request;
  note (data, "exchange %u from %d", request->ops->len, (int) fc_cursor_get (request->cursor, "tenant"));
}

static void
record (gpointer   data,
        GPtrArray *results)
{
  note (data, "record %u", results->len);
}

static void
take_page (gpointer     data,
           FcSyncReply *reply)
{
  note (data, reply->more ? "stage" : "apply");
  if (!reply->more)
    {
      ScriptedWorld *self = data;

      fc_cursor_free (self->cursor);
      self->cursor = fc_cursor_copy (reply->cursor);
    }
  fc_sync_reply_free (reply);
}

static void
unstage (gpointer data)
{
  note (data, "unstage");
}

static void
stream (gpointer       data,
        FcPullRequest *request)
{
  ScriptedWorld *self = data;

  g_clear_pointer (&self->pull, fc_pull_request_free);
  self->pull = request;
  note (data, "stream from %s", request->resume != NULL ? request->resume : "nothing");
}

static void
stop_stream (gpointer data)
{
  note (data, "stop stream");
}

static void
watch_head (gpointer data,
            gint64   epoch,
            gint64   since)
{
  note (data, "watch %d", (int) since);
}

static void
stop_watch (gpointer data)
{
  note (data, "stop watch");
}

static void
refresh (gpointer data)
{
  note (data, "refresh");
}

static void
forget_credentials (gpointer data)
{
  note (data, "forget credentials");
}

static void
new_client (gpointer data)
{
  note (data, "new client");
}

static void
new_epoch (gpointer data,
           gint64   epoch)
{
  note (data, "new epoch %d", (int) epoch);
}

static void
restart_pull (gpointer data)
{
  note (data, "restart pull");
}

static void
changed (gpointer data)
{
}

static const FcSyncWorld scripted = {
  .wall_clock = wall_clock,
  .random = random_fraction,
  .set_timer = set_timer,
  .pending = pending,
  .position = position,
  .load_ops = load_ops,
  .exchange = exchange,
  .record = record,
  .take_page = take_page,
  .unstage = unstage,
  .stream = stream,
  .stop_stream = stop_stream,
  .watch_head = watch_head,
  .stop_watch = stop_watch,
  .refresh = refresh,
  .forget_credentials = forget_credentials,
  .new_epoch = new_epoch,
  .new_client = new_client,
  .restart_pull = restart_pull,
  .changed = changed,
};

/* A replica that has never pulled; the engine is bound and signed out. */
ScriptedWorld *
scripted_world_new (void)
{
  ScriptedWorld *self = g_new0 (ScriptedWorld, 1);

  self->log = g_string_new (NULL);
  self->cursor = fc_cursor_new ();
  self->random = 0.5;
  self->now = 1000;
  for (int i = 0; i < FC_N_TIMERS; i++)
    self->timers[i] = -1;
  self->engine = fc_sync_engine_new (&scripted, self);
  fc_sync_engine_set_bound (self->engine, TRUE);
  return self;
}

/* Pulled up to 10, signed in, level, watching the head. */
ScriptedWorld *
scripted_world_new_level (void)
{
  ScriptedWorld *self = scripted_world_new ();

  self->epoch = 7;
  fc_cursor_set (self->cursor, "tenant", 5);
  fc_sync_engine_set_signed_in (self->engine, TRUE);
  assert_asked (self, "unstage");
  fc_sync_engine_unstaged (self->engine, NULL);
  assert_asked (self, "exchange 0 from 5");
  fc_sync_engine_exchanged (self->engine, reply_for (self, NULL, 10), NULL);
  assert_asked (self, "apply");
  fc_sync_engine_page_taken (self->engine, NULL);
  assert_asked (self, "watch 10");
  g_assert_cmpint (fc_sync_engine_get_state (self->engine), ==, FC_SYNC_LEVEL);
  return self;
}

void
scripted_world_free (ScriptedWorld *self)
{
  fc_sync_engine_free (self->engine);
  g_string_free (self->log, TRUE);
  fc_cursor_free (self->cursor);
  g_clear_pointer (&self->request, fc_sync_request_free);
  g_clear_pointer (&self->pull, fc_pull_request_free);
  g_free (self->facts);
  g_free (self);
}

/* Compares with what was asked since the last time. */
void
assert_asked (ScriptedWorld *self,
              const char    *expected)
{
  g_assert_cmpstr (self->log->str, ==, expected);
  g_string_truncate (self->log, 0);
}

GPtrArray *
some_ops (guint    n,
          gboolean one_transaction)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_send_op_free);
  FcId txn_id = fc_id_new (1);

  for (guint i = 0; i < n; i++)
    {
      FcSendOp *op = g_new0 (FcSendOp, 1);

      op->op_id = fc_id_new (i);
      op->txn_id = one_transaction ? txn_id : op->op_id;
      op->bytes = g_bytes_new_static ("{}", 2);
      g_ptr_array_add (ops, op);
    }
  return ops;
}

/* The hub has applied @ops (nullable) and the client is at @head. */
FcSyncReply *
reply_for (ScriptedWorld *self,
           GPtrArray     *ops,
           gint64         head)
{
  FcSyncReply *reply = fc_sync_reply_new ();

  reply->epoch = self->epoch;
  reply->head = head;
  fc_cursor_set (reply->cursor, "tenant", head);
  for (guint i = 0; ops != NULL && i < ops->len; i++)
    g_ptr_array_add (reply->results, fc_wire_result_new (&((FcSendOp *) ops->pdata[i])->op_id, FC_RESULT_APPLIED, head, NULL,
                                                         NULL));
  return reply;
}

void
fail_with_status (ScriptedWorld *self,
                  int            status,
                  const char    *code)
{
  g_autoptr (FcSyncFailure) failure = fc_sync_failure_new_status (status, code, NULL, 0);

  fc_sync_engine_exchanged (self->engine, NULL, failure);
}

void
fail_network (ScriptedWorld *self)
{
  g_autoptr (FcSyncFailure) failure = fc_sync_failure_new (FC_FAILURE_NETWORK, "The server cannot be reached.");

  fc_sync_engine_exchanged (self->engine, NULL, failure);
}

void
assert_state (ScriptedWorld *self,
              FcSyncState    state,
              const char    *text)
{
  g_autofree char *said = fc_sync_engine_dup_text (self->engine);

  g_assert_cmpstr (said, ==, text);
  g_assert_cmpint (fc_sync_engine_get_state (self->engine), ==, state);
}

GPtrArray *
save_some (ScriptedWorld *self,
           guint          n,
           gboolean       one_transaction)
{
  GPtrArray *ops = some_ops (n, one_transaction);

  self->pending += n;
  fc_sync_engine_replica_changed (self->engine);
  assert_asked (self, "load 500");
  fc_sync_engine_ops_loaded (self->engine, ops, NULL);
  return ops;
}

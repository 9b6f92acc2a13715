/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-gauge-private.h"

#include "fc-error.h"

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>

#define GRACE_MS 500 /* after a damaged answer: a good one may follow it */
#define BLOCK 4096

/* One command under way. */
typedef struct {
  FcGaugeSource *source;
  FcTlsFunction function;
  GBytes *request;
  GCancellable *inner;   /* of all that is under way: by the caller's, or by the clock */
  GCancellable *outer;   /* (nullable): the caller's */
  gulong outer_id;
  GSource *clock;
  gboolean late;
  int fd;                /* serial; -1: none */
  GSocketConnection *connection;
  GInputStream *input;
  GOutputStream *output;
  FcTlsReader *reader;
  GError *damage;        /* (nullable): what was wrong with the last answer */
} Ask;

static const char ask_tag;

static void read_on (GTask *task);

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  if (ask->clock != NULL)
    g_source_destroy (ask->clock);
  g_clear_pointer (&ask->clock, g_source_unref);
  g_cancellable_disconnect (ask->outer, ask->outer_id);
  g_clear_object (&ask->outer);
  g_clear_object (&ask->inner);
  if (ask->connection == NULL)
    {
      g_clear_object (&ask->input);
      g_clear_object (&ask->output);
    }
  g_clear_object (&ask->connection);
  if (ask->fd >= 0)
    fc_gauge_serial_close (ask->fd);
  g_clear_error (&ask->damage);
  g_clear_pointer (&ask->request, g_bytes_unref);
  fc_tls_reader_free (ask->reader);
  fc_gauge_source_free (ask->source);
  g_free (ask);
}

/* Ends with the sentence that helps: cancelled by the caller, damaged, silent, or what the system says. */
static void
fail (GTask  *task,
      GError *error) /* (transfer full) */
{
  g_autoptr (GTask) owned = task;
  Ask *ask = g_task_get_task_data (task);
  g_autofree char *name = fc_gauge_source_name (ask->source);

  if (g_cancellable_is_cancelled (ask->outer))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped"));
  else if (ask->damage != NULL)
    g_task_return_error (task, g_steal_pointer (&ask->damage));
  else if (ask->late)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                             _ ("The gauge at %s gave no answer within %u seconds"), name,
                             MAX (ask->source->timeout_ms / 1000, 1));
  else if (error == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                             _ ("The gauge at %s closed the connection before its answer was whole"), name);
  else if (error->domain == FC_ERROR || (ask->source->way == FC_GAUGE_BY_SERIAL && ask->fd < 0))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, error->domain, error->code, _ ("The gauge at %s cannot be reached: %s"), name,
                             error->message);
  g_clear_error (&error);
}

static gboolean
clock_ran_out_cb (gpointer data)
{
  Ask *ask = g_task_get_task_data (data);

  ask->late = TRUE;
  g_cancellable_cancel (ask->inner);
  return G_SOURCE_REMOVE;
}

static void
set_clock (GTask *task,
           guint  ms)
{
  Ask *ask = g_task_get_task_data (task);

  if (ask->clock != NULL)
    g_source_destroy (ask->clock);
  g_clear_pointer (&ask->clock, g_source_unref);
  ask->clock = g_timeout_source_new (ms);
  g_source_set_callback (ask->clock, clock_ran_out_cb, task, NULL);
  g_source_attach (ask->clock, g_task_get_context (task));
}

static void
outer_cancelled_cb (GCancellable *outer,
                    gpointer      inner)
{
  g_cancellable_cancel (inner);
}

/* Looks at the answers that are whole. %TRUE: the task has ended. */
static gboolean
look_at_answers (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);
  GBytes *frame;

  while ((frame = fc_tls_reader_next (ask->reader)) != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FcTlsReply) reply = fc_tls_parse (frame, &ask->source->units, &error);

      g_bytes_unref (frame);
      if (reply != NULL && reply->function != ask->function)
        continue; /* late, of a command before */
      if (reply != NULL)
        {
          g_task_return_pointer (task, g_steal_pointer (&reply), (GDestroyNotify) fc_tls_reply_free);
          g_object_unref (task);
          return TRUE;
        }
      if (g_error_matches (error, FC_ERROR, FC_ERROR_DENIED))
        {
          fail (task, g_steal_pointer (&error));
          return TRUE;
        }
      g_clear_error (&ask->damage);
      ask->damage = g_steal_pointer (&error);
      set_clock (task, MIN (GRACE_MS, ask->source->timeout_ms));
    }
  return FALSE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GTask *task = data;
  Ask *ask = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize length = bytes != NULL ? g_bytes_get_size (bytes) : 0;

  if (length == 0)
    {
      fail (task, error);
      return;
    }
  fc_tls_reader_push (ask->reader, g_bytes_get_data (bytes, NULL), length);
  if (!look_at_answers (task))
    read_on (task);
}

static void
read_on (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (ask->input, BLOCK, G_PRIORITY_DEFAULT, ask->inner, read_cb, task);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    read_on (data);
  else
    fail (data, error);
}

static void
send_command (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);
  gsize length;
  gconstpointer command = g_bytes_get_data (ask->request, &length);

  g_output_stream_write_all_async (ask->output, command, length, G_PRIORITY_DEFAULT, ask->inner, written_cb, task);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Ask *ask = g_task_get_task_data (data);
  GError *error = NULL;

  ask->connection = g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (source), result, &error);
  if (ask->connection == NULL)
    {
      fail (data, error);
      return;
    }
  ask->input = g_io_stream_get_input_stream (G_IO_STREAM (ask->connection));
  ask->output = g_io_stream_get_output_stream (G_IO_STREAM (ask->connection));
  send_command (data);
}

static void
connect_tcp (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_to_host_async (client, ask->source->address, (guint16) ask->source->port, ask->inner, connected_cb,
                                         task);
}

static void
open_serial (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);
  GError *error = NULL;

  ask->fd = fc_gauge_serial_open (ask->source, &error);
  if (ask->fd < 0)
    {
      fail (task, error);
      return;
    }
  ask->input = g_unix_input_stream_new (ask->fd, FALSE);
  ask->output = g_unix_output_stream_new (ask->fd, FALSE);
  send_command (task);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Ask *ask = g_task_get_task_data (data);
  g_autoptr (GBytes) bytes = NULL;
  FcTlsReply *reply = NULL;
  GError *error = NULL;

  bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  if (bytes != NULL)
    reply = fc_tls_parse_capture (bytes, ask->function, &ask->source->units, &error);
  if (reply == NULL)
    {
      fail (data, error);
      return;
    }
  g_task_return_pointer (data, reply, (GDestroyNotify) fc_tls_reply_free);
  g_object_unref (data);
}

static void
load_file (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (ask->source->address);

  g_file_load_bytes_async (file, ask->inner, loaded_cb, task);
}

/**
 * fc_gauge_ask_async:
 * @tank: the gauge's number, or FC_TLS_ALL_TANKS
 *
 * Connects, sends the command, waits for its answer (or, of a file, looks for it) and hangs up. Bytes that are no answer are
 * passed over.
 */
void
fc_gauge_ask_async (const FcGaugeSource *source,
                    FcTlsFunction        function,
                    guint                tank,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Ask *ask = g_new0 (Ask, 1);

  g_task_set_source_tag (task, (gpointer) &ask_tag);
  g_task_set_check_cancellable (task, FALSE);
  ask->source = fc_gauge_source_copy (source);
  ask->function = function;
  ask->request = fc_tls_request (function, tank, source->security);
  ask->reader = fc_tls_reader_new ();
  ask->inner = g_cancellable_new ();
  ask->fd = -1;
  g_task_set_task_data (task, ask, ask_free);
  if (cancellable != NULL)
    {
      ask->outer = g_object_ref (cancellable);
      ask->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb), g_object_ref (ask->inner),
                                             g_object_unref);
    }
  set_clock (task, source->timeout_ms);
  if (source->way == FC_GAUGE_BY_TCP)
    connect_tcp (task);
  else if (source->way == FC_GAUGE_BY_SERIAL)
    open_serial (task);
  else
    load_file (task);
}

/**
 * fc_gauge_ask_finish:
 * @error: FC_ERROR_DENIED where the gauge refused, FC_ERROR_PARSE for a damaged answer, FC_ERROR_NOT_FOUND for a file without
 *   one, G_IO_ERROR_TIMED_OUT for silence, others of G_IO_ERROR where it cannot be reached
 *
 * Returns: (transfer full) (nullable)
 */
FcTlsReply *
fc_gauge_ask_finish (GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, (gpointer) &ask_tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-traccar-ask.h"

#include "fc-error.h"
#include "fc-traccar.h"

#include <glib/gi18n-lib.h>

#define BLOCK 65536

typedef struct {
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
} Ask;

static void read_more (GTask *task);

static void
ask_free (gpointer data)
{
  Ask *self = data;

  g_object_unref (self->message);
  g_clear_object (&self->stream);
  g_byte_array_unref (self->body);
  g_free (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Ask *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) block = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (block == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_bytes_get_size (block) == 0)
    {
      g_task_return_pointer (task, g_byte_array_free_to_bytes (g_steal_pointer (&self->body)),
                             (GDestroyNotify) g_bytes_unref);
      self->body = g_byte_array_new ();
      return;
    }
  if (self->body->len + g_bytes_get_size (block) > FC_TRACCAR_MOST_BYTES)
    {
      g_task_return_new_error (task, FC_ERROR, FC_ERROR_PARSE,
                               _ ("The answer of the Traccar server is larger than %d MB. Ask for less at a time"),
                               FC_TRACCAR_MOST_BYTES / (1024 * 1024));
      return;
    }
  g_byte_array_append (self->body, g_bytes_get_data (block, NULL), (guint) g_bytes_get_size (block));
  read_more (task);
}

static void
read_more (GTask *task)
{
  Ask *self = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (self->stream, BLOCK, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), read_cb,
                                   g_object_ref (task));
}

static void
refuse (GTask *task,
        guint  status)
{
  if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_DENIED,
                             _ ("The Traccar server refuses the token. Make a new one there and enter it"));
  else if (SOUP_STATUS_IS_REDIRECTION (status))
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_INVALID,
                             _ ("The Traccar server sends us to another address. Enter that one instead"));
  else
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_INVALID,
                             _ ("The Traccar server answers with error %u. It is asked again later"), status);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Ask *self = g_task_get_task_data (task);
  GError *error = NULL;
  guint status;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  status = soup_message_get_status (self->message);
  if (self->stream == NULL)
    g_task_return_error (task, error);
  else if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    refuse (task, status);
  else
    read_more (task);
}

/**
 * fc_traccar_ask_async:
 *
 * Follows no redirection: the token is for the server that was named, and for no other.
 */
void
fc_traccar_ask_async (SoupSession         *session,
                      SoupMessage         *message,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Ask *self = g_new0 (Ask, 1);

  self->message = g_object_ref (message);
  self->body = g_byte_array_new ();
  g_task_set_task_data (task, self, ask_free);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, cancellable, sent_cb, g_object_ref (task));
}

/**
 * fc_traccar_ask_finish:
 * @error: FC_ERROR_DENIED where the token is not good; otherwise what to do about it, or why the server cannot be reached
 *
 * Returns: (transfer full) (nullable): the body
 */
GBytes *
fc_traccar_ask_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "fc-hub-admin.h"
#include "fc-hub-log.h"
#include "fc-hub-private.h"

/*
 * A Unix socket in the store's folder, for the owner only: one line of JSON in, one line out. While it answers, the folder
 * belongs to the process behind it.
 */
#define SOCKET_NAME "admin.sock"
#define MOST_LINE   (1024 * 1024)

struct _FcHubAdminSocket {
  FcHub *hub; /* (unowned) */
  GSocketService *service;
  char *path;
};

typedef struct {
  FcHub *hub;
  JsonObject *request;
  JsonObject *reply;
} AdminJob;

/* A path may be longer than a socket's address: go through the folder's descriptor. */
static GSocketAddress *
socket_address (const char *folder,
                int        *descriptor)
{
  g_autofree char *path = NULL;

  *descriptor = open (folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
  path = g_strdup_printf ("/proc/self/fd/%d/" SOCKET_NAME, *descriptor);
  return g_unix_socket_address_new (path);
}

static gboolean
admin_job (FcHubStore  *store,
           gpointer     data,
           GError     **error)
{
  AdminJob *job = data;

  job->reply = fc_hub_admin_run (store, job->request, error);
  return job->reply != NULL;
}

/**
 * fc_hub_admin:
 *
 * Returns: (transfer full) (nullable)
 */
JsonObject *
fc_hub_admin (FcHub       *self,
              JsonObject  *request,
              GError     **error)
{
  AdminJob job = { self, request, NULL };

  if (!fc_hub_writer_run (self->writer, admin_job, &job, fc_hub_admin_is_alone (request), error))
    {
      g_clear_pointer (&job.reply, json_object_unref);
      return NULL;
    }
  fc_hub_auth_changed (self);
  return job.reply;
}

static char *
answer (FcHub      *hub,
        const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = fc_wire_parse_json (line, -1, &error);
  g_autoptr (JsonObject) reply = NULL;

  if (node && JSON_NODE_HOLDS_OBJECT (node))
    reply = fc_hub_admin (hub, json_node_get_object (node), &error);
  if (reply == NULL)
    {
      reply = json_object_new ();
      json_object_set_string_member (reply, "error", error ? error->message : "That was not a request.");
    }
  g_autoptr (JsonNode) out = json_node_init_object (json_node_alloc (), reply);
  g_autofree char *text = json_to_string (out, FALSE);
  return g_strconcat (text, "\n", NULL);
}

/* On a thread of the service's own pool, so that a long backup holds up nothing. */
static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        gpointer                data)
{
  FcHubAdminSocket *self = data;
  g_autoptr (GDataInputStream) in = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_autoptr (GError) error = NULL;

  g_socket_set_timeout (g_socket_connection_get_socket (connection), 30);
  g_buffered_input_stream_set_buffer_size (G_BUFFERED_INPUT_STREAM (in), MOST_LINE);
  g_autofree char *line = g_data_input_stream_read_line_utf8 (in, NULL, NULL, &error);
  if (line == NULL)
    return TRUE;
  g_autofree char *text = answer (self->hub, line);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text), NULL, NULL,
                             NULL);
  return TRUE;
}

/**
 * fc_hub_admin_socket_new:
 *
 * Returns: (transfer full) (nullable): %NULL where another process serves this store
 */
FcHubAdminSocket *
fc_hub_admin_socket_new (FcHub   *hub,
                         GError **error)
{
  g_autofree char *path = g_build_filename (hub->folder, SOCKET_NAME, NULL);
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
  int descriptor;

  g_unlink (path); /* whoever holds the folder's lock may */
  g_autoptr (GSocketAddress) address = socket_address (hub->folder, &descriptor);
  mode_t mask = umask (0177);
  gboolean bound = g_socket_listener_add_address (G_SOCKET_LISTENER (service), address, G_SOCKET_TYPE_STREAM,
                                                  G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, error);
  umask (mask);
  close (descriptor);
  if (!bound)
    {
      g_prefix_error (error, "Cannot open the admin socket in %s: ", hub->folder);
      return NULL;
    }
  FcHubAdminSocket *self = g_new0 (FcHubAdminSocket, 1);
  self->hub = hub;
  self->path = g_steal_pointer (&path);
  self->service = g_steal_pointer (&service);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  return self;
}

void
fc_hub_admin_socket_free (FcHubAdminSocket *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_unlink (self->path);
  g_object_unref (self->service);
  g_free (self->path);
  g_free (self);
}

static JsonObject *
read_answer (GSocketConnection  *connection,
             GError            **error)
{
  g_autoptr (GDataInputStream) in = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_autofree char *line = g_data_input_stream_read_line_utf8 (in, NULL, NULL, error);
  g_autoptr (JsonNode) node = line ? fc_wire_parse_json (line, -1, error) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      if (error && *error == NULL)
        g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_FAILED, "The hub gave no answer.");
      return NULL;
    }
  JsonObject *reply = json_node_get_object (node);
  if (!json_object_has_member (reply, "error"))
    return json_object_ref (reply);
  g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_FAILED, json_object_get_string_member (reply, "error"));
  return NULL;
}

/**
 * fc_hub_admin_ask:
 * @serving: (out): whether somebody serves the store in @folder; where not, the store may be opened here
 *
 * Asks the process that serves @folder.
 *
 * Returns: (transfer full) (nullable)
 */
JsonObject *
fc_hub_admin_ask (const char  *folder,
                  JsonObject  *request,
                  gboolean    *serving,
                  GError     **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), request);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  int descriptor;
  g_autoptr (GSocketAddress) address = socket_address (folder, &descriptor);
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);

  close (descriptor);
  *serving = connection != NULL;
  if (connection == NULL || !g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), line,
                                                        strlen (line), NULL, NULL, error))
    return NULL;
  return read_answer (connection, error);
}

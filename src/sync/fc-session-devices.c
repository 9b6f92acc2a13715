/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session-private.h"

#include <glib/gi18n-lib.h>

/* Where people are signed in, as the hub knows it. */

void
fc_device_free (FcDevice *self)
{
  g_free (self->user_name);
  g_free (self->name);
  g_free (self->app_version);
  g_free (self->address);
  g_free (self);
}

static JsonNode *
value_of (JsonObject *object,
          const char *name,
          GType       type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_value_type (node) == type ? node : NULL;
}

static char *
dup_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = value_of (object, name, G_TYPE_STRING);

  return node != NULL ? g_strdup (json_node_get_string (node)) : NULL;
}

static gint64
number (JsonObject *object,
        const char *name)
{
  JsonNode *node = value_of (object, name, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : 0;
}

static gboolean
is_true (JsonObject *object,
         const char *name)
{
  JsonNode *node = value_of (object, name, G_TYPE_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}

static gboolean
take_id (JsonObject *object,
         const char *name,
         FcId       *id)
{
  JsonNode *node = value_of (object, name, G_TYPE_STRING);

  return node != NULL && fc_id_from_string (json_node_get_string (node), id);
}

/* Returns: (nullable): NULL where it is none */
static FcDevice *
read_device (JsonNode *node)
{
  g_autoptr (FcDevice) device = g_new0 (FcDevice, 1);
  JsonObject *object, *info;
  JsonNode *about;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  about = json_object_get_member (object, "device_info");
  info = about != NULL && JSON_NODE_HOLDS_OBJECT (about) ? json_node_get_object (about) : NULL;
  if (!take_id (object, "id", &device->id) || !take_id (object, "user_id", &device->user_id))
    return NULL;
  if (!take_id (object, "client_id", &device->client_id))
    device->client_id = (FcId){ { 0 } };
  device->user_name = dup_text (object, "user_name");
  device->name = dup_text (info, "name");
  device->app_version = dup_text (info, "app_version");
  device->address = dup_text (object, "address");
  device->created_at = number (object, "created_at");
  device->used_at = number (object, "used_at");
  device->wipe_at = number (object, "wipe_at");
  device->wiped_at = number (object, "wiped_at");
  device->current = is_true (object, "current");
  device->shut_out = is_true (object, "shut_out");
  return g_steal_pointer (&device);
}

static JsonArray *
list_of (JsonNode *root)
{
  JsonNode *list = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                     ? json_object_get_member (json_node_get_object (root), "sessions")
                     : NULL;

  return list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;
}

void
fc_session_list_devices_async (FcSession          *self,
                               gboolean            all,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  fc_session_send_async (self, "GET", all ? FC_WIRE_PATH_SESSIONS "?all=1" : FC_WIRE_PATH_SESSIONS, NULL, cancellable,
                         callback, user_data);
}

/**
 * fc_session_list_devices_finish:
 *
 * Returns: (transfer full) (element-type FcDevice): the one that was seen last first
 */
GPtrArray *
fc_session_list_devices_finish (FcSession    *self,
                                GAsyncResult *result,
                                GError      **error)
{
  g_autoptr (GBytes) body = fc_session_request_finish (self, result, error);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_device_free);
  JsonArray *list;

  if (body == NULL)
    return NULL;
  root = fc_wire_parse_json (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), NULL);
  list = list_of (root);
  if (list == NULL)
    {
      g_set_error_literal (error, FC_SYNC_ERROR, FC_SYNC_ERROR_PROTOCOL, _ ("The server’s answer cannot be read."));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      FcDevice *device = read_device (json_array_get_element (list, i));

      if (device != NULL)
        g_ptr_array_add (devices, device);
      if (device != NULL)
        device->here = device->current || fc_id_equal (&device->client_id, &self->position.client_id);
    }
  return g_steal_pointer (&devices);
}

/**
 * fc_session_end_device_async:
 * @id: of the sign-in
 * @wipe: it may send what waits there, then its copy is cleared; else it just ends
 */
void
fc_session_end_device_async (FcSession          *self,
                             const FcId         *id,
                             gboolean            wipe,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = fc_id_dup_string (id);

  json_object_set_string_member (object, "session_id", text);
  json_object_set_boolean_member (object, "wipe", wipe);
  fc_session_request_async (self, "POST", FC_WIRE_PATH_REVOKE, object, NULL, callback, user_data);
}

gboolean
fc_session_end_device_finish (FcSession    *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_autoptr (GBytes) body = fc_session_request_finish (self, result, error);

  return body != NULL;
}

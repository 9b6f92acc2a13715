/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-wire-json-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const status_names[] = { "applied", "merged", "conflict", "rejected", "blocked" };

gboolean
wire_fail (GError    **error,
           const char *what)
{
  g_set_error (error, FC_WIRE_ERROR, FC_WIRE_ERROR_INVALID, _ ("The message is not what it should be: %s."), what);
  return FALSE;
}

gboolean
wire_take_head (JsonObject *object,
                int        *protocol,
                FcId       *client_id,
                int        *schema_version,
                GError    **error)
{
  *protocol = (int) CLAMP (fc_json_get_int (object, "protocol", 0), 0, G_MAXINT);
  *schema_version = (int) CLAMP (fc_json_get_int (object, "schema_version", 0), 0, G_MAXINT);
  if (*protocol == FC_WIRE_PROTOCOL)
    return fc_json_get_id (object, "client_id", client_id) || wire_fail (error, _ ("it names no client"));
  g_set_error (error, FC_WIRE_ERROR, FC_WIRE_ERROR_PROTOCOL, _ ("The request speaks protocol version %d, not %d."),
               *protocol, FC_WIRE_PROTOCOL);
  return FALSE;
}

GBytes *
wire_object_to_bytes (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return fc_wire_json_to_bytes (node);
}

JsonObject *
wire_object_from_bytes (GBytes  *bytes,
                        GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonNode) node = fc_wire_parse_json (text != NULL ? text : "", (gssize) size, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      wire_fail (error, _ ("it is no object"));
      return NULL;
    }
  return json_object_ref (json_node_get_object (node));
}

const char *
fc_result_status_name (FcResultStatus status)
{
  g_return_val_if_fail (status < G_N_ELEMENTS (status_names), NULL);

  return status_names[status];
}

FcWireResult *
fc_wire_result_new (const FcId    *op_id,
                    FcResultStatus status,
                    gint64         seq,
                    const char    *error_code,
                    const char    *error_message)
{
  FcWireResult *self = g_new0 (FcWireResult, 1);

  self->op_id = *op_id;
  self->status = status;
  self->seq = seq;
  self->error_code = g_strdup (error_code);
  self->error_message = g_strdup (error_message);
  return self;
}

void
fc_wire_result_free (FcWireResult *self)
{
  if (self == NULL)
    return;
  g_free (self->error_code);
  g_free (self->error_message);
  g_free (self);
}

static JsonObject *
result_to_json (const FcWireResult *self)
{
  JsonObject *object = json_object_new ();

  fc_json_set_id (object, "op_id", &self->op_id);
  json_object_set_string_member (object, "status", status_names[self->status]);
  json_object_set_int_member (object, "seq", self->seq);
  if (self->error_code != NULL || self->error_message != NULL)
    {
      JsonObject *error = json_object_new ();

      fc_json_set_text (error, "code", self->error_code);
      fc_json_set_text (error, "message", self->error_message);
      json_object_set_object_member (object, "error", error);
    }
  return object;
}

static FcWireResult *
result_from_json (JsonNode *node,
                  GError  **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *why = object != NULL ? fc_json_get_object (object, "error") : NULL;
  const char *name = object != NULL ? fc_json_get_text (object, "status") : NULL;
  FcId op_id;
  guint status = 0;

  while (name != NULL && status < G_N_ELEMENTS (status_names) && !g_str_equal (status_names[status], name))
    status++;
  if (name == NULL || status == G_N_ELEMENTS (status_names) || !fc_json_get_id (object, "op_id", &op_id))
    {
      wire_fail (error, _ ("a result names no op or no status"));
      return NULL;
    }
  return fc_wire_result_new (&op_id, (FcResultStatus) status, fc_json_get_int (object, "seq", 0),
                             why != NULL ? fc_json_get_text (why, "code") : NULL, why != NULL ? fc_json_get_text (why, "message") : NULL);
}

static void
clear_device (FcDeviceInfo *device)
{
  g_free (device->platform);
  g_free (device->version);
  g_free (device->model);
  g_free (device->app_version);
}

/**
 * fc_sync_request_new:
 *
 * Returns: (transfer full): a request of this protocol and schema with no ops and an empty cursor
 */
FcSyncRequest *
fc_sync_request_new (void)
{
  FcSyncRequest *self = g_new0 (FcSyncRequest, 1);

  self->protocol = FC_WIRE_PROTOCOL;
  self->schema_version = FC_SCHEMA_VERSION;
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->cursor = fc_cursor_new ();
  return self;
}

void
fc_sync_request_free (FcSyncRequest *self)
{
  if (self == NULL)
    return;
  clear_device (&self->device);
  fc_cursor_free (self->cursor);
  g_ptr_array_unref (self->ops);
  g_free (self);
}

static JsonObject *
device_to_json (const FcDeviceInfo *device)
{
  JsonObject *object = json_object_new ();

  fc_json_set_text (object, "platform", device->platform);
  fc_json_set_text (object, "version", device->version);
  fc_json_set_text (object, "model", device->model);
  fc_json_set_text (object, "app_version", device->app_version);
  return object;
}

/**
 * fc_sync_request_encode:
 *
 * Returns: (transfer full): JSON text, not yet gzipped
 */
GBytes *
fc_sync_request_encode (const FcSyncRequest *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *ops = json_array_sized_new (self->ops->len);

  json_object_set_int_member (object, "protocol", self->protocol);
  json_object_set_int_member (object, "schema_version", self->schema_version);
  fc_json_set_id (object, "client_id", &self->client_id);
  json_object_set_object_member (object, "device_info", device_to_json (&self->device));
  json_object_set_int_member (object, "timestamp", self->timestamp);
  json_object_set_int_member (object, "epoch", self->epoch);
  json_object_set_object_member (object, "cursor", fc_cursor_to_json (self->cursor));
  if (!fc_id_is_null (&self->after))
    fc_json_set_id (object, "after", &self->after);
  if (self->push_only)
    json_object_set_boolean_member (object, "push_only", TRUE);
  for (guint i = 0; i < self->ops->len; i++)
    {
      gsize size;
      const char *text = g_bytes_get_data (g_ptr_array_index (self->ops, i), &size);
      g_autofree char *terminated = g_strndup (text, size);

      json_array_add_string_element (ops, terminated);
    }
  json_object_set_array_member (object, "ops", ops);
  return wire_object_to_bytes (object);
}

static void
take_device (FcSyncRequest *self,
             JsonObject    *object)
{
  if (object == NULL)
    return;
  self->device.platform = g_strdup (fc_json_get_text (object, "platform"));
  self->device.version = g_strdup (fc_json_get_text (object, "version"));
  self->device.model = g_strdup (fc_json_get_text (object, "model"));
  self->device.app_version = g_strdup (fc_json_get_text (object, "app_version"));
}

static gboolean
take_ops (FcSyncRequest *self,
          JsonArray     *array,
          GError       **error)
{
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *text;

      if (json_node_get_value_type (node) != G_TYPE_STRING)
        return wire_fail (error, _ ("an op is not a text"));
      text = json_node_get_string (node);
      if (text[0] == '\0')
        return wire_fail (error, _ ("an op is empty"));
      g_ptr_array_add (self->ops, g_bytes_new (text, strlen (text)));
    }
  return TRUE;
}

/**
 * fc_sync_request_decode:
 *
 * The number of ops is not limited here: the hub answers 413 as it sees fit. A request of another protocol is decoded as far
 * as "protocol" and refused.
 *
 * Returns: (transfer full): NULL with FC_WIRE_ERROR_INVALID or FC_WIRE_ERROR_PROTOCOL
 */
FcSyncRequest *
fc_sync_request_decode (GBytes  *bytes,
                        GError **error)
{
  g_autoptr (JsonObject) object = wire_object_from_bytes (bytes, error);
  g_autoptr (FcSyncRequest) self = NULL;
  JsonObject *cursor;

  if (object == NULL)
    return NULL;
  self = fc_sync_request_new ();
  if (!wire_take_head (object, &self->protocol, &self->client_id, &self->schema_version, error))
    return NULL;
  self->timestamp = fc_json_get_int (object, "timestamp", 0);
  self->epoch = fc_json_get_int (object, "epoch", 0);
  fc_json_get_id (object, "after", &self->after);
  self->push_only = fc_json_get_bool (object, "push_only");
  take_device (self, fc_json_get_object (object, "device_info"));
  cursor = fc_json_get_object (object, "cursor");
  if (cursor != NULL)
    {
      g_clear_pointer (&self->cursor, fc_cursor_free);
      self->cursor = fc_cursor_from_json (cursor, error);
      if (self->cursor == NULL)
        return NULL;
    }
  return take_ops (self, fc_json_get_array (object, "ops"), error) ? g_steal_pointer (&self) : NULL;
}

FcSyncReply *
fc_sync_reply_new (void)
{
  FcSyncReply *self = g_new0 (FcSyncReply, 1);

  self->protocol = FC_WIRE_PROTOCOL;
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_wire_result_free);
  self->updates = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_update_free);
  self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_fact_batch_free);
  self->cursor = fc_cursor_new ();
  return self;
}

void
fc_sync_reply_free (FcSyncReply *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->results);
  g_ptr_array_unref (self->updates);
  g_ptr_array_unref (self->facts);
  fc_cursor_free (self->cursor);
  g_free (self);
}

/**
 * fc_sync_reply_encode:
 *
 * Returns: (transfer full): JSON text, not yet gzipped
 */
GBytes *
fc_sync_reply_encode (const FcSyncReply *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *results = json_array_sized_new (self->results->len);

  for (guint i = 0; i < self->results->len; i++)
    json_array_add_object_element (results, result_to_json (g_ptr_array_index (self->results, i)));
  json_object_set_int_member (object, "protocol", self->protocol);
  json_object_set_int_member (object, "epoch", self->epoch);
  json_object_set_int_member (object, "server_time", self->server_time);
  json_object_set_array_member (object, "results", results);
  json_object_set_array_member (object, "updates", fc_updates_to_json (self->updates));
  json_object_set_array_member (object, "facts", wire_facts_to_json (self->facts));
  json_object_set_object_member (object, "cursor", fc_cursor_to_json (self->cursor));
  json_object_set_int_member (object, "head", self->head);
  json_object_set_boolean_member (object, "more", self->more);
  if (self->upload_only)
    json_object_set_boolean_member (object, "upload_only", TRUE);
  return wire_object_to_bytes (object);
}

static gboolean
take_results (FcSyncReply *self,
              JsonArray   *array,
              GError     **error)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      FcWireResult *result = result_from_json (json_array_get_element (array, i), error);

      if (result == NULL)
        return FALSE;
      g_ptr_array_add (self->results, result);
    }
  return TRUE;
}

/**
 * fc_sync_reply_decode:
 *
 * Returns: (transfer full): NULL with FC_WIRE_ERROR_INVALID or FC_WIRE_ERROR_PROTOCOL
 */
FcSyncReply *
fc_sync_reply_decode (GBytes  *bytes,
                      GError **error)
{
  g_autoptr (JsonObject) object = wire_object_from_bytes (bytes, error);
  g_autoptr (FcSyncReply) self = NULL;
  JsonObject *cursor;

  if (object == NULL)
    return NULL;
  self = fc_sync_reply_new ();
  self->protocol = (int) CLAMP (fc_json_get_int (object, "protocol", 0), 0, G_MAXINT);
  if (self->protocol != FC_WIRE_PROTOCOL)
    {
      g_set_error (error, FC_WIRE_ERROR, FC_WIRE_ERROR_PROTOCOL,
                   _ ("The server speaks protocol version %d, this program %d."), self->protocol, FC_WIRE_PROTOCOL);
      return NULL;
    }
  self->epoch = fc_json_get_int (object, "epoch", 0);
  self->server_time = fc_json_get_int (object, "server_time", 0);
  self->head = fc_json_get_int (object, "head", 0);
  self->more = fc_json_get_bool (object, "more");
  self->upload_only = fc_json_get_bool (object, "upload_only");
  cursor = fc_json_get_object (object, "cursor");
  if (cursor == NULL || self->epoch == 0)
    {
      wire_fail (error, _ ("it has no cursor or no epoch"));
      return NULL;
    }
  g_clear_pointer (&self->cursor, fc_cursor_free);
  self->cursor = fc_cursor_from_json (cursor, error);
  if (self->cursor == NULL || !take_results (self, fc_json_get_array (object, "results"), error) ||
      !wire_take_facts (self->facts, fc_json_get_array (object, "facts"), error))
    return NULL;
  g_clear_pointer (&self->updates, g_ptr_array_unref);
  self->updates = fc_updates_from_json (fc_json_get_array (object, "updates"), error);
  if (self->updates == NULL)
    {
      self->updates = g_ptr_array_new ();
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-wire-json-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/**
 * fc_pull_request_new:
 *
 * Returns: (transfer full): asks for everything
 */
FcPullRequest *
fc_pull_request_new (void)
{
  FcPullRequest *self = g_new0 (FcPullRequest, 1);

  self->protocol = FC_WIRE_PROTOCOL;
  self->schema_version = FC_SCHEMA_VERSION;
  return self;
}

void
fc_pull_request_free (FcPullRequest *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->buckets);
  g_free (self->resume);
  g_free (self);
}

/**
 * fc_pull_request_encode:
 *
 * Returns: (transfer full): JSON text
 */
GBytes *
fc_pull_request_encode (const FcPullRequest *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "protocol", self->protocol);
  json_object_set_int_member (object, "schema_version", self->schema_version);
  fc_json_set_id (object, "client_id", &self->client_id);
  json_object_set_int_member (object, "epoch", self->epoch);
  json_object_set_int_member (object, "fact_days", self->fact_days);
  fc_json_set_text (object, "resume", self->resume);
  if (self->buckets != NULL)
    {
      JsonArray *buckets = json_array_new ();

      for (guint i = 0; self->buckets[i] != NULL; i++)
        json_array_add_string_element (buckets, self->buckets[i]);
      json_object_set_array_member (object, "buckets", buckets);
    }
  return wire_object_to_bytes (object);
}

static GStrv
buckets_from_json (JsonArray *array)
{
  g_autoptr (GStrvBuilder) buckets = NULL;

  if (array == NULL)
    return NULL;
  buckets = g_strv_builder_new ();
  for (guint i = 0; i < MIN (json_array_get_length (array), FC_CURSOR_MAX_BUCKETS); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (buckets, json_node_get_string (node));
    }
  return g_strv_builder_end (buckets);
}

/**
 * fc_pull_request_decode:
 *
 * Returns: (transfer full): NULL with FC_WIRE_ERROR_INVALID or FC_WIRE_ERROR_PROTOCOL
 */
FcPullRequest *
fc_pull_request_decode (GBytes  *bytes,
                        GError **error)
{
  g_autoptr (JsonObject) object = wire_object_from_bytes (bytes, error);
  g_autoptr (FcPullRequest) self = NULL;

  if (object == NULL)
    return NULL;
  self = fc_pull_request_new ();
  if (!wire_take_head (object, &self->protocol, &self->client_id, &self->schema_version, error))
    return NULL;
  self->epoch = fc_json_get_int (object, "epoch", 0);
  self->fact_days = (int) CLAMP (fc_json_get_int (object, "fact_days", 0), 0, 36500);
  self->resume = g_strdup (fc_json_get_text (object, "resume"));
  self->buckets = buckets_from_json (fc_json_get_array (object, "buckets"));
  return g_steal_pointer (&self);
}

FcTokenReply *
fc_token_reply_new (void)
{
  return g_new0 (FcTokenReply, 1);
}

void
fc_token_reply_free (FcTokenReply *self)
{
  if (self == NULL)
    return;
  g_free (self->access_token);
  g_free (self->refresh_token);
  g_free (self->tenant_slug);
  g_free (self->email);
  g_free (self->user_name);
  g_free (self);
}

/**
 * fc_token_reply_encode:
 *
 * Returns: (transfer full): JSON text
 */
GBytes *
fc_token_reply_encode (const FcTokenReply *self)
{
  JsonObject *object = json_object_new ();
  JsonObject *tenant = json_object_new ();
  JsonObject *user = json_object_new ();

  json_object_set_int_member (object, "protocol", FC_WIRE_PROTOCOL);
  fc_json_set_text (object, "access_token", self->access_token);
  fc_json_set_text (object, "refresh_token", self->refresh_token);
  json_object_set_string_member (object, "token_type", "Bearer");
  json_object_set_int_member (object, "expires_in", self->expires_in);
  fc_json_set_id (tenant, "id", &self->tenant_id);
  fc_json_set_text (tenant, "slug", self->tenant_slug);
  json_object_set_object_member (object, "tenant", tenant);
  fc_json_set_id (user, "id", &self->user_id);
  fc_json_set_text (user, "email", self->email);
  fc_json_set_text (user, "name", self->user_name);
  json_object_set_object_member (object, "user", user);
  return wire_object_to_bytes (object);
}

/**
 * fc_token_reply_decode:
 *
 * Returns: (transfer full): NULL with FC_WIRE_ERROR_INVALID or FC_WIRE_ERROR_PROTOCOL
 */
FcTokenReply *
fc_token_reply_decode (GBytes  *bytes,
                       GError **error)
{
  g_autoptr (JsonObject) object = wire_object_from_bytes (bytes, error);
  g_autoptr (FcTokenReply) self = fc_token_reply_new ();
  JsonObject *tenant, *user;

  if (object == NULL)
    return NULL;
  if (fc_json_get_int (object, "protocol", 0) == 0)
    {
      wire_fail (error, _ ("it names no protocol version"));
      return NULL;
    }
  if (fc_json_get_int (object, "protocol", 0) != FC_WIRE_PROTOCOL)
    {
      g_set_error (error, FC_WIRE_ERROR, FC_WIRE_ERROR_PROTOCOL,
                   _ ("The server speaks protocol version %" PRId64 ", this program %d."),
                   fc_json_get_int (object, "protocol", 0), FC_WIRE_PROTOCOL);
      return NULL;
    }
  tenant = fc_json_get_object (object, "tenant");
  user = fc_json_get_object (object, "user");
  self->access_token = g_strdup (fc_json_get_text (object, "access_token"));
  self->refresh_token = g_strdup (fc_json_get_text (object, "refresh_token"));
  self->expires_in = CLAMP (fc_json_get_int (object, "expires_in", 0), 0, 31 * 24 * 3600);
  if (self->access_token == NULL || self->refresh_token == NULL || tenant == NULL || user == NULL ||
      !fc_json_get_id (tenant, "id", &self->tenant_id) || !fc_json_get_id (user, "id", &self->user_id))
    {
      wire_fail (error, _ ("it has no tokens, no company or no user"));
      return NULL;
    }
  self->tenant_slug = g_strdup (fc_json_get_text (tenant, "slug"));
  self->email = g_strdup (fc_json_get_text (user, "email"));
  self->user_name = g_strdup (fc_json_get_text (user, "name"));
  return g_steal_pointer (&self);
}

/**
 * fc_wire_fault_decode:
 *
 * Reads the body of an answer that is an error, whatever it is: a proxy's page gives protocol 0 and no code.
 *
 * Returns: (transfer full):
 */
FcWireFault *
fc_wire_fault_decode (GBytes *bytes)
{
  FcWireFault *self = g_new0 (FcWireFault, 1);
  g_autoptr (JsonObject) object = wire_object_from_bytes (bytes, NULL);
  JsonObject *error = object != NULL ? fc_json_get_object (object, "error") : NULL;

  if (object != NULL)
    self->protocol = (int) CLAMP (fc_json_get_int (object, "protocol", 0), 0, G_MAXINT);
  if (error != NULL)
    {
      self->code = g_strdup (fc_json_get_text (error, "code"));
      self->message = g_strdup (fc_json_get_text (error, "message"));
    }
  return self;
}

/**
 * fc_wire_fault_encode:
 *
 * Returns: (transfer full): the body of an answer of 400 and above
 */
GBytes *
fc_wire_fault_encode (const char *code,
                      const char *message)
{
  JsonObject *object = json_object_new ();
  JsonObject *error = json_object_new ();

  json_object_set_int_member (object, "protocol", FC_WIRE_PROTOCOL);
  fc_json_set_text (error, "code", code);
  fc_json_set_text (error, "message", message);
  json_object_set_object_member (object, "error", error);
  return wire_object_to_bytes (object);
}

void
fc_wire_fault_free (FcWireFault *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  g_free (self->message);
  g_free (self);
}

/**
 * fc_head_reply_encode:
 *
 * Returns: (transfer full): the answer to /sync/head
 */
GBytes *
fc_head_reply_encode (gint64 epoch,
                      gint64 head)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "protocol", FC_WIRE_PROTOCOL);
  json_object_set_int_member (object, "epoch", epoch);
  json_object_set_int_member (object, "head", head);
  return wire_object_to_bytes (object);
}

gboolean
fc_head_reply_decode (GBytes  *bytes,
                      gint64  *epoch,
                      gint64  *head,
                      GError **error)
{
  g_autoptr (JsonObject) object = wire_object_from_bytes (bytes, error);

  if (object == NULL)
    return FALSE;
  *epoch = fc_json_get_int (object, "epoch", 0);
  *head = fc_json_get_int (object, "head", -1);
  return (*epoch != 0 && *head >= 0) || wire_fail (error, _ ("it has no head"));
}

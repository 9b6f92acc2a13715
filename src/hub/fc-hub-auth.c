/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "fc-hub-log.h"
#include "fc-hub-private.h"

/*
 * Sign-in, refresh, sign-out, passwords. Tokens are random and stored as hashes. A refresh makes a new pair of the same
 * family; the old refresh token lives until one of the new pair is used, so a reply lost on the way signs nobody out.
 * A refresh token used again after that was stolen or copied: the whole family ends.
 */
#define ACCESS_SECONDS  3600
#define REFRESH_SECONDS (30 * 86400)
#define TOKEN_BYTES     32
#define ACCOUNT_TRIES   3  /* wrong passwords of an account before it has to wait */
#define ADDRESS_TRIES   20 /* and of an address, behind which a whole office may sit */

typedef struct {
  FcHubRequest *request; /* (owned) */
  char *slug, *email, *password, *account;
  char *credential; /* nullable */
  FcHubTenant *tenant;
  FcRecord *user;
  FcActor *actor;
  FcRecord *tenant_row;
  FcHubToken used; /* refresh: the token that came */
  gboolean found;
  gboolean revoke;
  int generation;
  FcId family;
  char *access, *refresh;
  GError *error;
} Grant;

static void
grant_free (Grant *self)
{
  fc_hub_request_unref (self->request);
  g_free (self->slug);
  g_free (self->email);
  if (self->password)
    sodium_memzero (self->password, strlen (self->password));
  g_free (self->password);
  g_free (self->account);
  g_free (self->credential);
  g_clear_pointer (&self->tenant, fc_hub_tenant_free);
  g_clear_object (&self->user);
  g_clear_object (&self->tenant_row);
  g_clear_pointer (&self->actor, fc_actor_free);
  g_free (self->access);
  g_free (self->refresh);
  g_clear_error (&self->error);
  g_free (self);
}

static Grant *
grant_new (FcHubRequest *request)
{
  Grant *self = g_new0 (Grant, 1);
  self->request = fc_hub_request_ref (request);
  return self;
}

static const char *
member (JsonObject *object,
        const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static char *
new_token (void)
{
  guint8 bytes[TOKEN_BYTES];
  char *text = g_malloc (sodium_base64_encoded_len (TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING));

  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (text, sodium_base64_encoded_len (TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING), bytes,
                     sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text;
}

static gboolean
add_pair (FcHubStore  *store,
          Grant       *self,
          gint64       now,
          GError     **error)
{
  FcHubToken token = { .family = self->family,
                       .tenant_id = self->tenant->id,
                       .pair = fc_id_new (now),
                       .generation = self->generation,
                       .pending = self->generation > 0 };

  self->access = new_token ();
  self->refresh = new_token ();
  token.kind = FC_HUB_TOKEN_ACCESS;
  token.expires_at = now + ACCESS_SECONDS * (gint64) G_USEC_PER_SEC;
  fc_hub_hash_token (self->access, token.hash);
  if (!store->class->add_token (store, &token, error))
    return FALSE;
  token.kind = FC_HUB_TOKEN_REFRESH;
  token.expires_at = now + REFRESH_SECONDS * (gint64) G_USEC_PER_SEC;
  fc_hub_hash_token (self->refresh, token.hash);
  return store->class->add_token (store, &token, error);
}

/* The user's row keeps the last sign-in; written like any change, so that offices see it. */
static gboolean
note_sign_in (FcHubStore  *store,
              Grant       *self,
              gint64       now,
              GError     **error)
{
  g_autoptr (FcHubWrite) write = fc_hub_write_new (&self->tenant->id);
  g_autoptr (FcRowSet) rows = fc_row_set_new ();

  if (!store->class->lock_head (store, &write->tenant, &write->head, NULL, error) ||
      !store->class->load (store, &write->tenant, FC_USER, -1, fc_record_get_id (self->user), 1, rows, error))
    return FALSE;
  FcRecord *user = fc_row_set_get (rows, FC_USER, fc_record_get_id (self->user));
  if (user == NULL)
    return TRUE;
  FcHubRowWrite *row = g_new0 (FcHubRowWrite, 1);
  row->row = fc_record_copy (user);
  row->seq = ++write->head;
  write->now = now;
  fc_record_set_int (row->row, FC_USER_LAST_SIGN_IN, now);
  fc_record_set_version (row->row, row->seq);
  fc_record_set_field_version (row->row, FC_USER_LAST_SIGN_IN, row->seq);
  g_ptr_array_add (write->rows, row);
  return store->class->write (store, write, error);
}

static gboolean
grant_job (FcHubStore  *store,
           gpointer     data,
           GError     **error)
{
  Grant *self = data;
  gint64 now = g_get_real_time ();

  if (self->revoke)
    return store->class->revoke_family (store, &self->used.family, now, error);
  if (self->generation == 0)
    {
      self->family = fc_id_new (now);
      if (!store->class->add_family (store, &self->family, &self->tenant->id, fc_record_get_id (self->user), now,
                                     error) ||
          !note_sign_in (store, self, now, error))
        return FALSE;
    }
  else if (self->used.pending && !store->class->confirm_pair (store, &self->used, error))
    return FALSE; /* the token that came is itself of a new pair: its reply arrived */
  return add_pair (store, self, now, error);
}

static JsonObject *
scope_object (const FcActor *actor)
{
  JsonObject *scope = json_object_new ();
  JsonArray *stations = json_array_new ();
  JsonArray *permissions = json_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, actor->stations);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_autofree char *id = fc_id_dup_string (key);
      json_array_add_string_element (stations, id);
    }
  g_hash_table_iter_init (&iter, actor->permissions);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    json_array_add_string_element (permissions, key);
  json_object_set_boolean_member (scope, "all_stations", actor->all_stations);
  json_object_set_array_member (scope, "stations", stations);
  json_object_set_array_member (scope, "permissions", permissions);
  return scope;
}

static JsonObject *
row_object (FcRecord *row)
{
  JsonObject *object = fc_record_to_json (row, FC_ALL_FIELDS);
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (row));

  json_object_set_string_member (object, "id", id);
  return object;
}

static JsonArray *
role_names (FcRecord *user)
{
  g_auto (GStrv) names = fc_record_dup_set (user, FC_USER_ROLES);
  JsonArray *roles = json_array_new ();

  for (int i = 0; names && names[i]; i++)
    json_array_add_string_element (roles, names[i]);
  return roles;
}

static void
reply_grant (Grant *self)
{
  g_autoptr (JsonObject) reply = json_object_new ();

  json_object_set_int_member (reply, "protocol", FC_WIRE_PROTOCOL);
  json_object_set_int_member (reply, "schema_version", FC_SCHEMA_VERSION);
  json_object_set_string_member (reply, "access_token", self->access);
  json_object_set_string_member (reply, "refresh_token", self->refresh);
  json_object_set_string_member (reply, "token_type", "Bearer");
  json_object_set_int_member (reply, "expires_in", ACCESS_SECONDS);
  json_object_set_int_member (reply, "refresh_expires_in", REFRESH_SECONDS);
  json_object_set_int_member (reply, "epoch", self->request->hub->epoch);
  json_object_set_int_member (reply, "server_time", g_get_real_time ());
  json_object_set_object_member (reply, "tenant", row_object (self->tenant_row));
  json_object_set_object_member (reply, "user", row_object (self->user));
  json_object_set_array_member (reply, "roles", role_names (self->user));
  json_object_set_object_member (reply, "scope", scope_object (self->actor));
  fc_hub_request_reply_object (self->request, SOUP_STATUS_OK, reply);
}

static void
granted_cb (FcHub    *hub,
            gpointer  data)
{
  Grant *self = data;

  if (self->error)
    fc_hub_request_fail_store (self->request, self->error);
  else if (self->revoke)
    fc_hub_request_fail (self->request, SOUP_STATUS_UNAUTHORIZED, "expired",
                         N_ ("This session was used from two places and has been ended. Sign in again."));
  else
    reply_grant (self);
  grant_free (self);
}

static void
grant_done (gpointer      data,
            const GError *error)
{
  Grant *self = data;

  self->error = error ? g_error_copy (error) : NULL;
  if (self->revoke)
    fc_hub_auth_changed (self->request->hub);
  fc_hub_to_main (self->request->hub, granted_cb, self);
}

/* Login. */

static void
log_sign_in (Grant      *self,
             const char *outcome)
{
  g_autofree char *slug = fc_hub_log_quote (self->slug);
  g_autofree char *email = fc_hub_log_quote (self->email);

  fc_hub_log ("sign-in", "outcome=%s tenant=%s user=%s address=%s", outcome, slug, email, self->request->address);
}

static void
refuse_sign_in (Grant *self)
{
  FcHub *hub = self->request->hub;
  gint64 now = g_get_monotonic_time ();

  fc_hub_limits_failed (hub->limits, self->account, ACCOUNT_TRIES, now);
  fc_hub_limits_failed (hub->limits, self->request->address, ADDRESS_TRIES, now);
  log_sign_in (self, "refused");
  fc_hub_request_fail (self->request, SOUP_STATUS_UNAUTHORIZED, "credentials",
                       N_ ("Company, e-mail or password is not right."));
  grant_free (self);
}

static void
verified_cb (gboolean    right,
             const char *hash,
             gpointer    data)
{
  Grant *self = data;
  FcHub *hub = self->request->hub;

  if (!right || self->actor == NULL)
    {
      refuse_sign_in (self);
      return;
    }
  fc_hub_limits_passed (hub->limits, self->account);
  if (!g_str_equal (self->tenant->status, "active"))
    {
      log_sign_in (self, "suspended");
      fc_hub_request_fail (self->request, SOUP_STATUS_FORBIDDEN, "denied",
                           N_ ("This company is suspended. Ask whoever runs the hub."));
      grant_free (self);
      return;
    }
  log_sign_in (self, "granted");
  fc_hub_writer_push (hub->writer, &self->tenant->id, grant_job, grant_done, self);
}

static void
account_read_cb (FcHub    *hub,
                 gpointer  data)
{
  Grant *self = data;

  if (self->error)
    {
      fc_hub_request_fail_store (self->request, self->error);
      grant_free (self);
    }
  else if (!fc_hub_passwords_verify (hub->passwords, self->credential, self->password, verified_cb, self))
    {
      fc_hub_request_fail_later (self->request, FC_HUB_TOO_MANY_REQUESTS, "slow-down",
                                 "Many people are signing in just now. Try again in a moment.", 2);
      grant_free (self);
    }
}

static void
read_account (FcHub    *hub,
              gpointer  data)
{
  Grant *self = data;
  FcHubReader *reader = fc_hub_take_reader (hub, &self->error);

  if (reader)
    {
      self->tenant = reader->class->find_tenant (reader, self->slug, NULL, &self->error);
      if (self->tenant)
        self->user = reader->class->find_user (reader, &self->tenant->id, self->email, &self->error);
      if (self->user && g_strcmp0 (fc_record_get_text (self->user, FC_USER_STATUS), "disabled") != 0)
        {
          self->credential =
            reader->class->find_credential (reader, &self->tenant->id, fc_record_get_id (self->user), &self->error);
          self->actor = fc_hub_read_actor (reader, &self->tenant->id, self->user, &self->error);
          self->tenant_row = reader->class->get (reader, &self->tenant->id, FC_TENANT, &self->tenant->id, &self->error);
        }
      fc_hub_give_reader (hub, reader);
    }
  fc_hub_to_main (hub, account_read_cb, self);
}

static gboolean
check_protocol (FcHubRequest *request,
                JsonObject   *body)
{
  JsonNode *node = json_object_get_member (body, "protocol");

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64 || json_node_get_int (node) == FC_WIRE_PROTOCOL)
    return TRUE;
  fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "protocol",
                       N_ ("This program and the hub speak different versions of the protocol. Update the older one."));
  return FALSE;
}

static JsonObject *
read_body (FcHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = fc_hub_request_body_object (request, &error);

  if (body == NULL)
    {
      fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "invalid", error->message);
      return NULL;
    }
  return check_protocol (request, body) ? g_steal_pointer (&body) : NULL;
}

/* A budget per address before sign-in; then the growing wait after wrong passwords. TRUE where it is answered. */
static gboolean
must_wait (FcHubRequest *request,
           const char   *account)
{
  FcHub *hub = request->hub;
  gint64 now = g_get_monotonic_time ();
  g_autofree char *key = g_strconcat ("address ", request->address, NULL);
  guint wait = fc_hub_limits_spend (hub->limits, key, hub->config.requests_per_minute, now);

  if (wait == 0)
    wait = fc_hub_limits_wait (hub->limits, request->address, now);
  if (wait == 0 && account)
    wait = fc_hub_limits_wait (hub->limits, account, now);
  if (wait == 0)
    return FALSE;
  g_autofree char *message = g_strdup_printf ("Too many tries. Try again in %u seconds.", wait);
  fc_hub_request_fail_later (request, FC_HUB_TOO_MANY_REQUESTS, "slow-down", message, wait);
  return TRUE;
}

void
fc_hub_route_login (FcHubRequest *request)
{
  g_autoptr (JsonObject) body = read_body (request);
  if (body == NULL)
    return;
  const char *slug = member (body, "tenant_slug"), *email = member (body, "email"),
             *password = member (body, "password");
  if (slug == NULL || email == NULL || password == NULL || strlen (password) > 1000)
    {
      fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "invalid", "Give tenant_slug, email and password.");
      return;
    }
  g_autofree char *folded = g_utf8_casefold (email, -1);
  g_autofree char *account = g_strconcat ("account ", slug, " ", folded, NULL);
  if (must_wait (request, account))
    return;
  Grant *grant = grant_new (request);
  grant->slug = g_ascii_strdown (slug, -1);
  grant->email = g_strdup (email);
  grant->password = g_strdup (password);
  grant->account = g_steal_pointer (&account);
  fc_hub_work (request->hub, read_account, grant);
}

/* Refresh. */

static void
read_refreshed (FcHubReader *reader,
                Grant       *self)
{
  if (!reader->class->find_token (reader, self->used.hash, &self->used, &self->found, &self->error) || !self->found)
    return;
  self->tenant = reader->class->find_tenant (reader, NULL, &self->used.tenant_id, &self->error);
  self->user = reader->class->get (reader, &self->used.tenant_id, FC_USER, &self->used.user_id, &self->error);
  self->tenant_row = reader->class->get (reader, &self->used.tenant_id, FC_TENANT, &self->used.tenant_id, &self->error);
  if (self->user && g_strcmp0 (fc_record_get_text (self->user, FC_USER_STATUS), "disabled") != 0)
    self->actor = fc_hub_read_actor (reader, &self->used.tenant_id, self->user, &self->error);
}

static void
refresh_read_cb (FcHub    *hub,
                 gpointer  data)
{
  Grant *self = data;
  const FcHubToken *used = &self->used;
  gboolean good = self->found && !used->revoked && used->kind == FC_HUB_TOKEN_REFRESH &&
                  used->expires_at > g_get_real_time () && self->actor && self->tenant && self->tenant_row &&
                  g_str_equal (self->tenant->status, "active");

  if (self->error)
    fc_hub_request_fail_store (self->request, self->error);
  else if (good)
    {
      self->revoke = used->superseded;
      self->family = used->family;
      self->generation = used->generation + 1;
      if (self->revoke)
        fc_hub_log ("sign-in", "outcome=reuse-revoked address=%s", self->request->address);
      fc_hub_writer_push (hub->writer, &self->tenant->id, grant_job, grant_done, self);
      return;
    }
  else
    fc_hub_request_fail (self->request, SOUP_STATUS_UNAUTHORIZED, "expired",
                         N_ ("The session has ended. Sign in again."));
  grant_free (self);
}

static void
read_refresh (FcHub    *hub,
              gpointer  data)
{
  Grant *self = data;
  FcHubReader *reader = fc_hub_take_reader (hub, &self->error);

  if (reader)
    {
      read_refreshed (reader, self);
      fc_hub_give_reader (hub, reader);
    }
  fc_hub_to_main (hub, refresh_read_cb, self);
}

void
fc_hub_route_refresh (FcHubRequest *request)
{
  g_autoptr (JsonObject) body = must_wait (request, NULL) ? NULL : read_body (request);
  const char *token = body ? member (body, "refresh_token") : NULL;

  if (body && token == NULL)
    fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "invalid", "Give refresh_token.");
  if (token == NULL)
    return;
  Grant *grant = grant_new (request);
  fc_hub_hash_token (token, grant->used.hash);
  fc_hub_work (request->hub, read_refresh, grant);
}

/* Sign-out: ends the family of the refresh token, or of the access token. Says the same whatever came. */

static gboolean
logout_job (FcHubStore  *store,
            gpointer     data,
            GError     **error)
{
  Grant *self = data;
  return !self->found || store->class->revoke_family (store, &self->used.family, g_get_real_time (), error);
}

static void
logged_out_cb (FcHub    *hub,
               gpointer  data)
{
  Grant *self = data;

  if (self->error)
    fc_hub_request_fail_store (self->request, self->error);
  else
    fc_hub_request_reply_empty (self->request, SOUP_STATUS_NO_CONTENT);
  grant_free (self);
}

static void
logout_done (gpointer      data,
             const GError *error)
{
  Grant *self = data;

  self->error = error ? g_error_copy (error) : NULL;
  fc_hub_auth_changed (self->request->hub);
  fc_hub_to_main (self->request->hub, logged_out_cb, self);
}

static void
read_logout (FcHub    *hub,
             gpointer  data)
{
  Grant *self = data;
  FcHubReader *reader = fc_hub_take_reader (hub, &self->error);

  if (reader)
    {
      reader->class->find_token (reader, self->used.hash, &self->used, &self->found, &self->error);
      fc_hub_give_reader (hub, reader);
    }
  fc_hub_writer_push (hub->writer, self->found ? &self->used.tenant_id : NULL, logout_job, logout_done, self);
}

void
fc_hub_route_logout (FcHubRequest *request)
{
  const char *authorization =
    soup_message_headers_get_one (soup_server_message_get_request_headers (request->message), "Authorization");
  g_autoptr (JsonObject) body = must_wait (request, NULL) ? NULL : fc_hub_request_body_object (request, NULL);
  const char *token = body ? member (body, "refresh_token") : NULL;

  if (request->answered)
    return;
  if (token == NULL && authorization && g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0)
    token = authorization + 7;
  if (token == NULL)
    {
      fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "invalid", "Give refresh_token.");
      return;
    }
  Grant *grant = grant_new (request);
  fc_hub_hash_token (token, grant->used.hash);
  fc_hub_work (request->hub, read_logout, grant);
}

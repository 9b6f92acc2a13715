/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "fc-hub-log.h"
#include "fc-hub-private.h"

/*
 * Sign-in and refresh. Tokens are random and stored as hashes. A refresh makes a new pair of the same
 * family; the old refresh token lives until one of the new pair is used, so a reply lost on the way signs nobody out.
 * A refresh token used again after that was stolen or copied: the whole family ends.
 */
#define ACCESS_SECONDS  3600
#define REFRESH_SECONDS (30 * 86400)
#define TOKEN_BYTES     32
#define MOST_DEVICE     1000 /* bytes of a computer's description of itself */
#define ACCOUNT_TRIES   3  /* wrong passwords of an account before it has to wait */
#define ADDRESS_TRIES   20 /* and of an address, behind which a whole office may sit */

typedef struct {
  FcHubRequest *request; /* (owned) */
  char *slug, *email, *password, *account;
  char *credential; /* nullable */
  gboolean must_change;
  char *new_password; /* (nullable): in place of the one that is to be changed */
  char *new_hash;     /* nullable */
  FcHubFamily *device; /* where: all but who and when */
  FcHubTenant *tenant;
  FcRecord *user;
  FcActor *actor;
  FcRecord *tenant_row;
  FcHubToken used; /* refresh: the token that came */
  gboolean found;
  gboolean revoke; /* it was superseded: used from two places */
  gboolean ended;  /* signed out or revoked meanwhile */
  int generation;
  FcId family;
  char *access, *refresh;
  GError *error;
} Grant;

static void
wipe (char *secret)
{
  if (secret)
    sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

static void
grant_free (Grant *self)
{
  fc_hub_request_unref (self->request);
  g_free (self->slug);
  g_free (self->email);
  wipe (self->password);
  wipe (self->new_password);
  g_free (self->new_hash);
  g_clear_pointer (&self->device, fc_hub_family_free);
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

/* What the computer says of itself; what is not plausible is left out. */
static FcHubFamily *
read_device (FcHubRequest *request,
             JsonObject   *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *client = soup_message_headers_get_one (headers, "X-Sync-Token");
  JsonNode *info = body ? json_object_get_member (body, "device_info") : NULL;
  FcHubFamily *device = g_new0 (FcHubFamily, 1);

  device->address = g_strdup (request->address);
  if (client == NULL || !fc_id_from_string (client, &device->client_id))
    device->client_id = (FcId){ { 0 } };
  if (info && JSON_NODE_HOLDS_OBJECT (info))
    {
      g_autofree char *text = json_to_string (info, FALSE);
      if (strlen (text) <= MOST_DEVICE)
        device->device = g_steal_pointer (&text);
    }
  return device;
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
  FcHubStanding standing;

  if (!store->class->lock_head (store, &write->tenant, &standing, error) ||
      !store->class->load (store, &write->tenant, FC_USER, -1, fc_record_get_id (self->user), 1, rows, error))
    return FALSE;
  FcRecord *user = fc_row_set_get (rows, FC_USER, fc_record_get_id (self->user));
  if (user == NULL)
    return TRUE;
  FcHubRowWrite *row = g_new0 (FcHubRowWrite, 1);
  row->row = fc_record_copy (user);
  row->seq = write->head = standing.head + 1;
  write->now = now;
  fc_record_set_int (row->row, FC_USER_LAST_SIGN_IN, now);
  fc_record_set_version (row->row, row->seq);
  fc_record_set_field_version (row->row, FC_USER_LAST_SIGN_IN, row->seq);
  g_ptr_array_add (write->rows, row);
  return store->class->write (store, write, error);
}

/* The password that was to be changed is, and whoever used the old one elsewhere is out. */
static gboolean
put_new_password (FcHubStore  *store,
                  Grant       *self,
                  gint64       now,
                  GError     **error)
{
  const FcId *tenant = &self->tenant->id, *user = fc_record_get_id (self->user);

  return self->new_hash == NULL ||
         (store->class->put_credential (store, tenant, user, self->new_hash, FALSE, now, error) &&
          store->class->revoke_user (store, tenant, user, NULL, now, error));
}

static gboolean
grant_first (FcHubStore  *store,
             Grant       *self,
             gint64       now,
             GError     **error)
{
  self->family = fc_id_new (now);
  self->device->id = self->family;
  self->device->tenant_id = self->tenant->id;
  self->device->user_id = *fc_record_get_id (self->user);
  self->device->created_at = now;
  return put_new_password (store, self, now, error) && store->class->add_family (store, self->device, error) &&
         note_sign_in (store, self, now, error) && add_pair (store, self, now, error);
}

/* The token was read before its turn came: its successor may have been used since, or the sign-in have ended. */
static gboolean
grant_next (FcHubStore  *store,
            Grant       *self,
            gint64       now,
            GError     **error)
{
  gboolean found;

  if (!store->class->reread_token (store, &self->used, &found, error))
    return FALSE;
  self->ended = !found || self->used.revoked;
  self->revoke = !self->ended && self->used.superseded;
  if (self->ended)
    return TRUE;
  if (self->revoke)
    return store->class->revoke_family (store, &self->used.family, now, error);
  self->device->id = self->family;
  self->device->tenant_id = self->tenant->id;
  /* A token that is itself of a new pair says that its reply arrived. */
  return (!self->used.pending || store->class->confirm_pair (store, &self->used, error)) &&
         store->class->mark_family (store, self->device, FC_HUB_MARK_USED, now, error) &&
         add_pair (store, self, now, error);
}

static gboolean
grant_job (FcHubStore  *store,
           gpointer     data,
           GError     **error)
{
  Grant *self = data;
  gint64 now = g_get_real_time ();

  return self->generation == 0 ? grant_first (store, self, now, error) : grant_next (store, self, now, error);
}

static void
reply_grant (Grant *self)
{
  g_autoptr (JsonObject) reply =
    fc_hub_grant_reply_new (self->request->hub, self->tenant_row, self->user, self->actor);

  json_object_set_string_member (reply, "access_token", self->access);
  json_object_set_string_member (reply, "refresh_token", self->refresh);
  json_object_set_int_member (reply, "expires_in", ACCESS_SECONDS);
  json_object_set_int_member (reply, "refresh_expires_in", REFRESH_SECONDS);
  fc_hub_request_reply_object (self->request, SOUP_STATUS_OK, reply);
}

static void
granted_cb (FcHub    *hub,
            gpointer  data)
{
  Grant *self = data;

  if (self->error)
    fc_hub_request_fail_store (self->request, self->error);
  else if (self->ended)
    fc_hub_request_fail (self->request, SOUP_STATUS_UNAUTHORIZED, "expired", N_ ("The session has ended. Sign in again."));
  else if (self->revoke)
    {
      fc_hub_log ("sign-in", "outcome=reuse-revoked address=%s", self->request->address);
      fc_hub_request_fail (self->request, SOUP_STATUS_UNAUTHORIZED, "expired",
                           N_ ("This session was used from two places and has been ended. Sign in again."));
    }
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
  if (self->revoke || self->new_hash)
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
grant (Grant *self)
{
  log_sign_in (self, "granted");
  fc_hub_writer_push (self->request->hub->writer, &self->tenant->id, grant_job, grant_done, self);
}

static void
busy (Grant *self)
{
  fc_hub_request_fail_later (self->request, FC_HUB_TOO_MANY_REQUESTS, "slow-down",
                             "Many people are signing in just now. Try again in a moment.", 2);
  grant_free (self);
}

static void
refuse (Grant      *self,
        const char *outcome,
        guint       status,
        const char *code,
        const char *message)
{
  log_sign_in (self, outcome);
  fc_hub_request_fail (self->request, status, code, message);
  grant_free (self);
}

static void
hashed_cb (gboolean    right,
           const char *hash,
           gpointer    data)
{
  Grant *self = data;

  if (!right)
    {
      busy (self);
      return;
    }
  self->new_hash = g_strdup (hash);
  grant (self);
}

/* The old password was right. */
static void
change_password (Grant *self)
{
  g_autoptr (GError) error = NULL;

  if (!fc_hub_password_check (self->new_password, &error))
    refuse (self, "new-password-refused", SOUP_STATUS_BAD_REQUEST, "invalid", error->message);
  else if (g_str_equal (self->new_password, self->password))
    refuse (self, "new-password-refused", SOUP_STATUS_BAD_REQUEST, "invalid",
            N_ ("The new password must not be the old one."));
  else if (!fc_hub_passwords_hash (self->request->hub->passwords, self->new_password, hashed_cb, self))
    busy (self);
}

static void
verified_cb (gboolean    right,
             const char *hash,
             gpointer    data)
{
  Grant *self = data;

  if (!right || self->actor == NULL)
    {
      refuse_sign_in (self);
      return;
    }
  fc_hub_limits_passed (self->request->hub->limits, self->account);
  if (!g_str_equal (self->tenant->status, "active"))
    refuse (self, "suspended", SOUP_STATUS_FORBIDDEN, "denied",
            N_ ("Your company is suspended at the server. What is done here is kept. Ask your administrator."));
  else if (self->new_password)
    change_password (self);
  else if (self->must_change)
    refuse (self, "password-change", SOUP_STATUS_FORBIDDEN, "password-change",
            N_ ("Choose a new password: the one you have was set by somebody else."));
  else
    grant (self);
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
    busy (self);
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
          self->credential = reader->class->find_credential (reader, &self->tenant->id, fc_record_get_id (self->user),
                                                             &self->must_change, &self->error);
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
                       N_ ("This program and the server speak different versions of the protocol. Update the older one."));
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
gboolean
fc_hub_must_wait (FcHubRequest *request,
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
  const char *slug = fc_hub_member_text (body, "tenant_slug"), *email = fc_hub_member_text (body, "email"),
             *password = fc_hub_member_text (body, "password"), *new_password = fc_hub_member_text (body, "new_password");
  if (slug == NULL || email == NULL || password == NULL || strlen (password) > 1000)
    {
      fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "invalid", "Give tenant_slug, email and password.");
      return;
    }
  g_autofree char *folded = g_utf8_casefold (email, -1);
  g_autofree char *account = g_strconcat ("account ", slug, " ", folded, NULL);
  if (fc_hub_must_wait (request, account))
    return;
  Grant *grant = grant_new (request);
  grant->slug = g_ascii_strdown (slug, -1);
  grant->email = g_strdup (email);
  grant->password = g_strdup (password);
  grant->new_password = g_strdup (new_password);
  grant->account = g_steal_pointer (&account);
  grant->device = read_device (request, body);
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
  if (self->user && (self->used.wipe || g_strcmp0 (fc_record_get_text (self->user, FC_USER_STATUS), "disabled") != 0))
    self->actor = fc_hub_read_actor (reader, &self->used.tenant_id, self->user, &self->error);
}

static void
refresh_read_cb (FcHub    *hub,
                 gpointer  data)
{
  Grant *self = data;
  const FcHubToken *used = &self->used;
  gboolean good = self->found && !used->revoked && used->kind == FC_HUB_TOKEN_REFRESH &&
                  (used->wipe || used->expires_at > g_get_real_time ()) && self->actor && self->tenant && self->tenant_row;

  if (self->error)
    fc_hub_request_fail_store (self->request, self->error);
  else if (good && !g_str_equal (self->tenant->status, "active"))
    fc_hub_fail_suspended (self->request);
  else if (good)
    {
      self->family = used->family;
      self->generation = used->generation + 1;
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
  g_autoptr (JsonObject) body = fc_hub_must_wait (request, NULL) ? NULL : read_body (request);
  const char *token = body ? fc_hub_member_text (body, "refresh_token") : NULL;

  if (body && token == NULL)
    fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "invalid", "Give refresh_token.");
  if (token == NULL)
    return;
  Grant *grant = grant_new (request);
  grant->device = read_device (request, NULL);
  fc_hub_hash_token (token, grant->used.hash);
  fc_hub_work (request->hub, read_refresh, grant);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sodium.h>
#include <string.h>

#include "fc-grant.h"
#include "fc-hub-log.h"
#include "fc-hub-private.h"

/* Setting a password: one's own with the old one, another person's with the permission to edit users. Who sets another's can
 * have them choose one of their own at the next sign-in, or just that. */

typedef struct {
  FcHubRequest *request; /* (owned) */
  FcId user_id;
  char *old_password; /* nullable */
  char *new_password; /* (nullable): the one there is stays, but has to be changed */
  gboolean must_change;
  char *credential;
  gboolean there;
  gboolean above; /* the user may do what the one who asks may not */
  char *hash;
  GError *error;
} Change;

static void
wipe (char *secret)
{
  if (secret)
    sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

static void
change_free (Change *self)
{
  fc_hub_request_unref (self->request);
  wipe (self->old_password);
  wipe (self->new_password);
  g_free (self->credential);
  g_free (self->hash);
  g_clear_error (&self->error);
  g_free (self);
}

static void
fail (Change     *self,
      guint       status,
      const char *code,
      const char *message)
{
  fc_hub_request_fail (self->request, status, code, message);
  change_free (self);
}

static void
busy (Change *self)
{
  fc_hub_request_fail_later (self->request, FC_HUB_TOO_MANY_REQUESTS, "slow-down",
                             "Many people are signing in just now. Try again in a moment.", 2);
  change_free (self);
}

static gboolean
change_job (FcHubStore  *store,
            gpointer     data,
            GError     **error)
{
  Change *self = data;
  const FcHubToken *token = &self->request->session->token;
  const char *hash = self->hash ? self->hash : self->credential;
  gint64 now = g_get_real_time ();

  return store->class->put_credential (store, &token->tenant_id, &self->user_id, hash, self->must_change, now, error) &&
         store->class->revoke_user (store, &token->tenant_id, &self->user_id, &token->family, now, error);
}

static void
changed_cb (FcHub    *hub,
            gpointer  data)
{
  Change *self = data;

  if (self->error)
    fc_hub_request_fail_store (self->request, self->error);
  else
    fc_hub_request_reply_empty (self->request, SOUP_STATUS_NO_CONTENT);
  change_free (self);
}

static void
change_done (gpointer      data,
             const GError *error)
{
  Change *self = data;

  self->error = error ? g_error_copy (error) : NULL;
  fc_hub_auth_changed (self->request->hub);
  fc_hub_to_main (self->request->hub, changed_cb, self);
}

static void
write_change (Change *self)
{
  fc_hub_writer_push (self->request->hub->writer, &self->request->session->token.tenant_id, change_job, change_done,
                      self);
}

static void
hashed_cb (gboolean    right,
           const char *hash,
           gpointer    data)
{
  Change *self = data;

  if (!right)
    {
      fail (self, SOUP_STATUS_SERVICE_UNAVAILABLE, "busy", "The server is short of memory. Try again in a moment.");
      return;
    }
  self->hash = g_strdup (hash);
  write_change (self);
}

static void
hash_new (Change *self)
{
  if (self->new_password == NULL)
    write_change (self);
  else if (!fc_hub_passwords_hash (self->request->hub->passwords, self->new_password, hashed_cb, self))
    busy (self);
}

static void
verified_cb (gboolean    right,
             const char *hash,
             gpointer    data)
{
  Change *self = data;
  g_autofree char *key = fc_id_dup_string (&self->user_id);

  if (right)
    {
      fc_hub_limits_passed (self->request->hub->limits, key);
      hash_new (self);
      return;
    }
  fc_hub_limits_failed (self->request->hub->limits, key, 3, g_get_monotonic_time ());
  fail (self, SOUP_STATUS_FORBIDDEN, "denied", "The old password is not right.");
}

static void
read_cb (FcHub    *hub,
         gpointer  data)
{
  Change *self = data;
  const FcActor *actor = self->request->session->actor;
  gboolean own = fc_id_equal (&actor->user_id, &self->user_id);

  if (self->error)
    {
      fc_hub_request_fail_store (self->request, self->error);
      change_free (self);
    }
  else if (!self->there)
    fail (self, SOUP_STATUS_NOT_FOUND, "not-found", "There is no such user. If you just added them, sync first.");
  else if (self->new_password == NULL && (own || self->credential == NULL))
    fail (self, SOUP_STATUS_BAD_REQUEST, "invalid", "Give new_password.");
  else if (own && self->old_password)
    {
      if (!fc_hub_passwords_verify (hub->passwords, self->credential, self->old_password, verified_cb, self))
        busy (self);
    }
  else if (!own && !self->above && fc_actor_may (actor, "users.edit"))
    hash_new (self);
  else
    fail (self, SOUP_STATUS_FORBIDDEN, "denied",
          own ? "Give the old password as well." : "Your roles do not allow setting other people’s passwords.");
}

static void
read_user (FcHub    *hub,
           gpointer  data)
{
  Change *self = data;
  const FcId *tenant = &self->request->session->token.tenant_id;
  FcHubReader *reader = fc_hub_take_reader (hub, &self->error);

  if (reader)
    {
      gboolean must_change;
      g_autoptr (FcRecord) user = reader->class->get (reader, tenant, FC_USER, &self->user_id, &self->error);
      g_autoptr (FcActor) target = user ? fc_hub_read_actor (reader, tenant, user, &self->error) : NULL;
      self->there = user != NULL;
      self->above = target && !fc_actor_covers (self->request->session->actor, target);
      self->credential = reader->class->find_credential (reader, tenant, &self->user_id, &must_change, &self->error);
      fc_hub_give_reader (hub, reader);
    }
  fc_hub_to_main (hub, read_cb, self);
}

/* /api/v1/auth/password names the user in the body, /api/v1/users/<id>/password in the path. */
static gboolean
find_user_id (FcHubRequest *request,
              JsonObject   *body,
              FcId         *id)
{
  static const char prefix[] = FC_HUB_API "/users/";
  const char *text = fc_hub_member_text (body, "user_id");
  g_autofree char *from_path = NULL;

  if (g_str_has_prefix (request->path, prefix))
    {
      from_path = g_strndup (request->path + strlen (prefix), FC_ID_STRING_LENGTH);
      text = from_path;
    }
  return text && fc_id_from_string (text, id);
}

static void
start (FcHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = fc_hub_request_body_object (request, &error);
  const char *password = body ? fc_hub_member_text (body, "new_password") : NULL;
  FcId id;

  if (body && password == NULL)
    password = fc_hub_member_text (body, "password");
  gboolean must_change = body && fc_hub_member_flag (body, "must_change");
  if (body == NULL || (!(must_change && password == NULL) && !fc_hub_password_check (password, &error)))
    {
      fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "invalid", error->message);
      return;
    }
  if (!find_user_id (request, body, &id))
    {
      fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "invalid", "Give user_id and new_password.");
      return;
    }
  g_autofree char *key = fc_id_dup_string (&id);
  guint wait = fc_hub_limits_wait (request->hub->limits, key, g_get_monotonic_time ());
  if (wait > 0)
    {
      fc_hub_request_fail_later (request, FC_HUB_TOO_MANY_REQUESTS, "slow-down", "Too many tries.", wait);
      return;
    }
  Change *change = g_new0 (Change, 1);
  change->request = fc_hub_request_ref (request);
  change->user_id = id;
  change->old_password = g_strdup (fc_hub_member_text (body, "old_password"));
  change->new_password = g_strdup (password);
  change->must_change = must_change && !fc_id_equal (&id, &request->session->actor->user_id);
  fc_hub_work (request->hub, read_user, change);
}

void
fc_hub_route_password (FcHubRequest *request)
{
  fc_hub_authenticate (request, start);
}

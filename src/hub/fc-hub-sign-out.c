/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-private.h"

/* Sign-out: ends the family of the refresh token, or of the access token. Says the same whatever came. */

typedef struct {
  FcHubRequest *request; /* (owned) */
  FcHubToken token;
  gboolean found;
  GError *error;
} SignOut;

static gboolean
end_family (FcHubStore  *store,
            gpointer     data,
            GError     **error)
{
  SignOut *self = data;
  return !self->found || store->class->revoke_family (store, &self->token.family, g_get_real_time (), error);
}

static void
signed_out_cb (FcHub    *hub,
               gpointer  data)
{
  SignOut *self = data;

  if (self->error)
    fc_hub_request_fail_store (self->request, self->error);
  else
    fc_hub_request_reply_empty (self->request, SOUP_STATUS_NO_CONTENT);
  g_clear_error (&self->error);
  fc_hub_request_unref (self->request);
  g_free (self);
}

static void
family_ended (gpointer      data,
              const GError *error)
{
  SignOut *self = data;

  self->error = error ? g_error_copy (error) : NULL;
  fc_hub_auth_changed (self->request->hub);
  fc_hub_to_main (self->request->hub, signed_out_cb, self);
}

static void
find_family (FcHub    *hub,
             gpointer  data)
{
  SignOut *self = data;
  FcHubReader *reader = fc_hub_take_reader (hub, NULL);

  if (reader)
    {
      reader->class->find_token (reader, self->token.hash, &self->token, &self->found, NULL);
      fc_hub_give_reader (hub, reader);
    }
  fc_hub_writer_push (hub->writer, self->found ? &self->token.tenant_id : NULL, end_family, family_ended, self);
}

void
fc_hub_route_logout (FcHubRequest *request)
{
  const char *authorization =
    soup_message_headers_get_one (soup_server_message_get_request_headers (request->message), "Authorization");
  g_autoptr (JsonObject) body = fc_hub_must_wait (request, NULL) ? NULL : fc_hub_request_body_object (request, NULL);
  const char *token = body ? fc_hub_member_text (body, "refresh_token") : NULL;

  if (request->answered)
    return;
  if (token == NULL && authorization && g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0)
    token = authorization + 7;
  if (token == NULL)
    {
      fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "invalid", "Give refresh_token.");
      return;
    }
  SignOut *self = g_new0 (SignOut, 1);
  self->request = fc_hub_request_ref (request);
  fc_hub_hash_token (token, self->token.hash);
  fc_hub_work (request->hub, find_family, self);
}

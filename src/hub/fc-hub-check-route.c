/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-check.h"
#include "fc-hub-page.h"
#include "fc-hub-private.h"

/* POST /api/v1/sync/check: decoded, counted and encoded on a worker. */
typedef struct {
  FcHubRequest *request; /* (owned) */
  GBytes *body;
  GBytes *answer;        /* (nullable): gzipped */
  gboolean plain;
  GError *error;
} Check;

static void
check_free (Check *self)
{
  fc_hub_request_unref (self->request);
  g_bytes_unref (self->body);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static void
answered_cb (FcHub    *hub,
             gpointer  data)
{
  Check *self = data;

  if (self->answer)
    fc_hub_request_reply (self->request, SOUP_STATUS_OK, "application/json", self->answer, !self->plain);
  else if (g_error_matches (self->error, FC_WIRE_ERROR, FC_WIRE_ERROR_TOO_LARGE))
    fc_hub_request_fail (self->request, SOUP_STATUS_CONFLICT, "behind", self->error->message);
  else if (g_error_matches (self->error, FC_HUB_ERROR, FC_HUB_ERROR_AHEAD))
    fc_hub_request_fail (self->request, SOUP_STATUS_GONE, "cursor-ahead", self->error->message);
  else if (g_error_matches (self->error, FC_WIRE_ERROR, FC_WIRE_ERROR_PROTOCOL))
    fc_hub_request_fail (self->request, SOUP_STATUS_BAD_REQUEST, "protocol", self->error->message);
  else if (self->error->domain == FC_WIRE_ERROR)
    fc_hub_request_fail (self->request, SOUP_STATUS_BAD_REQUEST, "invalid", self->error->message);
  else
    fc_hub_request_fail_store (self->request, self->error);
  check_free (self);
}

static gboolean
count (Check           *self,
       FcHubReader     *reader,
       FcCheckRequest  *wanted,
       FcCheckReply    *reply)
{
  const FcHubSession *session = self->request->session;
  FcHubStanding standing;

  if (!reader->class->standing (reader, &session->token.tenant_id, &standing, &self->error))
    return FALSE;
  if (standing.auth != session->auth)
    {
      g_set_error_literal (&self->error, FC_HUB_ERROR, FC_HUB_ERROR_FAILED,
                           "Users or roles have changed meanwhile. Try again.");
      return FALSE;
    }
  reply->epoch = standing.epoch;
  return wanted->epoch != standing.epoch || (fc_hub_cursor_check (wanted->cursor, standing.head, &self->error) &&
                                             fc_hub_check_fill (reader, session->actor, wanted, reply, &self->error));
}

static void
encode (Check        *self,
        FcCheckReply *reply)
{
  g_autoptr (GBytes) plain = fc_check_reply_encode (reply);

  self->answer = self->plain ? g_bytes_ref (plain) : fc_gzip (plain, 1);
}

static void
work (FcHub    *hub,
      gpointer  data)
{
  Check *self = data;
  g_autoptr (FcCheckRequest) wanted = fc_check_request_decode (self->body, &self->error);
  g_autoptr (FcCheckReply) reply = fc_check_reply_new ();
  FcHubReader *reader = wanted ? fc_hub_take_reader (hub, &self->error) : NULL;

  if (reader)
    {
      gboolean counted = count (self, reader, wanted, reply);
      fc_hub_give_reader (hub, reader);
      if (counted)
        encode (self, reply);
    }
  fc_hub_to_main (hub, answered_cb, self);
}

static void
admitted (FcHubRequest *request)
{
  Check *self = g_new0 (Check, 1);

  self->request = fc_hub_request_ref (request);
  self->body = soup_message_body_flatten (soup_server_message_get_request_body (request->message));
  self->plain = !fc_hub_request_accepts_gzip (request);
  fc_hub_work (request->hub, work, self);
}

void
fc_hub_route_check (FcHubRequest *request)
{
  fc_hub_authenticate (request, admitted);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crash-hub.h"
#include "crash-run.h"
#include "crash-victim.h"
#include "fc-wire.h"
#include "sim-files.h"

#include <libsoup/soup.h>
#include <string.h>
#include <unistd.h>

/*
 * forecourt-hub is killed while somebody pushes to it, at the n-th call to the disk or at some moment, again and again on the same
 * store. What it answered must be there, and be answered the same when it is sent again; what it did not answer is sent again to
 * the next process, and is applied once.
 */

#define CYCLES        24
#define CYCLES_A_LIFE 12
#define PUSHES        16
#define MOST_CALLS    200
#define MOST_MOMENT   60000 /* µs from the first push on */

static const char *program;

typedef struct {
  char *folder, *uri;
  CrashHub *hub;
  SoupSession *http;
  FcTokenReply *token; /* nullable */
} World;

/* Returns: (transfer full) (nullable): the body of a good answer */
static GBytes *
post (World *self, const char *path, GBytes *body)
{
  g_autofree char *uri = g_strconcat (self->uri, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GBytes) answer = NULL;

  if (self->token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", self->token->access_token, NULL);
      g_autofree char *tenant = fc_id_dup_string (&self->token->tenant_id);

      soup_message_headers_append (headers, "Authorization", bearer);
      soup_message_headers_append (headers, "X-Tenant-ID", tenant);
    }
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  answer = soup_session_send_and_read (self->http, message, NULL, NULL);
  if (answer == NULL)
    return NULL;
  if (soup_message_get_status (message) != 200) /* a hub that dies may say so, but never that it does not know us */
    g_assert_cmpint (soup_message_get_status (message), >=, 500);
  return soup_message_get_status (message) == 200 ? g_steal_pointer (&answer) : NULL;
}

static gboolean
sign_in (World *self)
{
  static const char json[] = "{\"tenant_slug\":\"acme\",\"email\":\"ada@example.org\",\"password\":\"correct horse\"}";
  g_autoptr (GBytes) body = g_bytes_new_static (json, sizeof json - 1);
  g_autoptr (GBytes) answer = NULL;

  if (self->token != NULL)
    return TRUE;
  answer = post (self, FC_WIRE_PATH_LOGIN, body);
  self->token = answer != NULL ? fc_token_reply_decode (answer, NULL) : NULL;
  if (self->token == NULL)
    return FALSE;
  self->hub->user = self->token->user_id;
  return TRUE;
}

/* The push that had no answer goes again, or a new one. */
static gboolean
push (World *self)
{
  CrashHub *hub = self->hub;
  CrashPush *next = hub->acked < hub->pushes->len ? hub->pushes->pdata[hub->acked] : crash_hub_begin (hub);
  g_autoptr (FcSyncRequest) request = fc_sync_request_new ();
  g_autoptr (FcSyncReply) reply = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;

  request->client_id = self->token->user_id;
  request->timestamp = g_get_real_time ();
  for (guint i = 0; i < next->ops->len; i++)
    g_ptr_array_add (request->ops, g_bytes_ref (((FcHubOp *) next->ops->pdata[i])->bytes));
  body = fc_sync_request_encode (request);
  answer = post (self, FC_WIRE_PATH_SYNC, body);
  reply = answer != NULL ? fc_sync_reply_decode (answer, NULL) : NULL;
  if (reply == NULL)
    return FALSE;
  for (guint i = 0; i < reply->results->len; i++)
    g_assert_cmpint (((FcWireResult *) reply->results->pdata[i])->status, ==, FC_RESULT_APPLIED);
  next->results = g_ptr_array_ref (reply->results);
  hub->acked++;
  return TRUE;
}

static gboolean
read_uri (World *self, CrashVictim *victim)
{
  char line[256] = { 0 };

  if (read (victim->out, line, sizeof line - 1) <= 0 || strchr (line, ' ') == NULL)
    return FALSE;
  g_free (self->uri);
  self->uri = g_strstrip (g_strdup (strchr (line, ' ') + 1));
  return TRUE;
}

static void
live_and_die (World *self, const CrashDeath *death)
{
  char *argv[] = { (char *) program,
                   (char *) "serve",
                   (char *) "--listen",
                   (char *) "127.0.0.1:0",
                   (char *) "--metrics-port=-1",
                   (char *) "--quiet",
                   (char *) "--insecure-test-hashing",
                   self->folder,
                   NULL };
  CrashVictim *victim = crash_victim_new (argv, self->folder, death);

  if (read_uri (self, victim) && sign_in (self))
    {
      crash_victim_aim (victim);
      for (guint i = 0; i < PUSHES && push (self); i++)
        ;
    }
  soup_session_abort (self->http);
  crash_victim_finish (victim);
}

static void
begin_life (World *self, guint cycle)
{
  FcId tenant;

  sim_remove_folder (self->folder);
  sim_copy_folder (crash_hub_template (&tenant), self->folder);
  g_clear_pointer (&self->hub, crash_hub_free);
  g_clear_pointer (&self->token, fc_token_reply_free);
  self->hub = crash_hub_new (crash_first_seed () + cycle, self->folder);
}

static void
test_kill (void)
{
  guint cycles = crash_scaled (CYCLES), n_acked = 0;
  g_autofree char *base = g_strdup (sim_make_folder ());
  g_autofree char *folder = g_build_filename (base, "hub", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) crash_first_seed ());
  World self = { .folder = folder, .http = soup_session_new_with_options ("timeout", 20, NULL) };

  for (guint i = 0; i < cycles; i++)
    {
      CrashDeath death = { 0 };
      g_autofree char *wrong = NULL;
      guint before;

      if (i % CYCLES_A_LIFE == 0)
        begin_life (&self, i);
      if (i % 2 == 0)
        death.at = 1 + (i / 2 * MOST_CALLS / MAX (cycles / 2, 1) + (guint) crash_first_seed ()) % MOST_CALLS;
      else
        death.moment_us = (guint) g_rand_int_range (rand, 1, MOST_MOMENT);
      before = self.hub->acked;
      live_and_die (&self, &death);
      n_acked += self.hub->acked - before;
      wrong = crash_hub_check (self.hub, self.hub->acked, folder);
      if (wrong != NULL)
        g_error ("cycle %u from seed %" G_GUINT64_FORMAT " (call %u, %u µs): %s", i, crash_first_seed (), death.at,
                 death.moment_us, wrong);
    }
  g_test_message ("from seed %" G_GUINT64_FORMAT ": %u cycles, %u pushes acknowledged", crash_first_seed (), cycles,
                  n_acked);
  g_assert_cmpuint (n_acked, >, 0);
  g_clear_pointer (&self.hub, crash_hub_free);
  g_clear_pointer (&self.token, fc_token_reply_free);
  g_clear_object (&self.http);
  g_free (self.uri);
  sim_remove_folder (base);
}

int
main (int argc, char **argv)
{
  program = argv[1];
  crash_victim_init (argv[2]);
  argv[2] = argv[0];
  argv += 2;
  argc -= 2;
  crash_init (&argc, &argv);
  g_test_add_func ("/crash/kill/hub", test_kill);
  return crash_run ();
}

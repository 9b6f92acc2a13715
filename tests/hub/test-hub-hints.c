/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hub-fixture.h"

#define PATIENCE 30 /* seconds */

/* A socket of somebody's. */
typedef struct {
  SoupWebsocketConnection *connection; /* (nullable): NULL where the hub refused */
  guint status;                        /* of the handshake's answer */
  guint hints;
  gint64 epoch, head;
  gboolean closed;
  gushort code;
} Line;

static void
message_cb (SoupWebsocketConnection *connection,
            int                      type,
            GBytes                  *message,
            Line                    *self)
{
  self->hints++;
  g_assert_true (fc_head_reply_decode (message, &self->epoch, &self->head, NULL));
}

static void
closed_cb (SoupWebsocketConnection *connection,
           Line                    *self)
{
  self->closed = TRUE;
  self->code = soup_websocket_connection_get_close_code (connection);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static SoupMessage *
new_message (HubFixture *fixture,
             const char *token,
             const char *tenant,
             const char *of_path)
{
  g_autofree char *uri = g_strconcat (fc_hub_get_uri (fixture->hub), FC_WIRE_PATH_HINTS, of_path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  SoupMessage *message = soup_message_new ("GET", uri);

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_message_headers_append (soup_message_get_request_headers (message), "X-Tenant-ID", tenant);
  return message;
}

static Line *
line_new (HubFixture *fixture,
          const char *token,
          const char *tenant,
          const char *of_path)
{
  g_autoptr (SoupMessage) message = new_message (fixture, token, tenant, of_path);
  g_autoptr (GAsyncResult) result = NULL;
  Line *self = g_new0 (Line, 1);

  soup_session_websocket_connect_async (fixture->http, message, NULL, NULL, G_PRIORITY_DEFAULT, NULL, connected_cb,
                                        &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  self->connection = soup_session_websocket_connect_finish (fixture->http, result, NULL);
  self->status = soup_message_get_status (message);
  if (self->connection)
    {
      g_signal_connect (self->connection, "message", G_CALLBACK (message_cb), self);
      g_signal_connect (self->connection, "closed", G_CALLBACK (closed_cb), self);
    }
  return self;
}

static Line *
line_of (Client *client)
{
  Line *self = line_new (client->fixture, client->access, client->tenant, client->tenant);

  g_assert_nonnull (self->connection);
  return self;
}

static void
line_free (Line *self)
{
  if (self->connection)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_object (&self->connection);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Line, line_free)

static void
ask (Line   *self,
     gint64  epoch,
     gint64  since)
{
  g_autoptr (GBytes) text = fc_head_reply_encode (epoch, since);

  soup_websocket_connection_send_message (self->connection, SOUP_WEBSOCKET_DATA_TEXT, text);
}

static gboolean
wake_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until so many hints have come, or the line is closed; FALSE: neither within @ms. */
static gboolean
listen_for (Line  *self,
            guint  hints,
            guint  ms)
{
  gboolean late = FALSE;
  guint timer = g_timeout_add (ms, wake_cb, &late);

  while (self->hints < hints && !self->closed && !late)
    g_main_context_iteration (NULL, TRUE);
  if (!late)
    g_source_remove (timer);
  return !late;
}

static void
push_product (Client     *client,
              const char *code)
{
  g_autoptr (FcRecord) product = new_product (code);
  g_autoptr (FcSyncReply) reply = client_push (client, fc_op_new_insert (product, g_get_real_time ()));

  g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_APPLIED);
}

static void
test_says_when_it_moves (HubFixture    *fixture,
                         gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Client) rita = client_sign_in (fixture, "rival", "rita@rival.example", PASSWORD);
  g_autoptr (Line) line = line_of (ada);
  g_autoptr (Line) other = line_of (rita);
  gint64 head;

  ask (line, 1, 0); /* of another epoch: told at once how far the hub is */
  g_assert_true (listen_for (line, 1, PATIENCE * 1000));
  ask (other, 1, 0);
  g_assert_true (listen_for (other, 1, PATIENCE * 1000));
  head = line->head;
  ask (line, line->epoch, head);
  ask (other, other->epoch, other->head);
  push_product (ada, "A1");
  g_assert_true (listen_for (line, 2, PATIENCE * 1000));
  g_assert_cmpint (line->head, >, head);
  /* Nobody asked again: nothing more comes, whatever happens. */
  push_product (ada, "A2");
  ask (line, line->epoch, line->head);
  g_assert_true (listen_for (line, 3, PATIENCE * 1000));
  g_assert_cmpuint (line->hints, ==, 3);
  g_assert_cmpuint (other->hints, ==, 1); /* what is done in one company is nobody else's business */
}

static void
test_who_may_listen (HubFixture    *fixture,
                     gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Client) rita = client_sign_in (fixture, "rival", "rita@rival.example", PASSWORD);
  g_autoptr (Line) by_slug = line_new (fixture, ada->access, ada->tenant, "acme");
  g_autoptr (Line) forged = line_new (fixture, "forged", ada->tenant, ada->tenant);
  g_autoptr (Line) elsewhere = line_new (fixture, ada->access, ada->tenant, rita->tenant);
  g_autoptr (Line) in_anothers_name = line_new (fixture, ada->access, rita->tenant, rita->tenant);
  g_autoptr (Reply) no_socket = hub_send (fixture, "GET", FC_WIRE_PATH_HINTS "acme", ada->access, ada->tenant, NULL);

  g_assert_nonnull (by_slug->connection);
  g_assert_null (forged->connection);
  g_assert_cmpuint (forged->status, ==, 401);
  g_assert_null (elsewhere->connection);
  g_assert_cmpuint (elsewhere->status, ==, 400);
  g_assert_null (in_anothers_name->connection);
  g_assert_cmpuint (in_anothers_name->status, ==, 400);
  g_assert_cmpuint (no_socket->status, ==, 400);
}

static void
test_what_is_not_understood_ends_it (HubFixture    *fixture,
                                     gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Line) odd = line_of (ada);
  g_autoptr (Line) large = line_of (ada);
  g_autofree char *flood = g_strnfill (100000, '[');

  soup_websocket_connection_send_text (odd->connection, "{\"head\":\"'; DROP TABLE tenant\"}");
  g_assert_true (listen_for (odd, 1, PATIENCE * 1000));
  g_assert_cmpuint (odd->code, ==, SOUP_WEBSOCKET_CLOSE_PROTOCOL_ERROR);
  soup_websocket_connection_send_text (large->connection, flood);
  g_assert_true (listen_for (large, 1, PATIENCE * 1000));
  g_assert_true (large->closed);
}

/* Whoever is signed out hears no more. */
static void
test_ends_with_the_session (HubFixture    *fixture,
                            gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Client) else_where = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Line) line = line_of (ada);
  g_autoptr (Line) other = line_of (else_where);
  g_autofree char *json = g_strdup_printf ("{\"refresh_token\":\"%s\"}", ada->refresh);
  g_autoptr (Reply) reply = hub_post (fixture, FC_WIRE_PATH_LOGOUT, json);

  g_assert_cmpuint (reply->status, ==, 204);
  g_assert_true (listen_for (line, 1, PATIENCE * 1000));
  g_assert_cmpuint (line->code, ==, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION);
  g_assert_false (other->closed);
}

static void
test_goodbye (HubFixture    *fixture,
              gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Line) line = line_of (ada);

  hub_fixture_stop (fixture);
  g_assert_true (listen_for (line, 1, PATIENCE * 1000));
  g_assert_true (line->closed);
  hub_fixture_start (fixture);
}

static void
set_up_impatient (HubFixture    *fixture,
                  gconstpointer  data)
{
  hub_fixture_set_up (fixture, data);
  fixture->config.ping_seconds = 1;
  hub_fixture_restart (fixture);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(gssize *) user_data = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
}

/* A computer that was switched off says no goodbye: its socket ends when it answers no pings. One that answers stays. */
static void
test_the_dead_are_let_go (HubFixture    *fixture,
                          gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Line) alive = line_of (ada);
  g_autoptr (GSocketClient) dialler = g_socket_client_new ();
  g_autoptr (GSocketConnection) dead = NULL;
  g_autofree char *hello =
    g_strdup_printf ("GET /ws/acme HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                     "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                     "Authorization: Bearer %s\r\nX-Tenant-ID: acme\r\n\r\n",
                     ada->access);
  char buffer[4096];
  gssize n;

  dead = g_socket_client_connect_to_host (dialler, "127.0.0.1", fc_hub_get_port (fixture->hub), NULL, NULL);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (dead)), hello, strlen (hello),
                                            NULL, NULL, NULL));
  do
    {
      n = -2;
      g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (dead)), buffer, sizeof buffer,
                                 G_PRIORITY_DEFAULT, NULL, read_cb, &n);
      while (n == -2)
        g_main_context_iteration (NULL, TRUE);
    }
  while (n > 0);
  g_assert_false (alive->closed);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, test) hub_fixture_add ("hints/" name, HubFixture, hub_fixture_set_up, test, hub_fixture_tear_down)
  TEST ("says-when-it-moves", test_says_when_it_moves);
#define TEST_ONCE(name, set, test) \
  g_test_add ("/hub/hints/" name, HubFixture, ON_SQLITE, set, test, hub_fixture_tear_down)
  TEST_ONCE ("who-may-listen", hub_fixture_set_up, test_who_may_listen);
  TEST_ONCE ("what-is-not-understood-ends-it", hub_fixture_set_up, test_what_is_not_understood_ends_it);
  TEST_ONCE ("ends-with-the-session", set_up_impatient, test_ends_with_the_session);
  TEST_ONCE ("goodbye", hub_fixture_set_up, test_goodbye);
  TEST_ONCE ("the-dead-are-let-go", set_up_impatient, test_the_dead_are_let_go);
  return g_test_run ();
}

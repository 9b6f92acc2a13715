/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fc-hub-certificate.h"
#include "hub-fixture.h"

/* A client that speaks raw bytes, on a thread of its own while the hub runs here. */
typedef struct {
  guint16 port;
  const char *hello; /* sent at once */
  guint drip_ms;     /* then a byte each so often; 0: nothing more */
  const char *flood; /* nullable: then this, until the hub hangs up or 64 MB are sent */
  double seconds;    /* until the hub hung up: out */
  GString *answer;   /* out */
  gboolean hung_up;  /* out */
  int done;
} RawClient;

static gboolean
send_flood (int         fd,
            const char *flood)
{
  gsize sent = 0, length = strlen (flood);

  while (sent < 64 * 1024 * 1024)
    {
      ssize_t n = send (fd, flood, length, MSG_NOSIGNAL);
      if (n <= 0)
        return FALSE;
      sent += (gsize) n;
    }
  return TRUE;
}

static gpointer
raw_client_run (gpointer data)
{
  RawClient *self = data;
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons (self->port),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  struct timeval patience = { 0, 1000 * MAX (self->drip_ms, 100) };
  gint64 start = g_get_monotonic_time ();
  int fd = socket (AF_INET, SOCK_STREAM, 0);
  char buffer[4096];

  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  send (fd, self->hello, strlen (self->hello), MSG_NOSIGNAL);
  if (self->flood)
    self->hung_up = !send_flood (fd, self->flood);
  while (!self->hung_up && g_get_monotonic_time () - start < 20 * G_USEC_PER_SEC)
    {
      ssize_t n = recv (fd, buffer, sizeof buffer, 0);
      if (n > 0)
        g_string_append_len (self->answer, buffer, n);
      else if (n == 0 || errno != EAGAIN)
        self->hung_up = TRUE;
      else if (self->drip_ms > 0)
        send (fd, "x", 1, MSG_NOSIGNAL);
    }
  self->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  close (fd);
  g_atomic_int_set (&self->done, 1);
  g_main_context_wakeup (NULL);
  return NULL;
}

static void
raw_client (HubFixture *fixture,
            RawClient  *client)
{
  client->port = fc_hub_get_port (fixture->hub);
  client->answer = g_string_new (NULL);
  GThread *thread = g_thread_new ("raw-client", raw_client_run, client);
  while (!g_atomic_int_get (&client->done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
}

static void
test_large_body (HubFixture    *fixture,
                 gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (GBytes) nine = g_bytes_new_take (g_malloc0 (9 * 1024 * 1024), 9 * 1024 * 1024);
  g_autoptr (GBytes) small = g_bytes_new_take (g_malloc0 (100 * 1024), 100 * 1024);
  g_autoptr (Reply) sync = hub_send (fixture, "POST", FC_WIRE_PATH_SYNC, ada->access, ada->tenant, nine);
  g_autoptr (Reply) login = hub_send (fixture, "POST", FC_WIRE_PATH_LOGIN, NULL, NULL, small);

  g_assert_cmpuint (sync->status, ==, 413);
  g_assert_cmpstr (reply_code (sync), ==, "too-large");
  g_assert_cmpuint (login->status, ==, 413);
}

static void
test_huge_body (HubFixture    *fixture,
                gconstpointer  data)
{
  RawClient client = { .hello = "POST /api/v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 2147483648\r\n\r\n",
                       .flood = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" };

  raw_client (fixture, &client);
  g_assert_true (client.hung_up);
  g_string_free (client.answer, TRUE);
}

static void
test_endless_body (HubFixture    *fixture,
                   gconstpointer  data)
{
  RawClient client = { .hello = "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
                       .flood = "40\r\n0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\r\n" };

  raw_client (fixture, &client);
  g_assert_true (client.hung_up);
  g_string_free (client.answer, TRUE);
}

static Reply *
send_gzip (Client     *client,
           const char *path,
           GBytes     *packed)
{
  HubFixture *fixture = client->fixture;
  g_autofree char *uri = g_strconcat (fc_hub_get_uri (fixture->hub), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *bearer = g_strconcat ("Bearer ", client->access, NULL);

  soup_message_headers_append (headers, "Authorization", bearer);
  soup_message_headers_append (headers, "X-Tenant-ID", client->tenant);
  soup_message_headers_append (headers, "Content-Encoding", "gzip");
  return hub_send_message (fixture, message, packed);
}

static void
test_gzip_bomb (HubFixture    *fixture,
                gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (GBytes) zeros = g_bytes_new_take (g_malloc0 (200 * 1024 * 1024), 200 * 1024 * 1024);
  g_autoptr (GBytes) bomb = fc_gzip (zeros, 6);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (Reply) sync = send_gzip (ada, FC_WIRE_PATH_SYNC, bomb);

  g_assert_cmpuint (sync->status, ==, 413);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  g_autoptr (GBytes) broken = g_bytes_new_static ("not gzip at all", 15);
  g_autoptr (Reply) nonsense = send_gzip (ada, FC_WIRE_PATH_SYNC, broken);
  g_assert_cmpuint (nonsense->status, ==, 400);
}

static void
set_up_impatient (HubFixture    *fixture,
                  gconstpointer  data)
{
  hub_fixture_set_up (fixture, data);
  fixture->config.idle_seconds = 2;
  fixture->config.request_seconds = 3;
  fixture->config.connections_per_address = 4;
  hub_fixture_restart (fixture);
}

static void
test_dripping_headers (HubFixture    *fixture,
                       gconstpointer  data)
{
  RawClient client = { .hello = "POST /api/v1/sync HTTP/1.1\r\nHost: ", .drip_ms = 300 };

  raw_client (fixture, &client);
  g_assert_true (client.hung_up);
  g_assert_cmpfloat (client.seconds, <, 6);
  g_string_free (client.answer, TRUE);
}

static void
test_dripping_body (HubFixture    *fixture,
                    gconstpointer  data)
{
  RawClient client = { .hello = "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n{",
                       .drip_ms = 300 };

  raw_client (fixture, &client);
  g_assert_true (client.hung_up);
  g_assert_cmpfloat (client.seconds, <, 7);
  g_string_free (client.answer, TRUE);
}

static void
test_silence (HubFixture    *fixture,
              gconstpointer  data)
{
  RawClient client = { .hello = "" };

  raw_client (fixture, &client);
  g_assert_true (client.hung_up);
  g_assert_cmpfloat (client.seconds, <, 6);
  g_string_free (client.answer, TRUE);
}

static int
open_socket (HubFixture *fixture)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons (fc_hub_get_port (fixture->hub)),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  for (int i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
  return fd;
}

static void
test_connections_per_address (HubFixture    *fixture,
                              gconstpointer  data)
{
  int sockets[6], cut = 0;
  char byte;

  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    sockets[i] = open_socket (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    {
      cut += recv (sockets[i], &byte, 1, MSG_DONTWAIT) == 0;
      close (sockets[i]);
    }
  g_assert_cmpint (cut, ==, 2);
  for (int i = 0; i < 20; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_autoptr (Reply) ready = hub_send (fixture, "GET", "/ready", NULL, NULL, NULL); /* the places are free again */
  g_assert_cmpuint (ready->status, ==, 200);
}

static gint64
connections (HubFixture *fixture)
{
  g_autofree char *metrics = hub_fixture_metrics (fixture);
  const char *at = strstr (metrics, "http_connections{} ");

  g_assert_nonnull (at);
  return g_ascii_strtoll (at + strlen ("http_connections{} "), NULL, 10);
}

/* libsoup itself forgets a connection that its client ends between two requests. */
static void
test_hung_up_after_an_answer (HubFixture    *fixture,
                              gconstpointer  data)
{
  static const char request[] = "GET /ready HTTP/1.1\r\nHost: x\r\n\r\n";
  gint64 before = connections (fixture), until;
  int sockets[20];
  char answer[1024];

  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    {
      sockets[i] = open_socket (fixture);
      g_assert_cmpint (send (sockets[i], request, strlen (request), MSG_NOSIGNAL), ==, (int) strlen (request));
      while (recv (sockets[i], answer, sizeof answer, MSG_DONTWAIT) <= 0)
        g_main_context_iteration (NULL, FALSE);
      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200"));
    }
  g_assert_cmpint (connections (fixture), ==, before + (int) G_N_ELEMENTS (sockets));
  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    close (sockets[i]);
  for (until = g_get_monotonic_time () + 300000; g_get_monotonic_time () < until;)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (connections (fixture), ==, before);
}

static void
test_plain_http (HubFixture    *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  hub_fixture_stop (fixture);
  fixture->config.address = "0.0.0.0";
  fixture->hub = fc_hub_new (&fixture->config, &error);
  g_assert_no_error (error);
  g_assert_false (fc_hub_start (fixture->hub, &error));
  g_assert_error (error, FC_HUB_ERROR, FC_HUB_ERROR_CONFIG);
  g_clear_error (&error);
  hub_fixture_stop (fixture);
  fixture->config.behind_proxy = TRUE;
  hub_fixture_start (fixture);
}

static gboolean
any_certificate (SoupMessage          *message,
                 GTlsCertificate      *certificate,
                 GTlsCertificateFlags  flags,
                 gpointer              data)
{
  *(GTlsCertificateFlags *) data = flags;
  return flags == 0;
}

static void
test_tls (HubFixture    *fixture,
          gconstpointer  data)
{
  static const char *const names[] = { "127.0.0.1", "localhost", NULL };
  g_autofree char *tls = g_build_filename (fixture->folder, FC_HUB_TLS_FOLDER, NULL);
  g_autofree char *certificate = g_build_filename (tls, FC_HUB_CERTIFICATE, NULL);
  g_autofree char *key = g_build_filename (tls, FC_HUB_KEY, NULL);
  g_autofree char *authority = g_build_filename (tls, FC_HUB_AUTHORITY, NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificateFlags flags = 0;

  fc_hub_make_certificates (fixture->folder, names, &error);
  g_assert_no_error (error);
  hub_fixture_stop (fixture);
  fixture->config.certificate = certificate;
  fixture->config.key = key;
  hub_fixture_start (fixture);
  g_assert_true (g_str_has_prefix (fc_hub_get_uri (fixture->hub), "https://"));
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (authority, &error);
  g_assert_no_error (error);
  soup_session_set_tls_database (fixture->http, database);
  g_autofree char *uri = g_strconcat (fc_hub_get_uri (fixture->hub), "/ready", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (any_certificate), &flags);
  g_autoptr (Reply) reply = hub_send_message (fixture, message, NULL);
  g_assert_cmpint (flags, ==, 0);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_nonnull (
    soup_message_headers_get_one (soup_message_get_response_headers (message), "Strict-Transport-Security"));
  hub_fixture_stop (fixture);
}

static void
test_unknown_places (HubFixture    *fixture,
                     gconstpointer  data)
{
  g_autoptr (Reply) nowhere = hub_send (fixture, "GET", "/nowhere", NULL, NULL, NULL);
  g_autoptr (Reply) wrong_way = hub_send (fixture, "GET", FC_WIRE_PATH_SYNC, NULL, NULL, NULL);
  g_autoptr (Reply) metrics = hub_send (fixture, "GET", "/metrics", NULL, NULL, NULL);

  g_assert_cmpuint (nowhere->status, ==, 404);
  g_assert_cmpuint (wrong_way->status, ==, 405);
  g_assert_cmpuint (metrics->status, ==, 404); /* it has a listener of its own */
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST_WITH(path, set_up, func) \
  hub_fixture_add ("bounds/" path, HubFixture, set_up, func, hub_fixture_tear_down)
#define TEST(path, func) TEST_WITH (path, hub_fixture_set_up, func)
  TEST ("large-body", test_large_body);
  TEST ("two-gigabytes", test_huge_body);
  TEST ("endless-body", test_endless_body);
  TEST ("gzip-bomb", test_gzip_bomb);
  TEST_WITH ("dripping-headers", set_up_impatient, test_dripping_headers);
  TEST_WITH ("dripping-body", set_up_impatient, test_dripping_body);
  TEST_WITH ("silence", set_up_impatient, test_silence);
  TEST_WITH ("connections-per-address", set_up_impatient, test_connections_per_address);
  TEST ("hung-up-after-an-answer", test_hung_up_after_an_answer);
  TEST ("plain-http-stays-on-loopback", test_plain_http);
  TEST ("tls-by-own-authority", test_tls);
  TEST ("unknown-places", test_unknown_places);
  return g_test_run ();
}

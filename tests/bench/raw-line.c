/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "raw-line.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fc-wire.h"

#define FIN_TEXT 0x81
#define FIN_PING 0x89
#define FIN_PONG 0x8a
#define MASKED   0x80

void
raw_line_many (guint n)
{
  struct rlimit limit;

  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = MIN (MAX (limit.rlim_cur, n), limit.rlim_max);
  if (limit.rlim_cur < n || setrlimit (RLIMIT_NOFILE, &limit) != 0)
    g_error ("%u open files are not allowed here", n);
}

/* Which certificate the hub shows is not what is measured. */
static void
shake_hands (RawLine *self)
{
  static gnutls_certificate_credentials_t credentials;
  int code;

  if (g_once_init_enter (&credentials))
    {
      gnutls_certificate_credentials_t made;

      gnutls_certificate_allocate_credentials (&made);
      g_once_init_leave (&credentials, made);
    }
  gnutls_init (&self->tls, GNUTLS_CLIENT);
  gnutls_set_default_priority (self->tls);
  gnutls_credentials_set (self->tls, GNUTLS_CRD_CERTIFICATE, credentials);
  gnutls_transport_set_int (self->tls, self->fd);
  while ((code = gnutls_handshake (self->tls)) < 0)
    if (gnutls_error_is_fatal (code))
      g_error ("no TLS: %s", gnutls_strerror (code));
}

void
raw_line_open (RawLine *self, guint16 port, gboolean tls)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  int on = 1;

  *self = (RawLine){ .fd = socket (AF_INET, SOCK_STREAM, 0), .in = g_byte_array_new () };
  if (self->fd < 0 || connect (self->fd, (struct sockaddr *) &address, sizeof address) != 0)
    g_error ("cannot connect");
  setsockopt (self->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (tls)
    shake_hands (self);
}

void
raw_line_close (RawLine *self)
{
  g_clear_pointer (&self->tls, gnutls_deinit);
  g_clear_pointer (&self->in, g_byte_array_unref);
  close (self->fd);
}

static void
send_all (RawLine *self, const void *bytes, gsize size)
{
  const char *data = bytes;

  while (size > 0)
    {
      ssize_t sent = self->tls ? gnutls_record_send (self->tls, data, size) : send (self->fd, data, size, MSG_NOSIGNAL);
      if (sent <= 0)
        g_error ("the hub hung up");
      data += sent;
      size -= (gsize) sent;
    }
}

static void
read_more (RawLine *self)
{
  char buffer[65536];
  ssize_t got;

  do
    got = self->tls ? gnutls_record_recv (self->tls, buffer, sizeof buffer) : recv (self->fd, buffer, sizeof buffer, 0);
  while (self->tls && (got == GNUTLS_E_AGAIN || got == GNUTLS_E_INTERRUPTED));
  if (got <= 0)
    g_error ("the hub hung up");
  g_byte_array_append (self->in, (const guint8 *) buffer, (guint) got);
}

/* Waits until the head of an answer is there; returns its length. */
static guint
read_head (RawLine *self, const char *status)
{
  const guint8 *end = NULL;

  while ((end = self->in->len > 0 ? memmem (self->in->data, self->in->len, "\r\n\r\n", 4) : NULL) == NULL)
    read_more (self);
  if (memcmp (self->in->data, "HTTP/1.1 ", 9) != 0 || memcmp (self->in->data + 9, status, 3) != 0)
    g_error ("%.*s", (int) self->in->len, self->in->data);
  return (guint) (end + 4 - self->in->data);
}

GBytes *
raw_line_post (RawLine *self, const char *headers, GBytes *body)
{
  gsize size;
  const void *data = g_bytes_get_data (body, &size);
  g_autofree char *head = g_strdup_printf ("%sContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n", headers, size);

  send_all (self, head, strlen (head));
  send_all (self, data, size);
  guint start = read_head (self, "200");
  const char *length = memmem (self->in->data, start, "Content-Length: ", 16);
  if (length == NULL)
    g_error ("an answer without a length");
  guint wanted = (guint) strtoul (length + 16, NULL, 10);
  while (self->in->len < start + wanted)
    read_more (self);
  GBytes *answer = g_bytes_new (self->in->data + start, wanted);
  g_byte_array_remove_range (self->in, 0, start + wanted);
  return answer;
}

void
raw_line_watch (RawLine *self, const char *tenant, const char *token)
{
  g_autofree char *head = g_strdup_printf ("GET " FC_WIRE_PATH_HINTS "%s HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n"
                                           "X-Tenant-ID: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
                                           tenant, token, tenant);

  send_all (self, head, strlen (head));
  g_byte_array_remove_range (self->in, 0, read_head (self, "101"));
}

/* A mask of nought leaves the bytes as they are. */
static void
send_frame (RawLine *self, guint8 kind, const guint8 *data, gsize size)
{
  guint8 frame[6 + 125] = { kind, (guint8) (MASKED | size) };

  g_assert (size <= 125);
  memcpy (frame + 6, data, size);
  send_all (self, frame, 6 + size);
}

void
raw_line_ask (RawLine *self, gint64 epoch, gint64 since)
{
  g_autoptr (GBytes) text = fc_head_reply_encode (epoch, since);
  gsize size;
  const guint8 *data = g_bytes_get_data (text, &size);

  send_frame (self, FIN_TEXT, data, size);
}

gint64
raw_line_hear (RawLine *self)
{
  gint64 epoch, head = -1;

  while (self->in->len < 2 || self->in->len < 2u + self->in->data[1])
    read_more (self);
  const guint8 *frame = self->in->data;
  g_autoptr (GBytes) text = g_bytes_new (frame + 2, frame[1]);
  if (frame[0] == FIN_PING)
    send_frame (self, FIN_PONG, frame + 2, frame[1]);
  else if (frame[0] != FIN_TEXT || !fc_head_reply_decode (text, &epoch, &head, NULL))
    g_error ("this is no hint: %02x %.*s", frame[0], MAX (frame[1] - 2, 0), (const char *) frame + 4);
  g_byte_array_remove_range (self->in, 0, 2u + (guint) g_bytes_get_size (text));
  return head;
}

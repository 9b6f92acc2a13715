/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "relay.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define POLL_MS 20

struct _Relay
{
  gatomicrefcount refs;
  int listener;
  guint16 hub_port;
  char *uri;
  GThread *thread;

  GMutex mutex;
  GCond idle;
  guint wires;  /* open */
  gboolean closed;
  gboolean down;
  int to_lose;
  char *path;   /* (nullable): of the request to answer here */
  char *answer; /* (nullable) */
  int answers;  /* how often it is given */
  gssize cut_after;
  gsize most;   /* 0: any */
  RelaySees sees; /* (nullable) */
  gpointer sees_data;
};

typedef struct
{
  Relay *relay;
  int client;
  int hub;
  gboolean lose; /* the reply to the request that is under way */
} Wire;

static void
relay_unref (Relay *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->idle);
  g_free (self->path);
  g_free (self->answer);
  g_free (self->uri);
  g_free (self);
}

static int
connect_to (guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (connect (fd, (struct sockaddr *) &address, sizeof address) == 0)
    return fd;
  close (fd);
  return -1;
}

static gboolean
send_all (int         fd,
          const char *bytes,
          gssize      size)
{
  while (size > 0)
    {
      gssize sent = send (fd, bytes, (size_t) size, MSG_NOSIGNAL);

      if (sent <= 0)
        return FALSE;
      bytes += sent;
      size -= sent;
    }
  return TRUE;
}

#define TOO_LARGE "{\"protocol\":1,\"error\":{\"code\":\"too-large\",\"message\":\"Send less at once.\"}}"

/* As a proxy that reads all of it, and passes nothing on. FALSE: it is not too large. */
static gboolean
refuse_large (Wire       *wire,
              const char *bytes,
              gssize      size)
{
  const char *length = strstr (bytes, "\r\nContent-Length: "), *end = strstr (bytes, "\r\n\r\n");
  gint64 body = length != NULL ? g_ascii_strtoll (length + strlen ("\r\nContent-Length: "), NULL, 10) : 0;
  g_autofree char *answer = NULL;
  char rest[16384];

  if (wire->relay->most == 0 || !g_str_has_prefix (bytes, "POST /api/v1/sync") || end == NULL ||
      body <= (gint64) wire->relay->most)
    return FALSE;
  for (gint64 left = body - (size - (end + 4 - bytes)); left > 0;)
    {
      gssize n = recv (wire->client, rest, sizeof rest, 0);

      if (n <= 0)
        break;
      left -= n;
    }
  answer = g_strdup_printf ("HTTP/1.1 413 Said\r\nContent-Type: application/json\r\nContent-Length: %u\r\n"
                            "Connection: close\r\n\r\n" TOO_LARGE,
                            (guint) strlen (TOO_LARGE));
  send_all (wire->client, answer, (gssize) strlen (answer));
  shutdown (wire->client, SHUT_WR);
  return TRUE;
}

/* Something from the office. FALSE: the connection ends. */
static gboolean
pass_up (Wire *wire)
{
  Relay *self = wire->relay;
  char bytes[16384];
  gssize size = recv (wire->client, bytes, sizeof bytes - 1, 0);
  g_autofree char *answer = NULL;

  if (size <= 0)
    return FALSE;
  bytes[size] = '\0';
  g_mutex_lock (&self->mutex);
  if (self->sees != NULL)
    self->sees (bytes, self->sees_data);
  if (g_str_has_prefix (bytes, "POST /api/v1/sync HTTP") && self->to_lose > 0)
    {
      self->to_lose--;
      wire->lose = TRUE;
    }
  if (self->path != NULL && strchr (bytes, ' ') != NULL && g_str_has_prefix (strchr (bytes, ' ') + 1, self->path))
    {
      answer = g_strdup (self->answer);
      if (--self->answers <= 0)
        {
          g_clear_pointer (&self->answer, g_free);
          g_clear_pointer (&self->path, g_free);
        }
    }
  g_mutex_unlock (&self->mutex);
  if (refuse_large (wire, bytes, size))
    return FALSE;
  if (answer == NULL)
    return send_all (wire->hub, bytes, size);
  g_usleep (50000);
  recv (wire->client, bytes, sizeof bytes, MSG_DONTWAIT);
  send_all (wire->client, answer, (gssize) strlen (answer));
  shutdown (wire->client, SHUT_WR);
  return FALSE;
}

/* Something from the hub. */
static gboolean
pass_down (Wire *wire)
{
  Relay *self = wire->relay;
  char bytes[16384];
  gssize size = recv (wire->hub, bytes, sizeof bytes, 0);
  gboolean cut = FALSE;

  if (size <= 0 || wire->lose)
    return FALSE;
  g_mutex_lock (&self->mutex);
  if (self->cut_after >= 0)
    {
      self->cut_after -= size;
      cut = self->cut_after < 0;
      if (cut)
        self->cut_after = -1;
    }
  g_mutex_unlock (&self->mutex);
  return !cut && send_all (wire->client, bytes, size);
}

static gboolean
is_off (Relay *self)
{
  gboolean off;

  g_mutex_lock (&self->mutex);
  off = self->down || self->closed;
  g_mutex_unlock (&self->mutex);
  return off;
}

static gpointer
carry (gpointer data)
{
  Wire *wire = data;
  gboolean open = wire->hub >= 0;

  while (open && !is_off (wire->relay))
    {
      struct pollfd fds[] = { { wire->client, POLLIN, 0 }, { wire->hub, POLLIN, 0 } };

      poll (fds, G_N_ELEMENTS (fds), POLL_MS);
      if (fds[0].revents != 0)
        open = pass_up (wire);
      if (open && fds[1].revents != 0)
        open = pass_down (wire);
    }
  close (wire->client);
  if (wire->hub >= 0)
    close (wire->hub);
  g_mutex_lock (&wire->relay->mutex);
  wire->relay->wires--;
  g_cond_broadcast (&wire->relay->idle);
  g_mutex_unlock (&wire->relay->mutex);
  relay_unref (wire->relay);
  g_free (wire);
  return NULL;
}

static gpointer
listen_on (gpointer data)
{
  Relay *self = data;

  while (TRUE)
    {
      int client = accept (self->listener, NULL, NULL);
      guint16 port;
      Wire *wire;

      if (client < 0)
        break;
      g_mutex_lock (&self->mutex);
      if (self->down || self->closed)
        {
          close (client);
          g_mutex_unlock (&self->mutex);
          continue;
        }
      self->wires++;
      port = self->hub_port;
      g_mutex_unlock (&self->mutex);
      wire = g_new0 (Wire, 1);
      g_atomic_ref_count_inc (&self->refs);
      wire->relay = self;
      wire->client = client;
      wire->hub = connect_to (port);
      g_thread_unref (g_thread_new ("wire", carry, wire));
    }
  return NULL;
}

Relay *
relay_new (guint16 hub_port)
{
  Relay *self = g_new0 (Relay, 1);
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof address;

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->idle);
  self->hub_port = hub_port;
  self->cut_after = -1;
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (self->listener, 64), ==, 0);
  getsockname (self->listener, (struct sockaddr *) &address, &length);
  self->uri = g_strdup_printf ("http://127.0.0.1:%u", ntohs (address.sin_port));
  self->thread = g_thread_new ("relay", listen_on, self);
  return self;
}

void
relay_free (Relay *self)
{
  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  g_mutex_unlock (&self->mutex);
  shutdown (self->listener, SHUT_RDWR);
  g_thread_join (self->thread);
  close (self->listener);
  relay_unref (self);
}

const char *
relay_get_uri (Relay *self)
{
  return self->uri;
}

void
relay_set_down (Relay   *self,
                gboolean down)
{
  g_mutex_lock (&self->mutex);
  self->down = down;
  while (down && self->wires > 0)
    g_cond_wait (&self->idle, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

void
relay_set_port (Relay  *self,
                guint16 hub_port)
{
  g_mutex_lock (&self->mutex);
  self->hub_port = hub_port;
  g_mutex_unlock (&self->mutex);
}

void
relay_lose_replies (Relay *self,
                    int    n)
{
  g_mutex_lock (&self->mutex);
  self->to_lose = n;
  g_mutex_unlock (&self->mutex);
}

int
relay_get_to_lose (Relay *self)
{
  int n;

  g_mutex_lock (&self->mutex);
  n = self->to_lose;
  g_mutex_unlock (&self->mutex);
  return n;
}

void
relay_answer_next (Relay      *self,
                   const char *path,
                   int         status,
                   const char *body)
{
  g_mutex_lock (&self->mutex);
  g_free (self->path);
  g_free (self->answer);
  self->answers = 1;
  self->path = g_strconcat (path, " ", NULL);
  self->answer = g_strdup_printf ("HTTP/1.1 %d Said\r\nContent-Type: application/json\r\nContent-Length: %u\r\n"
                                  "Connection: close\r\n\r\n%s",
                                  status, (guint) strlen (body), body);
  g_mutex_unlock (&self->mutex);
}

void
relay_answer_times (Relay *self,
                    int    n)
{
  g_mutex_lock (&self->mutex);
  self->answers = n;
  g_mutex_unlock (&self->mutex);
}

gboolean
relay_has_answered (Relay *self)
{
  gboolean answered;

  g_mutex_lock (&self->mutex);
  answered = self->answer == NULL;
  g_mutex_unlock (&self->mutex);
  return answered;
}

void
relay_set_most (Relay *self,
                gsize  bytes)
{
  g_mutex_lock (&self->mutex);
  self->most = bytes;
  g_mutex_unlock (&self->mutex);
}

void
relay_cut_after (Relay *self,
                 gssize bytes)
{
  g_mutex_lock (&self->mutex);
  self->cut_after = bytes;
  g_mutex_unlock (&self->mutex);
}

void
relay_watch (Relay    *self,
             RelaySees sees,
             gpointer  data)
{
  g_mutex_lock (&self->mutex);
  self->sees = sees;
  self->sees_data = data;
  g_mutex_unlock (&self->mutex);
}

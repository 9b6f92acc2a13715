/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "push-load.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct {
  PushLoad *load;
  guint first;
} Lane;

static int
connect_to (guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  int on = 1, fd = socket (AF_INET, SOCK_STREAM, 0);

  if (connect (fd, (struct sockaddr *) &address, sizeof address) != 0)
    g_error ("cannot connect");
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

static void
send_all (int fd, const char *data, gsize size)
{
  while (size > 0)
    {
      ssize_t sent = send (fd, data, size, MSG_NOSIGNAL);
      if (sent <= 0)
        g_error ("the hub hung up");
      data += sent;
      size -= (gsize) sent;
    }
}

/* Reads one reply with a Content-Length; any status but 200 ends the benchmark. */
static GBytes *
read_reply (int fd)
{
  g_autoptr (GByteArray) in = g_byte_array_new ();
  const char *body = NULL;
  gsize wanted = G_MAXSIZE;
  char buffer[65536];

  while (body == NULL || (gsize) (in->data + in->len - (const guint8 *) body) < wanted)
    {
      ssize_t got = recv (fd, buffer, sizeof buffer, 0);
      if (got <= 0)
        g_error ("the hub hung up");
      g_byte_array_append (in, (const guint8 *) buffer, (guint) got);
      body = memmem (in->data, in->len, "\r\n\r\n", 4);
      if (body == NULL)
        continue;
      body += 4;
      const char *length = memmem (in->data, in->len, "Content-Length: ", 16);
      if (length == NULL || memcmp (in->data, "HTTP/1.1 200", 12) != 0)
        g_error ("%.*s", (int) in->len, in->data);
      wanted = (gsize) strtoul (length + 16, NULL, 10);
    }
  return g_bytes_new (body, wanted);
}

static gpointer
lane_run (gpointer data)
{
  Lane *lane = data;
  PushLoad *load = lane->load;
  int fd = connect_to (load->port);

  for (guint i = lane->first; i < load->bodies->len; i += load->n_connections)
    {
      gsize size;
      const char *body = g_bytes_get_data (load->bodies->pdata[i], &size);
      g_autofree char *head = g_strdup_printf ("%sContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                                               load->headers[i % load->n_headers], size);
      send_all (fd, head, strlen (head));
      send_all (fd, body, size);
      load->replies->pdata[i] = read_reply (fd);
    }
  close (fd);
  return NULL;
}

void
push_load_run (PushLoad *self)
{
  g_autofree Lane *lanes = g_new (Lane, self->n_connections);
  g_autofree GThread **threads = g_new (GThread *, self->n_connections);
  gint64 start = g_get_monotonic_time ();

  self->replies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_ptr_array_set_size (self->replies, (int) self->bodies->len);
  for (guint i = 0; i < self->n_connections; i++)
    {
      lanes[i] = (Lane){ self, i };
      threads[i] = g_thread_new ("lane", lane_run, &lanes[i]);
    }
  for (guint i = 0; i < self->n_connections; i++)
    g_thread_join (threads[i]);
  self->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

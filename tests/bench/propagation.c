/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <poll.h>
#include <stdio.h>

#include "push-hub.h"
#include "raw-line.h"

/*
 * propagation.p99: from the moment an office wants to send a change until another office of its company has it, while a
 * thousand sockets wait for hints and two hundred clients push five changes a second, each in a request of its own. All of
 * it on this machine, the hub in a process of its own, everything over the wire: the pushing office posts, the hub commits and
 * hints, the other office hears it and pulls. A change that had to queue behind its client's last is late from when it was due.
 * The other sockets ask again a second after each hint.
 */
#define COMPANIES    10
#define CLIENTS      20   /* that push, of each company */
#define SOCKETS      100  /* of each company */
#define PERIOD_US    (G_USEC_PER_SEC / 5)
#define WARM_UP      15   /* changes of each client that are not counted */
#define COUNTED      50
#define CHANGES      (WARM_UP + COUNTED)
#define ALL          (COMPANIES * CLIENTS * CHANGES)
#define ASK_AGAIN_US G_USEC_PER_SEC
#define LATEST_US    (20 * (gint64) G_USEC_PER_SEC) /* after the last was due, all must have come */

typedef struct {
  PushOffice office;
  FcId rows[CHANGES];
  GBytes *bodies[CHANGES];
  gint64 first; /* monotonic µs: when the first is due */
  gint64 came[CHANGES];
} Client;

typedef struct {
  PushOffice listener;
  Client clients[CLIENTS];
  GHashTable *due;      /* FcId → gint64*: where to note that the row has come */
  guint missing;
  FcCursor *cursor;
  gint64 epoch, head;
} Company;

static Company companies[COMPANIES];
static gint64 start, last_due;
static gint waiting; /* listeners that miss something */

static gpointer
client_run (gpointer data)
{
  Client *self = data;
  RawLine line;

  raw_line_open (&line, self->office.hub->port, FALSE);
  for (guint i = 0; i < CHANGES; i++)
    {
      gint64 wait = self->first + i * PERIOD_US - g_get_monotonic_time ();
      if (wait > 0)
        g_usleep ((gulong) wait);
      g_autoptr (GBytes) reply = raw_line_post (&line, self->office.headers, self->bodies[i]);
      g_autoptr (GPtrArray) replies = g_ptr_array_new ();
      g_ptr_array_add (replies, reply);
      if (push_count_applied (replies) != 1)
        g_error ("a change was refused");
    }
  raw_line_close (&line);
  return NULL;
}

/* All that is new, page by page. */
static void
pull (Company *self, RawLine *line)
{
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (FcSyncRequest) request = fc_sync_request_new ();
      g_autoptr (GError) error = NULL;
      request->client_id = self->listener.token->user_id;
      request->timestamp = g_get_real_time ();
      request->epoch = self->epoch;
      g_clear_pointer (&request->cursor, fc_cursor_free);
      request->cursor = fc_cursor_copy (self->cursor);
      g_autoptr (GBytes) plain = fc_sync_request_encode (request);
      g_autoptr (GBytes) body = fc_gzip (plain, 1);
      g_autoptr (GBytes) bytes = raw_line_post (line, self->listener.headers, body);
      g_autoptr (FcSyncReply) reply = fc_sync_reply_decode (bytes, &error);
      gint64 now = g_get_monotonic_time ();
      if (reply == NULL)
        g_error ("%s", error->message);
      for (guint i = 0; i < reply->updates->len; i++)
        {
          gint64 *came = g_hash_table_lookup (self->due, &((FcUpdate *) reply->updates->pdata[i])->id);
          if (came && *came == 0)
            {
              *came = now;
              self->missing--;
            }
        }
      fc_cursor_free (self->cursor);
      self->cursor = fc_cursor_copy (reply->cursor);
      self->epoch = reply->epoch;
      self->head = reply->head;
      more = reply->more;
    }
}

static gpointer
listener_run (gpointer data)
{
  Company *self = data;
  g_autofree char *tenant = fc_id_dup_string (&self->listener.token->tenant_id);
  RawLine line, hints;

  raw_line_open (&line, self->listener.hub->port, FALSE);
  raw_line_open (&hints, self->listener.hub->port, FALSE);
  raw_line_watch (&hints, tenant, self->listener.token->access_token);
  while (self->missing > 0 && g_get_monotonic_time () < last_due + LATEST_US)
    {
      struct pollfd ready = { .fd = hints.fd, .events = POLLIN };
      raw_line_ask (&hints, self->epoch, self->head);
      while (poll (&ready, 1, 1000) > 0 && raw_line_hear (&hints) < 0)
        ;
      pull (self, &line);
    }
  raw_line_close (&hints);
  raw_line_close (&line);
  g_atomic_int_add (&waiting, -1);
  return NULL;
}

/* A thousand offices that wait. */
static gpointer
sockets_run (gpointer data)
{
  const guint n = COMPANIES * SOCKETS;
  const gint64 epoch = companies[0].epoch; /* one hub has one */
  g_autofree RawLine *lines = g_new (RawLine, n);
  g_autofree struct pollfd *ready = g_new0 (struct pollfd, n);
  g_autofree gint64 *ask_at = g_new0 (gint64, n); /* 0: has asked */
  g_autofree gint64 *heads = g_new0 (gint64, n);

  for (guint i = 0; i < n; i++)
    {
      const FcTokenReply *token = companies[i % COMPANIES].listener.token;
      g_autofree char *tenant = fc_id_dup_string (&token->tenant_id);
      raw_line_open (&lines[i], companies[0].listener.hub->port, FALSE);
      raw_line_watch (&lines[i], tenant, token->access_token);
      ready[i] = (struct pollfd){ .fd = lines[i].fd, .events = POLLIN };
      heads[i] = companies[i % COMPANIES].head;
      ask_at[i] = 1;
    }
  g_atomic_int_set ((gint *) data, TRUE);
  while (g_atomic_int_get (&waiting) > 0)
    {
      gint64 now = g_get_monotonic_time ();
      for (guint i = 0; i < n; i++)
        if (ask_at[i] != 0 && ask_at[i] <= now)
          {
            raw_line_ask (&lines[i], epoch, heads[i]);
            ask_at[i] = 0;
          }
      poll (ready, n, 20);
      for (guint i = 0; i < n; i++)
        if (ready[i].revents != 0)
          {
            gint64 head = raw_line_hear (&lines[i]);
            heads[i] = MAX (heads[i], head);
            ask_at[i] = head >= 0 ? now + ASK_AGAIN_US : ask_at[i];
          }
    }
  for (guint i = 0; i < n; i++)
    raw_line_close (&lines[i]);
  return NULL;
}

static void
prepare_client (Company *company, Client *self)
{
  for (guint i = 0; i < CHANGES; i++)
    {
      g_autoptr (FcRecord) row = push_office_row (&self->office, i);
      g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
      FcOp *op = fc_op_new_insert (row, g_get_real_time ());
      op->client_seq = i + 1;
      g_ptr_array_add (ops, op);
      self->rows[i] = *fc_record_get_id (row);
      self->bodies[i] = push_office_body (&self->office, ops, 0, 1);
      g_hash_table_insert (company->due, &self->rows[i], &self->came[i]);
      company->missing++;
    }
}

static void
prepare (PushHub *hub)
{
  for (guint i = 0; i < COMPANIES; i++)
    {
      Company *company = &companies[i];
      RawLine line;
      g_autofree char *slug = g_strdup_printf ("bench%u", i);
      push_hub_add (hub, slug);
      company->due = g_hash_table_new (fc_id_hash, fc_id_equal);
      company->cursor = fc_cursor_new ();
      push_office_sign_in (&company->listener, hub, slug, NULL);
      for (guint j = 0; j < CLIENTS; j++)
        {
          push_office_init (&company->clients[j].office, hub, slug);
          prepare_client (company, &company->clients[j]);
        }
      raw_line_open (&line, hub->port, FALSE);
      pull (company, &line);
      raw_line_close (&line);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;
  return (one > other) - (one < other);
}

static void
report (void)
{
  g_autoptr (GArray) took = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < COMPANIES * CLIENTS; i++)
    for (guint j = WARM_UP; j < CHANGES; j++)
      {
        const Client *client = &companies[i / CLIENTS].clients[i % CLIENTS];
        gint64 us = client->came[j] - (client->first + j * PERIOD_US);
        if (client->came[j] == 0)
          g_error ("a change never came");
        g_array_append_val (took, us);
      }
  g_array_sort (took, compare);
  double p50 = (double) g_array_index (took, gint64, took->len / 2) / 1000;
  double p99 = (double) g_array_index (took, gint64, took->len * 99 / 100) / 1000;
  double most = (double) g_array_index (took, gint64, took->len - 1) / 1000;
  printf ("propagation.p99\t%.0f\tms\t%.2f\tthe limit of 250 ms (half of %u changes within %.0f ms, all within %.0f ms)\n", p99,
          p99 / 250, took->len, p50, most);
}

int
main (void)
{
  GThread *threads[COMPANIES * (CLIENTS + 1) + 1];
  guint n = 0;
  gint open = FALSE;
  PushHub hub;

  raw_line_many (COMPANIES * (SOCKETS + CLIENTS + 2) + 100);
  push_hub_start (&hub, NULL, FALSE);
  prepare (&hub);
  waiting = COMPANIES;
  start = last_due = G_MAXINT64 / 2;
  threads[n++] = g_thread_new ("sockets", sockets_run, &open);
  while (!g_atomic_int_get (&open))
    g_usleep (1000);
  start = g_get_monotonic_time () + G_USEC_PER_SEC;
  last_due = start + CHANGES * PERIOD_US;
  for (guint i = 0; i < COMPANIES; i++)
    threads[n++] = g_thread_new ("listener", listener_run, &companies[i]);
  for (guint i = 0; i < COMPANIES * CLIENTS; i++)
    {
      Client *client = &companies[i / CLIENTS].clients[i % CLIENTS];
      client->first = start + i * PERIOD_US / (COMPANIES * CLIENTS);
      threads[n++] = g_thread_new ("client", client_run, client);
    }
  for (guint i = 0; i < n; i++)
    g_thread_join (threads[i]);
  report ();
  push_hub_stop (&hub);
  return 0;
}

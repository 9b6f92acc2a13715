/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "fc-pg-store-private.h"

/*
 * One thread with a connection of its own that LISTENs. "<tenant>": its head has moved; "!<id>": users, roles or tokens
 * have changed. Heads are told after the commit, several at once, so that commits of many companies do not wait for each
 * other; a lost one is harmless, offices ask by themselves. While there is no connection nothing remembered is trusted.
 */
#define AGAIN_MS 1000

struct _FcPgListener {
  gatomicrefcount refs;
  char *uri;
  GThread *thread;
  int wake; /* eventfd */
  PGconn *connection;

  GMutex news_lock; /* held while somebody is told */
  FcHubNewsFunc news; /* nullable */
  gpointer data;

  GMutex lock; /* of what follows */
  GHashTable *moved; /* FcId */
  gboolean stop;
};

static gboolean
run_plain (FcPgListener *self,
           const char   *sql)
{
  g_autoptr (PGresult) result = PQexec (self->connection, sql);
  ExecStatusType status = PQresultStatus (result);

  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

static void
ignore_notice (void           *data,
               const PGresult *result)
{
}

static void
pass_on (FcPgListener *self,
         const FcId   *tenant,
         gboolean      auth)
{
  g_mutex_lock (&self->news_lock);
  if (self->news)
    self->news (tenant, auth, self->data);
  g_mutex_unlock (&self->news_lock);
}

static gboolean
connect_now (FcPgListener *self)
{
  static const char *const keys[] = { "dbname", "connect_timeout", "fallback_application_name", NULL };
  const char *const values[] = { self->uri, "5", "forecourt-hub", NULL };

  if (self->connection && PQstatus (self->connection) == CONNECTION_OK)
    return TRUE;
  g_clear_pointer (&self->connection, PQfinish);
  self->connection = PQconnectdbParams (keys, values, 1);
  PQsetNoticeReceiver (self->connection, ignore_notice, NULL);
  gboolean up = PQstatus (self->connection) == CONNECTION_OK && run_plain (self, "SET synchronous_commit = off") &&
                run_plain (self, "LISTEN " FC_PG_CHANNEL);
  pass_on (self, NULL, TRUE); /* whatever happened meanwhile */
  return up;
}

static void
hear (FcPgListener *self)
{
  PGnotify *notify;

  PQconsumeInput (self->connection);
  while ((notify = PQnotifies (self->connection)))
    {
      gboolean auth = notify->extra[0] == '!';
      FcId id;
      if (notify->be_pid != PQbackendPID (self->connection) && fc_id_from_string (notify->extra + auth, &id))
        pass_on (self, &id, auth);
      PQfreemem (notify);
    }
}

/* All that moved since the last time, in one statement. */
static void
tell (FcPgListener *self)
{
  g_autoptr (GHashTable) moved = NULL;
  g_autoptr (GString) list = g_string_new ("{");
  GHashTableIter iter;
  gpointer id;

  g_mutex_lock (&self->lock);
  moved = self->moved;
  self->moved = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, NULL);
  g_mutex_unlock (&self->lock);
  if (g_hash_table_size (moved) == 0)
    return;
  g_hash_table_iter_init (&iter, moved);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      char text[FC_ID_STRING_LENGTH + 1];
      fc_id_to_string (id, text);
      g_string_append_printf (list, "%s%s", list->len > 1 ? "," : "", text);
    }
  g_string_append_c (list, '}');
  const char *const values[] = { list->str };
  g_autoptr (PGresult) result =
    PQexecParams (self->connection, "SELECT pg_notify ('" FC_PG_CHANNEL "', t) FROM unnest ($1::text[]) t", 1, NULL,
                  values, NULL, NULL, 0);
}

static gboolean
must_stop (FcPgListener *self)
{
  g_mutex_lock (&self->lock);
  gboolean stop = self->stop;
  g_mutex_unlock (&self->lock);
  return stop;
}

static gpointer
listener_thread (gpointer data)
{
  FcPgListener *self = data;

  while (!must_stop (self))
    {
      gboolean up = connect_now (self);
      struct pollfd ears[] = { { .fd = self->wake, .events = POLLIN },
                               { .fd = up ? PQsocket (self->connection) : -1, .events = POLLIN } };
      guint64 count;
      if (up)
        {
          tell (self);
          hear (self); /* what came with the answer */
        }
      poll (ears, G_N_ELEMENTS (ears), up ? -1 : AGAIN_MS);
      if (ears[0].revents && read (self->wake, &count, sizeof count) < 0 && errno != EAGAIN)
        break;
      if (up && ears[1].revents)
        hear (self);
    }
  if (self->connection && PQstatus (self->connection) == CONNECTION_OK)
    tell (self);
  return NULL;
}

FcPgListener *
fc_pg_listener_new (const char *uri)
{
  FcPgListener *self = g_new0 (FcPgListener, 1);

  g_atomic_ref_count_init (&self->refs);
  self->uri = g_strdup (uri);
  self->wake = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  g_mutex_init (&self->lock);
  g_mutex_init (&self->news_lock);
  self->moved = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, NULL);
  self->thread = g_thread_new ("hub-listener", listener_thread, self);
  return self;
}

/**
 * fc_pg_listener_set_news:
 * @news: (nullable): called on a thread of its own; after this has returned, the one before is called no more
 */
void
fc_pg_listener_set_news (FcPgListener *self,
                         FcHubNewsFunc news,
                         gpointer      data)
{
  g_mutex_lock (&self->news_lock);
  self->news = news;
  self->data = data;
  g_mutex_unlock (&self->news_lock);
}

FcPgListener *
fc_pg_listener_ref (FcPgListener *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
wake (FcPgListener *self)
{
  const guint64 one = 1;

  if (write (self->wake, &one, sizeof one) < 0)
    g_debug ("The listener is awake already.");
}

void
fc_pg_listener_unref (FcPgListener *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_mutex_lock (&self->lock);
  self->stop = TRUE;
  g_mutex_unlock (&self->lock);
  wake (self);
  g_thread_join (self->thread);
  g_clear_pointer (&self->connection, PQfinish);
  close (self->wake);
  g_hash_table_unref (self->moved);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->news_lock);
  g_free (self->uri);
  g_free (self);
}

/**
 * fc_pg_listener_tell:
 *
 * The other processes on this database shall look at @tenant's head. Any thread; waits for nothing.
 */
void
fc_pg_listener_tell (FcPgListener *self,
                     const FcId   *tenant)
{
  g_mutex_lock (&self->lock);
  g_hash_table_add (self->moved, g_memdup2 (tenant, sizeof *tenant));
  g_mutex_unlock (&self->lock);
  wake (self);
}

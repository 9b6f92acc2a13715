/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-nest.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/epoll.h>
#include <unistd.h>

#define AT_ONCE 64

struct _FcHubNest {
  gatomicrefcount refs;
  int epoll;
  GSource *source;    /* (nullable): of epoll, in the context */
  GHashTable *waiting; /* descriptor → Waiting, unowned; a number may be used anew before who had it is quite gone */
};

/* Of one connection, from when somebody wants to read it. It has no descriptor of its own: the nest says when it is ready. */
typedef struct {
  GSource source;
  FcHubNest *nest;              /* (owned) */
  GPollableInputStream *stream; /* (owned) */
  int fd;
} Waiting;

static void
arm (Waiting *self)
{
  struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP | EPOLLONESHOT, .data.fd = self->fd };
  FcHubNest *nest = self->nest;

  g_hash_table_insert (nest->waiting, GINT_TO_POINTER (self->fd), self);
  if (epoll_ctl (nest->epoll, EPOLL_CTL_MOD, self->fd, &event) != 0 &&
      (errno != ENOENT || epoll_ctl (nest->epoll, EPOLL_CTL_ADD, self->fd, &event) != 0))
    g_source_set_ready_time (&self->source, 0); /* who reads it finds out what is wrong */
}

/* What TLS has read already the socket does not tell of. */
static void
wait_for_more (Waiting *self)
{
  gboolean ready = g_pollable_input_stream_is_readable (self->stream);

  g_source_set_ready_time (&self->source, ready ? 0 : -1);
  if (!ready)
    arm (self);
}

static gboolean
waiting_dispatch (GSource     *source,
                  GSourceFunc  callback,
                  gpointer     user_data)
{
  Waiting *self = (Waiting *) source;
  GPollableSourceFunc func = (GPollableSourceFunc) (void (*) (void)) callback;

  g_source_set_ready_time (source, -1);
  if (!func (G_OBJECT (self->stream), user_data))
    return G_SOURCE_REMOVE;
  if (!g_source_is_destroyed (source))
    wait_for_more (self);
  return G_SOURCE_CONTINUE;
}

static void
waiting_finalize (GSource *source)
{
  Waiting *self = (Waiting *) source;

  if (g_hash_table_lookup (self->nest->waiting, GINT_TO_POINTER (self->fd)) == self)
    g_hash_table_remove (self->nest->waiting, GINT_TO_POINTER (self->fd));
  g_object_unref (self->stream);
  fc_hub_nest_unref (self->nest);
}

static gboolean
pollable_closure_cb (GObject *stream,
                     gpointer user_data)
{
  GClosure *closure = user_data;
  g_auto (GValue) param = G_VALUE_INIT;
  g_auto (GValue) result = G_VALUE_INIT;

  g_value_init (&result, G_TYPE_BOOLEAN);
  g_value_init (&param, G_TYPE_OBJECT);
  g_value_set_object (&param, stream);
  g_closure_invoke (closure, &result, 1, &param, NULL);
  return g_value_get_boolean (&result);
}

static GSourceFuncs waiting_funcs = {
  .dispatch = waiting_dispatch,
  .finalize = waiting_finalize,
  .closure_callback = (GSourceFunc) (void (*) (void)) pollable_closure_cb,
};

static gboolean
ready_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  FcHubNest *self = user_data;
  struct epoll_event events[AT_ONCE];
  int n = epoll_wait (self->epoll, events, AT_ONCE, 0);

  for (int i = 0; i < n; i++)
    {
      Waiting *waiting = g_hash_table_lookup (self->waiting, GINT_TO_POINTER (events[i].data.fd));

      if (waiting)
        g_source_set_ready_time (&waiting->source, 0);
    }
  return G_SOURCE_CONTINUE;
}

/**
 * fc_hub_nest_new:
 *
 * Returns: (transfer full): for connections that are read in @context, and in its thread alone
 */
FcHubNest *
fc_hub_nest_new (GMainContext *context)
{
  FcHubNest *self = g_new0 (FcHubNest, 1);

  g_atomic_ref_count_init (&self->refs);
  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  if (self->epoll < 0)
    g_error ("No epoll: %s", g_strerror (errno));
  self->waiting = g_hash_table_new (g_direct_hash, g_direct_equal);
  self->source = g_unix_fd_source_new (self->epoll, G_IO_IN);
  g_source_set_callback (self->source, G_SOURCE_FUNC (ready_cb), self, NULL);
  g_source_attach (self->source, context);
  return self;
}

FcHubNest *
fc_hub_nest_ref (FcHubNest *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
fc_hub_nest_unref (FcHubNest *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  fc_hub_nest_close (self);
  close (self->epoll);
  g_hash_table_unref (self->waiting);
  g_free (self);
}

/* Nobody hears anything from here on. */
void
fc_hub_nest_close (FcHubNest *self)
{
  if (self->source)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

/**
 * fc_hub_nest_wait:
 * @fd: of the socket below @stream
 * @cancellable: (nullable):
 *
 * Returns: (transfer full): for g_pollable_input_stream_create_source(); is attached to the nest's context
 */
GSource *
fc_hub_nest_wait (FcHubNest            *self,
                  GPollableInputStream *stream,
                  int                   fd,
                  GCancellable         *cancellable)
{
  GSource *source = g_source_new (&waiting_funcs, sizeof (Waiting));
  Waiting *waiting = (Waiting *) source;

  waiting->nest = fc_hub_nest_ref (self);
  waiting->stream = g_object_ref (stream);
  waiting->fd = fd;
  g_source_set_static_name (source, "hub line");
  if (cancellable)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (source, cancelled);
    }
  wait_for_more (waiting);
  return source;
}

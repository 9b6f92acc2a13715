/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-line.h"

/*
 * A client's connection as libsoup gets it. libsoup 3.2 forgets a connection that ends between two requests: nobody waits for
 * a request that has not begun, so nothing closes it and its objects stay as long as the server. To libsoup such an end
 * comes after one byte more: a request broken off, which it cleans up after.
 */

#define FC_TYPE_HUB_LINE_INPUT (fc_hub_line_input_get_type ())
G_DECLARE_FINAL_TYPE (FcHubLineInput, fc_hub_line_input, FC, HUB_LINE_INPUT, GFilterInputStream)

struct _FcHubLineInput {
  GFilterInputStream parent_instance;
  FcHubNest *nest; /* (owned) */
  GSocket *socket; /* (owned) */
  gboolean busy;  /* from the headers of a request to the end of its answer */
  gboolean ended; /* and the byte is said */
};

struct _FcHubLine {
  GIOStream parent_instance;
  GIOStream *base;       /* (owned) */
  FcHubLineInput *input; /* (owned) */
};

static void fc_hub_line_input_pollable_init (GPollableInputStreamInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FcHubLineInput,
                               fc_hub_line_input,
                               G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, fc_hub_line_input_pollable_init))
G_DEFINE_FINAL_TYPE (FcHubLine, fc_hub_line, G_TYPE_IO_STREAM)

static GPollableInputStream *
pollable_base (GPollableInputStream *stream)
{
  return G_POLLABLE_INPUT_STREAM (g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (stream)));
}

static gboolean
line_input_can_poll (GPollableInputStream *stream)
{
  return g_pollable_input_stream_can_poll (pollable_base (stream));
}

static gboolean
line_input_is_readable (GPollableInputStream *stream)
{
  return g_pollable_input_stream_is_readable (pollable_base (stream));
}

static GSource *
line_input_create_source (GPollableInputStream *stream,
                          GCancellable         *cancellable)
{
  FcHubLineInput *self = FC_HUB_LINE_INPUT (stream);

  return fc_hub_nest_wait (self->nest, stream, g_socket_get_fd (self->socket), cancellable);
}

static gssize
line_input_read_nonblocking (GPollableInputStream  *stream,
                             void                  *buffer,
                             gsize                  count,
                             GError               **error)
{
  FcHubLineInput *self = FC_HUB_LINE_INPUT (stream);
  g_autoptr (GError) why = NULL;
  gssize n = g_pollable_input_stream_read_nonblocking (pollable_base (stream), buffer, count, NULL, &why);

  if (n <= 0 && count > 0 && !self->busy && !self->ended && !g_error_matches (why, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      self->ended = TRUE;
      *(char *) buffer = '?';
      return 1;
    }
  if (why)
    g_propagate_error (error, g_steal_pointer (&why));
  return n;
}

static void
fc_hub_line_input_pollable_init (GPollableInputStreamInterface *interface)
{
  interface->can_poll = line_input_can_poll;
  interface->is_readable = line_input_is_readable;
  interface->create_source = line_input_create_source;
  interface->read_nonblocking = line_input_read_nonblocking;
}

static void
fc_hub_line_input_finalize (GObject *object)
{
  FcHubLineInput *self = FC_HUB_LINE_INPUT (object);

  g_clear_object (&self->socket);
  g_clear_pointer (&self->nest, fc_hub_nest_unref);
  G_OBJECT_CLASS (fc_hub_line_input_parent_class)->finalize (object);
}

static void
fc_hub_line_input_class_init (FcHubLineInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_hub_line_input_finalize;
}

static void
fc_hub_line_input_init (FcHubLineInput *self)
{
}

static GInputStream *
fc_hub_line_get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (FC_HUB_LINE (stream)->input);
}

static GOutputStream *
fc_hub_line_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (FC_HUB_LINE (stream)->base);
}

static gboolean
fc_hub_line_close (GIOStream     *stream,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return g_io_stream_close (FC_HUB_LINE (stream)->base, cancellable, error);
}

static void
fc_hub_line_finalize (GObject *object)
{
  FcHubLine *self = FC_HUB_LINE (object);

  g_clear_object (&self->input);
  g_clear_object (&self->base);
  G_OBJECT_CLASS (fc_hub_line_parent_class)->finalize (object);
}

static void
fc_hub_line_class_init (FcHubLineClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fc_hub_line_finalize;
  stream_class->get_input_stream = fc_hub_line_get_input_stream;
  stream_class->get_output_stream = fc_hub_line_get_output_stream;
  stream_class->close_fn = fc_hub_line_close;
}

static void
fc_hub_line_init (FcHubLine *self)
{
}

/**
 * fc_hub_line_new:
 * @base: the socket's connection, or TLS above it
 * @socket: below it
 * @nest: where it is waited for
 *
 * Returns: (transfer full): the same connection, for soup_server_accept_iostream()
 */
FcHubLine *
fc_hub_line_new (GIOStream *base,
                 GSocket   *socket,
                 FcHubNest *nest)
{
  FcHubLine *self = g_object_new (FC_TYPE_HUB_LINE, NULL);

  self->base = g_object_ref (base);
  self->input = g_object_new (FC_TYPE_HUB_LINE_INPUT, "base-stream", g_io_stream_get_input_stream (base),
                              "close-base-stream", FALSE, NULL);
  self->input->socket = g_object_ref (socket);
  self->input->nest = fc_hub_nest_ref (nest);
  return self;
}

/**
 * fc_hub_line_set_busy:
 * @busy: a request is being read or answered: its end is the end
 */
void
fc_hub_line_set_busy (FcHubLine *self,
                      gboolean   busy)
{
  self->input->busy = busy;
}

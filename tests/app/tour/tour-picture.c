/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tour-picture.h"

static gboolean
timed_out_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Lets the program go on for a while. */
void
tour_wait (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, timed_out_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

typedef struct {
  GtkWidget *window;
  int width, height;
  GskRenderNode *node;
  guint unsettled;
  gboolean done;
} Picture;

/* Frames that may pass while something in the window still asks for another size. */
#define UNSETTLED_FRAMES 200

/* Right after a frame everything has its place, unless it asked for another one while it was drawn: then GTK draws
 * nothing, and the next frame is looked at. */
static void
after_paint_cb (GdkFrameClock *clock,
                Picture       *picture)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (picture->window);
  GtkSnapshot *snapshot;

  if (picture->done)
    return;
  snapshot = gtk_snapshot_new ();
  picture->width = gtk_widget_get_width (picture->window);
  picture->height = gtk_widget_get_height (picture->window);
  gdk_paintable_snapshot (paintable, snapshot, picture->width, picture->height);
  picture->node = gtk_snapshot_free_to_node (snapshot);
  picture->done = picture->node != NULL || ++picture->unsettled > UNSETTLED_FRAMES;
  if (!picture->done)
    gtk_widget_queue_draw (picture->window);
}

static void
wait_for_frame (GtkWidget *window,
                GCallback  painted,
                gpointer   data,
                gboolean  *done)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gulong handler = g_signal_connect (clock, "after-paint", painted, data);

  gtk_widget_queue_draw (window);
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

static void
framed_cb (GdkFrameClock *clock,
           gboolean      *done)
{
  *done = TRUE;
}

/* Lets the window lay itself out. */
void
tour_frame (GtkWidget *window)
{
  gboolean done = FALSE;

  wait_for_frame (window, G_CALLBACK (framed_cb), &done, &done);
}

/**
 * tour_draw:
 *
 * Returns: (transfer full): the window as GTK draws it, without asking the X server
 */
GdkTexture *
tour_draw (GtkWidget *window,
           int       *width,
           int       *height)
{
  Picture picture = { .window = window };
  GdkTexture *texture;

  wait_for_frame (window, G_CALLBACK (after_paint_cb), &picture, &picture.done);
  *width = picture.width;
  *height = picture.height;
  if (picture.node == NULL)
    g_error ("The window draws nothing");
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), picture.node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) *width, (float) *height));
  gsk_render_node_unref (picture.node);
  return texture;
}

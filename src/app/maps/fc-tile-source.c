/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-base-source.h"

#include "fc-base-map.h"
#include "fc-mercator.h"
#include "fc-tile-picture.h"

#include <glib/gi18n.h>

#define THREADS      2
#define CLOSEST_ZOOM 17

struct _FcBaseSource {
  ShumateMapSource parent_instance;

  FcBaseMapLook look;
  int scale;
  gboolean by_cairo;
};

G_DEFINE_FINAL_TYPE (FcBaseSource, fc_base_source, SHUMATE_TYPE_MAP_SOURCE)

/* What a thread needs to know: it does not touch the source or the tile. */
typedef struct {
  FcBaseMapLook look;
  gboolean by_cairo;
  int size;
  guint zoom, column, row;
} Job;

static GdkPaintable *
draw (const Job *job)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, job->size, job->size);
  cairo_t *cr = cairo_create (surface);

  fc_base_map_draw (fc_base_map_get (), &job->look, cr, job->size, job->zoom, job->column, job->row);
  cairo_destroy (cr);
  return fc_tile_picture_new (surface, job->by_cairo);
}

/* In a thread of the pool. */
static void
draw_task (gpointer data,
           gpointer unused)
{
  g_autoptr (GTask) task = data;

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, draw (g_task_get_task_data (task)), g_object_unref);
}

static GThreadPool *
pool (void)
{
  static GThreadPool *threads;

  if (threads == NULL)
    threads = g_thread_pool_new (draw_task, NULL, THREADS, FALSE, NULL);
  return threads;
}

static void
drawn_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPaintable) picture = g_task_propagate_pointer (G_TASK (result), &error);
  ShumateTile *tile = g_task_get_task_data (task);

  if (picture == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  shumate_tile_set_fade_in (tile, FALSE);
  shumate_tile_set_paintable (tile, picture);
  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
  g_task_return_boolean (task, TRUE);
}

static void
fc_base_source_fill_tile_async (ShumateMapSource    *source,
                                ShumateTile         *tile,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  FcBaseSource *self = FC_BASE_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data), *drawing;
  Job *job = g_new0 (Job, 1);

  g_task_set_task_data (task, g_object_ref (tile), g_object_unref);
  *job = (Job) { self->look, self->by_cairo, (int) shumate_tile_get_size (tile) * self->scale, shumate_tile_get_zoom_level (tile),
                 shumate_tile_get_x (tile), shumate_tile_get_y (tile) };
  shumate_tile_set_state (tile, SHUMATE_STATE_LOADING);
  drawing = g_task_new (self, cancellable, drawn_cb, task);
  g_task_set_task_data (drawing, job, g_free);
  g_thread_pool_push (pool (), drawing, NULL);
}

static gboolean
fc_base_source_fill_tile_finish (ShumateMapSource  *source,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
fc_base_source_class_init (FcBaseSourceClass *klass)
{
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_async = fc_base_source_fill_tile_async;
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_finish = fc_base_source_fill_tile_finish;
}

static void
fc_base_source_init (FcBaseSource *self)
{
}

/**
 * fc_base_source_new:
 * @scale: pixels of the screen in one of the map
 * @by_cairo: whether GTK draws without a graphics card
 *
 * Returns: (transfer full)
 */
ShumateMapSource *
fc_base_source_new (gboolean dark,
                    int      scale,
                    gboolean by_cairo)
{
  FcBaseSource *self = g_object_new (FC_TYPE_BASE_SOURCE, "id", "forecourt-base", "name", "Natural Earth", "license",
                                     _ ("Outlines by Natural Earth"), "license-uri", "https://www.naturalearthdata.com/",
                                     "min-zoom-level", 0, "max-zoom-level", CLOSEST_ZOOM, "tile-size",
                                     FC_MERCATOR_TILE, "projection", SHUMATE_MAP_PROJECTION_MERCATOR, NULL);

  self->look = fc_base_map_look (dark);
  self->scale = MAX (scale, 1);
  self->by_cairo = by_cairo;
  return SHUMATE_MAP_SOURCE (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tile-source.h"

#include "fc-mercator.h"
#include "fc-tile-picture.h"

#define THREADS      2
#define CLOSEST_ZOOM 17

struct _FcTileSource {
  ShumateMapSource parent_instance;

  FcTilePainter *painter;
  FcTileClient *client; /* (nullable): no server is asked */
  int scale;
  gboolean by_cairo;
};

G_DEFINE_FINAL_TYPE (FcTileSource, fc_tile_source, SHUMATE_TYPE_MAP_SOURCE)

/* What a thread needs to know: it does not touch the source or the tile. */
typedef struct {
  FcTilePainter *painter;
  FcMapTile tile;
  int size;
  gboolean by_cairo;
  gboolean wants; /* out: the map server should be asked */
} Job;

/* A tile that is being filled. */
typedef struct {
  ShumateTile *tile;
  FcMapTile place;
  gboolean asked; /* the server has answered */
} Fill;

static void paint_tile (GTask *task);

static void
job_free (gpointer data)
{
  Job *job = data;

  fc_tile_painter_unref (job->painter);
  g_free (job);
}

static void
fill_free (gpointer data)
{
  Fill *fill = data;

  g_object_unref (fill->tile);
  g_free (fill);
}

/* In a thread of the pool. */
static void
paint_task (gpointer data,
            gpointer unused)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);
  cairo_surface_t *surface;

  if (g_task_return_error_if_cancelled (task))
    return;
  surface = fc_tile_painter_paint (job->painter, job->tile, job->size, &job->wants);
  g_task_return_pointer (task, fc_tile_picture_new (surface, job->by_cairo), g_object_unref);
}

static GThreadPool *
pool (void)
{
  static GThreadPool *threads;

  if (threads == NULL)
    threads = g_thread_pool_new (paint_task, NULL, THREADS, FALSE, NULL);
  return threads;
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  Fill *fill = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fc_tile_client_fetch_finish (FC_TILE_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  fill->asked = TRUE;
  if (bytes != NULL)
    paint_tile (task); /* from the cache, where it lies now */
  else
    g_task_return_boolean (task, TRUE); /* there is nothing better than what is shown */
}

/* Done as soon as anything is shown, so that the map lets go of the tiles of another zoom; what comes later is news. */
static void
show_picture (ShumateTile  *tile,
              GdkPaintable *picture)
{
  shumate_tile_set_fade_in (tile, FALSE);
  shumate_tile_set_paintable (tile, picture);
  shumate_tile_set_state (tile, SHUMATE_STATE_LOADED);
  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
}

static void
painted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  FcTileSource *self = FC_TILE_SOURCE (source);
  g_autoptr (GTask) task = data;
  Fill *fill = g_task_get_task_data (task);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPaintable) picture = g_task_propagate_pointer (G_TASK (result), &error);

  if (picture == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  show_picture (fill->tile, picture);
  if (job->wants && self->client != NULL && !fill->asked)
    fc_tile_client_fetch_async (self->client, fill->place, g_task_get_cancellable (task), fetched_cb,
                                g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
paint_tile (GTask *task)
{
  FcTileSource *self = g_task_get_source_object (task);
  Fill *fill = g_task_get_task_data (task);
  GTask *painting = g_task_new (self, g_task_get_cancellable (task), painted_cb, g_object_ref (task));
  Job *job = g_new0 (Job, 1);

  job->painter = fc_tile_painter_ref (self->painter);
  job->tile = fill->place;
  job->size = (int) shumate_tile_get_size (fill->tile) * self->scale;
  job->by_cairo = self->by_cairo;
  g_task_set_task_data (painting, job, job_free);
  g_thread_pool_push (pool (), painting, NULL);
}

static void
fc_tile_source_fill_tile_async (ShumateMapSource    *source,
                                ShumateTile         *tile,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Fill *fill = g_new0 (Fill, 1);

  fill->tile = g_object_ref (tile);
  fill->place = (FcMapTile){ shumate_tile_get_zoom_level (tile), shumate_tile_get_x (tile), shumate_tile_get_y (tile) };
  g_task_set_task_data (task, fill, fill_free);
  shumate_tile_set_state (tile, SHUMATE_STATE_LOADING);
  paint_tile (task);
}

static gboolean
fc_tile_source_fill_tile_finish (ShumateMapSource  *source,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
fc_tile_source_finalize (GObject *object)
{
  FcTileSource *self = FC_TILE_SOURCE (object);

  fc_tile_painter_unref (self->painter);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (fc_tile_source_parent_class)->finalize (object);
}

static void
fc_tile_source_class_init (FcTileSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_tile_source_finalize;
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_async = fc_tile_source_fill_tile_async;
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_finish = fc_tile_source_fill_tile_finish;
}

static void
fc_tile_source_init (FcTileSource *self)
{
}

/**
 * fc_tile_source_new:
 * @client: (nullable): the map server, where one is used
 * @scale: pixels of the screen in one of the map
 * @by_cairo: whether GTK draws without a graphics card
 *
 * Returns: (transfer full)
 */
ShumateMapSource *
fc_tile_source_new (FcTilePainter *painter,
                    FcTileClient  *client,
                    int            scale,
                    gboolean       by_cairo)
{
  FcTileSource *self =
    g_object_new (FC_TYPE_TILE_SOURCE, "id", "forecourt", "min-zoom-level", 0, "max-zoom-level", CLOSEST_ZOOM,
                  "tile-size", FC_MERCATOR_TILE, "projection", SHUMATE_MAP_PROJECTION_MERCATOR, NULL);

  self->painter = fc_tile_painter_ref (painter);
  self->client = client != NULL ? g_object_ref (client) : NULL;
  self->scale = MAX (scale, 1);
  self->by_cairo = by_cairo;
  return SHUMATE_MAP_SOURCE (self);
}

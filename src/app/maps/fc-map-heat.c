/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-drawing-private.h"

/* What layers of heat draw, and say of the things of other layers. */

void
fc_map_draw_heat (FcMapDrawing     *self,
                  FcMapDrawn       *layer,
                  const FcMapFrame *frame,
                  cairo_t          *cr)
{
  fc_heat_picture_paint (layer->heat, layer->features->points, frame, &self->look, self->scale, cr);
}

/**
 * fc_map_drawing_make_heat:
 * @layer: one of heat
 *
 * Makes its picture for just this zoom, after the map has come to rest.
 *
 * Returns: the amount at the end of the ramp; 0 where nothing is shown
 */
gint64
fc_map_drawing_make_heat (FcMapDrawing         *self,
                          const FcMapLayerInfo *layer,
                          const FcMapFrame     *frame)
{
  FcMapDrawn *drawn = fc_map_drawing_find_layer (self, layer);

  g_return_val_if_fail (layer->heat, 0);

  if (!drawn->shown || drawn->features == NULL || frame->width <= 0)
    return 0;
  return fc_heat_picture_make (drawn->heat, drawn->features->points, frame, &self->look, MAX (self->scale, 1));
}

static gboolean
is_same_kind (const FcMapLayerInfo *a,
              const FcMapLayerInfo *b)
{
  return a->kind != NULL && g_strcmp0 (a->kind, b->kind) == 0;
}

/* Where the things themselves are shown, they have its words as a note. */
gboolean
fc_map_heat_is_told_elsewhere (FcMapDrawing     *self,
                               const FcMapDrawn *heat)
{
  for (guint i = 0; heat->heat != NULL && i < self->layers->len; i++)
    {
      const FcMapDrawn *layer = self->layers->pdata[i];

      if (layer->heat == NULL && layer->shown && layer->features != NULL && is_same_kind (layer->info, heat->info))
        return TRUE;
    }
  return FALSE;
}

static const FcMapPoint *
find_point (FcMapDrawn *layer,
            const FcId *id)
{
  if (layer->by_id == NULL)
    {
      layer->by_id = g_hash_table_new (fc_id_hash, fc_id_equal);
      for (guint i = 0; i < layer->features->points->len; i++)
        {
          FcMapPoint *point = &g_array_index (layer->features->points, FcMapPoint, i);

          g_hash_table_insert (layer->by_id, &point->id, point);
        }
    }
  return g_hash_table_lookup (layer->by_id, id);
}

void
fc_map_thing_add_note (FcMapDrawing *self,
                       FcMapThing   *thing)
{
  for (guint i = 0; thing->note == NULL && i < self->layers->len; i++)
    {
      FcMapDrawn *layer = self->layers->pdata[i];
      const FcMapPoint *point;

      if (layer->heat == NULL || !layer->shown || layer->features == NULL || layer->info == thing->layer ||
          !is_same_kind (layer->info, thing->layer))
        continue;
      point = find_point (layer, fc_map_thing_id (thing));
      thing->note = point != NULL ? point->subtitle : NULL;
    }
}

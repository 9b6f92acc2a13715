/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-drawing-private.h"

#define DISTANCE       56.0 /* pixels between two signs */
#define NO_CLUSTERS    15   /* from this zoom each stands by itself: there are houses between them */
#define REACH          18.0 /* pixels: a click this near hits */
#define OUTSIDE        32.0 /* pixels: a sign that much beyond the edge is still seen */
#define MOST_NAMES     40   /* with more signs in sight than this, they have no names */
#define SIGN_TO_NAME   13.0 /* pixels from the middle of a sign to the name below it */

static void
drawn_free (gpointer data)
{
  FcMapDrawn *layer = data;

  g_clear_pointer (&layer->features, fc_map_features_free);
  g_clear_pointer (&layer->clusters, g_array_unref);
  g_clear_pointer (&layer->heat, fc_heat_picture_free);
  g_clear_pointer (&layer->by_id, g_hash_table_unref);
  g_free (layer);
}

static int
compare_drawn (gconstpointer a,
               gconstpointer b)
{
  return (*(const FcMapDrawn *const *) a)->info->order - (*(const FcMapDrawn *const *) b)->info->order;
}

FcMapDrawn *
fc_map_drawing_find_layer (FcMapDrawing         *self,
                           const FcMapLayerInfo *info)
{
  FcMapDrawn *layer;

  for (guint i = 0; i < self->layers->len; i++)
    if (((FcMapDrawn *) self->layers->pdata[i])->info == info)
      return self->layers->pdata[i];
  layer = g_new0 (FcMapDrawn, 1);
  layer->info = info;
  layer->shown = !info->off;
  layer->heat = info->heat ? fc_heat_picture_new () : NULL;
  g_ptr_array_add (self->layers, layer);
  g_ptr_array_sort (self->layers, compare_drawn);
  return layer;
}

FcMapDrawing *
fc_map_drawing_new (void)
{
  FcMapDrawing *self = g_new0 (FcMapDrawing, 1);

  self->layers = g_ptr_array_new_with_free_func (drawn_free);
  self->painters = g_ptr_array_new ();
  self->named = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  return self;
}

void
fc_map_drawing_free (FcMapDrawing *self)
{
  g_ptr_array_unref (self->layers);
  g_ptr_array_unref (self->painters);
  g_array_unref (self->named);
  g_clear_pointer (&self->marks, fc_map_marks_free);
  g_free (self);
}

/**
 * fc_map_drawing_set_look:
 * @scale: pixels of the screen in one of the map
 */
void
fc_map_drawing_set_look (FcMapDrawing     *self,
                         PangoContext     *text,
                         const FcPlotLook *look,
                         int               scale)
{
  g_clear_pointer (&self->marks, fc_map_marks_free);
  self->marks = fc_map_marks_new (text, look, scale);
  self->look = *look;
  self->scale = MAX (scale, 1);
}

/**
 * fc_map_drawing_set_layer:
 * @features: (transfer full) (nullable)
 */
void
fc_map_drawing_set_layer (FcMapDrawing         *self,
                          const FcMapLayerInfo *layer,
                          FcMapFeatures        *features)
{
  FcMapDrawn *drawn = fc_map_drawing_find_layer (self, layer);

  g_clear_pointer (&drawn->features, fc_map_features_free);
  g_clear_pointer (&drawn->clusters, g_array_unref);
  g_clear_pointer (&drawn->by_id, g_hash_table_unref);
  if (drawn->heat != NULL)
    fc_heat_picture_clear (drawn->heat);
  drawn->features = features;
}

/**
 * fc_map_drawing_add_painter:
 * @painter: (transfer none): until fc_map_drawing_drop_painter()
 */
void
fc_map_drawing_add_painter (FcMapDrawing *self,
                            FcMapPainter *painter)
{
  g_ptr_array_add (self->painters, painter);
}

void
fc_map_drawing_drop_painter (FcMapDrawing *self,
                             FcMapPainter *painter)
{
  g_ptr_array_remove (self->painters, painter);
}

/**
 * fc_map_drawing_get_features:
 *
 * Returns: (nullable): NULL before the layer was loaded
 */
const FcMapFeatures *
fc_map_drawing_get_features (FcMapDrawing         *self,
                             const FcMapLayerInfo *layer)
{
  return fc_map_drawing_find_layer (self, layer)->features;
}

void
fc_map_drawing_show_layer (FcMapDrawing         *self,
                           const FcMapLayerInfo *layer,
                           gboolean              shown)
{
  fc_map_drawing_find_layer (self, layer)->shown = shown;
}

gboolean
fc_map_drawing_shows_layer (FcMapDrawing         *self,
                            const FcMapLayerInfo *layer)
{
  return fc_map_drawing_find_layer (self, layer)->shown;
}

/**
 * fc_map_drawing_choose:
 * @id: (nullable): NULL for none
 */
void
fc_map_drawing_choose (FcMapDrawing         *self,
                       const FcMapLayerInfo *layer,
                       const FcId           *id)
{
  self->chosen_layer = id != NULL ? layer : NULL;
  if (id != NULL)
    self->chosen = *id;
}

/**
 * fc_map_drawing_get_chosen:
 *
 * Returns: FALSE where none is chosen, or what was chosen has gone
 */
gboolean
fc_map_drawing_get_chosen (FcMapDrawing *self,
                           FcMapThing   *thing)
{
  FcMapFeatures *features = self->chosen_layer != NULL ? fc_map_drawing_find_layer (self, self->chosen_layer)->features : NULL;

  for (guint i = 0; features != NULL && i < features->points->len; i++)
    {
      const FcMapPoint *point = &g_array_index (features->points, FcMapPoint, i);

      if (fc_id_equal (&point->id, &self->chosen))
        {
          *thing = fc_map_thing_of_point (self->chosen_layer, point);
          return TRUE;
        }
    }
  for (guint i = 0; features != NULL && i < features->shapes->len; i++)
    {
      const FcMapShape *shape = &g_array_index (features->shapes, FcMapShape, i);

      if (fc_id_equal (&shape->id, &self->chosen))
        {
          *thing = fc_map_thing_of_shape (self->chosen_layer, shape);
          return TRUE;
        }
    }
  return FALSE;
}

/* The clusters of a zoom are made once and serve until the next whole zoom. */
GArray *
fc_map_drawn_clusters (FcMapDrawn       *self,
                       const FcMapFrame *frame)
{
  int level = (int) floor (log2 (frame->world / FC_MERCATOR_TILE) + 1e-6);

  if (self->clusters != NULL && self->level == level)
    return self->clusters;
  g_clear_pointer (&self->clusters, g_array_unref);
  self->level = level;
  self->clusters = fc_map_clusters_new ((const FcMapPoint *) (gpointer) self->features->points->data,
                                        self->features->points->len,
                                        self->info->clustered && level < NO_CLUSTERS
                                          ? DISTANCE / fc_mercator_world (level)
                                          : 0);
  return self->clusters;
}

void
fc_map_draw_mark (const FcMapMark *mark,
                  double           x,
                  double           y,
                  cairo_t         *cr)
{
  double left = round (x - mark->width / 2), top = round (y - mark->height / 2);

  cairo_set_source_surface (cr, mark->surface, left, top);
  cairo_rectangle (cr, left, top, mark->width, mark->height);
  cairo_fill (cr);
}

static gboolean
in_sight (const FcMapFrame *frame,
          double            left,
          double            top)
{
  return left > -OUTSIDE && left < frame->width + OUTSIDE && top > -OUTSIDE && top < frame->height + OUTSIDE;
}

/* A name that would lie on another is left out. */
static gboolean
has_room (FcMapDrawing            *self,
          const cairo_rectangle_t *box)
{
  for (guint i = 0; i < self->named->len; i++)
    {
      const cairo_rectangle_t *other = &g_array_index (self->named, cairo_rectangle_t, i);

      if (box->x < other->x + other->width && other->x < box->x + box->width && box->y < other->y + other->height &&
          other->y < box->y + box->height)
        return FALSE;
    }
  return TRUE;
}

static void
draw_name (FcMapDrawing     *self,
           const FcMapPoint *point,
           double            left,
           double            top,
           cairo_t          *cr)
{
  FcMapMark name = fc_map_marks_name (self->marks, point->title, FC_MAP_NAME_THING);
  cairo_rectangle_t box = { left - name.width / 2, top + SIGN_TO_NAME, name.width, name.height };

  if (!has_room (self, &box))
    return;
  g_array_append_val (self->named, box);
  fc_map_draw_mark (&name, left, top + SIGN_TO_NAME + name.height / 2, cr);
}

static gboolean
find_sign (const FcMapFrame   *frame,
           const FcMapCluster *cluster,
           int                 turn,
           double             *left,
           double             *top)
{
  fc_map_frame_locate (frame, cluster->x, cluster->y, turn, left, top);
  return in_sight (frame, *left, *top);
}

static void
draw_points (FcMapDrawing     *self,
             FcMapDrawn       *layer,
             const FcMapFrame *frame,
             cairo_t          *cr)
{
  GArray *clusters = fc_map_drawn_clusters (layer, frame);
  int first, last;

  fc_map_frame_turns (frame, &first, &last);
  for (guint i = 0; i < clusters->len; i++)
    for (int turn = first; turn <= last; turn++)
      {
        const FcMapCluster *cluster = &g_array_index (clusters, FcMapCluster, i);
        double left, top;
        FcMapMark mark;

        if (!find_sign (frame, cluster, turn, &left, &top))
          continue;
        mark = cluster->count > 1
                 ? fc_map_marks_cluster (self->marks, cluster)
                 : fc_map_marks_point (self->marks, &g_array_index (layer->features->points, FcMapPoint, cluster->point));
        fc_map_draw_mark (&mark, left, top, cr);
      }
}

/* Where few signs are in sight each has its name; among many, none has. */
static void
draw_names (FcMapDrawing     *self,
            FcMapDrawn       *layer,
            const FcMapFrame *frame,
            cairo_t          *cr)
{
  GArray *clusters = fc_map_drawn_clusters (layer, frame);
  struct { guint point; double left, top; } seen[MOST_NAMES];
  guint n = 0;
  int first, last;

  fc_map_frame_turns (frame, &first, &last);
  for (guint i = 0; i < clusters->len && n <= MOST_NAMES; i++)
    for (int turn = first; turn <= last; turn++)
      {
        const FcMapCluster *cluster = &g_array_index (clusters, FcMapCluster, i);
        double left, top;

        if (cluster->count > 1 || !find_sign (frame, cluster, turn, &left, &top))
          continue;
        if (n < MOST_NAMES)
          {
            seen[n].point = cluster->point;
            seen[n].left = left;
            seen[n].top = top;
          }
        n++;
      }
  for (guint i = 0; i < n && n <= MOST_NAMES; i++)
    draw_name (self, &g_array_index (layer->features->points, FcMapPoint, seen[i].point), seen[i].left, seen[i].top, cr);
}

static void
draw_chosen (FcMapDrawing     *self,
             const FcMapFrame *frame,
             cairo_t          *cr)
{
  FcMapThing thing;
  int first, last;

  if (!fc_map_drawing_get_chosen (self, &thing) || thing.point == NULL ||
      !fc_map_drawing_shows_layer (self, thing.layer))
    return;
  fc_map_frame_turns (frame, &first, &last);
  for (int turn = first; turn <= last; turn++)
    {
      FcMapMark sign = fc_map_marks_point (self->marks, thing.point), ring = fc_map_marks_ring (self->marks, sign.width);
      double left, top;

      fc_map_frame_locate (frame, thing.point->x, thing.point->y, turn, &left, &top);
      if (!in_sight (frame, left, top))
        continue;
      fc_map_draw_mark (&ring, left, top, cr);
      sign = fc_map_marks_point (self->marks, thing.point);
      fc_map_draw_mark (&sign, left, top, cr);
      draw_name (self, thing.point, left, top + 4, cr);
    }
}

static gboolean
is_drawn (const FcMapDrawn *layer)
{
  return layer->shown && layer->features != NULL;
}

static gboolean
has_signs (const FcMapDrawn *layer)
{
  return is_drawn (layer) && layer->heat == NULL;
}

static void
paint (FcMapDrawing     *self,
       const FcMapFrame *frame,
       gboolean          above,
       cairo_t          *cr)
{
  for (guint i = 0; i < self->painters->len; i++)
    {
      FcMapPainter *painter = self->painters->pdata[i];

      if (painter->above != above)
        continue;
      cairo_save (cr);
      painter->paint (painter, frame, &self->look, cr);
      cairo_restore (cr);
    }
}

/**
 * fc_map_drawing_name_countries:
 * @named: whether to; where the map beneath says them, too, they would stand there twice
 */
void
fc_map_drawing_name_countries (FcMapDrawing *self,
                               gboolean      named)
{
  self->named_beneath = !named;
}

/**
 * fc_map_drawing_snapshot:
 *
 * Draws one frame from 0, 0: by cairo and as one node, since GTK without a graphics card takes long over many textures.
 */
void
fc_map_drawing_snapshot (FcMapDrawing     *self,
                         const FcMapFrame *frame,
                         GtkSnapshot      *snapshot)
{
  cairo_t *cr;

  if (self->marks == NULL || frame->width <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) frame->width, (float) frame->height));
  if (!self->named_beneath)
    fc_map_draw_countries (self, frame, cr);
  for (guint i = 0; i < self->layers->len; i++)
    if (is_drawn (self->layers->pdata[i]) && !has_signs (self->layers->pdata[i]))
      fc_map_draw_heat (self, self->layers->pdata[i], frame, cr);
  paint (self, frame, FALSE, cr);
  for (guint i = 0; i < self->layers->len; i++)
    if (has_signs (self->layers->pdata[i]))
      {
        fc_map_draw_shapes (self, self->layers->pdata[i], frame, cr);
        draw_points (self, self->layers->pdata[i], frame, cr);
      }
  g_array_set_size (self->named, 0);
  draw_chosen (self, frame, cr);
  for (guint i = self->layers->len; i-- > 0;)
    if (has_signs (self->layers->pdata[i]))
      draw_names (self, self->layers->pdata[i], frame, cr);
  paint (self, frame, TRUE, cr);
  cairo_destroy (cr);
}

static gboolean
pick_point (FcMapDrawn       *layer,
            const FcMapFrame *frame,
            double            x,
            double            y,
            FcMapThing       *thing)
{
  GArray *clusters = fc_map_drawn_clusters (layer, frame);
  const FcMapCluster *best = NULL;
  double nearest = REACH;
  int first, last;

  fc_map_frame_turns (frame, &first, &last);
  for (guint i = 0; i < clusters->len; i++)
    for (int turn = first; turn <= last; turn++)
      {
        const FcMapCluster *cluster = &g_array_index (clusters, FcMapCluster, i);
        double left, top;

        fc_map_frame_locate (frame, cluster->x, cluster->y, turn, &left, &top);
        if (hypot (left - x, top - y) > nearest)
          continue;
        nearest = hypot (left - x, top - y);
        best = cluster;
      }
  if (best == NULL)
    return FALSE;
  *thing = (FcMapThing) { layer->info, &g_array_index (layer->features->points, FcMapPoint, best->point), NULL,
                          best->count, best->left, best->top, best->right, best->bottom, NULL };
  return TRUE;
}

/**
 * fc_map_drawing_pick:
 * @thing: (out): what is drawn at @x, @y: what lies on top
 */
gboolean
fc_map_drawing_pick (FcMapDrawing     *self,
                     const FcMapFrame *frame,
                     double            x,
                     double            y,
                     FcMapThing       *thing)
{
  for (guint i = self->layers->len; i-- > 0;)
    {
      FcMapDrawn *layer = self->layers->pdata[i];

      if (has_signs (layer) && pick_point (layer, frame, x, y, thing))
        {
          fc_map_thing_add_note (self, thing);
          return TRUE;
        }
    }
  for (guint i = self->layers->len; i-- > 0;)
    {
      FcMapDrawn *layer = self->layers->pdata[i];

      if (has_signs (layer) && fc_map_pick_shape (layer, frame, x, y, thing))
        return TRUE;
    }
  return FALSE;
}

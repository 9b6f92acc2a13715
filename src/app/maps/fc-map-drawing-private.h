/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-heat-paint.h"
#include "fc-map-drawing.h"

G_BEGIN_DECLS

/* A layer and what it shows. */
typedef struct {
  const FcMapLayerInfo *info;
  FcMapFeatures *features; /* nullable: not loaded yet */
  GArray *clusters;        /* FcMapCluster at the level; nullable: not made yet */
  int level;
  FcHeatPicture *heat;     /* nullable: its points are signs */
  GHashTable *by_id;       /* of heat: FcId → FcMapPoint; nullable: not made yet */
  gboolean shown;
} FcMapDrawn;

struct _FcMapDrawing {
  GPtrArray *layers; /* FcMapDrawn, in the order in which they are drawn */
  GPtrArray *painters; /* FcMapPainter, whose owners take them away */
  FcMapMarks *marks; /* nullable until there is a look */
  FcPlotLook look;
  int scale;         /* pixels of the screen in one of the map */
  const FcMapLayerInfo *chosen_layer; /* nullable */
  FcId chosen;
  gboolean named_beneath; /* the map that it stands on says what countries are called */
  GArray *named;     /* cairo_rectangle_t: where names stand in the frame that is being drawn */
};

static inline FcMapThing
fc_map_thing_of_point (const FcMapLayerInfo *layer,
                       const FcMapPoint     *point)
{
  return (FcMapThing) { layer, point, NULL, 1, point->x, point->y, point->x, point->y, NULL };
}

static inline FcMapThing
fc_map_thing_of_shape (const FcMapLayerInfo *layer,
                       const FcMapShape     *shape)
{
  return (FcMapThing) { layer, NULL, shape, 1, shape->left, shape->top, shape->right, shape->bottom, NULL };
}

GArray *fc_map_drawn_clusters   (FcMapDrawn       *self,
                                 const FcMapFrame *frame);
void    fc_map_draw_countries   (FcMapDrawing     *self,
                                 const FcMapFrame *frame,
                                 cairo_t          *cr);
void    fc_map_draw_shapes      (FcMapDrawing     *self,
                                 FcMapDrawn       *layer,
                                 const FcMapFrame *frame,
                                 cairo_t          *cr);
void    fc_map_draw_heat        (FcMapDrawing     *self,
                                 FcMapDrawn       *layer,
                                 const FcMapFrame *frame,
                                 cairo_t          *cr);
void    fc_map_thing_add_note   (FcMapDrawing     *self,
                                 FcMapThing       *thing);
gboolean fc_map_heat_is_told_elsewhere (FcMapDrawing *self,
                                 const FcMapDrawn *heat);
FcMapDrawn *fc_map_drawing_find_layer (FcMapDrawing *self,
                                 const FcMapLayerInfo *info);
void    fc_map_draw_mark        (const FcMapMark  *mark,
                                 double            x,
                                 double            y,
                                 cairo_t          *cr);
gboolean fc_map_pick_shape      (FcMapDrawn       *layer,
                                 const FcMapFrame *frame,
                                 double            x,
                                 double            y,
                                 FcMapThing       *thing);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-map-frame.h"
#include "fc-map-layer.h"
#include "fc-map-marks.h"

G_BEGIN_DECLS

/*
 * What stands on a map: the names of countries and the layers of the modules. Draws one frame of any size; knows no
 * widget. Only what is in the frame is drawn, and what would lie on one another is one sign.
 */
typedef struct _FcMapDrawing FcMapDrawing;

/* A thing of a layer; good until the layer is set anew. */
typedef struct {
  const FcMapLayerInfo *layer; /* NULL: nothing */
  const FcMapPoint *point;     /* nullable: it is a shape */
  const FcMapShape *shape;     /* nullable: it is a point */
  guint count;                 /* above 1: a cluster; the point is the most pressing of it */
  double left, top, right, bottom; /* what it covers, in the square of fc-mercator.h */
  const char *note;            /* nullable: what a layer of heat says of it */
} FcMapThing;

static inline const FcId *
fc_map_thing_id (const FcMapThing *self)
{
  return self->point != NULL ? &self->point->id : &self->shape->id;
}

static inline const char *
fc_map_thing_title (const FcMapThing *self)
{
  return self->point != NULL ? self->point->title : self->shape->title;
}

static inline const char *
fc_map_thing_subtitle (const FcMapThing *self)
{
  return self->point != NULL ? self->point->subtitle : self->shape->subtitle;
}

static inline FcMapState
fc_map_thing_state (const FcMapThing *self)
{
  return self->point != NULL ? (FcMapState) self->point->state : FC_MAP_QUIET;
}

static inline double
fc_map_thing_weight (const FcMapThing *self)
{
  return self->point != NULL ? self->point->weight : 0;
}

void fc_map_stroke_area (gboolean       closed,
                         double         reach,
                         const GdkRGBA *colour,
                         double         width,
                         cairo_t       *cr);
double fc_map_distance  (double         x,
                         double         y,
                         double         x1,
                         double         y1,
                         double         x2,
                         double         y2);
void fc_map_thing_extend (FcMapThing *extent,
                          double      left,
                          double      top,
                          double      right,
                          double      bottom);

/* What draws itself: by cairo, in the order in which they were added, above the land and below the signs, or above them all. */
typedef struct _FcMapPainter FcMapPainter;
struct _FcMapPainter {
  gboolean above;
  void (*paint) (FcMapPainter     *self,
                 const FcMapFrame *frame,
                 const FcPlotLook *look,
                 cairo_t          *cr);
  gboolean (*extend) (FcMapPainter *self,
                      FcMapThing   *extent); /* nullable; adds what it covers; FALSE where it shows nothing */
};

FcMapDrawing        *fc_map_drawing_new          (void);
void                 fc_map_drawing_free         (FcMapDrawing         *self);
void                 fc_map_drawing_set_look     (FcMapDrawing         *self,
                                                  PangoContext         *text,
                                                  const FcPlotLook     *look,
                                                  int                   scale);
void                 fc_map_drawing_set_layer    (FcMapDrawing         *self,
                                                  const FcMapLayerInfo *layer,
                                                  FcMapFeatures        *features);
const FcMapFeatures *fc_map_drawing_get_features (FcMapDrawing         *self,
                                                  const FcMapLayerInfo *layer);
void                 fc_map_drawing_show_layer   (FcMapDrawing         *self,
                                                  const FcMapLayerInfo *layer,
                                                  gboolean              shown);
gboolean             fc_map_drawing_shows_layer  (FcMapDrawing         *self,
                                                  const FcMapLayerInfo *layer);
void                 fc_map_drawing_choose       (FcMapDrawing         *self,
                                                  const FcMapLayerInfo *layer,
                                                  const FcId           *id);
gboolean             fc_map_drawing_get_chosen   (FcMapDrawing         *self,
                                                  FcMapThing           *thing);
void                 fc_map_drawing_name_countries (FcMapDrawing       *self,
                                                  gboolean              named);
void                 fc_map_drawing_snapshot     (FcMapDrawing         *self,
                                                  const FcMapFrame     *frame,
                                                  GtkSnapshot          *snapshot);
void                 fc_map_drawing_add_painter  (FcMapDrawing         *self,
                                                  FcMapPainter         *painter);
void                 fc_map_drawing_drop_painter (FcMapDrawing         *self,
                                                  FcMapPainter         *painter);
gboolean             fc_map_drawing_pick         (FcMapDrawing         *self,
                                                  const FcMapFrame     *frame,
                                                  double                x,
                                                  double                y,
                                                  FcMapThing           *thing);
GArray              *fc_map_drawing_list         (FcMapDrawing         *self,
                                                  const FcMapFrame     *frame,
                                                  const char           *search,
                                                  guint                 most,
                                                  guint                *found);
gboolean             fc_map_drawing_extent       (FcMapDrawing         *self,
                                                  FcMapThing           *extent);
gboolean             fc_map_drawing_painted      (FcMapDrawing         *self,
                                                  FcMapThing           *extent);
gint64               fc_map_drawing_make_heat    (FcMapDrawing         *self,
                                                  const FcMapLayerInfo *layer,
                                                  const FcMapFrame     *frame);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcMapDrawing, fc_map_drawing_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-map-cluster.h"
#include "fc-plot-look.h"

G_BEGIN_DECLS

/* The signs of stations, vehicles and clusters as pictures, each drawn once and kept. */
typedef struct _FcMapMarks FcMapMarks;

typedef enum {
  FC_MAP_NAME_THING,
  FC_MAP_NAME_COUNTRY,
} FcMapNameKind;

/* A picture and how large it is in the map's pixels. */
typedef struct {
  cairo_surface_t *surface; /* (transfer none) */
  double width, height;
} FcMapMark;

FcMapMarks *fc_map_marks_new     (PangoContext       *text,
                                  const FcPlotLook   *look,
                                  int                 scale);
void        fc_map_marks_free    (FcMapMarks         *self);
FcMapMark   fc_map_marks_point   (FcMapMarks         *self,
                                  const FcMapPoint   *point);
FcMapMark   fc_map_marks_cluster (FcMapMarks         *self,
                                  const FcMapCluster *cluster);
FcMapMark   fc_map_marks_name    (FcMapMarks         *self,
                                  const char         *name,
                                  FcMapNameKind       kind);
FcMapMark   fc_map_marks_ring    (FcMapMarks         *self,
                                  double              size);
GdkRGBA     fc_map_state_colour  (const FcPlotLook   *look,
                                  FcMapState          state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcMapMarks, fc_map_marks_free)

G_END_DECLS

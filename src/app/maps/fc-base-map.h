/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "fc-geodesic.h"

G_BEGIN_DECLS

/* The outlines of all countries, from a resource: a map that is there without a network. Never changes; any thread. */
typedef struct _FcBaseMap FcBaseMap;

typedef struct {
  GdkRGBA sea, land, coast, border, name, halo;
} FcBaseMapLook;

typedef struct {
  const char *name; /* in English */
  double x, y;      /* where the name stands, in the square of fc-mercator.h */
  double width;     /* of the land there, likewise */
} FcBaseMapName;

const FcBaseMap     *fc_base_map_get     (void);
FcBaseMapLook        fc_base_map_look    (gboolean             dark);
void                 fc_base_map_draw    (const FcBaseMap     *self,
                                          const FcBaseMapLook *look,
                                          cairo_t             *cr,
                                          int                  size,
                                          guint                zoom,
                                          guint                column,
                                          guint                row);
const FcBaseMapName *fc_base_map_names   (const FcBaseMap     *self,
                                          guint               *n);
const char          *fc_base_map_country (const FcBaseMap     *self,
                                          FcPlace              place);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-map-features.h"

G_BEGIN_DECLS

/* Points that would lie on one another, drawn as one. */
typedef struct {
  double x, y;                     /* the middle of its points */
  double left, top, right, bottom; /* where they lie */
  guint count;
  guint point;                     /* the only one, where it is one; otherwise the most pressing */
  guint8 state;                    /* the worst of them */
} FcMapCluster;

GArray *fc_map_clusters_new (const FcMapPoint *points,
                             guint             n,
                             double            distance);

G_END_DECLS

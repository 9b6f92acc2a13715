/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-base-map.h"

G_BEGIN_DECLS

/* Places in a row, in the square of fc-mercator.h; x goes on below 0 and above 1 instead of jumping. */
typedef struct {
  double *x, *y;
  guint n;
  double left, top, right, bottom;
  guint country;   /* of a ring */
  gboolean border; /* of a line: between two countries, not a coast */
} FcOutline;

struct _FcBaseMap {
  GArray *lines; /* FcOutline: each coast and border once, to be drawn */
  GArray *rings; /* FcOutline: closed, to be filled */
  GArray *names; /* FcBaseMapName, one a country */
};

FcBaseMap *fc_base_map_read (const guint8 *data,
                             gsize         size);
void       fc_base_map_free (FcBaseMap    *self);

G_END_DECLS

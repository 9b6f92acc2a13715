/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An MBTiles file for a test. Tiles are squares of one colour, which says where they are: fc_test_colour(). */
typedef struct {
  const char *name;        /* (nullable) */
  const char *format;      /* (nullable): "png" */
  const char *bounds;      /* (nullable) */
  const char *attribution; /* (nullable) */
  guint min_zoom, max_zoom;
  guint west, north, east, south; /* columns and rows at max_zoom that have tiles; all 0: the whole world */
  const char *picture;     /* (nullable): "png", or of gdk-pixbuf's formats another */
  GBytes *tile;            /* (nullable): this instead of a picture */
  gboolean no_tiles;
  gboolean as_view;        /* tiles is a view of a map and its images, as some tools write it */
} FcTestMbtiles;

void    fc_test_mbtiles_write (const char          *path,
                               const FcTestMbtiles *spec);
guint32 fc_test_colour        (guint                zoom,
                               guint                column,
                               guint                row); /* 0xrrggbb */
GBytes *fc_test_tile          (const char          *format,
                               guint32              colour);

G_END_DECLS

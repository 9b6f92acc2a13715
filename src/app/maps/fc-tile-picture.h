/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The picture of a tile, drawn in whichever way costs the renderer the least. Made in any thread. */
#define FC_TYPE_TILE_PICTURE (fc_tile_picture_get_type ())
G_DECLARE_FINAL_TYPE (FcTilePicture, fc_tile_picture, FC, TILE_PICTURE, GObject)

GdkPaintable *fc_tile_picture_new (cairo_surface_t *surface,
                                   gboolean         by_cairo);

G_END_DECLS

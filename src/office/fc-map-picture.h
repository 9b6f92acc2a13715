/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "fc-map-tile.h"

G_BEGIN_DECLS

#define FC_MAP_PICTURE_MOST 2048 /* pixels a side */

/* What a tile of a pack, or of a server, looks like. Any thread. */
gboolean   fc_map_picture_can_read (FcMapTileKind   kind);
GdkPixbuf *fc_map_picture_decode   (GBytes         *tile,
                                    GError        **error);

G_END_DECLS

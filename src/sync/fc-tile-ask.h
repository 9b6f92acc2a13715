/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "fc-tile-cache.h"

G_BEGIN_DECLS

/* One tile from a server, bounded, looked at and put into the cache. */
SoupSession *fc_tile_ask_session (guint                at_once);
void         fc_tile_ask_async   (GObject             *source,
                                  SoupSession         *session,
                                  const char          *uri,
                                  FcTileCache         *cache,
                                  FcMapTile            tile,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
GBytes      *fc_tile_ask_finish  (GAsyncResult        *result,
                                  GError             **error);

G_END_DECLS

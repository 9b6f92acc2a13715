/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fc-tile-cache.h"

G_BEGIN_DECLS

/*
 * Fetches tiles from the server that a person named: a few at a time, saying who asks, each tile once while it is fresh. A
 * server that fails is left in peace for a while; who waits for its tiles gets them when it is back. Main thread.
 *
 * "changed": fc_tile_client_get_problem() says something else.
 */
#define FC_TYPE_TILE_CLIENT (fc_tile_client_get_type ())
G_DECLARE_FINAL_TYPE (FcTileClient, fc_tile_client, FC, TILE_CLIENT, GObject)

#define FC_TILE_CLIENT_CACHE (G_GINT64_CONSTANT (200) * 1024 * 1024) /* bytes on the disk */

FcTileClient *fc_tile_client_new         (const char           *address,
                                          const char           *folder,
                                          gint64                most);
void          fc_tile_client_set_waits   (FcTileClient         *self,
                                          const guint          *milliseconds,
                                          guint                 n);
FcTileCache  *fc_tile_client_get_cache   (FcTileClient         *self);
const char   *fc_tile_client_get_problem (FcTileClient         *self);
void          fc_tile_client_stop        (FcTileClient         *self);
void          fc_tile_client_fetch_async (FcTileClient         *self,
                                          FcMapTile             tile,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GBytes       *fc_tile_client_fetch_finish (FcTileClient        *self,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS

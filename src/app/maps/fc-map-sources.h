/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-context.h"
#include "fc-map-packs.h"
#include "fc-tile-client.h"

G_BEGIN_DECLS

/*
 * Of what the map is made on this computer: the company's map packs whose files are here, and the map server, where the
 * person uses one. "changed": the map looks another way now; "state-changed": the server has a problem, or none any more.
 */
#define FC_TYPE_MAP_SOURCES (fc_map_sources_get_type ())
G_DECLARE_FINAL_TYPE (FcMapSources, fc_map_sources, FC, MAP_SOURCES, GObject)

FcMapSources *fc_map_sources_get        (FcContext            *context);
FcMapPacks   *fc_map_sources_get_packs  (FcMapSources         *self);
FcTileClient *fc_map_sources_get_client (FcMapSources         *self);
GPtrArray    *fc_map_sources_list_packs (FcMapSources         *self);
gboolean      fc_map_sources_cover      (FcMapSources         *self,
                                         const FcMapBounds    *shown,
                                         double                zoom);
char         *fc_map_sources_credits    (FcMapSources         *self,
                                         const FcMapBounds    *shown);

G_END_DECLS

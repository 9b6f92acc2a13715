/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fleet-queries.h"

#include "fc-query-help.h"
#include "fc-track.h"

#include <glib/gi18n-lib.h>

G_STATIC_ASSERT (FC_FIX_DOUBTFUL == 122); /* FC_BELIEVED_FIX */

/* What belongs to no station is everybody's. */
#define VISIBLE(row) "(" row ".station_id IS NULL OR " row ".station_id IN (SELECT id FROM visible_station))"
#define AT_STATION(row) "(:station IS NULL OR " row ".station_id = :station)"

static const FcQueryColumn vehicle_columns[] = {
  { "id", "v.id", NULL, FC_COLUMN_ID, FALSE },
  { "number", "v.number", N_ ("Number"), FC_COLUMN_TEXT, TRUE },
  { "name", "v.name", N_ ("Vehicle"), FC_COLUMN_TEXT, TRUE },
  { "driver", "v.driver", N_ ("Driver"), FC_COLUMN_TEXT, TRUE },
  { "status", "v.status", N_ ("Status"), FC_COLUMN_ENUM, TRUE },
  { "model", "v.model", N_ ("Make and model"), FC_COLUMN_TEXT, TRUE },
  { "station", "s.name", N_ ("Home station"), FC_COLUMN_TEXT, TRUE },
  { "seen_at",
    "(SELECT fixed_at FROM position WHERE vehicle_id = v.id AND " FC_BELIEVED_FIX " ORDER BY fixed_at DESC LIMIT 1)",
    N_ ("Last seen"), FC_COLUMN_TIME, TRUE },
  FC_QUERY_COLUMNS_END,
};

const FcQuerySpec fc_vehicle_list = {
  .name = "vehicles",
  .from = "vehicle v LEFT JOIN station s ON s.id = v.station_id",
  .where = VISIBLE ("v") " AND " AT_STATION ("v") " AND (:status IS NULL OR v.status = :status)"
           " AND (:search IS NULL OR v.id IN (" FC_SEARCH_IDS "))",
  .columns = vehicle_columns,
  .default_sort = FC_VEHICLE_LIST_NUMBER,
};

static const FcQueryColumn geofence_columns[] = {
  { "id", "g.id", NULL, FC_COLUMN_ID, FALSE },
  { "name", "g.name", N_ ("Geofence"), FC_COLUMN_TEXT, TRUE },
  { "kind", "g.kind", N_ ("Shape"), FC_COLUMN_ENUM, TRUE },
  { "station", "s.name", N_ ("Station"), FC_COLUMN_TEXT, TRUE },
  FC_QUERY_COLUMNS_END,
};

const FcQuerySpec fc_geofence_list = {
  .name = "geofences",
  .from = "geofence g LEFT JOIN station s ON s.id = g.station_id",
  .where = VISIBLE ("g") " AND " AT_STATION ("g") " AND (:search IS NULL OR g.id IN (" FC_SEARCH_IDS "))",
  .columns = geofence_columns,
  .default_sort = FC_GEOFENCE_LIST_NAME,
};

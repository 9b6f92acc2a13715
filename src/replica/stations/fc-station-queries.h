/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-query-model.h"

G_BEGIN_DECLS

/* The stations the actor sees, by name. Binds: :search. */
extern const FcQuerySpec fc_station_list;
enum {
  FC_STATION_LIST_ID,
  FC_STATION_LIST_CODE,
  FC_STATION_LIST_NAME,
  FC_STATION_LIST_ADDRESS,
  FC_STATION_LIST_CURRENCY,
  FC_STATION_LIST_TIME_ZONE,
  FC_STATION_LIST_TANKS,   /* how many */
  FC_STATION_LIST_NOZZLES, /* how many in use */
  FC_STATION_LIST_STORE_LOCATION,
};

/* Tanks with their last dip or gauge reading. Binds: :station, :search (of the station or the product). */
extern const FcQuerySpec fc_tank_list;
enum {
  FC_TANK_LIST_ID,
  FC_TANK_LIST_STATION,     /* name */
  FC_TANK_LIST_NUMBER,
  FC_TANK_LIST_PRODUCT,     /* name */
  FC_TANK_LIST_CAPACITY,    /* mL */
  FC_TANK_LIST_VOLUME,      /* mL, last reading; null: never read */
  FC_TANK_LIST_LEVEL,       /* mm */
  FC_TANK_LIST_WATER_LEVEL, /* mm */
  FC_TANK_LIST_READ_AT,
  FC_TANK_LIST_SAFE_FILL,
  FC_TANK_LIST_DEAD_STOCK,
  FC_TANK_LIST_STATION_ID,
  FC_TANK_LIST_COLOUR,      /* of the product, "#rrggbb" */
  FC_TANK_LIST_WATER_LIMIT, /* mm */
  FC_TANK_LIST_FILL,        /* per mille of the capacity */
};

/* The readings of one tank, newest first. Binds: :tank. */
extern const FcQuerySpec fc_tank_reading_list;
enum {
  FC_TANK_READING_LIST_ID,
  FC_TANK_READING_LIST_READ_AT,
  FC_TANK_READING_LIST_VOLUME,
  FC_TANK_READING_LIST_LEVEL,
  FC_TANK_READING_LIST_WATER_LEVEL,
  FC_TANK_READING_LIST_TEMPERATURE,
  FC_TANK_READING_LIST_SOURCE,
  FC_TANK_READING_LIST_SHIFT_ID,
};

/* Every station the actor sees, for choosers: small, so the records themselves. */
void        fc_stations_async          (FcReplica            *replica,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
GPtrArray  *fc_stations_finish         (FcReplica            *replica,
                                        GAsyncResult         *result,
                                        GError              **error); /* FcRecord of FC_STATION, by name */

/* All that a station is made of: its row, tanks, pumps, nozzles, gauges, the company's products and the prices that hold at @at. */
void        fc_station_load_async      (FcReplica            *replica,
                                        const FcId           *station,
                                        gint64                at, /* UTC µs */
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
FcRowSet   *fc_station_load_finish     (FcReplica            *replica,
                                        GAsyncResult         *result,
                                        GError              **error);

/* The station with this POS store number (store_location_id); NULL without an error: none. */
void        fc_station_by_store_async  (FcReplica            *replica,
                                        const char           *store_location_id,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
FcRecord   *fc_station_by_store_finish (FcReplica            *replica,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS

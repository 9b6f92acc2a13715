/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-geodesic.h"
#include "fc-replica.h"

G_BEGIN_DECLS

/* A station as a map shows it: where it is, when something last came from it, and what is wrong there. */
typedef struct {
  FcId id;
  char *code;
  char *name;
  gboolean placed;
  FcPlace place;
  gint64 heard_at;      /* UTC µs, of its last sale (to the hour) or tank reading; 0: never */
  guint critical;       /* open alerts that nobody has answered for */
  guint warnings;       /* likewise, that press less */
  guint tanks;          /* that were ever read */
  guint dry;            /* tanks down to their dead stock */
  guint wet;            /* tanks with more water than they may have */
  guint low;            /* tanks with less than FC_MAP_LOW_PERCENT above their dead stock */
  gint64 lowest;        /* mL in the emptiest of those */
  char *lowest_product; /* nullable */
} FcMapStation;

#define FC_MAP_LOW_PERCENT 15

void       fc_map_station_free    (gpointer              data);
void       fc_map_stations_async  (FcReplica            *replica,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GPtrArray *fc_map_stations_finish (FcReplica            *replica,
                                   GAsyncResult         *result,
                                   GError              **error); /* FcMapStation, by name */

G_END_DECLS

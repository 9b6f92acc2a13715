/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"
#include "fc-track.h"

G_BEGIN_DECLS

/* A vehicle and where it was last believed to be. */
typedef struct {
  FcId id;
  FcId station_id;    /* its home, or the null id */
  char *number;
  char *name;         /* nullable */
  char *driver;       /* nullable */
  const char *status; /* of fc_vehicle_statuses, interned */
  gboolean known;     /* whether there is a fix that is believed */
  FcFix fix;
  gint64 received_at;
} FcVehiclePlace;

/* @station: (nullable): all that the actor sees; those that are retired only where a fix is known. By number. */
void       fc_vehicle_places_async  (FcReplica            *replica,
                                     const FcId           *station,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
GPtrArray *fc_vehicle_places_finish (FcReplica            *replica,
                                     GAsyncResult         *result,
                                     GError              **error); /* FcVehiclePlace */

G_END_DECLS

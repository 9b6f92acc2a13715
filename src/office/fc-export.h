/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"
#include "fc-time.h"

G_BEGIN_DECLS

/*
 * Rows of one entity as a file, as many as there are, in one pass. CSV is for spreadsheets: money, prices, litres and degrees
 * with their decimals, times as ISO 8601. JSON is for programs: an array of objects in the catalog's own integer units.
 */
typedef struct {
  FcEntity entity;
  FcId station;        /* null: all that the actor sees */
  FcDate from, until;  /* business or civil dates, both within; G_MININT32 and G_MAXINT32: no bound */
  gboolean json;
  const char *path;    /* replaced in one go when all is written */
  GPtrArray *stations; /* FcRecord: those the actor sees, for currencies and time zones */
} FcExportPlan;

void    fc_export_async  (FcReplica            *replica,
                          const FcExportPlan   *plan,
                          FcProgressFunc        progress, /* nullable */
                          gpointer              progress_data,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              user_data);
gint64  fc_export_finish (FcReplica            *replica,
                          GAsyncResult         *result,
                          GError              **error); /* rows, -1 after an error */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"
#include "fc-shift-sheet.h"

G_BEGIN_DECLS

/* What a shift's own rows do not tell: what nozzles usually sell, what people owe, photos, and who may sign. */
typedef struct {
  GPtrArray *records; /* FcRecord: shortfalls of the station, attachments of the shift, users, products */
  GArray *habits;     /* FcNozzleHabit */
} FcShiftAround;

void           fc_shift_around_free   (FcShiftAround       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcShiftAround, fc_shift_around_free)
void           fc_shift_around_async  (FcReplica           *replica,
                                       const FcId          *shift_id,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
FcShiftAround *fc_shift_around_finish (FcReplica           *replica,
                                       GAsyncResult        *result,
                                       GError             **error);

/* What a new shift of a station begins with: the parts its pumps are in, and the shift before of each. */
typedef struct {
  char *part;       /* "": the whole site */
  FcRecord *latest; /* (nullable) */
  GPtrArray *others; /* FcRecord: all that the whole site follows, the latest first; empty for a part */
} FcStationPart;
void           fc_station_parts_async  (FcReplica           *replica,
                                        const FcId          *station_id,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
GPtrArray     *fc_station_parts_finish (FcReplica           *replica,
                                        GAsyncResult        *result,
                                        GError             **error); /* FcStationPart, the whole site first */

void           fc_shift_namesakes_async  (FcReplica           *replica,
                                          const FcId          *station_id,
                                          FcDate               date,
                                          gint64               number,
                                          const char          *part,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
GPtrArray     *fc_shift_namesakes_finish (FcReplica           *replica,
                                          GAsyncResult        *result,
                                          GError             **error); /* FcRecord */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-op.h"
#include "fc-row-set.h"
#include "fc-shift-feed.h"

G_BEGIN_DECLS

/*
 * Turns what a POS said of one shift into a shift.import op. @rows holds the station with its tanks, pumps and nozzles,
 * and all products of the company; @previous_id the shift before it at that station (nullable). POS numbers that match no nozzle,
 * product or tank of the station give a warning and are left out; the rest is imported. Single sales of a journal
 * (PJR) travel by themselves: core/sales.
 */
FcOp *fc_shift_import_op_new (FcRowSet          *rows,
                              const FcId        *tenant_id,
                              const FcId        *station_id,
                              const FcShiftFeed *feed,
                              const FcId        *previous_id,
                              gint64             now_us,
                              FcMessages        *messages);
FcId  fc_shift_import_id     (const FcId        *tenant_id,
                              const FcId        *station_id,
                              const FcShiftFeed *feed);
char *fc_shift_import_digest (JsonObject          *args);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-op.h"
#include "fc-track.h"

G_BEGIN_DECLS

/* Fixes of a vehicle as rows, and back. A row's id is that of its vehicle and time: what is imported twice is there once. */

#define FC_POSITIONS_OP_MAX 1000 /* fixes in one op */
#define FC_POSITIONS_BEFORE 8    /* so many earlier fixes say enough to mark what comes next */

FcId       fc_position_id       (const FcId     *vehicle_id,
                                 gint64          fixed_at);
FcRecord  *fc_position_new      (const FcId     *vehicle_id,
                                 const FcId     *station_id,
                                 const FcFix    *fix,
                                 const char     *source,
                                 gint64          received_at);
gint64     fc_position_speed    (guint16         speed);
guint16    fc_position_fix_speed (gint64         mm_per_second);
guint      fc_positions_mark    (const FcTrack  *before,
                                 FcTrack        *track,
                                 gint64          now_us);
GPtrArray *fc_positions_import_ops (const FcId     *vehicle_id,
                                 const FcTrack  *track,
                                 const char     *source,
                                 gint64          now_us);

/* fc-fleet-commands.c: positions.import */
void       fc_fleet_commands_register (void);

G_END_DECLS

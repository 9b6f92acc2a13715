/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"
#include "fc-day-lock.h"

G_BEGIN_DECLS

/*
 * Registers day.close and day.reopen; called once at start by every program. row_id is fc_day_close_id (station, date).
 *
 *  day.close   {station_id, business_date: "2026-11-20", deposited, deposit_reference?, safe, carried, notes?,
 *              accepted?: [{what, reason}], prices?: [{product_id, price, effective_at}],
 *              method?: "drawn"|"pin"|"password", strokes?: [[x, y, …], …]}
 *              permission day.close; prices needs prices.edit too. Refused while an obstacle of the day sheet blocks, while
 *              one that may be accepted is not in "accepted" with a reason, or while deposited + safe + carried is
 *              not brought + collected. The same close again changes nothing.
 *  day.reopen  {reason}
 *              permission day.reopen. The figures of the close stay until it is closed again; the signature is withdrawn.
 */
void  fc_day_commands_register (void);

/* Asks for every row a day sheet reads: for readers of their own that want the same rows as day.close. */
FcOp *fc_day_close_op_new      (const FcId *station_id,
                                FcDate      date,
                                gint64      now_us);

FcChangeSet *fc_day_close      (FcCommandContext *context, FcRowSet *rows, JsonObject *args, GError **error);
FcChangeSet *fc_day_reopen     (FcCommandContext *context, FcRowSet *rows, JsonObject *args, GError **error);

G_END_DECLS

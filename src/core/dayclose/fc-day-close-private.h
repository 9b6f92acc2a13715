/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"
#include "fc-day-sheet.h"

G_BEGIN_DECLS

/* fc-day-close-rows.c: what a close writes besides the day itself */
void     fc_day_put_tanks  (FcChangeSet      *changes,
                            const FcDaySheet *sheet,
                            FcRowSet         *rows,
                            FcRecord         *day);
gboolean fc_day_put_prices (FcChangeSet      *changes,
                            FcCommandContext *context,
                            const FcDaySheet *sheet,
                            FcRowSet         *rows,
                            JsonObject       *args,
                            GError          **error);
void     fc_day_tell_next  (FcChangeSet      *changes,
                            FcCommandContext *context,
                            const FcDaySheet *sheet,
                            FcRowSet         *rows);

/* fc-day-sign.c */
gboolean fc_day_sign       (FcRecord         *day,
                            FcCommandContext *context,
                            const FcDaySheet *sheet,
                            JsonObject       *args,
                            GError          **error);
void     fc_day_withdraw_signature (FcRecord *day);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-change-set.h"
#include "fc-row-set.h"
#include "fc-time.h"

G_BEGIN_DECLS

FcId     fc_day_close_id   (const FcId      *station_id,
                            FcDate           date);
gboolean fc_day_is_closed  (FcRowSet        *rows,
                            const FcId      *station_id,
                            FcDate           date);
gboolean fc_day_lock_check (const FcChange  *change,
                            FcRowSet        *rows,
                            GError         **error);

G_END_DECLS

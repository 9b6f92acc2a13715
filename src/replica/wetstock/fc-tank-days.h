/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"
#include "fc-stock-series.h"

G_BEGIN_DECLS

/* From and until inclusive; dates without a shift are left out. By date. */
void    fc_tank_days_async  (FcReplica            *replica,
                             const FcId           *tank,
                             FcDate                from,
                             FcDate                until,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data);
GArray *fc_tank_days_finish (FcReplica            *replica,
                             GAsyncResult         *result,
                             GError              **error); /* FcStockDay */

G_END_DECLS

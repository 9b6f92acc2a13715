/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"
#include "fc-time.h"

G_BEGIN_DECLS

/* One tank’s business date, summed up over its shifts. Volumes in mL, levels in mm, temperature in 0.001 °C. */
typedef struct {
  FcDate date;
  gboolean has_opening;
  gint64 opening;      /* by the stick, of the first shift */
  gint64 receipts;
  gint64 tests;        /* returned into the tank */
  gint64 transfers;    /* in − out */
  gint64 sales;        /* metered, tests included */
  gboolean has_physical;
  gint64 physical;     /* the last dip */
  gboolean has_water;
  gint64 water_level;
  gboolean has_temperature;
  gint64 temperature;
  gboolean is_closed;  /* as the day was closed; else as its shifts stand now */
} FcTankDay;

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
                             GError              **error); /* FcTankDay */

G_END_DECLS

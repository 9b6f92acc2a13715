/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"
#include "fc-time.h"

G_BEGIN_DECLS

/* The first page's figures, in one read, from rollups. Money is in the company's currency; stations with another are left out
 * of the sums and counted in other_currency. */
typedef struct {
  gint64 amount; /* minor units */
  gint64 volume; /* mL */
  gint64 count;  /* transactions */
} FcSalesFigures;

typedef struct {
  FcDate date;
  gint64 over_short; /* minor units, sum of the counted shifts */
  guint shifts;
} FcDayOverShort;

typedef struct {
  FcId tank_id;
  FcId station_id;
  char *station;
  gint64 number;
  char *product;
  char *colour;     /* nullable */
  gint64 capacity, safe_fill, dead_stock; /* mL */
  gint64 volume;    /* mL; -1: never read */
  gint64 water_level, water_limit; /* mm */
  gint64 read_at;   /* UTC µs */
} FcTankFigures;

typedef struct {
  FcId shift_id;
  char *station;
  FcDate date;
  gint64 number;
  char *state;      /* submitted or disputed */
  char *cashier;    /* nullable */
  gint64 over_short;
  gboolean counted;
} FcWaitingShift;

typedef struct {
  char *currency;
  FcSalesFigures today;              /* civil day of the station, or of the company where all are meant, up to now */
  FcSalesFigures week_ago;           /* the same weekday up to the same time of day */
  FcSalesFigures week_ago_whole;     /* that whole day */
  FcSalesFigures by_hour[24];        /* today, by the local hour */
  FcSalesFigures by_hour_week_ago[24];
  FcSalesFigures by_day[14];         /* the last 14 days, today last: for the sparkline */
  FcDayOverShort over_short[7];      /* the last seven business dates, today last */
  GPtrArray *tanks;                  /* FcTankFigures, the emptiest first */
  GPtrArray *waiting;                /* FcWaitingShift, for the actor to decide or to mend, oldest first, 20 at most */
  guint n_waiting;
  guint other_currency;              /* stations left out */
} FcOverview;

void        fc_overview_free   (FcOverview           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcOverview, fc_overview_free)
void        fc_overview_async  (FcReplica            *replica,
                                const FcId           *station, /* (nullable): all that the actor sees */
                                gint64                now_us,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
FcOverview *fc_overview_finish (FcReplica            *replica,
                                GAsyncResult         *result,
                                GError              **error);

G_END_DECLS

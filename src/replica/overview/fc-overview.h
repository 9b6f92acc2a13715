/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-comparison.h"
#include "fc-replica.h"

G_BEGIN_DECLS

/* A dashboard's figures, in one read, from rollups. Money is in the company's currency; stations with another are left out of the
 * sums and counted in other_currency. */

/* What is read: widgets that are not on screen cost nothing. */
typedef enum {
  FC_OVERVIEW_SALES      = 1 << 0, /* now, base, by_hour, base_by_hour, by_day */
  FC_OVERVIEW_CASH       = 1 << 1, /* over_short, cash */
  FC_OVERVIEW_TANKS      = 1 << 2,
  FC_OVERVIEW_WAITING    = 1 << 3,
  FC_OVERVIEW_HABITS     = 1 << 4,
  FC_OVERVIEW_PRODUCTS   = 1 << 5,
  FC_OVERVIEW_PAYMENTS   = 1 << 6,
  FC_OVERVIEW_ATTENDANTS = 1 << 7,
  FC_OVERVIEW_VARIANCES  = 1 << 8,
  FC_OVERVIEW_BY_STATION = 1 << 9,
  FC_OVERVIEW_MARGIN     = 1 << 10,
  FC_OVERVIEW_PUMPS      = 1 << 11, /* n_pumps, hours */
  FC_OVERVIEW_ALL        = (1 << 12) - 1,
} FcOverviewParts;

typedef struct {
  const FcId *station; /* (nullable): all that the actor sees */
  gint64 now_us;       /* UTC µs */
  FcDate from, until;  /* both inclusive */
  FcComparison comparison;
  guint parts;         /* FcOverviewParts */
} FcOverviewAsk;

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
  FcId product_id;
  gint64 lasts_s;   /* s until the dead stock, sold on as in the last 24 hours; −1: nothing is known of its sales */
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

/* A product’s, a tender’s or a station’s part of the sales. */
typedef struct {
  FcId id;      /* of the product or station; null of a tender */
  char *name;   /* of a tender: as the catalog has it */
  char *colour; /* nullable */
  FcSalesFigures figures;
} FcSalesShare;

typedef struct {
  char *name;
  gint64 over_short; /* minor units */
  guint drawers, short_drawers;
} FcAttendantFigures;

typedef struct {
  FcId tank_id;
  char *station;
  gint64 number;
  char *product; /* nullable */
  gint64 variance, sales; /* mL */
  gint64 receipts, moved; /* mL; moved: tests returned and transfers */
  guint days;
} FcTankVariance;

/* Fuel sold, and what it had cost at the last delivery before; tax stands in both as it was entered. */
typedef struct {
  gint64 amount, cost;   /* minor units */
  gint64 volume;         /* mL, sold for that amount */
  gint64 volume_unknown; /* mL: sold before any delivery whose cost is known, in none of the above */
} FcFuelMargin;

/* Whether there is something to compare with; if not, why. */
typedef enum {
  FC_BASE_UNWANTED,
  FC_BASE_WHOLE,
  FC_BASE_ARRIVING, /* sales still come from the server */
  FC_BASE_MISSING,  /* from before the first sale that is known */
  FC_BASE_BY_DAY,   /* kept by the day: nothing to hold against a day that has only begun */
} FcBaseState;

#define FC_OVERVIEW_LINE 7 /* whole days of the small lines: today has only begun */

typedef struct {
  char *currency;
  FcSalesFigures now;                /* of the period, as far as it has come */
  FcBaseState base_state;            /* the rest of the base is nought where it is not whole */
  FcSalesFigures base;               /* of the days it is compared with, as far as the period has come */
  FcDate base_from, base_until;
  FcSalesFigures by_hour[24];        /* of the period, by the local hour */
  FcSalesFigures base_by_hour[24];   /* of the whole base */
  gboolean hours_missing;            /* some of the period’s days are not kept by the hour */
  FcSalesFigures by_day[FC_OVERVIEW_LINE]; /* up to yesterday */
  FcDayOverShort over_short[7];      /* the last seven business dates, today last */
  FcDayOverShort cash;               /* of the period */
  FcSalesFigures habits[7][24];      /* Monday first: sums of the last four whole weeks */
  GPtrArray *tanks;                  /* FcTankFigures, the most urgent first */
  GPtrArray *waiting;                /* FcWaitingShift, for the actor to decide or to mend, oldest first, 20 at most */
  guint n_waiting;
  GPtrArray *products, *payments, *stations; /* FcSalesShare of the period, the largest first */
  GPtrArray *attendants;             /* FcAttendantFigures of the period, the shortest first */
  GPtrArray *variances;              /* FcTankVariance of the closed days of the period, the largest first */
  FcFuelMargin margin;               /* of the period */
  guint n_pumps;                     /* with a nozzle in use, at the stations that count */
  gint64 hours;                      /* of the period that have been, one that has begun counts */
  guint other_currency;              /* stations left out */
} FcOverview;

void        fc_overview_free   (FcOverview           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcOverview, fc_overview_free)
void        fc_overview_async  (FcReplica            *replica,
                                const FcOverviewAsk  *ask,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
FcOverview *fc_overview_finish (FcReplica            *replica,
                                GAsyncResult         *result,
                                GError              **error);

G_END_DECLS

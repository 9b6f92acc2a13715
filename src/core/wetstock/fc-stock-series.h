/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-time.h"

G_BEGIN_DECLS

/* One tank's business date: what went in and out, and what the dip said at its end. mL, mm, 0.001 °C. */
typedef struct {
  FcDate date;
  gboolean has_opening;
  gint64 opening;      /* by the stick, of the first shift: used for the first day of a series */
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
} FcStockDay;

/* What a day opens with. Both are in use; a series says which. */
typedef enum {
  FC_CARRY_STICK, /* yesterday's dip: each day's variance stands alone */
  FC_CARRY_BOOK,  /* yesterday's book: the variance is the cumulative one */
} FcCarryForward;

/* As fc_carry_forwards[]; anything else is the stick. */
FcCarryForward fc_carry_forward_from_text (const char *text);

/* Practice, not law: settings of the station. */
typedef struct {
  gint64 fine_ppm;     /* of the sales: up to here it is fine */
  gint64 escalate_ppm; /* above this it goes up */
  gint64 floor;        /* mL that are always fine: what a dip cannot tell */
} FcStockTolerance;

typedef enum {
  FC_STOCK_UNKNOWN,     /* no dip */
  FC_STOCK_FINE,
  FC_STOCK_INVESTIGATE,
  FC_STOCK_ESCALATE,
} FcStockVerdict;

typedef struct {
  FcStockDay day;
  gint64 opening;       /* by the convention */
  gint64 available;     /* opening + receipts + tests + transfers */
  gint64 book;          /* available − sales */
  gboolean has_variance;
  gint64 variance;      /* physical − book */
  gint64 daily;         /* what the day (or the days since the last dip) added to the cumulative variance */
  gint64 cumulative;    /* since the first day of the series */
  gint64 daily_ppm;     /* daily of the sales since the last dip; rounded to 0.01 %; 0 where nothing was sold */
  gint64 sales;         /* since the last dip, this day included */
  gint64 tolerance;     /* ± mL that are fine for those sales */
  FcStockVerdict verdict;
} FcStockLine;

GArray        *fc_stock_series_new (const FcStockDay       *days,
                                    guint                   n_days,
                                    FcCarryForward          carry,
                                    const FcStockTolerance *tolerance);
FcStockVerdict fc_stock_judge      (gint64                  variance,
                                    gint64                  sales,
                                    const FcStockTolerance *tolerance);
gint64         fc_stock_allowed    (gint64                  sales,
                                    gint64                  ppm,
                                    gint64                  floor);
gint64         fc_stock_share_ppm  (gint64                  part,
                                    gint64                  of);

/* The month's test of US inventory control, 40 CFR 280.43(a): |cumulative variance| ≤ 1.0 % of the flow-through + 130 gal. */
typedef enum {
  FC_MONTH_PASS,
  FC_MONTH_FAIL,
  FC_MONTH_INCONCLUSIVE, /* too few days with a dip */
} FcMonthVerdict;

typedef struct {
  guint n_days;      /* with a dip */
  gint64 flow;       /* mL that went through */
  gint64 variance;   /* mL, cumulative */
  gint64 limit;      /* mL */
  FcMonthVerdict verdict;
} FcMonthTest;

FcMonthTest    fc_month_test       (const FcStockDay       *days,
                                    guint                   n_days);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record.h"
#include "fc-report.h"
#include "fc-schedule.h"

G_BEGIN_DECLS

/* Reports about some days, of one station or of all that a person sees. */
typedef struct {
  FcRecord *tenant;    /* nullable */
  FcRecord *station;   /* nullable: several */
  guint n_stations;    /* how many, where there is no @station */
  const char *currency;
  FcVolumeUnit volume_unit;
  FcSpan span;
  const char *made_by; /* nullable */
  gint64 made_at;      /* UTC µs */
  guint left_out;      /* stations with another currency */
} FcPeriodHead;

/* A product’s, a payment’s or a station’s part of the sales. */
typedef struct {
  const char *name;
  gint64 count, volume, amount; /* transactions, mL, minor units */
} FcSalesPart;

/* What the closed days found in a tank. */
typedef struct {
  const char *station;
  const char *product; /* nullable */
  gint64 number;
  guint days;
  gint64 receipts, moved, sales, variance; /* mL; moved: tests returned and transfers */
} FcStockPart;

typedef struct {
  const char *name;  /* "" where nobody is named */
  guint drawers, short_drawers;
  gint64 over_short; /* minor units */
} FcOverShortPart;

FcReport *fc_sales_report_new      (const FcPeriodHead *head,
                                    GArray             *products,  /* FcSalesPart */
                                    GArray             *payments,  /* FcSalesPart */
                                    GArray             *stations); /* FcSalesPart */
FcReport *fc_wet_stock_report_new  (const FcPeriodHead *head,
                                    GArray             *tanks);    /* FcStockPart */
FcReport *fc_over_short_report_new (const FcPeriodHead *head,
                                    GArray             *people);   /* FcOverShortPart */

/* "November 2026", "20 Nov 2026", "15 Nov 2026 – 21 Nov 2026"; (transfer full). */
char     *fc_report_show_span      (FcSpan              span);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-demo.h"
#include "fc-row-set.h"

G_BEGIN_DECLS

/* Moments the story ends at in tests: a Saturday afternoon in November, and a night in the week clocks go forward. */
#define DEMO_NOW   G_GINT64_CONSTANT (1795276800000000)
#define DEMO_NIGHT G_GINT64_CONSTANT (1774929600000000)

/* What a test wants besides the rows: each takes about as long as making the company does. */
typedef enum {
  DEMO_ROWS = 0,
  DEMO_VALID = 1 << 0, /* rows are held against the catalog */
  DEMO_SOLD = 1 << 1,  /* single sales are added up */
  DEMO_SUM = 1 << 2,   /* every byte counts in the checksum */
} DemoWish;

/* A whole company in memory. */
typedef struct {
  FcRowSet *rows;
  GHashTable *by_shift; /* FcId → FcRowSet: a shift, what is in it, and every station's equipment */
  GHashTable *sold;     /* "shift/nozzle" → Sold: what single sales say; for DEMO_SOLD */
  GChecksum *sum;       /* of everything, in its order; for DEMO_SUM */
  FcDemoSummary summary;
  gint64 first_sale, last_sale; /* UTC µs */
  gint64 rollup_volume, rollup_amount, rollup_count;
  guint n_vehicles, n_positions, n_marked;
  gint64 last_position; /* UTC µs */
  guint n_hourly, n_daily;
  guint progress;
  DemoWish wish;
} DemoCompany;

typedef struct {
  gint64 volume, amount, count;
} Sold;

DemoCompany *demo_company_new  (const FcDemoOptions *options,
                                DemoWish             wish);
void         demo_company_free (DemoCompany         *self);
const Sold  *demo_company_sold (DemoCompany         *self,
                                const FcId          *shift,
                                const FcId          *nozzle);
FcRowSet    *demo_company_shift (DemoCompany        *self,
                                 const FcId         *shift);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoCompany, demo_company_free)

G_END_DECLS

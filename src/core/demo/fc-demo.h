/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fc-fact-batch.h"
#include "fc-record.h"

G_BEGIN_DECLS

/* The demo company "Harbour Fuel", made from a seed: the same options give the same bytes. Pure, any thread. */

#define FC_DEMO_SEED        G_GUINT64_CONSTANT (2026)
#define FC_DEMO_TENANT_SLUG "harbour"
#define FC_DEMO_DOMAIN      "harbour.example"
#define FC_DEMO_ADMIN       "admin@" FC_DEMO_DOMAIN
#define FC_DEMO_MANAGER     "manager@" FC_DEMO_DOMAIN    /* station manager of every station */
#define FC_DEMO_SUPERVISOR  "supervisor@" FC_DEMO_DOMAIN /* of the first station */
#define FC_DEMO_PASSWORD    "demo"                       /* of every user */

#define FC_DEMO_MAX_STATIONS 24

typedef struct {
  guint64 seed;
  gint64 now_us;     /* UTC; the story ends here */
  guint stations;    /* 1 to FC_DEMO_MAX_STATIONS, default 6 */
  guint years;       /* of history, default 3 */
  guint shift_days;  /* days with shifts, readings, deliveries and cash, default 45 */
  guint sale_days;   /* days with single sales, default 14 */
  gboolean pos_files; /* the first station's last closed shift is not recorded: its POS's files wait to be imported */
  guint64 sales;     /* exactly so many single sales instead of sale_days' worth; 0: as many as there are */
} FcDemoOptions;

/*
 * Where the company goes. Each may refuse, which ends the making with its error. Everything passed belongs to the
 * maker and is gone after the call. Rollups cover what lies before the first single sale: whoever takes the facts
 * adds those up as for any other sale.
 */
typedef struct {
  gboolean (*records) (GPtrArray          *records, /* FcRecord of any entity, what is pointed to first */
                       gpointer            user_data,
                       GError            **error);
  gboolean (*rollups) (const FcFactBatch  *batch, /* FC_SALES_ROLLUP */
                       gpointer            user_data,
                       GError            **error);
  gboolean (*facts)   (const FcFactBatch  *batch, /* FC_SALE */
                       gpointer            user_data,
                       GError            **error);
  void     (*progress) (const char        *step, /* untranslated */
                        gint64             done,
                        gint64             total,
                        gpointer           user_data); /* (nullable) */
  gboolean (*positions) (const FcFactBatch *batch, /* (nullable): FC_POSITION of one vehicle, after everything else */
                         gpointer           user_data,
                         GError           **error);
} FcDemoSink;

/* A file that a point of sale wrote. */
typedef struct {
  char *name;
  char *text; /* NAXML, UTF-8 */
} FcDemoFile;

/* What was made. */
typedef struct {
  GPtrArray *files;     /* (nullable) FcDemoFile: where pos_files were asked for, and a shift was closed */
  char *truth;          /* JSON: the planted truths, for tests of the analytics */
  gint64 sales_horizon; /* UTC µs: single sales from here on, rollups before */
  guint64 n_records;
  guint64 n_rollups;
  guint64 n_sales;
} FcDemoSummary;

void      fc_demo_options_init (FcDemoOptions        *options,
                                guint64               seed,
                                gint64                now_us);
gboolean  fc_demo_generate     (const FcDemoOptions  *options,
                                const FcDemoSink     *sink,
                                gpointer              user_data,
                                GCancellable         *cancellable,
                                FcDemoSummary        *summary, /* nullable */
                                GError              **error);
void      fc_demo_summary_clear (FcDemoSummary       *summary);

G_END_DECLS

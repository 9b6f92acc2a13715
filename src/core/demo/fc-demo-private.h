/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-demo-calendar.h"
#include "fc-demo.h"
#include "fc-quantity.h"

G_BEGIN_DECLS

#define FC_DEMO_CURRENCY "EUR"
#define FC_DEMO_ZONE     "Europe/Dublin"
#define FC_DEMO_FLOAT      20000 /* minor units */
#define FC_DEMO_CASH_LIMIT 10000
#define FC_DEMO_LOST_DROP  20000 /* the envelope that was found again */
#define FC_DEMO_FIRST_STORE 1001 /* POS store number */

typedef enum {
  FC_DEMO_DIESEL,
  FC_DEMO_UNLEADED_95,
  FC_DEMO_UNLEADED_98,
  FC_DEMO_DIESEL_PLUS,
  FC_DEMO_N_PRODUCTS,
} FcDemoProduct;

#define FC_DEMO_N_TENDERS 7 /* as fc_tenders */
#define FC_DEMO_CASH      0

#define FC_DEMO_MAX_SHIFTS   3
#define FC_DEMO_N_CASHIERS   6
#define FC_DEMO_MAX_TANKS    6
#define FC_DEMO_MAX_NOZZLES  48
#define FC_DEMO_DAY_STARTS   6 /* o'clock: the business day */

/* The plan of a station, in fc-demo-plan.c. */
typedef struct {
  const char *name;
  const char *street;
  double latitude, longitude;
  FcDemoKind kind;
  guint sales_a_day; /* on the mean day */
  guint pumps;
  guint shifts; /* a day: 3 around the clock, 2 closed from 22 to 6 */
} FcDemoPlan;

typedef struct {
  FcDemoProduct product;
  int diameter, length; /* mm */
  double share; /* of the station's sales */
} FcDemoTankPlan;

typedef struct {
  FcId id;
  int number;
  FcDemoProduct product;
  gint64 capacity;  /* mL */
  gint64 safe_fill;
  gint64 dead_stock;
  int diameter, length; /* mm */
  double physical;  /* mL really in it */
  gint64 stick;     /* mL by the last reading */
  gint64 book;      /* mL by the book alone, from the first reading on */
  int water;        /* mm by the last reading */
  double last_shown; /* mm, for a gauge that hangs */
  double leak;      /* mL an hour; planted */
  gboolean dying;   /* its gauge; planted */
} FcDemoTank;

typedef struct {
  FcId id;
  int pump;         /* position of the pump */
  int tank;         /* position of the tank */
  FcDemoProduct product;
  gint64 totalizer; /* mL, now */
  double drift;     /* parts by which it gives more than it shows at the end of the story; planted */
} FcDemoNozzle;

typedef struct {
  gint64 volume, amount, count;
} FcDemoSum;

typedef struct _FcDemoDays FcDemoDays; /* of fc-demo-days.c */

typedef struct {
  guint position;
  const FcDemoPlan *plan;
  FcId id;
  char code[8];
  guint n_tanks, n_pumps, n_nozzles;
  FcDemoTank tanks[FC_DEMO_MAX_TANKS];
  FcId pumps[12];
  FcDemoNozzle nozzles[FC_DEMO_MAX_NOZZLES];
  double shares[FC_DEMO_N_PRODUCTS]; /* of the sales; 0: not sold here */
  gint64 *prices[FC_DEMO_N_PRODUCTS]; /* by day of the story */
  guint32 *counts;                   /* sales by day of the story */
  FcId supervisor;
  FcId cashiers[FC_DEMO_N_CASHIERS];
  const char *cashier_names[FC_DEMO_N_CASHIERS];
  FcId last_shift;  /* null before the first */
  FcDemoDays *days; /* (nullable): what the close of a day reads */
  guint receipt;
  gint64 bucket, bucket_ends; /* UTC µs: the hour or day that is being added up */
  gboolean bucket_hourly;
  FcDemoSum sums[FC_DEMO_N_PRODUCTS][FC_DEMO_N_TENDERS];
} FcDemoSite;

/* A batch has room for many rows from the start; how many it holds is counted beside it. */
typedef struct {
  FcFactBatch *batch; /* nullable */
  guint n;
} FcDemoBatch;

typedef struct {
  FcDemoOptions options;
  const FcDemoSink *sink;
  gpointer sink_data;
  GCancellable *cancellable;
  GTimeZone *zone;
  FcDate first;        /* day 0 of the story */
  guint n_days;        /* the last one is today's business date */
  guint first_shift;   /* days of the story from which there are … */
  guint first_sale;
  gint64 hourly_from;  /* UTC µs: rollups are by the hour from here on */
  double volume_means[3][FC_DEMO_N_PRODUCTS]; /* mL of one sale, by kind of station */
  double volume_spreads[3][FC_DEMO_N_PRODUCTS];
  double busy;         /* sales against a natural company's, above 1 only for benchmarks */
  FcDemoDay *days;
  FcId tenant;
  FcId manager;
  FcId products[FC_DEMO_N_PRODUCTS];
  FcDemoSite *sites;
  guint n_sites;
  GPtrArray *records;  /* waiting for the sink */
  FcDemoBatch sales, rollups; /* likewise */
  FcDemoSummary *summary;
  gint64 leaked, skimmed; /* mL, minor units: told in the truth */
  guint n_skims;
} FcDemoWorld;

/* One sale before it is a row. */
typedef struct {
  gint64 at;
  gint64 volume;
  gint64 amount;
  guint8 nozzle;
  guint8 payment;
  guint8 shift;
} FcDemoSale;

typedef enum {
  FC_DEMO_RECORDED,
  FC_DEMO_LEFT_FILES, /* only the POS's files tell of it */
  FC_DEMO_LEFT_OUT,   /* it comes after that one */
} FcDemoLeft;

/* One shift of a business day: hours by the clock on the wall from that day's midnight. */
typedef struct {
  guint number; /* 1 … */
  int from_hour, until_hour;
  gint64 opens, closes; /* UTC µs */
  guint cashier;
  FcId id;
  FcDemoLeft left;
} FcDemoShift;

/* fc-demo-fleet.c */
gboolean fc_demo_fleet_emit (FcDemoWorld *world, GError **error);
gboolean fc_demo_fleet_drive (FcDemoWorld *world, GError **error);

/* fc-demo-plan.c */
extern const FcDemoPlan fc_demo_plans[FC_DEMO_MAX_STATIONS];
const char *fc_demo_cashier_name (guint station, guint n);
const char *fc_demo_supervisor_name (guint station);
guint fc_demo_plan_tanks (FcDemoKind kind, const FcDemoTankPlan **tanks);

/* fc-demo-emit.c: rows on their way to the sink */
gboolean  fc_demo_emit_record    (FcDemoWorld       *world,
                                  FcRecord          *record,
                                  GError           **error);
gboolean  fc_demo_emit_sale      (FcDemoWorld       *world,
                                  FcDemoSite        *site,
                                  const FcDemoSale  *sale,
                                  const FcDemoShift *shift,
                                  gint64             price,
                                  FcDemoRandom      *random,
                                  GError           **error);
gboolean  fc_demo_emit_rollup    (FcDemoWorld       *world,
                                  FcDemoSite        *site,
                                  FcDemoProduct      product,
                                  guint              payment,
                                  const FcDemoSum   *sum,
                                  GError           **error);
gboolean  fc_demo_emit_flush     (FcDemoWorld       *world,
                                  GError           **error);
FcId      fc_demo_id             (FcDemoWorld       *world,
                                  const char        *what,
                                  guint              station,
                                  guint              n);

/* fc-demo-company.c, -site.c, -prices.c: what there is */
gboolean  fc_demo_company_emit   (FcDemoWorld       *world,
                                  GError           **error);
void      fc_demo_site_plan      (FcDemoWorld       *world,
                                  FcDemoSite        *site,
                                  guint              position);
void      fc_demo_site_equip     (FcDemoWorld       *world,
                                  FcDemoSite        *site);
void      fc_demo_site_clear     (FcDemoSite        *site);
gboolean  fc_demo_site_emit      (FcDemoWorld       *world,
                                  FcDemoSite        *site,
                                  GError           **error);
gint64    fc_demo_price_change   (FcDemoWorld       *world,
                                  FcDemoSite        *site,
                                  guint              day);
gint64    fc_demo_price_of       (FcDemoWorld       *world,
                                  FcDemoSite        *site,
                                  FcDemoProduct      product,
                                  guint              day,
                                  gint64             at_us);
void      fc_demo_prices_init    (FcDemoWorld       *world);
gboolean  fc_demo_prices_emit    (FcDemoWorld       *world,
                                  FcDemoSite        *site,
                                  GError           **error);

/* fc-demo-tank.c */
gint64    fc_demo_tank_volume    (const FcDemoTank  *tank,
                                  double             level);
char     *fc_demo_tank_chart     (const FcDemoTank  *tank);
gint64    fc_demo_tank_gauge     (FcDemoWorld       *world,
                                  FcDemoTank        *tank,
                                  guint              day,
                                  double             volume,
                                  int               *level,
                                  FcDemoRandom      *random);

/* fc-demo-sales.c: one station's business day */
void      fc_demo_plan_counts    (FcDemoWorld       *world);
guint     fc_demo_plan_shifts    (FcDemoWorld       *world,
                                  FcDemoSite        *site,
                                  guint              day,
                                  FcDemoShift        shifts[FC_DEMO_MAX_SHIFTS]);
void      fc_demo_make_sales     (FcDemoWorld       *world,
                                  FcDemoSite        *site,
                                  guint              day,
                                  const FcDemoShift *shifts,
                                  guint              n_shifts,
                                  GArray            *sales);
const double *fc_demo_tender_weights (FcDemoKind     kind);
void      fc_demo_measure_volumes (FcDemoWorld      *world);

/* fc-demo-history.c: rollups, of drawn sums or of single sales that are not kept */
gboolean  fc_demo_history_draw   (FcDemoWorld       *world,
                                  FcDemoSite        *site,
                                  guint              day,
                                  GError           **error);
gboolean  fc_demo_history_sum    (FcDemoWorld       *world,
                                  FcDemoSite        *site,
                                  GArray            *sales,
                                  GError           **error);
gboolean  fc_demo_history_finish (FcDemoWorld       *world,
                                  GError           **error);

/* fc-demo-shift.c, -stock.c, -cash.c, -slips.c, -papers.c: one shift with everything in it */
#define FC_DEMO_MAX_DRAWERS 2

/* One attendant's money. A shift without drawers is one drawer itself. */
typedef struct {
  FcRecord *record;      /* (borrowed) (nullable): among the children */
  guint cashier;
  FcDemoSum tenders[FC_DEMO_N_TENDERS];
  gint64 shop_sales, expected, over_short;
} FcDemoDrawer;

typedef struct {
  FcDemoWorld *world;
  FcDemoSite *site;
  guint day;
  const FcDemoShift *shift;
  FcDemoRandom random;
  gboolean closed;       /* readings are taken */
  gboolean counted;      /* so is the drawer */
  gint64 net[FC_DEMO_MAX_NOZZLES]; /* mL sold, and minor units */
  gint64 amounts[FC_DEMO_MAX_NOZZLES];
  gint64 tests[FC_DEMO_MAX_NOZZLES]; /* mL */
  gint64 early[FC_DEMO_MAX_NOZZLES]; /* mL sold before the day's price change */
  FcDemoDrawer drawers[FC_DEMO_MAX_DRAWERS];
  guint n_drawers;
  FcDemoSum tenders[FC_DEMO_N_TENDERS]; /* of all drawers, as are these */
  gint64 fuel_volume, fuel_amount, shop_sales;
  gint64 expected, over_short;
  GPtrArray *children;   /* FcRecord, emitted after the shift */
} FcDemoSheet;

FcRecord *fc_demo_sheet_row      (FcDemoSheet       *sheet,
                                  FcEntity           entity,
                                  int                shift_field,
                                  int                station_field,
                                  const char        *key);
void      fc_demo_sheet_stock    (FcDemoSheet       *sheet);
void      fc_demo_sheet_cash     (FcDemoSheet       *sheet);
gboolean  fc_demo_shift_emit     (FcDemoWorld       *world,
                                  FcDemoSite        *site,
                                  guint              day,
                                  const FcDemoShift *shift,
                                  GArray            *sales,
                                  guint              position,
                                  GError           **error);

FcDemoDrawer *fc_demo_sheet_drawer_of (FcDemoSheet *sheet,
                                  guint              nozzle);
gboolean  fc_demo_sheet_is_recent (FcDemoSheet      *sheet);
void      fc_demo_sheet_slips    (FcDemoSheet       *sheet,
                                  GArray            *sales,
                                  guint              position);
void      fc_demo_sheet_sign     (FcDemoSheet       *sheet,
                                  FcRecord          *shift);
gboolean  fc_demo_sheet_settle   (FcDemoSheet       *sheet,
                                  FcRecord          *shift,
                                  GError           **error);
gboolean  fc_demo_is_miscounted  (FcDemoSheet       *sheet);

/* fc-demo-days.c */
void      fc_demo_days_keep      (FcDemoWorld       *world,
                                  FcRecord          *record);
void      fc_demo_days_free      (FcDemoDays        *days);
gboolean  fc_demo_day_close      (FcDemoWorld       *world,
                                  FcDemoSite        *site,
                                  guint              day,
                                  GError           **error);

/* fc-demo-log.c */
gboolean  fc_demo_log_emit       (FcDemoSheet       *sheet,
                                  FcRecord          *shift,
                                  GError           **error);

/* fc-demo-pos.c */
void      fc_demo_pos_write      (FcDemoSheet       *sheet);

/* fc-demo-truth.c: what the analytics should find */
void      fc_demo_truth_plant    (FcDemoWorld       *world);
gint64    fc_demo_truth_skim     (FcDemoWorld       *world,
                                  FcDemoSite        *site,
                                  guint              day,
                                  guint              cashier,
                                  FcDemoRandom      *random);
double    fc_demo_truth_grown    (FcDemoWorld       *world,
                                  guint              day);
char     *fc_demo_truth_tell     (FcDemoWorld       *world);

/* A day of the story as a date, and an hour of its clock as an instant. */
FcDate    fc_demo_date           (FcDemoWorld       *world,
                                  guint              day);
gint64    fc_demo_hour           (FcDemoWorld       *world,
                                  guint              day,
                                  int                hour);

G_END_DECLS

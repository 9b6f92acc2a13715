/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-quantity.h"
#include "fc-row-set.h"

G_BEGIN_DECLS

/* The steps of a shift's close, in the order of the paper form. */
typedef enum {
  FC_STEP_METERS,
  FC_STEP_TANKS,
  FC_STEP_DELIVERIES,
  FC_STEP_TRANSFERS,      /* tests and transfers between tanks, own use out of a tank */
  FC_STEP_CASH_MOVEMENTS, /* drops, pay-ins, pay-outs */
  FC_STEP_CASH_COUNT,
  FC_STEP_TENDERS,        /* cards, mobile money, fleet cards, accounts, vouchers */
  FC_STEP_SLIPS,          /* house accounts, drive-offs, own use */
  FC_STEP_SHOP,
  FC_STEP_OVER_SHORT,
  FC_STEP_SIGNATURES,
  FC_N_STEPS,
} FcShiftStep;

typedef enum {
  FC_STEP_EMPTY,    /* nothing entered, and something is needed */
  FC_STEP_OPTIONAL, /* nothing entered, and nothing need be */
  FC_STEP_TOUCHED,  /* begun; or it was confirmed and what it depends on has changed since */
  FC_STEP_DONE,
  FC_STEP_WAIVED,   /* left out with a reason */
} FcStepState;

typedef enum {
  FC_METER_OK,
  FC_METER_MISSING,    /* no closing yet */
  FC_METER_BACKWARDS,  /* closing below opening, not marked as rolled over */
  FC_METER_TEST_ABOVE, /* more tested than metered */
} FcMeterProblem;

#define FC_N_TENDERS    7 /* as fc_tenders[] */
#define FC_N_MOVEMENTS  6 /* as fc_cash_movements[] */
#define FC_N_SLIP_KINDS 3 /* as fc_slip_kinds[] */

/*
 * One stretch of a nozzle's shift at one rate and on one meter: a meter_change ends it and begins the next. A line
 * without changes is one segment. Segments of a line add up to it exactly (gross, test, net, amount); all are nought
 * while the line has a problem.
 */
typedef struct {
  FcRecord *change;  /* the meter_change that ends it; NULL: the last, ended by the line's closing */
  guint meter;       /* position in meters */
  gint64 opening;    /* mL on the totalizer */
  gint64 closing;    /* 0 where it is missing */
  gint64 gross;
  gint64 test;       /* taken from the last segment, spilling back */
  gint64 net;
  gint64 price;
  gint64 amount;     /* net × price, rounded once; where the POS gave the line's amount the last takes the difference */
  FcMeterProblem problem;
  gboolean may_roll;
} FcSheetSegment;

/* One nozzle's line. The records are borrowed from the row set. */
typedef struct {
  FcRecord *reading;
  FcRecord *nozzle;  /* nullable */
  FcRecord *product; /* nullable: only where products were loaded */
  gint64 gross;      /* mL, roll-over included; 0 while there is a problem */
  gint64 test;
  gint64 net;
  gint64 amount;     /* minor units: the POS's where it gave one, else net × rate */
  FcMeterProblem problem;
  gboolean may_roll; /* backwards, and a roll-over would explain it */
  guint first_segment; /* position in segments of the first of n_segments, which stand in the order of time */
  guint n_segments;
  FcRecord *drawer;  /* nullable: whose nozzle it is */
} FcSheetMeter;

/*
 * One tank's line: opening + receipts + returned tests ± transfers − sales = book; variance = physical − book. mL.
 * A blending nozzle's volume is split over its two tanks so that the parts add up to the meter.
 */
typedef struct {
  FcRecord *reading;
  FcRecord *tank; /* nullable */
  gint64 opening;
  gint64 receipts;
  gint64 tests;
  gint64 sales;
  gint64 book;
  gboolean has_physical;
  gint64 physical;
  gint64 variance;
  gint64 transfers;     /* in − out */
  gint64 opening_book;  /* the book's opening where the station carries the book forward; opening where there is none */
  gint64 cumulative;    /* physical − (opening_book + the shift's movements): variance of the carried book */
  gint64 water_rise;    /* mm; 0 where one of the two water levels is missing */
} FcSheetTank;

/* One drawer's money. Without any drawer row the shift itself is the only drawer. */
typedef struct {
  FcRecord *drawer;      /* NULL: the shift itself */
  const char *attendant; /* nullable: who answers for it */
  gint64 fuel_volume;
  gint64 fuel_amount;
  gint64 shop_sales;
  gint64 shop_tax;       /* on top of the shop sales */
  gint64 lottery;        /* sold − paid out */
  gint64 tenders[FC_N_TENDERS];      /* [5] is the account slips' sum where no account tender was entered */
  gboolean account_entered;          /* an account tender was entered: it counts, and should be the slips' sum */
  gint64 slips[FC_N_SLIP_KINDS];     /* amounts, by position in fc_slip_kinds[] */
  gint64 non_cash;       /* tenders but cash */
  gint64 cash_sales;     /* fuel + shop + tax + lottery − non_cash − drive-offs − own use */
  gint64 movements[FC_N_MOVEMENTS];
  gint64 opening_float;
  gint64 expected_cash;  /* domain.md §2 */
  gboolean counted_any;
  gint64 counted_cash;
  gint64 over_short;     /* counted − expected; 0 until something is counted */
  const char *reason;    /* nullable: for the over/short */
  gboolean above_limit;  /* |over/short| above the station's limit */
} FcSheetDrawer;

/* A signature and whether the figures are still those that were signed. */
typedef struct {
  FcRecord *signature;
  FcRecord *drawer; /* nullable: the drawer it stands for; else the whole shift */
  gboolean holds;   /* FALSE: withdrawn, the figures have changed since */
} FcSheetSignature;

/* Why a warning asks "Review / Submit anyway". NONE: it only says what is missing or wrong. */
typedef enum {
  FC_ANOMALY_NONE,
  FC_ANOMALY_CASH,           /* "cash": over/short above the station's limit */
  FC_ANOMALY_HABIT,          /* "habit": far from what this nozzle usually sells */
  FC_ANOMALY_TANK,           /* "tank": variance above tolerance */
  FC_ANOMALY_NO_MOVEMENT,    /* "no-movement": a sale without meter movement */
  FC_ANOMALY_NO_SALE,        /* "no-sale": meter movement without a sale */
  FC_ANOMALY_POS,            /* "pos": the POS and the meter differ */
  FC_ANOMALY_PRICE,          /* "price": not the price book's */
  FC_ANOMALY_WATER,          /* "water": it rose, or stands above the limit */
  FC_ANOMALY_DRIVE_OFF,      /* "drive-off" */
  FC_ANOMALY_ACCOUNT,        /* "account": account tender and slips differ */
  FC_ANOMALY_TIME,           /* "time": closed in the future, long ago, or too long a shift */
  FC_ANOMALY_SIGNATURE,      /* "signature": withdrawn by a change */
  FC_ANOMALY_CONFLICT,       /* "conflict": two people changed the same figure, and nobody has decided yet */
  FC_ANOMALY_DIP,            /* "dip": a volume that the tank's chart does not give, or a temperature of no fuel */
  FC_ANOMALY_TWIN,           /* "twin": two offices, both offline, opened this shift */
  FC_ANOMALY_UNSIGNED,       /* "unsigned": an attendant or the supervisor has not signed */
  FC_ANOMALY_ULLAGE,         /* "ullage": more was delivered than there was room for */
  FC_N_ANOMALIES,
} FcAnomalyKind;

typedef enum {
  FC_LEVEL_NOTE,    /* worth a look */
  FC_LEVEL_ODD,     /* asks before the submit; the shift goes to the hub first */
  FC_LEVEL_SERIOUS, /* somebody should go and look */
} FcAnomalyLevel;

/* What a nozzle usually sells in a shift: of its past net volumes in mL. */
typedef struct {
  FcId nozzle_id;
  gint64 median;
  gint64 mad; /* median absolute deviation */
  guint n;    /* of shifts; below 8 nothing is said */
} FcNozzleHabit;

typedef struct {
  FcShiftStep step;
  FcId row_id;       /* of the row it stands beside; null for the shift */
  gboolean blocks;   /* must be mended or waived; else "Review / Submit anyway" */
  char *text;        /* sentence: what, where, what next */
  FcAnomalyKind kind;
  FcAnomalyLevel level; /* of an anomaly */
  const char *advice; /* nullable: sentence: what to do about it */
} FcSheetWarning;

/* All figures of a shift; money in minor units of the station's currency, volumes in mL. */
typedef struct {
  FcRecord *shift;
  FcRecord *station; /* nullable */
  const char *currency;
  GArray *meters;    /* FcSheetMeter, by pump and nozzle label */
  GArray *tanks;     /* FcSheetTank, by tank number */
  gint64 fuel_volume;
  gint64 fuel_amount;
  gint64 shop_sales;
  gint64 tenders[FC_N_TENDERS]; /* by position in fc_tenders[]; [0] is the POS's cash figure, for comparison only */
  gint64 non_cash;   /* tenders but cash */
  gint64 cash_sales; /* fuel + shop + tax + lottery − non_cash − drive-offs − own use */
  gint64 movements[FC_N_MOVEMENTS]; /* by position in fc_cash_movements[] */
  gint64 opening_float;
  gint64 expected_cash;
  gboolean counted_any;
  gint64 counted_cash;
  gint64 over_short; /* counted − expected; 0 until something is counted */
  FcStepState steps[FC_N_STEPS];
  char *waived[FC_N_STEPS]; /* (nullable): why the step was left out */
  GPtrArray *warnings; /* FcSheetWarning */
  GArray *segments;  /* FcSheetSegment, of all meters in their order */
  GArray *drawers;   /* FcSheetDrawer, by number; the shift's figures are their sums plus nobody's */
  gboolean has_drawers; /* FALSE: drawers has one, the shift itself */
  FcSheetDrawer nobody; /* what belongs to no drawer of a shift that has drawers: must be nought */
  GPtrArray *slips;  /* FcRecord, by kind, number and id */
  GPtrArray *transfers; /* FcRecord tank_transfer, by time */
  GArray *signatures; /* FcSheetSignature, by role and drawer */
  gint64 shop_tax;
  gint64 lottery;
  gint64 slip_amounts[FC_N_SLIP_KINDS]; /* by position in fc_slip_kinds[] */
  gint64 slip_volumes[FC_N_SLIP_KINDS];
  guint n_slips[FC_N_SLIP_KINDS];
  FcVolumeUnit volume_unit; /* of the sentences: the station's */
} FcShiftSheet;

FcShiftSheet *fc_shift_sheet_new        (FcRowSet           *rows,
                                         const FcId         *shift_id);
void          fc_shift_sheet_free       (FcShiftSheet       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcShiftSheet, fc_shift_sheet_free)
gboolean      fc_shift_sheet_may_submit (const FcShiftSheet *self,
                                         GError            **error);
gboolean      fc_shift_sheet_blocks     (const FcShiftSheet *self,
                                         const FcSheetWarning *warning);

/* Adds what the sheet's own rows cannot tell: habits, the price book in @rows, the clock. Call it once. */
void          fc_shift_sheet_look_around (FcShiftSheet       *self,
                                          FcRowSet           *rows,
                                          const FcNozzleHabit *habits,
                                          guint               n_habits,
                                          gint64              now_us);
FcAnomalyLevel fc_shift_sheet_worst     (const FcShiftSheet *self,
                                         guint              *n_anomalies);
JsonArray    *fc_shift_sheet_accepted   (const FcShiftSheet *self);
const char   *fc_anomaly_name           (FcAnomalyKind       kind);
void          fc_nozzle_habit_init      (FcNozzleHabit      *self,
                                         const FcId         *nozzle_id,
                                         gint64             *volumes,
                                         guint               n_volumes);

/* The figures as canonical text and its SHA-256 (64 hex digits): what a signature stands for. */
char         *fc_shift_sheet_figures    (const FcShiftSheet *self,
                                         const FcId         *drawer_id);
char         *fc_shift_sheet_digest     (const FcShiftSheet *self,
                                         const FcId         *drawer_id);
char         *fc_shift_sheet_step_digest (const FcShiftSheet *self,
                                          FcRowSet           *rows,
                                          FcShiftStep         step);
FcSheetTank   fc_shift_sheet_tank_moves (const FcShiftSheet *self,
                                         FcRowSet           *rows,
                                         const FcId         *tank_id);
const FcSheetSegment *fc_sheet_meter_segment (const FcShiftSheet *self,
                                              const FcSheetMeter *line,
                                              guint               n);
const FcSheetDrawer  *fc_shift_sheet_drawer  (const FcShiftSheet *self,
                                              const FcId         *drawer_id);
const FcSheetSignature *fc_shift_sheet_signature (const FcShiftSheet *self,
                                                  const char         *role,
                                                  const FcId         *drawer_id);
char         *fc_shift_slip_name        (FcRecord           *slip);
const char   *fc_shift_step_name        (FcShiftStep         step);
const char   *fc_shift_step_words       (FcShiftStep         step); /* its title, translated */
int           fc_shift_step_from_name   (const char         *name);

/* Coins and notes of a currency in minor units, greatest first; ends with 0. */
const gint64 *fc_currency_denominations (const char         *currency);

G_END_DECLS

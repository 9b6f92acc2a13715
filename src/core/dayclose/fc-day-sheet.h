/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-shift-sheet.h"
#include "fc-time.h"

G_BEGIN_DECLS

/* The steps of a day's close, in the order in which a manager goes through them. */
typedef enum {
  FC_DAY_STEP_SHIFTS, /* all in and approved */
  FC_DAY_STEP_METERS, /* every nozzle chains through the day without a hole */
  FC_DAY_STEP_TANKS,  /* dipped, and within tolerance */
  FC_DAY_STEP_CASH,   /* counted, and split into deposit, safe and float */
  FC_DAY_STEP_PRICES, /* tomorrow's */
  FC_DAY_STEP_CLOSE,  /* sign and close */
  FC_N_DAY_STEPS,
} FcDayStep;

typedef enum {
  FC_DAY_MISSING,  /* no shift and no close */
  FC_DAY_OPEN,     /* something still stands in the way that only work removes */
  FC_DAY_READY,    /* nothing blocks: waits for the deposit and the signature */
  FC_DAY_CLOSED,
  FC_DAY_REOPENED,
  FC_N_DAY_STATES,
} FcDayState;

/* A shift of the date with all its versions. The records are borrowed from the row set. */
typedef struct {
  FcShiftSheet *sheet; /* (owned): of the version whose figures count: the newest approved, else the newest */
  FcRecord *newest;    /* not the sheet's shift: a correction waits for its approval */
  guint n_versions;
} FcDayShift;

/* One nozzle through the day: from the first opening to the last closing. Volumes in mL, amounts in minor units. */
typedef struct {
  FcId nozzle_id;
  FcRecord *nozzle;  /* nullable */
  FcRecord *pump;    /* nullable */
  FcRecord *product; /* nullable */
  gint64 opening;
  gint64 closing;
  gboolean has_closing; /* of the last shift it runs in */
  gint64 gross;
  gint64 test;
  gint64 net;
  gint64 amount;
  guint n_shifts;    /* in which it has a line; 0: none */
  gboolean chained;  /* no hole, from the day before through the whole day */
} FcDayNozzle;

/* One product's sales: the sums of its meter lines. */
typedef struct {
  FcId product_id;
  FcRecord *product; /* nullable */
  gint64 gross;
  gint64 test;
  gint64 net;
  gint64 amount;
  guint n_nozzles;
} FcDayProduct;

/* Where a nozzle's opening is not the closing before it. */
typedef struct {
  FcId nozzle_id;
  FcRecord *nozzle; /* nullable */
  FcRecord *before; /* shift that closed it; NULL: it has no line in the shift after */
  FcRecord *after;  /* shift that opened it with something else; NULL: it has no line in any shift of the day */
  gint64 closing;   /* mL */
  gint64 opening;
} FcDayHole;

typedef enum {
  FC_DAY_TANK_NO_DIP, /* no dip in the last shift that dips: no verdict */
  FC_DAY_TANK_FINE,
  FC_DAY_TANK_INVESTIGATE, /* |variance| above the station's tolerance */
  FC_DAY_TANK_ESCALATE,    /* above the second limit */
} FcDayTankVerdict;

/* One tank's day, mL: opening + receipts + tests ± transfers − sales = book; variance = physical − book. */
typedef struct {
  FcId tank_id;
  FcRecord *tank;       /* nullable */
  FcRecord *product;    /* nullable */
  gint64 opening;       /* by the stick: yesterday's physical, else the first shift's opening */
  gint64 opening_book;  /* by the book: yesterday's closing_book, else opening */
  gint64 receipts;      /* ticketed */
  gint64 tests;         /* returned */
  gint64 transfers;     /* in − out, own use included */
  gint64 sales;         /* metered, tests included */
  gint64 book;          /* opening + movements */
  gint64 closing_book;  /* opening_book + movements: the carried book */
  gboolean has_physical;
  gint64 physical;      /* the last dip of the day */
  gint64 variance;      /* physical − book: the day's; 0 without a dip */
  gint64 cumulative;    /* physical − closing_book: since the book was begun */
  gint64 ppm;           /* variance of the sales, 1e-6, signed, rounded to 0.01 %; 0 where nothing was sold */
  FcDayTankVerdict verdict; /* about the day's variance; of the book where nothing was sold */
  gboolean has_before;  /* yesterday ended with a dip */
  gint64 before;        /* and this was it: the opening should be the same */
  FcRecord *dip;        /* tank_reading of the physical (nullable): level, water, temperature */
} FcDayTank;

/* What one person's drawers of the day came to. */
typedef struct {
  const char *name;  /* nullable: nobody was named */
  FcId user_id;      /* null: not a user */
  gint64 expected;
  gint64 counted;    /* of the drawers that were counted */
  gint64 over_short;
  guint n_drawers;
  guint n_uncounted; /* of them */
  const char *reason; /* nullable: the last one given */
} FcDayPerson;

/* Something that stands in the way of the close. */
typedef struct {
  FcDayStep step;
  gboolean chain;     /* the day before is not what this day began with */
  char *what;         /* "tank-variance:<id>": names it in day.close's "accepted"; the same on every computer */
  gboolean blocks;    /* TRUE: only work removes it; FALSE: may be accepted with a reason */
  char *text;         /* sentence: what, where, what next */
  FcEntity entity;    /* where to go: FC_SHIFT, FC_TANK, FC_STATION … */
  FcId row_id;
  int shift_step;     /* of a shift: the FcShiftStep to go to; -1: none */
} FcDayObstacle;

/*
 * All figures of a business date at a station. Money in minor units of the station's currency, volumes in mL. Sums run
 * over the shifts' versions that count.
 *
 * Cash. Of each shift: expected = floats + cash sales + pay-ins + account payments + loans − drops − pay-outs − refunds,
 * over/short = counted − expected (domain.md §2). What the day's shifts brought in is
 *
 *   collected = Σ counted + Σ uncounted + Σ drops − Σ loans − Σ floats
 *             = Σ (cash sales + pay-ins + account payments − pay-outs − refunds + over/short)
 *
 * because drops lie in the safe already, and floats and loans came out of the station's own cash. A drawer whose count
 * was waived is taken to hold what it should: that is "uncounted". The station's own cash is
 *
 *   brought = yesterday's safe + yesterday's carried
 *           (the station's first closed day: the floats of the shifts that follow none of the day)
 *
 * and the day closes only where  deposited + safe + carried = brought + collected.
 */
typedef struct {
  FcId station_id;
  FcDate date;
  FcRecord *station;   /* nullable */
  FcRecord *day;       /* the day_close (nullable: never closed) */
  FcRecord *day_before; /* the last day closed before this one (nullable) */
  const char *currency;
  FcDayState state;

  GArray *shifts;      /* FcDayShift, in the order of time */
  GArray *nozzles;     /* FcDayNozzle, by label; all of the station in use and all with a line */
  GArray *products;    /* FcDayProduct, by name */
  GArray *holes;       /* FcDayHole, by nozzle and time */
  GArray *tanks;       /* FcDayTank, by number */
  GArray *people;      /* FcDayPerson, by name */
  GPtrArray *deliveries; /* FcRecord, by time */
  GPtrArray *slips;    /* FcRecord, by shift, kind and number */
  GPtrArray *obstacles; /* FcDayObstacle, by step */

  gint64 fuel_gross;
  gint64 fuel_test;
  gint64 fuel_volume;  /* net */
  gint64 fuel_amount;
  gint64 shop_sales;
  gint64 shop_tax;
  gint64 lottery;
  gint64 tenders[FC_N_TENDERS];
  gint64 non_cash;
  gint64 cash_sales;
  gint64 slip_amounts[FC_N_SLIP_KINDS];
  gint64 slip_volumes[FC_N_SLIP_KINDS];
  guint n_slips[FC_N_SLIP_KINDS];

  gint64 movements[FC_N_MOVEMENTS];
  gint64 floats;       /* opening floats of all drawers */
  gint64 expected_cash;
  gint64 counted_cash;
  gint64 uncounted_cash; /* expected in the drawers that nobody counted */
  gint64 over_short;
  gint64 brought;
  gint64 collected;
} FcDaySheet;

FcDaySheet *fc_day_sheet_new       (FcRowSet          *rows,
                                    const FcId        *station_id,
                                    FcDate             date);
void        fc_day_sheet_free      (FcDaySheet        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcDaySheet, fc_day_sheet_free)

/* (transfer full): "…", what a person reads where deposited + safe + carried is not brought + collected; NULL: it is. */
char       *fc_day_sheet_explain   (const FcDaySheet  *self,
                                    gint64             deposited,
                                    gint64             safe,
                                    gint64             carried);
gint64      fc_day_sheet_missing   (const FcDaySheet  *self,
                                    gint64             deposited,
                                    gint64             safe,
                                    gint64             carried);
guint       fc_day_sheet_blocking  (const FcDaySheet  *self,
                                    FcDayStep          step);
const FcDayShift *fc_day_sheet_shift (const FcDaySheet *self,
                                      const FcId       *shift_id);
const char *fc_day_state_name      (FcDayState         state);
char       *fc_day_sheet_digest    (const FcDaySheet  *self,
                                    FcRecord          *day);
const char *fc_day_sheet_get_signer (const FcDaySheet *self); /* nullable: not signed, or for other figures */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-row-set.h"

G_BEGIN_DECLS

/* The steps of a shift's close, in the order of the paper form. */
typedef enum {
  FC_STEP_METERS,
  FC_STEP_TANKS,
  FC_STEP_DELIVERIES,
  FC_STEP_CASH_MOVEMENTS, /* drops, pay-ins, pay-outs */
  FC_STEP_CASH_COUNT,
  FC_STEP_TENDERS,        /* cards, mobile money, fleet cards, accounts, vouchers */
  FC_STEP_SHOP,
  FC_STEP_OVER_SHORT,
  FC_N_STEPS,
} FcShiftStep;

typedef enum {
  FC_STEP_EMPTY,    /* nothing entered, and something is needed */
  FC_STEP_OPTIONAL, /* nothing entered, and nothing need be */
  FC_STEP_TOUCHED,  /* begun */
  FC_STEP_DONE,
  FC_STEP_WAIVED,   /* left out with a reason */
} FcStepState;

typedef enum {
  FC_METER_OK,
  FC_METER_MISSING,    /* no closing yet */
  FC_METER_BACKWARDS,  /* closing below opening, not marked as rolled over */
  FC_METER_TEST_ABOVE, /* more tested than metered */
} FcMeterProblem;

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
} FcSheetMeter;

/* One tank's line: opening + receipts + returned tests − sales = book; variance = physical − book. mL. */
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
} FcSheetTank;

typedef struct {
  FcShiftStep step;
  FcId row_id;       /* of the row it stands beside; null for the shift */
  gboolean blocks;   /* must be mended or waived; else "Review / Submit anyway" */
  char *text;        /* untranslated sentence: what, where, what next */
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
  gint64 tenders[7]; /* by position in fc_tenders[]; [0] is the POS's cash figure, for comparison only */
  gint64 non_cash;   /* tenders but cash */
  gint64 cash_sales; /* fuel + shop − non_cash */
  gint64 movements[6]; /* by position in fc_cash_movements[] */
  gint64 opening_float;
  gint64 expected_cash;
  gboolean counted_any;
  gint64 counted_cash;
  gint64 over_short; /* counted − expected; 0 until something is counted */
  FcStepState steps[FC_N_STEPS];
  GPtrArray *warnings; /* FcSheetWarning */
} FcShiftSheet;

FcShiftSheet *fc_shift_sheet_new        (FcRowSet           *rows,
                                         const FcId         *shift_id);
void          fc_shift_sheet_free       (FcShiftSheet       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcShiftSheet, fc_shift_sheet_free)
gboolean      fc_shift_sheet_may_submit (const FcShiftSheet *self,
                                         GError            **error);
const char   *fc_shift_step_name        (FcShiftStep         step);
int           fc_shift_step_from_name   (const char         *name);

/* Coins and notes of a currency in minor units, greatest first; ends with 0. */
const gint64 *fc_currency_denominations (const char         *currency);

G_END_DECLS

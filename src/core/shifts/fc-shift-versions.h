/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-shift-sheet.h"

G_BEGIN_DECLS

/* Corrections are new linked versions of a shift; the newest approved one is in effect. */
#define FC_SHIFT_MOST_VERSIONS 5 /* that a late file is compared with */

FcId       fc_shift_correction_id (const FcId *shift_id);
FcRecord  *fc_shift_in_effect     (FcRowSet   *rows,
                                   const FcId *shift_id);

FcRecord  *fc_shift_followed      (FcRowSet   *rows,
                                   FcRecord   *shift);

/* A shift that was opened by mistake, and two of one name. */
gboolean   fc_shift_is_discarded  (FcRecord   *shift);
gboolean   fc_shift_is_to_discard (const char *state,
                                   const char *source,
                                   gboolean    correction);
gboolean   fc_shift_has_entries   (FcRowSet   *rows,
                                   FcRecord   *shift);
gboolean   fc_shift_is_twin       (FcRecord   *a,
                                   FcRecord   *b);
FcRecord  *fc_shift_twin          (FcRowSet   *rows,
                                   FcRecord   *shift);
char      *fc_shift_dup_source    (FcRowSet   *rows,
                                   FcRecord   *shift);

/* One difference between two versions. Values as the catalog's field has them; text is ready to read, untranslated. */
typedef struct {
  FcShiftStep step;    /* where it belongs; FC_N_STEPS: the shift itself */
  FcEntity entity;
  int field;           /* of the entity; -1: the whole row is there in one version only */
  FcId row_before;     /* null: not there */
  FcId row_after;
  char *what;          /* "Nozzle 2B", "Tank 1", "card_inside", "500.00", "Slip 1042", "" for the shift */
  FcValue before;      /* FC_VALUE_NULL where it was empty or not there */
  FcValue after;
} FcShiftDifference;

GPtrArray *fc_shift_compare       (FcRowSet   *rows,
                                   const FcId *before_id,
                                   const FcId *after_id);

typedef enum {
  FC_CHAIN_OPENING, /* a nozzle opens with another reading than the shift before closed with */
  FC_CHAIN_FORK,    /* two shifts follow the same one: both sources were offline */
  FC_CHAIN_HOLE,    /* a shift that follows none, or a nozzle without a line in between */
  FC_CHAIN_TWIN,    /* the same shift was opened twice: both sources were offline */
} FcChainBreakKind;

/* Where opening = previous closing does not hold, with both sources. Records are borrowed from the row set. */
typedef struct {
  FcChainBreakKind kind;
  FcRecord *first;         /* shift: the one before; for a fork the first of the two (nullable) */
  FcRecord *second;        /* shift: the one after; for a fork the other */
  FcRecord *nozzle;        /* (nullable) */
  FcRecord *first_reading; /* meter_reading (nullable) */
  FcRecord *second_reading; /* (nullable) */
  gint64 closing;          /* mL */
  gint64 opening;
  char *text;              /* untranslated sentence */
} FcChainBreak;

GPtrArray *fc_shift_chain_check   (FcRowSet   *rows,
                                   const FcId *station_id);

/* What a person owes (negative) or is owed: the sum of the shortfall rows at hand. */
gint64     fc_shortfall_balance   (FcRowSet   *rows,
                                   const FcId *station_id,
                                   const FcId *user_id,
                                   const char *attendant);

G_END_DECLS

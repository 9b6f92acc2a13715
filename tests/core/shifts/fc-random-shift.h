/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"

G_BEGIN_DECLS

#define FC_RANDOM_MOST_NOZZLES 6
#define FC_RANDOM_MOST_TANKS   4

/* A station and a shift made of a seed, as the ops that people would send; and what must come out of them. */
typedef struct {
  GRand *rand;
  FcRowSet *rows;        /* the station, and the shift as it was opened, with its drawers */
  FcActor *actor;
  const char *currency;
  FcId tenant, station, shift;
  FcId products[2];
  FcId tanks[FC_RANDOM_MOST_TANKS];
  FcId nozzles[FC_RANDOM_MOST_NOZZLES];
  FcId drawers[3];
  guint n_tanks, n_nozzles, n_drawers;
  gint64 now;
  GPtrArray *ops;        /* FcOp: in any order they come to the same */
  gint64 gross[FC_RANDOM_MOST_NOZZLES]; /* mL */
  gint64 tests[FC_RANDOM_MOST_NOZZLES];
  gint64 segments[FC_RANDOM_MOST_NOZZLES][3]; /* mL of each */
  gint64 prices[FC_RANDOM_MOST_NOZZLES][3];
  guint n_segments[FC_RANDOM_MOST_NOZZLES];
  gint64 cash;           /* expected, but for the fuel */
  GPtrArray *sent;       /* (nullable): gets what fc_random_shift_call() runs */
} FcRandomShift;

void      fc_random_shift_init  (FcRandomShift *self,
                                 guint32        seed);
void      fc_random_shift_clear (FcRandomShift *self);
FcRowSet *fc_random_shift_copy  (FcRowSet      *rows);
void      fc_random_shift_run   (FcRandomShift *self,
                                 FcRowSet      *rows,
                                 const FcOp    *op);
void      fc_random_shift_call  (FcRandomShift *self,
                                 FcRowSet      *rows,
                                 const char    *command,
                                 const FcId    *shift_id,
                                 JsonObject    *args);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"
#include "fc-day-sheet.h"

G_BEGIN_DECLS

#define FC_TEST_NOZZLES 4
#define FC_TEST_TANKS   3
#define FC_TEST_DATE    20777 /* 2026-11-20 */
#define FC_TEST_START   G_GINT64_CONSTANT (1795132800000000)

/*
 * A station for tests of a day: three tanks, four nozzles (the last blends tank 1 and 2), two pumps in part A and two in
 * part B. Shifts are put in as rows, in whatever state: what the shift commands do is tested elsewhere.
 */
typedef struct {
  FcId tenant;
  FcId station;
  FcId products[2];
  FcId tanks[FC_TEST_TANKS];
  FcId nozzles[FC_TEST_NOZZLES];
  FcRowSet *rows;
  FcActor *actor;
  gint64 now;
} FcTestDay;

void      fc_test_day_set_up    (FcTestDay     *self,
                                 gconstpointer  unused);
void      fc_test_day_tear_down (FcTestDay     *self,
                                 gconstpointer  unused);
FcRecord *fc_test_add           (FcTestDay     *self,
                                 FcEntity       entity,
                                 const FcId    *id); /* (transfer none) */
FcRecord *fc_test_add_to        (FcTestDay     *self,
                                 FcEntity       entity,
                                 const FcId    *shift_id,
                                 const char    *key);
FcId      fc_test_shift         (FcTestDay     *self,
                                 FcDate         date,
                                 int            number,
                                 const char    *state,
                                 const FcId    *previous_id);
FcRecord *fc_test_meter         (FcTestDay     *self,
                                 const FcId    *shift_id,
                                 int            nozzle,
                                 gint64         opening,
                                 gint64         closing);
FcRecord *fc_test_dip           (FcTestDay     *self,
                                 const FcId    *shift_id,
                                 int            tank,
                                 gint64         opening,
                                 gint64         physical);
void      fc_test_count         (FcTestDay     *self,
                                 const FcId    *shift_id,
                                 const FcId    *drawer_id,
                                 gint64         amount);
void      fc_test_move          (FcTestDay     *self,
                                 const FcId    *shift_id,
                                 const FcId    *drawer_id,
                                 const char    *movement,
                                 gint64         amount);
void      fc_test_tender        (FcTestDay     *self,
                                 const FcId    *shift_id,
                                 const FcId    *drawer_id,
                                 const char    *tender,
                                 gint64         amount);
gboolean  fc_test_run           (FcTestDay     *self,
                                 const char    *command,
                                 FcEntity       root,
                                 const FcId    *id,
                                 JsonObject    *args, /* (transfer full) */
                                 GError       **error);
JsonObject *fc_test_split       (FcTestDay     *self,
                                 FcDate         date,
                                 gint64         deposited,
                                 gint64         safe,
                                 gint64         carried);
void      fc_test_accept_all    (JsonObject    *args,
                                 const FcDaySheet *sheet);

G_END_DECLS

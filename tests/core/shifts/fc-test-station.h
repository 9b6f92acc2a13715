/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"

G_BEGIN_DECLS

/* A small station for tests: two products, two tanks, two pumps with a nozzle each, prices 95.50 and 110.00. */
typedef struct {
  FcId tenant;
  FcId station;
  FcId products[2];
  FcId tanks[2];
  FcId nozzles[2];
  FcRowSet *rows;
  FcActor *actor;
  gint64 now;
  FcId last_row;   /* the first row that the last command inserted; null: none */
  int priority;    /* of the last command */
  GPtrArray *texts; /* ids as text, for fc_test_id() */
} FcTestStation;

void         fc_test_station_set_up    (FcTestStation *self,
                                        gconstpointer  unused);
void         fc_test_station_tear_down (FcTestStation *self,
                                        gconstpointer  unused);
JsonObject  *fc_test_args              (const char    *json);
JsonObject  *fc_test_id_arg            (JsonObject    *args,
                                        const char    *name,
                                        const FcId    *id);
void         fc_test_must              (FcTestStation *self,
                                        const char    *command,
                                        const FcId    *shift_id,
                                        const char    *format,
                                        ...) G_GNUC_PRINTF (4, 5);
GError      *fc_test_refused           (FcTestStation *self,
                                        const char    *command,
                                        const FcId    *shift_id,
                                        const char    *format,
                                        ...) G_GNUC_PRINTF (4, 5);
char        *fc_test_id                (FcTestStation *self,
                                        const FcId    *id);
void         fc_test_become            (FcTestStation *self,
                                        const char    *name,
                                        const char    *const *permissions);
FcId         fc_test_drawer            (FcTestStation *self,
                                        const FcId    *shift_id,
                                        int            number,
                                        const char    *attendant,
                                        const FcId    *user_id);
gboolean     fc_test_run               (FcTestStation *self,
                                        const char    *command,
                                        const FcId    *shift_id,
                                        JsonObject    *args,
                                        GError       **error);
FcId         fc_test_open              (FcTestStation *self,
                                        int            number,
                                        const FcId    *previous_id);
void         fc_test_close_meter       (FcTestStation *self,
                                        const FcId    *shift_id,
                                        int            nozzle,
                                        gint64         closing);

G_END_DECLS

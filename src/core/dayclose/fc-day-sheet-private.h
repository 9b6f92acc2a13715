/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-day-sheet.h"

G_BEGIN_DECLS

/* fc-day-shifts.c: which shifts there are, and which of their versions count */
void       fc_day_find_shifts    (FcDaySheet   *self,
                                  FcRowSet     *rows);
GPtrArray *fc_day_shifts_between (FcRowSet     *rows,
                                  const FcId   *station_id,
                                  FcDate        from,
                                  FcDate        until); /* FcRecord, the versions that count, by time */
FcRecord  *fc_day_shift_record   (const FcDayShift *shift);

/* fc-day-meters.c, -tanks.c, -cash.c: the figures */
void       fc_day_add_meters     (FcDaySheet   *self,
                                  FcRowSet     *rows);
void       fc_day_add_tanks      (FcDaySheet   *self,
                                  FcRowSet     *rows);
void       fc_day_add_cash       (FcDaySheet   *self,
                                  FcRowSet     *rows);

/* fc-day-obstacles.c */
void       fc_day_obstacle_free  (gpointer      obstacle);
void       fc_day_find_obstacles (FcDaySheet   *self,
                                  FcRowSet     *rows);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-time.h"

G_BEGIN_DECLS

/* Where an axis has its marks: at round numbers, at round dates, at round times of the day where the station stands. */

/* What tells two ticks of a time axis apart, and so what is to be written at them. */
typedef enum {
  FC_TICK_TIME_OF_DAY,
  FC_TICK_DAY,
  FC_TICK_MONTH,
  FC_TICK_YEAR,
} FcTickGrain;

double   fc_tick_step        (double       low,
                              double       high,
                              guint        most);
double   fc_tick_round_range (double      *low,
                              double      *high,
                              guint        most);
/* (transfer full) (element-type double): rising, none outside of low to high, at most @most of dates and times. */
GArray  *fc_ticks_of_numbers (double       low,
                              double       high,
                              double       step);
GArray  *fc_ticks_of_dates   (double       low,
                              double       high,
                              guint        most,
                              FcTickGrain *grain);
GArray  *fc_ticks_of_times   (double       low,
                              double       high,
                              guint        most,
                              GTimeZone   *zone,
                              FcTickGrain *grain);

G_END_DECLS

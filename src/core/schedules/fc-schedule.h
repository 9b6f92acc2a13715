/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-time.h"

G_BEGIN_DECLS

/* What is made again and again by the clock on the wall: when, and about which days. A run is known by its date. */
typedef enum {
  FC_DAILY,   /* about the day before */
  FC_WEEKLY,  /* about the seven days before */
  FC_MONTHLY, /* about the calendar month before */
  FC_N_FREQUENCIES,
} FcFrequency;

typedef struct {
  FcFrequency frequency;
  int weekday; /* FC_WEEKLY: 1 Monday … 7 Sunday */
  int day;     /* FC_MONTHLY: 1 … 31; the month's last day where it has fewer */
  int hour;    /* 0 … 23 */
} FcSchedule;

/* Both inclusive. */
typedef struct {
  FcDate from, until;
} FcSpan;

#define FC_SCHEDULE_MISSED 31 /* so many runs are made up for, no more */

const char *fc_frequency_name    (FcFrequency       frequency);
gboolean    fc_frequency_find    (const char       *name, /* nullable */
                                  FcFrequency      *frequency);
FcSpan      fc_schedule_span     (const FcSchedule *self,
                                  FcDate            run);
gint64      fc_schedule_run_time (const FcSchedule *self,
                                  FcDate            run,
                                  GTimeZone        *zone);
FcDate      fc_schedule_next     (const FcSchedule *self,
                                  gint64            now_us,
                                  GTimeZone        *zone);
GArray     *fc_schedule_due      (const FcSchedule *self,
                                  gint64            since_us,
                                  gint64            now_us,
                                  GTimeZone        *zone,
                                  const FcDate     *made,
                                  guint             n_made);

gboolean    fc_span_is_month     (FcSpan            span);
char       *fc_span_file_name    (FcSpan            span);
FcSpan      fc_span_of_month     (FcDate            date);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-demo-random.h"
#include "fc-time.h"

G_BEGIN_DECLS

typedef enum {
  FC_DEMO_TOWN,    /* commuters, quiet Sundays */
  FC_DEMO_HIGHWAY, /* lorries by day and night */
  FC_DEMO_RESORT,  /* full in summer, empty in winter */
} FcDemoKind;

/* What one day is like for the whole coast. */
typedef struct {
  float rain;        /* mm */
  float temperature; /* °C */
  float season;      /* -1 in January … 1 in late July */
  guint8 weekday;    /* 1 Monday … 7 Sunday */
  guint8 holiday;    /* a public holiday */
  guint8 eve;        /* the day before a holiday or a long weekend */
  guint8 closed;     /* Christmas Day */
} FcDemoDay;

FcDemoDay    *fc_demo_days_new     (guint64          seed,
                                    FcDate           first,
                                    guint            n);
double        fc_demo_day_demand   (const FcDemoDay *day,
                                    FcDemoKind       kind);
const double *fc_demo_hour_weights (const FcDemoDay *day,
                                    FcDemoKind       kind);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-id.h"

G_BEGIN_DECLS

/* A stream of numbers of its own for every purpose, station and day, so that a change in one place of the story
 * does not shake the rest of it. xoshiro256** (Blackman, Vigna 2018), seeded by splitmix64. */
typedef struct {
  guint64 state[4];
} FcDemoRandom;

void    fc_demo_random_init    (FcDemoRandom *self,
                                guint64       seed,
                                const char   *purpose,
                                gint64        a,
                                gint64        b);
guint64 fc_demo_random_next    (FcDemoRandom *self);
double  fc_demo_random_unit    (FcDemoRandom *self);
double  fc_demo_random_between (FcDemoRandom *self,
                                double        low,
                                double        high);
guint   fc_demo_random_below   (FcDemoRandom *self,
                                guint         n);
double  fc_demo_random_normal  (FcDemoRandom *self);
guint   fc_demo_random_poisson (FcDemoRandom *self,
                                double        mean);
guint   fc_demo_random_pick    (FcDemoRandom *self,
                                const double *weights,
                                guint         n);
FcId    fc_demo_random_id      (FcDemoRandom *self,
                                gint64        time_us);

G_END_DECLS

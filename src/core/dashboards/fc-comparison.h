/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-time.h"

G_BEGIN_DECLS

/* What the days of a dashboard are held against. */
typedef enum {
  FC_COMPARE_WEEKDAY,  /* the same weekdays, as few weeks before as there are between */
  FC_COMPARE_PREVIOUS, /* as many days, right before */
  FC_COMPARE_YEAR,     /* 52 weeks before, so that weekdays meet their like */
  FC_COMPARE_NOTHING,
  FC_N_COMPARISONS,
} FcComparison;

int          fc_comparison_days (FcComparison  self,
                                 FcDate        from,
                                 FcDate        until);
const char  *fc_comparison_name (FcComparison  self);
FcComparison fc_comparison_find (const char   *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-schedule.h"

G_BEGIN_DECLS

/* What the days of a dashboard are held against. A whole calendar month is held against a whole one. */
typedef enum {
  FC_COMPARE_WEEKDAY,  /* the same weekdays, as few weeks before as there are between; the month before */
  FC_COMPARE_PREVIOUS, /* as many days, right before; the month before */
  FC_COMPARE_YEAR,     /* 52 weeks before, so that weekdays meet their like; the same month of the year before */
  FC_COMPARE_NOTHING,
  FC_N_COMPARISONS,
} FcComparison;

gboolean     fc_comparison_base (FcComparison  self,
                                 FcSpan        days,
                                 FcSpan       *base);
const char  *fc_comparison_name (FcComparison  self);
FcComparison fc_comparison_find (const char   *name);

G_END_DECLS

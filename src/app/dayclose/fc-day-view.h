/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-context.h"
#include "fc-day-draft.h"

G_BEGIN_DECLS

/* A business date of a station: its checklist, figures and close. Signal "titled": the title is known or has changed. */
#define FC_TYPE_DAY_VIEW (fc_day_view_get_type ())
G_DECLARE_FINAL_TYPE (FcDayView, fc_day_view, FC, DAY_VIEW, AdwBin)

GtkWidget  *fc_day_view_new       (FcContext   *context,
                                   const FcId  *station,
                                   FcDate       date,
                                   FcDayDraft  *draft);
char       *fc_day_view_dup_title (FcDayView   *self);
const FcId *fc_day_view_get_station (FcDayView *self);
FcDate      fc_day_view_get_date  (FcDayView   *self);

G_END_DECLS

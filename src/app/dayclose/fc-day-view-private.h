/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-day-cash-box.h"
#include "fc-day-prices-box.h"
#include "fc-day-view.h"

G_BEGIN_DECLS

/* What fc-day-view-actions.c asks of the view. */
void              fc_day_view_add_actions (FcDayView  *self);
FcContext        *fc_day_view_get_context (FcDayView  *self);
const FcDaySheet *fc_day_view_get_sheet   (FcDayView  *self); /* nullable: not read yet */
FcDayDraft       *fc_day_view_get_draft   (FcDayView  *self);
FcDayCashBox     *fc_day_view_get_cash    (FcDayView  *self);
FcDayPricesBox   *fc_day_view_get_prices  (FcDayView  *self);
const char       *fc_day_view_get_notes   (FcDayView  *self);
void              fc_day_view_set_busy    (FcDayView  *self,
                                           gboolean    busy);
void              fc_day_view_refused     (FcDayView  *self,
                                           const char *message); /* nullable: takes it away */
void              fc_day_view_close_day   (FcDayView  *self,
                                           const char *method,
                                           JsonArray  *strokes); /* nullable */
/* fc-day-sign-dialog.c, fc-day-history.c */
void              fc_day_view_ask_signature (FcDayView *self);
void              fc_day_view_show_history (FcDayView *self);

G_END_DECLS

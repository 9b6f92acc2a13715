/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-day-section.h"

G_BEGIN_DECLS

/*
 * The day's money: what came in and how it is split into deposit, safe and float, with the equation that holds while one
 * types. "changed" is emitted as amounts are typed.
 */
#define FC_TYPE_DAY_CASH_BOX (fc_day_cash_box_get_type ())
G_DECLARE_FINAL_TYPE (FcDayCashBox, fc_day_cash_box, FC, DAY_CASH_BOX, GtkBox)

GtkWidget *fc_day_cash_box_new      (FcDayDraft       *draft);
void       fc_day_cash_box_show     (FcDayCashBox     *self,
                                     const FcDaySheet *sheet);
gboolean   fc_day_cash_box_balances (FcDayCashBox     *self,
                                     const FcDaySheet *sheet);
void       fc_day_cash_box_to_args  (FcDayCashBox     *self,
                                     JsonObject       *args);
const char *fc_day_cash_box_get_words (FcDayCashBox    *self); /* the equation, as it is shown */
void       fc_day_cash_box_focus    (FcDayCashBox     *self);

G_END_DECLS

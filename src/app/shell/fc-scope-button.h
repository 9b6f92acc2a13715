/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-context.h"

G_BEGIN_DECLS

/* "All stations ▾" in the header: chooses the station that pages show. */
#define FC_TYPE_SCOPE_BUTTON (fc_scope_button_get_type ())
G_DECLARE_FINAL_TYPE (FcScopeButton, fc_scope_button, FC, SCOPE_BUTTON, GtkWidget)

void fc_scope_button_set_context (FcScopeButton *self,
                                  FcContext     *context);

/* "Today ▾": chooses the period. */
#define FC_TYPE_PERIOD_BUTTON (fc_period_button_get_type ())
G_DECLARE_FINAL_TYPE (FcPeriodButton, fc_period_button, FC, PERIOD_BUTTON, GtkWidget)

void fc_period_button_set_context (FcPeriodButton *self,
                                   FcContext      *context);

G_END_DECLS

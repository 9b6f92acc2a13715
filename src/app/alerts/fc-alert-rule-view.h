/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-rule-form.h"

G_BEGIN_DECLS

/* One rule beside the list: each field is saved by itself. One that the company made can be deleted. */
#define FC_TYPE_ALERT_RULE_VIEW (fc_alert_rule_view_get_type ())
G_DECLARE_FINAL_TYPE (FcAlertRuleView, fc_alert_rule_view, FC, ALERT_RULE_VIEW, AdwBin)

GtkWidget  *fc_alert_rule_view_new     (FcPage          *page,
                                        FcRecord        *record,
                                        gboolean         stored,
                                        GPtrArray       *roles);
const FcId *fc_alert_rule_view_get_id  (FcAlertRuleView *self);
void        fc_alert_rule_view_refresh (FcAlertRuleView *self,
                                        FcRecord        *record);

G_END_DECLS

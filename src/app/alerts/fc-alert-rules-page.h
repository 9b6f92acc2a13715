/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* What the company wants to be told of: each rule switched on or off, and from where on. */
#define FC_TYPE_ALERT_RULES_PAGE (fc_alert_rules_page_get_type ())
G_DECLARE_FINAL_TYPE (FcAlertRulesPage, fc_alert_rules_page, FC, ALERT_RULES_PAGE, FcPage)

extern const FcPageInfo fc_alert_rules_page_info;

G_END_DECLS

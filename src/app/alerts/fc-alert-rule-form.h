/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-rule.h"
#include "fc-record-view.h"

G_BEGIN_DECLS

extern const FcRecordSpec fc_alert_rule_spec; /* of one that the company makes itself */

void      fc_alert_rule_prepare (FcRecord          *draft);
char     *fc_alert_rule_say     (const FcAlertRule *rule,
                                 FcContext         *context);
char     *fc_alert_rule_title   (const FcAlertRule *rule);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-judge.h"
#include "fc-command.h"

G_BEGIN_DECLS

/*
 * alert.raise        whoever sees the thing: what the judge found
 * alert.escalate     likewise: nobody has taken notice in the rule's time
 * alert.resolve      with alerts.manage, or "automatic": it is no longer so
 * alert.acknowledge  with alerts.manage: somebody sees to it
 * alert.snooze       with alerts.manage: not before "until"
 * alert.reopen       with alerts.manage: takes one of these three back; or its snooze is over
 *
 * None is refused because another office was faster: it then changes nothing.
 */
void     fc_alert_commands_register (void);

FcOp    *fc_alert_raise_op_new      (const FcAlertRule    *rule,
                                     const FcAlertMeasure *measure,
                                     gint64                now_us);
FcOp    *fc_alert_op_new            (const char           *command,
                                     FcRecord             *alert,
                                     gint64                now_us);
FcOp    *fc_alert_resolve_op_new    (FcRecord             *alert,
                                     gboolean              automatic,
                                     const char           *comment, /* nullable */
                                     gint64                now_us);
FcOp    *fc_alert_reopen_op_new     (FcRecord             *alert,
                                     const char           *from,
                                     gint64                now_us);
FcOp    *fc_alert_snooze_op_new     (FcRecord             *alert,
                                     gint64                until_us,
                                     gint64                now_us);
FcOp    *fc_alert_op_of             (const FcAlertRule    *rule,
                                     FcRecord             *last,    /* nullable */
                                     const FcAlertMeasure *measure, /* nullable */
                                     FcAlertAct            act,
                                     gint64                now_us); /* nullable */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-commands.h"
#include "fc-replica.h"

G_BEGIN_DECLS

/* What the rules find in this replica. */
typedef struct {
  GPtrArray *ops;  /* FcOp: what is to be raised, woken, escalated, resolved */
  gint64 due;      /* UTC µs when the clock alone may bring more; G_MAXINT64: never */
} FcAlertWork;

void         fc_alert_work_free   (FcAlertWork          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcAlertWork, fc_alert_work_free)
void         fc_alert_work_async  (FcReplica            *replica,
                                   gint64                now_us,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
FcAlertWork *fc_alert_work_finish (FcReplica            *replica,
                                   GAsyncResult         *result,
                                   GError              **error);

/* The rules as the company has them, also those that are switched off. */
void         fc_alert_rules_async  (FcReplica           *replica,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
GPtrArray   *fc_alert_rules_finish (FcReplica           *replica,
                                    GAsyncResult        *result,
                                    GError             **error); /* FcAlertRule */

G_END_DECLS

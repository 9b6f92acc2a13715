/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-digest.h"
#include "fc-alert-queries.h"

G_BEGIN_DECLS

/* An alert that a person wants to hear of. */
typedef struct {
  FcAlertLine *line;
  gboolean escalated; /* it came to them because nobody else acted */
} FcAlertCall;

void       fc_alert_call_free  (FcAlertCall  *self);
GPtrArray *fc_alert_calls_read (FcDb         *db,
                                const FcId   *user,
                                gboolean      manages, /* this person works with alerts */
                                guint         most,
                                GError      **error);  /* FcAlertCall */

/* All that waits for a person, as the day's digest has it. */
typedef struct {
  FcAlertDigest digest;
  GPtrArray *fresh;   /* FcAlertLine: the worst of those that are new, a few */
} FcAlertMorning;

void            fc_alert_morning_free   (FcAlertMorning      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcAlertMorning, fc_alert_morning_free)
void            fc_alert_morning_async  (FcReplica           *replica,
                                         gint64               since_us,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
FcAlertMorning *fc_alert_morning_finish (FcReplica           *replica,
                                         GAsyncResult        *result,
                                         GError             **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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
                                GError      **error);  /* FcAlertCall */

G_END_DECLS

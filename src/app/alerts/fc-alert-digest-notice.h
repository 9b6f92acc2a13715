/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-service.h"
#include "fc-page.h"

G_BEGIN_DECLS

/* The day's digest of alerts on the desktop, and its group in the preferences. */
void       fc_alert_digest_start           (FcContext      *context,
                                            FcAlertService *alerts);
GtkWidget *fc_alert_digest_preferences_new (FcContext      *context);

G_END_DECLS

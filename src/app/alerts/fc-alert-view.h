/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-context.h"

G_BEGIN_DECLS

/* One alert with all that is known of it, and what may be done about it. */
#define FC_TYPE_ALERT_VIEW (fc_alert_view_get_type ())
G_DECLARE_FINAL_TYPE (FcAlertView, fc_alert_view, FC, ALERT_VIEW, GtkWidget)

GtkWidget *fc_alert_view_new (FcContext  *context,
                              const FcId *id);

G_END_DECLS

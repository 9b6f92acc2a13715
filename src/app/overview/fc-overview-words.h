/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-dashboard-widget.h"

G_BEGIN_DECLS

/* How figures stand against those of other days, in words; (transfer full). */
char *fc_overview_change (const FcWidgetScope *scope,
                          gint64               now,
                          gint64               before);
char *fc_overview_against (const FcWidgetScope *scope); /* of a series: "13 November" */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-dashboard-widget.h"

G_BEGIN_DECLS

extern const FcWidgetInfo fc_alert_widget; /* "alerts": those that nobody has taken notice of */

G_END_DECLS

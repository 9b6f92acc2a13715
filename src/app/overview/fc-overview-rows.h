/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-overview.h"

G_BEGIN_DECLS

/* Lines of the dashboard's lists. */
GtkWidget *fc_overview_tank_row  (const FcTankFigures  *tank);
GtkWidget *fc_overview_shift_row (const FcWaitingShift *shift,
                                  const char           *currency);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-chart-points.h"

G_BEGIN_DECLS

/*
 * A strapping chart as a table that is typed into, pasted into and checked row by row; used only when the person says so.
 * Signals: "preview" (GArray of FcChartPoint, NULL when it is put away), "use" (char *: the chart as the tank keeps it).
 */
#define FC_TYPE_CHART_EDIT_BOX (fc_chart_edit_box_get_type ())
G_DECLARE_FINAL_TYPE (FcChartEditBox, fc_chart_edit_box, FC, CHART_EDIT_BOX, AdwBin)

GtkWidget *fc_chart_edit_box_new  (void);
void       fc_chart_edit_box_open (FcChartEditBox *self,
                                   const char     *chart, /* nullable */
                                   gint64          capacity,
                                   gint64          diameter);

G_END_DECLS

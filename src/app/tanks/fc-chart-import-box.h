/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-chart-points.h"

G_BEGIN_DECLS

/*
 * A strapping chart out of a file: what was read, line by line what was not, in which units; used only when the person says so.
 * Signals: "preview" (GArray of FcChartPoint, NULL when it is put away), "use" (char *: the chart as the tank keeps it).
 */
#define FC_TYPE_CHART_IMPORT_BOX (fc_chart_import_box_get_type ())
G_DECLARE_FINAL_TYPE (FcChartImportBox, fc_chart_import_box, FC, CHART_IMPORT_BOX, AdwBin)

GtkWidget *fc_chart_import_box_new  (void);
void       fc_chart_import_box_open (FcChartImportBox *self);

G_END_DECLS

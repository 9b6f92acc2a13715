/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-plot.h"

G_BEGIN_DECLS

struct _FcPlot {
  GtkWidget parent_instance;

  FcPlotData *data;
  char *description;
  FcPlotView view;      /* laid out as last drawn */
  double drag_start;         /* where the pointer was pressed; NAN: where nothing is drawn across */
  double drag_from, drag_to; /* across which the pointer is drawn, NAN: it is not */
};

gboolean fc_plot_is_shown   (FcPlot     *self);
void     fc_plot_add_input  (FcPlot     *self);
gboolean fc_plot_leads_on   (FcPlot     *self); /* to what is behind the point under the cursor */
gboolean fc_plot_choose     (FcPlot     *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-plot.h"

G_BEGIN_DECLS

/*
 * A plot as pages hold it: the picture, or a table of the same values in its place; and a menu (second button, Menu, Shift+F10, a
 * long touch) to change between them, to copy and to save. Escape leaves the table.
 *
 * Property "table": whether the values are shown as a table.
 * Actions: "plot.table", "plot.copy-image", "plot.copy-data", "plot.save-image", "plot.save-data".
 */
#define FC_TYPE_PLOT_PANE (fc_plot_pane_get_type ())
G_DECLARE_FINAL_TYPE (FcPlotPane, fc_plot_pane, FC, PLOT_PANE, GtkWidget)

GtkWidget  *fc_plot_pane_new         (FcPlotForm    form,
                                      const char   *title); /* translated: above a picture, and its file's name */
void        fc_plot_pane_set         (FcPlotPane   *self,
                                      FcPlotData   *data,
                                      const char   *description);
/* Of what and when the values are, for a picture that is seen elsewhere. NULL: its title says it all */
void        fc_plot_pane_set_subject (FcPlotPane   *self,
                                      const char   *subject);
FcPlot     *fc_plot_pane_get_plot    (FcPlotPane   *self);

G_END_DECLS

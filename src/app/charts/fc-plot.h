/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-plot-data.h"
#include "fc-plot-view.h"

G_BEGIN_DECLS

/*
 * The one way to show a chart (which in this house is a tank's strapping chart, so it is called a plot). Pointer or arrow keys
 * move a cursor that reads out the values of a point; Up and Down choose the series; Space, or a click on its name, hides it.
 * A drag across zooms in, Escape or a double click goes back. The text at the cursor is the accessible description.
 *
 * "chosen" (int): Return, or a click, on a point of rows or of a donut; where somebody listens, the pointer says so.
 */
#define FC_TYPE_PLOT (fc_plot_get_type ())
G_DECLARE_FINAL_TYPE (FcPlot, fc_plot, FC, PLOT, GtkWidget)

GtkWidget *fc_plot_new        (FcPlotForm    form);
void       fc_plot_set        (FcPlot       *self,
                               FcPlotData   *data,
                               const char   *description);
void       fc_plot_get_cursor (FcPlot       *self,
                               int          *point,
                               int          *series);
void       fc_plot_set_cursor (FcPlot       *self,
                               int           point,
                               int           series);
gboolean   fc_plot_get_zoom   (FcPlot       *self,
                               double       *from,
                               double       *to);
void       fc_plot_set_zoom   (FcPlot       *self,
                               double        from,
                               double        to);
void       fc_plot_show_series (FcPlot      *self,
                               guint         series,
                               gboolean      shown);
char      *fc_plot_say        (FcPlot       *self); /* what is told of the point under the cursor */

G_END_DECLS

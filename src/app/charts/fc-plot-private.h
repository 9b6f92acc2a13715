/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-plot.h"

G_BEGIN_DECLS

typedef struct {
  char *label;
  FcPlotKind kind;
  FcPlotColour colour;
  double *y;
  double *high;
} FcPlotLine;

struct _FcPlot {
  GtkWidget parent_instance;

  double *x;
  guint n;
  FcPlotLine *lines;
  guint n_lines;
  char *description;
  double low, high; /* of all y, nought among them where there are bars */
  int cursor;       /* index of x, -1: none */

  FcPlotFormat format_x, format_y;
  gpointer format_data;
  GDestroyNotify format_destroy;
};

/* Where things lie inside the widget, in pixels. */
typedef struct {
  double left, top, width, height;
} FcPlotArea;

FcPlotArea  fc_plot_area      (FcPlot      *self);
double      fc_plot_place_x   (FcPlot      *self,
                               FcPlotArea  *area,
                               guint        index);
char       *fc_plot_read_out  (FcPlot      *self,
                               guint        index,
                               const char  *separator);
void        fc_plot_draw      (FcPlot      *self,
                               GtkSnapshot *snapshot);

G_END_DECLS

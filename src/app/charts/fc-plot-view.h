/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-plot-data.h"
#include "fc-plot-look.h"

G_BEGIN_DECLS

/* How the values are drawn. */
typedef enum {
  FC_PLOT_GRAPH,     /* lines, areas, bands, points and bars side by side over one x axis */
  FC_PLOT_STACK,     /* bars, or areas, upon one another */
  FC_PLOT_WATERFALL, /* each bar begins where the one before it ended */
  FC_PLOT_ROWS,      /* bars from left to right, a name before each */
  FC_PLOT_DONUT,     /* shares of the first series' whole */
  FC_PLOT_HEAT,      /* a cell for each point of each series, darker for more */
  FC_PLOT_GAUGE,     /* the first value between the least and the greatest limit */
  FC_PLOT_SPARK,     /* a line without axes, beside a figure */
} FcPlotForm;

typedef struct {
  double low, high;  /* values */
  double start, end; /* where they are, in pixels */
} FcPlotScale;

typedef struct {
  double x, y, width, height;
} FcPlotBox;

/*
 * A picture of data: pure, so that screen, file and test draw the same. Set the upper part, lay out, then draw or ask what is where.
 * Laying out is cheap beside drawing, and is done again after any change.
 */
typedef struct {
  FcPlotForm form;
  const FcPlotData *data;
  FcPlotLook look;
  PangoContext *text; /* nullable: nothing is written */
  double width, height;
  gboolean mirrored;  /* from right to left; what is laid out is not, only what is drawn and asked */
  guint64 hidden;     /* a bit for each series, of a donut for each point */
  double from, to;    /* what of x is shown; NAN: all */
  int point, series;  /* under the cursor; -1: none */

  FcPlotBox area;     /* inside the axes */
  FcPlotScale x, y;
  guint first, end;   /* the points that are shown */
  double step;        /* from tick to tick of y, as it is shown */
  double slot;        /* pixels from one bar to the next */
  double line;        /* height of a line of text, 0 without */
} FcPlotView;

/* What is told of a value beside the pointer. */
typedef struct {
  char *name;
  char *value;
  GdkRGBA colour;
  gboolean at_cursor;
} FcPlotReading;

void       fc_plot_view_lay_out (FcPlotView *view);
void       fc_plot_view_draw    (FcPlotView *view,
                                 cairo_t    *cr);
void       fc_plot_view_draw_cursor (FcPlotView *view,
                                 cairo_t    *cr);
gboolean   fc_plot_view_pick    (FcPlotView *view,
                                 double      x,
                                 double      y,
                                 int        *point,
                                 int        *series);
int        fc_plot_view_pick_legend (FcPlotView *view,
                                 double      x,
                                 double      y); /* -1: none */
gboolean   fc_plot_view_shows   (const FcPlotView *view,
                                 guint       series);
gboolean   fc_plot_view_zooms   (const FcPlotView *view);
FcPlotBox  fc_plot_view_area    (const FcPlotView *view); /* inside the axes, as it is drawn */
double     fc_plot_view_x_at    (const FcPlotView *view,
                                 double      pixel);
GPtrArray *fc_plot_view_read    (FcPlotView *view); /* FcPlotReading, of the point under the cursor */
char      *fc_plot_view_say     (FcPlotView *view); /* the same in one sentence */

G_END_DECLS

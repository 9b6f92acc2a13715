/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-plot-view.h"

#include <math.h>

G_BEGIN_DECLS

/* What each form of a plot knows of itself. */
typedef struct {
  void     (*lay_out) (FcPlotView *view);
  void     (*draw)    (FcPlotView *view,
                       cairo_t    *cr);
  gboolean (*pick)    (FcPlotView *view,
                       double      x,
                       double      y,
                       int        *point,
                       int        *series);
  /* Where the value under the cursor is. */
  gboolean (*place)   (FcPlotView *view,
                       FcPlotBox  *box);
} FcPlotFormClass;

extern const FcPlotFormClass fc_plot_axes_form, fc_plot_rows_form, fc_plot_donut_form, fc_plot_heat_form,
  fc_plot_gauge_form, fc_plot_spark_form;

static inline double
fc_plot_scale_place (const FcPlotScale *scale,
                     double             value)
{
  double span = scale->high - scale->low;

  return scale->start + (span > 0 ? (value - scale->low) / span : 0.5) * (scale->end - scale->start);
}

static inline double
fc_plot_scale_value (const FcPlotScale *scale,
                     double             place)
{
  double span = scale->end - scale->start;

  return scale->low + (span != 0 ? (place - scale->start) / span : 0) * (scale->high - scale->low);
}

/* Text */
typedef enum {
  FC_PEN_SMALL,
  FC_PEN_BOLD,
  FC_PEN_LARGE,
} FcPenStyle;

double   fc_pen_width        (FcPlotView    *view,
                              FcPenStyle     style,
                              const char    *text);
double   fc_pen_height       (FcPlotView    *view,
                              FcPenStyle     style);
/* @align_x, @align_y: which part of the text is at x, y: 0 its beginning, 1 its end. */
void     fc_pen_write        (FcPlotView    *view,
                              cairo_t       *cr,
                              FcPenStyle     style,
                              const char    *text,
                              double         x,
                              double         y,
                              double         align_x,
                              double         align_y,
                              const GdkRGBA *ink);
void     fc_pen_round_box    (cairo_t       *cr,
                              FcPlotBox      box,
                              double         radius);
void     fc_pen_dash         (FcPlotView    *view,
                              cairo_t       *cr,
                              const FcPlotSeries *series,
                              guint          index);

/* Values of series as they are drawn upon one another or after one another. */
gboolean fc_plot_extent      (const FcPlotView *view,
                              guint          series,
                              guint          point,
                              double        *from,
                              double        *to);
gboolean fc_plot_is_stacked  (const FcPlotView *view,
                              guint          series);
gboolean fc_plot_has_bars    (const FcPlotView *view);
guint    fc_plot_bar_series  (const FcPlotView *view,
                              guint          series,
                              guint         *place); /* how many stand side by side, and which of them this is */
FcPlotBox fc_plot_bar_box    (const FcPlotView *view,
                              guint          series,
                              guint          point);
GdkRGBA  fc_plot_colour_of   (const FcPlotView *view,
                              guint          series,
                              guint          point);
void     fc_plot_find_points (FcPlotView    *view);

/* Around the values */
void     fc_plot_lay_out_axes (FcPlotView   *view);
void     fc_plot_draw_axes   (FcPlotView    *view,
                              cairo_t       *cr);
double   fc_plot_legend_height (FcPlotView  *view);
void     fc_plot_draw_legend (FcPlotView    *view,
                              cairo_t       *cr);
void     fc_plot_draw_knots  (FcPlotView    *view,
                              cairo_t       *cr);
void     fc_plot_draw_read_out (FcPlotView  *view,
                              cairo_t       *cr,
                              FcPlotBox      at);

G_END_DECLS

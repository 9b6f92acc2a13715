/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Series over one x axis: lines, bars, points and bands. Pointer or arrow keys move a cursor that reads out the values at the
 * nearest x; the same text is the accessible description. A value that is NAN is a hole, never a nought.
 */
#define FC_TYPE_PLOT (fc_plot_get_type ())
G_DECLARE_FINAL_TYPE (FcPlot, fc_plot, FC, PLOT, GtkWidget)

typedef enum {
  FC_PLOT_LINE,
  FC_PLOT_BARS,
  FC_PLOT_POINTS,
  FC_PLOT_BAND, /* between y and high */
} FcPlotKind;

typedef enum {
  FC_PLOT_INK,
  FC_PLOT_ACCENT,
  FC_PLOT_GOOD,
  FC_PLOT_WARNING,
  FC_PLOT_BAD,
} FcPlotColour;

typedef struct {
  const char *label;    /* in the read-out and the legend */
  FcPlotKind kind;
  FcPlotColour colour;
  const double *y;      /* n values */
  const double *high;   /* n values of a band's upper edge, else NULL */
} FcPlotSeries;

/* What stands at an axis and in the read-out; (transfer full). */
typedef char *(*FcPlotFormat) (double   value,
                               gpointer user_data);

GtkWidget *fc_plot_new        (void);
void       fc_plot_set        (FcPlot              *self,
                               const double        *x, /* rising */
                               guint                n,
                               const FcPlotSeries  *series,
                               guint                n_series,
                               const char          *description);
void       fc_plot_set_format (FcPlot              *self,
                               FcPlotFormat         format_x,
                               FcPlotFormat         format_y,
                               gpointer             user_data,
                               GDestroyNotify       destroy);

/* A round step so that @low to @high has at most @most ticks: 1, 2 or 5 times a power of ten. */
double     fc_plot_tick_step  (double               low,
                               double               high,
                               guint                most);

G_END_DECLS

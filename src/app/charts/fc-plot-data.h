/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fc-plot-unit.h"

G_BEGIN_DECLS

/*
 * What a plot shows, and nothing of how: a table. Its rows are the points of one x axis, its columns the series. The picture, the
 * read-out, the table beside it and the CSV are made of the same values. A value that is NAN is a hole, never a nought.
 */
typedef enum {
  FC_PLOT_X_NAMES,
  FC_PLOT_X_NUMBERS,
  FC_PLOT_X_DATES, /* FcDate */
  FC_PLOT_X_TIMES, /* UTC µs */
} FcPlotAxis;

typedef enum {
  FC_PLOT_LINE,
  FC_PLOT_DASHES, /* what is compared with, or expected */
  FC_PLOT_AREA,
  FC_PLOT_BAND,   /* from y to high */
  FC_PLOT_BARS,
  FC_PLOT_POINTS,
} FcPlotKind;

typedef enum {
  FC_PLOT_NEXT, /* of the palette that everybody can tell apart */
  FC_PLOT_INK,
  FC_PLOT_ACCENT,
  FC_PLOT_GOOD,
  FC_PLOT_WARNING,
  FC_PLOT_BAD,
} FcPlotColour;

typedef struct {
  char *name;
  FcPlotKind kind;
  FcPlotColour colour;
  double *y;
  double *high; /* of a band, else NULL */
} FcPlotSeries;

/* A line across: a limit, a target. */
typedef struct {
  char *name;
  double value;
  FcPlotColour colour;
} FcPlotLimit;

typedef struct {
  grefcount refs;
  FcPlotAxis axis;
  char *x_title;
  FcPlotUnit x_unit;
  GTimeZone *zone;
  guint n;
  double *x;      /* rising; 0, 1, 2 … where there are names */
  char **names;   /* else NULL */
  gboolean *sums; /* of a waterfall: what has come together, not a step; nullable */
  FcPlotUnit unit;
  GPtrArray *series;
  GPtrArray *limits;
} FcPlotData;

/* At most so many series, or points of a round plot, so that each can be shown or hidden. */
#define FC_PLOT_MOST_SERIES 64

FcPlotData   *fc_plot_data_new       (FcPlotAxis          axis,
                                      const char         *x_title,
                                      const double       *x,
                                      guint               n);
FcPlotData   *fc_plot_data_new_named (const char         *x_title,
                                      const char *const  *names,
                                      guint               n);
FcPlotData   *fc_plot_data_ref       (FcPlotData         *data);
void          fc_plot_data_unref     (FcPlotData         *data);
void          fc_plot_data_set_x_unit (FcPlotData        *data,
                                      FcPlotUnit          unit);
void          fc_plot_data_set_zone  (FcPlotData         *data,
                                      GTimeZone          *zone);
void          fc_plot_data_set_unit  (FcPlotData         *data,
                                      FcPlotUnit          unit);
void          fc_plot_data_add       (FcPlotData         *data,
                                      const char         *name,
                                      FcPlotKind          kind,
                                      FcPlotColour        colour,
                                      const double       *y,
                                      const double       *high);
void          fc_plot_data_add_limit (FcPlotData         *data,
                                      const char         *name,
                                      double              value,
                                      FcPlotColour        colour);
void          fc_plot_data_set_sum   (FcPlotData         *data,
                                      guint               point);

static inline const FcPlotSeries *
fc_plot_data_series (const FcPlotData *data,
                     guint             series)
{
  return data->series->pdata[series];
}

/* The values as text: beside the pointer, in the table, in a file. (transfer full) */
char         *fc_plot_data_say_x     (const FcPlotData   *data,
                                      guint               point);
char         *fc_plot_data_say       (const FcPlotData   *data,
                                      guint               series,
                                      guint               point); /* "–" for a hole */
char         *fc_plot_data_title     (const FcPlotData   *data,
                                      guint               series); /* of its column */
char         *fc_plot_data_to_csv    (const FcPlotData   *data);
char         *fc_plot_data_to_tabbed (const FcPlotData   *data);
char         *fc_plot_data_to_tabbed (const FcPlotData   *data);
/* FcLine for an FcLineTable whose columns are x and the series; lines are made when they are asked for. The unit is the column's. */
GListModel   *fc_plot_data_lines     (FcPlotData         *data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcPlotData, fc_plot_data_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the numbers of a plot count: the program's own integers (minor units, millilitres …), told as this person reads them. */
typedef enum {
  FC_PLOT_COUNT,
  FC_PLOT_MONEY,  /* minor units */
  FC_PLOT_VOLUME, /* mL */
  FC_PLOT_LEVEL,  /* mm */
  FC_PLOT_SHARE,  /* ppm, told in per cent */
} FcPlotMeasure;

typedef struct {
  FcPlotMeasure measure;
  const char *currency; /* of money; NULL: the company's. Static or interned */
} FcPlotUnit;

double      fc_plot_unit_size    (FcPlotUnit unit); /* how many of the integers make one of what is shown */
const char *fc_plot_unit_name    (FcPlotUnit unit); /* "L"; "" for a count */
char       *fc_plot_unit_tick    (FcPlotUnit unit,
                                  double     shown,
                                  double     step); /* "1 200", with the decimals that @step has */
char       *fc_plot_unit_figure  (FcPlotUnit unit,
                                  double     value); /* "1 204.50" */
char       *fc_plot_unit_say     (FcPlotUnit unit,
                                  double     value); /* "1 204.50 EUR" */
char       *fc_plot_unit_decimal (FcPlotUnit unit,
                                  double     value); /* "1204.50", for files */

G_END_DECLS

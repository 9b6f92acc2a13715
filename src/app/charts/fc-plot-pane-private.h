/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-line-table.h"
#include "fc-plot-file.h"
#include "fc-plot-pane.h"

G_BEGIN_DECLS

struct _FcPlotPane {
  GtkWidget parent_instance;

  char *title;
  char *subject;       /* nullable */
  char *description;   /* nullable */
  FcPlotData *data;    /* nullable until it is set */

  GtkWidget *stack;
  FcPlot *plot;
  GtkWidget *other;    /* (nullable): table and way back; until it is first wanted */
  FcLineTable *table;  /* (nullable): of the columns as they are now */
  char *listed;        /* (nullable): the rows that it shows */
  GtkWidget *menu;     /* (nullable): until it is first wanted */
  gboolean shows_table;
};

void        fc_plot_pane_focus       (FcPlotPane       *self);

/* What the menu does. */
GdkTexture *fc_plot_pane_texture     (FcPlotPane       *self);
GBytes     *fc_plot_pane_svg         (FcPlotPane       *self);
void        fc_plot_pane_copy_image  (FcPlotPane       *self);
void        fc_plot_pane_copy_data   (FcPlotPane       *self);
void        fc_plot_pane_choose_file (FcPlotPane       *self,
                                      gboolean          image);
void        fc_plot_pane_save        (FcPlotPane       *self,
                                      GFile            *chosen,
                                      gboolean          image,
                                      FcPlotFileFormat  otherwise); /* where the name says nothing */
void        fc_plot_pane_add_menu    (FcPlotPane       *self);

G_END_DECLS

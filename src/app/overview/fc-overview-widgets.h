/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The forecourt's own widgets for dashboards; each registers its kinds. */
void       fc_figure_widgets_register (void);
void       fc_plot_widgets_register   (void);
void       fc_list_widgets_register   (void);

/* A list in a widget: its rows are made anew with each update. */
GtkWidget *fc_widget_rows_new         (const char *label);
void       fc_widget_rows_clear       (GtkWidget  *rows);
void       fc_widget_rows_append_quiet (GtkWidget *rows,
                                       const char *text);

G_END_DECLS

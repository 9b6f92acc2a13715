/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One figure of the dashboard: what it is, how much, against what, and its line over the last days. Click: what is behind it. */
#define FC_TYPE_FIGURE_CARD (fc_figure_card_get_type ())
G_DECLARE_FINAL_TYPE (FcFigureCard, fc_figure_card, FC, FIGURE_CARD, GtkWidget)

GtkWidget *fc_figure_card_new  (const char   *title,
                                const char   *page);
void       fc_figure_card_show (FcFigureCard *self,
                                const char   *value,
                                const char   *change,
                                const double *line,
                                guint         n_line);

G_END_DECLS

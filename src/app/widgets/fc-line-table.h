/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * A table of lines that are at hand, computed and not stored: a series, a comparison. What is stored is shown by FcDataTable.
 * Numbers stand right in tabular figures; Ctrl+C copies all of it for a spreadsheet.
 */
#define FC_TYPE_LINE_TABLE (fc_line_table_get_type ())
G_DECLARE_FINAL_TYPE (FcLineTable, fc_line_table, FC, LINE_TABLE, GtkWidget)

typedef struct {
  const char *title;    /* translated */
  gboolean is_number;
  gboolean gives_way;   /* not on a narrow window */
} FcLineColumn;

/* A line's cells in the columns' order; css classes ("error", "warning", …) or NULL each. */
#define FC_TYPE_LINE (fc_line_get_type ())
G_DECLARE_FINAL_TYPE (FcLine, fc_line, FC, LINE, GObject)

FcLine    *fc_line_new              (guint               n_cells);
void       fc_line_take             (FcLine             *self,
                                     guint               cell,
                                     char               *text); /* (transfer full) */
void       fc_line_set_css          (FcLine             *self,
                                     guint               cell,
                                     const char         *css_class); /* static */

GtkWidget *fc_line_table_new        (const FcLineColumn *columns,
                                     guint               n_columns,
                                     const char         *label); /* for those who cannot see it */
void       fc_line_table_set_lines  (FcLineTable        *self,
                                     GListModel         *lines); /* FcLine */
void       fc_line_table_set_scrolls (FcLineTable       *self);
void       fc_line_table_set_narrow (FcLineTable        *self,
                                     gboolean            narrow);

G_END_DECLS

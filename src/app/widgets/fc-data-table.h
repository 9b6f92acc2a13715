/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-query-model.h"

G_BEGIN_DECLS

/*
 * A table over an FcQueryModel: columns come from its spec (those with a title), numbers stand right with tabular figures and the
 * unit in the header, sorting is SQL, column widths, choice and order are remembered under "layout-name", Ctrl+C copies the selected
 * rows (or all that are on screen) for a spreadsheet. Loading, empty, no-match and error states are inside.
 *
 * Properties (all for templates too): "layout-name", "model", "empty-icon", "empty-title", "empty-description", "empty-label" and
 * "empty-action" (a button there), "filtered" (the empty state then says "no match" with a "Show all" button → ::clear-filters),
 * "narrow", "filter-bar" (widget above), "action-bar" (widget below while rows are selected), "selection-mode".
 */
#define FC_TYPE_DATA_TABLE (fc_data_table_get_type ())
G_DECLARE_FINAL_TYPE (FcDataTable, fc_data_table, FC, DATA_TABLE, GtkWidget)

/* What one cell shows; all empty at first. The table frees what is set. */
typedef struct {
  char *text;            /* (owned) */
  char *tooltip;         /* (owned) (nullable) */
  const char *icon_name; /* (nullable) static */
  const char *css_class; /* (nullable) static: "error", "warning", "success", "dim-label" */
} FcCell;

typedef void (*FcCellFunc) (FcQueryRow *row,
                            int         column,
                            FcCell     *cell,
                            gpointer    user_data);

GtkWidget    *fc_data_table_new                (const char    *layout_name);
void          fc_data_table_set_model          (FcDataTable   *self,
                                                FcQueryModel  *model); /* nullable */
FcQueryModel *fc_data_table_get_model          (FcDataTable   *self);
/* Before set_model: how a column is shown instead of by its kind (words for an enum, a sign beside a number …). */
void          fc_data_table_set_cell_func      (FcDataTable   *self,
                                                const char    *column,
                                                FcCellFunc     func,
                                                gpointer       user_data,
                                                GDestroyNotify destroy);
/* Before set_model: names of the columns that stay on a narrow window (NULL-terminated, static). */
void          fc_data_table_set_narrow_columns (FcDataTable   *self,
                                                const char *const *names);
/* Before set_model: names of columns that are hidden until chosen. */
void          fc_data_table_set_hidden_columns (FcDataTable   *self,
                                                const char *const *names);
void          fc_data_table_set_filtered       (FcDataTable   *self,
                                                gboolean       filtered);
void          fc_data_table_set_total          (FcDataTable   *self,
                                                const char    *column,
                                                const char    *text); /* nullable; the row shows when any is set */
void          fc_data_table_set_action_bar     (FcDataTable   *self,
                                                GtkWidget     *widget);
/* Rows whose page is here; (transfer container) of FcQueryRow (owned). */
GPtrArray    *fc_data_table_get_selected       (FcDataTable   *self);
FcQueryRow   *fc_data_table_get_selected_row   (FcDataTable   *self); /* nullable */
void          fc_data_table_select_none        (FcDataTable   *self);
void          fc_data_table_copy               (FcDataTable   *self);
/* What can be done with a row: (transfer full) (nullable). */
typedef GMenuModel *(*FcRowMenuFunc) (FcQueryRow *row,
                                      gpointer    user_data);
void          fc_data_table_set_row_menu       (FcDataTable   *self,
                                                FcRowMenuFunc  make,
                                                gpointer       user_data);
/* Signals: "activated" (FcQueryRow), "selection-changed", "clear-filters". */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-data-table.h"
#include "fc-state-page.h"

G_BEGIN_DECLS

/* One column on screen. */
typedef struct {
  FcDataTable *table;       /* (unowned) */
  const FcQueryColumn *spec;
  int index;                /* in the query */
  GtkColumnViewColumn *column;
  FcCellFunc func;          /* nullable: by kind */
  gpointer func_data;
  GDestroyNotify func_destroy;
  char *total;              /* nullable */
  gboolean chosen;          /* by the person; the narrow window may still hide it */
  gboolean narrow;
} FcTableColumn;

struct _FcDataTable {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *top;
  GtkWidget *filter_bar;
  GtkMenuButton *chooser;
  FcStatePage *state;
  GtkColumnView *view;
  GtkWidget *totals;
  GtkActionBar *action_bar;
  GtkWidget *action_child;

  FcQueryModel *model;
  GSignalGroup *model_signals;
  GtkSelectionModel *selection;
  GPtrArray *columns;      /* FcTableColumn */
  GPtrArray *cell_funcs;   /* FcTableColumn used as a note: spec NULL, total = name */
  const char *const *narrow_columns;
  const char *const *hidden_columns;
  GSimpleActionGroup *actions;

  char *layout_name;
  char *empty_icon, *empty_title, *empty_description, *empty_label, *empty_action;
  GtkSelectionMode mode;
  gboolean filtered;
  gboolean is_narrow;
  gboolean restoring;
  guint save_timeout;
  const FcTableColumn *sort_asked; /* while the sorter is questioned */
};

gboolean            fc_table_column_is_number  (const FcTableColumn *column);
char               *fc_table_column_title      (const FcTableColumn *column);
void                fc_table_column_show       (const FcTableColumn *column,
                                                FcQueryRow          *row,
                                                FcCell              *cell);
char               *fc_table_column_plain      (const FcTableColumn *column,
                                                FcQueryRow          *row);
GtkListItemFactory *fc_table_column_factory    (FcTableColumn       *column);
void                fc_cell_clear              (FcCell              *cell);

void                fc_table_column_free         (gpointer     column);
void                fc_data_table_build_columns  (FcDataTable *self);
void                fc_data_table_drop_columns   (FcDataTable *self);
void                fc_data_table_watch_columns  (FcDataTable *self);
void                fc_data_table_write_anew     (FcDataTable *self);

void                fc_data_table_restore_layout (FcDataTable *self);
void                fc_data_table_layout_changed (FcDataTable *self);
void                fc_data_table_apply_columns  (FcDataTable *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-grid.h"

G_BEGIN_DECLS

typedef struct {
  char *title;
  char *unit;
  FcGridColumnFlags flags;
  int width_chars;
  GtkWidget *header;
  GtkLabel *total;
  char *total_text;
  int room; /* of a secondary one, when it was seen last */
} FcGridColumn;

typedef struct {
  char *name;
  GtkWidget *note_box; /* nullable until there is something to say */
  GtkImage *note_icon;
  GtkLabel *note_label;
  GtkWidget *note_button;
  FcGridNote note_kind;
  char *note;
  GtkWidget *menu;  /* nullable: a button at the row's end */
  GtkWidget *below; /* nullable: what the page put under the row */
} FcGridRow;

/* Lines of the GtkGrid: the titles, then three for each row (cells, note, what stands below), then the totals. */
#define FC_GRID_LINE(row) (1 + 3 * (int) (row))

typedef struct {
  FcGrid *grid;
  guint row, column;
  GtkWidget *widget; /* a GtkLabel, or a GtkEntry where it is editable */
  char *text;        /* as it was set */
  guint commit_source; /* it was left for another widget: what was typed is handed over next */
  char *waiting;     /* (nullable): set while a person types; shown when they leave */
  char *style;
  char *error;
  gboolean editable;
  gboolean wanted;
  gboolean focused;
  gboolean changed; /* by the person since it was set or committed */
  gboolean setting;
} FcGridCell;

struct _FcGrid {
  GtkWidget parent_instance;

  GtkGrid *grid;
  GPtrArray *columns; /* FcGridColumn */
  GPtrArray *rows;    /* FcGridRow */
  GPtrArray *cells;   /* FcGridCell, row by row */
  gboolean read_only;
  gboolean narrow;
  gboolean folded;   /* without the secondary columns */
  guint fold_source; /* there is room for the other */
  guint reveal_row;  /* to be scrolled to with its note … */
  guint reveal_tick; /* … when it has its place */
  gboolean placed;
};

FcGridCell *fc_grid_cell            (FcGrid     *self,
                                     guint       row,
                                     guint       column);
void        fc_grid_cell_commit     (FcGridCell *cell);
void        fc_grid_cell_put        (FcGridCell *cell,
                                     const char *text);
void        fc_grid_cell_name       (FcGridCell *cell);
gboolean    fc_grid_cell_focus      (FcGridCell *cell);
gboolean    fc_grid_cell_can_edit   (FcGridCell *cell);
void        fc_grid_cell_watch_keys (FcGridCell *cell);
void        fc_grid_cell_remake     (FcGridCell *cell);
void        fc_grid_cell_show_error (FcGridCell *cell);
void        fc_grid_cell_free       (gpointer    data);
void        fc_grid_show_note       (FcGrid     *self,
                                     guint       row);
void        fc_grid_reveal_note     (FcGrid     *self,
                                     guint       row);
gboolean    fc_grid_is_row_wrong    (FcGrid     *self,
                                     guint       row);
void        fc_grid_emit_typed      (FcGridCell *cell,
                                     const char *text);
void        fc_grid_emit_committed  (FcGridCell *cell,
                                     const char *text);
gboolean    fc_grid_emit_pasted     (FcGridCell *cell,
                                     const char *text);
void        fc_grid_emit_finished   (FcGrid     *self);
void        fc_grid_emit_removed    (FcGridCell *cell);
gboolean    fc_grid_pop_up_menu     (FcGridCell *cell);
/* Which columns there is room for. */
gboolean    fc_grid_shows           (FcGrid       *self,
                                     FcGridColumn *column);
void        fc_grid_show_totals     (FcGrid     *self);
void        fc_grid_lay_out         (GtkWidgetClass *klass);
void        fc_grid_drop_extras     (FcGrid     *self,
                                     FcGridRow  *row);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * A type-through grid, the heart of the shift sheet. The page owns the figures and pushes texts; the grid owns keys and focus:
 * Tab/Shift+Tab and Enter go to the next/previous editable cell (first those that are wanted), arrows go between cells, Escape restores,
 * a calculation is worked out on leaving, a block pasted from a spreadsheet fills editable cells from the focused one on.
 *
 * Signals:
 *  "typed" (uint row, uint column, char *text): on every keystroke that changes an editable cell; for live figures.
 *  "committed" (uint row, uint column, char *text): on leaving a changed cell, after the calculator; a sum that cannot be
 *     worked out comes as it was typed, for the page to refuse. The page answers by
 *     setting the cell's text (as it should read) or by fc_grid_set_error(); texts set while a cell is edited wait until it is left.
 *  "row-activated" (uint row).
 *  "pasted" (uint row, uint column, char *text) → TRUE: the page has taken the whole block itself.
 *  "finished": Enter in the last cell, and no cell is wrong.
 *  "removed" (uint row): Ctrl+Delete in a row.
 */
#define FC_TYPE_GRID (fc_grid_get_type ())
G_DECLARE_FINAL_TYPE (FcGrid, fc_grid, FC, GRID, GtkWidget)

typedef enum {
  FC_GRID_NUMERIC = 1 << 0,    /* right-aligned tabular figures; the calculator works */
  FC_GRID_EDITABLE = 1 << 1,   /* cells are editable unless set otherwise one by one */
  FC_GRID_EXPAND = 1 << 2,
  FC_GRID_WIDE_ONLY = 1 << 3,  /* left out on a narrow window */
  FC_GRID_DIM = 1 << 4,        /* secondary text */
  FC_GRID_SECONDARY = 1 << 5,  /* left out where there is no room for all columns; nobody types there */
} FcGridColumnFlags;

typedef enum {
  FC_GRID_NOTE_NONE,
  FC_GRID_NOTE_HINT,
  FC_GRID_NOTE_WARNING,
  FC_GRID_NOTE_ERROR,
} FcGridNote;

GtkWidget  *fc_grid_new              (const char *label); /* accessible name of the whole grid */
/* Replaces all columns and rows. Titles translated by the caller; the unit stands small beside the title. */
void        fc_grid_clear            (FcGrid     *self);
guint       fc_grid_add_column       (FcGrid     *self,
                                      const char *title,
                                      const char *unit, /* nullable */
                                      FcGridColumnFlags flags,
                                      int         width_chars);
void        fc_grid_set_n_rows       (FcGrid     *self,
                                      guint       n_rows);
guint       fc_grid_get_n_rows       (FcGrid     *self);
guint       fc_grid_get_n_columns    (FcGrid     *self);
/* "nozzle 1A": cells are called "Closing, nozzle 1A". */
void        fc_grid_set_row_name     (FcGrid     *self,
                                      guint       row,
                                      const char *name);
const char *fc_grid_get_row_name     (FcGrid     *self,
                                      guint       row); /* nullable */
void        fc_grid_set_text         (FcGrid     *self,
                                      guint       row,
                                      guint       column,
                                      const char *text);
char       *fc_grid_get_text         (FcGrid     *self,
                                      guint       row,
                                      guint       column); /* what stands there now, typed or set */
void        fc_grid_set_editable     (FcGrid     *self,
                                      guint       row,
                                      guint       column,
                                      gboolean    editable);
/* Whole grid: an approved sheet. */
void        fc_grid_set_read_only    (FcGrid     *self,
                                      gboolean    read_only);
/* Wanted cells (default: editable ones) are where Tab and Enter stop. */
void        fc_grid_set_wanted       (FcGrid     *self,
                                      guint       row,
                                      guint       column,
                                      gboolean    wanted);
void        fc_grid_set_style        (FcGrid     *self,
                                      guint       row,
                                      guint       column,
                                      const char *css_class); /* nullable: "error", "warning", "success", "changed" */
void        fc_grid_set_error        (FcGrid     *self,
                                      guint       row,
                                      guint       column,
                                      const char *message); /* nullable; stands under the row and is announced with the cell */
/* What was typed stays beside its error, in the place of what was set. */
void        fc_grid_keep_typed       (FcGrid     *self,
                                      guint       row,
                                      guint       column,
                                      const char *text);
/* A sentence under the row, and a button with a detailed action where that helps. */
void        fc_grid_set_note         (FcGrid     *self,
                                      guint       row,
                                      FcGridNote  kind,
                                      const char *text, /* nullable: none */
                                      const char *button, /* nullable */
                                      const char *action, /* nullable */
                                      GVariant   *target); /* nullable, floating taken */
/* A menu at the row's end, also under the Menu key and Shift+F10 in its cells. */
void        fc_grid_set_row_menu     (FcGrid     *self,
                                      guint       row,
                                      GMenuModel *menu); /* nullable */
/* A widget under the row: its form, its picture. */
void        fc_grid_set_row_below    (FcGrid     *self,
                                      guint       row,
                                      GtkWidget  *widget); /* nullable */
void        fc_grid_set_total        (FcGrid     *self,
                                      guint       column,
                                      const char *text); /* nullable; the row shows when any is set */
void        fc_grid_set_narrow       (FcGrid     *self,
                                      gboolean    narrow);
/* -1: none */
int         fc_grid_row_at           (FcGrid     *self,
                                      double      y);
gboolean    fc_grid_focus_cell       (FcGrid     *self,
                                      guint       row,
                                      guint       column);
/* Somebody is in the middle of a cell: it is not committed yet. */
gboolean    fc_grid_is_typing        (FcGrid     *self);
gboolean    fc_grid_focus_wrong      (FcGrid     *self);
gboolean    fc_grid_focus_first      (FcGrid     *self); /* first wanted, empty cell; else first wanted */

G_END_DECLS

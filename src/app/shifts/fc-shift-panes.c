/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-panes.h"

/* Beside a wide grid: its margins and the rules. */
#define ROOM_AROUND 26

/* What a pane takes, or took when it was seen last. */
static int
room_of (GtkWidget *pane,
         int       *kept)
{
  int asked;

  gtk_widget_get_size_request (pane, &asked, NULL);
  if (gtk_widget_get_visible (pane) && gtk_widget_get_width (pane) > 0)
    *kept = gtk_widget_get_width (pane);
  return MAX (*kept, asked);
}

/**
 * fc_shift_panes_find:
 * @width: of the whole sheet
 * @wide_grid: (nullable): it comes first, with all its columns
 *
 * Returns: what there is room for beside the step
 */
FcShiftPane
fc_shift_panes_find (FcShiftPanes *self,
                     int           width,
                     GtkWidget    *wide_grid)
{
  int steps = room_of (self->steps, &self->steps_room), totals = room_of (self->totals, &self->totals_room);
  int grid, left;

  if (wide_grid == NULL)
    return FC_SHIFT_PANE_STEPS | FC_SHIFT_PANE_TOTALS;
  gtk_widget_measure (wide_grid, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &grid, NULL, NULL);
  left = width - ROOM_AROUND - grid;
  return (left >= steps ? FC_SHIFT_PANE_STEPS : 0) | (left >= steps + totals ? FC_SHIFT_PANE_TOTALS : 0);
}

/**
 * fc_shift_panes_show:
 *
 * Where there is no room for the totals they stand in a line, and the steps in a drop-down.
 */
void
fc_shift_panes_show (FcShiftPanes *self,
                     FcShiftPane   which)
{
  gboolean listed = (which & FC_SHIFT_PANE_STEPS) != 0, summed = (which & FC_SHIFT_PANE_TOTALS) != 0;

  self->shown = which;
  gtk_widget_set_visible (self->totals, summed);
  gtk_widget_set_visible (self->totals_rule, summed);
  gtk_widget_set_visible (self->totals_line, !summed);
  gtk_widget_set_visible (self->steps, listed);
  gtk_widget_set_visible (self->steps_rule, listed);
  gtk_widget_set_visible (self->step_choice, !listed);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  FC_SHIFT_PANE_STEPS = 1 << 0,
  FC_SHIFT_PANE_TOTALS = 1 << 1,
} FcShiftPane;

/* What stands beside the step of a sheet, and what takes its place where there is no room. */
typedef struct {
  GtkWidget *steps, *steps_rule;
  GtkWidget *step_choice;
  GtkWidget *totals, *totals_rule;
  GtkWidget *totals_line;
  FcShiftPane shown;
  int steps_room, totals_room; /* when they were seen last */
} FcShiftPanes;

FcShiftPane fc_shift_panes_find (FcShiftPanes *self,
                                 int           width,
                                 GtkWidget    *wide_grid); /* nullable */
void        fc_shift_panes_show (FcShiftPanes *self,
                                 FcShiftPane   which);

G_END_DECLS

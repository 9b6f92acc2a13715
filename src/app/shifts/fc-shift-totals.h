/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-shift-sheet.h"

G_BEGIN_DECLS

/* The sum of a shift, line by line: what was sold, what should be in the drawer, what is. */
#define FC_TYPE_SHIFT_TOTALS (fc_shift_totals_get_type ())
G_DECLARE_FINAL_TYPE (FcShiftTotals, fc_shift_totals, FC, SHIFT_TOTALS, GtkWidget)

GtkWidget *fc_shift_totals_new  (void);
/* @drawer: nullable, of the sheet: one attendant's money rather than the whole shift's */
void       fc_shift_totals_show (FcShiftTotals       *self,
                                 const FcShiftSheet  *sheet,
                                 const FcSheetDrawer *drawer);
char      *fc_shift_totals_line (const FcShiftSheet  *sheet,
                                 const FcSheetDrawer *drawer);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-shift-sheet.h"

G_BEGIN_DECLS

int      fc_choice_index        (const char *const  *choices,
                                 const char         *choice);
gint64   fc_meter_span          (gint64              digits);

/* fc-sheet-meters.c, -tanks.c, -cash.c: the figures */
void     fc_sheet_add_meters    (FcShiftSheet       *self,
                                 FcRowSet           *rows);
void     fc_sheet_add_tanks     (FcShiftSheet       *self,
                                 FcRowSet           *rows);
void     fc_sheet_find_drawers  (FcShiftSheet       *self,
                                 FcRowSet           *rows);
void     fc_sheet_add_cash      (FcShiftSheet       *self,
                                 FcRowSet           *rows);
FcSheetDrawer *fc_sheet_drawer_of (FcShiftSheet     *self,
                                 FcRecord           *row,
                                 int                 drawer_field);
gint64   fc_sheet_cash_limit    (const FcShiftSheet *self);
char    *fc_sheet_drawer_name   (const FcSheetDrawer *drawer);
const char *fc_sheet_nozzle_name (const FcSheetMeter *line);
int      fc_sheet_tank_number   (FcRecord           *tank);

/* fc-sheet-figures.c */
void     fc_sheet_add_signatures (FcShiftSheet      *self,
                                 FcRowSet           *rows);

/* fc-sheet-warnings.c */
void     fc_sheet_warning_free  (gpointer            warning);
void     fc_shift_sheet_warn    (FcShiftSheet       *self,
                                 FcShiftStep         step,
                                 const FcId         *row_id,
                                 gboolean            blocks,
                                 const char         *format,
                                 ...) G_GNUC_PRINTF (5, 6);
void     fc_shift_sheet_odd     (FcShiftSheet       *self,
                                 FcAnomalyKind       kind,
                                 FcAnomalyLevel      level,
                                 FcShiftStep         step,
                                 const FcId         *row_id,
                                 const char         *format,
                                 ...) G_GNUC_PRINTF (6, 7);

/* fc-shift-compare.c */
FcShiftStep fc_shift_step_of    (FcEntity            entity);

/* fc-sheet-anomalies.c: what the rows of the shift alone show to be odd; fc-sheet-steps.c: what is missing */
void     fc_sheet_find_odd      (FcShiftSheet       *self);

/* fc-sheet-deliveries.c */
void     fc_sheet_find_odd_deliveries (FcShiftSheet *self,
                                       FcRowSet     *rows);
void     fc_shift_sheet_judge   (FcShiftSheet       *self,
                                 FcRowSet           *rows);

G_END_DECLS

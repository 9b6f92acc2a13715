/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-shift-sheet.h"

G_BEGIN_DECLS

int      fc_choice_index        (const char *const  *choices,
                                 const char         *choice);
gint64   fc_meter_span          (gint64              digits);
void     fc_shift_sheet_warn    (FcShiftSheet       *self,
                                 FcShiftStep         step,
                                 const FcId         *row_id,
                                 gboolean            blocks,
                                 const char         *format,
                                 ...) G_GNUC_PRINTF (5, 6);
void     fc_shift_sheet_judge   (FcShiftSheet       *self,
                                 FcRowSet           *rows);

G_END_DECLS

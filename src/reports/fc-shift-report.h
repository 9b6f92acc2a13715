/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-report.h"
#include "fc-shift-sheet.h"

G_BEGIN_DECLS

/* The paper form of a shift, from the sheet's figures only. @rows: what the sheet was made of. */
FcReport *fc_shift_report_new (FcRowSet           *rows,
                               const FcShiftSheet *sheet,
                               FcRecord           *tenant,  /* nullable */
                               const char         *made_by, /* nullable */
                               gint64              made_at);

G_END_DECLS

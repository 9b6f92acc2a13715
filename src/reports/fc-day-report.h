/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-day-sheet.h"
#include "fc-report.h"

G_BEGIN_DECLS

/* A business date at a station, from the day sheet's figures only. @rows: what the sheet was made of. */
FcReport *fc_day_report_new (FcRowSet         *rows,
                             const FcDaySheet *sheet,
                             FcRecord         *tenant,  /* nullable */
                             const char       *made_by, /* nullable */
                             gint64            made_at);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-day-report.h"

G_BEGIN_DECLS

/* fc-day-report-prices.c */
void fc_day_report_add_prices (FcReport         *self,
                               FcRowSet         *rows,
                               const FcDaySheet *sheet);

G_END_DECLS

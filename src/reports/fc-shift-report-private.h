/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-report-company.h"
#include "fc-shift-report.h"

G_BEGIN_DECLS

/* Shared by the reports of a shift and a day. */
const char *fc_report_product_name    (FcRecord           *product); /* nullable */
void        fc_report_add_slips       (FcReport           *self,
                                       FcRowSet           *rows,
                                       GPtrArray          *slips);
void        fc_report_add_deliveries  (FcReport           *self,
                                       FcRowSet           *rows,
                                       GPtrArray          *deliveries,
                                       FcRecord           *station); /* nullable */
void        fc_report_add_tenders     (FcReport           *self,
                                       const gint64       *tenders);
void        fc_shift_report_add_money (FcReport           *self,
                                       FcRowSet           *rows,
                                       const FcShiftSheet *sheet);

G_END_DECLS

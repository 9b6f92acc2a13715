/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-report-company.h"
#include "fc-shift-report.h"

G_BEGIN_DECLS

/* fc-report-begin.c: what the reports of a shift and a day share */
FcReport   *fc_report_begin           (const char         *title,
                                       const char         *currency,
                                       FcRecord           *tenant,  /* nullable */
                                       FcRecord           *station, /* nullable */
                                       const char         *made_by, /* nullable */
                                       gint64              made_at);
char       *fc_report_file_name       (const char         *kind,
                                       FcRecord           *station, /* nullable */
                                       const char         *which);
const char *fc_report_product_name    (FcRecord           *product); /* nullable */
const char *fc_report_nozzle_name     (FcRecord           *nozzle);  /* nullable */
char       *fc_report_tank_name       (FcRecord           *tank,     /* nullable */
                                       FcRecord           *product); /* nullable */

/* Tables that both have. */
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

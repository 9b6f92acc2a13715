/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-report-write.h"

G_BEGIN_DECLS

/* How the window in which a report was asked for says what became of it; the error is nullable. */
typedef void (*FcReportTold) (GtkWindow    *window,
                              const char   *sentence,
                              const GError *error);

/* The system's print dialog. */
void        fc_report_print     (FcReport       *report,
                                 GtkWindow      *window,
                                 FcReportTold    told);
/* Asks where to and writes it in a thread. */
void        fc_report_save      (FcReport       *report,
                                 FcReportFormat  format,
                                 GtkWindow      *window,
                                 FcReportTold    told);
/* (transfer full): its items are "report.save" with the name of each format */
GMenuModel *fc_report_save_menu (void);

G_END_DECLS

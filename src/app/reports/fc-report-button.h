/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-report.h"

G_BEGIN_DECLS

/*
 * A menu button "Report": preview, print, save as PDF, spreadsheet or CSV. The report is made when it is asked for, of
 * what is on the screen then. Shortcuts: Ctrl+P prints, Ctrl+Shift+P shows the preview.
 */
#define FC_TYPE_REPORT_BUTTON (fc_report_button_get_type ())
G_DECLARE_FINAL_TYPE (FcReportButton, fc_report_button, FC, REPORT_BUTTON, GtkWidget)

typedef FcReport *(*FcReportMaker) (gpointer user_data); /* (transfer full) (nullable): nothing to report yet */

GtkWidget *fc_report_button_new (FcReportMaker   make,
                                 gpointer        user_data);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-report.h"

G_BEGIN_DECLS

/* The pages as they will be printed, below one another; prints and saves exactly what it shows. */
#define FC_TYPE_REPORT_PREVIEW (fc_report_preview_get_type ())
G_DECLARE_FINAL_TYPE (FcReportPreview, fc_report_preview, FC, REPORT_PREVIEW, AdwWindow)

GtkWidget *fc_report_preview_new (FcReport  *report,
                                  GtkWindow *parent);

G_END_DECLS

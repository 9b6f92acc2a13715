/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "fc-report.h"

G_BEGIN_DECLS

/* A report broken into pages. Sizes in points (1/72 inch). Preview, printer and PDF draw the same. */
typedef struct _FcReportLayout FcReportLayout;

FcReportLayout *fc_report_layout_new     (const FcReport       *report, /* must outlive it */
                                          double                width,
                                          double                height);
void            fc_report_layout_free    (FcReportLayout       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcReportLayout, fc_report_layout_free)
guint           fc_report_layout_n_pages (const FcReportLayout *self);
void            fc_report_layout_draw    (const FcReportLayout *self,
                                          guint                 page,
                                          cairo_t              *cr);

/* A4, or US Letter where the person's locale has it; in points. */
void            fc_report_paper          (double               *width,
                                          double               *height);

G_END_DECLS

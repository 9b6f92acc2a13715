/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-report.h"

G_BEGIN_DECLS

typedef enum {
  FC_REPORT_PDF,
  FC_REPORT_XLSX,
  FC_REPORT_CSV,
} FcReportFormat;

/* "pdf", "xlsx", "csv": name and extension. */
const char *fc_report_format_name      (FcReportFormat   format);
gboolean    fc_report_format_from_name (const char      *name,
                                        FcReportFormat  *format);

/* Writes beside @path and renames, so that a file is whole or as it was. The same report gives the same bytes. Any thread. */
gboolean    fc_report_write            (const FcReport  *report,
                                        FcReportFormat   format,
                                        const char      *path,
                                        GError         **error);
char       *fc_report_to_csv           (const FcReport  *report);

G_END_DECLS

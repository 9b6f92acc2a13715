/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-report-write.h"

G_BEGIN_DECLS

gboolean fc_report_write_xlsx (const FcReport  *report,
                               const char      *path,
                               GError         **error);

G_END_DECLS

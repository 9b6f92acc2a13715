/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-dashboard-layout.h"

G_BEGIN_DECLS

/* What somebody sees who has arranged nothing, in a company that has arranged nothing for them. */
FcDashboardLayout *fc_dashboard_default (const char *const *roles);

G_END_DECLS

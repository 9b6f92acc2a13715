/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-metrics.h"
#include "fc-hub-push.h"

G_BEGIN_DECLS

void   fc_hub_measure_push    (FcHubMetrics    *metrics,
                               const FcHubPush *push);
void   fc_hub_measure_process (FcHubMetrics    *metrics);
gint64 fc_hub_memory_limit    (const char      *cgroup,
                               const char      *mount);

G_END_DECLS

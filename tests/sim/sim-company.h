/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-push.h"

G_BEGIN_DECLS

#define SIM_STATIONS 3
#define SIM_MOST_OFFICES 8
#define SIM_EPOCH G_GINT64_CONSTANT (1795176000000000) /* when every story begins: 2026-11-20 12:00 UTC */

FcId     sim_company_make (const char  *folder);
gboolean sim_company_push (FcHubStore  *store,
                           FcHubPush   *push,
                           GError     **error);

G_END_DECLS

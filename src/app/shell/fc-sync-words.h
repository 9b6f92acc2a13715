/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-context.h"

G_BEGIN_DECLS

/* What the sync indicator and the notices say, from replica and session; all (transfer full). */
const char *fc_sync_icon    (FcContext *context);
char       *fc_sync_title   (FcContext *context);
char       *fc_sync_detail  (FcContext *context);
char       *fc_sync_pending (FcContext *context);
char       *fc_sync_refused (FcContext *context); /* nullable: nothing was refused */
char       *fc_sync_last    (FcContext *context);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"

G_BEGIN_DECLS

/* Geofences that somebody has begun to draw and has not saved, of each person their own: they outlast the program. */
void      fc_fence_kept_write (FcReplica   *replica,
                               FcRecord    *before,
                               FcRecord    *drawn);
void      fc_fence_kept_drop  (FcReplica   *replica,
                               const FcId  *id);
FcRecord *fc_fence_kept_read  (FcReplica   *replica,
                               const FcId  *id,
                               FcRecord   **before);
FcRecord *fc_fence_kept_onto  (FcRecord    *drawn,
                               FcRecord    *before,
                               FcRecord    *now);

G_END_DECLS

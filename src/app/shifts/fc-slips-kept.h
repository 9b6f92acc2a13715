/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-shift-draft.h"

G_BEGIN_DECLS

/* Slips that are not whole yet and so cannot be in the shift: kept beside the replica, over a restart too. */
GPtrArray *fc_slips_kept_read  (FcReplica  *replica,
                                const FcId *shift_id);
void       fc_slips_kept_write (FcReplica  *replica,
                                const FcId *shift_id,
                                GPtrArray  *slips);
void       fc_slips_kept_tell  (FcShiftDraft *draft);

G_END_DECLS

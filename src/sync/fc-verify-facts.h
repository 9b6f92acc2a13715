/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-verify-job.h"

G_BEGIN_DECLS

/*
 * The part of a comparison that is about sales and their sums: by station and month, then the rows of the months that differ. Of a
 * station to which something comes just now nothing is compared: next week will do. Main thread.
 */
typedef struct _FcVerifyFacts FcVerifyFacts;

FcVerifyFacts *fc_verify_facts_start    (FcReplica           *replica,
                                         const FcId          *client_id,
                                         const FcVerifyWorld *world, /* copied; progress() from 0 to 1 */
                                         gpointer             data);
void           fc_verify_facts_stop     (FcVerifyFacts       *self); /* (transfer full) */
void           fc_verify_facts_answered (FcVerifyFacts       *self,
                                         const FcCheckReply  *reply); /* of this epoch */

G_END_DECLS

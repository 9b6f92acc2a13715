/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-verify-job.h"

G_BEGIN_DECLS

/*
 * The part of a comparison that is about positions of vehicles, the last one: bucket by bucket the sums of its ranges, then the
 * rows of those that differ, as many at once as fit into an answer. What goes wrong here takes nothing else along. Main thread.
 */
typedef struct _FcVerifyTracks FcVerifyTracks;

FcVerifyTracks *fc_verify_tracks_start    (FcReplica           *replica,
                                           const FcId          *client_id,
                                           FcCheckBook         *book,   /* outlives it */
                                           GPtrArray           *sheets, /* FcCheckSheet of it, with facts; at least one */
                                           const FcVerifyWorld *world,  /* copied; progress() from 0 to 1 */
                                           gpointer             data);
void            fc_verify_tracks_stop     (FcVerifyTracks      *self); /* (transfer full) */
void            fc_verify_tracks_answered (FcVerifyTracks      *self,
                                           const FcCheckReply  *reply,  /* (nullable): of this epoch */
                                           const GError        *error); /* where there is none */

G_END_DECLS

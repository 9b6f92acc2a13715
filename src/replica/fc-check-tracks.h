/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-check-sheet.h"

G_BEGIN_DECLS

gboolean fc_check_track_place             (const char          *bucket,
                                           FcId                *station);

/* Makes the positions of some ranges of a bucket those of the hub, unless that bucket begins anew: then nothing, and @moved says
 * so. That more has come meanwhile does not matter. */
void     fc_replica_mend_tracks_async     (FcReplica           *self,
                                           const FcCheckBook   *book,
                                           const FcCheckSheet  *sheet,
                                           GArray              *ranges, /* guint8 */
                                           GPtrArray           *facts,  /* (transfer full) FcFactBatch */
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
gboolean fc_replica_mend_tracks_finish    (FcReplica           *self,
                                           GAsyncResult        *result,
                                           FcCheckFindings     *found, /* (inout): counts on */
                                           gboolean            *moved,
                                           GError             **error);

G_END_DECLS

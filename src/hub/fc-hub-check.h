/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-check-message.h"
#include "fc-hub-page.h"

G_BEGIN_DECLS

extern _Atomic guint fc_hub_check_most_positions; /* rows in one answer; fewer in tests */

gboolean fc_hub_check_fill (FcHubReader           *reader,
                            const FcActor         *actor,
                            const FcCheckRequest  *wanted,
                            FcCheckReply          *reply,
                            GError               **error);
gboolean fc_hub_check_facts (FcHubReader          *reader,
                            const FcId            *tenant,
                            GPtrArray             *buckets,
                            gint64                 head,
                            const FcCheckRequest  *wanted,
                            FcCheckReply          *reply,
                            GError               **error);
gboolean fc_hub_check_track (FcHubReader          *reader,
                            const FcId            *tenant,
                            const FcHubBucket     *bucket,
                            const FcCheckRequest  *wanted,
                            FcCheckReply          *reply,
                            GError               **error);
void     fc_hub_check_say_sums (const FcHubBucket *bucket,
                            const FcRowSum         sums[FC_ROW_RANGES],
                            gboolean               ranges, /* each of them; else all together */
                            FcCheckReply          *reply);

G_END_DECLS

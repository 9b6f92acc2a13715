/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-store.h"

G_BEGIN_DECLS

/* A first sync as a row of frames, made one at a time: entities from one snapshot, then rollups, then facts newest first. */
typedef struct _FcHubStream FcHubStream;

FcHubStream *fc_hub_stream_new  (const FcActor       *actor,
                                 const FcPullRequest *wanted);
void         fc_hub_stream_free (FcHubStream         *self);
GBytes      *fc_hub_stream_next (FcHubStream         *self,
                                 FcHubReader         *reader,
                                 GError             **error);
gboolean     fc_hub_stream_is_done (FcHubStream      *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-wire.h"

G_BEGIN_DECLS

FcFactBatch   *sample_sales   (GRand *rand,
                               guint  n);
FcSyncReply   *sample_reply   (GRand *rand);
FcSyncRequest *sample_request (GRand *rand);
GBytes        *sample_stream  (GRand *rand);
GRand         *sample_rand    (void);
void           assert_same_facts (const FcFactBatch *a,
                                  const FcFactBatch *b);

G_END_DECLS

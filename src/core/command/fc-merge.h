/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-change-set.h"

G_BEGIN_DECLS

void fc_merge_patch (FcRecord    *now,
                     FcRecord    *prev,
                     guint64      prev_mask,
                     FcRecord    *wanted,
                     guint64      mask,
                     FcRecord    *after,
                     FcChangeSet *changes);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-fence-hand.h"
#include "fc-record.h"

G_BEGIN_DECLS

/* The form of a geofence as its row has it, and how it is drawn in words. */
FcFenceKind fc_fence_kind_of   (FcRecord    *geofence);
const char *fc_fence_kind_name (FcFenceKind  kind);
const char *fc_fence_say_hint  (FcFenceHand *hand);

G_END_DECLS

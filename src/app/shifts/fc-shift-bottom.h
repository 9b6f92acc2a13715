/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-context.h"
#include "fc-shift-draft.h"

G_BEGIN_DECLS

/* The bar below a shift's sheet: how it stands, what can be decided about it, and the comment that goes with that. */
#define FC_TYPE_SHIFT_BOTTOM (fc_shift_bottom_get_type ())
G_DECLARE_FINAL_TYPE (FcShiftBottom, fc_shift_bottom, FC, SHIFT_BOTTOM, AdwBin)

void        fc_shift_bottom_set_shift   (FcShiftBottom *self,
                                         FcContext     *context,
                                         FcShiftDraft  *draft);
void        fc_shift_bottom_show        (FcShiftBottom *self);
void        fc_shift_bottom_set_narrow  (FcShiftBottom *self,
                                         gboolean       narrow);
const char *fc_shift_bottom_get_comment (FcShiftBottom *self);
void        fc_shift_bottom_ask_comment (FcShiftBottom *self);

G_END_DECLS

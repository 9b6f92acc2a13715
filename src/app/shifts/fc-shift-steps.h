/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-shift-draft.h"

G_BEGIN_DECLS

/* In which order steps and other views of a sheet stand, and what a link calls them. */
int         fc_shift_steps_at       (guint         place);
guint       fc_shift_steps_place_of (int           step);
const char *fc_shift_steps_name     (int           step);
FcStepState fc_shift_steps_state    (FcShiftDraft *draft,
                                     int           step);
gboolean    fc_shift_steps_is_of_drawer (int       step);

/*
 * The list at the side of the sheet: each step with its sign and word. "chosen" (int) is emitted when another step is
 * selected, "activated" when somebody goes on into the selected one.
 */
#define FC_TYPE_SHIFT_STEPS (fc_shift_steps_get_type ())
G_DECLARE_FINAL_TYPE (FcShiftSteps, fc_shift_steps, FC, SHIFT_STEPS, AdwBin)

void        fc_shift_steps_show      (FcShiftSteps *self,
                                      FcShiftDraft *draft);
void        fc_shift_steps_select    (FcShiftSteps *self,
                                      int           step);
gboolean    fc_shift_steps_is_listed (FcShiftSteps *self,
                                      int           step);
gboolean    fc_shift_steps_has_focus (FcShiftSteps *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-context.h"
#include "fc-shift-sheet.h"

G_BEGIN_DECLS

/* What a shift's steps and states are called and shown as. */
const char *fc_shift_step_title       (int          step); /* FcShiftStep, or FC_N_STEPS for handing in */
const char *fc_shift_step_hint        (int          step);
const char *fc_step_state_sign        (FcStepState  state);
const char *fc_step_state_word        (FcStepState  state);
const char *fc_shift_state_icon       (const char  *state);
const char *fc_shift_state_style      (const char  *state);
char       *fc_shift_title            (FcRecord    *shift);
char       *fc_shift_notice           (FcRecord    *shift);
char       *fc_saved_words            (FcContext   *context,
                                       gint64       saved_at,
                                       gboolean     saving,
                                       FcRecord    *record);

G_END_DECLS

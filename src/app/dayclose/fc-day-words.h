/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-day-sheet.h"

G_BEGIN_DECLS

/* What a day's states are called and shown as. @state: "missing", "open", "ready", "closed", "reopened". */
const char *fc_day_state_word   (const char       *state);
const char *fc_day_state_icon   (const char       *state);
const char *fc_day_state_style  (const char       *state); /* nullable */
char       *fc_day_title        (const FcDaySheet *sheet);
char       *fc_day_standing     (const FcDaySheet *sheet);
const char *fc_day_step_title   (FcDayStep         step);

G_END_DECLS

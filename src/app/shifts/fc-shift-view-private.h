/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-shift-draft.h"
#include "fc-shift-view.h"

G_BEGIN_DECLS

/* What the actions of the sheet need of the view. */
FcShiftDraft *fc_shift_view_get_draft    (FcShiftView *self);
const char   *fc_shift_view_get_comment  (FcShiftView *self);
void          fc_shift_view_ask_comment  (FcShiftView *self);
void          fc_shift_view_go           (FcShiftView *self,
                                          int          step);
void          fc_shift_view_tell         (FcShiftView *self,
                                          const char  *text);
void          fc_shift_view_failed       (FcShiftView *self,
                                          const char  *text);

/* fc-shift-view-actions.c */
void          fc_shift_view_add_actions  (FcShiftView *self);
void          fc_shift_view_waive        (FcShiftView *self,
                                          int          step,
                                          const char  *reason);

/* fc-shift-history.c */
void          fc_shift_view_show_history (FcShiftView *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-context.h"

G_BEGIN_DECLS

/*
 * A shift's sheet: steps at the left, the step's grid in the middle, what it comes to at the right, and where the work
 * lies below. Actions "sheet.go" (step's name), "sheet.submit", "sheet.approve", "sheet.dispute", "sheet.roll-over".
 */
#define FC_TYPE_SHIFT_VIEW (fc_shift_view_get_type ())
G_DECLARE_FINAL_TYPE (FcShiftView, fc_shift_view, FC, SHIFT_VIEW, AdwBin)

GtkWidget  *fc_shift_view_new       (FcContext    *context,
                                     const FcId   *shift_id);
const FcId *fc_shift_view_get_id    (FcShiftView  *self);
char       *fc_shift_view_dup_title (FcShiftView  *self);

G_END_DECLS

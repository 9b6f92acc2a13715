/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-day-section.h"

G_BEGIN_DECLS

/* The end of a day's list: notes to enter, and under a closed day what it was closed in spite of. */
#define FC_TYPE_DAY_CLOSING_BOX (fc_day_closing_box_get_type ())
G_DECLARE_FINAL_TYPE (FcDayClosingBox, fc_day_closing_box, FC, DAY_CLOSING_BOX, GtkBox)

GtkWidget  *fc_day_closing_box_new       (FcDayDraft       *draft);
void        fc_day_closing_box_show      (FcDayClosingBox  *self,
                                          const FcDaySheet *sheet);
const char *fc_day_closing_box_get_notes (FcDayClosingBox  *self);

G_END_DECLS

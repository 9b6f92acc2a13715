/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-shift-draft.h"

G_BEGIN_DECLS

/* What a manager reads before a shift is locked. Its button activates "sheet.approve". */
GtkWidget *fc_approval_popover_new (FcShiftDraft *draft);

/* Asks before a shift is discarded: "sheet.discard" (reason, "" for none), or gets another number: "sheet.renumber". */
GtkWidget *fc_discard_popover_new  (FcShiftDraft *draft);

GtkWidget *fc_popover_around       (GtkWidget    *content,
                                    const char   *label);

GtkWidget *fc_popover_text         (const char   *text,
                                    const char   *css_class);

G_END_DECLS

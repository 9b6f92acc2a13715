/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-shift-draft.h"

G_BEGIN_DECLS

/* Whose drawer is on screen, as one button an attendant, with what the person owes beside the name. */
#define FC_TYPE_DRAWER_BAR (fc_drawer_bar_get_type ())
G_DECLARE_FINAL_TYPE (FcDrawerBar, fc_drawer_bar, FC, DRAWER_BAR, AdwBin)

void  fc_drawer_bar_show       (FcDrawerBar         *self,
                                FcShiftDraft        *draft,
                                gboolean             wanted);
void  fc_drawer_bar_go_along   (FcShiftDraft        *draft,
                                int                  by);
char *fc_drawer_dup_name       (FcShiftDraft        *draft,
                                const FcSheetDrawer *drawer);
char *fc_drawer_dup_shortfall  (FcShiftDraft        *draft,
                                const FcSheetDrawer *drawer);

G_END_DECLS

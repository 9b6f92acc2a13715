/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* One page in the sidebar: icon, title, and how much waits there for this person. */
#define FC_TYPE_SIDEBAR_ROW (fc_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (FcSidebarRow, fc_sidebar_row, FC, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget        *fc_sidebar_row_new      (const FcPageInfo *info,
                                           FcContext        *context);
const FcPageInfo *fc_sidebar_row_get_info (FcSidebarRow     *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* The pages this person may open, by section, with what waits on each. Signal: "page-chosen" (char *id). */
#define FC_TYPE_SIDEBAR (fc_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (FcSidebar, fc_sidebar, FC, SIDEBAR, GtkWidget)

void        fc_sidebar_set_context (FcSidebar  *self,
                                    FcContext  *context); /* nullable */
void        fc_sidebar_select      (FcSidebar  *self,
                                    const char *id);
const char *fc_sidebar_nth         (FcSidebar  *self,
                                    guint       n); /* nullable: id of the nth page, from 0 */

G_END_DECLS

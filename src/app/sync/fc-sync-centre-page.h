/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* What needs a person (refused work, conflicts, work handed over), what waits to be sent, and what became of the rest. */
#define FC_TYPE_SYNC_CENTRE_PAGE (fc_sync_centre_page_get_type ())
G_DECLARE_FINAL_TYPE (FcSyncCentrePage, fc_sync_centre_page, FC, SYNC_CENTRE_PAGE, FcPage)

void       fc_sync_register_pages (void);

/* fc-sync-view.c: one thing of it, beside the list. */
GtkWidget *fc_sync_view_new       (FcContext  *context,
                                   const FcId *id);

G_END_DECLS

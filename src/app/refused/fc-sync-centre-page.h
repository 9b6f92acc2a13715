/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* What became of the work done here: refused and kept, waiting, sent. */
#define FC_TYPE_SYNC_CENTRE_PAGE (fc_sync_centre_page_get_type ())
G_DECLARE_FINAL_TYPE (FcSyncCentrePage, fc_sync_centre_page, FC, SYNC_CENTRE_PAGE, FcPage)

void       fc_refused_register_pages (void);

/* fc-refused-view.c: one transaction with the hub's reason, what it was, and what can be done. */
GtkWidget *fc_refused_view_new       (FcContext  *context,
                                      const FcId *op_id);

G_END_DECLS

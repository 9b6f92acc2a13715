/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-context.h"

G_BEGIN_DECLS

/* The sync indicator: a tick, a count of what waits, or a struck cloud; its popover says the truth in words. */
#define FC_TYPE_SYNC_BUTTON (fc_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (FcSyncButton, fc_sync_button, FC, SYNC_BUTTON, GtkWidget)

void fc_sync_button_set_context (FcSyncButton *self,
                                 FcContext    *context);

G_END_DECLS

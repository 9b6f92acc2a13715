/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-window.h"

G_BEGIN_DECLS

/* The copies of this computer's data: what there is, one more now, going back to one. */
#define FC_TYPE_BACKUPS_DIALOG (fc_backups_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FcBackupsDialog, fc_backups_dialog, FC, BACKUPS_DIALOG, AdwWindow)

GtkWidget *fc_backups_dialog_new (FcWindow *window);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-window.h"

G_BEGIN_DECLS

/* The company's map packs: what there is, one more, one less; and the map server, off until a person turns it on. */
#define FC_TYPE_MAP_PACKS_DIALOG (fc_map_packs_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FcMapPacksDialog, fc_map_packs_dialog, FC, MAP_PACKS_DIALOG, AdwWindow)

GtkWidget *fc_map_packs_dialog_new (FcWindow *window);

G_END_DECLS

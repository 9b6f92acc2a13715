/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-window.h"

G_BEGIN_DECLS

/* Ctrl+K: finds pages, things to do and records by typing. */
#define FC_TYPE_PALETTE (fc_palette_get_type ())
G_DECLARE_FINAL_TYPE (FcPalette, fc_palette, FC, PALETTE, AdwWindow)

GtkWidget *fc_palette_new (FcWindow *window);

G_END_DECLS

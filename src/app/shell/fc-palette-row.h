/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One thing the palette found. Opens @uri where there is one, then runs @action where there is one. */
#define FC_TYPE_PALETTE_ROW (fc_palette_row_get_type ())
G_DECLARE_FINAL_TYPE (FcPaletteRow, fc_palette_row, FC, PALETTE_ROW, GtkListBoxRow)

GtkWidget  *fc_palette_row_new        (const char   *icon_name,
                                       const char   *title,
                                       const char   *subtitle, /* nullable */
                                       const char   *uri,      /* nullable */
                                       const char   *action);  /* nullable, detailed */
const char *fc_palette_row_get_uri    (FcPaletteRow *self);
const char *fc_palette_row_get_action (FcPaletteRow *self);

G_END_DECLS

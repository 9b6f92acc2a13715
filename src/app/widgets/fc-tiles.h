/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children of one width beside each other, in as few rows as there is room for: all of them, half of them, … one. */
#define FC_TYPE_TILES (fc_tiles_get_type ())
G_DECLARE_FINAL_TYPE (FcTiles, fc_tiles, FC, TILES, GtkWidget)

GtkWidget *fc_tiles_new    (int        spacing);
void       fc_tiles_append (FcTiles   *self,
                            GtkWidget *child);

G_END_DECLS

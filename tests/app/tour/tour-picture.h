/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of what GTK draws, and waiting for it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void        tour_wait  (guint      ms);
void        tour_frame (GtkWidget *window);
GdkTexture *tour_draw  (GtkWidget *window,
                        int       *width,
                        int       *height);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person could not read, or not hear: text that is cut, controls without a name. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

guint tour_check (GtkWidget  *window,
                  const char *where);

G_END_DECLS

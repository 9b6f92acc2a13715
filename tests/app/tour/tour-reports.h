/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-window.h"

G_BEGIN_DECLS

/* Shows the page Reports with a schedule that works, one whose folder is gone, and what the queue says of both. */
gboolean   tour_fill_reports  (FcWindow   *window,
                               const char *folder);
/* Takes them away; the dialog of a new one. */
GtkWidget *tour_clear_reports (FcWindow   *window);

G_END_DECLS

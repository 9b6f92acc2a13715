/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A column of groups beneath one another that scrolls: with margins, and no wider than reads well. @box gets the groups. */
GtkWidget *fc_column_new (int         width, /* at most; 0: that of a form */
                          GtkWidget **box);

G_END_DECLS

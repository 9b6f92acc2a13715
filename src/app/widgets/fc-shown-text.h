/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the program shows in an entry, told apart from what somebody is typing there. */

void     fc_shown_text_put      (GtkEditable *entry,
                                 const char  *text);
void     fc_shown_text_keep     (GtkEditable *entry);
gboolean fc_shown_text_is_typed (GtkEditable *entry);

G_END_DECLS

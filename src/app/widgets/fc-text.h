/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Text that is only read: one line where there is room, more where there is not. A list has hundreds of these. A
 * GtkLabel that wraps is laid out a dozen times before it is painted (at no width, at each width its ancestors try,
 * and in search of a width for each height); this is laid out once. Styled as a label. */
#define FC_TYPE_TEXT (fc_text_get_type ())
G_DECLARE_FINAL_TYPE (FcText, fc_text, FC, TEXT, GtkWidget)

GtkWidget  *fc_text_new       (const char *text);
void        fc_text_set       (FcText     *self,
                               const char *text);
const char *fc_text_get       (FcText     *self);
void        fc_text_keep_line (FcText     *self);

G_END_DECLS

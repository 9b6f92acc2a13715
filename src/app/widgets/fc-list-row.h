/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row of a boxed list for what is looked at: a picture, a title, a line beneath it, something at its end. Looks like
 * an AdwActionRow; it costs a tenth of one to make and to measure. */
#define FC_TYPE_LIST_ROW (fc_list_row_get_type ())
G_DECLARE_FINAL_TYPE (FcListRow, fc_list_row, FC, LIST_ROW, GtkListBoxRow)

GtkWidget *fc_list_row_new      (const char *icon_name, /* nullable */
                                 const char *title,
                                 const char *subtitle,  /* nullable */
                                 GtkWidget  *end);      /* nullable */
/* A click or Enter runs @action with the text @target. */
void       fc_list_row_set_action (FcListRow *self,
                                 const char *action,
                                 const char *target);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A whole window's message: opening, rescue, why the data cannot be opened; with progress and buttons. */
#define FC_TYPE_MESSAGE_PAGE (fc_message_page_get_type ())
G_DECLARE_FINAL_TYPE (FcMessagePage, fc_message_page, FC, MESSAGE_PAGE, GtkWidget)

GtkWidget *fc_message_page_new          (const char    *icon_name,
                                         const char    *title,
                                         const char    *text);
void       fc_message_page_add_button   (FcMessagePage *self,
                                         const char    *label,
                                         gboolean       suggested,
                                         GCallback      clicked, /* void (*) (gpointer) */
                                         gpointer       user_data);
void       fc_message_page_set_progress (FcMessagePage *self,
                                         const char    *step,  /* nullable */
                                         gint64         done,
                                         gint64         total); /* 0: unknown */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-context.h"

G_BEGIN_DECLS

/*
 * The window. Actions: "win.page" (string: a page's id), "win.open" (string: a forecourt:// address), "win.back", "win.search",
 * "win.palette", "win.sync-now", "win.work-offline", "win.sign-in-again", "win.forgotten-pin" (string: a person’s id).
 */
#define FC_TYPE_WINDOW (fc_window_get_type ())
G_DECLARE_FINAL_TYPE (FcWindow, fc_window, FC, WINDOW, AdwApplicationWindow)

FcWindow  *fc_window_of         (GtkWidget  *widget); /* nullable where it is in none */
FcContext *fc_window_get_context (FcWindow  *self);
void       fc_window_show_page  (FcWindow   *self,
                                 const char *id);
/* forecourt://kind/id or forecourt://page/id; FALSE where nothing opens it */
gboolean   fc_window_open       (FcWindow   *self,
                                 const char *uri);
char      *fc_record_uri        (const char *kind,
                                 const FcId *id);

void       fc_window_toast      (FcWindow   *self,
                                 const char *text);
AdwToast  *fc_window_toast_undo (FcWindow   *self,
                                 const char *text,
                                 GCallback   undo, /* void (*) (gpointer) */
                                 gpointer    user_data,
                                 GDestroyNotify destroy);
AdwToast  *fc_window_toast_offer (FcWindow  *self,
                                 const char *text,
                                 const char *button, /* its letter after _ is its key */
                                 GCallback   taken, /* void (*) (gpointer) */
                                 gpointer    user_data,
                                 GDestroyNotify destroy);
/* In a toast for short sentences, else in a dialog that can be copied from; CANCELLED is not told. */
void       fc_window_tell_error (FcWindow   *self,
                                 const char *title, /* nullable: what was tried */
                                 const GError *error);
/* What stands in the window of @widget was not saved; @text says why. */
void       fc_window_tell_unsaved (GtkWidget *widget,
                                 const char *text);
/* A dialog of this size, no wider than the window it belongs to. */
void       fc_window_fit_dialog (FcWindow   *self,
                                 GtkWindow  *dialog,
                                 int         width,
                                 int         height);
/* A lasting state above the page. NULL text takes it away. */
void       fc_window_set_notice (FcWindow   *self,
                                 const char *id,
                                 GtkMessageType type,
                                 const char *text,
                                 const char *button, /* nullable */
                                 const char *action); /* nullable, detailed */

G_END_DECLS

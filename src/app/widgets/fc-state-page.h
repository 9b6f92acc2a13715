/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Loading, empty, error and content behind one another. Loading shows after 200 ms only, so that quick answers do not flicker.
 * Property "child" is the content. Signals: "retry".
 */
typedef enum {
  FC_STATE_LOADING,
  FC_STATE_EMPTY,
  FC_STATE_ERROR,
  FC_STATE_CONTENT,
} FcState;

#define FC_TYPE_STATE_PAGE (fc_state_page_get_type ())
G_DECLARE_FINAL_TYPE (FcStatePage, fc_state_page, FC, STATE_PAGE, GtkWidget)

GtkWidget *fc_state_page_new         (void);
void       fc_state_page_set_child   (FcStatePage *self,
                                      GtkWidget   *child);
void       fc_state_page_set_loading (FcStatePage *self);
void       fc_state_page_set_content (FcStatePage *self);
void       fc_state_page_set_empty   (FcStatePage *self,
                                      const char  *icon_name,
                                      const char  *title,
                                      const char  *description, /* nullable */
                                      const char  *label,       /* of the button; nullable */
                                      const char  *action);     /* detailed; nullable */
void       fc_state_page_set_error   (FcStatePage *self,
                                      const char  *title,   /* nullable: "This could not be read" */
                                      const char  *message); /* a sentence; a Retry button emits "retry" */
FcState    fc_state_page_get_state   (FcStatePage *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-scope-button.h"
#include "fc-sidebar.h"
#include "fc-sync-button.h"
#include "fc-window.h"

G_BEGIN_DECLS

struct _FcWindow {
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *views;       /* "start" and "main" */
  AdwBin *start;
  AdwFlap *flap;
  FcSidebar *sidebar;
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkWidget *sidebar_button;
  GtkWidget *back_button;
  GtkWidget *primary_button;
  GtkImage *primary_icon;
  GtkLabel *primary_label;
  GtkWidget *search_button;
  AdwBin *header_end;
  GtkWidget *scope_wide;   /* where the scope box sits on a wide window */
  GtkWidget *scope_narrow; /* and on a narrow one */
  GtkWidget *scope_box;
  FcScopeButton *scope;
  FcPeriodButton *period;
  FcSyncButton *sync;
  GtkBox *notices;
  GtkStack *pages;

  FcContext *context;
  GSettings *settings;
  GQueue *history; /* page ids (owned), newest first; the shown one is not in it */
  GHashTable *notice_bars;
  gulong header_handler;
  guint header_idle; /* the header is brought up to date once, outside of any allocation */
  GtkWidget *page; /* FcPage on screen, nullable */
};

FcWindow   *fc_window_new            (GtkApplication *application,
                                      GSettings      *settings);
/* Sign-in, rescue, messages: instead of pages. */
void        fc_window_show_start     (FcWindow       *self,
                                      GtkWidget      *widget);
/* The work: pages of this context. NULL context drops all pages. */
void        fc_window_set_context    (FcWindow       *self,
                                      FcContext      *context,
                                      GtkWidget      *first);
void        fc_window_install_actions (GtkWidgetClass *widget_class);
void        fc_window_accept_files   (FcWindow       *self);
void        fc_window_watch_session  (FcWindow       *self);
void        fc_window_update_notices (FcWindow       *self);
void        fc_window_permissions_changed (FcWindow *self);
GtkWidget  *fc_window_get_page       (FcWindow       *self); /* nullable */
gboolean    fc_window_go_back        (FcWindow       *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page-private.h"

G_BEGIN_DECLS

/* What the files of FcPage share: the page itself, its header and its detail. */
typedef struct {
  const FcPageInfo *info;
  FcContext *context;
  GSimpleActionGroup *actions;

  GtkWidget *box;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  AdwLeaflet *leaflet;
  FcStatePage *state;
  GtkWidget *detail_box;
  GtkWidget *detail_bar;
  GtkLabel *detail_label;
  GtkWidget *detail;

  char *title;
  char *subtitle;
  char *detail_title;
  char *primary_label;
  char *primary_icon;
  char *primary_action;
  GtkWidget *header_end;
  gboolean search_enabled;
  gboolean uses_station;
  gboolean uses_period;
  gboolean on_screen;
} FcPagePrivate;

FcPagePrivate *fc_page_inside         (FcPage      *self);
void           fc_page_header_changed (FcPage      *self);
void           fc_page_set_string     (FcPage      *self,
                                       char       **place,
                                       const char  *text);
void           fc_page_add_detail     (FcPage      *self);

G_END_DECLS

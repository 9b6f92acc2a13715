/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* What the window asks of a page. "header-changed" tells it to ask again; "settled" that the page left its loading state. */
gboolean            fc_page_is_loading        (FcPage     *self);
GtkWidget          *fc_page_new               (const FcPageInfo *info,
                                               FcContext  *context);
const FcPageInfo   *fc_page_find_first        (FcContext  *context); /* nullable */
const FcPageInfo   *fc_page_get_info          (FcPage     *self);
void                fc_page_set_on_screen     (FcPage     *self,
                                               gboolean    on_screen);
gboolean            fc_page_open_record       (FcPage     *self,
                                               const char *kind,
                                               const FcId *id);
gboolean            fc_page_detail_covers     (FcPage     *self);
const char         *fc_page_get_shown_title   (FcPage     *self);
const char         *fc_page_get_shown_subtitle (FcPage    *self);
GtkWidget          *fc_page_get_header_end    (FcPage     *self);
const char         *fc_page_get_primary       (FcPage     *self,
                                               const char **icon_name,
                                               const char **action);
gboolean            fc_page_get_uses_station  (FcPage     *self);
gboolean            fc_page_get_uses_period   (FcPage     *self);
gboolean            fc_page_get_search_enabled (FcPage    *self);
gboolean            fc_page_get_search_mode   (FcPage     *self);
void                fc_page_set_search_mode   (FcPage     *self,
                                               gboolean    searching);

G_END_DECLS

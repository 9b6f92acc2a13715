/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* Rows for single members of the company's settings and branding; each saves by itself and leaves the other members alone. */
void fc_json_switch_add (FcPage     *page,
                         GtkWidget  *group,
                         int         field,
                         const char *member,
                         const char *title);
void fc_json_text_add   (FcPage     *page,
                         GtkWidget  *group,
                         int         field,
                         const char *member,
                         const char *title);

void fc_json_member_save (FcPage     *page,
                          int         field,
                          const char *member,
                          JsonNode   *value);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-day-draft.h"
#include "fc-day-sheet.h"

G_BEGIN_DECLS

/*
 * One step of a day's close: its sign, title and a line that sums it up; what stands in the way, each with "Go there" and a
 * field for the reason; then the figures, in its body. "reasons-changed" is emitted as reasons are typed.
 */
#define FC_TYPE_DAY_SECTION (fc_day_section_get_type ())
G_DECLARE_FINAL_TYPE (FcDaySection, fc_day_section, FC, DAY_SECTION, GtkBox)

GtkWidget *fc_day_section_new         (FcDayStep         step);
void       fc_day_section_append      (FcDaySection     *self,
                                       GtkWidget        *child);
void       fc_day_section_clear       (FcDaySection     *self);
void       fc_day_section_set_summary (FcDaySection     *self,
                                       const char       *summary);
/* Something is still to be entered here, besides what stands in the way. */
void       fc_day_section_set_wanting (FcDaySection     *self,
                                       gboolean          wanting);
void       fc_day_section_show        (FcDaySection     *self,
                                       const FcDaySheet *sheet,
                                       FcDayDraft       *draft);
gboolean   fc_day_section_is_done     (FcDaySection     *self,
                                       const FcDaySheet *sheet,
                                       FcDayDraft       *draft);
char      *fc_day_reason_name         (const FcDayObstacle *obstacle);
const char *fc_day_reason             (FcDayDraft       *draft,
                                       const FcDayObstacle *obstacle); /* nullable: none given */
GtkWidget *fc_day_boxed_list          (const char       *label);
void       fc_day_add_figure          (GtkWidget        *list,
                                       const char       *title,
                                       const char       *subtitle,  /* nullable */
                                       char             *figure,    /* (transfer full) */
                                       const char       *css_class); /* nullable */

G_END_DECLS

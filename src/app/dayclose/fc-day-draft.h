/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a person has typed for a day and not closed yet: kept while they look at something else. Name → text. */
typedef struct _FcDayDraft FcDayDraft;

FcDayDraft *fc_day_draft_new    (void);
FcDayDraft *fc_day_draft_ref    (FcDayDraft  *self);
void        fc_day_draft_unref  (FcDayDraft  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcDayDraft, fc_day_draft_unref)

const char *fc_day_draft_get    (FcDayDraft  *self,
                                 const char  *name); /* nullable: nothing was typed */
void        fc_day_draft_keep   (FcDayDraft  *self,
                                 const char  *name,
                                 const char  *text);
void        fc_day_draft_clear  (FcDayDraft  *self);
/* The editable shows what was typed, and what is typed into it is kept. */
void        fc_day_draft_follow (FcDayDraft  *self,
                                 const char  *name,
                                 GtkEditable *editable);

G_END_DECLS

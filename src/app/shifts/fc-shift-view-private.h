/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-shift-draft.h"
#include "fc-shift-view.h"

G_BEGIN_DECLS

/* Views beside the steps: handing in, who has a drawer, and what differs between versions. */
enum {
  FC_VIEW_SUBMIT = FC_N_STEPS,
  FC_VIEW_ATTENDANTS,
  FC_VIEW_VERSIONS,
  FC_N_VIEWS,
};

/* What the actions of the sheet need of the view. */
FcShiftDraft *fc_shift_view_get_draft    (FcShiftView *self);
FcContext    *fc_shift_view_get_context  (FcShiftView *self);
int           fc_shift_view_get_step     (FcShiftView *self);
int           fc_shift_view_from_name    (const char  *name);
void          fc_shift_view_go_along     (FcShiftView *self,
                                          int          by);
gboolean      fc_shift_view_run          (FcShiftView *self,
                                          const char  *command,
                                          JsonObject  *args);
const char   *fc_shift_view_get_comment  (FcShiftView *self);
void          fc_shift_view_ask_comment  (FcShiftView *self);
void          fc_shift_view_go           (FcShiftView *self,
                                          int          step);
void          fc_shift_view_go_to        (FcShiftView *self,
                                          const FcSheetPlace *place);
void          fc_shift_view_tell         (FcShiftView *self,
                                          const char  *text);
void          fc_shift_view_failed       (FcShiftView *self,
                                          const char  *text);

/* fc-shift-view-actions.c */
void          fc_shift_view_add_actions  (FcShiftView *self);
void          fc_shift_view_waive        (FcShiftView *self,
                                          int          step,
                                          const char  *reason);

/* fc-shift-view-keys.c */
void          fc_shift_view_add_keys     (FcShiftView *self);

/* fc-shift-correct.c */
void          fc_shift_view_correct      (FcShiftView *self,
                                          const char  *reason);

/* fc-shift-discarding.c */
void          fc_shift_view_add_discard_actions (FcShiftView *self,
                                          GActionMap  *group);
void          fc_shift_discard_from      (GtkWidget   *widget,
                                          const FcId  *id,
                                          const FcId  *corrects,
                                          const char  *reason);
void          fc_shift_restore_from      (GtkWidget   *widget,
                                          const FcId  *id);

/* fc-shift-next.c */
void          fc_shift_view_offer_next   (FcShiftView *self,
                                          const char  *text);

/* fc-shift-history.c */
void          fc_shift_view_show_history (FcShiftView *self);

G_END_DECLS

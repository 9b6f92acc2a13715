/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"
#include "fc-shift-sheet.h"

G_BEGIN_DECLS

/*
 * One shift while it is on screen: its rows, the computed sheet, and what the person has typed but not left yet. Runs the
 * same pure commands as replica and hub, so that figures follow each keystroke; saves what is left through the replica.
 *
 * Signals: "changed" (rows or sheet are others now), "failed" (sentence: the replica refused what had been typed),
 * "gone" (the shift is not here any more).
 */
#define FC_TYPE_SHIFT_DRAFT (fc_shift_draft_get_type ())
G_DECLARE_FINAL_TYPE (FcShiftDraft, fc_shift_draft, FC, SHIFT_DRAFT, GObject)

/* What was typed and could not be taken: it is not in the shift's rows, and not to be forgotten. */
typedef struct {
  int view;      /* an FcShiftStep or another view of the sheet */
  FcId drawer;   /* on screen when it was typed; null: the whole shift's */
  FcId row;      /* the record it was to go into; null: none yet */
  char *place;   /* what the view calls where it stands */
  char *text;    /* (nullable): as typed */
  char *message; /* why it is not taken */
  char *where;   /* (nullable): what people call the place */
} FcRefused;

/* Where a step was entered that can be taken back. */
typedef struct {
  int view;      /* an FcShiftStep or another view of the sheet; -1: none in particular */
  FcId drawer;   /* on screen; null: the whole shift's */
  FcId row;      /* what is there now; null: nothing */
  char *place;   /* (nullable): what the view calls it */
  char *text;    /* (nullable): what was typed there and not taken … */
  char *message; /* … and why; (nullable) */
  char *where;   /* (nullable): what people call the place */
} FcSheetPlace;

FcShiftDraft *fc_shift_draft_new           (FcReplica     *replica,
                                            const FcId    *shift_id);
const FcId   *fc_shift_draft_get_id        (FcShiftDraft  *self);
FcReplica    *fc_shift_draft_get_replica   (FcShiftDraft  *self);
void          fc_shift_draft_load          (FcShiftDraft  *self);
FcRowSet     *fc_shift_draft_get_rows      (FcShiftDraft  *self);
FcRecord     *fc_shift_draft_get_shift     (FcShiftDraft  *self);
FcRecord     *fc_shift_draft_get_station   (FcShiftDraft  *self);
FcShiftSheet *fc_shift_draft_get_sheet     (FcShiftDraft  *self);
const char   *fc_shift_draft_get_currency  (FcShiftDraft  *self);
gboolean      fc_shift_draft_is_locked     (FcShiftDraft  *self);
gboolean      fc_shift_draft_is_saving     (FcShiftDraft  *self);
gint64        fc_shift_draft_get_saved_at  (FcShiftDraft  *self);
const GError *fc_shift_draft_get_unsaved   (FcShiftDraft  *self);
const GError *fc_shift_draft_get_error     (FcShiftDraft  *self);

/* Whose drawer is on screen: what is counted, paid and moved goes there. NULL: the shift is the only drawer. */
const FcId   *fc_shift_draft_get_drawer    (FcShiftDraft  *self);
void          fc_shift_draft_set_drawer    (FcShiftDraft  *self,
                                            const FcId    *drawer_id);
const FcSheetDrawer *fc_shift_draft_get_money (FcShiftDraft *self);
gboolean      fc_shift_draft_is_here       (FcShiftDraft  *self,
                                            FcRecord      *record,
                                            int            drawer_field);
void          fc_shift_draft_add_drawer    (FcShiftDraft  *self,
                                            JsonObject    *args);

void          fc_shift_draft_refuse        (FcShiftDraft  *self,
                                            int            view,
                                            const FcId    *drawer,
                                            const FcId    *row,
                                            const char    *place,
                                            const char    *text,
                                            const char    *where,
                                            const char    *message);
void          fc_shift_draft_mend          (FcShiftDraft  *self,
                                            int            view,
                                            const FcId    *drawer,
                                            const char    *place);
gboolean      fc_shift_draft_says          (FcShiftDraft  *self,
                                            const FcSheetWarning *warning);
const FcRefused *fc_shift_draft_find_refused (FcShiftDraft *self,
                                            int            view,
                                            const FcId    *drawer,
                                            const char    *place);
GPtrArray    *fc_shift_draft_list_refused  (FcShiftDraft  *self);
gboolean      fc_shift_draft_has_refused   (FcShiftDraft  *self,
                                            int            view);
gboolean      fc_shift_draft_blocks        (FcShiftDraft  *self,
                                            const FcRefused *refused);
char         *fc_refused_describe          (const FcRefused *refused);
gboolean      fc_shift_draft_may_submit    (FcShiftDraft  *self,
                                            GError       **error);

FcOp         *fc_shift_draft_command       (FcShiftDraft  *self,
                                            const char    *name,
                                            JsonObject    *args);
gboolean      fc_shift_draft_try           (FcShiftDraft  *self,
                                            FcOp          *op,
                                            GError       **error);
void          fc_shift_draft_try_nothing   (FcShiftDraft  *self);
gboolean      fc_shift_draft_run           (FcShiftDraft  *self,
                                            FcOp          *op,
                                            GError       **error);
gboolean      fc_shift_draft_run_all       (FcShiftDraft  *self,
                                            GPtrArray     *ops,
                                            GError       **error);
void          fc_shift_draft_stand_at      (FcShiftDraft  *self,
                                            int            view,
                                            const char    *place);
const FcSheetPlace *fc_shift_draft_undo    (FcShiftDraft  *self,
                                            gboolean       redo,
                                            GError       **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-shift-around.h"
#include "fc-shift-draft.h"
#include "fc-shift-undo.h"

G_BEGIN_DECLS

/* What somebody entered: others may sit down before it is seen back from the replica. */
typedef struct {
  FcOp *op;
  FcActor *actor; /* nullable */
} FcEntered;

void fc_entered_free (FcEntered *self);

struct _FcShiftDraft {
  GObject parent_instance;

  FcReplica *replica;
  FcId id;
  FcRowSet *saved;       /* (nullable): as the replica has it */
  FcRowSet *rows;        /* (nullable): with what is being saved and typed */
  FcShiftSheet *sheet;   /* (nullable): of rows */
  FcShiftAround *around; /* (nullable): what the shift's rows do not tell */
  FcId drawer;           /* on screen; null: none */
  GPtrArray *saving;     /* FcEntered: to be saved, or saved and not seen back yet */
  GQueue to_save;        /* GPtrArray of FcOp: transactions, the first one under way */
  gboolean in_flight;
  GError *unsaved;       /* (nullable): what the disk said of the first one */
  guint try_again;       /* source */
  FcId person;           /* whose work to_save is */
  FcOp *trying;          /* (nullable): what is being typed */
  GPtrArray *refused;    /* FcRefused: typed, and not to be taken as it is */
  FcShiftUndo *undo;     /* what was entered, step by step */
  FcId undo_person;      /* who entered it */
  gboolean undoing;      /* no new step */
  int at_view;           /* where the next one is entered, */
  char *at_place;        /* (nullable) */
  GError *error;         /* (nullable): why it could not be read */
  GCancellable *cancellable;
  gulong changed_handler;
  gint64 saved_at;
  gboolean loading;
  gboolean again;
};

void fc_shift_draft_recompute     (FcShiftDraft *self);
void fc_shift_draft_emit_changed  (FcShiftDraft *self);
void fc_shift_draft_emit_failed   (FcShiftDraft *self,
                                   const GError *error);

/* (transfer full) (nullable) (element-type FcChangeSet): what @ops would change, a set each */
GPtrArray *fc_shift_draft_apply_all (FcShiftDraft *self,
                                   GPtrArray    *ops,
                                   GError      **error);

/* fc-shift-draft-save.c */
void fc_shift_draft_save          (FcShiftDraft *self,
                                   GPtrArray    *ops);

/* fc-shift-draft-drawers.c */
void fc_shift_draft_choose_drawer (FcShiftDraft *self);

/* fc-shift-draft-undo.c */
void fc_shift_draft_note_step     (FcShiftDraft *self,
                                   GPtrArray    *change_sets);
void fc_shift_draft_note_refused  (FcShiftDraft *self,
                                   const FcRefused *refused);
void fc_shift_draft_drop_typed    (FcShiftDraft *self,
                                   int           view,
                                   const FcId   *drawer,
                                   const char   *at);

/* fc-shift-draft-refused.c */
void fc_shift_draft_drop_refused  (FcShiftDraft *self);
void fc_refused_free              (gpointer      refused);

G_END_DECLS

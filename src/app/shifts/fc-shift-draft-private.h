/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-shift-around.h"
#include "fc-shift-draft.h"

G_BEGIN_DECLS

struct _FcShiftDraft {
  GObject parent_instance;

  FcReplica *replica;
  FcId id;
  FcRowSet *saved;       /* (nullable): as the replica has it */
  FcRowSet *rows;        /* (nullable): with what is being saved and typed */
  FcShiftSheet *sheet;   /* (nullable): of rows */
  FcShiftAround *around; /* (nullable): what the shift's rows do not tell */
  FcId drawer;           /* on screen; null: none */
  GPtrArray *saving;     /* FcOp: to be saved, or saved and not seen back yet */
  GQueue to_save;        /* GPtrArray of FcOp: transactions, the first one under way */
  gboolean in_flight;
  GError *unsaved;       /* (nullable): what the disk said of the first one */
  guint try_again;       /* source */
  FcId person;           /* whose work to_save is */
  FcOp *trying;          /* (nullable): what is being typed */
  GPtrArray *refused;    /* FcRefused: typed, and not to be taken as it is */
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

/* fc-shift-draft-save.c */
void fc_shift_draft_save          (FcShiftDraft *self,
                                   GPtrArray    *ops);

/* fc-shift-draft-drawers.c */
void fc_shift_draft_choose_drawer (FcShiftDraft *self);

/* fc-shift-draft-refused.c */
void fc_shift_draft_drop_refused  (FcShiftDraft *self);
void fc_refused_free              (gpointer      refused);

G_END_DECLS

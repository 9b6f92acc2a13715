/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-change-set.h"
#include "fc-op.h"

G_BEGIN_DECLS

#define FC_SHIFT_UNDO_STEPS 200 /* kept of one sheet */

/*
 * What somebody entered in a shift's sheet, step by step, so that it can be taken back and entered again. A step is what
 * one transaction changed. It is taken back by the commands that people have, under their own rights: whoever may not
 * enter something may not take it back either, and other offices see an entry like any other.
 */
typedef struct _FcShiftUndo FcShiftUndo;

FcShiftUndo *fc_shift_undo_new    (const FcId   *shift_id);
void         fc_shift_undo_free   (FcShiftUndo  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcShiftUndo, fc_shift_undo_free)
void         fc_shift_undo_forget (FcShiftUndo  *self);

gboolean     fc_shift_undo_add    (FcShiftUndo  *self,
                                   GPtrArray    *change_sets,
                                   gpointer      place,
                                   GDestroyNotify free_place);
void         fc_shift_undo_add_entry (FcShiftUndo *self,
                                   gpointer      place,
                                   GDestroyNotify free_place);
gpointer     fc_shift_undo_peek   (FcShiftUndo  *self,
                                   gboolean      redo);
GPtrArray   *fc_shift_undo_ops    (FcShiftUndo  *self,
                                   gboolean      redo,
                                   gint64        now_us);
void         fc_shift_undo_done   (FcShiftUndo  *self,
                                   gboolean      redo,
                                   GPtrArray    *change_sets);
void         fc_shift_undo_drop   (FcShiftUndo  *self,
                                   gboolean      redo);

/* fc-shift-undo-ops.c: ops that take back what @change did, into @ops; a row that comes back under another id (nullable
 * where none does) is told */
gboolean     fc_shift_is_entry    (const FcChange *change);
void         fc_shift_undo_change (const FcChange *change,
                                   const FcId   *shift_id,
                                   gint64        now_us,
                                   GPtrArray    *ops,
                                   GHashTable   *renamed);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"

G_BEGIN_DECLS

/* Where two people changed the same field and no rule may choose: rows of the entity "conflict". */
void        fc_conflict_note       (const FcOp       *op,
                                    const FcActor    *actor,
                                    FcRowSet         *rows,
                                    FcRecord         *base, /* nullable: nothing was there */
                                    FcRecord         *mine,
                                    guint64           mask,
                                    FcRecord         *theirs,
                                    guint64           conflicts,
                                    FcChangeSet      *changes);
void        fc_conflict_note_lost  (FcRecord         *mine,
                                    FcRecord         *stands,
                                    guint64           mask,
                                    FcChangeSet      *changes);

/* What the rows of a command held when it was run here, for the hub to compare with. */
void        fc_op_note_seen        (FcOp             *op,
                                    FcChangeSet      *changes);
typedef void (*FcSeenFunc)         (FcEntity          entity,
                                    const FcId       *id,
                                    JsonObject       *values, /* empty: there was no such row */
                                    gpointer          user_data);
void        fc_op_foreach_seen     (const FcOp       *op,
                                    FcSeenFunc        func,
                                    gpointer          user_data);
void        fc_conflict_settle_command (const FcOp   *op,
                                    const FcActor    *actor,
                                    FcRowSet         *rows,
                                    FcChangeSet      *changes);
gboolean    fc_op_may_conflict     (const FcOp       *op);

/* A person decides. */
FcOp       *fc_conflict_decide_op  (FcRecord         *conflict,
                                    const char       *choice, /* "kept", "wanted" or "other" */
                                    FcRecord         *row,    /* (nullable): the record as the person sees it */
                                    const char       *value,  /* (nullable): "other": JSON object of the field */
                                    const char       *comment, /* nullable */
                                    gint64            now_us);

/* Work the hub refused is given to somebody else. */
FcOp       *fc_handover_new_op     (GPtrArray        *ops,    /* FcOp */
                                    const FcId       *station_id, /* nullable */
                                    const char       *reason, /* nullable */
                                    const char       *note,   /* nullable */
                                    gint64            now_us);
FcOp       *fc_handover_settle_op  (FcRecord         *handover,
                                    const char       *state,  /* "done" or "returned" */
                                    const char       *comment, /* nullable */
                                    gint64            now_us);
GPtrArray  *fc_handover_get_ops    (FcRecord         *handover,
                                    GError          **error); /* FcOp */

extern const FcCommand fc_conflict_commands[];

G_END_DECLS

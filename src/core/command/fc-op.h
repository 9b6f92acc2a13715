/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record.h"

G_BEGIN_DECLS

typedef enum {
  FC_OP_INSERT,
  FC_OP_PATCH,
  FC_OP_DELETE,
  FC_OP_COMMAND,
} FcOpKind;

/* One thing a person (or a file, or the demo) did. Encoded once; the outbox resends exactly those bytes. */
typedef struct {
  FcId op_id;
  FcId client_id;      /* null until the replica stamps it */
  gint64 client_seq;   /* 0 until the replica stamps it */
  FcId txn_id;         /* ops of one transaction share it */
  FcId actor;          /* user id */
  FcId lane;           /* root id of the aggregate: order holds within a lane */
  int priority;        /* 1 first … 10, default 5 */
  FcId depends_on;     /* op id, or null */
  FcOpKind kind;
  FcEntity entity;     /* of row_id; for a command its root */
  FcId row_id;
  char *command;       /* FC_OP_COMMAND: its name */
  gint64 base_version; /* version of the row the person saw, 0 for none */
  JsonObject *fields;  /* insert and patch: values; command: arguments; never NULL after fc_op_new */
  JsonObject *prev;    /* patch: what the fields held before; command: fc_op_note_seen() (nullable) */
  int schema_version;
  gint64 occurred_at;  /* UTC µs by the client's clock */
} FcOp;

FcOp     *fc_op_new         (FcOpKind     kind,
                             FcEntity     entity,
                             const FcId  *row_id,
                             gint64       now_us);
FcOp     *fc_op_new_insert  (FcRecord    *record,
                             gint64       now_us);
FcOp     *fc_op_new_patch   (FcRecord    *before,
                             FcRecord    *after,
                             gint64       now_us);
FcOp     *fc_op_new_delete  (FcRecord    *record,
                             gint64       now_us);
FcOp     *fc_op_new_command (const char  *name,
                             FcEntity     root,
                             const FcId  *root_id,
                             JsonObject  *args,
                             gint64       now_us);
FcOp     *fc_op_copy        (const FcOp  *self);
void      fc_op_free        (FcOp        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcOp, fc_op_free)

JsonObject *fc_op_to_json   (const FcOp  *self);
GBytes     *fc_op_encode    (const FcOp  *self);
FcOp       *fc_op_from_json (JsonObject  *object,
                             GError     **error);
FcOp       *fc_op_decode    (GBytes      *bytes,
                             GError     **error);
int         fc_op_peek      (GBytes      *bytes,
                             FcId        *op_id,
                             FcId        *txn_id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-query-model.h"

G_BEGIN_DECLS

/* What was done here and what became of it, newest first. Binds: :state: "refused" (one line a transaction, what a person
 * must decide), "waiting", "sent", "discarded"; NULL: every op. */
extern const FcQuerySpec fc_sync_log;
enum {
  FC_SYNC_LOG_ID,      /* the op's id */
  FC_SYNC_LOG_MADE_AT,
  FC_SYNC_LOG_STATE,   /* "waiting", "sent", "refused", "conflict", "blocked", "discarded" */
  FC_SYNC_LOG_ACTION,  /* "insert", "patch", "delete", or the command's name */
  FC_SYNC_LOG_ENTITY,
  FC_SYNC_LOG_ROW_ID,
  FC_SYNC_LOG_ACTOR,   /* name */
  FC_SYNC_LOG_REASON,  /* the hub's sentence, where it was refused */
  FC_SYNC_LOG_ACKED_AT,
  FC_SYNC_LOG_SIZE,    /* bytes that are sent */
  FC_SYNC_LOG_PRIORITY,
  FC_SYNC_LOG_LANE,    /* root of its aggregate */
};

/* The same for the badge and the notices: what a person must decide. */
extern const FcQuerySpec fc_refused_list;

/* What became of one op. */
typedef struct {
  char *state;  /* as above */
  char *reason; /* nullable */
} FcOpFate;

void      fc_op_fate_free   (FcOpFate            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcOpFate, fc_op_fate_free)
void      fc_op_fate_async  (FcReplica           *replica,
                             const FcId          *op_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);
FcOpFate *fc_op_fate_finish (FcReplica           *replica,
                             GAsyncResult        *result,
                             GError             **error); /* NULL without an error: there is no such op here any more */

G_END_DECLS

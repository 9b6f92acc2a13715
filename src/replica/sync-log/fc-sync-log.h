/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-query-model.h"

G_BEGIN_DECLS

/* What was done here and what became of it, conflicts, and work that was handed over; newest first. Binds: :state: "refused"
 * (what a person must decide: refused transactions, one line each, open conflicts, what others handed over), "decided"
 * (conflicts and handed over work that were), "waiting", "sent", "discarded"; NULL: everything. */
extern const FcQuerySpec fc_sync_log;
enum {
  FC_SYNC_LOG_ID,      /* the op's id */
  FC_SYNC_LOG_MADE_AT,
  FC_SYNC_LOG_STATE,   /* "waiting", "sent", "refused", "conflict", "blocked", "discarded", "handed", "decided", "returned" */
  FC_SYNC_LOG_ACTION,  /* "insert", "patch", "delete", "conflict", or the command's name */
  FC_SYNC_LOG_ENTITY,
  FC_SYNC_LOG_ROW_ID,
  FC_SYNC_LOG_ACTOR,   /* name */
  FC_SYNC_LOG_REASON,  /* the hub's sentence, where it was refused; what somebody said to it */
  FC_SYNC_LOG_ACKED_AT,
  FC_SYNC_LOG_SIZE,    /* bytes that are sent */
  FC_SYNC_LOG_PRIORITY,
  FC_SYNC_LOG_LANE,    /* root of its aggregate */
  FC_SYNC_LOG_KIND,    /* "op", "conflict", "handover": what the id is of */
  FC_SYNC_LOG_FIELD,   /* of a conflict: the field's name */
};

/* The same for the badge and the notices: what a person must decide. */
extern const FcQuerySpec fc_refused_list;

extern const char fc_sync_state_sql[]; /* state and reason of an op */

/* One thing of the sync centre with all that its page shows. */
typedef struct {
  FcRecord *about;     /* the conflict or the handover; NULL for an op of the outbox */
  char *state;         /* as above */
  char *reason;        /* nullable: the hub's */
  GPtrArray *ops;      /* FcOp: what was wanted; empty for a conflict */
  GPtrArray *conflicts; /* FcRecord: @about, where it is one, and the other open ones of the same record */
  GPtrArray *rows;     /* FcRecord: the records as they are now, as far as they are here */
  FcRecord *root;      /* (nullable): of the aggregate the first is about */
  GHashTable *people;  /* FcId* → char*: names of who is named in @about, or did the ops */
} FcSyncCase;

void        fc_sync_case_free    (FcSyncCase          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcSyncCase, fc_sync_case_free)
FcRecord   *fc_sync_case_get_row (FcSyncCase          *self,
                                  FcEntity             entity,
                                  const FcId          *id);      /* nullable */
const char *fc_sync_case_get_who (FcSyncCase          *self,
                                  const FcId          *user);    /* nullable both */
const FcId *fc_sync_case_get_station (FcSyncCase      *self);    /* nullable */
void        fc_sync_case_async   (FcReplica           *replica,
                                  const FcId          *id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
FcSyncCase *fc_sync_case_finish  (FcReplica           *replica,
                                  GAsyncResult        *result,
                                  GError             **error); /* FC_ERROR_NOT_FOUND where it is gone */

G_END_DECLS

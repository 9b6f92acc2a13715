/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-fact-batch.h"
#include "fc-replica.h"

G_BEGIN_DECLS

/*
 * What the sync engine asks of a replica. Every call may come from any thread that runs a main context; the callback
 * comes back to that context. Jobs of this header stand behind the person's jobs in the writer's queue.
 * Level-triggered: "changed" with fc_changes_touch_table (changes, "outbox") says that there may be work; what work, say
 * the tables.
 */

/* Small named values, kept in the file and in memory: reading never blocks. Keys of use to others:
 * FC_META_*; keys of the engine's own begin with "sync.". A NULL value removes the key. */
#define FC_META_HUB_URI       "hub.uri"
#define FC_META_HUB_AUTHORITY "hub.authority"   /* PEM of the enrolment's CA */
#define FC_META_TENANT_SLUG   "hub.tenant_slug"
#define FC_META_TENANT_ID     "tenant.id"       /* text of the id */
#define FC_META_CLIENT_ID     "client.id"       /* text of the id; made with the file */
#define FC_META_PERSON        "sync.person"     /* text of the id of whose sign-in pulls */
#define FC_META_READER        "sync.reader"     /* the same, of the last pull */
#define FC_META_BUCKETS       "sync.buckets/"   /* with a person's id behind it: what was open to them, a line each */
#define FC_META_EPOCH         "hub.epoch"
#define FC_META_SALES_HORIZON "sales.horizon"   /* UTC µs: facts from here on add to the rollups here; before it the hub's rollup rows hold */
#define FC_META_FACTS         "sync.facts"      /* where the first pull stands: FC_FACTS_BEGIN, then the last chunk's resume token; gone when complete */
#define FC_META_FACTS_FROM    "sync.facts-from" /* UTC µs: from then on the first pull gave single sales */
#define FC_META_AFTER         "sync.after"      /* of each person the last op that was sent and answered: fc_replica_get_after() */
#define FC_META_LAST_SYNC     "sync.last"       /* UTC µs */
#define FC_META_SET_ASIDE     "sync.aside"      /* how many of the hub's rows break this version's rules */
char        *fc_replica_dup_meta             (FcReplica            *self,
                                              const char           *key); /* nullable */
gint64       fc_replica_get_meta_int         (FcReplica            *self,
                                              const char           *key,
                                              gint64                missing);
void         fc_replica_set_meta_async       (FcReplica            *self,
                                              const char           *key,
                                              const char           *value, /* nullable */
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean     fc_replica_set_meta_finish      (FcReplica            *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* First sign-in. A replica that worked without a hub turns its rows into insert ops of its outbox. Binding again to the
 * same tenant only renews address and authority; another tenant is refused with FC_REPLICA_ERROR_PENDING or _FAILED. */
void         fc_replica_bind_async           (FcReplica            *self,
                                              const char           *hub_uri,
                                              const char           *authority_pem, /* nullable */
                                              const char           *tenant_slug,
                                              const FcId           *tenant_id,
                                              const FcId           *user_id,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean     fc_replica_bind_finish          (FcReplica            *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* One op of the outbox, exactly the bytes that were stored. */
typedef struct {
  FcId op_id;
  FcId txn_id;
  FcId actor;
  gint64 client_seq;
  GBytes *bytes; /* fc_op_encode() */
} FcOutboxOp;

/* The next whole transactions to send, by (priority, age), order kept within a lane, at most @max_ops and @max_bytes
 * (one transaction that is larger than both comes alone). @actor: only this person's ops. Empty array: nothing to send. */
void         fc_replica_next_ops_async       (FcReplica            *self,
                                              const FcId           *actor, /* nullable */
                                              guint                 max_ops,
                                              gsize                 max_bytes,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void         fc_replica_next_ops_of_shut_out_async (FcReplica      *self,
                                              guint                 max_ops,
                                              gsize                 max_bytes,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GPtrArray   *fc_replica_next_ops_finish      (FcReplica            *self,
                                              GAsyncResult         *result,
                                              GError              **error); /* FcOutboxOp */

typedef enum {
  FC_OUTCOME_APPLIED,
  FC_OUTCOME_MERGED,
  FC_OUTCOME_CONFLICT, /* both values kept at the hub; a person decides */
  FC_OUTCOME_REJECTED, /* kept here as a draft with the hub's reason, its effect here undone */
  FC_OUTCOME_BLOCKED,  /* what it depends on was refused; kept as a draft likewise */
} FcOutcome;

typedef struct {
  FcId op_id;
  FcOutcome outcome;
  gint64 seq;   /* of the hub's commit; the op's local effect holds until the pull has reached it */
  char *reason; /* nullable: the hub's sentence */
  gboolean unheard; /* it was decided here; the hub knows nothing of it */
} FcOpResult;

FcOpResult  *fc_op_result_new                (const FcId           *op_id,
                                              FcOutcome             outcome,
                                              gint64                seq,
                                              const char           *reason);
void         fc_op_result_free               (FcOpResult           *self);
void         fc_replica_record_results_async (FcReplica            *self,
                                              GPtrArray            *results, /* FcOpResult */
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean     fc_replica_record_results_finish (FcReplica           *self,
                                              GAsyncResult         *result,
                                              GError              **error);
gboolean     fc_replica_get_after            (FcReplica            *self,
                                              const FcId           *person,
                                              FcId                 *op_id);

typedef enum {
  FC_PULLED_ROW,     /* the hub's whole row */
  FC_PULLED_DELETE,  /* deleted for everybody */
  FC_PULLED_REMOVE,  /* left this bucket; goes away here when no bucket holds it */
  FC_PULLED_ODD,     /* a row that cannot be read: it is set aside */
} FcPulledKind;

typedef struct {
  FcPulledKind kind;
  FcEntity entity;
  FcId id;
  char *bucket;
  gint64 seq;
  FcRecord *record; /* FC_PULLED_ROW, with version, field versions and extra set */
  char *odd;        /* FC_PULLED_ODD: the fields as they came, a JSON object */
} FcPulledRow;

FcPulledRow *fc_pulled_row_new               (FcPulledKind          kind,
                                              FcEntity              entity,
                                              const FcId           *id,
                                              const char           *bucket,
                                              gint64                seq,
                                              FcRecord             *record); /* (transfer full) (nullable) */
FcPulledRow *fc_pulled_row_new_odd           (FcEntity              entity,
                                              const FcId           *id,
                                              const char           *bucket,
                                              gint64                seq,
                                              const char           *odd);
void         fc_pulled_row_free              (FcPulledRow          *self);

/* Where the pull stands: bucket → seq; from memory. */
GHashTable  *fc_replica_dup_cursors          (FcReplica            *self); /* char* → gint64* ; (transfer full) */
GHashTable  *fc_replica_dup_own_cursors      (FcReplica            *self); /* those that count for whose sign-in pulls */

/* Pages before the last one wait in the file, unseen; apply() shows them and @rows in one transaction together with the
 * cursors and drops the local effect of every acknowledged op up to @head. A row that breaks the catalog's rules is
 * set aside (table aside, FC_META_SET_ASIDE) and tried again with the next pulls. */
void         fc_replica_stage_async          (FcReplica            *self,
                                              GPtrArray            *rows, /* FcPulledRow */
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean     fc_replica_stage_finish         (FcReplica            *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void         fc_replica_unstage_async        (FcReplica            *self,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data); /* a pull that was broken off begins anew */
gboolean     fc_replica_unstage_finish       (FcReplica            *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void         fc_replica_apply_async          (FcReplica            *self,
                                              GPtrArray            *rows, /* (nullable) FcPulledRow */
                                              GHashTable           *cursors, /* (nullable) char* → gint64* */
                                              gint64                head, /* the tenant's seq that this pull has reached */
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean     fc_replica_apply_finish         (FcReplica            *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* Facts: seen at once, chunk by chunk; the resume token is stored with them. Sales add to the rollups by what really
 * went in. A batch of FC_SALES_ROLLUP holds the hub's sums and replaces what is here. Two batches under way at most. */
void         fc_replica_apply_facts_async    (FcReplica            *self,
                                              FcFactBatch          *batch, /* (transfer full) */
                                              const char           *token_key, /* (nullable) "sync.facts.<bucket>" */
                                              const char           *token,     /* nullable */
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean     fc_replica_apply_facts_finish   (FcReplica            *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* The last fact is in: @token_key goes, and what a restored hub has lost of what it had sent before is offered to it. */
void         fc_replica_end_facts_async      (FcReplica            *self,
                                              const char           *token_key,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean     fc_replica_end_facts_finish     (FcReplica            *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* The hub was restored from a backup: what it answered in the last 30 days waits again, the pull begins at 0. */
void         fc_replica_new_epoch_async      (FcReplica            *self,
                                              gint64                epoch,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean     fc_replica_new_epoch_finish     (FcReplica            *self,
                                              GAsyncResult         *result,
                                              GError              **error);
/* Another computer works with a copy of this file, or it was put back from a backup: from now on it is a client of its own.
 * What waits goes as it is: the hub knows by the op's id what came before. */
void         fc_replica_new_client_async     (FcReplica            *self,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean     fc_replica_new_client_finish    (FcReplica            *self,
                                              GAsyncResult         *result,
                                              GError              **error);
/* The hub no longer knows our cursor (410): a new first pull, the outbox kept; what the hub does not send again goes. */
void         fc_replica_restart_pull_async   (FcReplica            *self,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean     fc_replica_restart_pull_finish  (FcReplica            *self,
                                              GAsyncResult         *result,
                                              GError              **error);
/* A first pull's entities are in, its sums are next. */
void         fc_replica_make_way_for_sums_async  (FcReplica            *self,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean     fc_replica_make_way_for_sums_finish (FcReplica            *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS

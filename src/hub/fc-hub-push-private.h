/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-push.h"

G_BEGIN_DECLS

/* A request's ops while they run, for the fc-hub-push-….c files alone. */
typedef struct {
  FcHubStore *store;
  FcHubPush *push;
  FcHubWrite *write;
  FcRowSet *rows;
  GHashTable *results; /* FcId* → FcHubResult: stored ones and this request's */
  GHashTable *dirty;   /* rows that change, by entity and id */
  GHashTable *facts;   /* FcId of the station → GPtrArray of FcRecord */
  FcRecord *lost;      /* (owned) (nullable): audit line of the op that was just refused */
  GError *failure;     /* (owned) (nullable): of the store; nothing of the push counts */
  FcId heard;          /* what was heard of this client before; null: nothing */
  guint n_forgotten;   /* the first ones of the push came before, and what became of them is not known any more */
} FcHubRun;

/* One of the client's transactions while it runs: all of it or nothing. */
typedef struct {
  gint64 seq;
  GPtrArray *changes; /* FcChangeSet, applied to the rows */
  GPtrArray *log;     /* FcRecord */
  GPtrArray *results; /* FcHubResult, of its ops so far */
} FcHubGroup;

/* fc-hub-push-results.c: what each op is told, now and when it comes again */
FcHubResult *fc_hub_run_result         (const FcHubRun    *run,
                                        const FcHubOp     *op,
                                        FcResultStatus     status,
                                        gint64             seq);
FcHubResult *fc_hub_run_refusal        (const FcHubRun    *run,
                                        const FcHubOp     *op,
                                        FcResultStatus     status,
                                        const char        *code,
                                        const char        *message);
FcHubResult *fc_hub_run_refusal_of     (const FcHubRun    *run,
                                        const FcHubOp     *op,
                                        const GError      *error);
void         fc_hub_run_settle         (FcHubRun          *run,
                                        FcHubResult       *result);
gboolean     fc_hub_run_refused_before (FcHubRun          *run,
                                        const FcId        *op_id);
void         fc_hub_run_answer_all     (FcHubRun          *run);
void         fc_hub_run_free_stored    (FcHubRun          *run);

/* fc-hub-push-authors.c: who wrote what a conflict keeps */
gboolean     fc_hub_run_name_authors   (FcHubRun          *run,
                                        const FcHubGroup  *group,
                                        FcChangeSet       *changes,
                                        GError           **error);

/* fc-hub-push-rows.c: rows and facts as they are afterwards */
GHashTable  *fc_hub_run_dirty_new      (void);
GHashTable  *fc_hub_run_facts_new      (void);
void         fc_hub_run_keep_change    (FcHubRun          *run,
                                        const FcChange    *change,
                                        gint64             seq);
void         fc_hub_run_gather_rows    (FcHubRun          *run);

G_END_DECLS

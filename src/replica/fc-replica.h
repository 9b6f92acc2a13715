/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fc-command.h"

G_BEGIN_DECLS

#define FC_REPLICA_ERROR (fc_replica_error_quark ())
typedef enum {
  FC_REPLICA_ERROR_BUSY,      /* another program owns the replica */
  FC_REPLICA_ERROR_NEWER,     /* made by a newer version of the program */
  FC_REPLICA_ERROR_CORRUPT,   /* damaged; see fc_replica_rescue_async() */
  FC_REPLICA_ERROR_FULL,      /* no room on the disk */
  FC_REPLICA_ERROR_READ_ONLY, /* the folder cannot be written */
  FC_REPLICA_ERROR_FAILED,    /* anything else SQLite says */
  FC_REPLICA_ERROR_IO,        /* the disk fails; see fc_replica_rescue_async() */
  FC_REPLICA_ERROR_PENDING,   /* refused while work waits to be sent */
} FcReplicaError;
GQuark fc_replica_error_quark (void);

/*
 * The office's copy. One process owns the folder; one thread writes, a pool reads. All public calls are for the
 * main thread and never block: results come through GAsyncResult, changes through ::changed.
 */
#define FC_TYPE_REPLICA (fc_replica_get_type ())
G_DECLARE_FINAL_TYPE (FcReplica, fc_replica, FC, REPLICA, GObject)

/* "changed" (FcChanges *): which tables and rows a commit touched; coalesced to one in 50 ms. */
typedef struct _FcChanges FcChanges;
gboolean fc_changes_touch     (const FcChanges *self,
                               FcEntity         entity);
gboolean fc_changes_touch_row (const FcChanges *self,
                               FcEntity         entity,
                               const FcId      *id);  /* TRUE also where "many" rows changed */

typedef void (*FcProgressFunc) (const char *step,
                                gint64      done,
                                gint64      total, /* 0: unknown */
                                gpointer    user_data); /* main thread */

void        fc_replica_open_async    (GFile               *folder,
                                      FcProgressFunc       progress,
                                      gpointer             progress_data,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
FcReplica  *fc_replica_open_finish   (GAsyncResult        *result,
                                      GError             **error);
FcReplica  *fc_replica_open_sync     (GFile               *folder,
                                      GError             **error); /* ctl and tests */
void        fc_replica_rescue_async  (GFile               *folder,
                                      FcProgressFunc       progress,
                                      gpointer             progress_data,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
void        fc_replica_rescue_into_async (GFile           *folder,
                                      GFile               *into,
                                      FcProgressFunc       progress,
                                      gpointer             progress_data,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
char       *fc_replica_rescue_finish (GAsyncResult        *result,
                                      GError             **error); /* sentence: what was kept and where the old file is */
void        fc_replica_close_async   (FcReplica           *self,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
gboolean    fc_replica_close_finish  (FcReplica           *self,
                                      GAsyncResult        *result,
                                      GError             **error);
void        fc_replica_close_sync    (FcReplica           *self);

GFile      *fc_replica_get_folder    (FcReplica           *self);

/* The person at the desk. Rows outside their scope are hidden from queries; ops get them as actor. */
void           fc_replica_act_as_async  (FcReplica           *self,
                                         const FcId          *user_id,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
gboolean       fc_replica_act_as_finish (FcReplica           *self,
                                         GAsyncResult        *result,
                                         GError             **error);
void           fc_replica_act_as_system (FcReplica           *self); /* ctl, demo and tests: may do all, no user's row */
gboolean       fc_replica_get_last_user (FcReplica           *self,
                                         FcId                *user_id); /* FALSE: nobody yet */
const FcActor *fc_replica_get_actor     (FcReplica           *self); /* nullable; "actor-changed" tells of another */
FcRecord      *fc_replica_get_user      (FcReplica           *self); /* nullable, the actor's row */
FcRecord      *fc_replica_get_tenant    (FcReplica           *self); /* nullable */

/*
 * Runs ops as one transaction (they share a txn_id) as the current actor: loads, runs the pure commands, writes rows,
 * outbox, events and audit, commits. Ops are consumed by copy. Finish gives what changed; an error names the op that was refused
 * and nothing of the transaction has happened.
 */
void         fc_replica_run_async    (FcReplica           *self,
                                      GPtrArray           *ops, /* FcOp */
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
gboolean     fc_replica_run_finish   (FcReplica           *self,
                                      GAsyncResult        *result,
                                      GError             **error);
void         fc_replica_run_op_async (FcReplica           *self,
                                      FcOp                *op, /* (transfer full) */
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data); /* finish: fc_replica_run_finish() */
gboolean     fc_replica_run_sync     (FcReplica           *self,
                                      GPtrArray           *ops,
                                      GError             **error); /* ctl and tests */

/* An aggregate: the root, its children; `also` loads further aggregates by the root's reference fields (ends with -1). */
void         fc_replica_load_async   (FcReplica           *self,
                                      FcEntity             root,
                                      const FcId          *id,
                                      const int           *also,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
FcRowSet    *fc_replica_load_finish  (FcReplica           *self,
                                      GAsyncResult        *result,
                                      GError             **error);

/* Runs @func on a reader's thread with a read-only connection (an FcDb of src/db). Modules in replica/<module> build on this;
 * pages call those. */
typedef struct _FcDb FcDb;
typedef gpointer (*FcReadFunc) (FcDb *db, gpointer read_data, GCancellable *cancellable, GError **error);
void         fc_replica_read_async   (FcReplica           *self,
                                      FcReadFunc           func,
                                      gpointer             read_data,
                                      GDestroyNotify       read_data_free,
                                      GDestroyNotify       result_free,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
gpointer     fc_replica_read_finish  (FcReplica           *self,
                                      GAsyncResult        *result,
                                      GError             **error);

/* Records as they are, past commands and outbox: the demo company and restored data, into a replica without a hub. Facts add
 * to the rollups. In batches of some thousands; any thread, blocks. */
gboolean     fc_replica_load_records_sync (FcReplica           *self,
                                           GPtrArray           *records, /* FcRecord */
                                           GError             **error);
gboolean     fc_replica_load_facts_sync   (FcReplica           *self,
                                           gconstpointer        batch, /* FcFactBatch of sales or rollups */
                                           GError             **error);

/* Refused ops are kept as drafts, whole transactions; any op of one names it. Discard puts one away (keep takes that back,
 * within 30 days); retry makes new ops of it and runs them as the current actor; load gives its ops. */
GPtrArray   *fc_replica_load_draft_finish   (FcReplica           *self,
                                             GAsyncResult        *result,
                                             GError             **error); /* FcOp */
void         fc_replica_load_draft_async    (FcReplica           *self,
                                             const FcId          *op_id,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
void         fc_replica_keep_draft_async    (FcReplica           *self,
                                             const FcId          *op_id,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
void         fc_replica_discard_draft_async (FcReplica           *self,
                                             const FcId          *op_id,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
void         fc_replica_retry_draft_async   (FcReplica           *self,
                                             const FcId          *op_id,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
void         fc_ops_renew                   (GPtrArray           *ops); /* FcOp: as if they were made now */
void         fc_replica_redo_draft_async    (FcReplica           *self,
                                             const FcId          *op_id,
                                             GPtrArray           *ops, /* FcOp: instead of the draft's */
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean     fc_replica_draft_finish        (FcReplica           *self,
                                             GAsyncResult        *result,
                                             GError             **error);

/* What the sync indicator shows; the truth, straight from the tables. Properties notify on the main thread. */
guint        fc_replica_get_pending     (FcReplica *self); /* property "pending": ops not yet confirmed by the hub */
guint        fc_replica_get_quarantined (FcReplica *self); /* property "quarantined": refused transactions kept as drafts */
gint64       fc_replica_get_last_sync   (FcReplica *self); /* property "last-sync": UTC µs, 0 never */
gboolean     fc_replica_has_hub         (FcReplica *self); /* FALSE: works without a hub, keeps no outbox */

/* Backups: nightly VACUUM INTO, seven kept. */
void         fc_replica_backup_async   (FcReplica           *self,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
GFile       *fc_replica_backup_finish  (FcReplica           *self,
                                        GAsyncResult        *result,
                                        GError             **error);
GPtrArray   *fc_replica_list_backups   (GFile               *folder); /* GFile, newest first */
gboolean     fc_replica_restore_sync   (GFile               *folder,
                                        GFile               *backup,
                                        GError             **error); /* while closed; the outbox of the present file is carried over */

/* "Clear this computer's data": all of it is gone afterwards. Refused with FC_REPLICA_ERROR_PENDING while anything waits. */
gboolean     fc_replica_wipe_sync      (GFile               *folder,
                                        GError             **error); /* while closed */
gboolean     fc_replica_wipe_lost_sync (GFile               *folder,
                                        GError             **error); /* likewise; because the company asked for it */
gboolean     fc_replica_wipe_left_sync (GFile               *folder,
                                        GError             **error); /* its data was rescued into another folder */

/* What a person has to know of the file's care: "scarce-room" and "backup-failure" notify. */
gint64       fc_replica_get_scarce_room      (FcReplica            *self); /* bytes; -1: there is room enough */
char        *fc_replica_dup_backup_failure   (FcReplica            *self); /* nullable */

G_END_DECLS

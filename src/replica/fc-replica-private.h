/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-change-log.h"
#include "fc-replica-sync.h"
#include "fc-replica.h"
#include "fc-rows.h"
#include "fc-statement.h"
#include "fc-time.h"

G_BEGIN_DECLS

#define FC_REPLICA_FILE "replica.db"
#define FC_REPLICA_LOCK "replica.lock"
#define FC_REPLICA_BACKUPS "backups"
#define FC_META_CLEAN "file.clean"         /* "1": closed in good order */
#define FC_META_CLIENT_SEQ "client.seq"    /* the last one given */
#define FC_META_HEAD "sync.head"           /* the tenant's seq that the pull has reached */
#define FC_META_SWEEP "sync.sweep"         /* "1": the next apply ends a new first pull */
#define FC_META_EXPECTS "sync.expects"    /* "1": a restored hub has yet to send its single sales again */
#define FC_META_CHECKED "file.checked"     /* UTC µs of the last quick check */
#define FC_META_BACKED_UP "file.backed_up" /* UTC µs */
#define FC_META_BACKUP_FAILED "file.backup_failed" /* why the last nightly one was not made */
#define FC_META_COMPACTED "file.compacted" /* UTC µs */
#define FC_META_USER "actor.user"          /* who acted last */

/* Jobs of one writer, most urgent first. */
typedef enum {
  FC_URGENT_PERSON,
  FC_URGENT_SYNC,
  FC_URGENT_CARE,
  FC_N_URGENCIES,
} FcUrgency;

typedef struct _FcWriter FcWriter;
typedef struct _FcReaders FcReaders;

/* What a writer's job works with: one transaction, begun and committed by the writer. */
typedef struct {
  FcReplica *replica;
  FcWriter *writer;
  FcDb *db;
  gint64 now_us;
  gboolean has_hub;
  gboolean again;          /* out: commit, let others go first, then call me once more */
  gboolean joins;          /* out: the next job of my kind may go into this transaction too; of jobs without a result */
  FcChanges *changes;      /* beside what the change log sees */
  GHashTable *meta;        /* char* → char* or NULL: enters the cache after the commit */
  gpointer result;         /* out: for the task */
  GDestroyNotify result_free; /* set: the task returns result */
} FcWrite;

typedef gboolean (*FcWriteFunc) (FcWrite *write, gpointer data, GError **error);

struct _FcReplica
{
  GObject parent_instance;

  GFile *folder;
  int lock_fd;
  GMainContext *context;
  FcWriter *writer;
  FcReaders *readers;

  GMutex lock;
  GHashTable *meta;      /* guarded by lock */
  FcChanges *unseen;     /* (nullable) guarded by lock: committed, not yet told */
  GSource *notice;       /* (nullable) guarded by lock */
  gint64 told_at;        /* monotonic */
  guint pending, quarantined;         /* main thread */
  guint next_pending, next_quarantined; /* guarded by lock: told with the next notice */
  gboolean pending_moved;        /* since notify::pending */
  gboolean has_hub;      /* guarded by lock */
  FcActor *actor;        /* (nullable) guarded by lock */
  FcRecord *user;        /* nullable */
  FcRecord *tenant;      /* nullable */
  GSource *care;         /* nullable */
  GSource *room_watch;   /* nullable */
  gint64 scarce_room;    /* bytes left on the disk, -1: enough */
  gboolean damaged;      /* guarded by lock: check the file when it is opened next */
  gboolean closed;
};

/* fc-replica-care.c */
void        fc_replica_begin_care     (FcReplica            *self);
void        fc_replica_look_after     (FcReplica            *self);
void        fc_replica_note_room      (FcReplica            *self,
                                       gint64                room);
void        fc_replica_found_damage   (FcReplica            *self);

/* fc-replica-open.c */
FcDb       *fc_replica_open_file      (const char           *folder,
                                       gboolean             *unclean,
                                       GError              **error);
int         fc_replica_take_lock      (const char           *folder,
                                       GError              **error);
void        fc_replica_release_lock   (int                   fd);
char       *fc_replica_path           (GFile                *folder,
                                       const char           *name);

/* fc-replica-error.c */
void        fc_replica_map_error      (GError              **error);

/* fc-replica-schema.c */
gboolean    fc_replica_migrate        (FcDb                 *db,
                                       GError              **error);

/* fc-writer.c */
FcWriter   *fc_writer_new             (FcReplica            *replica,
                                       FcDb                 *db); /* (transfer full) */
void        fc_writer_stop            (FcWriter             *self,
                                       gboolean              clean);
void        fc_writer_push            (FcWriter             *self,
                                       FcUrgency             urgency,
                                       gboolean              durable,
                                       FcWriteFunc           func,
                                       gpointer              data,
                                       GDestroyNotify        data_free,
                                       GTask                *task); /* (transfer full) */
gboolean    fc_writer_person_waits    (FcWriter             *self);

/* fc-replica-push.c */
void        fc_replica_push           (FcReplica            *self,
                                       FcUrgency             urgency,
                                       gboolean              durable,
                                       FcWriteFunc           func,
                                       gpointer              data,
                                       GDestroyNotify        data_free,
                                       GTask                *task); /* (transfer full) (nullable) */
gboolean    fc_replica_push_sync      (FcReplica            *self,
                                       gboolean              durable,
                                       FcWriteFunc           func,
                                       gpointer              data,
                                       GError              **error);

/* fc-readers.c */
FcReaders  *fc_readers_new            (const char           *path);
void        fc_readers_free           (FcReaders            *self);
void        fc_readers_push           (FcReaders            *self,
                                       FcReadFunc            func,
                                       gpointer              data,
                                       GDestroyNotify        data_free,
                                       GDestroyNotify        result_free,
                                       GTask                *task); /* (transfer full) */

/* fc-replica.c */
void        fc_replica_committed      (FcReplica            *self,
                                       FcWrite              *write,
                                       FcChanges            *changes); /* writer thread, after each commit */
gboolean    fc_replica_load_meta      (FcReplica            *self,
                                       FcDb                 *db,
                                       GError              **error);
gboolean    fc_replica_count_ops      (FcDb                 *db,
                                       guint                *pending,
                                       guint                *quarantined,
                                       GError              **error);
FcReplica  *fc_replica_new_opened     (GFile                *folder,
                                       int                   lock_fd,
                                       FcDb                 *db, /* (transfer full) */
                                       GError              **error);
FcActor    *fc_replica_dup_actor      (FcReplica            *self);

/* fc-replica-meta.c: within a job */
void        fc_write_join             (FcWrite              *write);
gboolean    fc_write_set_meta         (FcWrite              *write,
                                       const char           *key,
                                       const char           *value,
                                       GError              **error);
gboolean    fc_write_set_meta_int     (FcWrite              *write,
                                       const char           *key,
                                       gint64                value,
                                       GError              **error);
gint64      fc_write_get_meta_int     (FcWrite              *write,
                                       const char           *key,
                                       gint64                missing);

/* fc-store.c: rows and the search index that goes with them */
gboolean    fc_store_put              (FcWrite              *write,
                                       FcRecord             *record,
                                       GError              **error);
gboolean    fc_store_delete           (FcWrite              *write,
                                       FcEntity              entity,
                                       const FcId           *id,
                                       GError              **error);
gboolean    fc_store_apply            (FcWrite              *write,
                                       FcChangeSet          *changes,
                                       GError              **error);

/* fc-rebase.c: hub's rows below, what waits here on top */
typedef struct {
  FcEntity entity;
  FcId id;
} FcRowKey;
GHashTable *fc_row_keys_new           (void); /* set of FcRowKey* */
void        fc_row_keys_add           (GHashTable           *keys,
                                       FcEntity              entity,
                                       const FcId           *id);
gboolean    fc_rebase_keep            (FcWrite              *write,
                                       const FcOp           *op,
                                       FcChangeSet          *changes,
                                       GPtrArray            *log,
                                       GError              **error);
gboolean    fc_rebase_has_pending     (FcWrite              *write,
                                       FcEntity              entity,
                                       const FcId           *id,
                                       gboolean             *has,
                                       GError              **error);
gboolean    fc_rebase_put_shadow      (FcWrite              *write,
                                       FcEntity              entity,
                                       const FcId           *id,
                                       FcRecord             *record,
                                       GError              **error);
gboolean    fc_rebase_drop_op         (FcWrite              *write,
                                       gint64                client_seq,
                                       gboolean              undo,
                                       GHashTable           *touched,
                                       GError              **error);
gboolean    fc_rebase_rows            (FcWrite              *write,
                                       GHashTable           *keys,
                                       GError              **error);

/* fc-rollup-store.c */

/* Ends an INSERT INTO sales_total: what is there already grows. */
#define FC_ADD_TO_SALES_TOTAL                                                                                          \
  " ON CONFLICT DO UPDATE SET amount = amount + excluded.amount, volume = volume + excluded.volume,"                   \
  " count = count + excluded.count"

gboolean    fc_rollup_add             (FcWrite              *write,
                                       const FcFactBatch    *sales,
                                       guint                 first,
                                       guint                 n,
                                       const guint8         *which,
                                       int                   sign,
                                       GError              **error);
gboolean    fc_rollup_add_sale        (FcWrite              *write,
                                       FcRecord             *sale,
                                       int                   sign,
                                       GError              **error);
gboolean    fc_rollup_total           (FcWrite              *write,
                                       const FcFactBatch    *sums,
                                       guint                 first,
                                       guint                 n,
                                       const guint8         *which,
                                       GError              **error);
gboolean    fc_rollup_add_unseen      (FcWrite              *write,
                                       const FcId           *station,
                                       gint64                from,
                                       gint64                until,
                                       GError              **error);
gboolean    fc_rollup_compact         (FcWrite              *write,
                                       GError              **error);
GTimeZone  *fc_station_zone           (const FcId           *station,
                                       gpointer              db); /* FcZoneFunc; lives as long as the connection's cache */
GTimeZone  *fc_station_read_zone      (FcDb                 *db,
                                       const FcId           *station); /* (transfer full): UTC where it is not known */
void        fc_station_zones_forget   (FcDb                 *db);

/* fc-facts-put.c */
gboolean    fc_facts_put              (FcWrite              *write,
                                       const FcFactBatch    *batch,
                                       guint                 first,
                                       guint                 n,
                                       guint                *put,
                                       GError              **error);

/* fc-outbox.c */
gboolean    fc_outbox_add             (FcWrite              *write,
                                       FcOp                 *op,
                                       GError              **error);
gint64      fc_outbox_next_seq        (FcWrite              *write);

G_END_DECLS

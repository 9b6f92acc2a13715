/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"
#include "fc-fact-batch.h"
#include "fc-hub.h"
#include "fc-wire.h"

G_BEGIN_DECLS

/*
 * Where a hub keeps its companies. Batch-shaped: sets go in and out, so that an embedded store and a server do equally well.
 * FcHubStore is the writing side, for one thread, everything between begin() and commit(); FcHubReader sees one state of the
 * store from its begin() to its end(), one thread at a time, as many as wanted.
 */
typedef struct _FcHubStore FcHubStore;
typedef struct _FcHubReader FcHubReader;

#define FC_HUB_HASH 32 /* bytes of a SHA-256 */

/* What became of an op that came before. */
typedef struct {
  FcId op_id;
  guint8 hash[FC_HUB_HASH];
  FcResultStatus status;
  gint64 seq;
  char *error_code;    /* nullable */
  char *error_message; /* nullable */
  GBytes *kept;        /* (nullable): the op's bytes, for the quarantine */
  FcId user_id;
  FcId client_id;
} FcHubResult;

void fc_hub_result_free (FcHubResult *self);

/* One row afterwards. @row is the last state of a deleted one. */
typedef struct {
  FcRecord *row; /* (owned) */
  gboolean deleted;
  gint64 seq;
  gboolean moved;
  FcId left;     /* @moved: the station whose bucket it left, null for the company's */
} FcHubRowWrite;

void fc_hub_row_write_free (FcHubRowWrite *self);

/* All that some requests of one tenant change: written as sets. */
typedef struct {
  FcId tenant;
  gint64 head;        /* the tenant's seq afterwards */
  gint64 now;
  GPtrArray *rows;    /* FcHubRowWrite */
  GPtrArray *facts;   /* FcFactBatch of one bucket each, versions set; the store adds sales to the rollups */
  GPtrArray *rollups; /* FcFactBatch: absolute sums, of a first load */
  GPtrArray *log;     /* FcRecord */
  GPtrArray *results; /* FcHubResult */
} FcHubWrite;

FcHubWrite *fc_hub_write_new  (const FcId *tenant);
void        fc_hub_write_free (FcHubWrite *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcHubWrite, fc_hub_write_free)

typedef struct {
  FcId id;
  char *slug;
  char *status; /* as the tenant's record has it */
} FcHubTenant;

void fc_hub_tenant_free (FcHubTenant *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcHubTenant, fc_hub_tenant_free)

/* Another process on the same store has committed something of @tenant, or, where that is NULL, perhaps of anybody;
 * @auth: users, roles or tokens. On a thread of the store's. */
typedef void (*FcHubNewsFunc) (const FcId *tenant, gboolean auth, gpointer data);

typedef enum { FC_HUB_TOKEN_ACCESS, FC_HUB_TOKEN_REFRESH } FcHubTokenKind;

/* A token as stored: its hash, never itself. The tokens one reply gave out are a pair. */
typedef struct {
  guint8 hash[FC_HUB_HASH];
  FcId family;
  FcId pair;
  FcHubTokenKind kind;
  int generation;
  gint64 expires_at;
  gboolean superseded; /* its successor has been used: using it again revokes the family */
  gboolean pending;    /* not used yet: its forerunner still lives */
  /* of the family */
  FcId tenant_id;
  FcId user_id;
  gboolean revoked;
  gboolean wipe;       /* the computer's copy is to be cleared: it may send what waits there, and nothing else */
} FcHubToken;

/* Where a company stands: what every answer is held against. */
typedef struct {
  gint64 head;
  gint64 auth;  /* grows when users, roles or tokens change, whichever process did it; 0 where there is but one process */
  gint64 epoch; /* of the whole store: another one after it was restored, be it under a hub that runs */
} FcHubStanding;

/* A sign-in at one computer: what descends from it by renewal. */
typedef struct {
  FcId id;
  FcId tenant_id;
  FcId user_id;
  FcId client_id;     /* of the replica, null where it was not said */
  char *device;       /* (nullable): JSON, as the computer describes itself */
  char *address;      /* (nullable): where it was seen last */
  gint64 created_at;
  gint64 used_at;     /* to the hour */
  gint64 wipe_at;     /* 0: not ordered */
  gint64 wiped_at;    /* 0: not done */
} FcHubFamily;

void fc_hub_family_free (FcHubFamily *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcHubFamily, fc_hub_family_free)

typedef enum {
  FC_HUB_MARK_USED,  /* seen at the family's address */
  FC_HUB_MARK_WIPE,  /* its computer's copy is to be cleared */
  FC_HUB_MARK_WIPED, /* and has been: the family ends */
} FcHubMark;

/* Where a pull of facts stands: newest first. */
typedef struct {
  gint64 chunk;
  gint64 last_at;
} FcHubFactMark;

typedef struct {
  gint64 id;
  FcId station;
  gint64 seq;
  guint n;
  gint64 first_at, last_at; /* UTC µs of its rows */
  GBytes *bytes;            /* an encoded FcFactBatch */
} FcHubChunk;

void fc_hub_chunk_free (FcHubChunk *self);

typedef struct {
  void     (*close)          (FcHubStore *self);
  gboolean (*begin)          (FcHubStore *self, GError **error);
  gboolean (*commit)         (FcHubStore *self, GError **error);
  void     (*rollback)       (FcHubStore *self);
  gboolean (*savepoint)      (FcHubStore *self, GError **error);
  gboolean (*release)        (FcHubStore *self, GError **error);
  void     (*rollback_to)    (FcHubStore *self);
  gboolean (*is_open)        (FcHubStore *self); /* the transaction is still there: a full disk may have ended it */
  void     (*idle)           (FcHubStore *self, gboolean last);
  gboolean (*backup)         (FcHubStore *self, const char *path, GError **error);
  FcHubReader *(*open_reader) (FcHubStore *self, GError **error); /* any thread */
  /* Where several may write at once: one more for another thread, each transaction for one tenant. NULL: there is but one. */
  FcHubStore *(*sibling)     (FcHubStore *self);
  /* Where several processes use one store; @news NULL: no more. NULL: nobody else does. */
  void     (*listen)         (FcHubStore *self, FcHubNewsFunc news, gpointer data);
  gboolean (*new_epoch)      (FcHubStore *self, GError **error);

  /* Takes the tenant's head for this transaction, so that its writers are serial. */
  gboolean (*lock_head)      (FcHubStore *self, const FcId *tenant, FcHubStanding *standing, GError **error);
  gboolean (*load)           (FcHubStore *self, const FcId *tenant, FcEntity entity, int field, const FcId *ids,
                              guint n_ids, FcRowSet *rows, GError **error);
  gboolean (*load_date)      (FcHubStore *self, const FcId *tenant, FcEntity entity, const FcId *station_id,
                              int date_field, FcDate date, FcRowSet *rows, GError **error);
  gboolean (*find_results)   (FcHubStore *self, const FcId *tenant, const FcId *op_ids, guint n_ids,
                              GHashTable *results, GError **error); /* FcId* → FcHubResult */
  gboolean (*write)          (FcHubStore *self, FcHubWrite *write, GError **error);

  /* What @client (a computer and who sits there) pushed last, from now on @op_id; @before: until now, null where it never did. */
  gboolean (*mark_client)    (FcHubStore *self, const FcId *tenant, const FcId *client, const FcId *op_id, FcId *before,
                              GError **error);
  /* Who wrote the state of a row that has the seq @seq, and when; @user and @at stay as they are where nobody knows.
   * The call itself may be NULL. */
  gboolean (*last_author)    (FcHubStore *self, const FcId *tenant, const char *row_id, gint64 seq, FcId *user,
                              gint64 *at, GError **error);
  gboolean (*email_taken)    (FcHubStore *self, const FcId *tenant, const char *email, const FcId *but_user,
                              gboolean *taken, GError **error);
  gboolean (*add_tenant)     (FcHubStore *self, const FcHubTenant *tenant, gint64 now, GError **error);
  gboolean (*put_credential) (FcHubStore *self, const FcId *tenant, const FcId *user, const char *hash,
                              gboolean must_change, gint64 now, GError **error);
  gboolean (*add_family)     (FcHubStore *self, const FcHubFamily *family, GError **error);
  gboolean (*mark_family)    (FcHubStore *self, const FcHubFamily *family, FcHubMark mark, gint64 now, GError **error);
  gboolean (*add_token)      (FcHubStore *self, const FcHubToken *token, GError **error);
  /* What has become of @token since it was read; nobody else changes that before this transaction ends. FALSE in @found: gone. */
  gboolean (*reread_token)   (FcHubStore *self, FcHubToken *token, gboolean *found, GError **error);
  gboolean (*confirm_pair)   (FcHubStore *self, const FcHubToken *token, GError **error);
  gboolean (*revoke_family)  (FcHubStore *self, const FcId *family, gint64 now, GError **error);
  gboolean (*revoke_user)    (FcHubStore *self, const FcId *tenant, const FcId *user, const FcId *but_family, gint64 now,
                              GError **error);
  gboolean (*forget_old)     (FcHubStore *self, gint64 now, GError **error);
} FcHubStoreClass;

typedef struct {
  void     (*close)          (FcHubReader *self);
  gboolean (*begin)          (FcHubReader *self, GError **error);
  void     (*end)            (FcHubReader *self);
  gboolean (*check)          (FcHubReader *self, GError **error);

  GPtrArray *(*list_tenants) (FcHubReader *self, GError **error); /* FcHubTenant */
  FcHubTenant *(*find_tenant) (FcHubReader *self, const char *slug, const FcId *id, GError **error);
  FcRecord *(*find_user)     (FcHubReader *self, const FcId *tenant, const char *email, GError **error);
  char     *(*find_credential) (FcHubReader *self, const FcId *tenant, const FcId *user, gboolean *must_change,
                              GError **error);
  /* Sign-ins that have not ended, and copies that are to be cleared; of @user, or where that is NULL of everybody. */
  GPtrArray *(*list_families) (FcHubReader *self, const FcId *tenant, const FcId *user, gint64 now, GError **error);
  gboolean (*find_token)     (FcHubReader *self, const guint8 *hash, FcHubToken *token, gboolean *found, GError **error);
  GPtrArray *(*list)         (FcHubReader *self, const FcId *tenant, FcEntity entity, GError **error); /* FcRecord */
  FcRecord *(*get)           (FcHubReader *self, const FcId *tenant, FcEntity entity, const FcId *id, GError **error);
  gboolean (*count)          (FcHubReader *self, const char *what, gint64 *n, GError **error);

  gboolean (*head)           (FcHubReader *self, const FcId *tenant, gint64 *head, GError **error);
  gboolean (*standing)       (FcHubReader *self, const FcId *tenant, FcHubStanding *standing, GError **error);
  /* Memberships of a bucket after @since, by seq, at most @limit and then to the end of the last seq's rows.
   * @station NULL: the tenant's own bucket. @entities: bit n = entity n is wanted. FcUpdate without a bucket name. */
  gboolean (*updates)        (FcHubReader *self, const FcId *tenant, const FcId *station, guint64 entities, gint64 since,
                              gint64 until, guint limit, GPtrArray *updates, GError **error);
  gboolean (*fill)           (FcHubReader *self, const FcId *tenant, GPtrArray *updates, GError **error);
  gboolean (*bucket_count)   (FcHubReader *self, const FcId *tenant, const FcId *station, guint64 entities, gint64 *rows,
                              GError **error);
  gboolean (*chunks_since)   (FcHubReader *self, const FcId *tenant, const FcId *station, gint64 since, gint64 until,
                              guint most_rows, GPtrArray *chunks, GError **error);
  gboolean (*chunks_count)   (FcHubReader *self, const FcId *tenant, const FcId *station, gint64 until_seq,
                              gint64 from_time, gint64 *rows, GError **error);
  /* The next chunk, newest first, of those stations after @mark, with rows at or after @from_time; NULL at the end. */
  FcHubChunk *(*next_chunk)  (FcHubReader *self, const FcId *tenant, const FcId *stations, guint n_stations,
                              gint64 until_seq, gint64 from_time, const FcHubFactMark *mark, GError **error);
  /* Rows of a station's rollups that lie before @before, after @after_id, at most @limit; NULL at the end. */
  FcFactBatch *(*rollups)    (FcHubReader *self, const FcId *tenant, const FcId *station, gint64 before,
                              gint64 *after_start, FcId *after_id, guint limit, GError **error);
  gboolean (*rollups_count)  (FcHubReader *self, const FcId *tenant, const FcId *station, gint64 before, gint64 *rows,
                              GError **error);
  gboolean (*sales_horizon)  (FcHubReader *self, const FcId *tenant, gint64 *horizon, GError **error);
} FcHubReaderClass;

struct _FcHubStore {
  const FcHubStoreClass *class;
  gint64 epoch;
};

struct _FcHubReader {
  const FcHubReaderClass *class;
};

FcHubStore *fc_hub_store_open      (const char  *folder,
                                    const char  *uri, /* nullable */
                                    gboolean     create,
                                    GError     **error);
int         fc_hub_folder_lock     (const char  *folder,
                                    GError     **error);
gboolean    fc_hub_store_restore   (const char  *folder,
                                    const char  *backup,
                                    char       **aside,
                                    GError     **error);
gboolean    fc_sqlite_store_restore (const char *folder,
                                    const char  *backup,
                                    char       **aside,
                                    GError     **error);
FcHubStore *fc_sqlite_store_open   (const char  *folder,
                                    gboolean     create,
                                    GError     **error);
FcHubStore *fc_pg_store_open       (const char  *uri,
                                    int          lock,
                                    gboolean     create,
                                    GError     **error);

/* An FcLoader for fc_ops_load(). */
typedef struct {
  FcLoader loader;
  FcHubStore *store;
  const FcId *tenant;
} FcHubLoader;

void      fc_hub_loader_init       (FcHubLoader *self,
                                    FcHubStore  *store,
                                    const FcId  *tenant);
const FcId *fc_hub_row_station     (FcRecord    *row);
const char *fc_hub_apart           (FcEntity     entity);
FcId        fc_hub_fact_bucket     (FcEntity     entity,
                                    const FcId  *station,
                                    const FcId  *tenant);

G_END_DECLS

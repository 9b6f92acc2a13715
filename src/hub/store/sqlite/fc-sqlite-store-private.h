/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-db.h"
#include "fc-hub-store.h"
#include "fc-migrate.h"
#include "fc-rows.h"

G_BEGIN_DECLS

#define FC_SQLITE_STORE_FILE "hub.sqlite"

typedef struct {
  FcHubStore parent;
  FcDb *db;
  char *path;
  int lock; /* descriptor of the lock file: one process at a time */
  GHashTable *buckets; /* BucketKey → number; what this connection has seen committed or not */
} FcSqliteStore;

typedef struct {
  FcHubReader parent;
  FcDb *db;
} FcSqliteReader;

extern const FcMigration fc_sqlite_store_steps[];

/* Membership of a bucket. */
typedef enum {
  FC_SQLITE_PRESENT,
  FC_SQLITE_REMOVED,
  FC_SQLITE_DELETED,
} FcSqliteState;

FcHubReader *fc_sqlite_reader_open   (const char        *path,
                                      GError           **error);
gboolean     fc_sqlite_bucket_find   (FcDb              *db,
                                      const FcId        *tenant,
                                      const FcId        *station,
                                      gint64            *bucket,
                                      GError           **error);

/* The parts of the two classes. */
gboolean     fc_sqlite_write         (FcHubStore *self, FcHubWrite *write, GError **error);
gboolean fc_sqlite_mark_client (FcHubStore *store, const FcId *tenant, const FcId *client, const FcId *op_id, FcId *before,
                                GError **error);
gboolean     fc_sqlite_last_author   (FcHubStore *self, const FcId *tenant, const char *row_id, gint64 seq, FcId *user,
                                      gint64 *at, GError **error);
gboolean     fc_sqlite_email_taken   (FcHubStore *self, const FcId *tenant, const char *email, const FcId *but_user,
                                      gboolean *taken, GError **error);
gboolean     fc_sqlite_add_tenant    (FcHubStore *self, const FcHubTenant *tenant, gint64 now, GError **error);
gboolean     fc_sqlite_put_credential (FcHubStore *self, const FcId *tenant, const FcId *user, const char *hash,
                                      gboolean must_change, gint64 now, GError **error);
gboolean     fc_sqlite_add_family    (FcHubStore *self, const FcHubFamily *family, GError **error);
gboolean     fc_sqlite_mark_family   (FcHubStore *self, const FcHubFamily *family, FcHubMark mark, gint64 now,
                                      GError **error);
gboolean     fc_sqlite_add_token     (FcHubStore *self, const FcHubToken *token, GError **error);
gboolean     fc_sqlite_reread_token  (FcHubStore *self, FcHubToken *token, gboolean *found, GError **error);
gboolean     fc_sqlite_confirm_pair  (FcHubStore *self, const FcHubToken *token, GError **error);
gboolean     fc_sqlite_revoke_family (FcHubStore *self, const FcId *family, gint64 now, GError **error);
gboolean     fc_sqlite_revoke_user   (FcHubStore *self, const FcId *tenant, const FcId *user, const FcId *but_family,
                                      gint64 now, GError **error);
gboolean     fc_sqlite_forget_old    (FcHubStore *self, gint64 now, GError **error);

gboolean     fc_sqlite_mark_copy     (FcDb *copy, GError **error);
GPtrArray   *fc_sqlite_list_tenants  (FcHubReader *self, GError **error);
FcHubTenant *fc_sqlite_find_tenant   (FcHubReader *self, const char *slug, const FcId *id, GError **error);
FcRecord    *fc_sqlite_find_user     (FcHubReader *self, const FcId *tenant, const char *email, GError **error);
char        *fc_sqlite_find_credential (FcHubReader *self, const FcId *tenant, const FcId *user,
                                      gboolean *must_change, GError **error);
GPtrArray   *fc_sqlite_list_families (FcHubReader *self, const FcId *tenant, const FcId *user, gint64 now,
                                      GError **error);
gboolean     fc_sqlite_find_token    (FcHubReader *self, const guint8 *hash, FcHubToken *token, gboolean *found,
                                      GError **error);
gboolean     fc_sqlite_head          (FcHubReader *self, const FcId *tenant, gint64 *head, GError **error);
gboolean     fc_sqlite_standing      (FcHubReader *self, const FcId *tenant, FcHubStanding *standing, GError **error);
gboolean     fc_sqlite_updates       (FcHubReader *self, const FcId *tenant, const FcId *station, guint64 entities,
                                      gint64 since, gint64 until, guint limit, GPtrArray *updates, GError **error);
gboolean     fc_sqlite_fill          (FcHubReader *self, const FcId *tenant, GPtrArray *updates, GError **error);
gboolean     fc_sqlite_bucket_count  (FcHubReader *self, const FcId *tenant, const FcId *station, guint64 entities,
                                      gint64 *rows, GError **error);
gboolean     fc_sqlite_chunks_since  (FcHubReader *self, const FcId *tenant, const FcId *station, gint64 since,
                                      gint64 until, guint most_rows, GPtrArray *chunks, GError **error);
gboolean     fc_sqlite_chunks_count  (FcHubReader *self, const FcId *tenant, const FcId *station, gint64 until_seq,
                                      gint64 from_time, gint64 *rows, GError **error);
FcHubChunk  *fc_sqlite_next_chunk    (FcHubReader *self, const FcId *tenant, const FcId *stations, guint n_stations,
                                      gint64 until_seq, gint64 from_time, const FcHubFactMark *mark, GError **error);
FcFactBatch *fc_sqlite_rollups       (FcHubReader *self, const FcId *tenant, const FcId *station, gint64 before,
                                      gint64 *after_start, FcId *after_id, guint limit, GError **error);
gboolean     fc_sqlite_rollups_count (FcHubReader *self, const FcId *tenant, const FcId *station, gint64 before,
                                      gint64 *rows, GError **error);
gboolean     fc_sqlite_sales_horizon (FcHubReader *self, const FcId *tenant, gint64 *horizon, GError **error);

G_END_DECLS

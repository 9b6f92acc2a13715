/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-store-parts.h"
#include "fc-pg-rows.h"

G_BEGIN_DECLS

/* Hears of what other processes commit, and tells them of this one's commits. One for all writers of a process. */
typedef struct _FcPgListener FcPgListener;

FcPgListener *fc_pg_listener_new   (const char   *uri);
void          fc_pg_listener_set_news (FcPgListener *self,
                                    FcHubNewsFunc news, /* nullable */
                                    gpointer      data);
FcPgListener *fc_pg_listener_ref   (FcPgListener *self);
void          fc_pg_listener_unref (FcPgListener *self);
void          fc_pg_listener_tell  (FcPgListener *self,
                                    const FcId   *tenant);
#define FC_PG_CHANNEL "forecourt"

typedef struct {
  FcHubStore parent;
  FcPg *pg;
  char *uri;
  int lock;          /* of the folder; -1: somebody else of this process has it */
  gboolean open;     /* between begin() and its end */
  GArray *moved;     /* FcId of companies with a new head in this transaction */
  GHashTable *months; /* parts of the sales that are there, as far as known */
  FcPgListener *listener; /* (owned) */
} FcPgStore;

typedef struct {
  FcHubReader parent;
  FcPg *pg;
} FcPgReader;

/* Membership of a bucket. */
typedef enum {
  FC_PG_PRESENT,
  FC_PG_REMOVED,
  FC_PG_DELETED,
} FcPgState;

extern const FcId fc_pg_own_bucket; /* the company's: no station */
extern const FcHubPutFacts fc_pg_put_facts;

FcHubReader *fc_pg_reader_open     (const char *uri, GError **error);

/* The parts of the two classes. */
gboolean     fc_pg_write           (FcHubStore *self, FcHubWrite *write, GError **error);
#define FC_PG_THE_TENANT "$1::uuid"
#define FC_PG_THE_TENANT_OF_FAMILY "(SELECT tenant FROM token_family WHERE id = $1::uuid)"
gboolean     fc_pg_tell_auth       (FcPg *pg, const char *tenant_sql, const FcId *id, GError **error);

gboolean fc_pg_mark_client (FcHubStore *store, const FcId *tenant, const FcId *client, const FcId *op_id, FcId *before,
                            GError **error);
gboolean     fc_pg_last_author     (FcHubStore *self, const FcId *tenant, const char *row_id, gint64 seq, FcId *user,
                                    gint64 *at, GError **error);
gboolean     fc_pg_email_taken     (FcHubStore *self, const FcId *tenant, const char *email, const FcId *but_user,
                                    gboolean *taken, GError **error);
gboolean     fc_pg_add_tenant      (FcHubStore *self, const FcHubTenant *tenant, gint64 now, GError **error);
gboolean     fc_pg_put_credential  (FcHubStore *self, const FcId *tenant, const FcId *user, const char *hash,
                                    gboolean must_change, gint64 now, GError **error);
gboolean     fc_pg_add_family      (FcHubStore *self, const FcHubFamily *family, GError **error);
gboolean     fc_pg_mark_family     (FcHubStore *self, const FcHubFamily *family, FcHubMark mark, gint64 now,
                                    GError **error);
gboolean     fc_pg_add_token       (FcHubStore *self, const FcHubToken *token, GError **error);
gboolean     fc_pg_reread_token    (FcHubStore *self, FcHubToken *token, gboolean *found, GError **error);
gboolean     fc_pg_confirm_pair    (FcHubStore *self, const FcHubToken *token, GError **error);
gboolean     fc_pg_revoke_family   (FcHubStore *self, const FcId *family, gint64 now, GError **error);
gboolean     fc_pg_revoke_user     (FcHubStore *self, const FcId *tenant, const FcId *user, const FcId *but_family,
                                    gint64 now, GError **error);
gboolean     fc_pg_forget_old      (FcHubStore *self, gint64 now, GError **error);

GPtrArray   *fc_pg_list_tenants    (FcHubReader *self, GError **error);
FcHubTenant *fc_pg_find_tenant     (FcHubReader *self, const char *slug, const FcId *id, GError **error);
FcRecord    *fc_pg_find_user       (FcHubReader *self, const FcId *tenant, const char *email, GError **error);
char        *fc_pg_find_credential (FcHubReader *self, const FcId *tenant, const FcId *user, gboolean *must_change,
                                    GError **error);
GPtrArray   *fc_pg_list_families   (FcHubReader *self, const FcId *tenant, const FcId *user, gint64 now, GError **error);
gboolean     fc_pg_find_token      (FcHubReader *self, const guint8 *hash, FcHubToken *token, gboolean *found,
                                    GError **error);
gboolean     fc_pg_head            (FcHubReader *self, const FcId *tenant, gint64 *head, GError **error);
gboolean     fc_pg_standing        (FcHubReader *self, const FcId *tenant, FcHubStanding *standing, GError **error);
gboolean     fc_pg_updates         (FcHubReader *self, const FcId *tenant, const FcId *station, guint64 entities,
                                    gint64 since, gint64 until, guint limit, GPtrArray *updates, GError **error);
gboolean     fc_pg_fill            (FcHubReader *self, const FcId *tenant, GPtrArray *updates, GError **error);
gboolean     fc_pg_bucket_count    (FcHubReader *self, const FcId *tenant, const FcId *station, guint64 entities,
                                    gint64 *rows, GError **error);
gboolean     fc_pg_chunks_since    (FcHubReader *self, const FcId *tenant, const FcId *station, gint64 since,
                                    gint64 until, guint most_rows, GPtrArray *chunks, GError **error);
gboolean     fc_pg_chunks_count    (FcHubReader *self, const FcId *tenant, const FcId *station, gint64 until_seq,
                                    gint64 from_time, gint64 *rows, GError **error);
FcHubChunk  *fc_pg_next_chunk      (FcHubReader *self, const FcId *tenant, const FcId *stations, guint n_stations,
                                    gint64 until_seq, gint64 from_time, const FcHubFactMark *mark, GError **error);
FcFactBatch *fc_pg_rollups         (FcHubReader *self, const FcId *tenant, const FcId *station, gint64 before,
                                    gint64 *after_start, FcId *after_id, guint limit, GError **error);
gboolean     fc_pg_rollups_count   (FcHubReader *self, const FcId *tenant, const FcId *station, gint64 before,
                                    gint64 *rows, GError **error);
gboolean     fc_pg_sales_horizon   (FcHubReader *self, const FcId *tenant, gint64 *horizon, GError **error);

G_END_DECLS

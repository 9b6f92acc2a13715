/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libpq-fe.h>

#include "fc-id.h"

G_BEGIN_DECLS

/*
 * A connection to PostgreSQL in pipeline mode, as the hub's non-owner role. A statement is begun with fc_pg_call(), gets its
 * values in order, and is either queued (nobody waits; a failure shows at the next wait) or asked. Texts are prepared once a
 * connection; values and results are binary. One thread at a time.
 */
typedef struct _FcPg FcPg;

/* A column of values, for unnest(): how a set of rows travels in one statement. */
typedef enum { FC_PG_IDS, FC_PG_INTS, FC_PG_TEXTS, FC_PG_BYTES } FcPgType;

typedef struct {
  FcPgType type;
  GByteArray *bytes;
  guint n;
  gboolean nulls;
} FcPgArray;

FcPg     *fc_pg_new         (const char  *uri,
                             gboolean     with_role); /* not connected yet */
FcPg     *fc_pg_open        (const char  *uri,
                             GError     **error); /* as the role that the URI names */
void      fc_pg_close       (FcPg        *self);
gboolean  fc_pg_connect     (FcPg        *self,
                             GError     **error); /* anew, where the server went away */
gboolean  fc_pg_is_up       (FcPg        *self);
gboolean  fc_pg_take_role   (FcPg        *self,
                             GError     **error); /* the non-owner role, now and after each new connection */
gboolean  fc_pg_script      (FcPg        *self,
                             const char  *sql,
                             GError     **error); /* statements without values, one transaction */
PGconn   *fc_pg_connection  (FcPg        *self);

void      fc_pg_use         (FcPg        *self,
                             const FcId  *tenant); /* whose rows what follows may see; NULL: the hub's directory */
void      fc_pg_call        (FcPg        *self,
                             const char  *sql);
void      fc_pg_put_id      (FcPg        *self,
                             const FcId  *id); /* nullable */
void      fc_pg_put_int     (FcPg        *self,
                             gint64       number);
void      fc_pg_put_text    (FcPg        *self,
                             const char  *text); /* nullable */
void      fc_pg_put_bytes   (FcPg        *self,
                             gconstpointer bytes, /* nullable */
                             gsize        size);
void      fc_pg_put_array   (FcPg        *self,
                             FcPgArray   *array);
void      fc_pg_put_ids     (FcPg        *self,
                             FcPgArray   *array, /* uninitialised; lives until the statement is sent */
                             const FcId  *ids,
                             guint        n);
gboolean  fc_pg_queue       (FcPg        *self,
                             GError     **error);
PGresult *fc_pg_ask         (FcPg        *self,
                             GError     **error);
gboolean  fc_pg_flush       (FcPg        *self,
                             GError     **error);
gboolean  fc_pg_run         (FcPg        *self,
                             const char  *sql,
                             GError     **error); /* queues a statement without values */
gboolean  fc_pg_is_queued   (FcPg        *self);
gboolean  fc_pg_begin       (FcPg        *self,
                             const char  *sql,
                             GError     **error);
void      fc_pg_set_within  (FcPg        *self,
                             gboolean     within); /* a transaction begins or has ended */
void      fc_pg_forget_scope (FcPg       *self);

/* For each id of $2 the subquery that follows, which ends with OFFSET 0: as it cannot be moved out of there, each id is looked
 * up in an index, however few rows the planner believes that there are. Left to itself it walks all of a young company. */
#define FC_PG_EACH_ID " FROM (SELECT DISTINCT unnest ($2::uuid[]) AS id) k CROSS JOIN LATERAL "

/* Values of a result. */
gint64    fc_pg_int         (const PGresult *result, int row, int column);
gboolean  fc_pg_id          (const PGresult *result, int row, int column, FcId *id);
const char *fc_pg_text      (const PGresult *result, int row, int column); /* nullable */
GBytes   *fc_pg_dup_bytes   (const PGresult *result, int row, int column);
gboolean  fc_pg_only_int    (PGresult       *result, gint64 *number); /* (transfer full): of one row and column */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcPg, fc_pg_close)

void      fc_pg_array_init  (FcPgArray *self, FcPgType type, guint n);
void      fc_pg_array_clear (FcPgArray *self);
void      fc_pg_array_add_null (FcPgArray *self);
void      fc_pg_array_add_id (FcPgArray *self, const FcId *id);    /* nullable */
void      fc_pg_array_add_int (FcPgArray *self, gint64 number);
void      fc_pg_array_add_text (FcPgArray *self, const char *text); /* nullable */
void      fc_pg_array_add_bytes (FcPgArray *self, gconstpointer bytes, gsize size); /* nullable */
GByteArray *fc_pg_array_finish (FcPgArray *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FcPgArray, fc_pg_array_clear)

G_END_DECLS

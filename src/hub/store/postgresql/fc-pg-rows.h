/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-fact-batch.h"
#include "fc-pg.h"
#include "fc-row-set.h"
#include "fc-time.h"

G_BEGIN_DECLS

/* The catalog's rows, a set a statement. fc_pg_use() has said whose. */
FcRecord *fc_pg_rows_read    (const PGresult *result,
                              int             row,
                              FcEntity        entity);
gboolean  fc_pg_rows_load    (FcPg           *pg,
                              const FcId     *tenant,
                              FcEntity        entity,
                              int             field, /* -1: id; FC_LOAD_ALL */
                              const FcId     *ids,
                              guint           n_ids,
                              FcRowSet       *rows,
                              GError        **error);
gboolean  fc_pg_rows_load_date (FcPg         *pg,
                              const FcId     *tenant,
                              FcEntity        entity,
                              const FcId     *station_id,
                              int             date_field,
                              FcDate          date,
                              FcRowSet       *rows,
                              GError        **error);
gboolean  fc_pg_rows_put     (FcPg           *pg,
                              const FcId     *tenant,
                              GPtrArray      *records, /* of one entity; of two with one id the later holds */
                              GError        **error); /* queued */
const char *fc_pg_rows_put_sql (FcEntity      entity,
                              gboolean        replace);
char     *fc_pg_upsert_sql   (const char     *table,
                              const char     *columns,
                              const char     *source,
                              const char     *match,
                              const char     *key,
                              const char     *set); /* (nullable) */
gboolean  fc_pg_rows_delete  (FcPg           *pg,
                              const FcId     *tenant,
                              FcEntity        entity,
                              const FcId     *ids,
                              guint           n_ids,
                              GError        **error); /* queued */
gboolean  fc_pg_rows_promote (FcPg           *pg,
                              GHashTable     *columns, /* "table.column" that were there before */
                              GError        **error);

/* Columns of a fact batch */
void      fc_pg_put_cells    (FcPg           *pg,
                              FcPgArray      *array, /* uninitialised */
                              const FcFactBatch *batch,
                              int             field);
const char *fc_pg_cast       (FcType          type); /* "uuid[]" */

G_END_DECLS

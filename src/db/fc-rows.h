/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"
#include "fc-fact-batch.h"
#include "fc-statement.h"

G_BEGIN_DECLS

/*
 * The catalog's rows in their typed tables. The table has the columns of fc_catalog_ddl(): [tenant,] id, version,
 * and for entities field_versions and extra (facts, rollups and logs have neither), then the fields.
 * @tenant: the hub's store gives its tenant to every call; the replica gives NULL and its tables have no such column.
 */

gboolean  fc_rows_create_table (FcDb        *db,
                                FcEntity     entity,
                                gboolean     with_tenant,
                                GError     **error);
gboolean  fc_rows_create_all   (FcDb        *db,
                                gboolean     with_tenant,
                                GError     **error); /* every entity's table and indexes */
gboolean  fc_rows_add_missing  (FcDb        *db,
                                gboolean     with_tenant,
                                GError     **error); /* what an older file lacks of them */
gboolean  fc_rows_take_in_extra (FcRecord   *record);

gboolean  fc_rows_insert       (FcDb        *db,
                                const FcId  *tenant,
                                FcRecord    *record,
                                GError     **error); /* FC_DB_ERROR_CONSTRAINT when it is there */
gboolean  fc_rows_put          (FcDb        *db,
                                const FcId  *tenant,
                                FcRecord    *record,
                                GError     **error); /* insert or replace the whole row */
gboolean  fc_rows_patch        (FcDb        *db,
                                const FcId  *tenant,
                                FcRecord    *after,
                                guint64      mask,
                                GError     **error); /* fields of mask, version, field_versions, extra */
gboolean  fc_rows_delete       (FcDb        *db,
                                const FcId  *tenant,
                                FcEntity     entity,
                                const FcId  *id,
                                GError     **error);
FcRecord *fc_rows_get          (FcDb        *db,
                                const FcId  *tenant,
                                FcEntity     entity,
                                const FcId  *id,
                                GError     **error); /* NULL without an error: not there */
gboolean  fc_rows_load         (FcDb        *db,
                                const FcId  *tenant,
                                FcEntity     entity,
                                int          field, /* -1: id */
                                const FcId  *ids,
                                guint        n_ids,
                                FcRowSet    *rows,
                                GError     **error); /* any number of ids, few statements */
gboolean  fc_rows_load_date    (FcDb        *db,
                                const FcId  *tenant,
                                FcEntity     entity,
                                const FcId  *station_id,
                                int          date_field,
                                FcDate       date,
                                FcRowSet    *rows,
                                GError     **error);
gboolean  fc_rows_apply        (FcDb        *db,
                                const FcId  *tenant,
                                FcChangeSet *changes,
                                GError     **error);

/* For queries of one's own: the columns of SELECT, in the order that fc_rows_read() expects them. */
const char *fc_rows_columns    (FcEntity     entity);
FcRecord   *fc_rows_read       (FcStatement *statement,
                                FcEntity     entity,
                                int          first_column);

/* Facts in bulk, the fastest way. Rows whose id is already there are left out; @inserted (nullable, one byte a row
 * from first to last) tells which went in. */
gboolean  fc_rows_insert_facts (FcDb              *db,
                                const FcId        *tenant,
                                const FcFactBatch *batch,
                                guint              first,
                                guint              n,
                                guint8            *inserted,
                                GError           **error);

/* An FcLoader on a connection: every load is a few statements, whatever the number of ids. */
typedef struct {
  FcLoader loader;
  FcDb *db;
  const FcId *tenant;
} FcDbLoader;

void      fc_db_loader_init    (FcDbLoader  *self,
                                FcDb        *db,
                                const FcId  *tenant);

G_END_DECLS

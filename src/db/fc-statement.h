/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-db.h"
#include "fc-record.h"

G_BEGIN_DECLS

/*
 * A prepared statement, borrowed from the connection's cache. Always hold it in a g_autoptr: the end of the scope
 * resets it (a statement that is not reset pins the WAL), clears its bindings and gives it back.
 */
typedef struct _FcStatement FcStatement;

FcStatement *fc_db_prepare            (FcDb           *db,
                                       const char     *sql,
                                       GError        **error);
void         fc_statement_release     (FcStatement    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcStatement, fc_statement_release)

/* Parameters count from 1. Text and bytes are copied. */
void         fc_statement_bind_null   (FcStatement    *self,
                                       int             index);
void         fc_statement_bind_int    (FcStatement    *self,
                                       int             index,
                                       gint64          value);
void         fc_statement_bind_text   (FcStatement    *self,
                                       int             index,
                                       const char     *text); /* nullable */
void         fc_statement_bind_id     (FcStatement    *self,
                                       int             index,
                                       const FcId     *id); /* nullable */
void         fc_statement_bind_blob   (FcStatement    *self,
                                       int             index,
                                       gconstpointer   data,
                                       gsize           size);
void         fc_statement_bind_bytes  (FcStatement    *self,
                                       int             index,
                                       GBytes         *bytes); /* nullable */
void         fc_statement_bind_value  (FcStatement    *self,
                                       int             index,
                                       const FcValue  *value);
void         fc_statement_bind_column (FcStatement    *self,
                                       int             index,
                                       FcStatement    *from,
                                       int             column); /* whatever that holds */
int          fc_statement_parameter   (FcStatement    *self,
                                       const char     *name); /* ":station"; 0 when the SQL does not use it */

gboolean     fc_statement_step        (FcStatement    *self,
                                       gboolean       *row,
                                       GError        **error);
int          fc_statement_next        (FcStatement    *self,
                                       GError        **error); /* 1: a row; 0: none any more; −1: @error */
gboolean     fc_statement_run         (FcStatement    *self,
                                       GError        **error); /* to its end, then reset: ready to bind again */
void         fc_statement_reset       (FcStatement    *self);

/* Columns count from 0. Text and blobs belong to the statement until the next step. */
int          fc_statement_count_columns (FcStatement  *self);
const char  *fc_statement_column_name (FcStatement    *self,
                                       int             column);
gboolean     fc_statement_is_null     (FcStatement    *self,
                                       int             column);
gint64       fc_statement_get_int     (FcStatement    *self,
                                       int             column);
const char  *fc_statement_get_text    (FcStatement    *self,
                                       int             column);
gboolean     fc_statement_get_id      (FcStatement    *self,
                                       int             column,
                                       FcId           *id); /* FALSE and a null id where there is none */
gconstpointer fc_statement_get_blob   (FcStatement    *self,
                                       int             column,
                                       gsize          *size);
GBytes      *fc_statement_dup_bytes   (FcStatement    *self,
                                       int             column); /* nullable */
void         fc_statement_get_value   (FcStatement    *self,
                                       int             column,
                                       FcValueKind     kind,
                                       FcValue        *value); /* value is cleared first */

G_END_DECLS

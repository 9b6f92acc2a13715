/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-db-private.h"

#include <string.h>

static FcStatement *
statement_new (FcDb        *db,
               const char  *sql,
               gboolean     keep,
               GError     **error)
{
  FcStatement *self = g_new0 (FcStatement, 1);
  const char *rest = NULL;
  int code = sqlite3_prepare_v3 (db->handle, sql, -1, keep ? SQLITE_PREPARE_PERSISTENT : 0, &self->stmt, &rest);

  self->db = db;
  if (code == SQLITE_OK && self->stmt != NULL)
    {
      if (keep)
        self->sql = g_strdup (sql);
      return self;
    }
  fc_db_set_error (db, code == SQLITE_OK ? SQLITE_MISUSE : code, error);
  g_free (self);
  return NULL;
}

void
fc_statement_free (FcStatement *self)
{
  if (self->in_use)
    g_critical ("A statement is still in use: %s", self->sql);
  sqlite3_finalize (self->stmt);
  g_free (self->sql);
  g_free (self);
}

/**
 * fc_db_prepare:
 * @sql: one statement
 *
 * Gives the connection's cached statement for the same text, or prepares one; a second one while the first is still
 * borrowed is made for this use alone.
 *
 * Returns: (transfer full): hold it in a g_autoptr; %NULL with FC_DB_ERROR
 */
FcStatement *
fc_db_prepare (FcDb        *db,
               const char  *sql,
               GError     **error)
{
  FcStatement *self = g_hash_table_lookup (db->statements, sql);

  if (self != NULL && self->in_use)
    self = statement_new (db, sql, FALSE, error);
  else if (self == NULL)
    {
      self = statement_new (db, sql, TRUE, error);
      if (self != NULL)
        g_hash_table_insert (db->statements, self->sql, self);
    }
  if (self != NULL)
    self->in_use = TRUE;
  return self;
}

/**
 * fc_statement_release:
 * @self: (transfer full) (nullable):
 */
void
fc_statement_release (FcStatement *self)
{
  if (self == NULL)
    return;
  self->in_use = FALSE;
  if (self->sql == NULL)
    {
      fc_statement_free (self);
      return;
    }
  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
}

void
fc_statement_bind_null (FcStatement *self,
                        int          index)
{
  sqlite3_bind_null (self->stmt, index);
}

void
fc_statement_bind_int (FcStatement *self,
                       int          index,
                       gint64       value)
{
  sqlite3_bind_int64 (self->stmt, index, value);
}

void
fc_statement_bind_text (FcStatement *self,
                        int          index,
                        const char  *text)
{
  sqlite3_bind_text (self->stmt, index, text, -1, SQLITE_TRANSIENT);
}

void
fc_statement_bind_id (FcStatement *self,
                      int          index,
                      const FcId  *id)
{
  if (id == NULL)
    sqlite3_bind_null (self->stmt, index);
  else
    sqlite3_bind_blob (self->stmt, index, id->bytes, sizeof id->bytes, SQLITE_TRANSIENT);
}

/**
 * fc_statement_bind_blob:
 * @data: (nullable): %NULL with a @size of 0 binds an empty blob
 */
void
fc_statement_bind_blob (FcStatement   *self,
                        int            index,
                        gconstpointer  data,
                        gsize          size)
{
  if (size == 0)
    sqlite3_bind_zeroblob (self->stmt, index, 0);
  else
    sqlite3_bind_blob64 (self->stmt, index, data, size, SQLITE_TRANSIENT);
}

/**
 * fc_statement_bind_bytes:
 * @bytes: (nullable): %NULL binds null
 */
void
fc_statement_bind_bytes (FcStatement *self,
                         int          index,
                         GBytes      *bytes)
{
  gsize size = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (bytes == NULL)
    sqlite3_bind_null (self->stmt, index);
  else
    fc_statement_bind_blob (self, index, data, size);
}

void
fc_statement_bind_value (FcStatement   *self,
                         int            index,
                         const FcValue *value)
{
  switch (value->kind)
    {
    case FC_VALUE_INT:
      fc_statement_bind_int (self, index, value->number);
      break;
    case FC_VALUE_TEXT:
      fc_statement_bind_text (self, index, value->text);
      break;
    case FC_VALUE_ID:
      fc_statement_bind_id (self, index, &value->id);
      break;
    case FC_VALUE_NULL:
    default:
      fc_statement_bind_null (self, index);
      break;
    }
}

/**
 * fc_statement_bind_column:
 * @from: stands on a row, maybe of another connection
 */
void
fc_statement_bind_column (FcStatement *self,
                          int          index,
                          FcStatement *from,
                          int          column)
{
  sqlite3_bind_value (self->stmt, index, sqlite3_column_value (from->stmt, column));
}

int
fc_statement_parameter (FcStatement *self,
                        const char  *name)
{
  return sqlite3_bind_parameter_index (self->stmt, name);
}

/**
 * fc_statement_step:
 * @row: (out): whether there is a row to read
 */
gboolean
fc_statement_step (FcStatement  *self,
                   gboolean     *row,
                   GError      **error)
{
  int code = sqlite3_step (self->stmt);

  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;
  fc_db_set_error (self->db, code, error);
  sqlite3_reset (self->stmt);
  return FALSE;
}

/**
 * fc_statement_next:
 *
 * For loops: `while ((next = fc_statement_next (select, error)) > 0) …; return next == 0;`
 *
 * Returns: 1 on the next row, 0 past the last one, −1 with @error
 */
int
fc_statement_next (FcStatement  *self,
                   GError      **error)
{
  gboolean row;

  if (!fc_statement_step (self, &row, error))
    return -1;
  return row ? 1 : 0;
}

gboolean
fc_statement_run (FcStatement  *self,
                  GError      **error)
{
  gboolean row = TRUE;

  while (row)
    if (!fc_statement_step (self, &row, error))
      return FALSE;
  sqlite3_reset (self->stmt);
  return TRUE;
}

/**
 * fc_statement_reset:
 *
 * Ready to run again; bindings stay.
 */
void
fc_statement_reset (FcStatement *self)
{
  sqlite3_reset (self->stmt);
}

int
fc_statement_count_columns (FcStatement *self)
{
  return sqlite3_column_count (self->stmt);
}

const char *
fc_statement_column_name (FcStatement *self,
                          int          column)
{
  return sqlite3_column_name (self->stmt, column);
}

gboolean
fc_statement_is_null (FcStatement *self,
                      int          column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}

gint64
fc_statement_get_int (FcStatement *self,
                      int          column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

/**
 * fc_statement_get_text:
 *
 * Returns: (transfer none) (nullable): valid until the next step
 */
const char *
fc_statement_get_text (FcStatement *self,
                       int          column)
{
  return (const char *) sqlite3_column_text (self->stmt, column);
}

gboolean
fc_statement_get_id (FcStatement *self,
                     int          column,
                     FcId        *id)
{
  const void *bytes = sqlite3_column_blob (self->stmt, column);

  if (bytes != NULL && sqlite3_column_bytes (self->stmt, column) == sizeof id->bytes)
    {
      memcpy (id->bytes, bytes, sizeof id->bytes);
      return TRUE;
    }
  memset (id->bytes, 0, sizeof id->bytes);
  return FALSE;
}

/**
 * fc_statement_get_blob:
 *
 * Returns: (transfer none) (nullable): valid until the next step
 */
gconstpointer
fc_statement_get_blob (FcStatement *self,
                       int          column,
                       gsize       *size)
{
  const void *bytes = sqlite3_column_blob (self->stmt, column);

  *size = (gsize) sqlite3_column_bytes (self->stmt, column);
  return bytes;
}

GBytes *
fc_statement_dup_bytes (FcStatement *self,
                        int          column)
{
  gsize size;
  gconstpointer bytes = fc_statement_get_blob (self, column, &size);

  return fc_statement_is_null (self, column) ? NULL : g_bytes_new (bytes, size);
}

/**
 * fc_statement_get_value:
 * @kind: what the column should hold
 * @value: (inout): cleared first; null where the column holds something else
 */
void
fc_statement_get_value (FcStatement *self,
                        int          column,
                        FcValueKind  kind,
                        FcValue     *value)
{
  fc_value_clear (value);
  if (fc_statement_is_null (self, column))
    return;
  if (kind == FC_VALUE_INT)
    value->number = fc_statement_get_int (self, column);
  else if (kind == FC_VALUE_TEXT)
    value->text = g_strdup (fc_statement_get_text (self, column));
  else if (kind != FC_VALUE_ID || !fc_statement_get_id (self, column, &value->id))
    return;
  value->kind = kind;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-db-private.h"
#include "fc-rows-private.h"

/* Binds without copying: the batch outlives the step, and the statement is cleared before it goes. */
static void
bind_cell (sqlite3_stmt       *insert,
           int                 at,
           const FcFactColumn *column,
           guint               row)
{
  switch (column->kind)
    {
    case FC_VALUE_INT:
      if (column->nulls == NULL || column->nulls[row] == 0)
        sqlite3_bind_int64 (insert, at, column->numbers[row]);
      else
        sqlite3_bind_null (insert, at);
      break;
    case FC_VALUE_ID:
      if (column->nulls == NULL || column->nulls[row] == 0)
        sqlite3_bind_blob (insert, at, column->ids[row].bytes, sizeof (FcId), SQLITE_STATIC);
      else
        sqlite3_bind_null (insert, at);
      break;
    case FC_VALUE_TEXT:
      sqlite3_bind_text (insert, at, column->texts[row], -1, SQLITE_STATIC);
      break;
    case FC_VALUE_NULL:
    default:
      break; /* stays null since the statement was cleared */
    }
}

static void
bind_row (sqlite3_stmt      *insert,
          int                first_column,
          const FcFactBatch *batch,
          guint              n_fields,
          guint              row)
{
  int at = first_column;

  sqlite3_bind_blob (insert, at++, batch->row_ids[row].bytes, sizeof (FcId), SQLITE_STATIC);
  sqlite3_bind_int64 (insert, at++, batch->versions[row]);
  for (guint i = 0; i < n_fields; i++)
    bind_cell (insert, at++, &batch->columns[i], row);
}

/**
 * fc_rows_insert_facts:
 * @tenant: (nullable): at the hub
 * @first: row of the batch to begin with
 * @n: rows
 * @inserted: (nullable) (out caller-allocates): @n bytes: 1 where the row went in, 0 where its id was there already
 *
 * One prepared statement, bound without copies. Within the caller's transaction; pause the change log around it.
 */
gboolean
fc_rows_insert_facts (FcDb               *db,
                      const FcId         *tenant,
                      const FcFactBatch  *batch,
                      guint               first,
                      guint               n,
                      guint8             *inserted,
                      GError            **error)
{
  g_autoptr (FcStatement) insert = fc_rows_prepare (db, FC_ROWS_INSERT_NEW, batch->entity, tenant != NULL, error);
  guint n_fields = fc_catalog_get (batch->entity)->n_fields;

  g_return_val_if_fail (!fc_rows_has_meta (batch->entity), FALSE);

  if (insert == NULL)
    return FALSE;
  if (tenant != NULL)
    fc_statement_bind_id (insert, 1, tenant);
  for (guint row = first; row < first + n; row++)
    {
      int code;

      bind_row (insert->stmt, tenant != NULL ? 2 : 1, batch, n_fields, row);
      code = sqlite3_step (insert->stmt);
      if (code != SQLITE_DONE)
        {
          fc_db_set_error (db, code, error);
          return FALSE;
        }
      if (inserted != NULL)
        inserted[row - first] = sqlite3_changes (db->handle) > 0;
      sqlite3_reset (insert->stmt);
    }
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"

static gboolean
is_searched (FcEntity entity)
{
  const FcEntityInfo *about = fc_catalog_get (entity);

  for (guint i = 0; i < about->n_fields; i++)
    if (about->fields[i].flags & FC_FIELD_SEARCH)
      return TRUE;
  return FALSE;
}

static char *
search_text (FcRecord *record)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (record));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < about->n_fields; i++)
    if ((about->fields[i].flags & FC_FIELD_SEARCH) && !fc_record_is_null (record, (int) i))
      g_string_append_printf (text, "%s ", fc_record_get_text (record, (int) i));
  return g_string_free (text, FALSE);
}

static gboolean
find_search_row (FcWrite     *write,
                 const FcId  *id,
                 gint64      *n,
                 GError     **error)
{
  g_autoptr (FcStatement) find = fc_db_prepare (write->db, "SELECT n FROM search_row WHERE row_id = ?", error);
  gboolean row;

  if (find == NULL)
    return FALSE;
  fc_statement_bind_id (find, 1, id);
  if (!fc_statement_step (find, &row, error))
    return FALSE;
  *n = row ? fc_statement_get_int (find, 0) : 0;
  return TRUE;
}

static gboolean
run_with_int (FcWrite     *write,
              const char  *sql,
              gint64       n,
              const char  *text,
              GError     **error)
{
  g_autoptr (FcStatement) statement = fc_db_prepare (write->db, sql, error);

  if (statement == NULL)
    return FALSE;
  fc_statement_bind_int (statement, 1, n);
  if (text != NULL)
    fc_statement_bind_text (statement, 2, text);
  return fc_statement_run (statement, error);
}

static gboolean
add_search_row (FcWrite   *write,
                FcRecord  *record,
                gint64    *n,
                GError   **error)
{
  g_autoptr (FcStatement) add =
    fc_db_prepare (write->db, "INSERT INTO search_row (row_id, entity) VALUES (?, ?) RETURNING n", error);
  gboolean row;

  if (add == NULL)
    return FALSE;
  fc_statement_bind_id (add, 1, fc_record_get_id (record));
  fc_statement_bind_text (add, 2, fc_catalog_get (fc_record_get_entity (record))->name);
  if (!fc_statement_step (add, &row, error))
    return FALSE;
  *n = fc_statement_get_int (add, 0);
  return TRUE;
}

static gboolean
put_search (FcWrite   *write,
            FcRecord  *record,
            GError   **error)
{
  g_autofree char *text = search_text (record);
  gint64 n;

  if (!find_search_row (write, fc_record_get_id (record), &n, error))
    return FALSE;
  if (n == 0)
    return add_search_row (write, record, &n, error) &&
           run_with_int (write, "INSERT INTO search_index (rowid, text) VALUES (?, ?)", n, text, error);
  return run_with_int (write, "UPDATE search_index SET text = ?2 WHERE rowid = ?1 AND text <> ?2", n, text, error);
}

static gboolean
drop_search (FcWrite     *write,
             const FcId  *id,
             GError     **error)
{
  gint64 n;

  if (!find_search_row (write, id, &n, error))
    return FALSE;
  return n == 0 || (run_with_int (write, "DELETE FROM search_index WHERE rowid = ?", n, NULL, error) &&
                    run_with_int (write, "DELETE FROM search_row WHERE n = ?", n, NULL, error));
}

static gboolean
note_row (FcWrite   *write,
          FcRecord  *record,
          GError   **error)
{
  FcEntity entity = fc_record_get_entity (record);

  if (entity == FC_STATION)
    fc_station_zones_forget (write->db);
  return !is_searched (entity) || put_search (write, record, error);
}

/**
 * fc_store_put:
 *
 * The row is afterwards as @record says, and search finds it.
 */
gboolean
fc_store_put (FcWrite   *write,
              FcRecord  *record,
              GError   **error)
{
  return fc_rows_put (write->db, NULL, record, error) && note_row (write, record, error);
}

gboolean
fc_store_delete (FcWrite     *write,
                 FcEntity     entity,
                 const FcId  *id,
                 GError     **error)
{
  return fc_rows_delete (write->db, NULL, entity, id, error) &&
         (!is_searched (entity) || drop_search (write, id, error));
}

static gboolean
apply_fact (FcWrite   *write,
            FcRecord  *fact,
            GError   **error)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (FcFactBatch) batch = NULL;
  guint8 inserted = 0;

  g_ptr_array_add (one, fact);
  batch = fc_fact_batch_from_records (one);
  if (!fc_rows_insert_facts (write->db, NULL, batch, 0, 1, &inserted, error))
    return FALSE;
  if (inserted == 0 || batch->entity != FC_SALE)
    return TRUE;
  return fc_rollup_add (write, batch, 0, 1, NULL, 1, error);
}

static gboolean
apply_change (FcWrite   *write,
              FcChange  *change,
              GError   **error)
{
  FcEntity entity = fc_record_get_entity (change->after);

  if (fc_catalog_get (entity)->kind == FC_KIND_FACT && change->kind == FC_CHANGE_INSERT)
    return apply_fact (write, change->after, error);
  if (change->kind == FC_CHANGE_DELETE)
    return fc_store_delete (write, entity, fc_record_get_id (change->after), error);
  if (change->kind == FC_CHANGE_INSERT)
    return fc_store_put (write, change->after, error);
  return fc_rows_patch (write->db, NULL, change->after, change->mask, error) && note_row (write, change->after, error);
}

/**
 * fc_store_apply:
 *
 * Writes what a command wants. Facts that are there already stay and are not added up twice.
 */
gboolean
fc_store_apply (FcWrite      *write,
                FcChangeSet  *changes,
                GError      **error)
{
  for (guint i = 0; i < changes->changes->len; i++)
    if (!apply_change (write, changes->changes->pdata[i], error))
      return FALSE;
  return TRUE;
}

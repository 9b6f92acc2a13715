/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pull-private.h"

#include "fc-stored-row.h"

/*
 * Rows of the hub that break this version's rules: set aside with the reason, so that all others still come in. They are
 * tried again with every pull, which helps as soon as a newer version has been installed; a newer state of the row takes
 * its place.
 */

/**
 * fc_aside_put:
 * @why: the rule it breaks
 *
 * Keeps the row as it came; what was here before it stays.
 */
gboolean
fc_aside_put (FcWrite            *write,
              const FcPulledRow  *row,
              const char         *why,
              GError            **error)
{
  g_autoptr (FcStatement) insert =
    fc_db_prepare (write->db,
                   "INSERT OR REPLACE INTO aside (entity, row_id, bucket, seq, reason, set_at, version, field_versions,"
                   " fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   error);
  g_autofree char *id = fc_id_dup_string (&row->id);

  if (insert == NULL)
    return FALSE;
  fc_statement_bind_text (insert, 1, fc_catalog_get (row->entity)->name);
  fc_statement_bind_id (insert, 2, &row->id);
  fc_statement_bind_text (insert, 3, row->bucket);
  fc_statement_bind_int (insert, 4, row->seq);
  fc_statement_bind_text (insert, 5, why);
  fc_statement_bind_int (insert, 6, write->now_us);
  fc_pulled_row_bind (insert, 7, row);
  g_message ("A record of the hub is set aside, %s %s: %s", fc_catalog_get (row->entity)->name, id, why);
  return fc_statement_run (insert, error);
}

/**
 * fc_aside_drop:
 *
 * The hub has sent another state of the row, or it is gone.
 */
gboolean
fc_aside_drop (FcWrite     *write,
               FcEntity     entity,
               const FcId  *id,
               GError     **error)
{
  g_autoptr (FcStatement) statement =
    fc_db_prepare (write->db, "DELETE FROM aside WHERE entity = ? AND row_id = ?", error);

  if (statement == NULL)
    return FALSE;
  fc_statement_bind_text (statement, 1, fc_catalog_get (entity)->name);
  fc_statement_bind_id (statement, 2, id);
  return fc_statement_run (statement, error);
}

static FcPulledRow *
read_aside (FcStatement *select)
{
  const FcEntityInfo *about = fc_catalog_find (fc_statement_get_text (select, 0));
  FcRecord *record;
  FcId id;

  if (about == NULL || !fc_statement_get_id (select, 1, &id))
    return NULL;
  record = fc_stored_row_read (select, 4, about->id, &id, NULL);
  if (record == NULL)
    return NULL;
  return fc_pulled_row_new (FC_PULLED_ROW, about->id, &id, fc_statement_get_text (select, 2),
                            fc_statement_get_int (select, 3), record);
}

static gboolean
put_fact (FcWrite            *write,
          const FcPulledRow  *row,
          GError            **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (FcFactBatch) batch = NULL;

  g_ptr_array_add (records, row->record);
  batch = fc_fact_batch_from_records (records);
  return fc_aside_drop (write, row->entity, &row->id, error) && fc_facts_put (write, batch, 0, 1, NULL, error);
}

static GPtrArray *
list_aside (FcWrite  *write,
            GError  **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (write->db,
                   "SELECT entity, row_id, bucket, seq, version, field_versions, fields FROM aside ORDER BY seq",
                   error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_pulled_row_free);
  gboolean more = TRUE;

  if (select == NULL)
    return NULL;
  while (more)
    {
      FcPulledRow *row;

      if (!fc_statement_step (select, &more, error))
        return NULL;
      row = more ? read_aside (select) : NULL;
      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  return g_steal_pointer (&rows);
}

/**
 * fc_aside_count:
 *
 * Says in FC_META_SET_ASIDE how many there are.
 */
gboolean
fc_aside_count (FcWrite  *write,
                GError  **error)
{
  gint64 n;

  if (!fc_db_get_int (write->db, "SELECT count(*) FROM aside", &n, error))
    return FALSE;
  return n > 0 ? fc_write_set_meta_int (write, FC_META_SET_ASIDE, n, error)
               : fc_write_set_meta (write, FC_META_SET_ASIDE, NULL, error);
}

/**
 * fc_aside_try_again:
 *
 * Gives @func every row that was set aside and keeps to the rules now. Facts go in as facts do.
 */
gboolean
fc_aside_try_again (FcWrite       *write,
                    FcPulledFunc   func,
                    gpointer       user_data,
                    GError       **error)
{
  g_autoptr (GPtrArray) rows = list_aside (write, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const FcPulledRow *row = rows->pdata[i];
      gboolean fact = fc_catalog_get (row->entity)->kind != FC_KIND_ENTITY;

      if (fc_record_validate_received (row->record, NULL) &&
          !(fact ? put_fact (write, row, error) : func (write, row, user_data, error)))
        return FALSE;
    }
  return TRUE;
}

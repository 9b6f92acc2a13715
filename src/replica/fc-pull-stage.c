/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pull-private.h"

#include "fc-stored-row.h"

/**
 * fc_pulled_row_new:
 * @bucket: which of the hub's buckets speaks
 * @record: (transfer full) (nullable): for FC_PULLED_ROW
 */
FcPulledRow *
fc_pulled_row_new (FcPulledKind  kind,
                   FcEntity      entity,
                   const FcId   *id,
                   const char   *bucket,
                   gint64        seq,
                   FcRecord     *record)
{
  FcPulledRow *self = g_new0 (FcPulledRow, 1);

  self->kind = kind;
  self->entity = entity;
  self->id = *id;
  self->bucket = g_strdup (bucket);
  self->seq = seq;
  self->record = record;
  return self;
}

/**
 * fc_pulled_row_new_odd:
 * @odd: the fields as they came, a JSON object
 *
 * A row of the hub that cannot be read.
 */
FcPulledRow *
fc_pulled_row_new_odd (FcEntity    entity,
                       const FcId *id,
                       const char *bucket,
                       gint64      seq,
                       const char *odd)
{
  FcPulledRow *self = fc_pulled_row_new (FC_PULLED_ODD, entity, id, bucket, seq, NULL);

  self->odd = g_strdup (odd);
  return self;
}

/**
 * fc_pulled_row_bind:
 * @first: index of three parameters: version, field_versions, fields
 */
void
fc_pulled_row_bind (FcStatement       *statement,
                    int                first,
                    const FcPulledRow *row)
{
  fc_stored_row_bind (statement, first, row->record);
  if (row->kind == FC_PULLED_ODD)
    {
      fc_statement_bind_int (statement, first, row->seq);
      fc_statement_bind_text (statement, first + 2, row->odd);
    }
}

void
fc_pulled_row_free (FcPulledRow *self)
{
  g_free (self->bucket);
  g_free (self->odd);
  g_clear_object (&self->record);
  g_free (self);
}

/**
 * fc_pulled_rows_copy:
 *
 * Returns: (transfer full): the same rows, their records shared: nobody changes them
 */
GPtrArray *
fc_pulled_rows_copy (GPtrArray *rows)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_pulled_row_free);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const FcPulledRow *row = rows->pdata[i];
      FcPulledRow *twin = fc_pulled_row_new (row->kind, row->entity, &row->id, row->bucket, row->seq,
                                             row->record != NULL ? g_object_ref (row->record) : NULL);

      twin->odd = g_strdup (row->odd);
      g_ptr_array_add (copy, twin);
    }
  return copy;
}

static gboolean
stage_rows (FcWrite   *write,
            gpointer   data,
            GError   **error)
{
  GPtrArray *rows = data;
  g_autoptr (FcStatement) insert =
    fc_db_prepare (write->db,
                   "INSERT INTO stage (kind, entity, row_id, bucket, seq, version, field_versions, fields)"
                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   error);

  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const FcPulledRow *row = rows->pdata[i];

      fc_statement_bind_int (insert, 1, row->kind);
      fc_statement_bind_text (insert, 2, fc_catalog_get (row->entity)->name);
      fc_statement_bind_id (insert, 3, &row->id);
      fc_statement_bind_text (insert, 4, row->bucket);
      fc_statement_bind_int (insert, 5, row->seq);
      fc_pulled_row_bind (insert, 6, row);
      if (!fc_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * fc_replica_stage_async:
 * @rows: (element-type FcPulledRow): a page of the pull; shared, not to be changed after
 */
void
fc_replica_stage_async (FcReplica           *self,
                        GPtrArray           *rows,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  fc_replica_push (self, FC_URGENT_SYNC, FALSE, stage_rows, fc_pulled_rows_copy (rows),
                   (GDestroyNotify) g_ptr_array_unref, g_task_new (self, NULL, callback, user_data));
}

gboolean
fc_replica_stage_finish (FcReplica     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
unstage (FcWrite   *write,
         gpointer   data,
         GError   **error)
{
  return fc_db_exec (write->db, "DELETE FROM stage", error);
}

/**
 * fc_replica_unstage_async:
 *
 * Forgets staged pages: the pull they belong to was broken off.
 */
void
fc_replica_unstage_async (FcReplica           *self,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  fc_replica_push (self, FC_URGENT_SYNC, FALSE, unstage, NULL, NULL, g_task_new (self, NULL, callback, user_data));
}

gboolean
fc_replica_unstage_finish (FcReplica     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static FcPulledRow *
read_staged (FcStatement  *select,
             GError      **error)
{
  const FcEntityInfo *about = fc_catalog_find (fc_statement_get_text (select, 1));
  FcPulledKind kind = (FcPulledKind) fc_statement_get_int (select, 0);
  FcRecord *record = NULL;
  FcId id;

  fc_statement_get_id (select, 2, &id);
  if (about == NULL)
    return fc_pulled_row_new (FC_PULLED_REMOVE, FC_TENANT, &id, "", 0, NULL);
  if (kind == FC_PULLED_ODD)
    return fc_pulled_row_new_odd (about->id, &id, fc_statement_get_text (select, 3), fc_statement_get_int (select, 4),
                                  fc_statement_get_text (select, 7));
  if (kind == FC_PULLED_ROW)
    {
      record = fc_stored_row_read (select, 5, about->id, &id, error);
      if (record == NULL)
        return NULL;
    }
  return fc_pulled_row_new (kind, about->id, &id, fc_statement_get_text (select, 3), fc_statement_get_int (select, 4),
                            record);
}

/**
 * fc_stage_foreach:
 *
 * Gives each staged row to @func in the order they came, then forgets them.
 */
gboolean
fc_stage_foreach (FcWrite       *write,
                  FcPulledFunc   func,
                  gpointer       user_data,
                  GError       **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (write->db,
                   "SELECT kind, entity, row_id, bucket, seq, version, field_versions, fields FROM stage ORDER BY n",
                   error);
  gboolean more = TRUE;

  if (select == NULL)
    return FALSE;
  while (more)
    {
      FcPulledRow *row;
      gboolean done;

      if (!fc_statement_step (select, &more, error))
        return FALSE;
      if (!more)
        break;
      row = read_staged (select, error);
      if (row == NULL)
        return FALSE;
      done = func (write, row, user_data, error);
      fc_pulled_row_free (row);
      if (!done)
        return FALSE;
    }
  fc_statement_reset (select);
  return fc_db_exec (write->db, "DELETE FROM stage", error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pull-private.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>

/* The hub's rows come in: one transaction for all pages of a pull, cursors and head with them. */

typedef struct {
  GPtrArray *rows;     /* FcPulledRow: the last page */
  GHashTable *cursors; /* (nullable) char* → gint64* */
  gint64 head;
  gboolean anything_pending; /* FALSE: no row has to be looked up */
  gboolean anything_aside;
  GHashTable *touched; /* set of FcRowKey: rows with changes that wait */
} ApplyJob;

static void
apply_job_free (gpointer pointer)
{
  ApplyJob *job = pointer;

  g_ptr_array_unref (job->rows);
  g_clear_pointer (&job->cursors, g_hash_table_unref);
  g_clear_pointer (&job->touched, g_hash_table_unref);
  g_free (job);
}

static gboolean
change_membership (FcWrite            *write,
                   const char         *sql,
                   const FcPulledRow  *row,
                   gboolean            with_bucket,
                   GError            **error)
{
  g_autoptr (FcStatement) statement = fc_db_prepare (write->db, sql, error);

  if (statement == NULL)
    return FALSE;
  fc_statement_bind_text (statement, 1, fc_catalog_get (row->entity)->name);
  fc_statement_bind_id (statement, 2, &row->id);
  if (with_bucket)
    fc_statement_bind_text (statement, 3, row->bucket);
  return fc_statement_run (statement, error);
}

static gboolean
is_held (FcWrite            *write,
         const FcPulledRow  *row,
         gboolean           *held,
         GError            **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (write->db, "SELECT 1 FROM membership WHERE entity = ? AND row_id = ? LIMIT 1", error);

  if (select == NULL)
    return FALSE;
  fc_statement_bind_text (select, 1, fc_catalog_get (row->entity)->name);
  fc_statement_bind_id (select, 2, &row->id);
  return fc_statement_step (select, held, error);
}

/* @record: NULL: the hub has no such row (for us). */
static gboolean
settle_row (FcWrite     *write,
            ApplyJob    *job,
            FcEntity     entity,
            const FcId  *id,
            FcRecord    *record,
            GError     **error)
{
  gboolean waits = FALSE;

  if (job->anything_pending && fc_catalog_get (entity)->kind == FC_KIND_ENTITY &&
      !fc_rebase_has_pending (write, entity, id, &waits, error))
    return FALSE;
  if (!waits)
    return record != NULL ? fc_store_put (write, record, error) : fc_store_delete (write, entity, id, error);
  fc_row_keys_add (job->touched, entity, id);
  return fc_rebase_put_shadow (write, entity, id, record, error);
}

/* There is one company here, and it is the one that was signed in to. */
static gboolean
is_ours (FcWrite            *write,
         const FcPulledRow  *row,
         GError            **error)
{
  g_autofree char *bound = row->entity == FC_TENANT ? fc_replica_dup_meta (write->replica, FC_META_TENANT_ID) : NULL;
  FcId tenant;

  if (bound == NULL || !fc_id_from_string (bound, &tenant) || fc_id_equal (&tenant, &row->id))
    return TRUE;
  g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, _ ("The record is of another company"));
  return FALSE;
}

/* A row that breaks the rules holds nothing up; what is here of it stays as it was. */
static gboolean
take_whole_row (FcWrite            *write,
                const FcPulledRow  *row,
                ApplyJob           *job,
                GError            **error)
{
  g_autoptr (GError) why = NULL;

  if (!change_membership (write,
                          "INSERT INTO membership (entity, row_id, bucket) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                          row, TRUE, error))
    return FALSE;
  if (row->kind == FC_PULLED_ROW && is_ours (write, row, &why) && fc_record_validate_received (row->record, &why))
    return settle_row (write, job, row->entity, &row->id, row->record, error);
  job->anything_aside = TRUE;
  return fc_aside_put (write, row, why != NULL ? why->message : _ ("The record cannot be read"), error);
}

static gboolean
take_row (FcWrite            *write,
          const FcPulledRow  *row,
          gpointer            user_data,
          GError            **error)
{
  ApplyJob *job = user_data;
  gboolean held = FALSE;

  if (job->anything_aside && !fc_aside_drop (write, row->entity, &row->id, error))
    return FALSE;
  switch (row->kind)
    {
    case FC_PULLED_ROW:
    case FC_PULLED_ODD:
      return take_whole_row (write, row, job, error);
    case FC_PULLED_DELETE:
      return change_membership (write, "DELETE FROM membership WHERE entity = ? AND row_id = ?", row, FALSE, error) &&
             settle_row (write, job, row->entity, &row->id, NULL, error);
    case FC_PULLED_REMOVE:
    default:
      if (!change_membership (write, "DELETE FROM membership WHERE entity = ? AND row_id = ? AND bucket = ?", row, TRUE,
                              error) ||
          !is_held (write, row, &held, error))
        return FALSE;
      return held || settle_row (write, job, row->entity, &row->id, NULL, error);
    }
}

static gboolean
sweep_entity (FcWrite   *write,
              ApplyJob  *job,
              FcEntity   entity,
              GError   **error)
{
  const char *name = fc_catalog_get (entity)->name;
  /* A row that was deleted here, where the op still waits, is not seen but is below. */
  g_autofree char *sql = g_strdup_printf (
    "SELECT id FROM (SELECT id FROM \"%s\" WHERE version > 0"
    " UNION SELECT row_id FROM shadow WHERE entity = '%s' AND present)"
    " WHERE id NOT IN (SELECT row_id FROM membership WHERE entity = '%s')",
    name, name, name);
  g_autoptr (FcStatement) select = fc_db_prepare (write->db, sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FcId));
  gboolean row = TRUE;
  FcId id;

  while (row)
    {
      if (select == NULL || !fc_statement_step (select, &row, error))
        return FALSE;
      if (row && fc_statement_get_id (select, 0, &id))
        g_array_append_val (ids, id);
    }
  for (guint i = 0; i < ids->len; i++)
    if (!settle_row (write, job, entity, &g_array_index (ids, FcId, i), NULL, error))
      return FALSE;
  return TRUE;
}

/* After a new first pull, or where a bucket was left: what the hub does not give us any more is gone. */
static gboolean
sweep (FcWrite   *write,
       ApplyJob  *job,
       GError   **error)
{
  if (fc_write_get_meta_int (write, FC_META_SWEEP, 0) == 0)
    return TRUE;
  for (int i = 0; i < FC_N_ENTITIES; i++)
    if (fc_catalog_get (i)->kind == FC_KIND_ENTITY && !sweep_entity (write, job, i, error))
      return FALSE;
  return fc_write_set_meta (write, FC_META_SWEEP, NULL, error);
}

static gboolean
apply_pull (FcWrite   *write,
            gpointer   data,
            GError   **error)
{
  ApplyJob *job = data;
  g_autoptr (GHashTable) open = NULL;
  gint64 pending = 0, aside = 0;

  g_clear_pointer (&job->touched, g_hash_table_unref);
  job->touched = fc_row_keys_new ();
  if (!fc_db_get_int (write->db, "SELECT EXISTS (SELECT 1 FROM pending_change)", &pending, error) ||
      !fc_db_get_int (write->db, "SELECT EXISTS (SELECT 1 FROM aside)", &aside, error))
    return FALSE;
  job->anything_pending = pending != 0;
  job->anything_aside = aside != 0;
  if (job->anything_aside && !fc_aside_try_again (write, take_row, job, error))
    return FALSE;
  if (!fc_stage_foreach (write, take_row, job, error))
    return FALSE;
  for (guint i = 0; i < job->rows->len; i++)
    if (!take_row (write, job->rows->pdata[i], job, error))
      return FALSE;
  return (job->cursors == NULL ||
          (fc_scope_leave (write, job->cursors, &open, error) &&
           fc_write_move_cursors (write, job->cursors, open, error))) &&
         sweep (write, job, error) &&
         fc_outbox_settle (write, job->head, job->touched, error) && fc_rebase_rows (write, job->touched, error) &&
         (!job->anything_aside || fc_aside_count (write, error)) &&
         fc_write_set_meta_int (write, FC_META_HEAD, job->head, error) &&
         fc_write_set_meta_int (write, FC_META_LAST_SYNC, write->now_us, error);
}

/**
 * fc_pull_mend:
 * @rows: (element-type FcPulledRow): as the hub has them at the cursors that are stored here
 *
 * Puts them in the place of what is here; rows of the hub that no bucket holds go, too.
 */
gboolean
fc_pull_mend (FcWrite    *write,
              GPtrArray  *rows,
              GError    **error)
{
  g_autoptr (GHashTable) touched = fc_row_keys_new ();
  ApplyJob job = { .rows = rows, .anything_pending = TRUE, .anything_aside = TRUE, .touched = touched };

  for (guint i = 0; i < rows->len; i++)
    if (!take_row (write, rows->pdata[i], &job, error))
      return FALSE;
  return fc_write_set_meta (write, FC_META_SWEEP, "1", error) && sweep (write, &job, error) &&
         fc_rebase_rows (write, touched, error) && fc_aside_count (write, error);
}

static GHashTable *
copy_cursors (GHashTable *cursors)
{
  GHashTable *copy;
  GHashTableIter iter;
  gpointer bucket, seq;

  if (cursors == NULL)
    return NULL;
  copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, cursors);
  while (g_hash_table_iter_next (&iter, &bucket, &seq))
    g_hash_table_insert (copy, g_strdup (bucket), g_memdup2 (seq, sizeof (gint64)));
  return copy;
}

/**
 * fc_replica_apply_async:
 * @rows: (nullable) (element-type FcPulledRow): the last page; shared, not to be changed after
 * @cursors: (nullable): bucket → seq; copied
 * @head: the tenant's seq that this pull has reached
 *
 * All or nothing. Also says that the replica is level with the hub as of now (FC_META_LAST_SYNC).
 */
void
fc_replica_apply_async (FcReplica           *self,
                        GPtrArray           *rows,
                        GHashTable          *cursors,
                        gint64               head,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  ApplyJob *job = g_new0 (ApplyJob, 1);

  job->rows = fc_pulled_rows_copy (rows);
  job->cursors = copy_cursors (cursors);
  job->head = head;
  fc_replica_push (self, FC_URGENT_SYNC, FALSE, apply_pull, job, apply_job_free,
                   g_task_new (self, NULL, callback, user_data));
}

gboolean
fc_replica_apply_finish (FcReplica     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-check-facts.h"
#include "fc-pull-private.h"

/*
 * A month of a station as the hub has it. Its single sales are put in the place of ours, then its sums; to these is added again what
 * the hub has not got yet.
 */

typedef struct {
  gint64 epoch;
  FcCursor *cursor;
  FcId station;
  int month;
  gint64 from;      /* of single sales */
  GPtrArray *facts; /* FcFactBatch */
} MendJob;

typedef struct {
  FcCheckFindings found;
  gboolean moved;
} Outcome;

static void
mend_job_free (gpointer pointer)
{
  MendJob *job = pointer;

  fc_cursor_free (job->cursor);
  g_ptr_array_unref (job->facts);
  g_free (job);
}

static gboolean
is_same (FcRecord          *here,
         const FcFactBatch *batch,
         guint              row)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (FcFactBatch) ours = NULL;

  g_ptr_array_add (one, here);
  ours = fc_fact_batch_from_records (one);
  return fc_fact_hash (ours, 0) == fc_fact_hash (batch, row);
}

static gboolean
put_row (FcWrite            *write,
         const FcFactBatch  *batch,
         guint               row,
         FcCheckFindings    *found,
         GError            **error)
{
  g_autoptr (FcRecord) theirs = fc_fact_batch_get_record (batch, row);
  g_autoptr (FcRecord) ours = NULL;
  g_autoptr (GError) why = NULL;

  if (!fc_record_validate_received (theirs, NULL))
    return TRUE; /* it is set aside here, and was not counted wrong for that */
  ours = fc_rows_get (write->db, NULL, batch->entity, &batch->row_ids[row], &why);
  if (why != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  if (ours != NULL && is_same (ours, batch, row))
    return TRUE;
  if (ours == NULL)
    found->missing++;
  else
    found->different++;
  return fc_rows_put (write->db, NULL, theirs, error);
}

/* @sql: ids here, with ? for station, from, until */
static gboolean
drop_others (FcWrite     *write,
             MendJob     *job,
             FcEntity     entity,
             const char  *sql,
             gint64       from,
             gint64       until,
             GHashTable  *given,
             guint       *dropped,
             GError     **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (write->db, sql, error);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (FcId));
  gboolean row = TRUE;
  FcId id;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, &job->station);
  fc_statement_bind_int (select, 2, from);
  fc_statement_bind_int (select, 3, until);
  while (row)
    {
      if (!fc_statement_step (select, &row, error))
        return FALSE;
      if (row && fc_statement_get_id (select, 0, &id) && !g_hash_table_contains (given, &id))
        g_array_append_val (others, id);
    }
  for (guint i = 0; i < others->len; i++)
    if (!fc_store_delete (write, entity, &g_array_index (others, FcId, i), error))
      return FALSE;
  *dropped += others->len;
  return TRUE;
}

static gboolean
put_all (FcWrite          *write,
         MendJob          *job,
         FcEntity          entity,
         GHashTable       *given,
         FcCheckFindings  *found,
         GError          **error)
{
  for (guint i = 0; i < job->facts->len; i++)
    {
      const FcFactBatch *batch = job->facts->pdata[i];

      for (guint row = 0; batch->entity == entity && row < batch->n; row++)
        {
          g_hash_table_add (given, &batch->row_ids[row]);
          if (!put_row (write, batch, row, found, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
mend_month (FcWrite   *write,
            MendJob   *job,
            Outcome   *outcome,
            GError   **error)
{
  g_autoptr (GHashTable) given = g_hash_table_new (fc_id_hash, fc_id_equal);
  FcCheckFindings sums = { 0 };
  gint64 from, until;

  fc_fact_month_bounds (job->month, fc_station_zone (&job->station, write->db), &from, &until);
  fc_changes_add (write->changes, FC_SALE, NULL);
  fc_changes_add (write->changes, FC_SALES_ROLLUP, NULL);
  return put_all (write, job, FC_SALE, given, &outcome->found, error) &&
         drop_others (write, job, FC_SALE,
                      "SELECT id FROM sale WHERE station_id = ? AND sold_at >= ? AND sold_at < ? AND version > 0",
                      MAX (from, job->from), until, given, &outcome->found.extra, error) &&
         put_all (write, job, FC_SALES_ROLLUP, given, &sums, error) &&
         drop_others (write, job, FC_SALES_ROLLUP,
                      "SELECT id FROM sales_rollup WHERE station_id = ? AND starts_at >= ? AND starts_at < ?", from, until,
                      given, &sums.extra, error) &&
         fc_rollup_add_unseen (write, &job->station, from, until, error);
}

static gboolean
mend (FcWrite   *write,
      gpointer   data,
      GError   **error)
{
  MendJob *job = data;
  g_autofree Outcome *outcome = g_new0 (Outcome, 1);

  outcome->moved = fc_check_has_moved (write, job->epoch, job->cursor);
  if (!outcome->moved && !mend_month (write, job, outcome, error))
    return FALSE;
  write->result = g_steal_pointer (&outcome);
  write->result_free = g_free;
  return TRUE;
}

void
fc_replica_mend_facts_async (FcReplica           *self,
                             const FcFactBook    *book,
                             const FcId          *station,
                             int                  month,
                             GPtrArray           *facts,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  MendJob *job = g_new0 (MendJob, 1);

  job->epoch = book->epoch;
  job->cursor = fc_cursor_copy (book->cursor);
  job->from = book->from;
  job->station = *station;
  job->month = month;
  job->facts = facts;
  fc_replica_push (self, FC_URGENT_SYNC, TRUE, mend, job, mend_job_free, g_task_new (self, NULL, callback, user_data));
}

gboolean
fc_replica_mend_facts_finish (FcReplica        *self,
                              GAsyncResult     *result,
                              FcCheckFindings  *found,
                              gboolean         *moved,
                              GError          **error)
{
  g_autofree Outcome *outcome = g_task_propagate_pointer (G_TASK (result), error);

  if (outcome == NULL)
    return FALSE;
  *moved = outcome->moved;
  found->missing += outcome->found.missing;
  found->different += outcome->found.different;
  found->extra += outcome->found.extra;
  return TRUE;
}

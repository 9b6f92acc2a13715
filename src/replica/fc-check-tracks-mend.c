/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-check-tracks.h"

#include "fc-pull-private.h"

/* Positions of some ranges of a bucket as the hub has them: a reader finds what is otherwise here, the writer mends that. */

#define ROWS_A_SLICE 1024

typedef struct {
  gint64 epoch;
  char *bucket;
  gint64 cursor;
  FcId station; /* null: the company's */
  gint64 from;
  gboolean ranges[FC_ROW_RANGES];
  GPtrArray *facts;  /* FcFactBatch */
  GHashTable *given; /* FcId → Given: of the hub, not met here yet */
  GPtrArray *put;    /* FcRecord */
  GArray *drop;      /* FcId */
  guint done;        /* of put, then of drop */
  FcCheckFindings found;
  gboolean moved;
} Mend;

typedef struct {
  const FcFactBatch *batch;
  guint row;
} Given;

static void
mend_free (gpointer data)
{
  Mend *self = data;

  g_hash_table_unref (self->given);
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->put);
  g_array_unref (self->drop);
  g_free (self->bucket);
  g_free (self);
}

static FcRowSum
sum_of (FcRecord *record)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (FcFactBatch) batch = NULL;

  g_ptr_array_add (one, record);
  batch = fc_fact_batch_from_records (one);
  return fc_row_sum_of_fact (batch, 0);
}

/* @here: (nullable). A row that is the same but for the hub's number gets that, and is not a finding. */
static void
compare (Mend        *self,
         const Given *given,
         FcRecord    *here)
{
  FcRowSum theirs = fc_row_sum_of_fact (given->batch, given->row), ours = { 0 };
  g_autoptr (FcRecord) record = NULL;
  gboolean same;

  if (here != NULL)
    ours = sum_of (here);
  same = fc_row_sum_equal (&ours, &theirs);
  if (same && fc_record_get_version (here) == given->batch->versions[given->row])
    return;
  record = fc_fact_batch_get_record (given->batch, given->row);
  if (!fc_record_validate_received (record, NULL))
    return; /* it is set aside here */
  self->found.missing += here == NULL;
  self->found.different += here != NULL && !same;
  g_ptr_array_add (self->put, g_steal_pointer (&record));
}

static void
list_given (Mend *self)
{
  for (guint i = 0; i < self->facts->len; i++)
    {
      const FcFactBatch *batch = self->facts->pdata[i];

      for (guint row = 0; batch->entity == FC_POSITION && row < batch->n; row++)
        {
          Given *given = g_new0 (Given, 1);

          *given = (Given){ batch, row };
          g_hash_table_replace (self->given, &batch->row_ids[row], given);
        }
    }
}

static void
meet (Mend     *self,
      FcRecord *here)
{
  const FcId *id = fc_record_get_id (here);
  const Given *given = g_hash_table_lookup (self->given, id);

  if (given != NULL)
    {
      compare (self, given, here);
      g_hash_table_remove (self->given, id);
      return;
    }
  self->found.extra++;
  g_array_append_vals (self->drop, id, 1);
}

/* Whether the row that is read lies in one of the ranges: known by its id, before the rest of it is made a record. */
static gboolean
is_asked_for (const Mend  *self,
              FcStatement *select)
{
  FcId id;

  return fc_statement_get_id (select, 0, &id) && self->ranges[fc_row_range (&id)];
}

static gboolean
meet_all (FcDb          *db,
          Mend          *self,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM position WHERE version > 0 AND version <= ? AND fixed_at >= ?"
                                          " AND station_id IS ?",
                                          fc_rows_columns (FC_POSITION));
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_int (select, 1, self->cursor);
  fc_statement_bind_int (select, 2, self->from);
  if (fc_id_is_null (&self->station))
    fc_statement_bind_null (select, 3);
  else
    fc_statement_bind_id (select, 3, &self->station);
  while (row)
    {
      g_autoptr (FcRecord) here = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !fc_statement_step (select, &row, error))
        return FALSE;
      here = row && is_asked_for (self, select) ? fc_rows_read (select, FC_POSITION, 0) : NULL;
      if (here != NULL)
        meet (self, here);
    }
  return TRUE;
}

/* What the hub gave and was not met: not here, or here as something else. */
static gboolean
look_for_rest (FcDb    *db,
               Mend    *self,
               GError **error)
{
  GHashTableIter iter;
  gpointer id, given;

  g_hash_table_iter_init (&iter, self->given);
  while (g_hash_table_iter_next (&iter, &id, &given))
    {
      g_autoptr (GError) why = NULL;
      g_autoptr (FcRecord) here = fc_rows_get (db, NULL, FC_POSITION, id, &why);

      if (why != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
      compare (self, given, here);
    }
  return TRUE;
}

static gpointer
find_differences (FcDb          *db,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  Mend *self = data;

  list_given (self);
  return meet_all (db, self, cancellable, error) && look_for_rest (db, self, error) ? self : NULL;
}

/* --- mending -------------------------------------------------------------------------------------------------------------- */

static gboolean
begins_anew (FcWrite    *write,
             const Mend *self)
{
  g_autoptr (GHashTable) now = fc_replica_dup_own_cursors (write->replica);
  const gint64 *seq = g_hash_table_lookup (now, self->bucket);

  return fc_write_get_meta_int (write, FC_META_SWEEP, 0) != 0 ||
         fc_write_get_meta_int (write, FC_META_EPOCH, 0) != self->epoch || seq == NULL || *seq < self->cursor;
}

static gboolean
mend_row (FcWrite  *write,
          Mend     *self,
          guint     n,
          GError  **error)
{
  if (n < self->put->len)
    return fc_rows_put (write->db, NULL, self->put->pdata[n], error);
  return fc_rows_delete (write->db, NULL, FC_POSITION, &g_array_index (self->drop, FcId, n - self->put->len), error);
}

static gboolean
mend_slice (FcWrite   *write,
            gpointer   data,
            GError   **error)
{
  Mend *self = data;
  guint all = self->put->len + self->drop->len, until = MIN (all, self->done + ROWS_A_SLICE);

  self->moved = all > 0 && begins_anew (write, self);
  for (; !self->moved && self->done < until; self->done++)
    if (!mend_row (write, self, self->done, error))
      return FALSE;
  if (until > 0)
    fc_changes_add (write->changes, FC_POSITION, NULL);
  write->again = !self->moved && self->done < all;
  return TRUE;
}

static void
mended_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcReplica *replica = FC_REPLICA (source);
  Mend *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (fc_replica_read_finish (replica, result, &error) == NULL)
    g_task_return_error (task, error);
  else
    fc_replica_push (replica, FC_URGENT_SYNC, TRUE, mend_slice, self, NULL,
                     g_task_new (replica, NULL, mended_cb, g_object_ref (task)));
}

void
fc_replica_mend_tracks_async (FcReplica           *replica,
                              const FcCheckBook   *book,
                              const FcCheckSheet  *sheet,
                              GArray              *ranges,
                              GPtrArray           *facts,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (replica, NULL, callback, user_data);
  Mend *self = g_new0 (Mend, 1);

  self->epoch = book->epoch;
  self->bucket = g_strdup (sheet->bucket);
  self->cursor = sheet->cursor;
  self->from = book->tracks_from;
  self->facts = facts;
  self->given = g_hash_table_new_full (fc_id_hash, fc_id_equal, NULL, g_free);
  self->put = g_ptr_array_new_with_free_func (g_object_unref);
  self->drop = g_array_new (FALSE, FALSE, sizeof (FcId));
  fc_check_track_place (self->bucket, &self->station);
  for (guint i = 0; i < ranges->len; i++)
    self->ranges[g_array_index (ranges, guint8, i)] = TRUE;
  g_task_set_task_data (task, self, mend_free);
  fc_replica_read_async (replica, find_differences, self, NULL, NULL, NULL, found_cb, task);
}

gboolean
fc_replica_mend_tracks_finish (FcReplica        *replica,
                               GAsyncResult     *result,
                               FcCheckFindings  *found,
                               gboolean         *moved,
                               GError          **error)
{
  const Mend *self = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *moved = self->moved;
  if (self->moved)
    return TRUE;
  found->missing += self->found.missing;
  found->different += self->found.different;
  found->extra += self->found.extra;
  return TRUE;
}

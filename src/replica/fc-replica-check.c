/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-check-sheet.h"
#include "fc-pull-private.h"
#include "fc-stored-row.h"

#include <string.h>

/* This copy as the hub should know it: the hub's rows below what waits, read from the file and hashed. */

static FcRowSum
sum_of (FcRecord *record)
{
  FcUpdate *row = fc_update_new_row ("", 0, record);
  FcRowSum sum = fc_row_sum_of (row);

  fc_update_free (row);
  return sum;
}

static gboolean
next_row (FcStatement *select,
          gboolean     *row,
          GCancellable *cancellable,
          GError      **error)
{
  return select != NULL && !g_cancellable_set_error_if_cancelled (cancellable, error) && fc_statement_step (select, row, error);
}

/* Of several people who share the computer the hub answers the one whose sign-in pulls: only what is open to them is compared. */
#define OWN_BUCKET                                                                                                       \
  "coalesce ((SELECT instr (char (10) || own.value || char (10), char (10) || substr (meta.key, 8) || char (10))"        \
  " FROM meta who JOIN meta own ON own.key = '" FC_META_BUCKETS "' || who.value WHERE who.key = '" FC_META_PERSON "'), 1) > 0"

/**
 * fc_check_read_meta:
 *
 * The epoch, and an empty sheet with its cursor for each bucket that is open to whose sign-in pulls.
 */
gboolean
fc_check_read_meta (FcDb         *db,
                    FcCheckBook  *book,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (db, "SELECT key, value FROM meta WHERE (key GLOB 'cursor.*' AND " OWN_BUCKET ") OR key = '" FC_META_EPOCH "'",
                   error);
  gboolean row = TRUE;

  while (row)
    {
      const char *key;

      if (!next_row (select, &row, cancellable, error))
        return FALSE;
      key = row ? fc_statement_get_text (select, 0) : "";
      if (g_str_equal (key, FC_META_EPOCH))
        book->epoch = g_ascii_strtoll (fc_statement_get_text (select, 1), NULL, 10);
      else if (row)
        fc_check_book_get (book, key + strlen ("cursor."), g_ascii_strtoll (fc_statement_get_text (select, 1), NULL, 10));
    }
  return TRUE;
}

static void
put_sum (GHashTable *sums,
         const FcId *id,
         FcRecord   *record)
{
  FcRowSum sum = sum_of (record);

  g_hash_table_replace (sums, g_memdup2 (id, sizeof *id), g_memdup2 (&sum, sizeof sum));
}

static gboolean
read_table (FcDb         *db,
            FcEntity      entity,
            GHashTable   *sums,
            GCancellable *cancellable,
            GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\"", fc_rows_columns (entity), fc_catalog_get (entity)->name);
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  gboolean row = TRUE;

  while (row)
    {
      g_autoptr (FcRecord) record = NULL;

      if (!next_row (select, &row, cancellable, error))
        return FALSE;
      record = row ? fc_rows_read (select, entity, 0) : NULL;
      if (record != NULL)
        put_sum (sums, fc_record_get_id (record), record);
    }
  return TRUE;
}

/* What lies below (a shadow), or beside (set aside), counts in the place of what is seen. A row that cannot be read is not there. */
static gboolean
read_stored (FcDb         *db,
             const char   *sql,
             FcEntity      entity,
             GHashTable   *sums,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_text (select, 1, fc_catalog_get (entity)->name);
  while (row)
    {
      g_autoptr (FcRecord) record = NULL;
      FcId id;

      if (!next_row (select, &row, cancellable, error))
        return FALSE;
      if (!row || !fc_statement_get_id (select, 0, &id))
        continue;
      record = fc_statement_get_int (select, 1) != 0 ? fc_stored_row_read (select, 2, entity, &id, NULL) : NULL;
      if (record != NULL)
        put_sum (sums, &id, record);
      else
        g_hash_table_remove (sums, &id);
    }
  return TRUE;
}

static gboolean
read_memberships (FcDb         *db,
                  FcCheckBook  *book,
                  FcEntity      entity,
                  GHashTable   *sums,
                  GCancellable *cancellable,
                  GError      **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db, "SELECT row_id, bucket FROM membership WHERE entity = ?", error);
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_text (select, 1, fc_catalog_get (entity)->name);
  while (row)
    {
      FcCheckSheet *sheet;
      FcId id;

      if (!next_row (select, &row, cancellable, error))
        return FALSE;
      sheet = row ? fc_check_book_find (book, fc_statement_get_text (select, 1)) : NULL;
      if (sheet == NULL || !fc_statement_get_id (select, 0, &id))
        continue;
      fc_check_sheet_put (sheet, entity, &id, g_hash_table_lookup (sums, &id));
      book->n_rows++;
    }
  return TRUE;
}

static gboolean
count_stray (FcDb         *db,
             FcCheckBook  *book,
             FcEntity      entity,
             GError      **error)
{
  const char *name = fc_catalog_get (entity)->name;
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE version > 0 AND id NOT IN"
                                          " (SELECT row_id FROM membership WHERE entity = '%s')",
                                          name, name);
  gint64 n;

  if (!fc_db_get_int (db, sql, &n, error))
    return FALSE;
  book->n_stray += (guint) n;
  return TRUE;
}

static gboolean
read_entity (FcDb         *db,
             FcCheckBook  *book,
             FcEntity      entity,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, g_free);

  return read_table (db, entity, sums, cancellable, error) &&
         read_stored (db, "SELECT row_id, present, version, field_versions, fields FROM shadow WHERE entity = ?", entity, sums,
                      cancellable, error) &&
         read_stored (db, "SELECT row_id, 1, version, field_versions, fields FROM aside WHERE entity = ?", entity, sums,
                      cancellable, error) &&
         read_memberships (db, book, entity, sums, cancellable, error) && count_stray (db, book, entity, error);
}

static gpointer
read_book (FcDb          *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (FcCheckBook) book = fc_check_book_new ();

  if (!fc_check_read_meta (db, book, cancellable, error))
    return NULL;
  for (int i = 0; i < FC_N_ENTITIES; i++)
    if (fc_catalog_get ((FcEntity) i)->kind == FC_KIND_ENTITY && !read_entity (db, book, (FcEntity) i, cancellable, error))
      return NULL;
  if (!fc_check_read_tracks (db, book, cancellable, error))
    return NULL;
  return g_steal_pointer (&book);
}

/**
 * fc_replica_check_async:
 *
 * Reads every row and position that came from the hub, on a reader's thread.
 */
void
fc_replica_check_async (FcReplica           *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  fc_replica_read_async (self, read_book, NULL, NULL, (GDestroyNotify) fc_check_book_free, cancellable, callback, user_data);
}

/**
 * fc_replica_check_finish:
 *
 * Returns: (transfer full) (nullable)
 */
FcCheckBook *
fc_replica_check_finish (FcReplica     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return fc_replica_read_finish (self, result, error);
}

/* --- mending ------------------------------------------------------------------------------------------------------------ */

typedef struct {
  gint64 epoch;
  FcCursor *cursor;
  GPtrArray *rows;
} MendJob;

static void
mend_job_free (gpointer pointer)
{
  MendJob *job = pointer;

  fc_cursor_free (job->cursor);
  g_ptr_array_unref (job->rows);
  g_free (job);
}

/**
 * fc_check_has_moved:
 *
 * Returns: whether the pull has gone on since @cursor, or is in the middle of a new beginning
 */
gboolean
fc_check_has_moved (FcWrite        *write,
                    gint64          epoch,
                    const FcCursor *cursor)
{
  g_autoptr (GHashTable) now = fc_replica_dup_own_cursors (write->replica);

  /* In the middle of a first pull nothing is held by a bucket: then nothing may go for that. */
  if (fc_cursor_size (cursor) == 0 || fc_write_get_meta_int (write, FC_META_SWEEP, 0) != 0 ||
      fc_write_get_meta_int (write, FC_META_EPOCH, 0) != epoch ||
      g_hash_table_size (now) != fc_cursor_size (cursor))
    return TRUE;
  for (guint i = 0; i < fc_cursor_size (cursor); i++)
    {
      const FcCursorMark *mark = &g_array_index (cursor->marks, FcCursorMark, i);
      const gint64 *seq = g_hash_table_lookup (now, mark->bucket);

      if (seq == NULL || *seq != mark->seq)
        return TRUE;
    }
  return FALSE;
}

static gboolean
mend (FcWrite   *write,
      gpointer   data,
      GError   **error)
{
  MendJob *job = data;
  gboolean moved = fc_check_has_moved (write, job->epoch, job->cursor);

  if (!moved && !fc_pull_mend (write, job->rows, error))
    return FALSE;
  write->result = g_memdup2 (&moved, sizeof moved);
  write->result_free = g_free;
  return TRUE;
}

/**
 * fc_replica_mend_async:
 * @cursor: of the book that @rows were found with; copied
 * @rows: (element-type FcPulledRow): as the hub has them at @cursor; copied
 */
void
fc_replica_mend_async (FcReplica           *self,
                       gint64               epoch,
                       FcCursor            *cursor,
                       GPtrArray           *rows,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  MendJob *job = g_new0 (MendJob, 1);

  job->epoch = epoch;
  job->cursor = fc_cursor_copy (cursor);
  job->rows = fc_pulled_rows_copy (rows);
  fc_replica_push (self, FC_URGENT_SYNC, TRUE, mend, job, mend_job_free, g_task_new (self, NULL, callback, user_data));
}

/**
 * fc_replica_mend_finish:
 * @moved: (out): the pull has gone on meanwhile, nothing was done
 */
gboolean
fc_replica_mend_finish (FcReplica     *self,
                        GAsyncResult  *result,
                        gboolean      *moved,
                        GError       **error)
{
  g_autofree gboolean *said = g_task_propagate_pointer (G_TASK (result), error);

  *moved = said != NULL && *said;
  return said != NULL;
}

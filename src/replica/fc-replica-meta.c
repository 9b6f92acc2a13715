/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"

/**
 * fc_replica_dup_meta:
 *
 * Returns: (transfer full) (nullable): the value, from memory
 */
char *
fc_replica_dup_meta (FcReplica  *self,
                     const char *key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_strdup (g_hash_table_lookup (self->meta, key));
}

gint64
fc_replica_get_meta_int (FcReplica  *self,
                         const char *key,
                         gint64      missing)
{
  g_autofree char *text = fc_replica_dup_meta (self, key);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : missing;
}

/**
 * fc_write_set_meta:
 * @value: (nullable): %NULL removes the key
 *
 * Within a job: written now, seen by readers of the cache after the commit.
 */
gboolean
fc_write_set_meta (FcWrite     *write,
                   const char  *key,
                   const char  *value,
                   GError     **error)
{
  g_autoptr (FcStatement) statement =
    fc_db_prepare (write->db,
                   value != NULL ? "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)"
                                 : "DELETE FROM meta WHERE key = ?",
                   error);

  if (statement == NULL)
    return FALSE;
  fc_statement_bind_text (statement, 1, key);
  if (value != NULL)
    fc_statement_bind_text (statement, 2, value);
  g_hash_table_replace (write->meta, g_strdup (key), g_strdup (value));
  return fc_statement_run (statement, error);
}

gboolean
fc_write_set_meta_int (FcWrite     *write,
                       const char  *key,
                       gint64       value,
                       GError     **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  return fc_write_set_meta (write, key, text, error);
}

/**
 * fc_write_get_meta_int:
 *
 * Returns: the value as this transaction sees it
 */
gint64
fc_write_get_meta_int (FcWrite    *write,
                       const char *key,
                       gint64      missing)
{
  const char *text = NULL;

  if (!g_hash_table_lookup_extended (write->meta, key, NULL, (gpointer *) &text))
    return fc_replica_get_meta_int (write->replica, key, missing);
  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : missing;
}

typedef struct {
  char *key;
  char *value;
} MetaJob;

static void
meta_job_free (gpointer pointer)
{
  MetaJob *job = pointer;

  g_free (job->key);
  g_free (job->value);
  g_free (job);
}

static gboolean
set_meta (FcWrite   *write,
          gpointer   data,
          GError   **error)
{
  MetaJob *job = data;

  return fc_write_set_meta (write, job->key, job->value, error);
}

/**
 * fc_replica_set_meta_async:
 * @value: (nullable): %NULL removes the key
 */
void
fc_replica_set_meta_async (FcReplica           *self,
                           const char          *key,
                           const char          *value,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  MetaJob *job = g_new0 (MetaJob, 1);
  GTask *task = g_task_new (self, NULL, callback, user_data);

  job->key = g_strdup (key);
  job->value = g_strdup (value);
  fc_replica_push (self, FC_URGENT_SYNC, TRUE, set_meta, job, meta_job_free, task);
}

gboolean
fc_replica_set_meta_finish (FcReplica     *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fc_replica_load_meta:
 *
 * Fills the cache when the file is opened.
 */
gboolean
fc_replica_load_meta (FcReplica  *self,
                      FcDb       *db,
                      GError    **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db, "SELECT key, value FROM meta", error);
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;
  while (row)
    {
      if (!fc_statement_step (select, &row, error))
        return FALSE;
      if (row)
        g_hash_table_replace (self->meta, g_strdup (fc_statement_get_text (select, 0)),
                              g_strdup (fc_statement_get_text (select, 1)));
    }
  return TRUE;
}

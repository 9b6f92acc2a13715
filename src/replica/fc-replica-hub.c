/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-outbox-private.h"
#include "fc-pull-private.h"

#include <string.h>

/* What binds a replica to a hub: cursors, epochs, a first pull anew. */

/* A cursor is a small named value: "cursor.<bucket>". */
#define CURSOR_PREFIX "cursor."

/**
 * fc_replica_dup_cursors:
 *
 * Returns: (transfer full): char * → gint64 *: where the pull stands in each bucket
 */
GHashTable *
fc_replica_dup_cursors (FcReplica *self)
{
  GHashTable *cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->meta);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_str_has_prefix (key, CURSOR_PREFIX))
      {
        gint64 seq = g_ascii_strtoll (value, NULL, 10);

        g_hash_table_insert (cursors, g_strdup ((char *) key + strlen (CURSOR_PREFIX)), g_memdup2 (&seq, sizeof seq));
      }
  return cursors;
}

/**
 * fc_replica_dup_own_cursors:
 *
 * Returns: (transfer full): char * → gint64 *: as fc_replica_dup_cursors(), without what is open to others of this computer only.
 *   A bucket's name says what is in it, but for the company's own: what of that one may read goes by their roles, so it counts
 *   for who pulled it alone.
 */
GHashTable *
fc_replica_dup_own_cursors (FcReplica *self)
{
  GHashTable *cursors = fc_replica_dup_cursors (self);
  g_autofree char *person = fc_replica_dup_meta (self, FC_META_PERSON);
  g_autofree char *reader = fc_replica_dup_meta (self, FC_META_READER);
  g_autofree char *key = g_strconcat (FC_META_BUCKETS, person, NULL);
  g_autofree char *list = fc_replica_dup_meta (self, key);
  g_auto (GStrv) own = list != NULL ? g_strsplit (list, "\n", -1) : NULL;
  GHashTableIter iter;
  gpointer bucket;

  if (person != NULL && reader != NULL && !g_str_equal (person, reader))
    g_hash_table_remove (cursors, "tenant");
  g_hash_table_iter_init (&iter, cursors);
  while (own != NULL && g_hash_table_iter_next (&iter, &bucket, NULL))
    if (!g_strv_contains ((const char *const *) own, bucket))
      g_hash_table_iter_remove (&iter);
  return cursors;
}

/**
 * fc_write_move_cursors:
 * @cursors: char * → gint64 *: as they are now
 * @kept: buckets whose cursors stay as they are where @cursors does not name them; all others are forgotten
 */
gboolean
fc_write_move_cursors (FcWrite     *write,
                       GHashTable  *cursors,
                       GHashTable  *kept,
                       GError     **error)
{
  g_autoptr (GHashTable) before = fc_replica_dup_cursors (write->replica);
  GHashTableIter iter;
  gpointer bucket, seq;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &bucket, NULL))
    {
      g_autofree char *key = g_strconcat (CURSOR_PREFIX, bucket, NULL);

      if (!g_hash_table_contains (cursors, bucket) && !g_hash_table_contains (kept, bucket) &&
          !fc_write_set_meta (write, key, NULL, error))
        return FALSE;
    }
  g_hash_table_iter_init (&iter, cursors);
  while (g_hash_table_iter_next (&iter, &bucket, &seq))
    {
      g_autofree char *key = g_strconcat (CURSOR_PREFIX, bucket, NULL);

      if (!fc_write_set_meta_int (write, key, *(gint64 *) seq, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
forget_cursors (FcWrite  *write,
                GError  **error)
{
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);

  return fc_write_move_cursors (write, none, none, error);
}

static gboolean
begin_new_epoch (FcWrite   *write,
                 gpointer   data,
                 GError   **error)
{
  gint64 epoch = *(gint64 *) data;

  /*
   * What was answered waits again; its effect is in the hub's rows here, and a replay at the hub changes nothing twice. What was
   * refused, too: the hub has lost it from its quarantine, and may take it from another computer with a copy of this file. What
   * a person has decided on since stays decided.
   */
  return forget_cursors (write, error) && fc_lost_facts_expect (write, error) &&
         fc_db_exec (write->db,
                     "DELETE FROM membership; DELETE FROM stage;"
                     "UPDATE outbox SET state = 0, acked_at = NULL, ack_seq = NULL, reason = NULL WHERE state IN (1, 2, 3, 4)",
                     error) &&
         fc_write_set_meta_int (write, FC_META_HEAD, 0, error) && fc_write_set_meta (write, FC_META_AFTER, NULL, error) &&
         fc_write_set_meta (write, FC_META_SWEEP, "1", error) &&
         fc_write_set_meta_int (write, FC_META_EPOCH, epoch, error);
}

void
fc_replica_new_epoch_async (FcReplica           *self,
                            gint64               epoch,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  fc_replica_push (self, FC_URGENT_SYNC, TRUE, begin_new_epoch, g_memdup2 (&epoch, sizeof epoch), g_free,
                   g_task_new (self, NULL, callback, user_data));
}

gboolean
fc_replica_new_epoch_finish (FcReplica     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
restart_pull (FcWrite   *write,
              gpointer   data,
              GError   **error)
{
  return forget_cursors (write, error) && fc_db_exec (write->db, "DELETE FROM membership; DELETE FROM stage", error) &&
         fc_write_set_meta (write, FC_META_SWEEP, "1", error);
}

void
fc_replica_restart_pull_async (FcReplica           *self,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  fc_replica_push (self, FC_URGENT_SYNC, TRUE, restart_pull, NULL, NULL, g_task_new (self, NULL, callback, user_data));
}

gboolean
fc_replica_restart_pull_finish (FcReplica     *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
become_new_client (FcWrite   *write,
                   gpointer   data,
                   GError   **error)
{
  FcId id = fc_id_new (write->now_us);
  g_autofree char *text = fc_id_dup_string (&id);

  return fc_write_set_meta (write, FC_META_CLIENT_ID, text, error) && fc_write_set_meta (write, FC_META_AFTER, NULL, error);
}

void
fc_replica_new_client_async (FcReplica           *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  fc_replica_push (self, FC_URGENT_SYNC, TRUE, become_new_client, NULL, NULL, g_task_new (self, NULL, callback, user_data));
}

gboolean
fc_replica_new_client_finish (FcReplica     *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

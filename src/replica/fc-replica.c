/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-outbox-private.h"
#include "fc-replica-private.h"

#include "fc-core.h"

#include <glib/gi18n-lib.h>

/* At most one "changed" in this time. */
#define NOTICE_INTERVAL_US 50000

enum { PROP_PENDING = 1, PROP_QUARANTINED, PROP_LAST_SYNC, PROP_HAS_HUB, PROP_SCARCE_ROOM, PROP_BACKUP_FAILURE, N_PROPS };

enum { SIGNAL_CHANGED, SIGNAL_ACTOR_CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FcReplica, fc_replica, G_TYPE_OBJECT)

static void
tell_numbers (FcReplica *self)
{
  guint pending, quarantined;
  gboolean moved;

  g_mutex_lock (&self->lock);
  pending = self->next_pending;
  quarantined = self->next_quarantined;
  moved = self->pending_moved; /* perhaps there and back: an op confirmed and another one made */
  self->pending_moved = FALSE;
  g_mutex_unlock (&self->lock);
  if (moved)
    {
      self->pending = pending;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
    }
  if (quarantined != self->quarantined)
    {
      self->quarantined = quarantined;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUARANTINED]);
    }
}

static gboolean
tell_changes_cb (gpointer user_data)
{
  FcReplica *self = user_data;
  g_autoptr (FcChanges) changes = NULL;

  g_object_ref (self);
  g_mutex_lock (&self->lock);
  changes = g_steal_pointer (&self->unseen);
  self->told_at = g_get_monotonic_time ();
  g_clear_pointer (&self->notice, g_source_unref);
  g_mutex_unlock (&self->lock);
  tell_numbers (self);
  if (changes != NULL && fc_changes_touch_table (changes, "meta"))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SYNC]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_HUB]);
    }
  if (changes != NULL)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
  g_object_unref (self);
  return G_SOURCE_REMOVE;
}

/* With the lock held. */
static void
schedule_notice (FcReplica *self)
{
  gint64 wait_us = self->told_at + NOTICE_INTERVAL_US - g_get_monotonic_time ();

  if (self->notice != NULL || self->closed)
    return;
  self->notice = g_timeout_source_new (wait_us > 0 ? (guint) (wait_us / 1000) : 0);
  g_source_set_callback (self->notice, tell_changes_cb, self, NULL);
  g_source_attach (self->notice, self->context);
}

static void
take_meta (FcReplica *self,
           FcWrite   *write)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, write->meta);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (value != NULL)
      g_hash_table_replace (self->meta, g_strdup (key), g_strdup (value));
    else
      g_hash_table_remove (self->meta, key);
  if (g_hash_table_size (write->meta) > 0)
    self->has_hub = g_hash_table_contains (self->meta, FC_META_HUB_URI);
}

/**
 * fc_replica_committed:
 *
 * On the writer's thread, after each commit: the cache takes over what the job set, and the main thread hears of it.
 */
void
fc_replica_committed (FcReplica *self,
                      FcWrite   *write,
                      FcChanges *changes)
{
  guint pending = 0, quarantined = 0;
  gboolean to_count = fc_changes_touch_table (changes, "outbox") || fc_changes_touch_table (changes, "meta");
  gboolean counted = to_count && fc_replica_count_ops (write->db, &pending, &quarantined, NULL);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  take_meta (self, write);
  if (counted)
    {
      self->pending_moved |= self->next_pending != pending;
      self->next_pending = pending;
      self->next_quarantined = quarantined;
    }
  else if (to_count)
    {
      self->pending_moved = TRUE;
      self->next_pending = MAX (self->next_pending, 1); /* the disk did not say: something may wait, until the next pull */
    }
  if (fc_changes_is_empty (changes))
    return;
  if (self->unseen == NULL)
    self->unseen = fc_changes_ref (changes);
  else
    {
      FcChanges *both = fc_changes_new ();

      fc_changes_merge (both, self->unseen);
      fc_changes_merge (both, changes);
      fc_changes_unref (self->unseen);
      self->unseen = both;
    }
  schedule_notice (self);
}

/**
 * fc_replica_count_ops:
 *
 * Counts what waits and what was refused, from the outbox.
 */
gboolean
fc_replica_count_ops (FcDb    *db,
                      guint   *pending,
                      guint   *quarantined,
                      GError **error)
{
  gint64 waiting, refused;

  if (!fc_db_get_int (db, "SELECT count(*) FROM outbox WHERE state = 0", &waiting, error) ||
      !fc_db_get_int (db, "SELECT count(DISTINCT txn_id) FROM outbox WHERE state IN " FC_OUTBOX_DRAFTS, &refused, error))
    return FALSE;
  *pending = (guint) waiting;
  *quarantined = (guint) refused;
  return TRUE;
}

/**
 * fc_replica_new_opened:
 * @lock_fd: the folder's lock, taken over
 * @db: (transfer full): the open file
 *
 * Returns: (transfer full): a working replica; "changed" comes to the context that is the thread's default now
 */
FcReplica *
fc_replica_new_opened (GFile   *folder,
                       int      lock_fd,
                       FcDb    *db,
                       GError **error)
{
  FcReplica *self = g_object_new (FC_TYPE_REPLICA, NULL);

  self->folder = g_object_ref (folder);
  self->lock_fd = lock_fd;
  self->context = g_main_context_ref_thread_default ();
  if (!fc_replica_load_meta (self, db, error) ||
      !fc_replica_count_ops (db, &self->next_pending, &self->next_quarantined, error))
    {
      fc_db_close (db);
      g_object_unref (self);
      return NULL;
    }
  self->has_hub = g_hash_table_contains (self->meta, FC_META_HUB_URI);
  self->pending = self->next_pending;
  self->quarantined = self->next_quarantined;
  self->readers = fc_readers_new (fc_db_get_path (db));
  self->writer = fc_writer_new (self, db);
  fc_replica_begin_care (self);
  return self;
}

/**
 * fc_replica_close_sync:
 *
 * Finishes what waits, closes the file in good order and gives up the folder. Blocks. Does nothing the second time.
 */
void
fc_replica_close_sync (FcReplica *self)
{
  FcWriter *writer;
  FcReaders *readers;
  gboolean clean;

  if (self->closed)
    return;
  g_mutex_lock (&self->lock);
  self->closed = TRUE;
  writer = g_steal_pointer (&self->writer);
  readers = g_steal_pointer (&self->readers);
  clean = !self->damaged;
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&self->care, g_source_destroy);
  g_clear_pointer (&self->room_watch, g_source_destroy);
  fc_readers_free (readers);
  fc_writer_stop (writer, clean);
  fc_replica_release_lock (self->lock_fd);
  self->lock_fd = -1;
  if (self->notice != NULL)
    g_source_destroy (self->notice);
  g_clear_pointer (&self->notice, g_source_unref);
}

static void
close_cb (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  fc_replica_close_sync (source);
  g_task_return_boolean (task, TRUE);
}

void
fc_replica_close_async (FcReplica           *self,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_run_in_thread (task, close_cb);
}

gboolean
fc_replica_close_finish (FcReplica     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

GFile *
fc_replica_get_folder (FcReplica *self)
{
  return self->folder;
}

guint
fc_replica_get_pending (FcReplica *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->next_pending; /* as committed; notify::pending comes a moment later */
}

guint
fc_replica_get_quarantined (FcReplica *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->next_quarantined;
}

gint64
fc_replica_get_last_sync (FcReplica *self)
{
  return fc_replica_get_meta_int (self, FC_META_LAST_SYNC, 0);
}

gboolean
fc_replica_has_hub (FcReplica *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->has_hub;
}

/**
 * fc_replica_read_async:
 * @func: runs on a reader's thread, in one read transaction
 * @read_data_free: (nullable)
 * @result_free: (nullable): for a result that nobody takes
 */
void
fc_replica_read_async (FcReplica           *self,
                       FcReadFunc           func,
                       gpointer             read_data,
                       GDestroyNotify       read_data_free,
                       GDestroyNotify       result_free,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_mutex_lock (&self->lock);
  if (self->readers != NULL)
    {
      fc_readers_push (self->readers, func, read_data, read_data_free, result_free, task);
      g_mutex_unlock (&self->lock);
      return;
    }
  g_mutex_unlock (&self->lock);
  if (read_data_free != NULL)
    read_data_free (read_data);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The data is closed"));
  g_object_unref (task);
}

gpointer
fc_replica_read_finish (FcReplica     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fc_replica_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  FcReplica *self = FC_REPLICA (object);

  switch (id)
    {
    case PROP_PENDING:
      g_value_set_uint (value, self->pending);
      break;
    case PROP_QUARANTINED:
      g_value_set_uint (value, self->quarantined);
      break;
    case PROP_LAST_SYNC:
      g_value_set_int64 (value, fc_replica_get_last_sync (self));
      break;
    case PROP_HAS_HUB:
      g_value_set_boolean (value, fc_replica_has_hub (self));
      break;
    case PROP_SCARCE_ROOM:
      g_value_set_int64 (value, self->scarce_room);
      break;
    case PROP_BACKUP_FAILURE:
      g_value_take_string (value, fc_replica_dup_backup_failure (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fc_replica_finalize (GObject *object)
{
  FcReplica *self = FC_REPLICA (object);

  fc_replica_close_sync (self);
  g_clear_object (&self->folder);
  g_clear_object (&self->user);
  g_clear_object (&self->tenant);
  g_clear_pointer (&self->actor, fc_actor_free);
  g_clear_pointer (&self->unseen, fc_changes_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_hash_table_unref (self->meta);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (fc_replica_parent_class)->finalize (object);
}

static void
fc_replica_class_init (FcReplicaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  fc_core_init ();
  object_class->get_property = fc_replica_get_property;
  object_class->finalize = fc_replica_finalize;
  properties[PROP_PENDING] = g_param_spec_uint ("pending", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_QUARANTINED] = g_param_spec_uint ("quarantined", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LAST_SYNC] = g_param_spec_int64 ("last-sync", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_HAS_HUB] = g_param_spec_boolean ("has-hub", NULL, NULL, FALSE, flags);
  properties[PROP_SCARCE_ROOM] = g_param_spec_int64 ("scarce-room", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_BACKUP_FAILURE] = g_param_spec_string ("backup-failure", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", FC_TYPE_REPLICA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, fc_changes_get_type ());
  signals[SIGNAL_ACTOR_CHANGED] =
    g_signal_new ("actor-changed", FC_TYPE_REPLICA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_replica_init (FcReplica *self)
{
  g_mutex_init (&self->lock);
  self->lock_fd = -1;
  self->scarce_room = -1;
  self->meta = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

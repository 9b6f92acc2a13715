/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-db-care.h"
#include "fc-replica-private.h"
#include "fc-salvage.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define KEPT_BACKUPS 7

static gint
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  g_autofree char *one = g_file_get_basename (*(GFile *const *) a);
  g_autofree char *other = g_file_get_basename (*(GFile *const *) b);

  return strcmp (other, one);
}

/**
 * fc_replica_list_backups:
 *
 * Returns: (transfer full) (element-type GFile): newest first
 */
GPtrArray *
fc_replica_list_backups (GFile *folder)
{
  g_autofree char *path = fc_replica_path (folder, FC_REPLICA_BACKUPS);
  GPtrArray *backups = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "replica-") && g_str_has_suffix (name, ".db"))
      g_ptr_array_add (backups, g_file_new_build_filename (path, name, NULL));
  g_ptr_array_sort (backups, compare_newest_first);
  return backups;
}

static void
drop_old_backups (GFile *folder)
{
  g_autoptr (GPtrArray) backups = fc_replica_list_backups (folder);

  for (guint i = KEPT_BACKUPS; i < backups->len; i++)
    g_file_delete (backups->pdata[i], NULL, NULL);
}

static char *
new_backup_path (GFile   *folder,
                 GError **error)
{
  g_autofree char *path = fc_replica_path (folder, FC_REPLICA_BACKUPS);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *name = g_strdup_printf ("replica-%s-%03d.db", stamp, g_date_time_get_microsecond (now) / 1000);

  if (g_mkdir_with_parents (path, 0700) == 0)
    return g_build_filename (path, name, NULL);
  g_set_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_READ_ONLY, _ ("The folder %s cannot be made (%s)"), path,
               g_strerror (errno));
  return NULL;
}

/* On a connection of its own: writer and readers go on meanwhile. */
static GFile *
make_backup (FcReplica     *self,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autofree char *source = fc_replica_path (self->folder, FC_REPLICA_FILE);
  g_autofree char *target = new_backup_path (self->folder, error);
  g_autoptr (FcDb) db = target != NULL ? fc_db_open (source, FC_DB_READ_ONLY, error) : NULL;

  if (db == NULL || !fc_db_exec (db, "PRAGMA query_only = OFF", error))
    return NULL;
  fc_db_set_cancellable (db, cancellable);
  if (!fc_db_backup (db, target, error))
    return NULL;
  drop_old_backups (self->folder);
  return g_file_new_for_path (target);
}

static void
backup_cb (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  GError *error = NULL;
  GFile *file = make_backup (source, cancellable, &error);

  fc_replica_map_error (&error);
  if (file == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, file, g_object_unref);
}

/**
 * fc_replica_backup_async:
 *
 * A compact copy of the present state beside the file; the last seven are kept.
 */
void
fc_replica_backup_async (FcReplica           *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_run_in_thread (task, backup_cb);
}

GFile *
fc_replica_backup_finish (FcReplica     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
copy_file (const char  *source,
           const char  *target,
           GError     **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (source);
  g_autoptr (GFile) to = g_file_new_for_path (target);

  return g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error);
}

/* The copy becomes whole beside the present file, and only then takes its place. */
static gboolean
restore_locked (const char  *folder,
                const char  *backup,
                GError     **error)
{
  g_autofree char *present = g_build_filename (folder, FC_REPLICA_FILE, NULL);
  g_autofree char *coming = g_build_filename (folder, "replica-restored.db", NULL);
  g_autofree char *aside = fc_salvage_set_aside (folder, "before-restore", error);
  g_autoptr (GString) report = g_string_new (NULL);

  if (aside == NULL || !copy_file (backup, coming, error))
    return FALSE;
  if (g_file_test (aside, G_FILE_TEST_EXISTS) && !fc_salvage_into (aside, coming, TRUE, report, error))
    {
      fc_salvage_put_back (folder, aside);
      g_remove (coming);
      return FALSE;
    }
  if (g_rename (coming, present) == 0)
    return TRUE;
  g_set_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_READ_ONLY,
               _ ("The restored file could not take its place (%s)"), g_strerror (errno));
  return FALSE;
}

/**
 * fc_replica_restore_sync:
 * @folder: closed
 * @backup: one of fc_replica_list_backups()
 *
 * Goes back to a backup. What was done since and waits for the hub, and what it refused, is carried over; the present file
 * stays beside it as replica-before-restore-<time>.db. With a hub the next sync brings the rest of the rows.
 */
gboolean
fc_replica_restore_sync (GFile   *folder,
                         GFile   *backup,
                         GError **error)
{
  int lock = fc_replica_take_lock (g_file_peek_path (folder), error);
  GError *failed = NULL;
  gboolean done;

  if (lock < 0)
    return FALSE;
  done = restore_locked (g_file_peek_path (folder), g_file_peek_path (backup), &failed);
  fc_replica_release_lock (lock);
  fc_replica_map_error (&failed);
  if (failed != NULL)
    g_propagate_error (error, failed);
  return done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-db-care.h"
#include "fc-replica-private.h"

#include <glib/gi18n-lib.h>

/* Told from the opening thread, heard on the main one. */
typedef struct {
  GFile *folder;
  FcProgressFunc progress;
  gpointer progress_data;
  GMainContext *context;
  int lock_fd;
} Opening;

typedef struct {
  FcProgressFunc progress;
  gpointer progress_data;
  const char *step;
  gint64 done, total;
} Told;

static void
opening_free (gpointer pointer)
{
  Opening *opening = pointer;

  fc_replica_release_lock (opening->lock_fd);
  g_object_unref (opening->folder);
  g_main_context_unref (opening->context);
  g_free (opening);
}

static gboolean
tell_cb (gpointer user_data)
{
  Told *told = user_data;

  told->progress (told->step, told->done, told->total, told->progress_data);
  return G_SOURCE_REMOVE;
}

static void
check_progress_cb (gint64   done,
                   gint64   total,
                   gpointer user_data)
{
  Opening *opening = user_data;
  Told *told;

  if (opening->progress == NULL)
    return;
  told = g_new0 (Told, 1);
  told->progress = opening->progress;
  told->progress_data = opening->progress_data;
  told->step = _ ("Checking the data after an unexpected stop");
  told->done = done;
  told->total = total;
  g_main_context_invoke_full (opening->context, G_PRIORITY_DEFAULT, tell_cb, told, g_free);
}

static FcDb *
open_checked (Opening  *opening,
              GError  **error)
{
  const char *folder = g_file_peek_path (opening->folder);
  g_autoptr (FcDb) db = NULL;
  gboolean unclean = FALSE;

  opening->lock_fd = fc_replica_take_lock (folder, error);
  if (opening->lock_fd < 0)
    return NULL;
  db = fc_replica_open_file (folder, &unclean, error);
  if (db == NULL || (unclean && !fc_db_quick_check (db, check_progress_cb, opening, error)))
    return NULL;
  return g_steal_pointer (&db);
}

static void
open_cb (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  GError *error = NULL;
  FcDb *db = open_checked (data, &error);

  fc_replica_map_error (&error);
  if (db == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, db, (GDestroyNotify) fc_db_close);
}

/**
 * fc_replica_open_async:
 * @folder: made where it is missing
 * @progress: (nullable): told while a check after an unclean stop runs
 *
 * Errors: FC_REPLICA_ERROR_BUSY, _NEWER, _CORRUPT and _IO (see fc_replica_rescue_async()), _READ_ONLY, _FULL.
 */
void
fc_replica_open_async (GFile               *folder,
                       FcProgressFunc       progress,
                       gpointer             progress_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  opening->folder = g_object_ref (folder);
  opening->progress = progress;
  opening->progress_data = progress_data;
  opening->context = g_main_context_ref_thread_default ();
  opening->lock_fd = -1;
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_cb);
}

static FcReplica *
make_replica (Opening  *opening,
              FcDb     *db,
              GError  **error)
{
  FcReplica *self;
  int lock_fd = opening->lock_fd;

  opening->lock_fd = -1;
  self = fc_replica_new_opened (opening->folder, lock_fd, db, error);
  fc_replica_map_error (error);
  return self;
}

FcReplica *
fc_replica_open_finish (GAsyncResult  *result,
                        GError       **error)
{
  FcDb *db = g_task_propagate_pointer (G_TASK (result), error);

  return db != NULL ? make_replica (g_task_get_task_data (G_TASK (result)), db, error) : NULL;
}

/**
 * fc_replica_open_sync:
 *
 * As fc_replica_open_async(), and blocks.
 */
FcReplica *
fc_replica_open_sync (GFile   *folder,
                      GError **error)
{
  Opening *opening = g_new0 (Opening, 1);
  GError *failed = NULL;
  FcReplica *self = NULL;
  FcDb *db;

  opening->folder = g_object_ref (folder);
  opening->context = g_main_context_ref_thread_default ();
  opening->lock_fd = -1;
  db = open_checked (opening, &failed);
  if (db != NULL)
    self = make_replica (opening, db, &failed);
  fc_replica_map_error (&failed);
  if (failed != NULL)
    g_propagate_error (error, failed);
  opening_free (opening);
  return self;
}

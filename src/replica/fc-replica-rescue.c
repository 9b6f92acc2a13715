/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"
#include "fc-salvage.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GFile *folder;
  FcProgressFunc progress;
  gpointer progress_data;
} Rescue;

static void
rescue_free (gpointer pointer)
{
  Rescue *rescue = pointer;

  g_object_unref (rescue->folder);
  g_free (rescue);
}

/* Where the file itself gives nothing, last night's copy may hold what was not sent then: sending an op twice does no harm. */
static gboolean
salvage_newest_backup (const char  *folder,
                       const char  *fresh,
                       GString     *report,
                       GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GPtrArray) backups = fc_replica_list_backups (file);

  if (backups->len == 0)
    return TRUE;
  g_string_assign (report, "");
  fc_salvage_say (report, _ ("Nothing in it could be read, so what was done here was taken from the last backup."));
  return fc_salvage_into (g_file_peek_path (backups->pdata[0]), fresh, FALSE, report, error);
}

static char *
rescue_locked (const char  *folder,
               GError     **error)
{
  g_autofree char *aside = fc_salvage_set_aside (folder, "corrupt", error);
  g_autofree char *fresh = g_build_filename (folder, FC_REPLICA_FILE, NULL);
  g_autofree char *name = aside != NULL ? g_path_get_basename (aside) : NULL;
  g_autoptr (GString) report = g_string_new (NULL);

  if (aside == NULL)
    return NULL;
  if (!fc_salvage_into (aside, fresh, FALSE, report, error) ||
      (g_str_equal (report->str, _ (FC_SALVAGE_NOTHING)) && !salvage_newest_backup (folder, fresh, report, error)))
    {
      fc_salvage_put_back (folder, aside);
      return NULL;
    }
  if (report->len == 0)
    fc_salvage_say (report, _ ("No change of yours was waiting to be sent."));
  fc_salvage_say (report,
                  _ ("The damaged file was set aside as %s. What came from a server comes again with the next sync"), name);
  return g_string_free (g_steal_pointer (&report), FALSE);
}

static void
rescue_cb (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  Rescue *rescue = data;
  GError *error = NULL;
  int lock = fc_replica_take_lock (g_file_peek_path (rescue->folder), &error);
  char *report = lock >= 0 ? rescue_locked (g_file_peek_path (rescue->folder), &error) : NULL;

  fc_replica_release_lock (lock);
  fc_replica_map_error (&error);
  if (report == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, report, g_free);
}

/**
 * fc_replica_rescue_async:
 * @folder: closed; its file is damaged
 * @progress: (nullable)
 *
 * Sets the damaged file aside, keeps what was done here row by row, and makes a fresh file that pulls the rest again.
 */
void
fc_replica_rescue_async (GFile               *folder,
                         FcProgressFunc       progress,
                         gpointer             progress_data,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Rescue *rescue = g_new0 (Rescue, 1);

  rescue->folder = g_object_ref (folder);
  rescue->progress = progress;
  rescue->progress_data = progress_data;
  if (progress != NULL)
    progress (_ ("Rescuing what was done on this computer"), 0, 0, progress_data);
  g_task_set_task_data (task, rescue, rescue_free);
  g_task_run_in_thread (task, rescue_cb);
}

char *
fc_replica_rescue_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

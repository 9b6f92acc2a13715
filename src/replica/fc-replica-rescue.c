/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"
#include "fc-salvage.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* What else waits beside the file: photos that were not sent, and slips that were not finished. */
static const char *const beside[] = { "blobs", "unfinished" };

typedef struct {
  GFile *folder;
  GFile *into; /* (nullable): a folder elsewhere */
  FcProgressFunc progress;
  gpointer progress_data;
} Rescue;

static void
rescue_free (gpointer pointer)
{
  Rescue *rescue = pointer;

  g_object_unref (rescue->folder);
  g_clear_object (&rescue->into);
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

static gboolean
salvage (const char  *folder,
         const char  *damaged,
         const char  *fresh,
         GString     *report,
         GError     **error)
{
  if (!fc_salvage_into (damaged, fresh, FALSE, report, error) ||
      (g_str_equal (report->str, _ (FC_SALVAGE_NOTHING)) && !salvage_newest_backup (folder, fresh, report, error)))
    return FALSE;
  if (report->len == 0)
    fc_salvage_say (report, _ ("No change of yours was waiting to be sent."));
  return TRUE;
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
  if (!salvage (folder, aside, fresh, report, error))
    {
      fc_salvage_put_back (folder, aside);
      return NULL;
    }
  fc_salvage_say (report,
                  _ ("The damaged file was set aside as %s. What came from a server comes again with the next sync"), name);
  return g_string_free (g_steal_pointer (&report), FALSE);
}

/* --- into another folder -------------------------------------------------------------------------------------------------- */

/* What did not come along of that. */
typedef struct {
  guint unread;
  guint no_room; /* it is still where it was */
} Lost;

/* A file that is there already is nobody's to replace; photos are called by what is in them. */
static void
copy_file (const char *from,
           const char *to,
           gboolean    has_folder,
           Lost       *lost)
{
  g_autoptr (GFile) source = g_file_new_for_path (from), target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  if (g_file_test (to, G_FILE_TEST_EXISTS) || g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &error))
    return;
  if (!has_folder || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    lost->no_room++;
  else
    lost->unread++;
  g_file_delete (target, NULL, NULL);
}

/* All that can be read; counts what cannot. */
static void
copy_tree (const char *from,
           const char *to,
           Lost       *lost)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  gboolean has_folder;
  const char *name;

  if (dir == NULL)
    {
      lost->unread += g_file_test (from, G_FILE_TEST_EXISTS);
      return;
    }
  has_folder = g_mkdir_with_parents (to, 0700) == 0;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);

      if (g_file_test (source, G_FILE_TEST_IS_DIR) && !g_file_test (source, G_FILE_TEST_IS_SYMLINK))
        copy_tree (source, target, lost);
      else
        copy_file (source, target, has_folder, lost);
    }
}

static void
take_along (const char *folder,
            const char *into,
            GString    *report)
{
  g_autofree char *maps = g_build_filename (folder, "maps", NULL);
  Lost lost = { 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *from = g_build_filename (folder, beside[i], NULL);
      g_autofree char *to = g_build_filename (into, beside[i], NULL);

      copy_tree (from, to, &lost);
    }
  if (lost.unread > 0)
    fc_salvage_say (report, ngettext ("%u photo or unfinished slip could not be read.",
                                      "%u photos or unfinished slips could not be read.", lost.unread), lost.unread);
  if (lost.no_room > 0)
    fc_salvage_say (report, ngettext ("%u photo or unfinished slip had no room in %s and is still in %s: keep that disk.",
                                      "%u photos or unfinished slips had no room in %s and are still in %s: keep that disk.",
                                      lost.no_room), lost.no_room, into, folder);
  if (g_file_test (maps, G_FILE_TEST_IS_DIR))
    fc_salvage_say (report, _ ("Offline maps were not taken along: add them again from their files."));
}

/* Nothing in @folder is changed: its disk may bear no more. */
static char *
rescue_into_locked (const char  *folder,
                    const char  *into,
                    GError     **error)
{
  g_autofree char *damaged = g_build_filename (folder, FC_REPLICA_FILE, NULL);
  g_autofree char *fresh = g_build_filename (into, FC_REPLICA_FILE, NULL);
  g_autoptr (GString) report = g_string_new (NULL);

  if (!salvage (folder, damaged, fresh, report, error))
    {
      g_unlink (fresh);
      return NULL;
    }
  take_along (folder, into, report);
  fc_salvage_say (report, _ ("Forecourt works in the folder %s from now on; %s was left as it is. What came from a server "
                             "comes again with the next sync."), into, folder);
  return g_string_free (g_steal_pointer (&report), FALSE);
}

static gboolean
is_free (const char  *folder,
         const char  *into,
         GError     **error)
{
  g_autofree char *file = g_build_filename (into, FC_REPLICA_FILE, NULL);

  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_BUSY,
               _ ("There is data of Forecourt in the folder %s already. Choose another one; nothing was changed in either"), into);
  return FALSE;
}

/* A lock that the failing disk does not give is no reason to stop; another program that works there is. */
static char *
rescue_into (const char  *folder,
             const char  *into,
             GError     **error)
{
  g_autoptr (GError) why = NULL;
  int old = fc_replica_take_lock (folder, &why), lock = -1;
  char *report = NULL;

  if (g_error_matches (why, FC_REPLICA_ERROR, FC_REPLICA_ERROR_BUSY))
    g_propagate_error (error, g_steal_pointer (&why));
  else if (is_free (folder, into, error) && (lock = fc_replica_take_lock (into, error)) >= 0)
    report = rescue_into_locked (folder, into, error);
  fc_replica_release_lock (lock);
  fc_replica_release_lock (old);
  return report;
}

static char *
rescue_here (const char  *folder,
             GError     **error)
{
  int lock = fc_replica_take_lock (folder, error);
  char *report = lock >= 0 ? rescue_locked (folder, error) : NULL;

  fc_replica_release_lock (lock);
  return report;
}

static void
rescue_cb (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  Rescue *rescue = data;
  GError *error = NULL;
  const char *folder = g_file_peek_path (rescue->folder);
  char *report = rescue->into != NULL ? rescue_into (folder, g_file_peek_path (rescue->into), &error) : rescue_here (folder, &error);

  fc_replica_map_error (&error);
  if (report == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, report, g_free);
}

/**
 * fc_replica_rescue_async:
 * @folder: closed; its file is damaged, or the disk below it fails
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
  fc_replica_rescue_into_async (folder, NULL, progress, progress_data, cancellable, callback, user_data);
}

/**
 * fc_replica_rescue_into_async:
 * @into: (nullable): a folder on another disk, made where it is missing; NULL: @folder itself
 *
 * As fc_replica_rescue_async(), but the fresh file is made in @into, with the photos and unfinished slips that can still be
 * read, and @folder stays as it is. FC_REPLICA_ERROR_BUSY where @into has a replica already.
 */
void
fc_replica_rescue_into_async (GFile               *folder,
                              GFile               *into,
                              FcProgressFunc       progress,
                              gpointer             progress_data,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Rescue *rescue = g_new0 (Rescue, 1);

  rescue->folder = g_object_ref (folder);
  if (into != NULL)
    rescue->into = g_object_ref (into);
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

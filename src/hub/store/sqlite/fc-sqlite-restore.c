/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "fc-db-care.h"
#include "fc-sqlite-store-private.h"

/*
 * Going back to a backup. The copy becomes whole beside the present file and is read from beginning to end before anything is
 * moved; the present file goes aside with its log, which must never meet the other one.
 */
#define COMING "hub-restored.sqlite"

static const char *const ends[] = { "", "-wal", "-shm" };

static gboolean
fail (GError     **error,
      const char  *what,
      const char  *path)
{
  g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_FAILED, "%s %s: %s.", what, path, g_strerror (errno));
  return FALSE;
}

/* As it would be opened to be served: an older one is brought up to date, a stranger's or a newer one is refused. */
static gboolean
check (const char  *path,
       GError     **error)
{
  g_autoptr (FcDb) db = fc_db_open (path, 0, error);

  return db && fc_db_quick_check (db, NULL, NULL, error) &&
         fc_db_migrate (db, FC_APPLICATION_ID_HUB, fc_sqlite_store_steps, NULL, error) &&
         fc_sqlite_mark_copy (db, error);
}

static gboolean
sync_path (const char *path)
{
  int file = open (path, O_RDONLY | O_CLOEXEC);
  gboolean well = file >= 0 && fsync (file) == 0;

  if (file >= 0)
    close (file);
  return well;
}

static void
remove_all (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *one = g_strconcat (path, ends[i], NULL);
      g_unlink (one);
    }
}

static gboolean
bring (const char  *backup,
       const char  *coming,
       GError     **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (backup);
  g_autoptr (GFile) to = g_file_new_for_path (coming);
  g_autofree char *log = g_strconcat (backup, "-wal", NULL);

  if (g_file_test (log, G_FILE_TEST_EXISTS))
    {
      g_set_error (
        error, FC_HUB_ERROR, FC_HUB_ERROR_INVALID,
        "%s is a store in use or one that was copied in use: what it has not written back is in %s. Restore what "
        "“forecourt-hub backup” has made.",
        backup, log);
      return FALSE;
    }
  remove_all (coming);
  if (!g_file_copy (from, to, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, error))
    return FALSE;
  if (check (coming, error) && (sync_path (coming) || fail (error, "Cannot write", coming)))
    return TRUE;
  remove_all (coming);
  return FALSE;
}

/* The file that is put aside keeps its log beside it: together they are what was there. */
static gboolean
put_aside (const char  *present,
           const char  *aside,
           GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *from = g_strconcat (present, ends[i], NULL);
      g_autofree char *to = g_strconcat (aside, ends[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        return fail (error, "Cannot move", from);
    }
  return TRUE;
}

static gboolean
restore (const char  *folder,
         const char  *backup,
         char       **aside,
         GError     **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "hub-before-restore-%Y%m%d-%H%M%S.sqlite");
  g_autofree char *present = g_build_filename (folder, FC_SQLITE_STORE_FILE, NULL);
  g_autofree char *coming = g_build_filename (folder, COMING, NULL);
  g_autofree char *old = g_build_filename (folder, stamp, NULL);
  gboolean there = g_file_test (present, G_FILE_TEST_EXISTS);

  if (!bring (backup, coming, error))
    return FALSE;
  if (g_file_test (old, G_FILE_TEST_EXISTS) || !put_aside (present, old, error))
    {
      remove_all (coming);
      if (error && *error == NULL)
        g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_EXISTS, "%s is there already. Try again.", old);
      return FALSE;
    }
  if (g_rename (coming, present) != 0)
    return fail (error, "Cannot put the backup in the place of", present);
  sync_path (folder);
  *aside = there ? g_steal_pointer (&old) : NULL;
  return TRUE;
}

/**
 * fc_sqlite_store_restore:
 * @folder: that nobody serves now; made where it is not there
 * @backup: a file that fc_hub_admin()'s "backup" wrote, or a store's own
 * @aside: (out) (transfer full) (nullable): where what was there is kept
 *
 * The next hub that is started on @folder has a new epoch, so that offices offer again what the backup has not seen.
 */
gboolean
fc_sqlite_store_restore (const char  *folder,
                         const char  *backup,
                         char       **aside,
                         GError     **error)
{
  *aside = NULL;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, "Cannot make the folder", folder);
  int lock = fc_hub_folder_lock (folder, error);
  if (lock < 0)
    return FALSE;
  gboolean well = restore (folder, backup, aside, error);
  close (lock);
  return well;
}

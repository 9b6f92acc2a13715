/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-outbox-private.h"
#include "fc-replica-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define PHOTOS "blobs" /* of office/fc-blob-store */
#define MAPS "maps" /* of office/fc-map-pack-import */
#define UNFINISHED "unfinished" /* of app/shifts/fc-slips-kept */

static gboolean
count_kept (const char  *path,
            gint64      *waiting,
            gint64      *refused,
            GError     **error)
{
  g_autoptr (FcDb) db = fc_db_open (path, 0, error);

  return db != NULL && fc_db_get_int (db, "SELECT count(*) FROM outbox WHERE state = 0", waiting, error) &&
         fc_db_get_int (db, "SELECT count(DISTINCT txn_id) FROM outbox WHERE state IN " FC_OUTBOX_DRAFTS, refused, error);
}

static gboolean
check_nothing_waits (const char  *path,
                     gboolean     drafts_too,
                     GError     **error)
{
  gint64 waiting = 0, refused = 0;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!count_kept (path, &waiting, &refused, error))
    return FALSE;
  if (waiting > 0)
    g_set_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_PENDING,
                 ngettext ("%d change waits to be sent. Sync first, then clear this computer’s data",
                           "%d changes wait to be sent. Sync first, then clear this computer’s data",
                           (gulong) waiting),
                 (int) waiting);
  else if (refused > 0 && drafts_too)
    g_set_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_PENDING,
                 ngettext ("%d change was refused by the server and is kept here. Try it again or discard it first",
                           "%d changes were refused by the server and are kept here. Try them again or discard them first",
                           (gulong) refused),
                 (int) refused);
  return waiting == 0 && (refused == 0 || !drafts_too);
}

static gboolean
delete_file (const char  *path,
             GError     **error)
{
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_READ_ONLY, _ ("%s cannot be deleted (%s)"), path,
               g_strerror (errno));
  return FALSE;
}

/* What is in a folder of our own, and the folder. */
static gboolean
delete_tree (const char  *path,
             GError     **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      gboolean is_folder = g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK);

      if (is_folder ? !delete_tree (child, error) : !delete_file (child, error))
        return FALSE;
    }
  if (dir != NULL)
    g_rmdir (path);
  return TRUE;
}

/* The file and those that were set aside; whatever else lies in the folder is not ours. */
static gboolean
delete_replicas (const char  *folder,
                 GError     **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gboolean ours = g_str_has_prefix (name, "replica.db") ||
                      (g_str_has_prefix (name, "replica-") && strstr (name, ".db") != NULL);

      if (ours && !delete_file (path, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
delete_all (const char  *folder,
            GError     **error)
{
  static const char *const names[] = { FC_REPLICA_BACKUPS, PHOTOS, MAPS, UNFINISHED };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      if (!delete_tree (path, error))
        return FALSE;
    }
  return delete_replicas (folder, error);
}

static gboolean
wipe (GFile     *folder,
      gboolean   drafts_too,
      GError   **error)
{
  const char *path = g_file_peek_path (folder);
  g_autofree char *file = g_build_filename (path, FC_REPLICA_FILE, NULL);
  int lock = fc_replica_take_lock (path, error);
  gboolean done = lock >= 0 && check_nothing_waits (file, drafts_too, error) && delete_all (path, error);

  fc_replica_release_lock (lock);
  fc_replica_map_error (error);
  return done;
}

/**
 * fc_replica_wipe_sync:
 * @folder: closed
 * @error: FC_REPLICA_ERROR_PENDING with how much waits to be sent or was refused: then nothing has happened
 *
 * Deletes the copy, its backups, what was set aside and the photos. Any thread, blocks.
 */
gboolean
fc_replica_wipe_sync (GFile   *folder,
                      GError **error)
{
  return wipe (folder, TRUE, error);
}

/**
 * fc_replica_wipe_lost_sync:
 *
 * As fc_replica_wipe_sync(), because the company asked for it. What waits to be sent still stops it; what the hub refused
 * does not, for the hub keeps it, too.
 */
gboolean
fc_replica_wipe_lost_sync (GFile   *folder,
                           GError **error)
{
  return wipe (folder, FALSE, error);
}

/**
 * fc_replica_wipe_left_sync:
 * @folder: its data was rescued into another, with what waited there; it may be missing
 *
 * Deletes what fc_replica_wipe_sync() deletes, whatever waits. Any thread, blocks.
 */
gboolean
fc_replica_wipe_left_sync (GFile   *folder,
                           GError **error)
{
  const char *path = g_file_peek_path (folder);
  gboolean done;
  int lock;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  lock = fc_replica_take_lock (path, error);
  done = lock >= 0 && delete_all (path, error);
  fc_replica_release_lock (lock);
  return done;
}

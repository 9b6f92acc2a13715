/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/**
 * fc_replica_path:
 *
 * Returns: (transfer full): the path of @name in the replica's folder
 */
char *
fc_replica_path (GFile      *folder,
                 const char *name)
{
  return g_build_filename (g_file_peek_path (folder), name, NULL);
}

static gboolean
make_folder (const char  *folder,
             GError     **error)
{
  if (g_mkdir_with_parents (folder, 0700) == 0 && g_access (folder, W_OK) == 0)
    return TRUE;
  g_set_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_READ_ONLY,
               _ ("The folder %s cannot be written (%s). Check its permissions and whether the disk is mounted "
                  "read-only"),
               folder, g_strerror (errno));
  return FALSE;
}

static void
name_owner (int      fd,
            GError **error)
{
  char text[64] = "";
  ssize_t n = pread (fd, text, sizeof text - 1, 0);

  if (n > 0)
    g_set_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_BUSY,
                 _ ("Another Forecourt on this computer has this data open: process %s. Close it first, or use it "
                    "instead"),
                 g_strstrip (text));
  else
    g_set_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_BUSY,
                 _ ("Another Forecourt on this computer has this data open. Close it first, or use it instead"));
}

/**
 * fc_replica_take_lock:
 * @folder: path; made where it is missing
 * @error: FC_REPLICA_ERROR_BUSY while another process (or another replica in this one) owns the folder
 *
 * The lock goes when the process ends, however it ends.
 *
 * Returns: a file descriptor for fc_replica_release_lock(), or -1
 */
int
fc_replica_take_lock (const char  *folder,
                      GError     **error)
{
  g_autofree char *path = g_build_filename (folder, FC_REPLICA_LOCK, NULL);
  g_autofree char *owner = g_strdup_printf ("%d\n", (int) getpid ());
  int fd;

  if (!make_folder (folder, error))
    return -1;
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_READ_ONLY,
                   _ ("The file %s cannot be made (%s). Check the folder"), path, g_strerror (errno));
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno == EWOULDBLOCK)
        name_owner (fd, error);
      else
        g_set_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_READ_ONLY,
                     _ ("The folder %s cannot be locked for Forecourt (%s). Choose one on a disk of this computer"), folder,
                     g_strerror (errno));
      close (fd);
      return -1;
    }
  if (ftruncate (fd, 0) != 0 || pwrite (fd, owner, strlen (owner), 0) < 0)
    g_debug ("The lock file does not name its owner: %s", g_strerror (errno));
  return fd;
}

void
fc_replica_release_lock (int fd)
{
  if (fd >= 0)
    close (fd);
}

static gboolean
was_closed_cleanly (FcDb *db)
{
  gint64 clean = 0, tables = 0;

  if (!fc_db_get_int (db, "SELECT count(*) FROM sqlite_schema", &tables, NULL))
    return FALSE;
  if (tables == 0)
    return TRUE;
  return fc_db_get_int (db, "SELECT count(*) FROM meta WHERE key = '" FC_META_CLEAN "' AND value = '1'", &clean,
                        NULL) &&
         clean == 1;
}

static gboolean
begin_use (FcDb    *db,
           GError **error)
{
  g_autoptr (FcStatement) make_client =
    fc_db_prepare (db, "INSERT INTO meta (key, value) VALUES ('" FC_META_CLIENT_ID "', ?) ON CONFLICT DO NOTHING",
                   error);
  FcId id = fc_id_new (g_get_real_time ());
  g_autofree char *text = fc_id_dup_string (&id);

  if (make_client == NULL)
    return FALSE;
  fc_statement_bind_text (make_client, 1, text);
  return fc_statement_run (make_client, error) &&
         fc_db_exec (db, "INSERT OR REPLACE INTO meta (key, value) VALUES ('" FC_META_CLEAN "', '0')", error);
}

/**
 * fc_replica_open_file:
 * @folder: path; its lock is held
 * @unclean: (out): whether it was not closed in good order, so that it must be checked
 *
 * Opens or makes the file, brings it to this version's form and marks it as in use.
 *
 * Returns: (transfer full): the writing connection
 */
FcDb *
fc_replica_open_file (const char  *folder,
                      gboolean    *unclean,
                      GError     **error)
{
  g_autofree char *path = g_build_filename (folder, FC_REPLICA_FILE, NULL);
  g_autoptr (FcDb) db = fc_db_open (path, FC_DB_CREATE, error);

  if (db == NULL)
    return NULL;
  *unclean = !was_closed_cleanly (db);
  if (!fc_replica_migrate (db, error) || !begin_use (db, error))
    return NULL;
  return g_steal_pointer (&db);
}

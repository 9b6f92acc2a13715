/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-db-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Asked every so many steps of SQLite's machine: about 0.1 ms of work. */
#define STEPS_BETWEEN_CHECKS 2000
#define BUSY_WAIT_MS         5000
#define WAL_SIZE_LIMIT       "33554432"

static int
progress_cb (gpointer user_data)
{
  FcDb *self = user_data;

  return self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);
}

static int
wal_grew_cb (gpointer    user_data,
             sqlite3    *handle,
             const char *name,
             int         pages)
{
  FcDb *self = user_data;

  self->wal_pages = (guint) pages;
  return SQLITE_OK;
}

static gboolean
prepare_connection (FcDb    *self,
                    GError **error)
{
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_WAIT_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, self->read_only, NULL);
  sqlite3_progress_handler (self->handle, STEPS_BETWEEN_CHECKS, progress_cb, self);
  if (!fc_db_exec (self,
                   "PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = OFF;"
                   "PRAGMA recursive_triggers = ON;" /* a row that is replaced goes out by its trigger, too */
                   "PRAGMA mmap_size = 0; PRAGMA cache_size = -40000",
                   error))
    return FALSE;
  if (self->read_only)
    return fc_db_exec (self, "PRAGMA query_only = ON; PRAGMA cache_size = -4096", error);
  sqlite3_wal_hook (self->handle, wal_grew_cb, self);
  return fc_db_exec (self,
                     "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                     "PRAGMA journal_size_limit = " WAL_SIZE_LIMIT,
                     error);
}

/* Before the first connection of the process: SQLite otherwise counts each of its allocations behind a lock. */
static void
begin_once (void)
{
  static gsize begun = 0;

  if (!g_once_init_enter (&begun))
    return;
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_once_init_leave (&begun, 1);
}

static gboolean
check_parent_folder (FcDb       *self,
                     FcDbFlags   flags,
                     GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  if ((flags & FC_DB_READ_ONLY) || g_access (folder, W_OK) == 0)
    return TRUE;
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_set_error (error, FC_DB_ERROR, FC_DB_ERROR_NOT_FOUND,
                 _ ("The folder %s is not there. Make it, or choose another"), folder);
  else
    g_set_error (error, FC_DB_ERROR, FC_DB_ERROR_READ_ONLY,
                 _ ("The folder %s cannot be written. Check its permissions and whether the disk is mounted read-only"),
                 folder);
  return FALSE;
}

static int
open_foreign (FcDb *self)
{
  g_autofree char *uri = g_filename_to_uri (self->path, NULL, NULL);
  g_autofree char *immutable = uri != NULL ? g_strconcat (uri, "?immutable=1", NULL) : NULL;

  if (immutable == NULL) /* the path is not absolute */
    return SQLITE_CANTOPEN;
  return sqlite3_open_v2 (immutable, &self->handle,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE,
                          NULL);
}

/**
 * fc_db_open:
 * @path: of the file, in the encoding of file names
 *
 * A writing connection puts the file into WAL mode, begins durable, and never checkpoints by itself: its owner calls
 * fc_db_checkpoint(). A reading one never writes. The connection may move between threads, but not be shared.
 *
 * Returns: (transfer full): the connection, or %NULL with FC_DB_ERROR_NOT_FOUND, _READ_ONLY, _CORRUPT or _BUSY
 */
FcDb *
fc_db_open (const char  *path,
            FcDbFlags    flags,
            GError     **error)
{
  g_autoptr (FcDb) self = g_new0 (FcDb, 1);
  int mode = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  int code;

  begin_once ();
  self->path = g_strdup (path);
  self->read_only = (flags & FC_DB_READ_ONLY) != 0;
  self->durable = TRUE;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) fc_statement_free);
  self->row_sql = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  if (!check_parent_folder (self, flags, error))
    return NULL;
  mode |= self->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (flags & FC_DB_CREATE)
    mode |= SQLITE_OPEN_CREATE;
  code = (flags & FC_DB_FOREIGN) ? open_foreign (self) : sqlite3_open_v2 (path, &self->handle, mode, NULL);
  if (code != SQLITE_OK)
    {
      fc_db_set_error (self, code, error);
      return NULL;
    }
  if (!prepare_connection (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fc_db_close:
 * @self: (transfer full) (nullable):
 *
 * Every borrowed statement must have been given back.
 */
void
fc_db_close (FcDb *self)
{
  if (self == NULL)
    return;
  fc_db_watch (self, FALSE);
  g_hash_table_unref (self->statements);
  g_hash_table_unref (self->row_sql);
  g_clear_object (&self->cancellable);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("A statement was still in use when %s was closed", self->path);
  g_free (self->path);
  g_free (self);
}

gpointer
fc_db_get_handle (FcDb *self)
{
  return self->handle;
}

const char *
fc_db_get_path (FcDb *self)
{
  return self->path;
}

/**
 * fc_db_exec:
 * @sql: one or more statements without parameters; rows they give are dropped
 */
gboolean
fc_db_exec (FcDb        *self,
            const char  *sql,
            GError     **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  fc_db_set_error (self, code, error);
  return FALSE;
}

/**
 * fc_db_set_triggers:
 *
 * Triggers are on when a database is opened. Changing it makes SQLite prepare what it knows of SQL again: for batches.
 */
void
fc_db_set_triggers (FcDb     *self,
                    gboolean  on)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, on, NULL);
}

/**
 * fc_db_get_int:
 * @sql: a SELECT or PRAGMA that gives one number
 * @value: (out): 0 when it gave no row
 */
gboolean
fc_db_get_int (FcDb        *self,
               const char  *sql,
               gint64      *value,
               GError     **error)
{
  g_autoptr (FcStatement) statement = fc_db_prepare (self, sql, error);
  gboolean row = FALSE;

  *value = 0;
  if (statement == NULL || !fc_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *value = fc_statement_get_int (statement, 0);
  return TRUE;
}

gint64
fc_db_count_changes (FcDb *self)
{
  return sqlite3_changes64 (self->handle);
}

/**
 * fc_db_set_durable:
 *
 * Whether a commit returns only when it is on the disk. Costs nothing when it is so already.
 */
gboolean
fc_db_set_durable (FcDb      *self,
                   gboolean   durable,
                   GError   **error)
{
  g_return_val_if_fail (!fc_db_in_transaction (self), FALSE);

  if (self->durable == durable)
    return TRUE;
  if (!fc_db_exec (self, durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", error))
    return FALSE;
  self->durable = durable;
  return TRUE;
}

/**
 * fc_db_set_cancellable:
 * @cancellable: (nullable): %NULL lets statements run to their end again
 */
void
fc_db_set_cancellable (FcDb         *self,
                       GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

static gboolean
run_cached (FcDb        *self,
            const char  *sql,
            GError     **error)
{
  g_autoptr (FcStatement) statement = fc_db_prepare (self, sql, error);

  return statement != NULL && fc_statement_run (statement, error);
}

/**
 * fc_db_begin:
 *
 * Takes the write lock at once: a read transaction that turns into a writing one can fail with no way to wait.
 */
gboolean
fc_db_begin (FcDb    *self,
             GError **error)
{
  return run_cached (self, "BEGIN IMMEDIATE", error);
}

/**
 * fc_db_begin_read:
 *
 * Several SELECTs see one state. End it with fc_db_rollback() soon: it pins the WAL.
 */
gboolean
fc_db_begin_read (FcDb    *self,
                  GError **error)
{
  return run_cached (self, "BEGIN DEFERRED", error);
}

gboolean
fc_db_commit (FcDb    *self,
              GError **error)
{
  return run_cached (self, "COMMIT", error);
}

/**
 * fc_db_rollback:
 *
 * Does nothing outside a transaction: SQLite itself rolls back on a full disk or an I/O error.
 */
void
fc_db_rollback (FcDb *self)
{
  g_autoptr (GError) error = NULL;

  if (fc_db_in_transaction (self) && !run_cached (self, "ROLLBACK", &error))
    g_warning ("%s", error->message);
}

gboolean
fc_db_in_transaction (FcDb *self)
{
  return sqlite3_get_autocommit (self->handle) == 0;
}

gboolean
fc_db_savepoint (FcDb        *self,
                 const char  *name,
                 GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SAVEPOINT \"%s\"", name);

  return run_cached (self, sql, error);
}

gboolean
fc_db_release (FcDb        *self,
               const char  *name,
               GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("RELEASE \"%s\"", name);

  return run_cached (self, sql, error);
}

void
fc_db_rollback_to (FcDb       *self,
                   const char *name)
{
  g_autofree char *back = g_strdup_printf ("ROLLBACK TO \"%s\"", name);
  g_autoptr (GError) error = NULL;

  if (!fc_db_in_transaction (self))
    return;
  if (!run_cached (self, back, &error) || !fc_db_release (self, name, &error))
    g_warning ("%s", error->message);
}

/**
 * fc_db_checkpoint:
 * @truncate: also empties the WAL file; waits for readers
 *
 * Only the one writing connection of a file may call this (versions of SQLite before 3.51.3 have a race in resetting
 * the WAL when two connections do).
 */
gboolean
fc_db_checkpoint (FcDb      *self,
                  gboolean   truncate,
                  GError   **error)
{
  int in_log = 0, done = 0;
  int code =
    sqlite3_wal_checkpoint_v2 (self->handle, NULL, truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE,
                               &in_log, &done);

  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY)
    {
      fc_db_set_error (self, code, error);
      return FALSE;
    }
  self->wal_pages = in_log > done ? (guint) (in_log - done) : 0;
  return TRUE;
}

guint
fc_db_get_wal_pages (FcDb *self)
{
  return self->wal_pages;
}

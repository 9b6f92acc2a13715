/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-disk.h"

#include <sqlite3.h>
#include <string.h>

typedef struct {
  sqlite3_file base;
  SimDisk *disk;    /* (nullable) */
  const char *path; /* SQLite's, as long as the file is open */
  sqlite3_file *real;
} File;

gboolean sim_disk_spare;

static sqlite3_vfs *real_vfs, own_vfs;
static sqlite3_io_methods methods;
static GPtrArray *disks;
static GMutex lock;

/* Counts a call. SQLITE_OK, or what it ends with; only calls that change something meet a full disk. */
static int
meet (SimDisk  *disk,
      int       io_error,
      gboolean  writes)
{
  int code = SQLITE_OK;

  if (disk == NULL || sim_disk_spare)
    return SQLITE_OK;
  g_mutex_lock (&lock);
  if (disk->state == SIM_DISK_WELL && disk->next != SIM_DISK_WELL && disk->good-- <= 0)
    {
      disk->state = disk->next;
      disk->next = SIM_DISK_WELL;
    }
  if (disk->state == SIM_DISK_DEAD || disk->state == SIM_DISK_IO_ERROR)
    code = io_error;
  else if (disk->state == SIM_DISK_FULL && writes)
    code = SQLITE_FULL;
  if (disk->state != SIM_DISK_WELL && disk->state != SIM_DISK_DEAD && disk->bad-- <= 0)
    disk->state = SIM_DISK_WELL;
  g_mutex_unlock (&lock);
  return code;
}

/* Locks alone are busy. */
static int
meet_lock (SimDisk *disk,
           int      io_error)
{
  if (disk != NULL && !sim_disk_spare && disk->state == SIM_DISK_BUSY)
    {
      meet (disk, io_error, FALSE);
      return SQLITE_BUSY;
    }
  return meet (disk, io_error, FALSE);
}

#define REAL(file) (((File *) (file))->real)
#define DISK(file) (((File *) (file))->disk)
#define PATH(file) (((File *) (file))->path)
#define WATCHED(disk) ((disk) != NULL && (disk)->watch != NULL && !sim_disk_spare)
#define PASS(call, code, writes)                           \
  int met = meet (DISK (file), code, writes);              \
  return met != SQLITE_OK ? met : REAL (file)->pMethods->call

static int
file_close (sqlite3_file *file)
{
  int code = REAL (file)->pMethods->xClose (REAL (file));

  g_free (REAL (file));
  return code;
}

static int
file_read (sqlite3_file *file, void *to, int n, sqlite3_int64 at)
{
  PASS (xRead (REAL (file), to, n, at), SQLITE_IOERR_READ, FALSE);
}

static int
file_write (sqlite3_file *file, const void *from, int n, sqlite3_int64 at)
{
  int code = meet (DISK (file), SQLITE_IOERR_WRITE, TRUE);

  if (code == SQLITE_OK)
    code = REAL (file)->pMethods->xWrite (REAL (file), from, n, at);
  if (code == SQLITE_OK && WATCHED (DISK (file)))
    DISK (file)->watch->wrote (PATH (file), from, n, at, DISK (file)->watch_data);
  return code;
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  int code = meet (DISK (file), SQLITE_IOERR_TRUNCATE, TRUE);

  if (code == SQLITE_OK)
    code = REAL (file)->pMethods->xTruncate (REAL (file), size);
  if (code == SQLITE_OK && WATCHED (DISK (file)))
    DISK (file)->watch->cut (PATH (file), size, DISK (file)->watch_data);
  return code;
}

static int
file_sync (sqlite3_file *file, int flags)
{
  int code = meet (DISK (file), SQLITE_IOERR_FSYNC, TRUE);

  if (code == SQLITE_OK)
    code = REAL (file)->pMethods->xSync (REAL (file), flags);
  if (code == SQLITE_OK && WATCHED (DISK (file)))
    DISK (file)->watch->synced (PATH (file), DISK (file)->watch_data);
  return code;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  PASS (xFileSize (REAL (file), size), SQLITE_IOERR_FSTAT, FALSE);
}

static int
file_lock (sqlite3_file *file, int kind)
{
  int met = meet_lock (DISK (file), SQLITE_IOERR_LOCK);

  return met != SQLITE_OK ? met : REAL (file)->pMethods->xLock (REAL (file), kind);
}

static int
file_unlock (sqlite3_file *file, int kind)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), kind);
}

static int
file_check_lock (sqlite3_file *file, int *out)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), out);
}

static int
file_control (sqlite3_file *file, int op, void *arg)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), op, arg);
}

static int
file_sector_size (sqlite3_file *file)
{
  return REAL (file)->pMethods->xSectorSize (REAL (file));
}

static int
file_characteristics (sqlite3_file *file)
{
  return REAL (file)->pMethods->xDeviceCharacteristics (REAL (file));
}

static int
file_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
  return REAL (file)->pMethods->xShmMap (REAL (file), page, size, extend, out);
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  int met = flags & SQLITE_SHM_LOCK ? meet_lock (DISK (file), SQLITE_IOERR_SHMLOCK) : SQLITE_OK;

  return met != SQLITE_OK ? met : REAL (file)->pMethods->xShmLock (REAL (file), offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
file_shm_unmap (sqlite3_file *file, int delete)
{
  gboolean dead = DISK (file) != NULL && DISK (file)->state == SIM_DISK_DEAD;

  return REAL (file)->pMethods->xShmUnmap (REAL (file), delete && !dead);
}

static SimDisk *
find_disk (const char *path)
{
  for (guint i = 0; path != NULL && i < disks->len; i++)
    {
      SimDisk *disk = disks->pdata[i];
      gsize n = strlen (disk->folder);

      if (strncmp (path, disk->folder, n) == 0 && path[n] == '/')
        return disk;
    }
  return NULL;
}

static int
vfs_open (sqlite3_vfs *vfs, sqlite3_filename path, sqlite3_file *file, int flags, int *out_flags)
{
  File *self = (File *) file;
  int code;

  self->base.pMethods = NULL;
  self->disk = find_disk (path);
  self->path = path;
  code = meet (self->disk, SQLITE_CANTOPEN, FALSE);
  if (code != SQLITE_OK)
    return code;
  self->real = g_malloc0 ((gsize) real_vfs->szOsFile);
  code = real_vfs->xOpen (real_vfs, path, self->real, flags, out_flags);
  if (self->real->pMethods != NULL)
    self->base.pMethods = &methods;
  else
    g_clear_pointer (&self->real, g_free);
  return code;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *path, int sync)
{
  SimDisk *disk = find_disk (path);
  int code = meet (disk, SQLITE_IOERR_DELETE, FALSE);

  if (code == SQLITE_OK)
    code = real_vfs->xDelete (real_vfs, path, sync);
  if (code == SQLITE_OK && WATCHED (disk))
    disk->watch->deleted (path, sync != 0, disk->watch_data);
  return code;
}

/**
 * sim_disk_init:
 *
 * Once, before anything opens a file: every connection of the process goes over this disk from now on.
 */
void
sim_disk_init (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  own_vfs = *real_vfs;
  own_vfs.zName = "sim";
  own_vfs.szOsFile = sizeof (File);
  own_vfs.xOpen = vfs_open;
  own_vfs.xDelete = vfs_delete;
  methods = (sqlite3_io_methods){
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
  };
  disks = g_ptr_array_new ();
  sqlite3_vfs_register (&own_vfs, 1);
}

SimDisk *
sim_disk_add (const char *folder)
{
  SimDisk *self = g_new0 (SimDisk, 1);

  self->folder = g_strdup (folder);
  g_ptr_array_add (disks, self);
  return self;
}

/* Every file of it must be closed. */
void
sim_disk_remove (SimDisk *self)
{
  g_ptr_array_remove (disks, self);
  g_free (self->folder);
  g_free (self);
}

/* After @good more calls the disk goes into @next, for @bad calls. */
void
sim_disk_plan (SimDisk      *self,
               SimDiskState  next,
               int           good,
               int           bad)
{
  g_mutex_lock (&lock);
  self->next = next;
  self->good = good;
  self->bad = bad;
  g_mutex_unlock (&lock);
}

void
sim_disk_heal (SimDisk *self)
{
  g_mutex_lock (&lock);
  self->state = self->next = SIM_DISK_WELL;
  g_mutex_unlock (&lock);
}

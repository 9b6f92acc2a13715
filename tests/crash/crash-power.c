/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crash-power.h"

#include <string.h>

#define SECTOR 512

typedef enum { WRITE, CUT, DELETE } Kind;

/* Something that was done to a file and not synced. */
typedef struct {
  Kind kind;
  gint64 at; /* CUT: the size */
  GBytes *bytes;
} Entry;

typedef struct {
  GByteArray *durable; /* (nullable): NULL: no such file after a power cut */
  GArray *log;         /* Entry */
} File;

typedef enum { LOSE_ALL, KEEP_ALL, KEEP_FIRST, MIX, N_WAYS } Way;

struct _CrashPower {
  SimDisk *disk;
  GRand *rand;
  GMutex lock;
  GHashTable *files; /* name → File */
  GQueue images;
  guint acked;
  gboolean lies;
};

static const char *const ways[N_WAYS] = { "nothing unsynced stays", "all stays", "the first writes stay",
                                          "some sectors stay" };

static void
clear_entry (gpointer data)
{
  g_clear_pointer (&((Entry *) data)->bytes, g_bytes_unref);
}

static File *
file_new (void)
{
  File *self = g_new0 (File, 1);

  self->log = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->log, clear_entry);
  return self;
}

static void
file_free (gpointer data)
{
  File *self = data;

  g_clear_pointer (&self->durable, g_byte_array_unref);
  g_array_unref (self->log);
  g_free (self);
}

static File *
get_file (CrashPower *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  File *file = g_hash_table_lookup (self->files, name);

  if (file == NULL)
    {
      file = file_new ();
      g_hash_table_insert (self->files, g_steal_pointer (&name), file);
    }
  return file;
}

/* --- what stays ------------------------------------------------------------------------------------------------------------- */

static void
set_size (GByteArray *bytes, gint64 size)
{
  guint before = bytes->len;

  g_byte_array_set_size (bytes, (guint) size);
  if (size > before)
    memset (bytes->data + before, 0, (gsize) size - before);
}

static void
put (GByteArray *bytes, gint64 at, const guint8 *from, gsize n)
{
  if (at + (gint64) n > bytes->len)
    set_size (bytes, at + (gint64) n);
  memcpy (bytes->data + at, from, n);
}

static void
scramble (CrashPower *self, GByteArray *bytes, gint64 at, gsize n)
{
  if (at + (gint64) n > bytes->len)
    set_size (bytes, at + (gint64) n);
  for (gsize i = 0; i < n; i++)
    bytes->data[(gsize) at + i] = (guint8) g_rand_int (self->rand);
}

/* Only what was written can be torn: SQLite counts on neighbours in a sector being safe. */
static void
put_some_sectors (CrashPower *self, GByteArray *bytes, const Entry *entry)
{
  gsize n, done = 0;
  const guint8 *from = g_bytes_get_data (entry->bytes, &n);

  while (done < n)
    {
      gint64 at = entry->at + (gint64) done;
      gsize piece = MIN (n - done, (gsize) (SECTOR - at % SECTOR));
      guint32 chance = (guint32) g_rand_int_range (self->rand, 0, 8);

      if (chance < 4)
        put (bytes, at, from + done, piece);
      else if (chance == 4)
        scramble (self, bytes, at, piece);
      done += piece;
    }
}

/* Returns: whether the file is there after it */
static gboolean
apply_entry (CrashPower *self, GByteArray *bytes, const Entry *entry, Way way)
{
  gsize n;
  const guint8 *from;

  switch (entry->kind)
    {
    case CUT:
      set_size (bytes, entry->at);
      return TRUE;
    case DELETE:
      set_size (bytes, 0);
      return FALSE;
    case WRITE:
    default:
      from = g_bytes_get_data (entry->bytes, &n);
      if (way == MIX)
        put_some_sectors (self, bytes, entry);
      else
        put (bytes, entry->at, from, n);
      return TRUE;
    }
}

/* Returns: (transfer full) (nullable) */
static GByteArray *
image_of_file (CrashPower *self, const File *file, Way way)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean there = file->durable != NULL;
  guint end = file->log->len;

  if (file->durable != NULL)
    g_byte_array_append (bytes, file->durable->data, file->durable->len);
  if (way == LOSE_ALL)
    end = 0;
  else if (way == KEEP_FIRST)
    end = (guint) g_rand_int_range (self->rand, 0, (gint32) file->log->len + 1);
  for (guint i = 0; i < end; i++)
    {
      const Entry *entry = &g_array_index (file->log, Entry, i);

      /* What comes after a deletion that did not last was done to another file of that name. */
      if (way == MIX && entry->kind != WRITE && g_rand_boolean (self->rand))
        {
          if (entry->kind == DELETE)
            break;
          continue;
        }
      there = apply_entry (self, bytes, entry, way);
    }
  return there ? g_steal_pointer (&bytes) : NULL;
}

static void
take_image (CrashPower *self)
{
  CrashImage *image = g_new0 (CrashImage, 1);
  Way way = (Way) g_rand_int_range (self->rand, 0, N_WAYS);
  GHashTableIter iter;
  gpointer name, file;

  image->acked = self->acked;
  image->how = ways[way];
  image->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &name, &file))
    {
      GByteArray *bytes = image_of_file (self, file, way);

      if (bytes != NULL)
        g_hash_table_insert (image->files, g_strdup (name), g_byte_array_free_to_bytes (bytes));
    }
  g_queue_push_tail (&self->images, image);
}

/* --- what happens --------------------------------------------------------------------------------------------------------- */

static void
note (const char *path, Entry entry, gpointer data)
{
  CrashPower *self = data;

  g_mutex_lock (&self->lock);
  g_array_append_val (get_file (self, path)->log, entry);
  g_mutex_unlock (&self->lock);
}

static void
file_written_cb (const char *path, const void *from, int n, gint64 at, gpointer data)
{
  note (path, (Entry){ WRITE, at, g_bytes_new (from, (gsize) n) }, data);
}

static void
file_cut_cb (const char *path, gint64 size, gpointer data)
{
  note (path, (Entry){ CUT, size, NULL }, data);
}

static void
file_deleted_cb (const char *path, gboolean synced, gpointer data)
{
  CrashPower *self = data;
  g_autofree char *name = g_path_get_basename (path);

  if (!synced)
    {
      note (path, (Entry){ DELETE, 0, NULL }, data);
      return;
    }
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->files, name);
  g_mutex_unlock (&self->lock);
}

/* The power may go just before the sync was done. */
static void
file_synced_cb (const char *path, gpointer data)
{
  CrashPower *self = data;
  File *file;

  g_mutex_lock (&self->lock);
  take_image (self);
  file = get_file (self, path);
  if (!self->lies)
    {
      GByteArray *bytes = image_of_file (self, file, KEEP_ALL);

      g_clear_pointer (&file->durable, g_byte_array_unref);
      file->durable = bytes != NULL ? bytes : g_byte_array_new ();
      g_array_set_size (file->log, 0);
    }
  g_mutex_unlock (&self->lock);
}

/* --- for tests -------------------------------------------------------------------------------------------------------------- */

static void
read_folder (CrashPower *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->disk->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->disk->folder, name, NULL);
      g_autofree char *text = NULL;
      gsize n;

      if (g_str_has_suffix (name, "-shm") || !g_file_get_contents (path, &text, &n, NULL))
        continue;
      get_file (self, path)->durable = g_byte_array_new_take ((guint8 *) g_steal_pointer (&text), n);
    }
}

/**
 * crash_power_new:
 * @disk: whose folder is durable as it is now; nothing of it is open
 */
CrashPower *
crash_power_new (SimDisk *disk, guint64 seed)
{
  static const SimDiskWatch watch = { file_written_cb, file_cut_cb, file_synced_cb, file_deleted_cb };
  const guint32 words[] = { (guint32) seed, (guint32) (seed >> 32), 0xc0 };
  CrashPower *self = g_new0 (CrashPower, 1);

  self->disk = disk;
  self->rand = g_rand_new_with_seed_array (words, G_N_ELEMENTS (words));
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, file_free);
  g_mutex_init (&self->lock);
  g_queue_init (&self->images);
  read_folder (self);
  disk->watch_data = self;
  disk->watch = &watch;
  return self;
}

void
crash_power_free (CrashPower *self)
{
  self->disk->watch = NULL;
  g_queue_clear_full (&self->images, (GDestroyNotify) crash_image_free);
  g_hash_table_unref (self->files);
  g_rand_free (self->rand);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* From now on the disk says that it has synced, and has not: a test that cannot tell is none. */
void
crash_power_lie (CrashPower *self)
{
  self->lies = TRUE;
}

/* @acked: how much somebody has been told to be safe */
void
crash_power_acknowledge (CrashPower *self, guint acked)
{
  g_mutex_lock (&self->lock);
  self->acked = acked;
  g_mutex_unlock (&self->lock);
}

void
crash_power_cut (CrashPower *self)
{
  g_mutex_lock (&self->lock);
  take_image (self);
  g_mutex_unlock (&self->lock);
}

CrashImage *
crash_power_pop (CrashPower *self)
{
  CrashImage *image;

  g_mutex_lock (&self->lock);
  image = g_queue_pop_head (&self->images);
  g_mutex_unlock (&self->lock);
  return image;
}

void
crash_image_write (const CrashImage *self, const char *folder)
{
  GHashTableIter iter;
  gpointer name, bytes;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gsize n;
      const char *data = g_bytes_get_data (bytes, &n);

      g_assert_true (
        g_file_set_contents_full (path, data != NULL ? data : "", (gssize) n, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
}

void
crash_image_free (CrashImage *self)
{
  g_hash_table_unref (self->files);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-import-watch.h"

#include "fc-movement-file.h"

#define LOOK_SECONDS   30
#define FILES_PER_TURN 64
#define ATTRIBUTES                                                                                                    \
  G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE                \
                                 "," G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC

typedef struct {
  gint64 size;
  gint64 modified;  /* µs */
  gint64 since;     /* monotonic µs: unchanged since */
  gboolean told;
} Seen;

struct _FcImportWatch {
  GObject parent_instance;

  GFile *folder;
  guint settle_ms;
  GFileMonitor *monitor; /* (nullable) */
  GHashTable *seen;      /* name → Seen */
  GListStore *ready;     /* of the look under way */
  GCancellable *cancellable;
  guint soon_source;
  guint regular_source;
  gboolean looking;
  gboolean unsettled;
};

G_DEFINE_FINAL_TYPE (FcImportWatch, fc_import_watch, G_TYPE_OBJECT)

enum { SIGNAL_SETTLED, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
look_cb (gpointer user_data)
{
  FcImportWatch *self = user_data;

  self->soon_source = 0;
  fc_import_watch_look (self);
  return G_SOURCE_REMOVE;
}

static gboolean
look_regularly_cb (gpointer user_data)
{
  fc_import_watch_look (user_data);
  return G_SOURCE_CONTINUE;
}

static void
look_soon (FcImportWatch *self)
{
  if (self->soon_source == 0)
    self->soon_source = g_timeout_add (self->settle_ms, look_cb, self);
}

static gboolean
is_wanted (GFileInfo *info)
{
  return g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR
         && fc_movement_file_kind (g_file_info_get_name (info)) != FC_NAXML_NONE;
}

static void
consider (FcImportWatch *self,
          GFileInfo     *info)
{
  const char *name = g_file_info_get_name (info);
  gint64 size = g_file_info_get_size (info);
  gint64 now = g_get_monotonic_time ();
  gint64 modified = (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) * G_USEC_PER_SEC
                    + g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC);
  Seen *seen = g_hash_table_lookup (self->seen, name);

  if (seen == NULL)
    {
      seen = g_new0 (Seen, 1);
      seen->size = -1;
      g_hash_table_insert (self->seen, g_strdup (name), seen);
    }
  if (seen->size != size || seen->modified != modified)
    *seen = (Seen){ .size = size, .modified = modified, .since = now };
  if (seen->told)
    return;
  if (now - seen->since < self->settle_ms * G_TIME_SPAN_MILLISECOND)
    {
      self->unsettled = TRUE;
      return;
    }
  seen->told = TRUE;
  g_autoptr (GFile) file = g_file_get_child (self->folder, name);
  g_list_store_append (self->ready, file);
}

static void
finish_look (FcImportWatch *self)
{
  g_autoptr (GListStore) ready = g_steal_pointer (&self->ready);

  self->looking = FALSE;
  if (self->unsettled)
    look_soon (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (ready)) > 0)
    g_signal_emit (self, signals[SIGNAL_SETTLED], 0, ready);
}

static void
files_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FcImportWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  GList *infos = g_file_enumerator_next_files_finish (G_FILE_ENUMERATOR (source), result, &error);

  if (infos == NULL)
    {
      finish_look (self);
      return;
    }
  for (GList *at = infos; at != NULL; at = at->next)
    if (is_wanted (at->data))
      consider (self, at->data);
  g_list_free_full (infos, g_object_unref);
  g_file_enumerator_next_files_async (G_FILE_ENUMERATOR (source), FILES_PER_TURN, G_PRIORITY_LOW, self->cancellable,
                                      files_cb, g_object_ref (self));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcImportWatch) self = user_data;
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children_finish (G_FILE (source), result, NULL);

  if (children == NULL)
    {
      /* The folder is away (a drive not mounted yet): the next look finds it. */
      finish_look (self);
      return;
    }
  g_file_enumerator_next_files_async (children, FILES_PER_TURN, G_PRIORITY_LOW, self->cancellable, files_cb,
                                      g_object_ref (self));
}

static void
fc_import_watch_dispose (GObject *object)
{
  FcImportWatch *self = FC_IMPORT_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->soon_source, g_source_remove);
  g_clear_handle_id (&self->regular_source, g_source_remove);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fc_import_watch_parent_class)->dispose (object);
}

static void
fc_import_watch_finalize (GObject *object)
{
  FcImportWatch *self = FC_IMPORT_WATCH (object);

  g_clear_object (&self->folder);
  g_clear_object (&self->ready);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->seen, g_hash_table_unref);

  G_OBJECT_CLASS (fc_import_watch_parent_class)->finalize (object);
}

static void
fc_import_watch_class_init (FcImportWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fc_import_watch_dispose;
  object_class->finalize = fc_import_watch_finalize;

  signals[SIGNAL_SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_LIST_MODEL);
}

static void
fc_import_watch_init (FcImportWatch *self)
{
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->cancellable = g_cancellable_new ();
}

/**
 * fc_import_watch_new:
 * @settle_ms: how long a file must lie untouched before it is named
 *
 * Returns: (transfer full): looks at once and goes on until it is released
 */
FcImportWatch *
fc_import_watch_new (GFile *folder,
                     guint  settle_ms)
{
  FcImportWatch *self = g_object_new (FC_TYPE_IMPORT_WATCH, NULL);

  self->folder = g_object_ref (folder);
  self->settle_ms = settle_ms;
  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (look_soon), self);
  self->regular_source = g_timeout_add_seconds (LOOK_SECONDS, look_regularly_cb, self);
  fc_import_watch_look (self);
  return self;
}

/**
 * fc_import_watch_get_folder:
 *
 * Returns: (transfer none):
 */
GFile *
fc_import_watch_get_folder (FcImportWatch *self)
{
  return self->folder;
}

/**
 * fc_import_watch_try_again:
 *
 * @file was named, but is not whole yet: name it once more when it has changed or the next regular look comes.
 */
void
fc_import_watch_try_again (FcImportWatch *self,
                           GFile         *file)
{
  g_autofree char *name = g_file_get_basename (file);
  Seen *seen = g_hash_table_lookup (self->seen, name);

  if (seen != NULL)
    seen->told = FALSE;
}

/**
 * fc_import_watch_look:
 *
 * Looks through the folder now.
 */
void
fc_import_watch_look (FcImportWatch *self)
{
  if (self->looking)
    return;
  self->looking = TRUE;
  self->unsettled = FALSE;
  self->ready = g_list_store_new (G_TYPE_FILE);
  g_file_enumerate_children_async (self->folder, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, G_PRIORITY_LOW,
                                   self->cancellable, opened_cb, g_object_ref (self));
}

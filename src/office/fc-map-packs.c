/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-packs.h"

#include "fc-company-queries.h"

#include <glib/gstdio.h>
#include <string.h>

#define ORPHAN_DAYS 7 /* so long a file waits for its row: a backup that was restored gets it from the server again */

struct _FcMapPacks {
  GObject parent_instance;

  FcReplica *replica;
  GPtrArray *items; /* FcMapPackItem, by name */
  GCancellable *cancellable;
  gboolean loading;
  gboolean again; /* something changed while it was read */
  gboolean swept;
};

G_DEFINE_FINAL_TYPE (FcMapPacks, fc_map_packs, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void load (FcMapPacks *self);

static void
item_free (gpointer data)
{
  FcMapPackItem *item = data;

  g_object_unref (item->record);
  g_clear_pointer (&item->pack, fc_map_pack_unref);
  g_free (item);
}

/* What the worker that opens the files needs. */
typedef struct {
  GFile *folder;
  GPtrArray *rows; /* FcRecord */
  gboolean sweep;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *self = data;

  g_object_unref (self->folder);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static FcMapPack *
open_pack (GFile    *folder,
           FcRecord *record)
{
  g_autofree char *path = fc_map_pack_path (folder, fc_record_get_text (record, FC_MAP_PACK_SHA256));

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;
  return fc_map_pack_open (path, (guint) fc_record_get_int (record, FC_MAP_PACK_MIN_ZOOM),
                           (guint) fc_record_get_int (record, FC_MAP_PACK_MAX_ZOOM), NULL);
}

static void
sweep (const Opening *opening)
{
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < opening->rows->len; i++)
    {
      const char *sha256 = fc_record_get_text (opening->rows->pdata[i], FC_MAP_PACK_SHA256);

      if (sha256 != NULL)
        g_hash_table_add (named, (gpointer) sha256);
    }
  fc_map_pack_sweep (opening->folder, named, g_get_real_time () - ORPHAN_DAYS * G_TIME_SPAN_DAY);
}

static void
open_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const Opening *opening = data;
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);

  if (opening->sweep)
    sweep (opening);
  for (guint i = 0; i < opening->rows->len; i++)
    {
      FcMapPackItem *item = g_new0 (FcMapPackItem, 1);

      item->record = g_object_ref (opening->rows->pdata[i]);
      item->pack = open_pack (opening->folder, item->record);
      g_ptr_array_add (items, item);
    }
  g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
}

static void
loaded (FcMapPacks *self)
{
  self->loading = FALSE;
  if (self->again)
    load (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  FcMapPacks *self = FC_MAP_PACKS (source);
  GPtrArray *items = g_task_propagate_pointer (G_TASK (result), NULL);

  if (items == NULL)
    return;
  g_ptr_array_unref (self->items);
  self->items = items;
  g_signal_emit (self, signals[CHANGED], 0);
  loaded (self);
}

static void
rows_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (FcMapPacks) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = fc_rows_of_finish (FC_REPLICA (source), result, &error);
  g_autoptr (GTask) task = NULL;
  Opening *opening;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      g_message ("The map packs cannot be read: %s", error->message);
      loaded (self);
      return;
    }
  opening = g_new0 (Opening, 1);
  *opening = (Opening){ g_object_ref (fc_replica_get_folder (self->replica)), rows, !self->swept };
  self->swept = TRUE;
  task = g_task_new (self, self->cancellable, opened_cb, NULL);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_thread);
}

static void
load (FcMapPacks *self)
{
  self->again = self->loading;
  if (self->loading)
    return;
  self->loading = TRUE;
  fc_rows_of_async (self->replica, FC_MAP_PACK, self->cancellable, rows_cb, g_object_ref (self));
}

static void
replica_changed_cb (FcMapPacks      *self,
                    const FcChanges *changes)
{
  if (fc_changes_touch (changes, FC_MAP_PACK))
    load (self);
}

static void
fc_map_packs_dispose (GObject *object)
{
  FcMapPacks *self = FC_MAP_PACKS (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (fc_map_packs_parent_class)->dispose (object);
}

static void
fc_map_packs_finalize (GObject *object)
{
  FcMapPacks *self = FC_MAP_PACKS (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->items);
  g_object_unref (self->replica);

  G_OBJECT_CLASS (fc_map_packs_parent_class)->finalize (object);
}

static void
fc_map_packs_class_init (FcMapPacksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_map_packs_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_map_packs_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", FC_TYPE_MAP_PACKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_map_packs_init (FcMapPacks *self)
{
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->cancellable = g_cancellable_new ();
}

/**
 * fc_map_packs_new:
 *
 * Begins to read the list; the first "changed" tells that it is there.
 */
FcMapPacks *
fc_map_packs_new (FcReplica *replica)
{
  FcMapPacks *self = g_object_new (FC_TYPE_MAP_PACKS, NULL);

  self->replica = g_object_ref (replica);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return self;
}

/**
 * fc_map_packs_get_items:
 *
 * Returns: (transfer none) (element-type FcMapPackItem): by name
 */
GPtrArray *
fc_map_packs_get_items (FcMapPacks *self)
{
  return self->items;
}

/* An import: first the file, then its row. */
typedef struct {
  FcMapPackFile *file; /* (nullable): until it is copied */
  FcMapPackOutcome outcome;
  char *name;
} Import;

static void
import_free (gpointer data)
{
  Import *self = data;

  g_clear_pointer (&self->file, fc_map_pack_file_free);
  g_free (self->name);
  g_free (self);
}

static FcRecord *
new_record (const FcMapPackFile *file)
{
  FcId id = fc_id_new (g_get_real_time ());
  FcRecord *record = fc_record_new (FC_MAP_PACK, &id);
  g_autofree char *bounds = fc_map_bounds_to_json (&file->about->bounds);

  fc_record_set_text (record, FC_MAP_PACK_NAME, file->about->name);
  fc_record_set_text (record, FC_MAP_PACK_FILE, file->file);
  fc_record_set_int (record, FC_MAP_PACK_MIN_ZOOM, file->about->min_zoom);
  fc_record_set_int (record, FC_MAP_PACK_MAX_ZOOM, file->about->max_zoom);
  fc_record_set_text (record, FC_MAP_PACK_BOUNDS, bounds);
  fc_record_set_int (record, FC_MAP_PACK_SIZE, file->size);
  fc_record_set_text (record, FC_MAP_PACK_ATTRIBUTION, file->about->attribution);
  fc_record_set_text (record, FC_MAP_PACK_SHA256, file->sha256);
  return record;
}

static void
fail (GTask  *task,
      GError *error)
{
  FcMapPacks *self = g_task_get_source_object (task);
  Import *import = g_task_get_task_data (task);

  if (import->file != NULL && !import->file->was_here)
    {
      g_autofree char *path = fc_map_pack_path (fc_replica_get_folder (self->replica), import->file->sha256);

      g_unlink (path);
    }
  g_task_return_error (task, error);
}

static void
inserted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (fc_replica_run_finish (FC_REPLICA (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    fail (task, error);
}

static FcRecord *
find_row (GPtrArray  *rows,
          const char *sha256)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (fc_record_get_text (rows->pdata[i], FC_MAP_PACK_SHA256), sha256) == 0)
      return rows->pdata[i];
  return NULL;
}

static void
known_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  Import *import = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = fc_rows_of_finish (FC_REPLICA (source), result, &error);
  FcRecord *known = rows != NULL ? find_row (rows, import->file->sha256) : NULL;
  g_autoptr (FcRecord) record = NULL;

  if (rows == NULL)
    {
      fail (task, error);
      return;
    }
  if (known == NULL)
    {
      import->name = g_strdup (import->file->about->name);
      record = new_record (import->file);
      fc_replica_run_op_async (FC_REPLICA (source), fc_op_new_insert (record, g_get_real_time ()), NULL, inserted_cb,
                               g_object_ref (task));
      return;
    }
  import->outcome = import->file->was_here ? FC_MAP_PACK_KNOWN : FC_MAP_PACK_BROUGHT;
  import->name = g_strdup (fc_record_get_text (known, FC_MAP_PACK_NAME));
  load (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  FcMapPacks *self = g_task_get_source_object (task);
  Import *import = g_task_get_task_data (task);
  GError *error = NULL;

  import->file = fc_map_pack_import_finish (result, &error);
  if (import->file == NULL)
    fail (task, error);
  else
    fc_rows_of_async (self->replica, FC_MAP_PACK, g_task_get_cancellable (task), known_cb, g_object_ref (task));
}

/**
 * fc_map_packs_import_async:
 * @progress: (nullable): see fc_map_pack_import_async()
 *
 * Takes a file to this computer and tells the company of it.
 */
void
fc_map_packs_import_async (FcMapPacks          *self,
                           GFile               *file,
                           FcProgressFunc       progress,
                           gpointer             progress_data,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE); /* what was written is told */
  g_task_set_task_data (task, g_new0 (Import, 1), import_free);
  fc_map_pack_import_async (fc_replica_get_folder (self->replica), file, progress, progress_data, cancellable,
                            copied_cb, g_object_ref (task));
}

/**
 * fc_map_packs_import_finish:
 * @outcome: (out):
 * @name: (out) (transfer full): what the company calls the map
 */
gboolean
fc_map_packs_import_finish (FcMapPacks        *self,
                            GAsyncResult      *result,
                            FcMapPackOutcome  *outcome,
                            char             **name,
                            GError           **error)
{
  Import *import = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *outcome = import->outcome;
  *name = g_steal_pointer (&import->name);
  return TRUE;
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (fc_replica_run_finish (FC_REPLICA (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
run (FcMapPacks          *self,
     FcOp                *op,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  fc_replica_run_op_async (self->replica, op, NULL, ran_cb, g_task_new (self, NULL, callback, user_data));
}

/**
 * fc_map_packs_delete_async:
 *
 * The company has this map no more. Its file stays for fc_map_packs_restore_async() until fc_map_packs_forget(); other
 * computers delete theirs when they start.
 */
void
fc_map_packs_delete_async (FcMapPacks          *self,
                           FcRecord            *record,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  run (self, fc_op_new_delete (record, g_get_real_time ()), callback, user_data);
}

void
fc_map_packs_restore_async (FcMapPacks          *self,
                            FcRecord            *record,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  run (self, fc_op_new_insert (record, g_get_real_time ()), callback, user_data);
}

gboolean
fc_map_packs_run_finish (FcMapPacks    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The file of a pack that was deleted a moment ago. */
typedef struct {
  FcMapPacks *self;
  char *sha256;
} Forgetting;

static void
forget_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autofree Forgetting *forgetting = data;
  g_autoptr (FcMapPacks) self = forgetting->self;
  g_autofree char *sha256 = forgetting->sha256;
  g_autoptr (GPtrArray) rows = fc_rows_of_finish (FC_REPLICA (source), result, NULL);
  g_autofree char *path = fc_map_pack_path (fc_replica_get_folder (self->replica), sha256);

  if (rows != NULL && path != NULL && find_row (rows, sha256) == NULL)
    g_unlink (path);
}

/**
 * fc_map_packs_forget:
 *
 * Nobody will take the deletion of @record back any more: its file goes, unless another row names it.
 */
void
fc_map_packs_forget (FcMapPacks *self,
                     FcRecord   *record)
{
  Forgetting *forgetting = g_new0 (Forgetting, 1);

  *forgetting = (Forgetting){ g_object_ref (self), g_strdup (fc_record_get_text (record, FC_MAP_PACK_SHA256)) };
  fc_rows_of_async (self->replica, FC_MAP_PACK, NULL, forget_cb, forgetting);
}

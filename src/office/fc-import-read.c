/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-import-read.h"

#include "fc-movement-file.h"
#include "fc-teller.h"

#include <string.h>

/* What the worker was given and where it stands. */
typedef struct {
  GPtrArray *files;  /* GFile */
  GPtrArray *stores; /* FcImportStore */
  FcTeller teller;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_ptr_array_unref (read->files);
  g_ptr_array_unref (read->stores);
  fc_teller_clear (&read->teller);
  g_free (read);
}

static void
import_file_free (gpointer data)
{
  FcImportFile *file = data;

  g_object_unref (file->file);
  g_free (file->name);
  g_clear_pointer (&file->report, fc_naxml_report_free);
  g_free (file->problem);
  g_free (file);
}

/**
 * fc_import_store_new:
 * @station: its row
 *
 * Returns: (transfer full): what the worker needs to know of it
 */
FcImportStore *
fc_import_store_new (FcRecord *station)
{
  FcImportStore *self = g_new0 (FcImportStore, 1);
  const char *currency = fc_record_get_text (station, FC_STATION_CURRENCY);

  self->id = *fc_record_get_id (station);
  self->store = g_strdup (fc_record_get_text (station, FC_STATION_STORE_LOCATION_ID));
  self->name = g_strdup (fc_record_get_text (station, FC_STATION_NAME));
  g_strlcpy (self->currency, currency != NULL ? currency : "", sizeof self->currency);
  self->unit = fc_volume_unit_named (fc_record_get_text (station, FC_STATION_VOLUME_UNIT));
  return self;
}

void
fc_import_store_free (gpointer data)
{
  FcImportStore *self = data;

  g_free (self->store);
  g_free (self->name);
  g_free (self);
}

/**
 * fc_import_store_find:
 * @stores: (element-type FcImportStore):
 *
 * Returns: (transfer none) (nullable): the station a file's store number means
 */
const FcImportStore *
fc_import_store_find (GPtrArray  *stores,
                      const char *store)
{
  for (guint i = 0; i < stores->len; i++)
    {
      const FcImportStore *known = g_ptr_array_index (stores, i);

      if (known->store != NULL && store != NULL && fc_naxml_ids_equal (known->store, store))
        return known;
    }
  return NULL;
}

static gboolean
know_store (const char   *store,
            FcNaxmlUnits *units,
            gpointer      user_data)
{
  const FcImportStore *known = fc_import_store_find (user_data, store);

  if (known == NULL)
    return FALSE;
  units->currency = g_intern_string (known->currency);
  units->volume_unit = known->unit;
  units->fahrenheit = known->unit == FC_VOLUME_US_GALLON;
  return TRUE;
}

static gboolean
is_unfinished (GFile        *file,
               const GError *error)
{
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_QUERY_INFO_NONE,
                       NULL, NULL);
  FcFileStat stat = { 0 };

  if (info == NULL)
    return FALSE;
  stat.size = g_file_info_get_size (info);
  stat.modified_us = (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) * G_USEC_PER_SEC;
  return fc_movement_file_try_again (error, &stat, g_get_real_time ());
}

static FcImportFile *
read_file (GFile          *file,
           FcNaxmlOptions *options,
           FcMessages     *messages,
           GCancellable   *cancellable)
{
  FcImportFile *result = g_new0 (FcImportFile, 1);
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GError) error = NULL;

  result->file = g_object_ref (file);
  result->name = g_filename_display_name (name != NULL ? name : "?");
  result->report = fc_naxml_parse_file (file, options, messages, cancellable, &error);
  if (result->report == NULL)
    {
      result->problem = g_strdup (error->message);
      result->try_again = is_unfinished (file, error);
    }
  return result;
}

static void
note_unknown (FcImportPreview *preview,
              const char      *store)
{
  for (guint i = 0; i < preview->unknown->len; i++)
    if (fc_naxml_ids_equal (g_ptr_array_index (preview->unknown, i), store))
      return;
  g_ptr_array_add (preview->unknown, g_strdup (store));
}

static void
group (FcImportPreview *preview)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new ();

  for (guint i = 0; i < preview->files->len; i++)
    {
      FcImportFile *file = g_ptr_array_index (preview->files, i);

      if (file->report == NULL)
        continue;
      if (file->report->store_refused)
        {
          note_unknown (preview, file->report->store);
          continue;
        }
      preview->n_sales += file->report->sales->len;
      g_ptr_array_add (reports, file->report);
    }
  preview->feeds = fc_shift_feeds_group ((FcNaxmlReport *const *) reports->pdata, reports->len, preview->messages);
  fc_shift_feeds_check (preview->feeds, preview->messages);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Read *read = task_data;
  g_autoptr (FcImportPreview) preview = g_new0 (FcImportPreview, 1);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  FcNaxmlOptions options = { .store_func = know_store, .store_data = read->stores };

  options.today = fc_time_to_date (g_get_real_time (), utc);
  preview->files = g_ptr_array_new_with_free_func (import_file_free);
  preview->unknown = g_ptr_array_new_with_free_func (g_free);
  preview->messages = fc_messages_new ();
  for (guint i = 0; i < read->files->len; i++)
    {
      if (g_task_return_error_if_cancelled (task))
        return;
      fc_teller_tell (&read->teller, task, "", i, read->files->len);
      g_ptr_array_add (preview->files,
                       read_file (g_ptr_array_index (read->files, i), &options, preview->messages, cancellable));
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  group (preview);
  g_task_return_pointer (task, g_steal_pointer (&preview), (GDestroyNotify) fc_import_preview_free);
}

/**
 * fc_import_read_async:
 * @files: (element-type GFile):
 * @stores: (element-type FcImportStore): not changed while it runs
 * @progress: (nullable): files read so far
 *
 * Reads @files in a worker. A file that cannot be used is part of the answer, never an error.
 */
void
fc_import_read_async (GPtrArray           *files,
                      GPtrArray           *stores,
                      FcProgressFunc       progress,
                      gpointer             progress_data,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Read *read = g_new0 (Read, 1);

  read->files = g_ptr_array_ref (files);
  read->stores = g_ptr_array_ref (stores);
  fc_teller_init (&read->teller, progress, progress_data);
  g_task_set_name (task, "fc_import_read_async");
  g_task_set_task_data (task, read, read_free);
  g_task_run_in_thread (task, read_thread);
}

/**
 * fc_import_read_finish:
 *
 * Returns: (transfer full) (nullable): NULL only when cancelled
 */
FcImportPreview *
fc_import_read_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
fc_import_preview_free (FcImportPreview *self)
{
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->feeds, g_ptr_array_unref);
  g_clear_pointer (&self->unknown, g_ptr_array_unref);
  g_clear_pointer (&self->messages, fc_messages_free);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-job-private.h"

#include "fc-error.h"
#include "fc-import-run.h"
#include "fc-time.h"

#include <glib/gi18n-lib.h>

static const char *const state_names[] = {
  [FC_IMPORT_NEW] = "new",         [FC_IMPORT_KNOWN] = "known",   [FC_IMPORT_LOCKED] = "locked",
  [FC_IMPORT_COVERED] = "covered", [FC_IMPORT_FAILED] = "failed", [FC_IMPORT_DONE] = "imported",
  [FC_IMPORT_LATE] = "late",
};

typedef struct {
  GPtrArray *stores;
  FcImportRun *run;
  guint counts[FC_IMPORT_LATE + 1];
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_clear_pointer (&import->stores, g_ptr_array_unref);
  g_clear_object (&import->run);
  g_free (import);
}

static void
tell_files (FcJob           *job,
            FcImportPreview *preview)
{
  JsonArray *files = json_array_new ();
  guint waiting = 0;

  for (guint i = 0; i < preview->files->len; i++)
    {
      FcImportFile *file = g_ptr_array_index (preview->files, i);
      JsonObject *line = json_object_new ();

      json_object_set_string_member (line, "name", file->name);
      if (file->report != NULL)
        json_object_set_string_member (line, "kind", fc_naxml_kind_to_string (file->report->kind));
      if (file->report != NULL && file->report->store != NULL)
        json_object_set_string_member (line, "store", file->report->store);
      if (file->problem != NULL)
        json_object_set_string_member (line, "problem", file->problem);
      if (file->try_again)
        json_object_set_boolean_member (line, "try_again", TRUE);
      waiting += file->try_again;
      json_array_add_object_element (files, line);
    }
  json_object_set_array_member (job->result, "files", files);
  json_object_set_int_member (job->result, "waiting", waiting);
}

static void
tell_messages (FcJob           *job,
               FcImportPreview *preview)
{
  JsonArray *messages = json_array_new ();
  JsonArray *unknown = json_array_new ();

  for (guint i = 0; i < fc_messages_get_n_items (preview->messages); i++)
    {
      const FcMessage *message = fc_messages_get (preview->messages, i);
      JsonObject *line = json_object_new ();

      json_object_set_string_member (line, "severity", fc_severity_to_string (message->severity));
      if (message->file != NULL)
        json_object_set_string_member (line, "file", message->file);
      json_object_set_int_member (line, "line", message->line);
      json_object_set_string_member (line, "text", message->text);
      json_array_add_object_element (messages, line);
    }
  for (guint i = 0; i < preview->unknown->len; i++)
    json_array_add_string_element (unknown, g_ptr_array_index (preview->unknown, i));
  json_object_set_array_member (job->result, "messages", messages);
  json_object_set_array_member (job->result, "unknown_stores", unknown);
}

static void
tell_shifts (FcJob  *job,
             Import *import)
{
  GPtrArray *items = fc_import_run_get_items (import->run);
  JsonArray *shifts = json_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      FcImportItem *item = g_ptr_array_index (items, i);
      g_autofree char *date = fc_date_to_iso (item->feed->business_date);
      JsonObject *line = json_object_new ();

      json_object_set_string_member (line, "station", item->store->name);
      json_object_set_string_member (line, "business_date", date);
      json_object_set_int_member (line, "sequence", item->feed->sequence);
      json_object_set_string_member (line, "state", state_names[item->state]);
      if (item->problem != NULL)
        json_object_set_string_member (line, "problem", item->problem);
      json_array_add_object_element (shifts, line);
    }
  json_object_set_array_member (job->result, "shifts", shifts);
}

static void
tell_journals (FcJob  *job,
               Import *import)
{
  GPtrArray *journals = fc_import_run_get_journals (import->run);
  JsonArray *list = json_array_new ();
  guint known = 0;

  for (guint i = 0; i < journals->len; i++)
    {
      const FcImportJournal *journal = g_ptr_array_index (journals, i);
      JsonObject *line = json_object_new ();

      json_object_set_string_member (line, "station", journal->store->name);
      json_object_set_string_member (line, "file", journal->report->file);
      json_object_set_int_member (line, "sales", journal->report->sales->len);
      json_object_set_string_member (line, "state", state_names[journal->state]);
      if (journal->problem != NULL)
        json_object_set_string_member (line, "problem", journal->problem);
      known += journal->n_known;
      json_array_add_object_element (list, line);
    }
  json_object_set_array_member (job->result, "journals", list);
  json_object_set_int_member (job->result, "sales_imported", fc_import_run_count_sales (import->run, FC_IMPORT_DONE));
  json_object_set_int_member (job->result, "sales_known", known);
}

static void
finish (GTask *task)
{
  FcJob *job = g_task_get_task_data (task);
  Import *import = job->state;
  FcImportPreview *preview = fc_import_run_get_preview (import->run);

  tell_files (job, preview);
  tell_messages (job, preview);
  tell_shifts (job, import);
  tell_journals (job, import);
  for (guint state = 0; state < G_N_ELEMENTS (state_names); state++)
    json_object_set_int_member (job->result, state_names[state],
                                fc_import_run_count (import->run, (FcImportState) state));
  json_object_set_int_member (job->result, "known", import->counts[FC_IMPORT_KNOWN]);
  fc_job_return (task);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!fc_import_run_finish (FC_IMPORT_RUN (source), result, &error))
    g_task_return_error (task, error);
  else
    finish (task);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcJob *job = g_task_get_task_data (task);
  Import *import = job->state;
  GError *error = NULL;

  if (!fc_import_run_look_finish (import->run, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  import->counts[FC_IMPORT_KNOWN] = fc_import_run_count (import->run, FC_IMPORT_KNOWN);
  if (fc_job_get_bool (job, "dry_run"))
    finish (task);
  else
    fc_import_run_async (import->run, fc_job_progressed, job, g_task_get_cancellable (task), ran_cb,
                         g_object_ref (task));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcJob *job = g_task_get_task_data (task);
  Import *import = job->state;
  GError *error = NULL;
  FcImportPreview *preview = fc_import_read_finish (result, &error);

  if (preview == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  import->run = fc_import_run_new (job->replica, preview, import->stores);
  fc_import_run_look_async (import->run, g_task_get_cancellable (task), looked_cb, g_object_ref (task));
}

static GPtrArray *
list_files (FcJob *job)
{
  JsonNode *node = json_object_get_member (job->args, "files");
  JsonArray *paths = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; paths != NULL && i < json_array_get_length (paths); i++)
    {
      const char *path = json_node_get_string (json_array_get_element (paths, i));

      if (path != NULL && g_path_is_absolute (path))
        g_ptr_array_add (files, g_file_new_for_path (path));
    }
  return files;
}

static gboolean
begin (GTask      *task,
       FcJob      *job,
       GPtrArray  *stations,
       GError    **error)
{
  Import *import = job->state;
  g_autoptr (GPtrArray) files = list_files (job);
  FcRecord *only = fc_job_get_text (job, "station") != NULL ? fc_job_find_station (job, stations, error) : NULL;

  if (only == NULL && fc_job_get_text (job, "station") != NULL)
    return FALSE;
  for (guint i = 0; i < stations->len; i++)
    if (only == NULL || stations->pdata[i] == only)
      g_ptr_array_add (import->stores, fc_import_store_new (stations->pdata[i]));
  fc_import_read_async (files, import->stores, fc_job_progressed, job, g_task_get_cancellable (task), read_cb,
                        g_object_ref (task));
  return TRUE;
}

void
fc_job_import (GTask *task)
{
  g_autoptr (GTask) owned = task;
  FcJob *job = g_task_get_task_data (task);
  Import *import = g_new0 (Import, 1);

  import->stores = g_ptr_array_new_with_free_func (fc_import_store_free);
  job->state = import;
  job->state_free = import_free;
  if (fc_replica_get_tenant (job->replica) == NULL)
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_NOT_FOUND,
                             _ ("There is no company here yet: sign in, or make one, then import"));
  else
    fc_job_with_stations (g_steal_pointer (&owned), begin);
}

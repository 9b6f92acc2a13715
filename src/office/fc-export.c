/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-export-private.h"

#include "fc-error.h"
#include "fc-rows.h"

#include <glib/gi18n-lib.h>

#define FLUSH_BYTES 65536

static void
export_free (gpointer data)
{
  FcExport *self = data;

  g_free (self->path);
  g_time_zone_unref (self->zone);
  g_hash_table_unref (self->currencies);
  fc_teller_clear (&self->teller);
  g_free (self);
}

static gint64
count_rows (const FcExport  *self,
            FcDb            *db,
            GError         **error)
{
  g_autoptr (FcStatement) select = fc_export_select (self, db, TRUE, error);
  gboolean row = FALSE;

  if (select == NULL || !fc_statement_step (select, &row, error))
    return -1;
  return row ? fc_statement_get_int (select, 0) : 0;
}

static gboolean
flush (GString        *text,
       GOutputStream  *to,
       gsize           above,
       GCancellable   *cancellable,
       GError        **error)
{
  gboolean written;

  if (text->len <= above)
    return TRUE;
  written = g_output_stream_write_all (to, text->str, text->len, NULL, cancellable, error);
  g_string_truncate (text, 0);
  return written;
}

static void
append_row (const FcExport *self,
            FcRecord       *record,
            gint64          n,
            GString        *text)
{
  if (!self->json)
    {
      fc_export_csv_row (self, record, text);
      return;
    }
  g_string_append (text, n > 0 ? ",\n" : "[\n");
  fc_export_json_row (self, record, text);
}

/* Returns: rows written, -1 after an error */
static gint64
write_rows (GTask          *task,
            FcDb           *db,
            GOutputStream  *to,
            GCancellable   *cancellable,
            GError        **error)
{
  FcExport *self = g_task_get_task_data (task);
  gint64 total = count_rows (self, db, error), n = 0;
  g_autoptr (FcStatement) select = total < 0 ? NULL : fc_export_select (self, db, FALSE, error);
  g_autoptr (GString) text = g_string_sized_new (2 * FLUSH_BYTES);
  gboolean row = TRUE;

  if (!self->json)
    fc_export_csv_head (self, text);
  while (row)
    {
      g_autoptr (FcRecord) record = NULL;

      if (select == NULL || !fc_statement_step (select, &row, error))
        return -1;
      if (!row)
        break;
      record = fc_rows_read (select, self->entity, 0);
      append_row (self, record, n++, text);
      if (!flush (text, to, FLUSH_BYTES, cancellable, error))
        return -1;
      fc_teller_tell (&self->teller, task, _ ("Writing"), n, total);
    }
  if (self->json)
    g_string_append (text, n > 0 ? "\n]\n" : "[]\n");
  return flush (text, to, 0, cancellable, error) ? n : -1;
}

static gpointer
write_file (FcDb          *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  FcExport *self = g_task_get_task_data (data);
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GFileOutputStream) to = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  g_autoptr (GCancellable) give_up = g_cancellable_new ();
  gint64 n;

  if (to == NULL)
    return NULL;
  n = write_rows (data, db, G_OUTPUT_STREAM (to), cancellable, error);
  if (n < 0)
    {
      /* Closing under a cancelled cancellable leaves what was there before. */
      g_cancellable_cancel (give_up);
      g_output_stream_close (G_OUTPUT_STREAM (to), give_up, NULL);
      return NULL;
    }
  if (!g_output_stream_close (G_OUTPUT_STREAM (to), cancellable, error))
    return NULL;
  return g_memdup2 (&n, sizeof n);
}

static void
wrote_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gint64 *n = fc_replica_read_finish (FC_REPLICA (source), result, &error);

  if (n == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, n, g_free);
}

static FcRecord *
find_station (const FcExportPlan *plan)
{
  for (guint i = 0; i < plan->stations->len; i++)
    if (fc_id_equal (fc_record_get_id (plan->stations->pdata[i]), &plan->station))
      return plan->stations->pdata[i];
  return plan->stations->len > 0 ? plan->stations->pdata[0] : NULL;
}

static FcExport *
prepare (FcReplica          *replica,
         const FcExportPlan *plan)
{
  const FcActor *actor = fc_replica_get_actor (replica);
  FcRecord *tenant = fc_replica_get_tenant (replica), *station = find_station (plan);
  const char *zone = station != NULL ? fc_record_get_text (station, FC_STATION_TIME_ZONE) : NULL;
  FcExport *self = g_new0 (FcExport, 1);

  self->entity = plan->entity;
  self->station = plan->station;
  self->from = plan->from;
  self->until = plan->until;
  self->json = plan->json;
  self->path = g_strdup (plan->path);
  self->all_stations = actor != NULL && actor->all_stations;
  self->zone = g_time_zone_new_identifier (zone);
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  self->currencies = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, NULL);
  for (guint i = 0; i < plan->stations->len; i++)
    {
      const char *currency = fc_record_get_text (plan->stations->pdata[i], FC_STATION_CURRENCY);

      g_hash_table_insert (self->currencies, g_memdup2 (fc_record_get_id (plan->stations->pdata[i]), sizeof (FcId)),
                           (gpointer) g_intern_string (currency));
    }
  self->currency = g_intern_string (tenant != NULL ? fc_record_get_text (tenant, FC_TENANT_CURRENCY) : NULL);
  return self;
}

/**
 * fc_export_async:
 *
 * Errors: FC_ERROR_DENIED where the person may not see such records, G_IO_ERROR when the file cannot be written; then a
 * file that was there before is as it was.
 */
void
fc_export_async (FcReplica           *replica,
                 const FcExportPlan  *plan,
                 FcProgressFunc       progress,
                 gpointer             progress_data,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (replica, cancellable, callback, user_data);
  const FcEntityInfo *info = fc_catalog_get (plan->entity);
  const FcActor *actor = fc_replica_get_actor (replica);
  FcExport *self;

  if (actor == NULL)
    {
      g_task_return_new_error (task, FC_ERROR, FC_ERROR_DENIED, _ ("Nobody is signed in. Sign in and try again"));
      return;
    }
  if (info->read != NULL && !fc_actor_may (actor, info->read))
    {
      /* Translators: the name of a person and a kind of record */
      g_task_return_new_error (task, FC_ERROR, FC_ERROR_DENIED, _ ("%s may not see records of this kind: %s"),
                               actor->name != NULL ? actor->name : "?", _ (info->label));
      return;
    }
  self = prepare (replica, plan);
  fc_teller_init (&self->teller, progress, progress_data);
  g_task_set_task_data (task, self, export_free);
  fc_replica_read_async (replica, write_file, g_object_ref (task), g_object_unref, g_free, cancellable, wrote_cb,
                         g_object_ref (task));
}

gint64
fc_export_finish (FcReplica     *replica,
                  GAsyncResult  *result,
                  GError       **error)
{
  g_autofree gint64 *n = g_task_propagate_pointer (G_TASK (result), error);

  return n != NULL ? *n : -1;
}

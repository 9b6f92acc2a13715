/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-import-run-private.h"

#include "fc-import-journal.h"
#include "fc-sale-queries.h"
#include "fc-shift-import.h"
#include "fc-shift-queries.h"
#include "fc-shift-versions.h"
#include "fc-station-queries.h"

/* The wanted shifts one after the other, each a transaction of its own; the single sales of journals before them. */

static void import_next (GTask *task);

static void
item_finished (GTask         *task,
               FcImportState  state,
               const GError  *error)
{
  FcImportRun *self = g_task_get_source_object (task);
  FcImportItem *item = fc_import_run_get_item (self, self->at);

  item->state = state;
  item->wanted = FALSE;
  if (error != NULL)
    item->problem = g_strdup (error->message);
  else
    self->previous = item->shift_id;
  self->done++;
  self->at++;
  import_next (task);
}

static void
corrected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcImportRun *self = g_task_get_source_object (task);
  FcImportItem *item = fc_import_run_get_item (self, self->at);
  g_autoptr (FcRecord) correction = fc_import_run_version (self, result);

  item->corrected = correction != NULL;
  if (item->corrected)
    item->newest_id = self->version;
  item_finished (task, FC_IMPORT_DONE, NULL);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcImportRun *self = g_task_get_source_object (task);
  FcImportItem *item = fc_import_run_get_item (self, self->at);
  g_autoptr (GError) error = NULL;

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    {
      item_finished (task, FC_IMPORT_FAILED, error);
      return;
    }
  item->late = item->state == FC_IMPORT_LATE;
  if (!item->late)
    {
      item_finished (task, FC_IMPORT_DONE, NULL);
      return;
    }
  self->version = fc_shift_correction_id (&item->newest_id);
  fc_import_run_load_version (self, task, corrected_cb);
}

static void
covers_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcOp *op = g_object_steal_data (G_OBJECT (task), "op");

  if (fc_journal_covers_finish (FC_REPLICA (source), result, NULL))
    json_object_set_boolean_member (op->fields, "sales", FALSE);
  fc_replica_run_op_async (FC_REPLICA (source), op, g_task_get_cancellable (task), ran_cb, g_object_ref (task));
}

/* Where the single sales of its time are here from a journal, the shift's sums are no sales of their own. */
static void
run_shift (GTask              *task,
           const FcImportItem *item,
           FcOp               *op)
{
  FcImportRun *self = g_task_get_source_object (task);
  gint64 from = json_object_get_int_member_with_default (op->fields, "opened_at", 0);
  gint64 until = json_object_get_int_member_with_default (op->fields, "closed_at", 0);

  g_object_set_data_full (G_OBJECT (task), "op", op, (GDestroyNotify) fc_op_free);
  fc_journal_covers_async (self->replica, &item->store->id, from, until, g_task_get_cancellable (task), covers_cb,
                           g_object_ref (task));
}

static void
run_item (GTask *task)
{
  FcImportRun *self = g_task_get_source_object (task);
  FcImportItem *item = fc_import_run_get_item (self, self->at);
  FcRecord *tenant = fc_replica_get_tenant (self->replica);
  gboolean follows = !fc_id_is_null (&self->previous) && !fc_id_equal (&self->previous, &item->shift_id);
  FcOp *op = fc_shift_import_op_new (self->station, fc_record_get_id (tenant), &item->store->id, item->feed,
                                     follows ? &self->previous : NULL, g_get_real_time (), self->preview->messages);
  g_autofree char *digest = fc_shift_import_digest (op->fields);

  item->same = g_strcmp0 (digest, item->digest) == 0;
  run_shift (task, item, op);
}

static gboolean
is_before (FcRecord           *shift,
           const FcImportItem *item)
{
  gint64 date = fc_record_get_int (shift, FC_SHIFT_BUSINESS_DATE);

  if (fc_id_equal (fc_record_get_id (shift), &item->shift_id))
    return FALSE;
  return date < item->feed->business_date || (date == item->feed->business_date && item->feed->sequence > 0 &&
                                              fc_record_get_int (shift, FC_SHIFT_NUMBER) < item->feed->sequence);
}

static void
latest_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcImportRun *self = g_task_get_source_object (task);
  g_autoptr (FcRecord) latest = fc_shift_latest_finish (FC_REPLICA (source), result, NULL);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (latest != NULL && is_before (latest, fc_import_run_get_item (self, self->at)))
    self->previous = *fc_record_get_id (latest);
  run_item (task);
}

static void
station_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcImportRun *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->station, fc_row_set_free);
  self->station = fc_station_load_finish (FC_REPLICA (source), result, &error);
  if (self->station == NULL)
    {
      item_finished (task, FC_IMPORT_FAILED, error);
      return;
    }
  fc_shift_latest_async (self->replica, &fc_import_run_get_item (self, self->at)->store->id,
                         g_task_get_cancellable (task), latest_cb, g_object_ref (task));
}

static gboolean
same_station_as_before (FcImportRun *self)
{
  return self->station != NULL &&
         fc_row_set_get (self->station, FC_STATION, &fc_import_run_get_item (self, self->at)->store->id) != NULL;
}

static void
journal_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcImportRun *self = g_task_get_source_object (task);
  FcImportJournal *journal = g_ptr_array_index (self->journals, self->journal++);
  g_autoptr (GError) error = NULL;
  gboolean done = fc_import_journal_finish (result, &journal->n_new, &journal->n_known, &error);

  if (g_task_return_error_if_cancelled (task))
    return;
  journal->state = done ? FC_IMPORT_DONE : FC_IMPORT_FAILED;
  if (!done)
    journal->problem = g_strdup (error->message);
  import_next (task);
}

static gboolean
import_journal (GTask *task)
{
  FcImportRun *self = g_task_get_source_object (task);
  const FcImportJournal *journal;

  while (self->journal < self->journals->len &&
         ((FcImportJournal *) g_ptr_array_index (self->journals, self->journal))->state != FC_IMPORT_NEW)
    self->journal++;
  if (self->journal == self->journals->len)
    return FALSE;
  journal = g_ptr_array_index (self->journals, self->journal);
  fc_import_journal_async (self->replica, journal->store, journal->report, self->preview->messages,
                           g_task_get_cancellable (task), journal_cb, g_object_ref (task));
  return TRUE;
}

static void
import_next (GTask *task)
{
  FcImportRun *self = g_task_get_source_object (task);

  if (g_task_return_error_if_cancelled (task) || import_journal (task))
    return;
  while (fc_import_run_get_item (self, self->at) != NULL && !fc_import_run_get_item (self, self->at)->wanted)
    self->at++;
  if (self->progress != NULL)
    self->progress ("", self->done, self->done + fc_import_run_count_wanted (self), self->progress_data);
  if (fc_import_run_get_item (self, self->at) == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (same_station_as_before (self))
    {
      run_item (task);
      return;
    }
  self->previous = (FcId){ 0 };
  fc_station_load_async (self->replica, &fc_import_run_get_item (self, self->at)->store->id, g_get_real_time (),
                         g_task_get_cancellable (task), station_cb, g_object_ref (task));
}

/**
 * fc_import_run_async:
 * @progress: (nullable): shifts done and to do
 *
 * Imports the wanted items. A refused item keeps its reason; the others go on.
 */
void
fc_import_run_async (FcImportRun         *self,
                     FcProgressFunc       progress,
                     gpointer             progress_data,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->at = 0;
  self->journal = 0;
  self->done = 0;
  self->progress = progress;
  self->progress_data = progress_data;
  g_clear_pointer (&self->station, fc_row_set_free);
  import_next (task);
}

gboolean
fc_import_run_finish (FcImportRun   *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-import-journal.h"

#include "fc-journal-sales.h"
#include "fc-run-ops.h"
#include "fc-sale-queries.h"
#include "fc-station-queries.h"

typedef struct {
  FcReplica *replica;
  const FcImportStore *store;
  const FcNaxmlReport *report;
  FcMessages *messages;
  GPtrArray *sales; /* (nullable) FcRecord */
  guint n_new;
} Journal;

static void
journal_free (gpointer data)
{
  Journal *self = data;

  g_object_unref (self->replica);
  g_clear_pointer (&self->sales, g_ptr_array_unref);
  g_free (self);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (fc_run_ops_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
news_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Journal *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (FcJournalNews) news = fc_journal_news_finish (self->replica, result, &error);

  if (news == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->n_new = news->fresh->len;
  for (guint i = 0; i < news->reversals->len; i++)
    g_ptr_array_add (news->fresh, g_object_ref (news->reversals->pdata[i]));
  fc_run_ops_async (self->replica, fc_sales_import_ops (&self->store->id, news->fresh, g_get_real_time ()), NULL, NULL,
                    g_task_get_cancellable (task), ran_cb, g_object_ref (task));
}

static void
station_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Journal *self = g_task_get_task_data (task);
  FcRecord *tenant = fc_replica_get_tenant (self->replica);
  GError *error = NULL;
  g_autoptr (FcRowSet) rows = fc_station_load_finish (self->replica, result, &error);

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->sales = fc_journal_sales (rows, fc_record_get_id (tenant), &self->store->id, self->report, self->messages);
  fc_journal_news_async (self->replica, &self->store->id, self->sales, g_task_get_cancellable (task), news_cb,
                         g_object_ref (task));
}

/**
 * fc_import_journal_async:
 * @messages: gets a line for what was left out
 *
 * Only what is not here yet is written and sent; the sums of shifts that the journal belongs to are taken back.
 */
void
fc_import_journal_async (FcReplica            *replica,
                         const FcImportStore  *store,
                         const FcNaxmlReport  *report,
                         FcMessages           *messages,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (replica, cancellable, callback, user_data);
  Journal *self = g_new0 (Journal, 1);

  self->replica = g_object_ref (replica);
  self->store = store;
  self->report = report;
  self->messages = messages;
  g_task_set_task_data (task, self, journal_free);
  fc_station_load_async (replica, &store->id, g_get_real_time (), cancellable, station_cb, g_object_ref (task));
}

/**
 * fc_import_journal_finish:
 * @n_new: (out): lines of sales that were brought in
 * @n_known: (out): lines that were here already
 */
gboolean
fc_import_journal_finish (GAsyncResult  *result,
                          guint         *n_new,
                          guint         *n_known,
                          GError       **error)
{
  Journal *self = g_task_get_task_data (G_TASK (result));

  *n_new = self->n_new;
  *n_known = self->sales != NULL ? self->sales->len - self->n_new : 0;
  return g_task_propagate_boolean (G_TASK (result), error);
}

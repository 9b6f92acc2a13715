/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-fill.h"

#include "fc-error.h"
#include "fc-replica-sync.h"
#include "fc-teller.h"

#include <glib/gi18n-lib.h>

typedef struct {
  FcReplica *replica;
  FcDemoOptions options;
  char *as;
  FcId user; /* whose address is @as; null until seen */
  FcTeller teller;
  FcDemoSummary summary;
} Fill;

static void
fill_free (gpointer data)
{
  Fill *fill = data;

  g_object_unref (fill->replica);
  g_free (fill->as);
  fc_teller_clear (&fill->teller);
  fc_demo_summary_clear (&fill->summary);
  g_free (fill);
}

static gboolean
put_records (GPtrArray  *records,
             gpointer    user_data,
             GError    **error)
{
  Fill *fill = g_task_get_task_data (user_data);

  for (guint i = 0; i < records->len; i++)
    if (fc_record_get_entity (records->pdata[i]) == FC_USER &&
        g_strcmp0 (fc_record_get_text (records->pdata[i], FC_USER_EMAIL), fill->as) == 0)
      fill->user = *fc_record_get_id (records->pdata[i]);
  return fc_replica_load_records_sync (fill->replica, records, error);
}

static gboolean
put_batch (const FcFactBatch  *batch,
           gpointer            user_data,
           GError            **error)
{
  Fill *fill = g_task_get_task_data (user_data);

  return fc_replica_load_facts_sync (fill->replica, batch, error);
}

static void
progressed (const char *step,
            gint64      done,
            gint64      total,
            gpointer    user_data)
{
  Fill *fill = g_task_get_task_data (user_data);

  fc_teller_tell (&fill->teller, user_data, _ (step), done, total);
}

static void
fill_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  static const FcDemoSink sink = { put_records, put_batch, put_batch, progressed, put_batch };
  Fill *fill = task_data;
  GError *error = NULL;

  if (!fc_demo_generate (&fill->options, &sink, task, cancellable, &fill->summary, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
seated_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!fc_replica_act_as_finish (FC_REPLICA (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
horizon_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fill *fill = g_task_get_task_data (task);
  GError *error = NULL;

  if (!fc_replica_set_meta_finish (FC_REPLICA (source), result, &error))
    g_task_return_error (task, error);
  else if (fc_id_is_null (&fill->user))
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_NOT_FOUND,
                             _ ("The demo company is made, but nobody in it is called %s"), fill->as);
  else
    fc_replica_act_as_async (fill->replica, &fill->user, seated_cb, g_object_ref (task));
}

static void
filled_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fill *fill = g_task_get_task_data (G_TASK (result));
  g_autofree char *horizon = NULL;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, fill, NULL);
  g_object_set_data_full (G_OBJECT (task), "worker", g_object_ref (result), g_object_unref);
  horizon = g_strdup_printf ("%" G_GINT64_FORMAT, fill->summary.sales_horizon);
  fc_replica_set_meta_async (fill->replica, FC_META_SALES_HORIZON, horizon, horizon_cb, g_object_ref (task));
}

/**
 * fc_demo_fill_async:
 *
 * Errors: FC_ERROR_INVALID for options that make no company, FC_ERROR_NOT_FOUND for an unknown @as, FC_REPLICA_ERROR. What
 * was written before an error stays: throw the folder away.
 */
void
fc_demo_fill_async (FcReplica           *replica,
                    const FcDemoOptions *options,
                    const char          *as,
                    FcProgressFunc       progress,
                    gpointer             progress_data,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  GTask *task = g_task_new (replica, cancellable, callback, user_data);
  g_autoptr (GTask) worker = g_task_new (replica, cancellable, filled_cb, task);
  Fill *fill = g_new0 (Fill, 1);

  fill->replica = g_object_ref (replica);
  fill->options = *options;
  fill->as = g_strdup (as != NULL ? as : FC_DEMO_MANAGER);
  fc_teller_init (&fill->teller, progress, progress_data);
  g_task_set_task_data (worker, fill, fill_free);
  g_task_run_in_thread (worker, fill_thread);
}

/**
 * fc_demo_fill_finish:
 * @summary: (out caller-allocates) (nullable): cleared with fc_demo_summary_clear(); set only on success
 */
gboolean
fc_demo_fill_finish (FcReplica      *replica,
                     GAsyncResult   *result,
                     FcDemoSummary  *summary,
                     GError        **error)
{
  Fill *fill = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (summary != NULL)
    {
      *summary = fill->summary;
      fill->summary = (FcDemoSummary){ 0 };
    }
  return TRUE;
}

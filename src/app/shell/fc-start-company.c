/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-start-company.h"

#include <string.h>

#include "fc-demo.h"
#include "fc-provision.h"

typedef struct {
  FcReplica *replica;
  FcProgressFunc progress;
  gpointer progress_data;
  char *company, *currency, *time_zone, *person;
  FcId user_id;
} Start;

typedef struct {
  FcProgressFunc progress;
  gpointer progress_data;
  char *step;
  gint64 done, total;
} Report;

static void
start_free (gpointer data)
{
  Start *start = data;

  g_object_unref (start->replica);
  g_free (start->company);
  g_free (start->currency);
  g_free (start->time_zone);
  g_free (start->person);
  g_free (start);
}

static void
report_free (gpointer data)
{
  Report *report = data;

  g_free (report->step);
  g_free (report);
}

static gboolean
report_idle_cb (gpointer data)
{
  Report *report = data;

  report->progress (report->step, report->done, report->total, report->progress_data);
  return G_SOURCE_REMOVE;
}

/* ---- The demo company, on a thread of its own ---- */

static void
note_user (Start    *start,
           FcRecord *record)
{
  if (fc_record_get_entity (record) == FC_USER &&
      g_strcmp0 (fc_record_get_text (record, FC_USER_EMAIL), FC_DEMO_MANAGER) == 0)
    start->user_id = *fc_record_get_id (record);
}

static gboolean
take_records (GPtrArray  *records,
              gpointer    data,
              GError    **error)
{
  Start *start = data;

  for (guint i = 0; i < records->len; i++)
    note_user (start, records->pdata[i]);
  return fc_replica_load_records_sync (start->replica, records, error);
}

static gboolean
take_facts (const FcFactBatch  *batch,
            gpointer            data,
            GError            **error)
{
  return fc_replica_load_facts_sync (((Start *) data)->replica, batch, error);
}

static void
tell_progress (const char *step,
               gint64      done,
               gint64      total,
               gpointer    data)
{
  Start *start = data;
  Report *report;

  if (start->progress == NULL)
    return;
  report = g_new0 (Report, 1);
  report->progress = start->progress;
  report->progress_data = start->progress_data;
  report->step = g_strdup (step);
  report->done = done;
  report->total = total;
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, report_idle_cb, report, report_free);
}

static void
demo_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  static const FcDemoSink sink = { take_records, take_facts, take_facts, tell_progress };
  Start *start = data;
  FcDemoOptions options;
  GError *error = NULL;

  fc_demo_options_init (&options, FC_DEMO_SEED, g_get_real_time ());
  if (fc_demo_generate (&options, &sink, start, cancellable, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * fc_start_demo_async:
 * @replica: new and empty
 *
 * Fills the replica with the demo company. Cancelled or failed, the replica holds a part and must be made anew.
 */
void
fc_start_demo_async (FcReplica           *replica,
                     FcProgressFunc       progress,
                     gpointer             progress_data,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (replica, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);

  start->replica = g_object_ref (replica);
  start->progress = progress;
  start->progress_data = progress_data;
  g_task_set_task_data (task, start, start_free);
  g_task_run_in_thread (task, demo_thread);
}

/* ---- A company without a hub ---- */

static char *
own_email (const char *person)
{
  g_autofree char *name = fc_provision_slug (person);

  return g_strdup_printf ("%s@localhost.localdomain", name[0] != '\0' ? name : "me");
}

static void
local_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Start *start = data;
  gint64 now = g_get_real_time ();
  FcId tenant_id = fc_id_new (now);
  g_autofree char *slug = fc_provision_slug (start->company), *email = own_email (start->person);
  FcProvision provision = { slug, start->company, NULL, start->currency, start->time_zone, start->person, email };
  g_autoptr (GPtrArray) records = NULL;
  GError *error = NULL;

  if (!fc_provision_check (&provision, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  records = fc_provision_new (&provision, &tenant_id, now);
  start->user_id = *fc_record_get_id (records->pdata[records->len - 1]);
  if (fc_replica_load_records_sync (start->replica, records, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * fc_start_local_async:
 *
 * Makes a company that works without a hub, with @person as its administrator.
 */
void
fc_start_local_async (FcReplica           *replica,
                      const char          *company,
                      const char          *currency,
                      const char          *time_zone,
                      const char          *person,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (replica, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);

  start->replica = g_object_ref (replica);
  start->company = g_strdup (company);
  start->currency = g_strdup (currency);
  start->time_zone = g_strdup (time_zone);
  start->person = g_strdup (person);
  g_task_set_task_data (task, start, start_free);
  g_task_run_in_thread (task, local_thread);
}

/**
 * fc_start_company_finish:
 * @user_id: (out): the person to act as
 */
gboolean
fc_start_company_finish (FcReplica     *replica,
                         GAsyncResult  *result,
                         FcId          *user_id,
                         GError       **error)
{
  Start *start = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *user_id = start->user_id;
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-job-private.h"

#include "fc-error.h"
#include "fc-station-queries.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *name;
  void (*start) (GTask *task);
} jobs[] = {
  { "import", fc_job_import },
  { "export", fc_job_export },
  { "report", fc_job_report },
  { "report-period", fc_job_report_period },
  { "status", fc_job_status },
  { "sync", fc_job_sync },
};

static void
job_free (gpointer data)
{
  FcJob *job = data;

  if (job->state_free != NULL)
    job->state_free (job->state);
  g_clear_object (&job->replica);
  g_clear_object (&job->session);
  json_object_unref (job->args);
  g_clear_pointer (&job->result, json_object_unref);
  g_free (job);
}

/* Returns: (transfer none) (nullable): the argument where it is a text with something in it */
const char *
fc_job_get_text (FcJob      *job,
                 const char *name)
{
  JsonNode *node = json_object_get_member (job->args, name);
  const char *text = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  return text != NULL && text[0] != '\0' ? text : NULL;
}

static void
stations_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) stations = fc_stations_finish (job->replica, result, &error);

  if (stations == NULL || !job->begin (task, job, stations, &error))
    g_task_return_error (task, error);
}

void
fc_job_with_stations (GTask     *task,
                      FcJobBegin begin)
{
  FcJob *job = g_task_get_task_data (task);

  job->begin = begin;
  fc_stations_async (job->replica, g_task_get_cancellable (task), stations_cb, task);
}

FcRecord *
fc_job_find_station (FcJob      *job,
                     GPtrArray  *stations,
                     GError    **error)
{
  const char *code = fc_job_get_text (job, "station");

  for (guint i = 0; i < stations->len; i++)
    if (g_strcmp0 (fc_record_get_text (stations->pdata[i], FC_STATION_CODE), code) == 0)
      return stations->pdata[i];
  g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("No station has the code “%s”, or you may not see it"), code);
  return NULL;
}

gboolean
fc_job_get_bool (FcJob      *job,
                 const char *name)
{
  return json_object_get_boolean_member_with_default (job->args, name, FALSE);
}

/* An FcProgressFunc. */
void
fc_job_progressed (const char *step,
                   gint64      done,
                   gint64      total,
                   gpointer    data)
{
  FcJob *job = data;

  if (job->progress != NULL)
    job->progress (step, done, total, job->progress_data);
}

void
fc_job_return (GTask *task)
{
  FcJob *job = g_task_get_task_data (task);

  g_task_return_pointer (task, json_object_ref (job->result), (GDestroyNotify) json_object_unref);
}

/**
 * fc_job_run_async:
 * @name: of a job, see the header
 *
 * Errors: FC_ERROR_NOT_FOUND for an unknown job, FC_ERROR_INVALID for arguments that make no sense, what the job says.
 */
void
fc_job_run_async (FcReplica           *replica,
                  FcSession           *session,
                  const char          *name,
                  JsonObject          *args,
                  FcProgressFunc       progress,
                  gpointer             progress_data,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (replica, cancellable, callback, user_data);
  FcJob *job = g_new0 (FcJob, 1);

  job->replica = g_object_ref (replica);
  job->session = session != NULL ? g_object_ref (session) : NULL;
  job->args = json_object_ref (args);
  job->result = json_object_new ();
  job->progress = progress;
  job->progress_data = progress_data;
  g_task_set_task_data (task, job, job_free);
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    if (g_str_equal (jobs[i].name, name))
      {
        jobs[i].start (g_steal_pointer (&task));
        return;
      }
  g_task_return_new_error (task, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("There is nothing called “%s” to do"), name);
}

/**
 * fc_job_run_finish:
 *
 * Returns: (transfer full) (nullable):
 */
JsonObject *
fc_job_run_finish (GAsyncResult  *result,
                   GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

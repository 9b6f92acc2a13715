/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-job-private.h"

void
fc_report_of_job_clear (FcReportOfJob *self)
{
  g_clear_pointer (&self->report, fc_report_unref);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  FcJob *job = data;
  const FcReportOfJob *self = job->state;
  GError *error = NULL;

  if (fc_report_write (self->report, self->format, fc_job_get_text (job, "file"), &error))
    {
      json_object_set_string_member (job->result, "file", fc_job_get_text (job, "file"));
      fc_job_return (task);
    }
  else
    g_task_return_error (task, error);
}

void
fc_job_write_report (GTask *task)
{
  g_task_run_in_thread (task, write_in_thread);
  g_object_unref (task);
}

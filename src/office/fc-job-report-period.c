/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-job-private.h"

#include "fc-error.h"
#include "fc-report-info.h"

#include <glib/gi18n-lib.h>

/* Any report that is registered, about a period, of a station or of all that the person sees. */
typedef struct {
  FcReportOfJob file;
  const FcReportInfo *info;
  FcSpan span;
} PeriodJob;

static void
period_job_free (gpointer pointer)
{
  PeriodJob *self = pointer;

  fc_report_of_job_clear (&self->file);
  g_free (self);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcJob *job = g_task_get_task_data (task);
  PeriodJob *self = job->state;
  GError *error = NULL;

  self->file.report = fc_report_make_finish (FC_REPLICA (source), result, &error);
  if (self->file.report != NULL)
    fc_job_write_report (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/* Which there are, for who asks for another: "day, sales". */
static char *
list_names (const FcActor *actor)
{
  g_autoptr (GPtrArray) infos = fc_report_info_list (actor);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < infos->len; i++)
    g_string_append_printf (names, i > 0 ? ", %s" : "%s", ((const FcReportInfo *) infos->pdata[i])->name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
find_info (FcJob   *job,
           GError **error)
{
  PeriodJob *self = job->state;
  const FcActor *actor = fc_replica_get_actor (job->replica);
  g_autofree char *names = list_names (actor);

  self->info = fc_report_info_find (fc_job_get_text (job, "report"));
  if (self->info == NULL)
    g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("There is no report “%s”. There are: %s"),
                 fc_job_get_text (job, "report"), names);
  return self->info != NULL;
}

/* From … until, both inclusive; a single day where only one is named. */
static gboolean
read_span (FcJob   *job,
           GError **error)
{
  PeriodJob *self = job->state;
  const char *from = fc_job_get_text (job, "from"), *until = fc_job_get_text (job, "until");

  if (from == NULL)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, _ ("A report needs its first day"));
      return FALSE;
    }
  if (!fc_date_parse (from, &self->span.from, error))
    return FALSE;
  self->span.until = self->span.from;
  if (until != NULL && !fc_date_parse (until, &self->span.until, error))
    return FALSE;
  if (self->span.until >= self->span.from)
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("The period ends on %s, before it begins on %s"), until, from);
  return FALSE;
}

static gboolean
read_file (FcJob   *job,
           GError **error)
{
  PeriodJob *self = job->state;
  const char *file = fc_job_get_text (job, "file");

  if (file != NULL && g_path_is_absolute (file) &&
      fc_report_format_from_name (fc_job_get_text (job, "format"), &self->file.format))
    return TRUE;
  g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, _ ("A report needs a file and a format: pdf, xlsx or csv"));
  return FALSE;
}

static gboolean
begin (GTask      *task,
       FcJob      *job,
       GPtrArray  *stations,
       GError    **error)
{
  PeriodJob *self = g_new0 (PeriodJob, 1);
  FcRecord *station = NULL;

  job->state = self;
  job->state_free = period_job_free;
  if (!read_file (job, error) || !find_info (job, error) || !read_span (job, error))
    return FALSE;
  if (fc_job_get_text (job, "station") != NULL)
    {
      station = fc_job_find_station (job, stations, error);
      if (station == NULL)
        return FALSE;
    }
  fc_report_make_async (job->replica, self->info, station != NULL ? fc_record_get_id (station) : NULL, self->span,
                        g_get_real_time (), g_task_get_cancellable (task), made_cb, g_object_ref (task));
  return TRUE;
}

/* {report, from, until?, station?, format: pdf|xlsx|csv, file}: as the page Reports makes it. */
void
fc_job_report_period (GTask *task)
{
  fc_job_with_stations (task, begin);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-job-private.h"

#include "fc-day-queries.h"
#include "fc-day-report.h"
#include "fc-error.h"
#include "fc-report-write.h"
#include "fc-shift-report.h"
#include "fc-station-queries.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

/* What the job has found out so far. */
typedef struct {
  FcId station;
  FcDate date;
  int shift; /* number; 0: the whole day */
  FcReportFormat format;
  FcReport *report;
} ReportJob;

static void
report_job_free (gpointer pointer)
{
  ReportJob *self = pointer;

  g_clear_pointer (&self->report, fc_report_free);
  g_free (self);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  FcJob *job = data;
  ReportJob *self = job->state;
  GError *error = NULL;

  if (fc_report_write (self->report, self->format, fc_job_get_text (job, "file"), &error))
    {
      json_object_set_string_member (job->result, "file", fc_job_get_text (job, "file"));
      fc_job_return (task);
    }
  else
    g_task_return_error (task, error);
}

static FcReport *
make_report (FcJob     *job,
             FcRowSet  *rows,
             GError   **error)
{
  ReportJob *self = job->state;
  g_autoptr (FcDaySheet) day = fc_day_sheet_new (rows, &self->station, self->date);
  FcRecord *tenant = fc_replica_get_tenant (job->replica);
  FcRecord *user = fc_replica_get_user (job->replica);
  const char *name = user != NULL ? fc_record_get_text (user, FC_USER_NAME) : NULL;
  gint64 now = g_get_real_time ();

  if (self->shift == 0)
    return fc_day_report_new (rows, day, tenant, name, now);
  for (guint i = 0; i < day->shifts->len; i++)
    {
      const FcShiftSheet *sheet = g_array_index (day->shifts, FcDayShift, i).sheet;

      if (fc_record_get_int (sheet->shift, FC_SHIFT_NUMBER) == self->shift)
        return fc_shift_report_new (rows, sheet, tenant, name, now);
    }
  g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("There is no shift %d on %s at that station"), self->shift,
               fc_job_get_text (job, "date"));
  return NULL;
}

static void
rows_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcJob *job = g_task_get_task_data (task);
  ReportJob *self = job->state;
  GError *error = NULL;
  g_autoptr (FcRowSet) rows = fc_day_rows_finish (FC_REPLICA (source), result, &error);

  if (rows != NULL)
    self->report = make_report (job, rows, &error);
  if (self->report == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, write_in_thread);
}

static gboolean
read_arguments (FcJob     *job,
                GPtrArray *stations,
                GError   **error)
{
  ReportJob *self = job->state;
  const char *date = fc_job_get_text (job, "date");
  const char *number = fc_job_get_text (job, "shift"), *file = fc_job_get_text (job, "file");
  FcRecord *station;

  if (file == NULL || !g_path_is_absolute (file) ||
      !fc_report_format_from_name (fc_job_get_text (job, "format"), &self->format))
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID,
                           _ ("A report needs a file and a format: pdf, xlsx or csv"));
      return FALSE;
    }
  if (fc_job_get_text (job, "station") == NULL || date == NULL)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, _ ("A report needs a station and a date"));
      return FALSE;
    }
  if (!fc_date_parse (date, &self->date, error))
    return FALSE;
  self->shift = number != NULL ? atoi (number) : 0;
  if (number != NULL && self->shift <= 0)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("“%s” is no number of a shift"), number);
      return FALSE;
    }
  station = fc_job_find_station (job, stations, error);
  if (station != NULL)
    self->station = *fc_record_get_id (station);
  return station != NULL;
}

static void
stations_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcJob *job = g_task_get_task_data (task);
  ReportJob *self = g_new0 (ReportJob, 1);
  GError *error = NULL;
  g_autoptr (GPtrArray) stations = fc_stations_finish (job->replica, result, &error);

  job->state = self;
  job->state_free = report_job_free;
  if (stations == NULL || !read_arguments (job, stations, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  fc_day_rows_async (job->replica, &self->station, self->date, g_task_get_cancellable (task), rows_cb,
                     g_object_ref (task));
}

/* {station, date, shift?, format: pdf|xlsx|csv, file}: a shift's report, or the day's where no shift is named. */
void
fc_job_report (GTask *task)
{
  FcJob *job = g_task_get_task_data (task);

  fc_stations_async (job->replica, g_task_get_cancellable (task), stations_cb, task);
}

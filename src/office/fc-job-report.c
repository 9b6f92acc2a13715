/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-job-private.h"

#include "fc-day-queries.h"
#include "fc-day-report.h"
#include "fc-error.h"
#include "fc-logo.h"
#include "fc-report-company.h"
#include "fc-shift-around.h"
#include "fc-shift-report.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

/* What the job has found out so far. */
typedef struct {
  FcReportOfJob file;
  FcId station;
  FcDate date;
  int shift; /* number; 0: the whole day */
  FcRowSet *rows;
  FcDaySheet *day;
} ReportJob;

static void
report_job_free (gpointer pointer)
{
  ReportJob *self = pointer;

  fc_report_of_job_clear (&self->file);
  g_clear_pointer (&self->day, fc_day_sheet_free);
  g_clear_pointer (&self->rows, fc_row_set_free);
  g_free (self);
}

/* The version of the shift that counts; (nullable). */
static FcShiftSheet *
find_shift (ReportJob *self)
{
  for (guint i = 0; i < self->day->shifts->len; i++)
    {
      FcShiftSheet *sheet = g_array_index (self->day->shifts, FcDayShift, i).sheet;

      if (fc_record_get_int (sheet->shift, FC_SHIFT_NUMBER) == self->shift)
        return sheet;
    }
  return NULL;
}

static void
logo_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  FcJob *job = g_task_get_task_data (task);
  ReportJob *self = job->state;

  fc_report_take_logo (self->file.report, fc_logo_load_finish (FC_REPLICA (source), result));
  fc_job_write_report (task);
}

static void
write_report (GTask              *task,
              const FcShiftSheet *shift)
{
  FcJob *job = g_task_get_task_data (task);
  ReportJob *self = job->state;
  FcRecord *tenant = fc_replica_get_tenant (job->replica);
  FcRecord *user = fc_replica_get_user (job->replica);
  const char *name = user != NULL ? fc_record_get_text (user, FC_USER_NAME) : NULL;
  gint64 now = g_get_real_time ();

  self->file.report = shift != NULL ? fc_shift_report_new (self->rows, shift, tenant, name, now)
                               : fc_day_report_new (self->rows, self->day, tenant, name, now);
  fc_logo_load_async (job->replica, g_task_get_cancellable (task), logo_cb, g_object_ref (task));
}

/* With what its nozzles usually sell the shift's remarks are those of the window. */
static void
around_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcJob *job = g_task_get_task_data (task);
  ReportJob *self = job->state;
  GError *error = NULL;
  g_autoptr (FcShiftAround) around = fc_shift_around_finish (FC_REPLICA (source), result, &error);
  FcShiftSheet *shift = find_shift (self);

  if (around == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  fc_shift_sheet_look_around (shift, self->rows, (const FcNozzleHabit *) (gpointer) around->habits->data,
                              around->habits->len, g_get_real_time ());
  write_report (task, shift);
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
  FcShiftSheet *shift;

  self->rows = fc_day_rows_finish (FC_REPLICA (source), result, &error);
  if (self->rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->day = fc_day_sheet_new (self->rows, &self->station, self->date);
  shift = self->shift != 0 ? find_shift (self) : NULL;
  if (self->shift == 0)
    write_report (task, NULL);
  else if (shift != NULL)
    fc_shift_around_async (job->replica, fc_record_get_id (shift->shift), g_task_get_cancellable (task), around_cb,
                           g_object_ref (task));
  else
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("There is no shift %d on %s at that station"),
                             self->shift, fc_job_get_text (job, "date"));
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
      !fc_report_format_from_name (fc_job_get_text (job, "format"), &self->file.format))
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

static gboolean
begin (GTask      *task,
       FcJob      *job,
       GPtrArray  *stations,
       GError    **error)
{
  ReportJob *self = g_new0 (ReportJob, 1);

  job->state = self;
  job->state_free = report_job_free;
  if (!read_arguments (job, stations, error))
    return FALSE;
  fc_day_rows_async (job->replica, &self->station, self->date, g_task_get_cancellable (task), rows_cb,
                     g_object_ref (task));
  return TRUE;
}

/* {station, date, shift?, format: pdf|xlsx|csv, file}: a shift's report, or the day's where no shift is named. */
void
fc_job_report (GTask *task)
{
  fc_job_with_stations (task, begin);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tour-reports.h"

#include "fc-reports-page.h"
#include "fc-window-private.h"
#include "tour-picture.h"

#include <glib/gstdio.h>

static gboolean
has_failed (FcReportService *service)
{
  GListModel *jobs = fc_report_queue_get_jobs (fc_report_service_get_queue (service));
  gboolean failed = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (FcReportJob) job = g_list_model_get_item (jobs, i);

      if (fc_report_job_get_state (job) < FC_REPORT_JOB_DONE)
        return FALSE;
      failed |= fc_report_job_get_state (job) == FC_REPORT_JOB_FAILED;
    }
  return failed;
}

gboolean
tour_fill_reports (FcWindow   *window,
                   const char *folder)
{
  FcReportService *service = fc_report_service_of (fc_window_get_context (window));
  g_autofree char *path = g_canonicalize_filename (folder, NULL);
  const char *const folders[] = { path, "/media/office/reports" };

  fc_window_show_page (window, "reports");
  fc_report_service_start_later (service, 0);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (FcReportSchedule) schedule = fc_report_schedule_new (g_get_real_time () - 30 * FC_HOUR_US);

      schedule->report = g_strdup (i == 0 ? "sales" : "wet-stock");
      schedule->folder = g_strdup (folders[i]);
      fc_report_service_put (service, schedule);
    }
  for (int i = 0; i < 100 && !has_failed (service); i++)
    tour_wait (50);
  tour_wait (300);
  return TRUE;
}

/* What was made lies among the pictures. */
static void
delete_files (FcReportService *service)
{
  GListModel *jobs = fc_report_queue_get_jobs (fc_report_service_get_queue (service));

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (FcReportJob) job = g_list_model_get_item (jobs, i);
      GPtrArray *files = fc_report_job_get_files (job);

      for (guint k = 0; k < files->len; k++)
        g_unlink (files->pdata[k]);
    }
}

GtkWidget *
tour_clear_reports (FcWindow *window)
{
  FcReportService *service = fc_report_service_of (fc_window_get_context (window));
  GPtrArray *schedules = fc_report_service_get_schedules (service);

  delete_files (service);
  while (schedules->len > 0)
    fc_report_service_remove (service, &((FcReportSchedule *) schedules->pdata[0])->id);
  fc_report_queue_clear (fc_report_service_get_queue (service));
  return fc_report_schedule_dialog_new (FC_PAGE (fc_window_get_page (window)), NULL);
}

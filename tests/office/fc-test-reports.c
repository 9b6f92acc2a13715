/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-reports.h"

#include <glib/gstdio.h>
#include <string.h>

gint64 fc_test_reports_clock;

static gint64
read_clock (void)
{
  return fc_test_reports_clock;
}

static void
failed_cb (FcTestReports *fixture)
{
  fixture->failed++;
}

void
fc_test_reports_start (FcTestReports *fixture)
{
  fixture->service = fc_report_service_new (fixture->office->replica);
  fc_report_service_set_clock (fixture->service, read_clock);
  g_signal_connect_swapped (fixture->service, "failed", G_CALLBACK (failed_cb), fixture);
  fc_report_service_start_later (fixture->service, 0);
}

void
fc_test_reports_stop (FcTestReports *fixture)
{
  g_object_run_dispose (G_OBJECT (fixture->service));
  g_clear_object (&fixture->service);
}

void
fc_test_reports_set_up (FcTestReports *fixture,
                        gconstpointer  data)
{
  fc_test_reports_clock = FC_TEST_NOW;
  fixture->office = fc_office_new ();
  fixture->folder = g_dir_make_tmp ("fc-reports-XXXXXX", NULL);
  fc_test_reports_start (fixture);
}

void
fc_test_reports_tear_down (FcTestReports *fixture,
                           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  fc_test_reports_stop (fixture);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  fc_office_free (fixture->office);
}

guint
fc_test_reports_n_files (FcTestReports *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

gboolean
fc_test_reports_has_file (FcTestReports *fixture,
                          const char    *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

GListModel *
fc_test_reports_jobs (FcTestReports *fixture)
{
  return fc_report_queue_get_jobs (fc_report_service_get_queue (fixture->service));
}

guint
fc_test_reports_count (FcTestReports    *fixture,
                       FcReportJobState  state)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (fc_test_reports_jobs (fixture)); i++)
    {
      g_autoptr (FcReportJob) job = g_list_model_get_item (fc_test_reports_jobs (fixture), i);

      n += fc_report_job_get_state (job) == state;
    }
  return n;
}

FcReportJob *
fc_test_reports_job (FcTestReports *fixture,
                     guint          position)
{
  g_autoptr (FcReportJob) job = g_list_model_get_item (fc_test_reports_jobs (fixture), position);

  return job;
}

void
fc_test_reports_wait (FcTestReports    *fixture,
                      FcReportJobState  state,
                      guint             n)
{
  while (fc_test_reports_count (fixture, state) != n)
    g_main_context_iteration (NULL, TRUE);
}

static void
looked_cb (FcTestReports *fixture)
{
  fixture->looks++;
}

void
fc_test_reports_look (FcTestReports *fixture)
{
  gulong handler = g_signal_connect_swapped (fixture->service, "changed", G_CALLBACK (looked_cb), fixture);

  fixture->looks = 0;
  fc_report_service_look (fixture->service);
  while (fixture->looks == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (fixture->service, handler);
  while (
    fc_test_reports_count (fixture, FC_REPORT_JOB_WAITING) + fc_test_reports_count (fixture, FC_REPORT_JOB_RUNNING) > 0)
    g_main_context_iteration (NULL, TRUE);
}

FcReportSchedule *
fc_test_reports_schedule (FcTestReports *fixture,
                          const char    *report,
                          FcFrequency    frequency)
{
  FcReportSchedule *schedule = fc_report_schedule_new (fc_test_reports_clock);

  schedule->report = g_strdup (report);
  schedule->when.frequency = frequency;
  schedule->format = FC_REPORT_CSV;
  schedule->folder = g_strdup (fixture->folder);
  return schedule;
}

void
fc_test_reports_put_into (FcReportSchedule *schedule,
                          const char       *folder)
{
  g_free (schedule->folder);
  schedule->folder = g_strdup (folder);
}

FcReportOrder
fc_test_reports_order (FcTestReports *fixture)
{
  return (FcReportOrder){ .info = &fc_sales_report_info,
                          .all = TRUE,
                          .span = { 20758, 20777 },
                          .format = FC_REPORT_CSV,
                          .folder = fixture->folder };
}

FcReportJob *
fc_test_reports_ask (FcTestReports *fixture,
                     FcReportOrder  order)
{
  g_autoptr (FcReportJob) job = fc_report_job_new (&order, "Harbour Fuel");

  fc_report_queue_add (fc_report_service_get_queue (fixture->service), job);
  return job;
}

void
fc_test_reports_wait_kept (FcTestReports *fixture,
                           const char    *what)
{
  g_autofree char *kept = NULL;

  while ((kept = fc_replica_dup_meta (fixture->office->replica, "app.reports")) == NULL || strstr (kept, what) == NULL)
    {
      g_clear_pointer (&kept, g_free);
      g_main_context_iteration (NULL, TRUE);
    }
}

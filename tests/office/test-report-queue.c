/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-reports.h"

#include <glib/gstdio.h>
#include <string.h>

/* Reports that wait, are made and are cancelled, also over a start of the program. */

/* --- after the power failed -------------------------------------------------------------------------------------------------------- */

static void
wait_queue_kept (FcTestReports *fixture,
                 gsize          n)
{
  gsize found = G_MAXSIZE;

  while (found != n)
    {
      g_autofree char *kept = fc_replica_dup_meta (fixture->office->replica, "app.report-queue");
      g_auto (GStrv) parts = g_strsplit (kept != NULL ? kept : "", "\"report\"", -1);

      found = g_strv_length (parts) > 0 ? g_strv_length (parts) - 1 : 0;
      if (found != n)
        g_main_context_iteration (NULL, TRUE);
    }
}

/* What failed says so still, what waited is made; what is done is not made again. */
static void
the_queue_outlasts_the_program (FcTestReports *fixture,
                                gconstpointer  data)
{
  FcReportOrder lost = fc_test_reports_order (fixture), many = fc_test_reports_order (fixture);
  g_autofree char *problem = NULL;

  lost.folder = (char *) "/nonexistent/fc";
  fc_test_reports_ask (fixture, lost);
  fc_test_reports_wait (fixture, FC_REPORT_JOB_FAILED, 1);
  problem = g_strdup (fc_report_job_get_problem (fc_test_reports_job (fixture, 0)));
  many.info = &fc_day_report_info;
  fc_test_reports_ask (fixture, many);                            /* under way when it ends … */
  fc_test_reports_ask (fixture, fc_test_reports_order (fixture)); /* … and what waits behind it */
  wait_queue_kept (fixture, 3);
  fc_test_reports_stop (fixture);
  fc_test_reports_start (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (fc_test_reports_jobs (fixture)), ==, 3);
  g_assert_cmpint (fc_report_job_get_state (fc_test_reports_job (fixture, 0)), ==, FC_REPORT_JOB_FAILED);
  g_assert_cmpstr (fc_report_job_get_problem (fc_test_reports_job (fixture, 0)), ==, problem);
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_count (fixture, FC_REPORT_JOB_DONE), ==, 2);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 41);
  wait_queue_kept (fixture, 1);
  fc_report_service_dismiss (fixture->service, fc_test_reports_job (fixture, 0));
  wait_queue_kept (fixture, 0);
  fc_test_reports_stop (fixture);
  fc_test_reports_start (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (fc_test_reports_jobs (fixture)), ==, 0);
}

/* A drive that was not connected: the schedule tries again when the program starts, without being asked. */
static void
a_run_that_failed_is_tried_at_the_next_start (FcTestReports *fixture,
                                              gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = fc_test_reports_schedule (fixture, "sales", FC_DAILY);

  fc_report_service_put (fixture->service, schedule);
  g_rmdir (fixture->folder);
  fc_test_reports_clock += FC_DAY_US;
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_count (fixture, FC_REPORT_JOB_FAILED), ==, 1);
  wait_queue_kept (fixture, 1);
  fc_test_reports_stop (fixture);
  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
  fc_test_reports_start (fixture);
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_count (fixture, FC_REPORT_JOB_DONE), ==, 1);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 1);
}

/* The news of the weekend is waited for, an hour; a report without it says so. */
static void
the_server_gets_an_hour (FcTestReports *fixture,
                         gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = fc_test_reports_schedule (fixture, "sales", FC_DAILY);
  g_autofree char *path = g_build_filename (fixture->folder, "Sales 2026-11-20 Harbour Fuel.csv", NULL), *csv = NULL;

  fc_office_bind (fixture->office);
  fc_report_service_put (fixture->service, schedule);
  fc_test_reports_clock = FC_TEST_NOW + 18 * FC_HOUR_US + FC_HOUR_US / 2; /* half past six in the morning */
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 0);
  fc_test_reports_clock += FC_HOUR_US;
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 1);
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  g_assert_nonnull (strstr (csv, "Without what the server"));
}

/* --- the queue ------------------------------------------------------------------------------------------------------------------------ */

static void
one_is_made_at_a_time_a_persons_first (FcTestReports *fixture,
                                       gconstpointer  data)
{
  FcReportOrder order = fc_test_reports_order (fixture), scheduled = fc_test_reports_order (fixture);
  FcReportJob *first, *by_schedule, *asked;

  scheduled.schedule = fc_id_from_key ("schedule", NULL);
  order.info = &fc_day_report_info;
  first = fc_test_reports_ask (fixture, order);
  by_schedule = fc_test_reports_ask (fixture, scheduled);
  asked = fc_test_reports_ask (fixture, fc_test_reports_order (fixture));
  g_assert_cmpint (fc_report_job_get_state (first), ==, FC_REPORT_JOB_RUNNING);
  while (fc_report_job_get_state (asked) == FC_REPORT_JOB_WAITING)
    {
      g_assert_cmpuint (fc_test_reports_count (fixture, FC_REPORT_JOB_RUNNING), <=, 1);
      g_assert_cmpint (fc_report_job_get_state (by_schedule), ==, FC_REPORT_JOB_WAITING);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpint (fc_report_job_get_state (first), ==, FC_REPORT_JOB_DONE);
  fc_test_reports_wait (fixture, FC_REPORT_JOB_DONE, 3);
  g_assert_cmpuint (fc_report_job_get_files (first)->len, ==, 40); /* twenty days at two stations */
}

/* Progress never goes back; what was cancelled leaves whole files only, and can be tried again. */
static void
what_is_cancelled_leaves_whole_files (FcTestReports *fixture,
                                      gconstpointer  data)
{
  FcReportOrder order = fc_test_reports_order (fixture);
  FcReportJob *job;
  double before = 0;

  order.info = &fc_day_report_info;
  job = fc_test_reports_ask (fixture, order);
  while (fc_report_job_get_progress (job) < 0.2)
    {
      g_assert_cmpfloat (fc_report_job_get_progress (job), >=, before);
      before = fc_report_job_get_progress (job);
      g_main_context_iteration (NULL, TRUE);
    }
  fc_report_queue_cancel (fc_report_service_get_queue (fixture->service), job);
  fc_test_reports_wait (fixture, FC_REPORT_JOB_CANCELLED, 1);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), <, 40);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, fc_report_job_get_files (job)->len);
  fc_report_queue_retry (fc_report_service_get_queue (fixture->service), job);
  fc_test_reports_wait (fixture, FC_REPORT_JOB_DONE, 1);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 40);
}

static void
each_format_is_written_whole_and_over_its_own (FcTestReports *fixture,
                                               gconstpointer  data)
{
  static const char *const begins[] = { "%PDF", "PK", "Sales," };
  FcReportOrder other = fc_test_reports_order (fixture);

  other.span = (FcSpan){ 20757, 20757 };
  fc_test_reports_ask (fixture, other);
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < 3; i++)
      {
        FcReportOrder order = fc_test_reports_order (fixture);

        order.format = (FcReportFormat) i;
        fc_test_reports_ask (fixture, order);
      }
  fc_test_reports_wait (fixture, FC_REPORT_JOB_DONE, 7);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 4);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name =
        g_strdup_printf ("Sales 2026-11-01--2026-11-20 Harbour Fuel.%s", fc_report_format_name (i));
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL), *bytes = NULL;

      g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
      g_assert_true (g_str_has_prefix (bytes, begins[i]));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) \
  g_test_add ("/report-queue/" path, FcTestReports, NULL, fc_test_reports_set_up, test, fc_test_reports_tear_down)
  ADD ("the-queue-outlasts-the-program", the_queue_outlasts_the_program);
  ADD ("a-run-that-failed-is-tried-at-the-next-start", a_run_that_failed_is_tried_at_the_next_start);
  ADD ("the-server-gets-an-hour", the_server_gets_an_hour);
  ADD ("one-is-made-at-a-time-a-persons-first", one_is_made_at_a_time_a_persons_first);
  ADD ("what-is-cancelled-leaves-whole-files", what_is_cancelled_leaves_whole_files);
  ADD ("each-format-is-written-whole-and-over-its-own", each_format_is_written_whole_and_over_its_own);
#undef ADD
  return g_test_run ();
}

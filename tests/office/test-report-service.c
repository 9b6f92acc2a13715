/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-service.h"
#include "fc-test-office.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Schedules by a clock that the test sets, the queue, and the files that come of them. */

typedef struct {
  FcOffice *office;
  FcReportService *service;
  char *folder;
  guint failed, looks;
} Fixture;

static gint64 clock_us;

static gint64
read_clock (void)
{
  return clock_us;
}

static void
failed_cb (Fixture *fixture)
{
  fixture->failed++;
}

static void
start (Fixture *fixture)
{
  fixture->service = fc_report_service_new (fixture->office->replica);
  fc_report_service_set_clock (fixture->service, read_clock);
  g_signal_connect_swapped (fixture->service, "failed", G_CALLBACK (failed_cb), fixture);
  fc_report_service_start_later (fixture->service, 0);
}

static void
stop (Fixture *fixture)
{
  g_object_run_dispose (G_OBJECT (fixture->service));
  g_clear_object (&fixture->service);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  clock_us = FC_TEST_NOW;
  fixture->office = fc_office_new ();
  fixture->folder = g_dir_make_tmp ("fc-reports-XXXXXX", NULL);
  start (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  stop (fixture);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  fc_office_free (fixture->office);
}

/* --- helpers ---------------------------------------------------------------------------------------------------------------- */

static guint
n_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static gboolean
has_file (Fixture    *fixture,
          const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static GListModel *
jobs_of (Fixture *fixture)
{
  return fc_report_queue_get_jobs (fc_report_service_get_queue (fixture->service));
}

static guint
count (Fixture          *fixture,
       FcReportJobState  state)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (jobs_of (fixture)); i++)
    {
      g_autoptr (FcReportJob) job = g_list_model_get_item (jobs_of (fixture), i);

      n += fc_report_job_get_state (job) == state;
    }
  return n;
}

static FcReportJob *
job_at (Fixture *fixture,
        guint    position)
{
  g_autoptr (FcReportJob) job = g_list_model_get_item (jobs_of (fixture), position);

  return job;
}

static void
wait_for (Fixture          *fixture,
          FcReportJobState  state,
          guint             n)
{
  while (count (fixture, state) != n)
    g_main_context_iteration (NULL, TRUE);
}

static void
looked_cb (Fixture *fixture)
{
  fixture->looks++;
}

/* Until the clock has been looked at and what was found is over. */
static void
look (Fixture *fixture)
{
  gulong handler = g_signal_connect_swapped (fixture->service, "changed", G_CALLBACK (looked_cb), fixture);

  fixture->looks = 0;
  fc_report_service_look (fixture->service);
  while (fixture->looks == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (fixture->service, handler);
  while (count (fixture, FC_REPORT_JOB_WAITING) + count (fixture, FC_REPORT_JOB_RUNNING) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static FcReportSchedule *
schedule_new (Fixture     *fixture,
              const char  *report,
              FcFrequency  frequency)
{
  FcReportSchedule *schedule = fc_report_schedule_new (clock_us);

  schedule->report = g_strdup (report);
  schedule->when.frequency = frequency;
  schedule->format = FC_REPORT_CSV;
  schedule->folder = g_strdup (fixture->folder);
  return schedule;
}

static void
put_into (FcReportSchedule *schedule,
          const char       *folder)
{
  g_free (schedule->folder);
  schedule->folder = g_strdup (folder);
}

static FcReportOrder
order_of (Fixture *fixture)
{
  return (FcReportOrder){ .info = &fc_sales_report_info,
                          .all = TRUE,
                          .span = { 20758, 20777 },
                          .format = FC_REPORT_CSV,
                          .folder = fixture->folder };
}

static FcReportJob *
ask (Fixture       *fixture,
     FcReportOrder  order)
{
  g_autoptr (FcReportJob) job = fc_report_job_new (&order, "Harbour Fuel");

  fc_report_queue_add (fc_report_service_get_queue (fixture->service), job);
  return job;
}

/* Until what was settled is kept. */
static void
wait_kept (Fixture    *fixture,
           const char *what)
{
  g_autofree char *kept = NULL;

  while ((kept = fc_replica_dup_meta (fixture->office->replica, "app.reports")) == NULL || strstr (kept, what) == NULL)
    {
      g_clear_pointer (&kept, g_free);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* --- schedules ---------------------------------------------------------------------------------------------------------------- */

/* Five mornings: one file each, about the day before; not again, also not by the next start. */
static void
what_was_missed_is_made_once (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = schedule_new (fixture, "sales", FC_DAILY);

  fc_report_service_put (fixture->service, schedule);
  look (fixture);
  g_assert_cmpuint (n_files (fixture), ==, 0);
  wait_kept (fixture, "sales");
  stop (fixture);
  clock_us += 5 * FC_DAY_US;
  start (fixture);
  look (fixture);
  g_assert_cmpuint (n_files (fixture), ==, 5);
  g_assert_true (has_file (fixture, "Sales 2026-11-20 Harbour Fuel.csv"));
  g_assert_true (has_file (fixture, "Sales 2026-11-24 Harbour Fuel.csv"));
  g_assert_cmpint (fc_report_job_get_order (job_at (fixture, 0))->span.from, ==, 20781);
  look (fixture);
  g_assert_cmpuint (count (fixture, FC_REPORT_JOB_DONE), ==, 5);
  wait_kept (fixture, "[20782,20781,20780,20779,20778]");
  stop (fixture);
  start (fixture);
  look (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (jobs_of (fixture)), ==, 0);
}

/* The day report of a week, of each station: fourteen files. */
static void
a_report_of_a_day_is_made_for_each (Fixture       *fixture,
                                    gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = schedule_new (fixture, "day", FC_WEEKLY);
  guint done, all;

  fc_report_service_put (fixture->service, schedule);
  clock_us += 3 * FC_DAY_US;
  look (fixture);
  g_assert_cmpuint (n_files (fixture), ==, 14);
  g_assert_true (has_file (fixture, "Day report 2026-11-16 Quay Road.csv"));
  g_assert_true (has_file (fixture, "Day report 2026-11-22 Mill Lane.csv"));
  fc_report_job_count_files (job_at (fixture, 0), &done, &all);
  g_assert_cmpuint (done, ==, 14);
  g_assert_cmpuint (all, ==, 14);
}

static void
a_pause_is_not_made_up_for (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = schedule_new (fixture, "sales", FC_DAILY);

  schedule->enabled = FALSE;
  fc_report_service_put (fixture->service, schedule);
  clock_us += 5 * FC_DAY_US;
  look (fixture);
  schedule->enabled = TRUE;
  fc_report_service_put (fixture->service, schedule);
  look (fixture);
  g_assert_cmpuint (n_files (fixture), ==, 0);
  clock_us += FC_DAY_US;
  look (fixture);
  g_assert_cmpuint (n_files (fixture), ==, 1);
}

/* What failed before the pause is still owed when it is over. */
static void
a_pause_forgets_nothing_that_failed (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = schedule_new (fixture, "sales", FC_DAILY);

  put_into (schedule, "/nonexistent/fc");
  fc_report_service_put (fixture->service, schedule);
  clock_us += FC_DAY_US;
  look (fixture);
  g_assert_cmpuint (count (fixture, FC_REPORT_JOB_FAILED), ==, 1);
  schedule->enabled = FALSE;
  fc_report_service_put (fixture->service, schedule);
  schedule->enabled = TRUE;
  fc_report_service_put (fixture->service, schedule);
  look (fixture);
  g_assert_cmpuint (count (fixture, FC_REPORT_JOB_FAILED), ==, 1);
}

/* Deleted and put back: it knows what it has made, and goes on. */
static void
what_is_put_back_goes_on (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = schedule_new (fixture, "sales", FC_DAILY), deleted = NULL;

  fc_report_service_put (fixture->service, schedule);
  clock_us += FC_DAY_US;
  look (fixture);
  g_assert_cmpuint (n_files (fixture), ==, 1);
  deleted = fc_report_schedule_copy (fc_report_service_find (fixture->service, &schedule->id));
  fc_report_service_remove (fixture->service, &schedule->id);
  g_assert_null (fc_report_service_find (fixture->service, &schedule->id));
  clock_us += FC_DAY_US;
  look (fixture);
  g_assert_cmpuint (n_files (fixture), ==, 1);
  fc_report_service_put (fixture->service, deleted);
  look (fixture);
  g_assert_cmpuint (n_files (fixture), ==, 2);
  g_assert_cmpuint (count (fixture, FC_REPORT_JOB_DONE), ==, 2); /* each day once */
}

/* Sam may not see reports, and is not shown what Mia's would be: it is made when she is back. */
static void
only_who_may_see_it_makes_it (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = schedule_new (fixture, "sales", FC_DAILY);

  fc_report_service_put (fixture->service, schedule);
  fc_office_act_as (fixture->office, &fixture->office->supervisor);
  clock_us += FC_DAY_US;
  look (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (jobs_of (fixture)), ==, 0);
  fc_office_act_as (fixture->office, &fixture->office->manager);
  look (fixture);
  g_assert_cmpuint (n_files (fixture), ==, 1);
}

/* What one person asked for is not there for the next. */
static void
another_person_finds_an_empty_queue (Fixture       *fixture,
                                     gconstpointer  data)
{
  FcReportOrder order = order_of (fixture);

  order.folder = (char *) "/nonexistent/fc";
  ask (fixture, order);
  wait_for (fixture, FC_REPORT_JOB_FAILED, 1);
  ask (fixture, order_of (fixture));
  fc_office_act_as (fixture->office, &fixture->office->supervisor);
  g_assert_cmpuint (g_list_model_get_n_items (jobs_of (fixture)), ==, 0);
}

/* … and is there again for who asked for it. */
static void
who_asked_finds_it_again (Fixture       *fixture,
                          gconstpointer  data)
{
  FcReportOrder order = order_of (fixture), many = order_of (fixture);

  order.folder = (char *) "/nonexistent/fc";
  ask (fixture, order);
  wait_for (fixture, FC_REPORT_JOB_FAILED, 1);
  many.info = &fc_day_report_info; /* so many that it is not over meanwhile */
  ask (fixture, many);
  fc_office_act_as (fixture->office, &fixture->office->supervisor);
  fc_office_act_as (fixture->office, &fixture->office->manager);
  g_assert_cmpuint (g_list_model_get_n_items (jobs_of (fixture)), ==, 2);
  g_assert_cmpint (fc_report_job_get_state (job_at (fixture, 0)), ==, FC_REPORT_JOB_FAILED);
}

/* --- after the power failed -------------------------------------------------------------------------------------------------------- */

static void
wait_queue_kept (Fixture *fixture,
                 gsize    n)
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
the_queue_outlasts_the_program (Fixture       *fixture,
                                gconstpointer  data)
{
  FcReportOrder lost = order_of (fixture), many = order_of (fixture);
  g_autofree char *problem = NULL;

  lost.folder = (char *) "/nonexistent/fc";
  ask (fixture, lost);
  wait_for (fixture, FC_REPORT_JOB_FAILED, 1);
  problem = g_strdup (fc_report_job_get_problem (job_at (fixture, 0)));
  many.info = &fc_day_report_info;
  ask (fixture, many);               /* under way when it ends … */
  ask (fixture, order_of (fixture)); /* … and what waits behind it */
  wait_queue_kept (fixture, 3);
  stop (fixture);
  start (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (jobs_of (fixture)), ==, 3);
  g_assert_cmpint (fc_report_job_get_state (job_at (fixture, 0)), ==, FC_REPORT_JOB_FAILED);
  g_assert_cmpstr (fc_report_job_get_problem (job_at (fixture, 0)), ==, problem);
  look (fixture);
  g_assert_cmpuint (count (fixture, FC_REPORT_JOB_DONE), ==, 2);
  g_assert_cmpuint (n_files (fixture), ==, 41);
  wait_queue_kept (fixture, 1);
  fc_report_service_dismiss (fixture->service, job_at (fixture, 0));
  wait_queue_kept (fixture, 0);
  stop (fixture);
  start (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (jobs_of (fixture)), ==, 0);
}

/* A drive that was not connected: the schedule tries again when the program starts, without being asked. */
static void
a_run_that_failed_is_tried_at_the_next_start (Fixture       *fixture,
                                              gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = schedule_new (fixture, "sales", FC_DAILY);

  fc_report_service_put (fixture->service, schedule);
  g_rmdir (fixture->folder);
  clock_us += FC_DAY_US;
  look (fixture);
  g_assert_cmpuint (count (fixture, FC_REPORT_JOB_FAILED), ==, 1);
  wait_queue_kept (fixture, 1);
  stop (fixture);
  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
  start (fixture);
  look (fixture);
  g_assert_cmpuint (count (fixture, FC_REPORT_JOB_DONE), ==, 1);
  g_assert_cmpuint (n_files (fixture), ==, 1);
}

/* The news of the weekend is waited for, an hour; a report without it says so. */
static void
the_server_gets_an_hour (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = schedule_new (fixture, "sales", FC_DAILY);
  g_autofree char *path = g_build_filename (fixture->folder, "Sales 2026-11-20 Harbour Fuel.csv", NULL), *csv = NULL;

  fc_office_bind (fixture->office);
  fc_report_service_put (fixture->service, schedule);
  clock_us = FC_TEST_NOW + 18 * FC_HOUR_US + FC_HOUR_US / 2; /* half past six in the morning */
  look (fixture);
  g_assert_cmpuint (n_files (fixture), ==, 0);
  clock_us += FC_HOUR_US;
  look (fixture);
  g_assert_cmpuint (n_files (fixture), ==, 1);
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  g_assert_nonnull (strstr (csv, "Without what the server"));
}

/* --- failures --------------------------------------------------------------------------------------------------------------------- */

static void
a_folder_that_is_gone_is_named_and_kept_for (Fixture       *fixture,
                                             gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = schedule_new (fixture, "sales", FC_MONTHLY);
  FcReportJob *job;

  fc_report_service_put (fixture->service, schedule);
  g_rmdir (fixture->folder);
  clock_us += 15 * FC_DAY_US;
  look (fixture);
  g_assert_cmpuint (fixture->failed, ==, 1);
  job = job_at (fixture, 0);
  g_assert_cmpstr (fc_report_job_get_title (job), ==, "Sales · Harbour Fuel · November 2026");
  g_assert_nonnull (strstr (fc_report_job_get_problem (job), fixture->folder));
  g_assert_nonnull (strstr (fc_report_job_get_problem (job), "try again"));
  look (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (jobs_of (fixture)), ==, 1); /* it is there already */
  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
  fc_report_queue_retry (fc_report_service_get_queue (fixture->service), job);
  wait_for (fixture, FC_REPORT_JOB_DONE, 1);
  g_assert_null (fc_report_job_get_problem (job));
  g_assert_true (has_file (fixture, "Sales 2026-11 Harbour Fuel.csv"));
  look (fixture);
  g_assert_cmpuint (fixture->failed, ==, 1);
}

/* Another hour begins now; what failed before is owed all the same, and is no run of the schedule as it is now. */
static void
another_hour_keeps_what_failed (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = schedule_new (fixture, "sales", FC_DAILY);

  put_into (schedule, "/nonexistent/fc");
  fc_report_service_put (fixture->service, schedule);
  clock_us += FC_DAY_US;
  look (fixture);
  g_assert_cmpuint (count (fixture, FC_REPORT_JOB_FAILED), ==, 1);
  schedule->when.hour = 7;
  fc_report_service_put (fixture->service, schedule);
  look (fixture);
  g_assert_cmpuint (count (fixture, FC_REPORT_JOB_FAILED), ==, 1);
  g_free (schedule->report);
  schedule->report = g_strdup ("over-short");
  put_into (schedule, fixture->folder);
  fc_report_service_put (fixture->service, schedule);
  look (fixture);
  g_assert_cmpuint (count (fixture, FC_REPORT_JOB_DONE), ==, 1);
  g_assert_true (has_file (fixture, "Sales 2026-11-20 Harbour Fuel.csv"));
  g_assert_cmpuint (fc_report_service_find (fixture->service, &schedule->id)->made->len, ==, 0);
}

/* Another folder mends what failed: it is made there, without a word to the queue. */
static void
another_folder_mends_it (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = schedule_new (fixture, "sales", FC_DAILY);

  put_into (schedule, "/nonexistent/fc");
  fc_report_service_put (fixture->service, schedule);
  clock_us += FC_DAY_US;
  look (fixture);
  g_assert_cmpuint (fixture->failed, ==, 1);
  put_into (schedule, fixture->folder);
  fc_report_service_put (fixture->service, schedule);
  look (fixture);
  g_assert_cmpuint (n_files (fixture), ==, 1);
  g_assert_cmpuint (count (fixture, FC_REPORT_JOB_FAILED), ==, 0);
}

static void
a_folder_that_may_not_be_written_is_named (Fixture       *fixture,
                                           gconstpointer  data)
{
  FcReportJob *job;

  if (geteuid () == 0)
    {
      g_test_skip ("root may write anywhere");
      return;
    }
  g_chmod (fixture->folder, 0500);
  job = ask (fixture, order_of (fixture));
  wait_for (fixture, FC_REPORT_JOB_FAILED, 1);
  g_chmod (fixture->folder, 0700);
  g_assert_nonnull (strstr (fc_report_job_get_problem (job), "may not be written"));
}

static void
a_run_that_was_put_away_is_done_with (Fixture       *fixture,
                                      gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = schedule_new (fixture, "sales", FC_DAILY);

  put_into (schedule, "/nonexistent/fc");
  fc_report_service_put (fixture->service, schedule);
  clock_us += FC_DAY_US;
  look (fixture);
  fc_report_service_dismiss (fixture->service, job_at (fixture, 0));
  look (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (jobs_of (fixture)), ==, 0);
  g_assert_cmpuint (fixture->failed, ==, 1);
}

/* --- the queue ------------------------------------------------------------------------------------------------------------------------ */

static void
one_is_made_at_a_time_a_persons_first (Fixture       *fixture,
                                       gconstpointer  data)
{
  FcReportOrder order = order_of (fixture), scheduled = order_of (fixture);
  FcReportJob *first, *by_schedule, *asked;

  scheduled.schedule = fc_id_from_key ("schedule", NULL);
  order.info = &fc_day_report_info;
  first = ask (fixture, order);
  by_schedule = ask (fixture, scheduled);
  asked = ask (fixture, order_of (fixture));
  g_assert_cmpint (fc_report_job_get_state (first), ==, FC_REPORT_JOB_RUNNING);
  while (fc_report_job_get_state (asked) == FC_REPORT_JOB_WAITING)
    {
      g_assert_cmpuint (count (fixture, FC_REPORT_JOB_RUNNING), <=, 1);
      g_assert_cmpint (fc_report_job_get_state (by_schedule), ==, FC_REPORT_JOB_WAITING);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpint (fc_report_job_get_state (first), ==, FC_REPORT_JOB_DONE);
  wait_for (fixture, FC_REPORT_JOB_DONE, 3);
  g_assert_cmpuint (fc_report_job_get_files (first)->len, ==, 40); /* twenty days at two stations */
}

/* Progress never goes back; what was cancelled leaves whole files only, and can be tried again. */
static void
what_is_cancelled_leaves_whole_files (Fixture       *fixture,
                                      gconstpointer  data)
{
  FcReportOrder order = order_of (fixture);
  FcReportJob *job;
  double before = 0;

  order.info = &fc_day_report_info;
  job = ask (fixture, order);
  while (fc_report_job_get_progress (job) < 0.2)
    {
      g_assert_cmpfloat (fc_report_job_get_progress (job), >=, before);
      before = fc_report_job_get_progress (job);
      g_main_context_iteration (NULL, TRUE);
    }
  fc_report_queue_cancel (fc_report_service_get_queue (fixture->service), job);
  wait_for (fixture, FC_REPORT_JOB_CANCELLED, 1);
  g_assert_cmpuint (n_files (fixture), <, 40);
  g_assert_cmpuint (n_files (fixture), ==, fc_report_job_get_files (job)->len);
  fc_report_queue_retry (fc_report_service_get_queue (fixture->service), job);
  wait_for (fixture, FC_REPORT_JOB_DONE, 1);
  g_assert_cmpuint (n_files (fixture), ==, 40);
}

static void
each_format_is_written_whole_and_over_its_own (Fixture       *fixture,
                                               gconstpointer  data)
{
  static const char *const begins[] = { "%PDF", "PK", "Sales," };
  FcReportOrder other = order_of (fixture);

  other.span = (FcSpan){ 20757, 20757 };
  ask (fixture, other);
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < 3; i++)
      {
        FcReportOrder order = order_of (fixture);

        order.format = (FcReportFormat) i;
        ask (fixture, order);
      }
  wait_for (fixture, FC_REPORT_JOB_DONE, 7);
  g_assert_cmpuint (n_files (fixture), ==, 4);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name =
        g_strdup_printf ("Sales 2026-11-01--2026-11-20 Harbour Fuel.%s", fc_report_format_name (i));
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL), *bytes = NULL;

      g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
      g_assert_true (g_str_has_prefix (bytes, begins[i]));
    }
}

/* --- what is kept ----------------------------------------------------------------------------------------------------------------------- */

static void
what_is_kept_comes_back (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_report_schedule_free), back = NULL;
  FcReportSchedule *schedule = schedule_new (fixture, "over-short", FC_MONTHLY), *read;
  g_autofree char *json = NULL, *broken = NULL, *again = NULL;
  g_autoptr (GPtrArray) nothing = fc_report_schedules_read (NULL), odd = NULL;

  schedule->all = FALSE;
  schedule->station = fixture->office->other_station;
  schedule->maker = fixture->office->manager;
  schedule->when = (FcSchedule){ FC_MONTHLY, 3, 31, 23 };
  schedule->last_us = 5;
  for (FcDate run = 1; run <= 100; run++)
    fc_report_schedule_set_made (schedule, run);
  g_ptr_array_add (all, schedule);
  json = fc_report_schedules_to_json (all);
  back = fc_report_schedules_read (json);
  again = fc_report_schedules_to_json (back);
  g_assert_cmpstr (json, ==, again);
  read = back->pdata[0];
  g_assert_true (fc_report_schedule_same_runs (read, schedule));
  g_assert_cmpuint (read->made->len, ==, 64);
  g_assert_cmpint (g_array_index (read->made, FcDate, 0), ==, 100);
  g_assert_cmpuint (nothing->len, ==, 0);
  odd = fc_report_schedules_read ("[7, {}, {\"id\": \"x\", \"report\": 3, \"made\": {}}]");
  g_assert_cmpuint (odd->len, ==, 0);
  for (gsize cut = 0; cut < strlen (json); cut += 7)
    {
      g_autofree char *half = g_strndup (json, cut);
      g_autoptr (GPtrArray) some = fc_report_schedules_read (half);

      g_assert_cmpuint (some->len, ==, 0);
    }
}

/* Ann sees one station only: of "all" hers would be another report than Mia's. */
static void
all_stations_are_those_of_who_asked (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = schedule_new (fixture, "sales", FC_DAILY);
  g_autoptr (FcActor) actor = fc_actor_copy (fc_replica_get_actor (fixture->office->replica));

  g_assert_true (fc_report_schedule_may (schedule, actor));
  actor->all_stations = FALSE;
  g_assert_false (fc_report_schedule_may (schedule, actor));
  schedule->maker = actor->user_id;
  g_assert_true (fc_report_schedule_may (schedule, actor));
  schedule->maker = fixture->office->supervisor;
  g_assert_false (fc_report_schedule_may (schedule, actor));
  g_assert_false (fc_report_schedule_may (schedule, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/report-service/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("what-was-missed-is-made-once", what_was_missed_is_made_once);
  ADD ("a-report-of-a-day-is-made-for-each", a_report_of_a_day_is_made_for_each);
  ADD ("a-pause-is-not-made-up-for", a_pause_is_not_made_up_for);
  ADD ("a-pause-forgets-nothing-that-failed", a_pause_forgets_nothing_that_failed);
  ADD ("what-is-put-back-goes-on", what_is_put_back_goes_on);
  ADD ("only-who-may-see-it-makes-it", only_who_may_see_it_makes_it);
  ADD ("another-person-finds-an-empty-queue", another_person_finds_an_empty_queue);
  ADD ("who-asked-finds-it-again", who_asked_finds_it_again);
  ADD ("the-queue-outlasts-the-program", the_queue_outlasts_the_program);
  ADD ("a-run-that-failed-is-tried-at-the-next-start", a_run_that_failed_is_tried_at_the_next_start);
  ADD ("another-hour-keeps-what-failed", another_hour_keeps_what_failed);
  ADD ("the-server-gets-an-hour", the_server_gets_an_hour);
  ADD ("a-folder-that-is-gone-is-named-and-kept-for", a_folder_that_is_gone_is_named_and_kept_for);
  ADD ("another-folder-mends-it", another_folder_mends_it);
  ADD ("a-folder-that-may-not-be-written-is-named", a_folder_that_may_not_be_written_is_named);
  ADD ("a-run-that-was-put-away-is-done-with", a_run_that_was_put_away_is_done_with);
  ADD ("one-is-made-at-a-time-a-persons-first", one_is_made_at_a_time_a_persons_first);
  ADD ("what-is-cancelled-leaves-whole-files", what_is_cancelled_leaves_whole_files);
  ADD ("each-format-is-written-whole-and-over-its-own", each_format_is_written_whole_and_over_its_own);
  ADD ("what-is-kept-comes-back", what_is_kept_comes_back);
  ADD ("all-stations-are-those-of-who-asked", all_stations_are_those_of_who_asked);
#undef ADD
  return g_test_run ();
}

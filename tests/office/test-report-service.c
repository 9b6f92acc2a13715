/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-reports.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Schedules by a clock that the test sets, and the files that come of them. */

/* Five mornings: one file each, about the day before; not again, also not by the next start. */
static void
what_was_missed_is_made_once (FcTestReports *fixture,
                              gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = fc_test_reports_schedule (fixture, "sales", FC_DAILY);

  fc_report_service_put (fixture->service, schedule);
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 0);
  fc_test_reports_wait_kept (fixture, "sales");
  fc_test_reports_stop (fixture);
  fc_test_reports_clock += 5 * FC_DAY_US;
  fc_test_reports_start (fixture);
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 5);
  g_assert_true (fc_test_reports_has_file (fixture, "Sales 2026-11-20 Harbour Fuel.csv"));
  g_assert_true (fc_test_reports_has_file (fixture, "Sales 2026-11-24 Harbour Fuel.csv"));
  g_assert_cmpint (fc_report_job_get_order (fc_test_reports_job (fixture, 0))->span.from, ==, 20781);
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_count (fixture, FC_REPORT_JOB_DONE), ==, 5);
  fc_test_reports_wait_kept (fixture, "[20782,20781,20780,20779,20778]");
  fc_test_reports_stop (fixture);
  fc_test_reports_start (fixture);
  fc_test_reports_look (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (fc_test_reports_jobs (fixture)), ==, 0);
}

/* The day report of a week, of each station: fourteen files. */
static void
a_report_of_a_day_is_made_for_each (FcTestReports *fixture,
                                    gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = fc_test_reports_schedule (fixture, "day", FC_WEEKLY);
  guint done, all;

  fc_report_service_put (fixture->service, schedule);
  fc_test_reports_clock += 3 * FC_DAY_US;
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 14);
  g_assert_true (fc_test_reports_has_file (fixture, "Day report 2026-11-16 Quay Road.csv"));
  g_assert_true (fc_test_reports_has_file (fixture, "Day report 2026-11-22 Mill Lane.csv"));
  fc_report_job_count_files (fc_test_reports_job (fixture, 0), &done, &all);
  g_assert_cmpuint (done, ==, 14);
  g_assert_cmpuint (all, ==, 14);
}

static void
a_pause_is_not_made_up_for (FcTestReports *fixture,
                            gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = fc_test_reports_schedule (fixture, "sales", FC_DAILY);

  schedule->enabled = FALSE;
  fc_report_service_put (fixture->service, schedule);
  fc_test_reports_clock += 5 * FC_DAY_US;
  fc_test_reports_look (fixture);
  schedule->enabled = TRUE;
  fc_report_service_put (fixture->service, schedule);
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 0);
  fc_test_reports_clock += FC_DAY_US;
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 1);
}

/* What failed before the pause is still owed when it is over. */
static void
a_pause_forgets_nothing_that_failed (FcTestReports *fixture,
                                     gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = fc_test_reports_schedule (fixture, "sales", FC_DAILY);

  fc_test_reports_put_into (schedule, "/nonexistent/fc");
  fc_report_service_put (fixture->service, schedule);
  fc_test_reports_clock += FC_DAY_US;
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_count (fixture, FC_REPORT_JOB_FAILED), ==, 1);
  schedule->enabled = FALSE;
  fc_report_service_put (fixture->service, schedule);
  schedule->enabled = TRUE;
  fc_report_service_put (fixture->service, schedule);
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_count (fixture, FC_REPORT_JOB_FAILED), ==, 1);
}

/* Deleted and put back: it knows what it has made, and goes on. */
static void
what_is_put_back_goes_on (FcTestReports *fixture,
                          gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = fc_test_reports_schedule (fixture, "sales", FC_DAILY), deleted = NULL;

  fc_report_service_put (fixture->service, schedule);
  fc_test_reports_clock += FC_DAY_US;
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 1);
  deleted = fc_report_schedule_copy (fc_report_service_find (fixture->service, &schedule->id));
  fc_report_service_remove (fixture->service, &schedule->id);
  g_assert_null (fc_report_service_find (fixture->service, &schedule->id));
  fc_test_reports_clock += FC_DAY_US;
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 1);
  fc_report_service_put (fixture->service, deleted);
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 2);
  g_assert_cmpuint (fc_test_reports_count (fixture, FC_REPORT_JOB_DONE), ==, 2); /* each day once */
}

/* Sam may not see reports, and is not shown what Mia's would be: it is made when she is back. */
static void
only_who_may_see_it_makes_it (FcTestReports *fixture,
                              gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = fc_test_reports_schedule (fixture, "sales", FC_DAILY);

  fc_report_service_put (fixture->service, schedule);
  fc_office_act_as (fixture->office, &fixture->office->supervisor);
  fc_test_reports_clock += FC_DAY_US;
  fc_test_reports_look (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (fc_test_reports_jobs (fixture)), ==, 0);
  fc_office_act_as (fixture->office, &fixture->office->manager);
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 1);
}

/* What one person asked for is not there for the next. */
static void
another_person_finds_an_empty_queue (FcTestReports *fixture,
                                     gconstpointer  data)
{
  FcReportOrder order = fc_test_reports_order (fixture);

  order.folder = (char *) "/nonexistent/fc";
  fc_test_reports_ask (fixture, order);
  fc_test_reports_wait (fixture, FC_REPORT_JOB_FAILED, 1);
  fc_test_reports_ask (fixture, fc_test_reports_order (fixture));
  fc_office_act_as (fixture->office, &fixture->office->supervisor);
  g_assert_cmpuint (g_list_model_get_n_items (fc_test_reports_jobs (fixture)), ==, 0);
}

/* … and is there again for who asked for it. */
static void
who_asked_finds_it_again (FcTestReports *fixture,
                          gconstpointer  data)
{
  FcReportOrder order = fc_test_reports_order (fixture), many = fc_test_reports_order (fixture);

  order.folder = (char *) "/nonexistent/fc";
  fc_test_reports_ask (fixture, order);
  fc_test_reports_wait (fixture, FC_REPORT_JOB_FAILED, 1);
  many.info = &fc_day_report_info; /* so many that it is not over meanwhile */
  fc_test_reports_ask (fixture, many);
  fc_office_act_as (fixture->office, &fixture->office->supervisor);
  fc_office_act_as (fixture->office, &fixture->office->manager);
  g_assert_cmpuint (g_list_model_get_n_items (fc_test_reports_jobs (fixture)), ==, 2);
  g_assert_cmpint (fc_report_job_get_state (fc_test_reports_job (fixture, 0)), ==, FC_REPORT_JOB_FAILED);
}

/* --- failures --------------------------------------------------------------------------------------------------------------------- */

static void
a_folder_that_is_gone_is_named_and_kept_for (FcTestReports *fixture,
                                             gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = fc_test_reports_schedule (fixture, "sales", FC_MONTHLY);
  FcReportJob *job;

  fc_report_service_put (fixture->service, schedule);
  g_rmdir (fixture->folder);
  fc_test_reports_clock += 15 * FC_DAY_US;
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fixture->failed, ==, 1);
  job = fc_test_reports_job (fixture, 0);
  g_assert_cmpstr (fc_report_job_get_title (job), ==, "Sales · Harbour Fuel · November 2026");
  g_assert_nonnull (strstr (fc_report_job_get_problem (job), fixture->folder));
  g_assert_nonnull (strstr (fc_report_job_get_problem (job), "try again"));
  fc_test_reports_look (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (fc_test_reports_jobs (fixture)), ==, 1); /* it is there already */
  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
  fc_report_queue_retry (fc_report_service_get_queue (fixture->service), job);
  fc_test_reports_wait (fixture, FC_REPORT_JOB_DONE, 1);
  g_assert_null (fc_report_job_get_problem (job));
  g_assert_true (fc_test_reports_has_file (fixture, "Sales 2026-11 Harbour Fuel.csv"));
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fixture->failed, ==, 1);
}

/* Another hour begins now; what failed before is owed all the same, and is no run of the schedule as it is now. */
static void
another_hour_keeps_what_failed (FcTestReports *fixture,
                                gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = fc_test_reports_schedule (fixture, "sales", FC_DAILY);

  fc_test_reports_put_into (schedule, "/nonexistent/fc");
  fc_report_service_put (fixture->service, schedule);
  fc_test_reports_clock += FC_DAY_US;
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_count (fixture, FC_REPORT_JOB_FAILED), ==, 1);
  schedule->when.hour = 7;
  fc_report_service_put (fixture->service, schedule);
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_count (fixture, FC_REPORT_JOB_FAILED), ==, 1);
  g_free (schedule->report);
  schedule->report = g_strdup ("over-short");
  fc_test_reports_put_into (schedule, fixture->folder);
  fc_report_service_put (fixture->service, schedule);
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_count (fixture, FC_REPORT_JOB_DONE), ==, 1);
  g_assert_true (fc_test_reports_has_file (fixture, "Sales 2026-11-20 Harbour Fuel.csv"));
  g_assert_cmpuint (fc_report_service_find (fixture->service, &schedule->id)->made->len, ==, 0);
}

/* Another folder mends what failed: it is made there, without a word to the queue. */
static void
another_folder_mends_it (FcTestReports *fixture,
                         gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = fc_test_reports_schedule (fixture, "sales", FC_DAILY);

  fc_test_reports_put_into (schedule, "/nonexistent/fc");
  fc_report_service_put (fixture->service, schedule);
  fc_test_reports_clock += FC_DAY_US;
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fixture->failed, ==, 1);
  fc_test_reports_put_into (schedule, fixture->folder);
  fc_report_service_put (fixture->service, schedule);
  fc_test_reports_look (fixture);
  g_assert_cmpuint (fc_test_reports_n_files (fixture), ==, 1);
  g_assert_cmpuint (fc_test_reports_count (fixture, FC_REPORT_JOB_FAILED), ==, 0);
}

static void
a_folder_that_may_not_be_written_is_named (FcTestReports *fixture,
                                           gconstpointer  data)
{
  FcReportJob *job;

  if (geteuid () == 0)
    {
      g_test_skip ("root may write anywhere");
      return;
    }
  g_chmod (fixture->folder, 0500);
  job = fc_test_reports_ask (fixture, fc_test_reports_order (fixture));
  fc_test_reports_wait (fixture, FC_REPORT_JOB_FAILED, 1);
  g_chmod (fixture->folder, 0700);
  g_assert_nonnull (strstr (fc_report_job_get_problem (job), "may not be written"));
}

static void
a_run_that_was_put_away_is_done_with (FcTestReports *fixture,
                                      gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = fc_test_reports_schedule (fixture, "sales", FC_DAILY);

  fc_test_reports_put_into (schedule, "/nonexistent/fc");
  fc_report_service_put (fixture->service, schedule);
  fc_test_reports_clock += FC_DAY_US;
  fc_test_reports_look (fixture);
  fc_report_service_dismiss (fixture->service, fc_test_reports_job (fixture, 0));
  fc_test_reports_look (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (fc_test_reports_jobs (fixture)), ==, 0);
  g_assert_cmpuint (fixture->failed, ==, 1);
}

/* --- what is kept ----------------------------------------------------------------------------------------------------------------------- */

static void
what_is_kept_comes_back (FcTestReports *fixture,
                         gconstpointer  data)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_report_schedule_free), back = NULL;
  FcReportSchedule *schedule = fc_test_reports_schedule (fixture, "over-short", FC_MONTHLY), *read;
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
all_stations_are_those_of_who_asked (FcTestReports *fixture,
                                     gconstpointer  data)
{
  g_autoptr (FcReportSchedule) schedule = fc_test_reports_schedule (fixture, "sales", FC_DAILY);
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
#define ADD(path, test) \
  g_test_add ("/report-service/" path, FcTestReports, NULL, fc_test_reports_set_up, test, fc_test_reports_tear_down)
  ADD ("what-was-missed-is-made-once", what_was_missed_is_made_once);
  ADD ("a-report-of-a-day-is-made-for-each", a_report_of_a_day_is_made_for_each);
  ADD ("a-pause-is-not-made-up-for", a_pause_is_not_made_up_for);
  ADD ("a-pause-forgets-nothing-that-failed", a_pause_forgets_nothing_that_failed);
  ADD ("what-is-put-back-goes-on", what_is_put_back_goes_on);
  ADD ("only-who-may-see-it-makes-it", only_who_may_see_it_makes_it);
  ADD ("another-person-finds-an-empty-queue", another_person_finds_an_empty_queue);
  ADD ("who-asked-finds-it-again", who_asked_finds_it_again);
  ADD ("another-hour-keeps-what-failed", another_hour_keeps_what_failed);
  ADD ("a-folder-that-is-gone-is-named-and-kept-for", a_folder_that_is_gone_is_named_and_kept_for);
  ADD ("another-folder-mends-it", another_folder_mends_it);
  ADD ("a-folder-that-may-not-be-written-is-named", a_folder_that_may_not_be_written_is_named);
  ADD ("a-run-that-was-put-away-is-done-with", a_run_that_was_put_away_is_done_with);
  ADD ("what-is-kept-comes-back", what_is_kept_comes_back);
  ADD ("all-stations-are-those-of-who-asked", all_stations_are_those_of_who_asked);
#undef ADD
  return g_test_run ();
}

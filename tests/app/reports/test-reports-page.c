/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "fc-number-row.h"
#include "fc-page-private.h"
#include "fc-report-draft.h"
#include "fc-report-words.h"
#include "fc-reports-page.h"
#include "fc-test-office.h"

#include <glib/gstdio.h>
#include <string.h>

/* The page with what can be made, what is made by itself, and what became of it. */

typedef struct {
  FcOffice *office;
  FcContext *context;
  FcReportService *service;
  GtkWidget *window;
} Fixture;

static void
show_page (Fixture *fixture)
{
  const FcPageInfo *info = fc_page_find ("reports");

  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fc_page_new (info, fixture->context));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GSettings) settings =
    g_settings_new_with_path ("org.forecourt.Forecourt", "/org/forecourt/Forecourt/profiles/test/");

  fixture->office = fc_office_new ();
  fixture->context = fc_context_new (fixture->office->replica, NULL, settings);
  if (fc_page_find ("reports") == NULL)
    fc_reports_register_pages ();
  ((const FcService *) fc_service_list ()->pdata[0])->start (fixture->context);
  fixture->service = fc_report_service_of (fixture->context);
  while (fc_context_get_stations (fixture->context)->len == 0)
    g_main_context_iteration (NULL, TRUE);
  show_page (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->context);
  fc_office_settle ();
  fc_office_free (fixture->office);
}

/* The row of that title; nullable. */
static GtkWidget *
find_row (GtkWidget  *parent,
          const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_ACTION_ROW (parent) && strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (parent)), title) == 0)
    return parent;
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

static GtkWidget *
find_type (GtkWidget *parent,
           GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (parent, type) ? parent : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

static GtkWidget *
find_button (GtkWidget  *parent,
             const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (parent) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (parent)), label) == 0)
    return parent;
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

static const char *
subtitle_of (GtkWidget *row)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
}

static void
add_schedule (Fixture    *fixture,
              const char *folder)
{
  g_autoptr (FcReportSchedule) schedule = fc_report_schedule_new (g_get_real_time () - 40 * FC_HOUR_US);

  schedule->report = g_strdup ("sales");
  schedule->folder = g_strdup (folder);
  fc_report_service_put (fixture->service, schedule);
}

/* --- now ------------------------------------------------------------------------------------------------------------------------ */

/* What is missing for a look stands in the row; a station and a day above, and it can be looked at. */
static void
a_row_says_what_it_needs (Fixture       *fixture,
                          gconstpointer  data)
{
  GtkWidget *day = find_row (fixture->window, "Day report"), *sales = find_row (fixture->window, "Sales");

  g_assert_true (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (sales)));
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (day)));
  g_assert_nonnull (strstr (subtitle_of (day), "Choose a station"));
  fc_context_set_station (fixture->context, &fixture->office->station);
  fc_context_set_period (fixture->context, FC_PERIOD_WEEK, 0, 0);
  g_assert_nonnull (strstr (subtitle_of (day), "Choose a single day"));
  fc_context_set_period (fixture->context, FC_PERIOD_YESTERDAY, 0, 0);
  g_assert_true (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (day)));
}

/* A station is set up while the page is open. */
static void
without_a_station_there_is_nothing (void)
{
  g_autoptr (FcOffice) office = fc_office_new_empty ();
  g_autoptr (GSettings) settings =
    g_settings_new_with_path ("org.forecourt.Forecourt", "/org/forecourt/Forecourt/profiles/test/");
  g_autoptr (FcContext) context = NULL;
  FcRecord *station = fc_record_new (FC_STATION, &office->station);
  GtkWidget *window = gtk_window_new (), *page;
  GAction *action;

  office->replica = fc_replica_open_sync (office->folder, NULL);
  fc_replica_act_as_system (office->replica);
  context = fc_context_new (office->replica, NULL, settings);
  ((const FcService *) fc_service_list ()->pdata[0])->start (context);
  page = fc_page_new (fc_page_find ("reports"), context);
  gtk_window_set_child (GTK_WINDOW (window), page);
  action = g_action_map_lookup_action (fc_page_get_actions (FC_PAGE (page)), "new-schedule");
  g_assert_false (g_action_get_enabled (action));
  fc_record_set_text (station, FC_STATION_CODE, "HF01");
  fc_record_set_text (station, FC_STATION_NAME, "Quay Road");
  fc_record_set_text (station, FC_STATION_TIME_ZONE, "Europe/London");
  fc_record_set_text (station, FC_STATION_CURRENCY, "GBP");
  g_assert_true (fc_office_run (office, fc_op_new_insert (station, FC_TEST_NOW), NULL));
  while (!g_action_get_enabled (action))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
  g_clear_object (&context);
  g_object_unref (station);
  fc_office_settle ();
}

static gboolean
has_preview (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (strcmp (G_OBJECT_TYPE_NAME (window), "FcReportPreview") == 0)
        return TRUE;
    }
  return FALSE;
}

/* A look that cannot be had says why beside its row: the station went from this person meanwhile. */
static void
a_look_that_fails_says_why_in_its_row (Fixture       *fixture,
                                       gconstpointer  data)
{
  GtkWidget *sales = find_row (fixture->window, "Sales");

  fc_context_set_station (fixture->context, &fixture->office->other_station);
  fc_office_act_as (fixture->office, &fixture->office->supervisor);
  g_signal_emit_by_name (sales, "activated");
  while (!gtk_widget_has_css_class (sales, "error"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (subtitle_of (sales), "your role does not allow it"));
  g_assert_false (has_preview ());
}

/* --- by itself -------------------------------------------------------------------------------------------------------------------- */

static void
schedules_are_told_paused_and_gone (Fixture       *fixture,
                                    gconstpointer  data)
{
  GtkWidget *row;

  g_assert_nonnull (find_row (fixture->window, "Nothing is made by itself yet"));
  add_schedule (fixture, "/nonexistent/reports");
  row = find_row (fixture->window, "Sales · All stations");
  g_assert_nonnull (row);
  g_assert_null (find_row (fixture->window, "Nothing is made by itself yet"));
  g_assert_nonnull (
    strstr (subtitle_of (row), "Every day at 06:00, about the day before · PDF in /nonexistent/reports\nNext "));
  gtk_switch_set_active (GTK_SWITCH (find_type (row, GTK_TYPE_SWITCH)), FALSE);
  g_assert_true (g_str_has_suffix (subtitle_of (row), "\nPaused"));
  g_assert_false (((FcReportSchedule *) fc_report_service_get_schedules (fixture->service)->pdata[0])->enabled);
  fc_report_service_remove (fixture->service,
                            &((FcReportSchedule *) fc_report_service_get_schedules (fixture->service)->pdata[0])->id);
  g_assert_nonnull (find_row (fixture->window, "Nothing is made by itself yet"));
}

/* What is done can be taken away together; what failed stays. The queue stands last, and moves nothing when it grows. */
static void
what_is_done_is_cleared (Fixture       *fixture,
                         gconstpointer  data)
{
  FcReportQueue *queue = fc_report_service_get_queue (fixture->service);
  g_autofree char *folder = g_dir_make_tmp ("fc-reports-XXXXXX", NULL);
  FcReportOrder order = { .info = &fc_sales_report_info, .all = TRUE, .span = { 20758, 20777 }, .folder = folder };
  FcReportOrder lost = order;
  g_autoptr (FcReportJob) done = fc_report_job_new (&order, "Harbour Fuel"), failed = NULL;
  g_autofree char *path = NULL;
  GtkWidget *clear;

  lost.folder = (char *) "/nonexistent/reports";
  lost.span.from++;
  failed = fc_report_job_new (&lost, "Harbour Fuel");
  fc_report_queue_add (queue, failed);
  fc_report_queue_add (queue, done);
  clear = find_button (fixture->window, "C_lear finished");
  while (fc_report_job_get_state (failed) != FC_REPORT_JOB_FAILED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (gtk_widget_get_visible (clear) && fc_report_job_get_state (done) != FC_REPORT_JOB_DONE);
  while (fc_report_job_get_state (done) != FC_REPORT_JOB_DONE)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_get_visible (clear));
  g_assert_nonnull (find_row (fixture->window, fc_report_job_get_title (done)));
  g_signal_emit_by_name (clear, "clicked");
  g_assert_null (find_row (fixture->window, fc_report_job_get_title (done)));
  g_assert_nonnull (find_row (fixture->window, fc_report_job_get_title (failed)));
  g_assert_false (gtk_widget_get_visible (clear));
  path = g_strdup (fc_report_job_get_files (done)->pdata[0]);
  g_assert_cmpint (g_unlink (path), ==, 0); /* it is there still */
  g_rmdir (folder);
}

/* A folder that is gone: the schedule's row and the queue's both say so. */
static void
a_failure_stands_beside_its_rows (Fixture       *fixture,
                                  gconstpointer  data)
{
  GListModel *jobs = fc_report_queue_get_jobs (fc_report_service_get_queue (fixture->service));
  g_autoptr (FcReportJob) job = NULL;
  GtkWidget *schedule, *line;

  add_schedule (fixture, "/nonexistent/reports");
  fc_report_service_start_later (fixture->service, 0);
  while ((job = g_list_model_get_item (jobs, 0)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  while (fc_report_job_get_state (job) != FC_REPORT_JOB_FAILED)
    g_main_context_iteration (NULL, TRUE);
  schedule = find_row (fixture->window, "Sales · All stations");
  line = find_row (fixture->window, fc_report_job_get_title (job));
  g_assert_true (gtk_widget_has_css_class (schedule, "error"));
  g_assert_nonnull (strstr (subtitle_of (schedule), "Not made: The folder"));
  g_assert_true (gtk_widget_has_css_class (line, "error"));
  g_assert_nonnull (strstr (subtitle_of (line), "/nonexistent/reports"));
  fc_report_service_dismiss (fixture->service, job);
  g_assert_null (find_row (fixture->window, fc_report_job_get_title (job)));
  g_assert_false (gtk_widget_has_css_class (schedule, "error"));
}

/* --- filling in a schedule ------------------------------------------------------------------------------------------------------------ */

static GtkWidget *
open_dialog (Fixture *fixture)
{
  GtkWidget *page = gtk_window_get_child (GTK_WINDOW (fixture->window));
  GtkWidget *dialog = fc_report_schedule_dialog_new (FC_PAGE (page), NULL);

  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

static GtkWidget *
find_number (GtkWidget  *parent,
             const char *title)
{
  GtkWidget *found = NULL;

  if (FC_IS_NUMBER_ROW (parent) && strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (parent)), title) == 0)
    return parent;
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_number (child, title);
  return found;
}

/* Hour 99 is no hour: its row says so, and nothing is made of it. */
static void
an_hour_that_is_none_is_refused_in_its_row (Fixture       *fixture,
                                            gconstpointer  data)
{
  GtkWidget *dialog, *hour;

  g_settings_set_string (fc_context_get_settings (fixture->context), "report-folder", "/srv/reports");
  dialog = open_dialog (fixture);
  hour = find_number (dialog, "Hour, from 0 to 23");
  gtk_editable_set_text (GTK_EDITABLE (hour), "99");
  g_signal_emit_by_name (find_button (dialog, "_Save"), "clicked");
  g_assert_true (gtk_widget_has_css_class (hour, "error"));
  g_assert_nonnull (strstr (fc_number_row_get_error (FC_NUMBER_ROW (hour)), "23"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (hour)), ==, "99");
  g_assert_cmpuint (fc_report_service_get_schedules (fixture->service)->len, ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (hour), "9");
  g_signal_emit_by_name (find_button (dialog, "_Save"), "clicked");
  g_assert_cmpuint (fc_report_service_get_schedules (fixture->service)->len, ==, 1);
  g_assert_cmpint (((const FcReportSchedule *) fc_report_service_get_schedules (fixture->service)->pdata[0])->when.hour,
                   ==, 9);
  g_settings_reset (fc_context_get_settings (fixture->context), "report-folder");
}

/* The window goes with half of it filled in: it is there again, until it is saved or given up. */
static void
what_was_filled_in_is_taken_up_again (Fixture       *fixture,
                                      gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (fixture);
  g_autoptr (FcReportSchedule) draft = NULL;
  gint64 hour = 0;

  gtk_editable_set_text (GTK_EDITABLE (find_number (dialog, "Hour, from 0 to 23")), "17");
  while ((draft = fc_report_draft_read (fixture->office->replica, NULL)) == NULL || draft->when.hour != 17)
    {
      g_clear_pointer (&draft, fc_report_schedule_free);
      g_main_context_iteration (NULL, TRUE);
    }
  gtk_window_destroy (GTK_WINDOW (dialog));
  dialog = open_dialog (fixture);
  g_assert_true (fc_number_row_get_value (FC_NUMBER_ROW (find_number (dialog, "Hour, from 0 to 23")), &hour));
  g_assert_cmpint (hour, ==, 17);
  g_signal_emit_by_name (find_button (dialog, "_Cancel"), "clicked");
  g_clear_pointer (&draft, fc_report_schedule_free);
  while ((draft = fc_report_draft_read (fixture->office->replica, NULL)) != NULL)
    {
      g_clear_pointer (&draft, fc_report_schedule_free);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* --- words -------------------------------------------------------------------------------------------------------------------------- */

static void
when_is_said_in_a_sentence (void)
{
  const struct {
    FcSchedule when;
    const char *text;
  } cases[] = {
    { { FC_DAILY, 1, 1, 6 }, "Every day at 06:00, about the day before" },
    { { FC_WEEKLY, 1, 1, 18 }, "Monday at 18:00, about the seven days before" },
    { { FC_WEEKLY, 7, 1, 0 }, "Sunday at 00:00, about the seven days before" },
    { { FC_MONTHLY, 1, 2, 7 }, "Day 2 of the month at 07:00, about the month before" },
    { { FC_MONTHLY, 1, 31, 7 }, "The last day of the month at 07:00, about the month before" },
  };
  g_autofree char *home = g_build_filename (g_get_home_dir (), "Reports", NULL);
  g_autofree char *short_home = fc_report_folder_words (home), *other = fc_report_folder_words ("/srv/reports");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = fc_report_when_words (&cases[i].when);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  g_assert_cmpstr (short_home, ==, "~/Reports");
  g_assert_cmpstr (other, ==, "/srv/reports");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, test) g_test_add ("/reports-page/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("a-row-says-what-it-needs", a_row_says_what_it_needs);
  ADD ("a-look-that-fails-says-why-in-its-row", a_look_that_fails_says_why_in_its_row);
  ADD ("schedules-are-told-paused-and-gone", schedules_are_told_paused_and_gone);
  ADD ("an-hour-that-is-none-is-refused-in-its-row", an_hour_that_is_none_is_refused_in_its_row);
  ADD ("what-was-filled-in-is-taken-up-again", what_was_filled_in_is_taken_up_again);
  ADD ("what-is-done-is-cleared", what_is_done_is_cleared);
  ADD ("a-failure-stands-beside-its-rows", a_failure_stands_beside_its_rows);
#undef ADD
  g_test_add_func ("/reports-page/without-a-station-there-is-nothing", without_a_station_there_is_nothing);
  g_test_add_func ("/reports-page/when-is-said-in-a-sentence", when_is_said_in_a_sentence);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-reports-page.h"
#include "fc-window.h"

#include <glib/gi18n.h>

#define DATA_KEY       "fc-reports"
#define NOTICE_ID      "reports"
#define START_DELAY_MS 6000 /* after the first page and what it reads */

FcReportService *
fc_report_service_of (FcContext *context)
{
  return g_object_get_data (G_OBJECT (context), DATA_KEY);
}

static guint
count_failed (FcReportService *service)
{
  GListModel *jobs = fc_report_queue_get_jobs (fc_report_service_get_queue (service));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (FcReportJob) job = g_list_model_get_item (jobs, i);

      n += fc_report_job_get_state (job) == FC_REPORT_JOB_FAILED;
    }
  return n;
}

static FcWindow *
window_in_front (void)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  GtkWindow *window = application != NULL ? gtk_application_get_active_window (application) : NULL;

  return window != NULL && gtk_window_is_active (window) ? fc_window_of (GTK_WIDGET (window)) : NULL;
}

static void
show_queue_cb (gpointer window)
{
  FcContext *context = fc_window_get_context (window);
  GtkWidget *queue;

  fc_window_show_page (window, "reports");
  queue = g_object_get_data (G_OBJECT (context), FC_REPORTS_QUEUE);
  if (queue != NULL)
    gtk_widget_child_focus (queue, GTK_DIR_TAB_FORWARD);
}

/* One sentence for all that failed: a folder that is gone fails a month’s worth at once. */
static void
failed_cb (FcContext   *context,
           FcReportJob *job)
{
  gboolean by_hand = fc_id_is_null (&fc_report_job_get_order (job)->schedule);
  guint n = by_hand ? 1 : count_failed (fc_report_service_of (context));
  const char *title = fc_report_job_get_title (job);
  g_autofree char *text = n > 1
                            ? g_strdup_printf (ngettext ("%u report was not made", "%u reports were not made", n), n)
                            : g_strdup_printf (_ ("%s was not made"), title);
  g_autoptr (GNotification) notification = NULL;
  FcWindow *window = window_in_front ();

  if (window != NULL)
    {
      if (by_hand || (n == 1 && g_object_get_data (G_OBJECT (context), FC_REPORTS_SHOWN) == NULL))
        fc_window_toast_offer (window, text, _ ("_Show"), G_CALLBACK (show_queue_cb), g_object_ref (window),
                               g_object_unref);
      return;
    }
  if (g_application_get_default () == NULL ||
      !g_settings_get_boolean (fc_context_get_settings (context), "notifications"))
    return;
  notification = g_notification_new (text);
  g_notification_set_body (notification, fc_report_job_get_problem (job));
  g_notification_set_default_action_and_target (notification, "app.open", "s", "forecourt://page/reports");
  g_application_send_notification (g_application_get_default (), NOTICE_ID, notification);
}

static void
open_cb (gpointer job)
{
  FcWindow *window = window_in_front ();

  if (window != NULL)
    fc_report_job_open (job, GTK_WINDOW (window));
}

/* What a person asked for is told of where they are now. */
static void
ended_cb (FcContext   *context,
          FcReportJob *job)
{
  FcReportJobState state = fc_report_job_get_state (job);
  FcWindow *window = window_in_front ();
  g_autofree char *text = NULL;

  if (!fc_id_is_null (&fc_report_job_get_order (job)->schedule))
    return;
  if (state == FC_REPORT_JOB_FAILED)
    failed_cb (context, job);
  if (state != FC_REPORT_JOB_DONE || window == NULL || fc_report_job_get_files (job)->len == 0)
    return;
  /* Translators: the name of a report; where it lies stands in the queue */
  text = g_strdup_printf (_ ("%s is made"), _ (fc_report_job_get_order (job)->info->title));
  fc_window_toast_offer (window, text, _ ("_Open"), G_CALLBACK (open_cb), g_object_ref (job), g_object_unref);
}

static void
unsaved_cb (FcContext    *context,
            const GError *error)
{
  FcWindow *window = window_in_front ();

  if (window != NULL)
    fc_window_tell_error (window, _ ("What is to be reported was not kept for the next start"), error);
}

static void
stop (gpointer service)
{
  g_object_run_dispose (service);
  g_object_unref (service);
}

static void
start (FcContext *context)
{
  FcReportService *service = fc_report_service_new (fc_context_get_replica (context));

  g_object_set_data_full (G_OBJECT (context), DATA_KEY, service, stop);
  g_signal_connect_object (service, "failed", G_CALLBACK (failed_cb), context, G_CONNECT_SWAPPED);
  g_signal_connect_object (fc_report_service_get_queue (service), "ended", G_CALLBACK (ended_cb), context,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (service, "unsaved", G_CALLBACK (unsaved_cb), context, G_CONNECT_SWAPPED);
  fc_report_service_start_later (service, START_DELAY_MS);
}

static const FcPageAction actions[] = {
  { N_ ("New report schedule"), "page.new-schedule", NULL },
  { NULL, NULL, NULL },
};

static const FcPageInfo info = {
  .id = "reports",
  .title = N_ ("Reports"),
  .icon_name = "x-office-document-symbolic",
  .section = FC_SECTION_INSIGHT,
  .order = 20,
  .permission = "reports.day",
  .get_type = fc_reports_page_get_type,
  .actions = actions,
};

static const FcService service = { .start = start };

/**
 * fc_reports_register_pages:
 *
 * Reports now, and by themselves; another module registers its own with fc_report_info_register().
 */
void
fc_reports_register_pages (void)
{
  fc_page_register (&info);
  fc_service_register (&service);
}

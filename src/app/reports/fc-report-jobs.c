/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-reports-page.h"

#include "fc-report-words.h"

#include <glib/gi18n.h>

/* What is being made, was made, or could not be: the newest on top. Gone where there is nothing. */
struct _FcReportJobs {
  AdwPreferencesGroup parent_instance;

  FcReportService *service;
  FcContext *context;
  GtkWidget *clear;
  GPtrArray *rows; /* GtkWidget, as the jobs of the queue */
};

#define FC_TYPE_REPORT_JOBS (fc_report_jobs_get_type ())
G_DECLARE_FINAL_TYPE (FcReportJobs, fc_report_jobs, FC, REPORT_JOBS, AdwPreferencesGroup)
G_DEFINE_FINAL_TYPE (FcReportJobs, fc_report_jobs, ADW_TYPE_PREFERENCES_GROUP)

typedef struct {
  FcReportJob *job;
  FcReportService *service;
  AdwActionRow *row;
  GtkWidget *progress, *cancel, *retry, *open, *dismiss;
} Line;

static void
line_free (gpointer pointer)
{
  Line *line = pointer;

  g_object_unref (line->job);
  g_object_unref (line->service);
  g_free (line);
}

static void
show_line (Line *line)
{
  FcReportJobState state = fc_report_job_get_state (line->job);
  gboolean failed = state == FC_REPORT_JOB_FAILED, over = state >= FC_REPORT_JOB_DONE;
  g_autofree char *text = fc_report_job_words (line->job);

  adw_action_row_set_subtitle (line->row, text);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (line->progress), fc_report_job_get_progress (line->job));
  gtk_widget_set_visible (line->progress, state == FC_REPORT_JOB_RUNNING);
  gtk_widget_set_visible (line->cancel, !over);
  gtk_widget_set_visible (line->retry, failed || state == FC_REPORT_JOB_CANCELLED);
  gtk_widget_set_visible (line->open, state == FC_REPORT_JOB_DONE && fc_report_job_get_files (line->job)->len > 0);
  gtk_widget_set_visible (line->dismiss, over);
  if (failed)
    gtk_widget_add_css_class (GTK_WIDGET (line->row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (line->row), "error");
}

/* Something is done, or was cancelled. */
static void
show_clear (FcReportJobs *self)
{
  gboolean over = FALSE;

  for (guint i = 0; i < self->rows->len && !over; i++)
    {
      const Line *line = g_object_get_data (self->rows->pdata[i], "line");
      FcReportJobState state = fc_report_job_get_state (line->job);

      over = state == FC_REPORT_JOB_DONE || state == FC_REPORT_JOB_CANCELLED;
    }
  gtk_widget_set_visible (self->clear, over);
}

static void
changed_cb (GtkWidget *row)
{
  GtkWidget *self = gtk_widget_get_ancestor (row, FC_TYPE_REPORT_JOBS);

  show_line (g_object_get_data (G_OBJECT (row), "line"));
  if (self != NULL)
    show_clear (FC_REPORT_JOBS (self));
}

static void
clear_cb (FcReportJobs *self)
{
  fc_report_queue_forget_done (fc_report_service_get_queue (self->service));
}

static void
cancel_cb (Line *line)
{
  fc_report_queue_cancel (fc_report_service_get_queue (line->service), line->job);
}

static void
retry_cb (Line *line)
{
  fc_report_queue_retry (fc_report_service_get_queue (line->service), line->job);
}

static void
dismiss_cb (Line *line)
{
  fc_report_service_dismiss (line->service, line->job);
}

static void
open_cb (Line *line)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (line->row));

  if (root != NULL)
    fc_report_job_open (line->job, GTK_WINDOW (root));
}

/* @label: (transfer full) */
static GtkWidget *
add_button (Line       *line,
            const char *icon_name,
            char       *label,
            GCallback   clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (button, "clicked", clicked, line);
  adw_action_row_add_suffix (line->row, button);
  g_free (label);
  return button;
}

static GtkWidget *
make_row (FcReportJobs *self,
          FcReportJob  *job)
{
  const char *title = fc_report_job_get_title (job);
  Line *line = g_new0 (Line, 1);

  line->job = g_object_ref (job);
  line->service = g_object_ref (self->service);
  line->row = ADW_ACTION_ROW (adw_action_row_new ());
  line->progress = gtk_progress_bar_new ();
  gtk_widget_set_size_request (line->progress, 80, -1);
  gtk_widget_set_valign (line->progress, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (line->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line->row), title);
  adw_action_row_set_title_lines (line->row, 0);
  adw_action_row_set_subtitle_lines (line->row, 0);
  adw_action_row_add_suffix (line->row, line->progress);
  /* Translators: the title of a report that is being made, here and below */
  line->cancel =
    add_button (line, "process-stop-symbolic", g_strdup_printf (_ ("Cancel %s"), title), G_CALLBACK (cancel_cb));
  line->retry =
    add_button (line, "view-refresh-symbolic", g_strdup_printf (_ ("Try %s again"), title), G_CALLBACK (retry_cb));
  line->open =
    add_button (line, "document-open-symbolic", g_strdup_printf (_ ("Open %s"), title), G_CALLBACK (open_cb));
  line->dismiss =
    add_button (line, "window-close-symbolic", g_strdup_printf (_ ("Put %s away"), title), G_CALLBACK (dismiss_cb));
  g_object_set_data_full (G_OBJECT (line->row), "line", line, line_free);
  g_signal_connect_object (job, "changed", G_CALLBACK (changed_cb), line->row, G_CONNECT_SWAPPED);
  show_line (line);
  return GTK_WIDGET (line->row);
}

/* Everything anew: there are a few dozen at most, and a row that stays keeps its place and the focus. */
static void
items_changed_cb (FcReportJobs *self,
                  guint         position,
                  guint         removed,
                  guint         added,
                  GListModel   *jobs)
{
  guint n = g_list_model_get_n_items (jobs);
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->rows);

  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < before->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), before->pdata[i]);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FcReportJob) job = g_list_model_get_item (jobs, n - 1 - i);
      GtkWidget *row = NULL;

      for (guint k = 0; k < before->len && row == NULL; k++)
        if (((Line *) g_object_get_data (before->pdata[k], "line"))->job == job)
          row = before->pdata[k];
      if (row == NULL)
        row = make_row (self, job);
      g_ptr_array_add (self->rows, g_object_ref_sink (row));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  show_clear (self);
}

static void
fc_report_jobs_dispose (GObject *object)
{
  FcReportJobs *self = FC_REPORT_JOBS (object);

  if (self->context != NULL && g_object_get_data (G_OBJECT (self->context), FC_REPORTS_QUEUE) == self)
    g_object_set_data (G_OBJECT (self->context), FC_REPORTS_QUEUE, NULL);
  g_clear_weak_pointer (&self->context);
  g_clear_object (&self->service);

  G_OBJECT_CLASS (fc_report_jobs_parent_class)->dispose (object);
}

static void
fc_report_jobs_finalize (GObject *object)
{
  g_ptr_array_unref (FC_REPORT_JOBS (object)->rows);

  G_OBJECT_CLASS (fc_report_jobs_parent_class)->finalize (object);
}

static void
fc_report_jobs_class_init (FcReportJobsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_report_jobs_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_report_jobs_finalize;
}

static void
fc_report_jobs_init (FcReportJobs *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->clear = gtk_button_new_with_mnemonic (_ ("C_lear finished"));
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_set_valign (self->clear, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->clear, _ ("Take away what is done; the files stay"));
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_cb), self);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->clear);
}

/**
 * fc_report_jobs_new:
 *
 * Returns: (transfer floating): the group with the queue
 */
GtkWidget *
fc_report_jobs_new (FcPage *page)
{
  FcReportJobs *self = g_object_new (FC_TYPE_REPORT_JOBS, "title", _ ("Queue"), NULL);
  GListModel *jobs;

  g_set_weak_pointer (&self->context, fc_page_get_context (page));
  g_object_set_data (G_OBJECT (self->context), FC_REPORTS_QUEUE, self);
  self->service = g_object_ref (fc_report_service_of (self->context));
  jobs = fc_report_queue_get_jobs (fc_report_service_get_queue (self->service));
  g_signal_connect_object (jobs, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, 0, jobs);
  return GTK_WIDGET (self);
}

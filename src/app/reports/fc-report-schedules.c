/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-reports-page.h"

#include "fc-report-words.h"
#include "fc-window.h"

#include <glib/gi18n.h>

/* The reports that this computer makes by itself. */
struct _FcReportSchedules {
  AdwPreferencesGroup parent_instance;

  FcPage *page; /* (nullable): holds the group */
  FcReportService *service;
  GPtrArray *rows; /* GtkWidget */
};

#define FC_TYPE_REPORT_SCHEDULES (fc_report_schedules_get_type ())
G_DECLARE_FINAL_TYPE (FcReportSchedules, fc_report_schedules, FC, REPORT_SCHEDULES, AdwPreferencesGroup)
G_DEFINE_FINAL_TYPE (FcReportSchedules, fc_report_schedules, ADW_TYPE_PREFERENCES_GROUP)

static const FcReportSchedule *
schedule_of (FcReportSchedules *self,
             GtkWidget         *row)
{
  return fc_report_service_find (self->service, g_object_get_data (G_OBJECT (row), "id"));
}

static gboolean
may (FcReportSchedules      *self,
     const FcReportSchedule *schedule)
{
  return fc_report_schedule_may (schedule, fc_replica_get_actor (fc_page_get_replica (self->page)));
}

/* --- what a row says ------------------------------------------------------------------------------------------------------------- */

/* (nullable): why the last run came to nothing. */
static const char *
problem_of (FcReportSchedules      *self,
            const FcReportSchedule *schedule)
{
  GListModel *jobs = fc_report_queue_get_jobs (fc_report_service_get_queue (self->service));
  const char *problem = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (jobs) && problem == NULL; i++)
    {
      g_autoptr (FcReportJob) job = g_list_model_get_item (jobs, i);

      if (fc_id_equal (&fc_report_job_get_order (job)->schedule, &schedule->id))
        problem = fc_report_job_get_problem (job);
    }
  return problem;
}

static char *
state_words (FcReportSchedules      *self,
             const FcReportSchedule *schedule)
{
  const char *problem = problem_of (self, schedule);
  g_autofree char *last = NULL, *next = NULL;

  if (!schedule->enabled)
    return g_strdup (_ ("Paused"));
  if (!may (self, schedule))
    return g_strdup (_ ("Made when somebody sits here who may see all of it"));
  if (problem != NULL)
    return g_strdup_printf (_ ("Not made: %s"), problem);
  next = fc_report_next_words (self->service, schedule, fc_page_get_context (self->page));
  if (schedule->last_us == 0)
    return g_strdup_printf (_ ("Next %s"), next);
  last = fc_show_time (schedule->last_us, NULL);
  return g_strdup_printf (_ ("Last made %s · next %s"), last, next);
}

static void
show_row (FcReportSchedules      *self,
          GtkWidget              *row,
          const FcReportSchedule *schedule)
{
  g_autofree char *when = fc_report_when_words (&schedule->when), *folder = fc_report_folder_words (schedule->folder);
  g_autofree char *state = state_words (self, schedule);
  /* Translators: when a report is made, its format, its folder; on the next line when it was made and will be */
  g_autofree char *text =
    g_strdup_printf (_ ("%s · %s in %s\n%s"), when, fc_report_format_words (schedule->format), folder, state);
  GtkSwitch *toggle = g_object_get_data (G_OBJECT (row), "toggle");
  gboolean wrong = schedule->enabled && may (self, schedule) && problem_of (self, schedule) != NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  if (wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  if (gtk_switch_get_active (toggle) != schedule->enabled)
    gtk_switch_set_active (toggle, schedule->enabled);
}

/* --- what can be done with it ------------------------------------------------------------------------------------------------------ */

static void
switched_cb (GtkWidget  *row,
             GParamSpec *pspec,
             GtkSwitch  *toggle)
{
  FcReportSchedules *self = g_object_get_data (G_OBJECT (row), "group");
  const FcReportSchedule *before = schedule_of (self, row);
  g_autoptr (FcReportSchedule) after = NULL;

  if (before == NULL || before->enabled == gtk_switch_get_active (toggle))
    return;
  after = fc_report_schedule_copy (before);
  after->enabled = gtk_switch_get_active (toggle);
  fc_report_service_put (self->service, after);
}

static void
activated_cb (FcReportSchedules *self,
              AdwActionRow      *row)
{
  const FcReportSchedule *schedule = schedule_of (self, GTK_WIDGET (row));

  if (schedule != NULL && self->page != NULL)
    gtk_window_present (GTK_WINDOW (fc_report_schedule_dialog_new (self->page, schedule)));
}

typedef struct {
  FcReportService *service;
  FcReportSchedule *schedule;
} Deleted;

static void
deleted_free (gpointer pointer)
{
  Deleted *deleted = pointer;

  g_object_unref (deleted->service);
  fc_report_schedule_free (deleted->schedule);
  g_free (deleted);
}

static void
put_back_cb (gpointer data)
{
  Deleted *deleted = data;

  fc_report_service_put (deleted->service, deleted->schedule);
}

static void
delete_cb (GtkWidget *row)
{
  FcReportSchedules *self = g_object_get_data (G_OBJECT (row), "group");
  const FcReportSchedule *schedule = schedule_of (self, row);
  FcWindow *window = fc_window_of (GTK_WIDGET (self));
  g_autofree char *title = NULL, *text = NULL;
  Deleted *deleted;

  if (schedule == NULL || window == NULL)
    return;
  title = fc_report_schedule_title (schedule, fc_page_get_context (self->page));
  text = g_strdup_printf (_ ("%s is not made by itself any more"), title);
  deleted = g_new (Deleted, 1);
  *deleted = (Deleted){ g_object_ref (self->service), fc_report_schedule_copy (schedule) };
  fc_report_service_remove (self->service, &deleted->schedule->id);
  fc_window_toast_undo (window, text, G_CALLBACK (put_back_cb), deleted, deleted_free);
}

/* --- rows ------------------------------------------------------------------------------------------------------------------------ */

static GtkWidget *
make_toggle (GtkWidget  *row,
             const char *title,
             gboolean    sensitive)
{
  GtkWidget *toggle = gtk_switch_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (toggle, sensitive);
  gtk_widget_set_tooltip_text (toggle, _ ("Make it by itself"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switched_cb), row, G_CONNECT_SWAPPED);
  return toggle;
}

static GtkWidget *
make_delete (GtkWidget  *row,
             const char *title,
             gboolean    sensitive)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: a report, and the station or stations that it is about */
  g_autofree char *label = g_strdup_printf (_ ("Delete the schedule of %s"), title);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, sensitive);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (delete_cb), row);
  return button;
}

static GtkWidget *
make_row (FcReportSchedules      *self,
          const FcReportSchedule *schedule)
{
  GtkWidget *row = adw_action_row_new (), *toggle;
  g_autofree char *title = fc_report_schedule_title (schedule, fc_page_get_context (self->page));
  gboolean allowed = may (self, schedule);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  toggle = make_toggle (row, title, allowed);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_delete (row, title, allowed));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), allowed);
  g_object_set_data (G_OBJECT (row), "group", self);
  g_object_set_data (G_OBJECT (row), "toggle", toggle);
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&schedule->id, sizeof schedule->id), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
make_placeholder (void)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Nothing is made by itself yet"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ (
                                 "With a schedule, reports lie in a folder each morning, week or month. What is missed "
                                 "while this computer is off is made when it is on again."));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "page.new-schedule");
  return row;
}

static gboolean
same_rows (FcReportSchedules *self,
           GPtrArray         *schedules)
{
  if (self->rows->len != schedules->len)
    return FALSE;
  for (guint i = 0; i < schedules->len; i++)
    {
      const FcId *id = g_object_get_data (self->rows->pdata[i], "id");
      const FcReportSchedule *schedule = schedules->pdata[i];
      g_autofree char *title = fc_report_schedule_title (schedule, fc_page_get_context (self->page));

      if (id == NULL || !fc_id_equal (id, &schedule->id) ||
          g_strcmp0 (adw_preferences_row_get_title (self->rows->pdata[i]), title) != 0)
        return FALSE;
    }
  return schedules->len > 0;
}

static void
add_row (FcReportSchedules *self,
         GtkWidget         *row)
{
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
show (FcReportSchedules *self)
{
  GPtrArray *schedules = fc_report_service_get_schedules (self->service);

  if (self->page == NULL)
    return;
  if (!same_rows (self, schedules))
    {
      for (guint i = 0; i < self->rows->len; i++)
        adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
      g_ptr_array_set_size (self->rows, 0);
      for (guint i = 0; i < schedules->len; i++)
        add_row (self, make_row (self, schedules->pdata[i]));
      if (schedules->len == 0)
        add_row (self, make_placeholder ());
    }
  for (guint i = 0; i < schedules->len; i++)
    show_row (self, self->rows->pdata[i], schedules->pdata[i]);
}

static void
fc_report_schedules_dispose (GObject *object)
{
  FcReportSchedules *self = FC_REPORT_SCHEDULES (object);

  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->service);

  G_OBJECT_CLASS (fc_report_schedules_parent_class)->dispose (object);
}

static void
fc_report_schedules_finalize (GObject *object)
{
  g_ptr_array_unref (FC_REPORT_SCHEDULES (object)->rows);

  G_OBJECT_CLASS (fc_report_schedules_parent_class)->finalize (object);
}

static void
fc_report_schedules_class_init (FcReportSchedulesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_report_schedules_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_report_schedules_finalize;
}

static void
fc_report_schedules_init (FcReportSchedules *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * fc_report_schedules_new:
 *
 * Returns: (transfer floating): the group with the schedules of this computer
 */
GtkWidget *
fc_report_schedules_new (FcPage *page)
{
  FcReportSchedules *self = g_object_new (FC_TYPE_REPORT_SCHEDULES, "title", _ ("By itself, on this computer"), NULL);
  FcContext *context = fc_page_get_context (page);

  g_set_weak_pointer (&self->page, page);
  self->service = g_object_ref (fc_report_service_of (context));
  g_signal_connect_object (self->service, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "stations-changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}

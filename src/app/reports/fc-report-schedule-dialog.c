/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-reports-page.h"

#include "fc-number-row.h"
#include "fc-report-draft.h"
#include "fc-report-words.h"
#include "fc-window.h"

#include <glib/gi18n.h>

#define FOLDER_KEY "report-folder"

struct _FcReportScheduleDialog {
  AdwWindow parent_instance;

  FcContext *context;
  FcReportService *service;
  FcReportSchedule *schedule; /* as it is on screen */
  GPtrArray *infos;           /* FcReportInfo, as in the choice */
  gboolean is_new;
  gboolean showing; /* the rows follow the schedule, not the person */
  AdwComboRow *report, *station, *frequency, *weekday, *format;
  FcNumberRow *day, *hour;
  AdwActionRow *folder;
  GtkLabel *next, *problem, *kept;
};

#define FC_TYPE_REPORT_SCHEDULE_DIALOG (fc_report_schedule_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FcReportScheduleDialog, fc_report_schedule_dialog, FC, REPORT_SCHEDULE_DIALOG, AdwWindow)
G_DEFINE_FINAL_TYPE (FcReportScheduleDialog, fc_report_schedule_dialog, ADW_TYPE_WINDOW)

static void
show_problem (FcReportScheduleDialog *self,
              const char             *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

/* Whether what counts of the numbers is in order; the rows say what is not. */
static gboolean
are_numbers_right (FcReportScheduleDialog *self)
{
  return fc_number_row_get_error (self->hour) == NULL &&
         (self->schedule->when.frequency != FC_MONTHLY || fc_number_row_get_error (self->day) == NULL);
}

/* What will come of it, in a sentence. */
static void
show_result (FcReportScheduleDialog *self)
{
  FcReportSchedule *schedule = self->schedule;
  g_autofree char *when = fc_report_when_words (&schedule->when);
  g_autofree char *next = fc_report_next_words (self->service, schedule, self->context);
  /* Translators: when a report is made and about which days, and the next time */
  g_autofree char *text = g_strdup_printf (_ ("%s. Next: %s."), when, next);
  g_autofree char *folder = schedule->folder != NULL ? fc_report_folder_words (schedule->folder) : NULL;

  gtk_label_set_text (self->next, are_numbers_right (self) ? text : "");
  adw_action_row_set_subtitle (self->folder, folder != NULL ? folder : _ ("None yet"));
  gtk_widget_set_visible (GTK_WIDGET (self->weekday), schedule->when.frequency == FC_WEEKLY);
  gtk_widget_set_visible (GTK_WIDGET (self->day), schedule->when.frequency == FC_MONTHLY);
}

/* --- from the rows ------------------------------------------------------------------------------------------------------------------ */

static void
take_station (FcReportScheduleDialog *self)
{
  GPtrArray *stations = fc_context_get_stations (self->context);
  guint selected = adw_combo_row_get_selected (self->station);

  self->schedule->all = selected == 0 || selected > stations->len;
  if (!self->schedule->all)
    self->schedule->station = ((FcStationName *) stations->pdata[selected - 1])->id;
}

/* A number that is none stays in its row and changes nothing. */
static void
take_number (FcNumberRow *row,
             int         *number)
{
  gint64 value;

  if (fc_number_row_get_value (row, &value))
    *number = (int) value;
}

static const FcId *
draft_id (FcReportScheduleDialog *self)
{
  return self->is_new ? NULL : &self->schedule->id;
}

static void
keep_draft (FcReportScheduleDialog *self)
{
  fc_report_draft_keep (fc_context_get_replica (self->context), draft_id (self), self->schedule);
}

static void
edited_cb (FcReportScheduleDialog *self)
{
  FcReportSchedule *schedule = self->schedule;
  guint report = adw_combo_row_get_selected (self->report);

  if (self->showing)
    return;
  if (report < self->infos->len)
    {
      g_free (schedule->report);
      schedule->report = g_strdup (((const FcReportInfo *) self->infos->pdata[report])->name);
    }
  take_station (self);
  schedule->when.frequency = (FcFrequency) adw_combo_row_get_selected (self->frequency);
  schedule->when.weekday = (int) adw_combo_row_get_selected (self->weekday) + 1;
  take_number (self->day, &schedule->when.day);
  take_number (self->hour, &schedule->when.hour);
  schedule->format = (FcReportFormat) adw_combo_row_get_selected (self->format);
  keep_draft (self);
  show_problem (self, NULL);
  show_result (self);
}

static void
folder_chosen (const char *path,
               gpointer    user_data)
{
  FcReportScheduleDialog *self = user_data;

  g_free (self->schedule->folder);
  self->schedule->folder = g_strdup (path);
  keep_draft (self);
  g_settings_set_string (fc_context_get_settings (self->context), FOLDER_KEY, path);
  show_problem (self, NULL);
  show_result (self);
}

static void
choose_cb (FcReportScheduleDialog *self)
{
  fc_report_choose_folder (GTK_WIDGET (self), self->schedule->folder, folder_chosen, g_object_ref (self),
                           g_object_unref);
}

/* The first of the numbers that is none gets the cursor. */
static gboolean
check_numbers (FcReportScheduleDialog *self)
{
  FcNumberRow *rows[] = { self->hour, self->schedule->when.frequency == FC_MONTHLY ? self->day : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i] != NULL && !fc_number_row_is_valid (rows[i]))
      {
        gtk_widget_grab_focus (GTK_WIDGET (rows[i]));
        return FALSE;
      }
  return TRUE;
}

/* Nothing is left to be taken up; a row that loses the cursor with its window does not begin it again. */
static void
close_for_good (FcReportScheduleDialog *self)
{
  self->showing = TRUE;
  fc_report_draft_forget (fc_context_get_replica (self->context), draft_id (self));
  gtk_window_destroy (GTK_WINDOW (self));
}

/* What was filled in is given up on purpose; Escape and the window manager keep it. */
static void
cancel_cb (FcReportScheduleDialog *self)
{
  close_for_good (self);
}

static void
save_cb (FcReportScheduleDialog *self)
{
  const FcActor *actor = fc_replica_get_actor (fc_context_get_replica (self->context));
  FcReportSchedule *schedule = self->schedule;

  if (!check_numbers (self))
    return;
  if (schedule->folder == NULL)
    {
      show_problem (self, _ ("Choose the folder into which the reports are to be put"));
      gtk_widget_grab_focus (GTK_WIDGET (self->folder));
      return;
    }
  if (actor == NULL)
    return;
  schedule->maker = schedule->all && !actor->all_stations ? actor->user_id : (FcId){ { 0 } };
  fc_report_service_put (self->service, schedule);
  close_for_good (self);
}

/* --- the rows ------------------------------------------------------------------------------------------------------------------------ */

static AdwComboRow *
add_choice (FcReportScheduleDialog *self,
            AdwPreferencesGroup *group,
            const char *title,
            GtkStringList *names) /* (transfer full) */
{
  AdwComboRow *row = ADW_COMBO_ROW (adw_combo_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  g_object_unref (names);
  adw_preferences_group_add (group, GTK_WIDGET (row));
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (edited_cb), self);
  return row;
}

static FcNumberRow *
add_number (FcReportScheduleDialog *self,
            AdwPreferencesGroup    *group,
            const char             *title,
            gint64                  from,
            gint64                  until)
{
  GtkWidget *row = fc_number_row_new (FC_NUMBER_INTEGER, title);

  g_object_set (row, "minimum", from, "maximum", until, "optional", FALSE, NULL);
  adw_preferences_group_add (group, row);
  g_signal_connect_object (row, "notify::value", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "committed", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  return FC_NUMBER_ROW (row);
}

static GtkStringList *
report_names (FcReportScheduleDialog *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->infos->len; i++)
    gtk_string_list_append (names, _ (((const FcReportInfo *) self->infos->pdata[i])->title));
  return names;
}

static GtkStringList *
station_names (FcReportScheduleDialog *self)
{
  GPtrArray *stations = fc_context_get_stations (self->context);
  GtkStringList *names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("All stations"));
  for (guint i = 0; i < stations->len; i++)
    gtk_string_list_append (names, ((FcStationName *) stations->pdata[i])->name);
  return names;
}

static GtkStringList *
weekday_names (void)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (int i = 1; i <= 7; i++)
    gtk_string_list_take (names, fc_report_weekday_words (i));
  return names;
}

static GtkStringList *
format_names (void)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = FC_REPORT_PDF; i <= FC_REPORT_CSV; i++)
    gtk_string_list_append (names, fc_report_format_words (i));
  return names;
}

static void
add_folder (FcReportScheduleDialog *self,
            AdwPreferencesGroup    *group)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Choose…"));

  self->folder = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->folder), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->folder), _ ("Folder"));
  adw_action_row_set_subtitle_lines (self->folder, 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choose the folder"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (choose_cb), self);
  adw_action_row_add_suffix (self->folder, button);
  adw_action_row_set_activatable_widget (self->folder, button);
  adw_preferences_group_add (group, GTK_WIDGET (self->folder));
}

static GtkWidget *
make_rows (FcReportScheduleDialog *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  const char *const frequencies[] = { _ ("Every day"), _ ("Every week"), _ ("Every month"), NULL };

  self->report = add_choice (self, group, _ ("Report"), report_names (self));
  self->station = add_choice (self, group, _ ("Station"), station_names (self));
  self->frequency = add_choice (self, group, _ ("How often"), gtk_string_list_new (frequencies));
  self->weekday = add_choice (self, group, _ ("Weekday"), weekday_names ());
  self->day = add_number (self, group, _ ("Day of the month, 1 to 31"), 1, 31);
  self->hour = add_number (self, group, _ ("Hour, from 0 to 23"), 0, 23);
  self->format = add_choice (self, group, _ ("Format"), format_names ());
  add_folder (self, group);
  return GTK_WIDGET (group);
}

static void
show_schedule (FcReportScheduleDialog *self)
{
  const FcReportSchedule *schedule = self->schedule;
  GPtrArray *stations = fc_context_get_stations (self->context);

  self->showing = TRUE;
  for (guint i = 0; i < self->infos->len; i++)
    if (g_strcmp0 (((const FcReportInfo *) self->infos->pdata[i])->name, schedule->report) == 0)
      adw_combo_row_set_selected (self->report, i);
  for (guint i = 0; !schedule->all && i < stations->len; i++)
    if (fc_id_equal (&((FcStationName *) stations->pdata[i])->id, &schedule->station))
      adw_combo_row_set_selected (self->station, i + 1);
  adw_combo_row_set_selected (self->frequency, schedule->when.frequency);
  adw_combo_row_set_selected (self->weekday, (guint) schedule->when.weekday - 1);
  fc_number_row_set_value (self->day, schedule->when.day);
  fc_number_row_set_value (self->hour, schedule->when.hour);
  adw_combo_row_set_selected (self->format, schedule->format);
  self->showing = FALSE;
  show_result (self);
}

static GtkWidget *
make_header (FcReportScheduleDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel")), *save = gtk_button_new_with_mnemonic (_ ("_Save"));

  gtk_widget_add_css_class (save, "suggested-action");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (save_cb), self);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), save);
  return header;
}

static GtkLabel *
add_label (GtkBox     *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static void
make_content (FcReportScheduleDialog *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new (), *rows;

  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  self->kept = add_label (GTK_BOX (box), "dim-label");
  gtk_label_set_text (self->kept, _ ("As you left it, not saved yet. Cancel gives it up."));
  self->problem = add_label (GTK_BOX (box), "error");
  rows = make_rows (self);
  gtk_box_append (GTK_BOX (box), rows);
  self->next = add_label (GTK_BOX (box), "dim-label");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (outer), make_header (self));
  gtk_box_append (GTK_BOX (outer), scrolled);
  adw_window_set_content (ADW_WINDOW (self), outer);
  show_problem (self, NULL);
}

static void
fc_report_schedule_dialog_finalize (GObject *object)
{
  FcReportScheduleDialog *self = FC_REPORT_SCHEDULE_DIALOG (object);

  g_clear_pointer (&self->schedule, fc_report_schedule_free);
  g_clear_pointer (&self->infos, g_ptr_array_unref);
  g_clear_object (&self->service);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_report_schedule_dialog_parent_class)->finalize (object);
}

static void
fc_report_schedule_dialog_class_init (FcReportScheduleDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_report_schedule_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fc_report_schedule_dialog_init (FcReportScheduleDialog *self)
{
}

/* A new one begins with the station above and the folder of last time. */
static FcReportSchedule *
first_schedule (FcContext *context,
                GPtrArray *infos)
{
  FcReportSchedule *schedule = fc_report_schedule_new (fc_now ());
  const FcId *station = fc_context_get_station (context);
  g_autofree char *folder = g_settings_get_string (fc_context_get_settings (context), FOLDER_KEY);

  schedule->report = infos->len > 0 ? g_strdup (((const FcReportInfo *) infos->pdata[0])->name) : NULL;
  schedule->all = station == NULL;
  if (station != NULL)
    schedule->station = *station;
  if (*folder != '\0')
    schedule->folder = g_steal_pointer (&folder);
  return schedule;
}

static gboolean
offers (FcReportScheduleDialog *self,
        const char             *report)
{
  for (guint i = 0; i < self->infos->len; i++)
    if (g_strcmp0 (((const FcReportInfo *) self->infos->pdata[i])->name, report) == 0)
      return TRUE;
  return FALSE;
}

/* What was being filled in when the window or the program was closed. */
static FcReportSchedule *
take_up (FcReportScheduleDialog *self)
{
  g_autoptr (FcReportSchedule) draft = fc_report_draft_read (fc_context_get_replica (self->context), draft_id (self));
  FcReportSchedule *schedule;

  if (draft == NULL || !offers (self, draft->report) ||
      (self->is_new && fc_report_service_find (self->service, &draft->id) != NULL))
    return NULL;
  schedule = fc_report_schedule_copy (draft);
  if (!self->is_new) /* its runs went on meanwhile */
    {
      schedule->enabled = self->schedule->enabled;
      schedule->last_us = self->schedule->last_us;
      schedule->since_us = self->schedule->since_us;
      g_array_unref (schedule->made);
      schedule->made = g_array_copy (self->schedule->made);
    }
  return schedule;
}

/**
 * fc_report_schedule_dialog_new:
 * @schedule: (nullable): to be changed
 */
GtkWidget *
fc_report_schedule_dialog_new (FcPage                 *page,
                               const FcReportSchedule *schedule)
{
  FcWindow *window = fc_window_of (GTK_WIDGET (page));
  FcReportSchedule *draft;
  FcReportScheduleDialog *self =
    g_object_new (FC_TYPE_REPORT_SCHEDULE_DIALOG, "modal", TRUE, "transient-for", window, "title",
                  schedule != NULL ? _ ("Change the schedule") : _ ("New schedule"), NULL);

  self->context = g_object_ref (fc_page_get_context (page));
  self->service = g_object_ref (fc_report_service_of (self->context));
  self->infos = fc_report_info_list (fc_replica_get_actor (fc_page_get_replica (page)));
  self->is_new = schedule == NULL;
  self->schedule = schedule != NULL ? fc_report_schedule_copy (schedule) : first_schedule (self->context, self->infos);
  draft = take_up (self);
  if (draft != NULL)
    {
      fc_report_schedule_free (self->schedule);
      self->schedule = draft;
    }
  self->showing = TRUE; /* as long as the rows are made */
  make_content (self);
  gtk_widget_set_visible (GTK_WIDGET (self->kept), draft != NULL);
  show_schedule (self);
  if (window != NULL)
    fc_window_fit_dialog (window, GTK_WINDOW (self), 520, 640);
  return GTK_WIDGET (self);
}

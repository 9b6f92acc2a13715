/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-open-shift.h"

#include "fc-date-style.h"
#include "fc-display.h"
#include "fc-number-row.h"
#include "fc-shift-around.h"
#include "fc-shift-words.h"
#include "fc-step-view.h"

#include <glib/gi18n.h>
#include <string.h>

struct _FcOpenShift {
  AdwWindow parent_instance;

  FcShiftsPage *page;
  FcReplica *replica;
  GPtrArray *stations;    /* FcStationName, of the context */
  GCancellable *cancellable;
  GPtrArray *parts;       /* (nullable) FcStationPart: of the station chosen */
  FcId id;                /* the one that is being opened */

  AdwComboRow *station;
  AdwComboRow *part;      /* only where pumps are in parts */
  AdwActionRow *follows;
  GtkWidget *follows_warning;
  AdwEntryRow *date;
  GtkLabel *date_error;
  GtkWidget *number;
  AdwEntryRow *cashier;
  GtkWidget *opening_float;
  AdwEntryRow *attendants;
  AdwPreferencesGroup *group;
  GtkWidget *open_button;
  gboolean begun;         /* the cursor was taken to where typing begins */
};

G_DEFINE_FINAL_TYPE (FcOpenShift, fc_open_shift, ADW_TYPE_WINDOW)

static const FcStationName *
get_station (FcOpenShift *self)
{
  guint selected = adw_combo_row_get_selected (self->station);

  return selected < self->stations->len ? g_ptr_array_index (self->stations, selected) : NULL;
}

static const FcStationPart *
get_part (FcOpenShift *self)
{
  guint selected = adw_combo_row_get_selected (self->part);

  return self->parts != NULL && selected < self->parts->len ? g_ptr_array_index (self->parts, selected) : NULL;
}

/* A shift may well be opened before the one before it has been counted: that is said, not refused. */
static void
show_follows (FcOpenShift *self,
              FcRecord    *latest)
{
  gboolean is_open = latest != NULL && g_strcmp0 (fc_record_get_text (latest, FC_SHIFT_STATE), "open") == 0;
  g_autofree char *title = latest != NULL ? fc_shift_title (latest) : NULL;
  g_autofree char *text = NULL;

  if (title == NULL)
    text = g_strdup (_ ("None: openings come from the set-up"));
  else if (is_open)
    /* Translators: a shift, such as “Shift 2, 14 May 2024” */
    text = g_strdup_printf (_ ("%s, is still open"), title);
  adw_action_row_set_subtitle (self->follows, text != NULL ? text : title);
  gtk_widget_set_visible (self->follows_warning, is_open);
}

/* The next shift of the station, or of a part of it, follows the one before it. */
static void
suggest (FcOpenShift *self)
{
  const FcStationName *station = get_station (self);
  const FcStationPart *part = get_part (self);
  FcRecord *latest = part != NULL ? part->latest : NULL;
  FcDate today = fc_time_to_date (g_get_real_time (), station->zone);
  FcDate date = today;
  gint64 number = 1;
  g_autofree char *text = NULL;

  if (latest != NULL)
    {
      if (fc_record_get_int (latest, FC_SHIFT_BUSINESS_DATE) >= today)
        {
          date = (FcDate) fc_record_get_int (latest, FC_SHIFT_BUSINESS_DATE);
          number = fc_record_get_int (latest, FC_SHIFT_NUMBER) + 1;
        }
      if (!fc_record_is_null (latest, FC_SHIFT_OPENING_FLOAT))
        fc_number_row_set_value (FC_NUMBER_ROW (self->opening_float),
                                 fc_record_get_int (latest, FC_SHIFT_OPENING_FLOAT));
    }
  show_follows (self, latest);
  text = fc_date_write (date, fc_date_style_in_use ());
  gtk_editable_set_text (GTK_EDITABLE (self->date), text);
  fc_number_row_set_value (FC_NUMBER_ROW (self->number), number);
}

static void
part_chosen_cb (FcOpenShift *self)
{
  if (self->parts != NULL)
    suggest (self);
}

static void
show_parts (FcOpenShift *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const FcStationPart *part = g_ptr_array_index (self->parts, i);

      gtk_string_list_append (names, *part->part != '\0' ? part->part : _ ("The whole site"));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->part), self->parts->len > 1);
  adw_combo_row_set_model (self->part, G_LIST_MODEL (names));
}

static void
parts_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FcOpenShift) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = fc_station_parts_finish (FC_REPLICA (source), result, &error);

  if (parts == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        adw_preferences_group_set_description (self->group, error->message);
      return;
    }
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  self->parts = g_steal_pointer (&parts);
  show_parts (self);
  suggest (self);
  gtk_widget_set_sensitive (self->open_button, TRUE);
  if (!self->begun)
    gtk_widget_grab_focus (GTK_WIDGET (self->cashier)); /* the rest is known mostly */
  self->begun = TRUE;
}

static void
station_chosen_cb (FcOpenShift *self)
{
  const FcStationName *station = get_station (self);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_set_sensitive (self->open_button, FALSE);
  if (station == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  g_object_set (self->opening_float, "currency", station->currency, NULL);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  fc_station_parts_async (self->replica, &station->id, self->cancellable, parts_cb, g_object_ref (self));
}

static void
show_error (FcOpenShift *self,
            const char  *text)
{
  adw_preferences_group_set_description (self->group, text);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcOpenShift) self = user_data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->open_button, TRUE);
  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    {
      show_error (self, error->message);
      return;
    }
  fc_shifts_page_opened_shift (self->page, &self->id);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* The whole site follows the last shift of each part, and the last one that was whole. */
static JsonArray *
list_others (const FcStationPart *part)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < part->others->len; i++)
    {
      JsonObject *one = json_object_new ();

      fc_args_set_id (one, "id", fc_record_get_id (part->others->pdata[i]));
      json_array_add_object_element (list, one);
    }
  return list;
}

static JsonObject *
make_args (FcOpenShift         *self,
           const FcStationName *station)
{
  JsonObject *args = json_object_new ();
  const char *cashier = gtk_editable_get_text (GTK_EDITABLE (self->cashier));
  const FcStationPart *part = get_part (self);
  gint64 value;
  FcDate date;

  fc_args_set_id (args, "station_id", &station->id);
  if (fc_date_read (gtk_editable_get_text (GTK_EDITABLE (self->date)), fc_date_style_in_use (), &date, NULL))
    {
      g_autofree char *iso = fc_date_to_iso (date);

      json_object_set_string_member (args, "business_date", iso); /* an op is read anywhere */
    }
  if (fc_number_row_get_value (FC_NUMBER_ROW (self->number), &value))
    json_object_set_int_member (args, "number", value);
  if (*cashier != '\0')
    json_object_set_string_member (args, "cashier", cashier);
  if (fc_number_row_get_value (FC_NUMBER_ROW (self->opening_float), &value))
    json_object_set_int_member (args, "opening_float", value);
  if (part != NULL && *part->part != '\0')
    json_object_set_string_member (args, "part", part->part);
  if (part != NULL && part->latest != NULL)
    fc_args_set_id (args, "previous_id", fc_record_get_id (part->latest));
  if (part != NULL && part->others->len > 1)
    json_object_set_array_member (args, "follows", list_others (part));
  return args;
}

/* Each name gets a drawer: "Anna, Ben". */
static void
add_drawers (FcOpenShift *self,
             GPtrArray   *ops)
{
  g_auto (GStrv) names = g_strsplit (gtk_editable_get_text (GTK_EDITABLE (self->attendants)), ",", -1);
  gint64 opening_float;
  gboolean has_float = fc_number_row_get_value (FC_NUMBER_ROW (self->opening_float), &opening_float);
  gint64 number = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      JsonObject *args;

      if (*g_strstrip (names[i]) == '\0')
        continue;
      args = json_object_new ();
      json_object_set_int_member (args, "number", ++number);
      json_object_set_string_member (args, "attendant", names[i]);
      if (has_float)
        json_object_set_int_member (args, "opening_float", opening_float);
      g_ptr_array_add (ops, fc_op_new_command ("shift.put-drawer", FC_SHIFT, &self->id, args, g_get_real_time ()));
    }
}

static void
show_date_error (FcOpenShift *self,
                 const char  *text)
{
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->date), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->date), "error");
  gtk_label_set_text (self->date_error, text != NULL ? text : "");
}

static void
date_changed_cb (FcOpenShift *self)
{
  show_date_error (self, NULL);
  fc_number_row_show_error (FC_NUMBER_ROW (self->number), NULL); /* it was taken on another date, maybe */
}

/* Every row that is wrong says so; the cursor goes to the first of them. */
static gboolean
check (FcOpenShift *self,
       FcDate      *date,
       gint64      *number)
{
  GtkWidget *wrong = NULL;
  g_autoptr (GError) error = NULL;

  show_error (self, NULL);
  if (!fc_number_row_is_valid (FC_NUMBER_ROW (self->opening_float)))
    wrong = self->opening_float;
  if (!fc_number_row_is_valid (FC_NUMBER_ROW (self->number)) ||
      !fc_number_row_get_value (FC_NUMBER_ROW (self->number), number))
    wrong = self->number;
  if (!fc_date_read (gtk_editable_get_text (GTK_EDITABLE (self->date)), fc_date_style_in_use (), date, &error))
    {
      show_date_error (self, error->message);
      wrong = GTK_WIDGET (self->date);
    }
  if (wrong != NULL)
    gtk_widget_grab_focus (wrong);
  return wrong == NULL;
}

static void
run (FcOpenShift *self)
{
  const FcStationName *station = get_station (self);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  gint64 now = g_get_real_time ();

  self->id = fc_id_new (now);
  g_ptr_array_add (ops, fc_op_new_command ("shift.open", FC_SHIFT, &self->id, make_args (self, station), now));
  add_drawers (self, ops);
  fc_replica_run_async (self->replica, ops, NULL, opened_cb, g_object_ref (self));
}

static void
namesakes_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FcOpenShift) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) namesakes = fc_shift_namesakes_finish (FC_REPLICA (source), result, &error);

  if (self->replica == NULL)
    return; /* the person has closed the form */
  if (namesakes != NULL && namesakes->len == 0)
    {
      run (self);
      return;
    }
  gtk_widget_set_sensitive (self->open_button, TRUE);
  if (namesakes == NULL)
    {
      show_error (self, error->message);
      return;
    }
  fc_number_row_show_error (FC_NUMBER_ROW (self->number), _ ("The day has this shift already"));
  gtk_widget_grab_focus (self->number);
}

static void
open_cb (FcOpenShift *self)
{
  const FcStationName *station = get_station (self);
  const FcStationPart *part = get_part (self);
  FcDate date;
  gint64 number;

  if (station == NULL || !gtk_widget_get_sensitive (self->open_button) || !check (self, &date, &number))
    return;
  gtk_widget_set_sensitive (self->open_button, FALSE);
  fc_shift_namesakes_async (self->replica, &station->id, date, number, part != NULL ? part->part : "", NULL,
                            namesakes_cb, g_object_ref (self));
}

static void
cancel_cb (FcOpenShift *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static AdwEntryRow *
add_entry (FcOpenShift *self,
           const char  *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (self->group, row);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (open_cb), self);
  return ADW_ENTRY_ROW (row);
}

static GtkWidget *
make_header (FcOpenShift *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->open_button = gtk_button_new_with_mnemonic (_ ("_Open shift"));
  gtk_widget_add_css_class (self->open_button, "suggested-action");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  g_signal_connect_swapped (self->open_button, "clicked", G_CALLBACK (open_cb), self);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->open_button);
  return header;
}

static void
make_form (FcOpenShift *self)
{
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->station = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->station), _ ("Station"));
  adw_preferences_group_add (self->group, GTK_WIDGET (self->station));
  self->part = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->part), _ ("Part of the site"));
  gtk_widget_set_visible (GTK_WIDGET (self->part), FALSE);
  g_signal_connect_swapped (self->part, "notify::selected", G_CALLBACK (part_chosen_cb), self);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->part));
  self->follows = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->follows), _ ("Follows"));
  adw_preferences_group_add (self->group, GTK_WIDGET (self->follows));
  self->follows_warning = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_add_css_class (self->follows_warning, "warning");
  adw_action_row_add_suffix (self->follows, self->follows_warning);
  self->date = add_entry (self, _ ("Business date"));
  self->date_error = GTK_LABEL (gtk_label_new (NULL));
  adw_entry_row_add_suffix (self->date, GTK_WIDGET (self->date_error));
  g_signal_connect_swapped (self->date, "changed", G_CALLBACK (date_changed_cb), self);
  self->number = fc_number_row_new (FC_NUMBER_INTEGER, _ ("Shift of the day"));
  g_object_set (self->number, "optional", FALSE, "minimum", G_GINT64_CONSTANT (1), "maximum", G_GINT64_CONSTANT (999),
                NULL);
  g_signal_connect_swapped (self->number, "entry-activated", G_CALLBACK (open_cb), self);
  adw_preferences_group_add (self->group, self->number);
  self->cashier = add_entry (self, _ ("Cashier"));
  self->opening_float = fc_number_row_new (FC_NUMBER_MONEY, _ ("Float"));
  g_object_set (self->opening_float, "optional", TRUE, "minimum", G_GINT64_CONSTANT (0), "maximum", FC_MONEY_MAX, NULL);
  g_signal_connect_swapped (self->opening_float, "entry-activated", G_CALLBACK (open_cb), self);
  adw_preferences_group_add (self->group, self->opening_float);
  self->attendants = add_entry (self, _ ("Attendants with drawers of their own (Anna, Ben)"));
}

static void
fc_open_shift_dispose (GObject *object)
{
  FcOpenShift *self = FC_OPEN_SHIFT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_object (&self->page);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (fc_open_shift_parent_class)->dispose (object);
}

static void
fc_open_shift_class_init (FcOpenShiftClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_open_shift_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fc_open_shift_init (FcOpenShift *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();

  make_form (self);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->group);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Open a shift"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 460, 600);
}

static void
fill_stations (FcOpenShift *self,
               const FcId  *chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < self->stations->len; i++)
    {
      const FcStationName *station = g_ptr_array_index (self->stations, i);

      gtk_string_list_append (names, station->name);
      if (chosen != NULL && fc_id_equal (chosen, &station->id))
        selected = i;
    }
  adw_combo_row_set_model (self->station, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->station, selected);
  g_signal_connect_swapped (self->station, "notify::selected", G_CALLBACK (station_chosen_cb), self);
  station_chosen_cb (self);
}

/**
 * fc_open_shift_present:
 *
 * Shows the window over the page's.
 */
void
fc_open_shift_present (FcShiftsPage *page)
{
  FcOpenShift *self = g_object_new (FC_TYPE_OPEN_SHIFT, NULL);
  FcContext *context = fc_page_get_context (FC_PAGE (page));

  self->page = g_object_ref (page);
  self->replica = g_object_ref (fc_page_get_replica (FC_PAGE (page)));
  self->stations = fc_context_get_stations (context);
  fill_stations (self, fc_context_get_station (context));
  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))));
  gtk_window_present (GTK_WINDOW (self));
}

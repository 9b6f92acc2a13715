/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-time-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fc-calendar.h"
#include "fc-display.h"
#include "fc-error.h"

#define MINUTE_US   (FC_HOUR_US / 60)
#define DAY_MINUTES (24 * 60)
#define STEP        15 /* minutes */

struct _FcTimeRow {
  AdwActionRow parent_instance;

  GtkMenuButton *day_button;
  GtkCalendar *calendar; /* (nullable): until somebody opens it */
  GtkEntry *entry;

  GTimeZone *zone;
  FcDate date;
  int minutes;           /* since midnight by the wall clock; -1: what stands there is no time */
  gint64 given;          /* UTC µs as it was set: counts while nobody has touched the row */
  gboolean touched;
  gboolean showing;      /* the entry follows, nobody types */
};

G_DEFINE_FINAL_TYPE (FcTimeRow, fc_time_row, ADW_TYPE_ACTION_ROW)

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* "6", "06", "630", "0630", "6:30" and "6.30" in minutes; -1 for anything else. */
static int
minutes_from_text (const char *text)
{
  g_autofree char *typed = g_strstrip (g_strdup (text));
  char *mark = strpbrk (typed, ":.");
  gsize digits = strspn (typed, "0123456789");
  int number = atoi (typed), hour = number, minute = 0;

  if (digits == 0 || digits > 4 || (typed[digits] != '\0' && (mark != typed + digits || digits > 2)))
    return -1;
  if (mark != NULL)
    {
      if (strspn (mark + 1, "0123456789") != 2 || mark[3] != '\0')
        return -1;
      minute = atoi (mark + 1);
    }
  else if (digits > 2)
    {
      hour = number / 100;
      minute = number % 100;
    }
  return hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}

static int
wall_minutes (FcTimeRow *self,
              gint64     time_us)
{
  FcDate date = fc_time_to_date (time_us, self->zone);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, self->zone);

  return (date - self->date) * DAY_MINUTES + g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
}

static gint64
instant (FcTimeRow *self)
{
  return self->touched ? fc_time_from_local (self->date, self->minutes * MINUTE_US, self->zone) : self->given;
}

/* (nullable): what the change of the clocks makes of the time that was chosen */
static char *
clock_change (FcTimeRow *self)
{
  gint64 time_us;
  g_autofree char *begins = NULL;

  if (self->minutes < 0)
    return NULL;
  time_us = instant (self);
  begins = fc_show_time_of_day (time_us, self->zone);
  if (wall_minutes (self, time_us) != self->minutes)
    return g_strdup_printf (_ ("The clocks go forward then: it is at %s"), begins);
  for (int later = 30; later <= 120; later += 30)
    if (wall_minutes (self, time_us + later * MINUTE_US) == self->minutes)
      return g_strdup_printf (_ ("The clocks go back then: the first %s is meant"), begins);
  return NULL;
}

static void
show_clock (FcTimeRow *self)
{
  g_autofree char *change = clock_change (self);
  /* Translators: whose clock a time is read on, a time zone such as Europe/Dublin */
  g_autofree char *whose = g_strdup_printf (_ ("By the clock in %s"), g_time_zone_get_identifier (self->zone));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), change != NULL ? change : whose);
}

static void
show_day (FcTimeRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_autofree char *day = fc_show_date (self->date);
  g_autofree char *long_day = fc_show_date_long (self->date);
  /* Translators: accessible name of a button that opens a calendar: a field, its date */
  g_autofree char *name = g_strdup_printf (_ ("%s: day, %s"), title, long_day);

  gtk_menu_button_set_label (self->day_button, day);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->day_button), long_day);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->day_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_time (FcTimeRow *self)
{
  g_autofree char *text = g_strdup_printf ("%02d:%02d", self->minutes / 60, self->minutes % 60);

  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->showing = FALSE;
}

static void
touch (FcTimeRow *self)
{
  gboolean wrong = self->minutes < 0;

  self->touched = TRUE;
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  show_clock (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
time_typed_cb (FcTimeRow *self)
{
  if (self->showing)
    return;
  self->minutes = minutes_from_text (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  touch (self);
}

static void
time_left_cb (FcTimeRow *self)
{
  if (self->minutes >= 0)
    show_time (self);
}

/* Over midnight the day goes along. */
static void
move_by (FcTimeRow *self,
         int        by)
{
  int minutes;

  if (self->minutes < 0)
    return;
  minutes = self->minutes + by;
  self->date += minutes < 0 ? -1 : minutes >= DAY_MINUTES ? 1 : 0;
  self->minutes = (minutes + DAY_MINUTES) % DAY_MINUTES;
  show_time (self);
  show_day (self);
  touch (self);
}

static gboolean
key_pressed_cb (FcTimeRow *self,
                guint      key)
{
  switch (key)
    {
    case GDK_KEY_Up:
      move_by (self, STEP);
      return TRUE;
    case GDK_KEY_Down:
      move_by (self, -STEP);
      return TRUE;
    case GDK_KEY_Page_Up:
      move_by (self, 60);
      return TRUE;
    case GDK_KEY_Page_Down:
      move_by (self, -60);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
day_selected_cb (FcTimeRow *self)
{
  FcDate date = fc_calendar_get_date (self->calendar);

  if (self->showing || date == self->date)
    return;
  self->date = date;
  show_day (self);
  touch (self);
}

/* A calendar is fifty labels: made when somebody wants it. */
static void
make_popover_cb (GtkMenuButton *button,
                 gpointer       data)
{
  FcTimeRow *self = data;
  GtkWidget *popover;

  if (self->calendar == NULL)
    {
      popover = gtk_popover_new ();
      self->calendar = GTK_CALENDAR (gtk_calendar_new ());
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Day"), -1);
      g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self, G_CONNECT_SWAPPED);
      gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
      gtk_menu_button_set_popover (button, popover);
    }
  self->showing = TRUE;
  fc_calendar_set_date (self->calendar, self->date);
  self->showing = FALSE;
}

/* Who comes by keyboard comes to type the time; the day is one step back. */
static gboolean
fc_time_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FC_TIME_ROW (widget)->entry));
}

static gboolean
fc_time_row_focus (GtkWidget        *widget,
                   GtkDirectionType  direction)
{
  if (gtk_widget_get_focus_child (widget) == NULL)
    return fc_time_row_grab_focus (widget);
  return gtk_widget_child_focus (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget)), direction);
}

static void
fc_time_row_finalize (GObject *object)
{
  g_time_zone_unref (FC_TIME_ROW (object)->zone);

  G_OBJECT_CLASS (fc_time_row_parent_class)->finalize (object);
}

static void
fc_time_row_class_init (FcTimeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_time_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = fc_time_row_grab_focus;
  GTK_WIDGET_CLASS (klass)->focus = fc_time_row_focus;
  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
init_entry (FcTimeRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 5);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 5);
  gtk_entry_set_input_purpose (self->entry, GTK_INPUT_PURPOSE_DIGITS);
  gtk_entry_set_activates_default (self->entry, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "numeric");
  gtk_widget_set_valign (GTK_WIDGET (self->entry), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry), _ ("Hour and minute; the arrow keys move it by a quarter of an hour"));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (time_typed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (time_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
}

static void
fc_time_row_init (FcTimeRow *self)
{
  self->zone = g_time_zone_new_utc ();
  self->day_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_create_popup_func (self->day_button, make_popover_cb, self, NULL);
  gtk_widget_set_valign (GTK_WIDGET (self->day_button), GTK_ALIGN_CENTER);
  init_entry (self);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->day_button));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->entry));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->entry));
}

/**
 * fc_time_row_new:
 *
 * Returns: (transfer floating): by the clock of UTC until fc_time_row_set_zone()
 */
GtkWidget *
fc_time_row_new (const char *title)
{
  FcTimeRow *self = g_object_new (FC_TYPE_TIME_ROW, "title", title, NULL);
  /* Translators: accessible name of the entry for a time of day: a field */
  g_autofree char *name = g_strdup_printf (_ ("%s: time"), title);

  /* The row has said that the entry is called like the row alone. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  fc_time_row_set_time (self, 0);
  return GTK_WIDGET (self);
}

/**
 * fc_time_row_set_zone:
 *
 * Whose clock it is. What a person has chosen stays as it reads, and so means another moment; what was set by
 * fc_time_row_set_time() stays the same moment.
 */
void
fc_time_row_set_zone (FcTimeRow *self,
                      GTimeZone *zone)
{
  GTimeZone *before = self->zone;
  gboolean other = g_strcmp0 (g_time_zone_get_identifier (before), g_time_zone_get_identifier (zone)) != 0;

  self->zone = g_time_zone_ref (zone);
  g_time_zone_unref (before);
  if (!other)
    return;
  if (!self->touched)
    fc_time_row_set_time (self, self->given);
  else
    touch (self);
}

/**
 * fc_time_row_set_time:
 *
 * Shows a moment; nobody hears of it.
 */
void
fc_time_row_set_time (FcTimeRow *self,
                      gint64     time_us)
{
  self->given = time_us;
  self->touched = FALSE;
  self->date = fc_time_to_date (time_us, self->zone);
  self->minutes = wall_minutes (self, time_us);
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  show_day (self);
  show_time (self);
  show_clock (self);
}

/**
 * fc_time_row_get_time:
 * @time_us: (out): UTC µs
 *
 * Errors: FC_ERROR_PARSE where what was typed is no time of day.
 */
gboolean
fc_time_row_get_time (FcTimeRow  *self,
                      gint64     *time_us,
                      GError    **error)
{
  if (self->minutes < 0)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("“%s” is no time of day; write it as 06:30"),
                   gtk_editable_get_text (GTK_EDITABLE (self->entry)));
      return FALSE;
    }
  *time_us = instant (self);
  return TRUE;
}

/**
 * fc_time_row_get_entry:
 *
 * Returns: (transfer none): where the time of day is typed, to take the cursor to
 */
GtkWidget *
fc_time_row_get_entry (FcTimeRow *self)
{
  return GTK_WIDGET (self->entry);
}

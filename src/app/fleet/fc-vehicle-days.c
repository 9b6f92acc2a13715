/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-vehicle-days.h"

#include "fc-field-text.h"
#include "fc-track-dialog.h"
#include "fc-vehicle-trips.h"
#include "fc-window.h"

#include <glib/gi18n.h>
#include <math.h>

#define DAYS       7
#define MOST_TRIPS 8

struct _FcVehicleDays {
  AdwPreferencesGroup parent_instance;

  FcPage *page; /* outlives its details */
  FcReplica *replica;
  FcId vehicle_id;
  GCancellable *cancellable;
  GPtrArray *rows; /* of the trips */
};

G_DEFINE_FINAL_TYPE (FcVehicleDays, fc_vehicle_days, ADW_TYPE_PREFERENCES_GROUP)

static void
add_row (FcVehicleDays *self,
         const char    *title,
         const char    *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static char *
show_distance (double metres)
{
  return g_strdup_printf (_ ("%.1f km"), metres / 1000);
}

static void
add_trip (FcVehicleDays *self,
          const FcTrip  *trip,
          GTimeZone     *zone)
{
  g_autofree char *from = fc_show_time (trip->start_us, zone), *until = fc_show_time_of_day (trip->end_us, zone);
  /* Translators: when a trip began and ended */
  g_autofree char *times = g_strdup_printf (_ ("%s – %s"), from, until);
  g_autofree char *distance = show_distance (trip->metres);
  g_autofree char *both =
    trip->top_speed != FC_SPEED_UNKNOWN
      /* Translators: the distance of a trip, and the greatest speed */
      ? g_strdup_printf (_ ("%s, at most %u km/h"), distance, (guint) lround (trip->top_speed / 100.0))
      : g_strdup (distance);

  add_row (self, times, both);
}

static void
show (FcVehicleDays        *self,
      const FcVehicleTrips *days)
{
  FcFieldUnits units = fc_field_units_of (fc_replica_get_tenant (self->replica));
  GTimeZone *zone = units.zone != NULL ? units.zone : fc_zone_of (NULL);
  g_autofree char *distance = show_distance (days->metres);
  g_autofree char *summary =
    g_strdup_printf (ngettext ("%s in %u trip", "%s in %u trips", days->trips->len), distance, days->trips->len);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         days->track->n > 0 ? summary : _ ("No positions are known of these days."));
  for (guint i = 0; i < MIN (days->trips->len, MOST_TRIPS); i++)
    add_trip (self, &g_array_index (days->trips, FcTrip, days->trips->len - 1 - i), zone);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FcVehicleDays) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcVehicleTrips) days = fc_vehicle_trips_finish (FC_REPLICA (source), result, &error);

  if (days != NULL)
    show (self, days);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), error->message);
}

static void
read_days (FcVehicleDays *self)
{
  gint64 now_us = g_get_real_time ();

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  fc_vehicle_trips_async (self->replica, &self->vehicle_id, now_us - DAYS * FC_DAY_US, now_us, FALSE, self->cancellable,
                          read_cb, g_object_ref (self));
}

static void
changed_cb (FcVehicleDays   *self,
            const FcChanges *changes)
{
  if (fc_changes_touch (changes, FC_POSITION))
    read_days (self);
}

static void
import_cb (FcVehicleDays *self)
{
  fc_track_dialog_choose (self->page, &self->vehicle_id);
}

static void
show_on_map_cb (FcVehicleDays *self)
{
  g_autofree char *uri = fc_record_uri ("track", &self->vehicle_id);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "s", uri);
}

static GtkWidget *
add_button (FcVehicleDays *self,
            GtkWidget     *box,
            const char    *label,
            const char    *tooltip,
            GCallback      clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
fc_vehicle_days_dispose (GObject *object)
{
  FcVehicleDays *self = FC_VEHICLE_DAYS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (fc_vehicle_days_parent_class)->dispose (object);
}

static void
fc_vehicle_days_finalize (GObject *object)
{
  g_ptr_array_unref (FC_VEHICLE_DAYS (object)->rows);

  G_OBJECT_CLASS (fc_vehicle_days_parent_class)->finalize (object);
}

static void
fc_vehicle_days_class_init (FcVehicleDaysClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_vehicle_days_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_vehicle_days_finalize;
}

static void
fc_vehicle_days_init (FcVehicleDays *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("The last seven days"));
}

/**
 * fc_vehicle_days_new:
 *
 * Returns: (transfer floating): reads by itself
 */
GtkWidget *
fc_vehicle_days_new (FcPage     *page,
                     const FcId *vehicle_id)
{
  FcVehicleDays *self = g_object_new (FC_TYPE_VEHICLE_DAYS, NULL);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  self->page = page;
  self->replica = g_object_ref (fc_page_get_replica (page));
  self->vehicle_id = *vehicle_id;
  add_button (self, buttons, _ ("Show on map"), _ ("Show on the map where this vehicle drove"),
              G_CALLBACK (show_on_map_cb));
  gtk_widget_set_visible (add_button (self, buttons, _ ("Import…"),
                                      _ ("Import positions of this vehicle from a GPX or NMEA file"),
                                      G_CALLBACK (import_cb)),
                          fc_context_may (fc_page_get_context (page), "vehicles.edit"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), buttons);
  g_signal_connect_swapped (self->replica, "changed", G_CALLBACK (changed_cb), self);
  read_days (self);
  return GTK_WIDGET (self);
}

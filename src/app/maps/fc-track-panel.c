/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-track-panel-private.h"

#include "fc-company-queries.h"
#include "fc-field-text.h"
#include "fc-track-layer.h"
#include "fc-track-paint.h"
#include "fc-track-words.h"
#include "fc-vehicle-places.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (FcTrackPanel, fc_track_panel, GTK_TYPE_WIDGET)

enum { CHANGED, CLOSED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const int spans[] = { 1, 7, 30, 365 };

static void read_drive (FcTrackPanel *self);

static GTimeZone *
get_zone (FcTrackPanel *self)
{
  FcFieldUnits units = fc_field_units_of (fc_replica_get_tenant (fc_context_get_replica (self->context)));

  return units.zone != NULL ? units.zone : fc_zone_of (NULL);
}

static FcDate
first_day (FcTrackPanel *self)
{
  return self->day - spans[MIN (gtk_drop_down_get_selected (self->span), G_N_ELEMENTS (spans) - 1)] + 1;
}

static void
paint_line (FcMapPainter     *painter,
            const FcMapFrame *frame,
            const FcPlotLook *look,
            cairo_t          *cr)
{
  FcTrackPanel *self = ((TrackPainter *) painter)->panel;

  if (self->drive != NULL)
    fc_track_paint (self->drive->line, frame, look, cr);
}

static gboolean
extend (FcMapPainter *painter,
        FcMapThing   *extent)
{
  FcTrackPanel *self = ((TrackPainter *) painter)->panel;
  FcTrackSpan span;

  if (self->drive == NULL || !fc_track_line_extent (self->drive->line, &span))
    return FALSE;
  fc_map_thing_extend (extent, span.left, span.top, span.right, span.bottom);
  return TRUE;
}

static void
paint_here (FcMapPainter     *painter,
            const FcMapFrame *frame,
            const FcPlotLook *look,
            cairo_t          *cr)
{
  FcTrackPanel *self = ((TrackPainter *) painter)->panel;
  const FcTrack *track = self->drive != NULL ? self->drive->track : NULL;

  if (track == NULL || !self->has_fix)
    return;
  fc_track_paint_here (track->places[self->fix],
                       track->headings[self->fix] != FC_HEADING_UNKNOWN ? track->headings[self->fix] / 100.0 : -1,
                       frame, look, cr);
}

static void
show_words (FcTrackPanel *self)
{
  FcMapDrawing *drawing = fc_map_view_get_drawing (self->map);
  const FcTrack *track = self->drive->track;
  g_autofree char *time = fc_show_time (track->times[self->fix], get_zone (self));
  g_autofree char *speed = fc_track_say_speed (self->drive, self->fix);
  g_autofree char *place = fc_track_say_place (drawing, track->places[self->fix]);
  /* Translators: when, how fast and where a vehicle was */
  g_autofree char *all = g_strdup_printf (_ ("%s, %s, %s"), time, speed, place);

  gtk_label_set_text (self->time, time);
  gtk_label_set_text (self->speed, speed);
  gtk_label_set_text (self->place, place);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->place), place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, all, -1);
}

/* Puts the sign to where the vehicle was at that time. */
static void
go_to (FcTrackPanel *self,
       gint64        time_us)
{
  self->has_fix = self->drive != NULL && fc_track_find (self->drive->track, time_us, &self->fix);
  if (!self->has_fix)
    return;
  show_words (self);
  fc_map_view_redraw (self->map);
}

/* The times of the first and the last fix that are believed. */
static gboolean
get_times (FcTrackPanel *self,
           gint64       *first_us,
           gint64       *last_us)
{
  guint first, last;

  if (self->drive == NULL || !fc_track_find (self->drive->track, G_MININT64, &first) ||
      !fc_track_find (self->drive->track, G_MAXINT64, &last))
    return FALSE;
  *first_us = self->drive->track->times[first];
  *last_us = self->drive->track->times[last];
  return TRUE;
}

static void
slid_cb (FcTrackPanel *self)
{
  gint64 first_us, last_us;
  FcPlace place;

  if (self->showing || !get_times (self, &first_us, &last_us))
    return;
  go_to (self, first_us + (gint64) (gtk_range_get_value (GTK_RANGE (self->scale)) * G_USEC_PER_SEC));
  if (!self->has_fix)
    return;
  place = self->drive->track->places[self->fix];
  fc_map_view_keep_in_sight (self->map, fc_mercator_x (place.longitude / FC_GEO_SCALE),
                             fc_mercator_y (place.latitude / FC_GEO_SCALE));
}

static void
set_slider (FcTrackPanel *self,
            gint64        time_us)
{
  gint64 first_us, last_us;

  if (!get_times (self, &first_us, &last_us))
    return;
  self->showing = TRUE;
  gtk_range_set_range (GTK_RANGE (self->scale), 0, MAX ((double) (last_us - first_us) / G_USEC_PER_SEC, 1));
  gtk_range_set_value (GTK_RANGE (self->scale), (double) (time_us - first_us) / G_USEC_PER_SEC);
  self->showing = FALSE;
}

static void
fit (FcTrackPanel *self)
{
  FcMapThing extent = { 0 };

  if (extend (&self->line.painter, &extent))
    fc_map_view_fit (self->map, &extent, FALSE);
}

static void
show_period (FcTrackPanel *self)
{
  g_autofree char *period = fc_show_period (first_day (self), self->day);

  gtk_widget_set_tooltip_text (self->words, period);
  gtk_widget_set_sensitive (self->next, self->day < fc_time_to_date (fc_now (), get_zone (self)));
}

static void
say (FcTrackPanel *self,
     const char   *what)
{
  g_autofree char *period = fc_show_period (first_day (self), self->day);
  /* Translators: a day or a period, and what is to be said of it */
  g_autofree char *text = g_strdup_printf (_ ("%s: %s"), period, what);

  gtk_label_set_text (self->summary, text);
}

static void
show_drive (FcTrackPanel *self)
{
  FcMapDrawing *drawing = fc_map_view_get_drawing (self->map);
  gint64 was_us = self->has_fix ? self->drive->track->times[self->fix] : G_MAXINT64, first_us = 0, last_us = 0;
  g_autofree char *summary = fc_track_say_summary (self->drive);
  gboolean any = get_times (self, &first_us, &last_us);

  fc_map_drawing_set_layer (drawing, &fc_track_layer,
                            fc_track_layer_features (self->drive, &self->vehicle_id, get_zone (self)));
  gtk_widget_set_visible (self->scale, any);
  gtk_widget_set_visible (self->words, any);
  gtk_widget_set_visible (self->legend, any);
  say (self, any ? summary : _ ("no positions are known"));
  self->has_fix = FALSE;
  if (any)
    {
      set_slider (self, CLAMP (was_us, first_us, last_us));
      go_to (self, CLAMP (was_us, first_us, last_us));
      if (self->fits)
        fit (self);
    }
  self->fits = FALSE;
  fc_map_view_redraw (self->map);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FcTrackPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  FcVehicleTrips *drive = fc_vehicle_trips_finish (FC_REPLICA (source), result, &error);
  gint64 was_us;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->reading = FALSE;
  if (drive == NULL)
    {
      say (self, error->message);
      return;
    }
  was_us = self->has_fix ? self->drive->track->times[self->fix] : G_MAXINT64;
  g_clear_pointer (&self->drive, fc_vehicle_trips_free);
  self->drive = drive;
  self->has_fix = was_us != G_MAXINT64 && fc_track_find (drive->track, was_us, &self->fix);
  show_drive (self);
  if (self->stale)
    read_drive (self);
}

static void
stop_reading (FcTrackPanel *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->reading = self->stale = FALSE;
}

static void
read_drive (FcTrackPanel *self)
{
  GTimeZone *zone = get_zone (self);

  stop_reading (self);
  self->reading = TRUE;
  show_period (self);
  fc_vehicle_trips_async (fc_context_get_replica (self->context), &self->vehicle_id,
                          fc_time_from_local (first_day (self), 0, zone), fc_time_from_local (self->day + 1, 0, zone),
                          TRUE, self->cancellable, read_cb, g_object_ref (self));
}

/* Another day: nothing of the one before stays on the map while it is read. */
static void
show_other (FcTrackPanel *self)
{
  self->has_fix = FALSE;
  self->fits = TRUE;
  say (self, _ ("reading…"));
  read_drive (self);
}

static void
show_vehicle (FcTrackPanel         *self,
              const FcVehiclePlace *vehicle)
{
  g_autofree char *title = NULL;

  if (vehicle != NULL)
    title =
      vehicle->name != NULL ? g_strdup_printf ("%s %s", vehicle->number, vehicle->name) : g_strdup (vehicle->number);
  gtk_label_set_text (self->title, title != NULL ? title : _ ("Vehicle"));
  self->day = fc_time_to_date (vehicle != NULL && vehicle->known ? vehicle->fix.time_us : fc_now (), get_zone (self));
  show_other (self);
}

static void
vehicles_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (FcTrackPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) vehicles = fc_vehicle_places_finish (FC_REPLICA (source), result, &error);
  const FcVehiclePlace *found = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (vehicles == NULL)
    {
      gtk_label_set_text (self->summary, error->message);
      return;
    }
  for (guint i = 0; i < vehicles->len; i++)
    if (fc_id_equal (&((FcVehiclePlace *) vehicles->pdata[i])->id, &self->vehicle_id))
      found = vehicles->pdata[i];
  show_vehicle (self, found);
}

static void
positions_changed_cb (FcTrackPanel    *self,
                      const FcChanges *changes)
{
  if (fc_id_is_null (&self->vehicle_id) || self->drive == NULL || !fc_changes_touch (changes, FC_POSITION))
    return;
  if (self->reading)
    self->stale = TRUE;
  else
    read_drive (self);
}

static void
step_day (FcTrackPanel *self,
          int           direction)
{
  FcDate today = fc_time_to_date (fc_now (), get_zone (self));

  self->day = MIN (self->day + direction * (self->day - first_day (self) + 1), today);
  show_other (self);
}

static void
previous_cb (FcTrackPanel *self)
{
  step_day (self, -1);
}

static void
next_cb (FcTrackPanel *self)
{
  step_day (self, 1);
}

static void
span_cb (FcTrackPanel *self)
{
  if (!fc_id_is_null (&self->vehicle_id) && self->day != 0)
    show_other (self);
}

static void
fc_track_panel_dispose (GObject *object)
{
  FcTrackPanel *self = FC_TRACK_PANEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->map != NULL)
    {
      fc_map_drawing_drop_painter (fc_map_view_get_drawing (self->map), &self->line.painter);
      fc_map_drawing_drop_painter (fc_map_view_get_drawing (self->map), &self->here.painter);
    }
  g_clear_object (&self->map);
  g_clear_object (&self->context);
  g_clear_pointer (&self->drive, fc_vehicle_trips_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_track_panel_parent_class)->dispose (object);
}

static void
fc_track_panel_class_init (FcTrackPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_track_panel_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[CHANGED] =
    g_signal_new ("changed", FC_TYPE_TRACK_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSED] =
    g_signal_new ("closed", FC_TYPE_TRACK_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_track_panel_init (FcTrackPanel *self)
{
  self->line = (TrackPainter){ { FALSE, paint_line, extend }, self };
  self->here = (TrackPainter){ { TRUE, paint_here }, self };
  fc_track_panel_build (self);
  g_signal_connect_object (self->previous, "clicked", G_CALLBACK (previous_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->next, "clicked", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->close, "clicked", G_CALLBACK (fc_track_panel_close), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->span, "notify::selected", G_CALLBACK (span_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scale, "value-changed", G_CALLBACK (slid_cb), self, G_CONNECT_SWAPPED);
}

/**
 * fc_track_panel_new:
 *
 * Returns: (transfer floating): hidden until fc_track_panel_show()
 */
GtkWidget *
fc_track_panel_new (FcContext *context,
                    FcMapView *map)
{
  FcTrackPanel *self = g_object_new (FC_TYPE_TRACK_PANEL, NULL);

  self->context = g_object_ref (context);
  self->map = g_object_ref (map);
  fc_map_drawing_add_painter (fc_map_view_get_drawing (map), &self->line.painter);
  fc_map_drawing_add_painter (fc_map_view_get_drawing (map), &self->here.painter);
  fc_map_drawing_show_layer (fc_map_view_get_drawing (map), &fc_track_layer, TRUE);
  g_signal_connect_object (fc_context_get_replica (context), "changed", G_CALLBACK (positions_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * fc_track_panel_show:
 *
 * Shows the last days of which the vehicle's positions are known.
 */
void
fc_track_panel_show (FcTrackPanel *self,
                     const FcId   *vehicle_id)
{
  fc_track_panel_close (self);
  self->vehicle_id = *vehicle_id;
  stop_reading (self);
  gtk_label_set_text (self->title, _ ("Vehicle"));
  gtk_label_set_text (self->summary, _ ("Reading…"));
  gtk_widget_set_visible (self->scale, FALSE);
  gtk_widget_set_visible (self->words, FALSE);
  gtk_widget_set_visible (self->legend, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  fc_vehicle_places_async (fc_context_get_replica (self->context), NULL, self->cancellable, vehicles_read_cb,
                           g_object_ref (self));
}

/**
 * fc_track_panel_show_stop:
 *
 * Takes the slider to when the vehicle came to this stop.
 */
void
fc_track_panel_show_stop (FcTrackPanel *self,
                          const FcId   *stop_id)
{
  for (guint i = 0; self->drive != NULL && i < self->drive->stops->len; i++)
    {
      const FcStop *stop = &g_array_index (self->drive->stops, FcStop, i);
      FcId id = fc_track_layer_stop_id (&self->vehicle_id, stop);

      if (!fc_id_equal (&id, stop_id))
        continue;
      set_slider (self, stop->start_us);
      go_to (self, stop->start_us);
      return;
    }
}

/**
 * fc_track_panel_close:
 *
 * Takes the track off the map.
 */
void
fc_track_panel_close (FcTrackPanel *self)
{
  static const FcId none;

  if (fc_id_is_null (&self->vehicle_id))
    return;
  stop_reading (self);
  self->vehicle_id = none;
  self->has_fix = FALSE;
  self->day = 0;
  g_clear_pointer (&self->drive, fc_vehicle_trips_free);
  fc_map_drawing_set_layer (fc_map_view_get_drawing (self->map), &fc_track_layer, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  fc_map_view_redraw (self->map);
  g_signal_emit (self, signals[CLOSED], 0);
}

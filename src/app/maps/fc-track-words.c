/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-track-words.h"

#include "fc-quantity.h"
#include "fc-station-layer.h"
#include "fc-track-paint.h"

#include <glib/gi18n.h>

#define AT_STATION    150.0    /* metres */
#define NEAR_STATION  200000.0 /* metres: further away, a station says nothing of where it was */
#define SWATCH_WIDTH  18
#define SWATCH_HEIGHT 10

/* "84.3 km, 5 trips, 6 stops" */
char *
fc_track_say_summary (const FcVehicleTrips *drive)
{
  g_autofree char *stops = g_strdup_printf (ngettext ("%u stop", "%u stops", drive->stops->len), drive->stops->len);

  /* Translators: a distance, and "6 stops" */
  return g_strdup_printf (_ ("%.1f km, %s"), drive->metres / 1000, stops);
}

static gboolean
is_in_stop (const FcVehicleTrips *drive,
            guint                 fix)
{
  for (guint i = 0; i < drive->stops->len; i++)
    {
      const FcStop *stop = &g_array_index (drive->stops, FcStop, i);

      if (fix >= stop->first && fix <= stop->last)
        return TRUE;
    }
  return FALSE;
}

char *
fc_track_say_speed (const FcVehicleTrips *drive,
                    guint                 fix)
{
  guint16 speed = fc_track_speed_at (drive->track, fix);

  if (is_in_stop (drive, fix))
    return g_strdup (_ ("Standing"));
  if (speed == FC_SPEED_UNKNOWN)
    return g_strdup (_ ("Speed not known"));
  return g_strdup_printf (_ ("%d km/h"), (speed + 50) / 100);
}

/* The station on the map that is nearest. */
static const FcMapPoint *
find_nearest (const FcMapFeatures *stations,
              FcPlace              place)
{
  double x = fc_mercator_x (place.longitude / FC_GEO_SCALE), y = fc_mercator_y (place.latitude / FC_GEO_SCALE);
  const FcMapPoint *nearest = NULL;
  double least = G_MAXDOUBLE;

  for (guint i = 0; stations != NULL && i < stations->points->len; i++)
    {
      const FcMapPoint *point = &g_array_index (stations->points, FcMapPoint, i);
      double far = hypot (remainder (point->x - x, 1), point->y - y);

      if (far >= least)
        continue;
      least = far;
      nearest = point;
    }
  return nearest;
}

/* "At Harbour Road", "2.3 km from Harbour Road", or the coordinates where no station is near. */
char *
fc_track_say_place (FcMapDrawing *drawing,
                    FcPlace       place)
{
  const FcMapPoint *station = find_nearest (fc_map_drawing_get_features (drawing, &fc_station_layer), place);
  double metres = G_MAXDOUBLE;
  FcPlace there;

  if (station != NULL &&
      fc_place_from_degrees (fc_mercator_latitude (station->y), fc_mercator_longitude (station->x), &there))
    metres = fc_place_distance (place, there);
  if (metres <= AT_STATION)
    /* Translators: %s is a station */
    return g_strdup_printf (_ ("At %s"), station->title);
  if (metres <= NEAR_STATION)
    /* Translators: %s is a station */
    return g_strdup_printf (_ ("%.1f km from %s"), metres / 1000, station->title);
  return g_strdup_printf ("%.5f, %.5f", place.latitude / FC_GEO_SCALE, place.longitude / FC_GEO_SCALE);
}

static void
draw_swatch_cb (GtkDrawingArea *area,
                cairo_t        *cr,
                int             width,
                int             height,
                gpointer        pace)
{
  GdkRGBA colour = fc_track_pace_colour (GPOINTER_TO_UINT (pace)), edge;
  double thick = fc_track_pace_width (GPOINTER_TO_UINT (pace));

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &edge);
  edge = fc_plot_faded (edge, 0.6);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, 5, height / 2.0);
  cairo_line_to (cr, width - 5, height / 2.0);
  gdk_cairo_set_source_rgba (cr, &edge);
  cairo_set_line_width (cr, thick + 2);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, thick);
  cairo_stroke (cr);
}

static char *
say_pace (guint pace)
{
  if (pace == FC_PACE_UNKNOWN)
    return g_strdup (_ ("not known"));
  if (pace + 1 == FC_PACE_STEPS)
    /* Translators: the last step of a legend: from so many km/h on */
    return g_strdup_printf (_ ("%u km/h and more"), fc_pace_least (pace));
  /* Translators: a step of a legend, in km/h: "30–60" */
  return g_strdup_printf (_ ("%u–%u"), fc_pace_least (pace), fc_pace_least (pace + 1));
}

static GtkWidget *
new_step (guint pace)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3), *swatch = gtk_drawing_area_new ();
  g_autofree char *text = say_pace (pace);
  GtkWidget *label = gtk_label_new (text);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (swatch), SWATCH_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (swatch), SWATCH_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch_cb, GUINT_TO_POINTER (pace), NULL);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/* Which colour of the line is which speed. */
GtkWidget *
fc_track_legend_new (void)
{
  GtkWidget *legend = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (legend), GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (legend), 3);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (legend), FC_PACE_KINDS);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (legend), 6);
  gtk_widget_set_can_focus (legend, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (legend), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Colours of the line by speed"), -1);
  for (guint pace = 0; pace < FC_PACE_KINDS; pace++)
    gtk_flow_box_append (GTK_FLOW_BOX (legend), new_step (pace));
  return legend;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tank-card.h"

#include "fc-display.h"
#include "fc-field-text.h"
#include "fc-tank-chart.h"
#include "fc-tank-drawing.h"
#include "fc-vcf.h"

#include <glib/gi18n.h>
#include <math.h>

#define SOON_HOURS 48

char *
fc_tank_title (const FcTankState *state)
{
  const char *product = state->product != NULL ? fc_record_get_text (state->product, FC_PRODUCT_NAME) : NULL;

  return g_strdup_printf (_ ("Tank %d · %s"), (int) fc_record_get_int (state->tank, FC_TANK_NUMBER),
                          product != NULL ? product : _ ("no product"));
}

/* 0 and less: by now only the dead stock is left. */
static gboolean
run_out (const FcTankState *state,
         gint64             now_us,
         double            *hours)
{
  GTimeZone *zone = fc_zone_of (fc_record_get_text (state->station, FC_STATION_TIME_ZONE));
  gint64 at;

  if (!state->was_read || !fc_runs_out_at (state->volume, fc_record_get_int (state->tank, FC_TANK_DEAD_STOCK),
                                           state->hourly, state->read_at, zone, &at))
    return FALSE;
  *hours = (double) (at - now_us) / FC_HOUR_US;
  return TRUE;
}

/* What is wrong with a tank, in words; NULL where nothing is. */
static const char *
trouble (const FcTankState *state)
{
  gint64 water_limit = fc_record_get_int (state->tank, FC_TANK_WATER_LIMIT);
  gint64 safe_fill = fc_record_get_int (state->tank, FC_TANK_SAFE_FILL);
  gint64 dead_stock = fc_record_get_int (state->tank, FC_TANK_DEAD_STOCK);

  if (!state->was_read)
    return NULL;
  if (water_limit > 0 && state->water_level > water_limit)
    return _ ("Too much water");
  if (dead_stock > 0 && state->volume <= dead_stock)
    return _ ("Down to the dead stock");
  if (safe_fill > 0 && state->volume > safe_fill)
    return _ ("Above the safe fill");
  return NULL;
}

double
fc_tank_urgency (const FcTankState *state,
                 gint64             now_us)
{
  double hours;

  if (trouble (state) != NULL)
    return -1;
  return run_out (state, now_us, &hours) ? hours : G_MAXDOUBLE;
}

static void
add_words (GtkWidget  *box,
           char       *text,
           const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  gtk_box_append (GTK_BOX (box), label);
  g_free (text);
}

/* A figure is not torn from its unit at the end of a line. Takes @part. */
static void
append_whole (GString *text,
              char    *part)
{
  g_autoptr (GString) whole = g_string_new (part);

  g_string_replace (whole, " ", "\302\240", 0);
  if (text->len > 0)
    g_string_append (text, "\302\240· ");
  g_string_append (text, whole->str);
  g_free (part);
}

static char *
details (const FcTankState *state)
{
  GString *text = g_string_new (NULL);
  g_autofree char *ullage = fc_show_volume_with_unit (MAX (0, fc_tank_fill_limit (state->tank) - state->volume), 0);

  append_whole (text, g_strdup_printf (_ ("Room for %s"), ullage));
  if (state->water_level >= 0)
    append_whole (text, g_strdup_printf (_ ("water %d mm"), (int) state->water_level));
  if (state->has_temperature)
    {
      g_autofree char *temperature = fc_show_temperature (state->temperature);

      append_whole (text, g_strdup_printf (_ ("%s °C"), temperature));
    }
  return g_string_free (text, FALSE);
}

static char *
volume_at_15 (const FcTankState *state)
{
  gint64 density = state->product != NULL ? fc_record_get_int (state->product, FC_PRODUCT_DENSITY) : 0;
  gint64 at_15;
  g_autofree char *volume = NULL;

  if (!state->has_temperature || !fc_volume_at_15 (state->volume, density, state->temperature, &at_15))
    return NULL;
  volume = fc_show_volume_with_unit (at_15, 0);
  return g_strdup_printf (_ ("%s at 15 °C"), volume);
}

static char *
runs_out (const FcTankState *state,
          gint64             now_us)
{
  GTimeZone *zone = fc_zone_of (fc_record_get_text (state->station, FC_STATION_TIME_ZONE));
  g_autofree char *when = NULL;
  double hours;

  if (!run_out (state, now_us, &hours))
    return state->weeks > 0 ? g_strdup (_ ("Lasts more than four weeks")) : g_strdup (_ ("No sales to forecast from"));
  if (hours <= 0 && state->volume > fc_record_get_int (state->tank, FC_TANK_DEAD_STOCK))
    return g_strdup (_ ("Would be empty by now: dip it"));
  if (hours <= 0)
    return g_strdup (_ ("Nothing left to draw"));
  when = fc_show_time (now_us + (gint64) (hours * FC_HOUR_US), zone);
  return g_strdup_printf (ngettext ("Runs out in %d hour, %s", "Runs out in %d hours, %s", (gulong) ceil (hours)),
                          (int) ceil (hours), when);
}

static char *
was_read (const FcTankState *state)
{
  GTimeZone *zone = fc_zone_of (fc_record_get_text (state->station, FC_STATION_TIME_ZONE));
  g_autofree char *when = fc_show_time (state->read_at, zone);

  return g_strdup_printf (state->by_gauge ? _ ("Gauge, %s") : _ ("Dip, %s"), when);
}

static void
add_trouble (GtkWidget  *box,
             const char *text)
{
  add_words (box, g_strdup_printf ("\342\232\240 %s", text), "warning");
}

static void
add_figures (GtkWidget         *box,
             const FcTankState *state,
             gint64             now_us)
{
  char *at_15;
  double hours;
  gboolean soon;

  if (!state->was_read)
    {
      add_words (box, g_strdup (_ ("Never read: the first dip of a shift shows here")), "dim-label");
      return;
    }
  add_words (box, fc_show_volume_with_unit (state->volume, 0), "title-2");
  at_15 = volume_at_15 (state);
  if (at_15 != NULL)
    add_words (box, at_15, "numeric");
  add_words (box, details (state), NULL);
  soon = run_out (state, now_us, &hours) && hours < SOON_HOURS;
  if (trouble (state) != NULL)
    add_trouble (box, trouble (state));
  if (soon)
    {
      g_autofree char *text = runs_out (state, now_us);

      add_trouble (box, text);
    }
  else
    add_words (box, runs_out (state, now_us), "dim-label");
  add_words (box, was_read (state), "dim-label");
}

static GtkWidget *
draw (const FcTankState *state)
{
  GtkWidget *drawing = fc_tank_drawing_new ();
  double capacity = (double) MAX (fc_record_get_int (state->tank, FC_TANK_CAPACITY), 1);
  gint64 safe_fill = fc_record_get_int (state->tank, FC_TANK_SAFE_FILL);
  gint64 dead_stock = fc_record_get_int (state->tank, FC_TANK_DEAD_STOCK);
  double fill = state->was_read ? (double) state->volume / capacity : -1;
  g_autofree char *description =
    state->was_read ? g_strdup_printf (_ ("%.0f %% full"), 100 * fill) : g_strdup (_ ("Never read"));

  fc_tank_drawing_set (FC_TANK_DRAWING (drawing), fill, (double) MAX (state->water_volume, 0) / capacity,
                       safe_fill > 0 ? (double) safe_fill / capacity : -1,
                       dead_stock > 0 ? (double) dead_stock / capacity : -1,
                       state->product != NULL ? fc_record_get_text (state->product, FC_PRODUCT_COLOUR) : NULL,
                       description);
  gtk_widget_set_valign (drawing, GTK_ALIGN_START);
  gtk_widget_set_size_request (drawing, 120, 72);
  return drawing;
}

/**
 * fc_tank_card_new:
 * @with_station: its name stands on it, where tanks of several are shown
 */
GtkWidget *
fc_tank_card_new (const FcTankState *state,
                  gboolean           with_station,
                  gint64             now_us)
{
  GtkWidget *child = gtk_flow_box_child_new ();
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *title = fc_tank_title (state);
  const char *station = fc_record_get_text (state->station, FC_STATION_NAME);
  g_autofree char *label = g_strdup_printf ("%s, %s", title, station);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "tank-card");
  gtk_widget_set_hexpand (words, TRUE);
  add_words (words, g_steal_pointer (&title), "heading");
  if (with_station)
    add_words (words, g_strdup (station), "dim-label");
  add_figures (words, state, now_us);
  gtk_box_append (GTK_BOX (card), draw (state));
  gtk_box_append (GTK_BOX (card), words);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), card);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return child;
}

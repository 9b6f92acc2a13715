/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview-rows.h"

#include "fc-display.h"
#include "fc-list-row.h"
#include "fc-tank-level.h"
#include "fc-window.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* As it sold in the last 24 hours: in hours, or in days where it has time. */
static char *
describe_end (const FcTankFigures *tank)
{
  int hours = (int) ((tank->lasts_s + 1800) / 3600), days = (hours + 12) / 24;

  if (hours < 72)
    return g_strdup_printf (_ ("about %d h left"), hours);
  return g_strdup_printf (ngettext ("about %d day left", "about %d days left", (gulong) days), days);
}

static char *
describe_tank (const FcTankFigures *tank)
{
  g_autofree char *volume = NULL;
  g_autofree char *room = NULL;
  g_autofree char *end = tank->lasts_s >= 0 ? describe_end (tank) : NULL;

  if (tank->volume < 0)
    return g_strdup (_ ("Never read"));
  volume = fc_show_volume_with_unit (tank->volume, 0);
  if (tank->dead_stock > 0 && tank->volume <= tank->dead_stock)
    return g_strdup_printf (_ ("%s: down to the dead stock"), volume);
  if (tank->water_limit > 0 && tank->water_level > tank->water_limit)
    return g_strdup_printf (_ ("%s: too much water, %" PRId64 " mm"), volume, tank->water_level);
  room = fc_show_volume_with_unit (MAX (0, (tank->safe_fill > 0 ? tank->safe_fill : tank->capacity) - tank->volume), 0);
  if (end != NULL)
    /* Translators: what a tank holds, how long that lasts, and how much more it can take */
    return g_strdup_printf (_ ("%s, %s, room for %s"), volume, end, room);
  return g_strdup_printf (_ ("%s, room for %s"), volume, room);
}

/**
 * fc_overview_tank_row:
 *
 * Returns: (transfer floating): a tank with its level, opening its readings
 */
GtkWidget *
fc_overview_tank_row (const FcTankFigures *tank)
{
  GtkWidget *level = fc_tank_level_new ();
  GtkWidget *row;
  g_autofree char *title =
    g_strdup_printf (_ ("%s, tank %" PRId64 " · %s"), tank->station, tank->number, tank->product);
  g_autofree char *subtitle = describe_tank (tank), *uri = fc_record_uri ("tank", &tank->tank_id);
  double capacity = tank->capacity > 0 ? (double) tank->capacity : 1;

  fc_tank_level_set (FC_TANK_LEVEL (level), (double) MAX (tank->volume, 0) / capacity,
                     tank->safe_fill > 0 ? (double) tank->safe_fill / capacity : -1,
                     tank->dead_stock > 0 ? (double) tank->dead_stock / capacity : -1, tank->colour, subtitle);
  gtk_widget_set_valign (level, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (level, 96, -1);
  row = fc_list_row_new (NULL, title, subtitle, level);
  fc_list_row_set_action (FC_LIST_ROW (row), "win.open", uri);
  return row;
}

static char *
describe_shift (const FcWaitingShift *shift,
                const char           *currency)
{
  const char *state =
    g_strcmp0 (shift->state, "disputed") == 0 ? _ ("Sent back to be corrected") : _ ("To be approved");
  g_autofree char *amount = fc_show_money (shift->over_short, currency);
  GString *text = g_string_new (state);

  if (shift->counted && shift->over_short != 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, shift->over_short < 0 ? _ ("short %s") : _ ("over %s"), amount);
    }
  if (shift->cashier != NULL)
    {
      g_string_append (text, " · ");
      g_string_append (text, shift->cashier);
    }
  return g_string_free (text, FALSE);
}

/**
 * fc_overview_shift_row:
 * @currency: of the figures
 *
 * Returns: (transfer floating): a shift that waits, opening its sheet
 */
GtkWidget *
fc_overview_shift_row (const FcWaitingShift *shift,
                       const char           *currency)
{
  gboolean disputed = g_strcmp0 (shift->state, "disputed") == 0;
  g_autofree char *date = fc_show_date (shift->date);
  g_autofree char *title = g_strdup_printf (_ ("%s, %s, shift %" PRId64), shift->station, date, shift->number);
  g_autofree char *subtitle = describe_shift (shift, currency);
  g_autofree char *uri = fc_record_uri ("shift", &shift->shift_id);
  GtkWidget *row;

  row = fc_list_row_new (disputed ? "dialog-warning-symbolic" : "document-send-symbolic", title, subtitle,
                         gtk_image_new_from_icon_name ("go-next-symbolic"));
  fc_list_row_set_action (FC_LIST_ROW (row), "win.open", uri);
  return row;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview-widgets.h"

#include <glib/gi18n.h>

#include "fc-figure-card.h"
#include "fc-overview-words.h"
#include "fc-quantity.h"

/* One figure each: what it is, how much, against what. */

#define OF_SALES(field) offsetof (FcSalesFigures, field)

static double
value_at (const FcSalesFigures *figures,
          gsize                 field)
{
  return (double) G_STRUCT_MEMBER (gint64, figures, field);
}

/* @value with its unit, and the days before as a line. */
static void
show_sum (GtkWidget           *card,
          const FcWidgetScope *scope,
          gsize                field,
          const char          *value)
{
  const FcOverview *figures = scope->figures;
  g_autofree char *change = fc_overview_change (scope, G_STRUCT_MEMBER (gint64, &figures->now, field),
                                                G_STRUCT_MEMBER (gint64, &figures->base, field));
  double line[FC_OVERVIEW_LINE];

  for (guint i = 0; i < FC_OVERVIEW_LINE; i++)
    line[i] = value_at (&figures->by_day[i], field);
  fc_figure_card_show (FC_FIGURE_CARD (card), value, change, line, FC_OVERVIEW_LINE);
}

static void
sales_update (GtkWidget           *card,
              const FcWidgetScope *scope)
{
  g_autofree char *value = fc_show_money_with_code (scope->figures->now.amount, scope->figures->currency);

  show_sum (card, scope, OF_SALES (amount), value);
}

/* By how much more or less was sold than on the days that it is held against. */
static void
growth_update (GtkWidget           *card,
               const FcWidgetScope *scope)
{
  const FcOverview *figures = scope->figures;
  gint64 before = figures->base.amount, tenths;
  g_autofree char *value = NULL, *against = NULL, *words = NULL, *percent = NULL;

  if (figures->base_state != FC_BASE_WHOLE || before <= 0)
    {
      words = fc_overview_change (scope, figures->now.amount, before);
      fc_figure_card_show (FC_FIGURE_CARD (card), "–", words, NULL, 0);
      return;
    }
  tenths = fc_divide_half_even ((FcInt128) (figures->now.amount - before) * 1000, before);
  percent = fc_decimal_format_grouped (ABS (tenths), 1, 1);
  value = g_strdup_printf (tenths > 0 ? _ ("▲ %s %%") : tenths < 0 ? _ ("▼ %s %%") : _ ("%s %%"), percent);
  against = fc_overview_against (scope);
  /* Translators: the days that sales are compared with */
  words = g_strdup_printf (_ ("of sales, against %s"), against);
  fc_figure_card_show (FC_FIGURE_CARD (card), value, words, NULL, 0);
}

static void
volume_update (GtkWidget           *card,
               const FcWidgetScope *scope)
{
  g_autofree char *value = fc_show_volume_with_unit (scope->figures->now.volume, 0);

  show_sum (card, scope, OF_SALES (volume), value);
}

static void
count_update (GtkWidget           *card,
              const FcWidgetScope *scope)
{
  g_autofree char *value = fc_show_number (scope->figures->now.count);

  show_sum (card, scope, OF_SALES (count), value);
}

static gint64
average (const FcSalesFigures *figures)
{
  return figures->count > 0 ? fc_divide_half_even (figures->amount, figures->count) : 0;
}

static void
average_update (GtkWidget           *card,
                const FcWidgetScope *scope)
{
  const FcOverview *figures = scope->figures;
  g_autofree char *value =
    figures->now.count > 0 ? fc_show_money_with_code (average (&figures->now), figures->currency) : g_strdup ("–");
  g_autofree char *change = fc_overview_change (scope, average (&figures->now), average (&figures->base));
  double line[FC_OVERVIEW_LINE];

  for (guint i = 0; i < FC_OVERVIEW_LINE; i++)
    line[i] = (double) average (&figures->by_day[i]);
  fc_figure_card_show (FC_FIGURE_CARD (card), value, change, line, FC_OVERVIEW_LINE);
}

static void
over_short_update (GtkWidget           *card,
                   const FcWidgetScope *scope)
{
  const FcOverview *figures = scope->figures;
  g_autofree char *value = fc_show_money_with_code (figures->cash.over_short, figures->currency);
  g_autofree char *counted =
    g_strdup_printf (ngettext ("%u shift counted", "%u shifts counted", figures->cash.shifts), figures->cash.shifts);
  double line[G_N_ELEMENTS (figures->over_short)];

  for (guint i = 0; i < G_N_ELEMENTS (line); i++)
    line[i] = (double) figures->over_short[i].over_short;
  fc_figure_card_show (FC_FIGURE_CARD (card), value, counted, line, G_N_ELEMENTS (line));
}

static gint64
per_mille (gint64 part,
           gint64 whole)
{
  return whole != 0 ? fc_divide_half_even ((FcInt128) part * 1000, whole) : 0;
}

/* How much of the fuel sold has a cost: all of it is not worth a word. */
static char *
margin_words (const FcFuelMargin *margin)
{
  g_autofree char *percent = NULL;

  if (margin->volume <= 0)
    return g_strdup (margin->volume_unknown > 0 ? _ ("no delivery with a cost yet") : _ ("no fuel sold"));
  if (margin->volume_unknown > 0)
    {
      percent = fc_decimal_format_grouped (per_mille (margin->volume, margin->volume + margin->volume_unknown), 1, 1);
      return g_strdup_printf (_ ("of %s %% of the fuel, whose cost is known"), percent);
    }
  percent = fc_decimal_format_grouped (per_mille (margin->amount - margin->cost, margin->amount), 1, 1);
  return g_strdup_printf (_ ("%s %% of fuel sales"), percent);
}

static void
margin_update (GtkWidget           *card,
               const FcWidgetScope *scope)
{
  const FcFuelMargin *margin = &scope->figures->margin;
  g_autofree char *value = margin->volume > 0
                             ? fc_show_money_with_code (margin->amount - margin->cost, scope->figures->currency)
                             : g_strdup ("–");
  g_autofree char *words = margin_words (margin);

  fc_figure_card_show (FC_FIGURE_CARD (card), value, words, NULL, 0);
}

static gint64
per_pump_hour (const FcOverview     *figures,
               const FcSalesFigures *sold,
               gint64                hours)
{
  gint64 pump_hours = figures->n_pumps * hours;

  return pump_hours > 0 ? fc_divide_half_even (sold->volume, pump_hours) : 0;
}

static void
pump_hour_update (GtkWidget           *card,
                  const FcWidgetScope *scope)
{
  const FcOverview *figures = scope->figures;
  gint64 now = per_pump_hour (figures, &figures->now, figures->hours);
  int more_days = (figures->base_until - figures->base_from) - (scope->until - scope->from); /* of months */
  g_autofree char *value = figures->n_pumps > 0 ? fc_show_volume_with_unit (now, 1) : g_strdup ("–");
  g_autofree char *change =
    fc_overview_change (scope, now, per_pump_hour (figures, &figures->base, figures->hours + 24 * more_days));
  double line[FC_OVERVIEW_LINE];

  for (guint i = 0; i < FC_OVERVIEW_LINE; i++)
    line[i] = (double) per_pump_hour (figures, &figures->by_day[i], 24);
  fc_figure_card_show (FC_FIGURE_CARD (card), value, change, line, FC_OVERVIEW_LINE);
}

static GtkWidget *
margin_new (FcContext *context)
{
  return fc_figure_card_new (_ ("Fuel margin"), "sales");
}

static GtkWidget *
pump_hour_new (FcContext *context)
{
  return fc_figure_card_new (_ ("Sold per pump and hour"), "sales");
}

static GtkWidget *
sales_new (FcContext *context)
{
  return fc_figure_card_new (_ ("Sales"), "sales");
}

static GtkWidget *
growth_new (FcContext *context)
{
  return fc_figure_card_new (_ ("Growth"), "sales");
}

static GtkWidget *
volume_new (FcContext *context)
{
  return fc_figure_card_new (_ ("Volume"), "sales");
}

static GtkWidget *
count_new (FcContext *context)
{
  return fc_figure_card_new (_ ("Transactions"), "sales");
}

static GtkWidget *
average_new (FcContext *context)
{
  return fc_figure_card_new (_ ("Average sale"), "sales");
}

static GtkWidget *
over_short_new (FcContext *context)
{
  return fc_figure_card_new (_ ("Cash over/short"), "shifts");
}

#define FIGURE .width = 3, .height = 2, .least_width = 2, .least_height = 2, .names_itself = TRUE

static const FcWidgetInfo figures[] = {
  { .kind = "sales",
    .title = N_ ("Sales"),
    FIGURE,
    .parts = FC_OVERVIEW_SALES,
    .create = sales_new,
    .update = sales_update },
  { .kind = "growth",
    .title = N_ ("Growth"),
    FIGURE,
    .parts = FC_OVERVIEW_SALES,
    .create = growth_new,
    .update = growth_update },
  { .kind = "volume",
    .title = N_ ("Volume"),
    FIGURE,
    .parts = FC_OVERVIEW_SALES,
    .create = volume_new,
    .update = volume_update },
  { .kind = "transactions",
    .title = N_ ("Transactions"),
    FIGURE,
    .parts = FC_OVERVIEW_SALES,
    .create = count_new,
    .update = count_update },
  { .kind = "average-sale",
    .title = N_ ("Average sale"),
    FIGURE,
    .parts = FC_OVERVIEW_SALES,
    .create = average_new,
    .update = average_update },
  { .kind = "fuel-margin",
    .title = N_ ("Fuel margin"),
    .permission = "reports.view",
    FIGURE,
    .parts = FC_OVERVIEW_MARGIN,
    .create = margin_new,
    .update = margin_update },
  { .kind = "pump-hour",
    .title = N_ ("Sold per pump and hour"),
    FIGURE,
    .parts = FC_OVERVIEW_SALES | FC_OVERVIEW_PUMPS,
    .create = pump_hour_new,
    .update = pump_hour_update },
  { .kind = "over-short",
    .title = N_ ("Cash over/short"),
    FIGURE,
    .parts = FC_OVERVIEW_CASH,
    .create = over_short_new,
    .update = over_short_update },
};

void
fc_figure_widgets_register (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    fc_widget_register (&figures[i]);
}

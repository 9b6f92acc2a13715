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
  g_autofree char *value
    = figures->now.count > 0 ? fc_show_money_with_code (average (&figures->now), figures->currency) : g_strdup ("–");
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
  g_autofree char *counted
    = g_strdup_printf (ngettext ("%u shift counted", "%u shifts counted", figures->cash.shifts), figures->cash.shifts);
  double line[G_N_ELEMENTS (figures->over_short)];

  for (guint i = 0; i < G_N_ELEMENTS (line); i++)
    line[i] = (double) figures->over_short[i].over_short;
  fc_figure_card_show (FC_FIGURE_CARD (card), value, counted, line, G_N_ELEMENTS (line));
}

static GtkWidget *
sales_new (FcContext *context)
{
  return fc_figure_card_new (_ ("Sales"), "sales");
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
  { .kind = "sales", .title = N_ ("Sales"), FIGURE, .parts = FC_OVERVIEW_SALES, .create = sales_new,
    .update = sales_update },
  { .kind = "volume", .title = N_ ("Volume"), FIGURE, .parts = FC_OVERVIEW_SALES, .create = volume_new,
    .update = volume_update },
  { .kind = "transactions", .title = N_ ("Transactions"), FIGURE, .parts = FC_OVERVIEW_SALES, .create = count_new,
    .update = count_update },
  { .kind = "average-sale", .title = N_ ("Average sale"), FIGURE, .parts = FC_OVERVIEW_SALES, .create = average_new,
    .update = average_update },
  { .kind = "over-short", .title = N_ ("Cash over/short"), FIGURE, .parts = FC_OVERVIEW_CASH, .create = over_short_new,
    .update = over_short_update },
};

void
fc_figure_widgets_register (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    fc_widget_register (&figures[i]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview-widgets.h"

#include <glib/gi18n.h>

#include "fc-field-text.h"
#include "fc-overview-words.h"
#include "fc-plot-pane.h"
#include "fc-window.h"

/* How the sales of the period divide: over the hours, the week, products and tenders. */

#define LEAST_WIDTH  300
#define LEAST_HEIGHT 220
#define WEEKS        4 /* of the habits */

static const char *const hours[24] = { "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11",
                                       "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23" };

/* The plot in a card. */
static GtkWidget *
plot_new (FcPlotForm  form,
          const char *title)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *plot = fc_plot_pane_new (form, title);

  gtk_widget_set_size_request (plot, LEAST_WIDTH, LEAST_HEIGHT);
  gtk_widget_set_margin_top (plot, 12);
  gtk_widget_set_margin_bottom (plot, 6);
  gtk_widget_set_margin_start (plot, 12);
  gtk_widget_set_margin_end (plot, 12);
  gtk_widget_set_vexpand (plot, TRUE);
  gtk_widget_add_css_class (card, "card");
  gtk_box_append (GTK_BOX (card), plot);
  return card;
}

/* Whose sales; and when, where that is the period. */
static char *
subject_of (const FcWidgetScope *scope,
            gboolean             of_period)
{
  const FcStationName *station =
    scope->station != NULL ? fc_context_find_station (scope->context, scope->station) : NULL;
  g_autofree char *period = fc_show_period (scope->from, scope->until);

  return g_strconcat (station != NULL ? station->name : _ ("All stations"), of_period ? " · " : NULL, period, NULL);
}

static void
set_plot (GtkWidget           *card,
          const FcWidgetScope *scope,
          gboolean             of_period,
          FcPlotData          *data,
          const char          *description)
{
  FcPlotPane *pane = FC_PLOT_PANE (gtk_widget_get_first_child (card));
  g_autofree char *subject = subject_of (scope, of_period);

  fc_plot_pane_set_subject (pane, subject);
  fc_plot_pane_set (pane, data, description);
}

static FcPlotUnit
money_of (const FcOverview *figures)
{
  return (FcPlotUnit){ FC_PLOT_MONEY, g_intern_string (figures->currency) };
}

/* --- by hour -------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
hours_new (FcContext *context)
{
  return plot_new (FC_PLOT_GRAPH, _ ("Sales by hour"));
}

static void
hours_update (GtkWidget           *card,
              const FcWidgetScope *scope)
{
  const FcOverview *figures = scope->figures;
  g_autoptr (FcPlotData) data = fc_plot_data_new_named (_ ("Hour"), hours, G_N_ELEMENTS (hours));
  g_autofree char *period = fc_show_period (scope->from, scope->until), *most = NULL, *description = NULL;
  double now[24], before[24];
  guint best = 0;

  for (guint i = 0; i < 24; i++)
    {
      now[i] = (double) figures->by_hour[i].amount;
      before[i] = (double) figures->base_by_hour[i].amount;
      if (now[i] > now[best])
        best = i;
    }
  most = fc_show_money_with_code (figures->by_hour[best].amount, figures->currency);
  description = g_strdup_printf (_ ("Sales by hour. Most so far: %s in the hour from %u:00"), most, best);
  fc_plot_data_set_unit (data, money_of (figures));
  fc_plot_data_add (data, period, FC_PLOT_BARS, FC_PLOT_ACCENT, now, NULL);
  if (figures->base_state == FC_BASE_WHOLE)
    {
      g_autofree char *against = fc_overview_against (scope);

      fc_plot_data_add (data, against, FC_PLOT_DASHES, FC_PLOT_INK, before, NULL);
    }
  set_plot (card, scope, TRUE, data, description);
}

/* --- habits --------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
habits_new (FcContext *context)
{
  return plot_new (FC_PLOT_HEAT, _ ("Peak hours, last four weeks"));
}

static char *
weekday_name (guint day)
{
  g_autoptr (GDateTime) monday = g_date_time_new_utc (2024, 1, 1, 0, 0, 0);
  g_autoptr (GDateTime) date = g_date_time_add_days (monday, (int) day);

  return g_date_time_format (date, "%a");
}

static void
habits_update (GtkWidget           *card,
               const FcWidgetScope *scope)
{
  const FcOverview *figures = scope->figures;
  g_autoptr (FcPlotData) data = fc_plot_data_new_named (_ ("Hour"), hours, G_N_ELEMENTS (hours));
  g_autofree char *description = NULL, *best_name = NULL;
  guint best_day = 0, best_hour = 0;

  fc_plot_data_set_unit (data, money_of (figures));
  for (guint day = 0; day < 7; day++)
    {
      g_autofree char *name = weekday_name (day);
      double amounts[24];

      for (guint hour = 0; hour < 24; hour++)
        {
          amounts[hour] = (double) figures->habits[day][hour].amount / WEEKS;
          if (figures->habits[day][hour].amount > figures->habits[best_day][best_hour].amount)
            best_day = day, best_hour = hour;
        }
      fc_plot_data_add (data, name, FC_PLOT_BARS, FC_PLOT_ACCENT, amounts, NULL);
    }
  best_name = weekday_name (best_day);
  /* Translators: %s is a day of the week */
  description =
    g_strdup_printf (_ ("The last four weeks. Most is sold on %s in the hour from %u:00"), best_name, best_hour);
  set_plot (card, scope, FALSE, data, description);
}

/* --- shares --------------------------------------------------------------------------------------------------------------- */

/* The sales behind a share: the page opens with the product or the tender chosen in its filters. */
static void
share_chosen_cb (GtkWidget *card,
                 int        point)
{
  const GPtrArray *targets = g_object_get_data (G_OBJECT (card), "targets");
  FcWindow *window = fc_window_of (card);

  if (window == NULL || targets == NULL || (guint) point >= targets->len)
    return;
  fc_window_show_page (window, "sales");
  gtk_widget_activate_action_variant (GTK_WIDGET (window), "page.filter", targets->pdata[point]);
}

static GtkWidget *
shares_new (FcPlotForm  form,
            const char *title)
{
  GtkWidget *card = plot_new (form, title);
  FcPlot *plot = fc_plot_pane_get_plot (FC_PLOT_PANE (gtk_widget_get_first_child (card)));

  g_signal_connect_object (plot, "chosen", G_CALLBACK (share_chosen_cb), card, G_CONNECT_SWAPPED);
  return card;
}

static GtkWidget *
products_new (FcContext *context)
{
  return shares_new (FC_PLOT_ROWS, _ ("Sales by product"));
}

static GtkWidget *
payments_new (FcContext *context)
{
  return shares_new (FC_PLOT_DONUT, _ ("Sales by payment"));
}

/* What the sales page is to be filtered by. */
static GVariant *
target_of (const FcSalesShare *share,
           gboolean            tender)
{
  g_autofree char *product = tender || fc_id_is_null (&share->id) ? g_strdup ("") : fc_id_dup_string (&share->id);

  return g_variant_ref_sink (g_variant_new ("(ss)", product, tender && share->name != NULL ? share->name : ""));
}

static void
show_shares (GtkWidget           *card,
             const FcWidgetScope *scope,
             const char          *title,
             const GPtrArray     *shares,
             gboolean             tenders)
{
  GPtrArray *targets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (FcPlotData) data = NULL;
  g_autofree char *description = NULL;

  for (guint i = 0; i < shares->len && i < FC_PLOT_MOST_SERIES; i++)
    {
      const FcSalesShare *share = shares->pdata[i];
      double amount = (double) MAX (share->figures.amount, 0);
      const char *name = share->name != NULL && tenders ? fc_choice_label (share->name) : share->name;

      g_ptr_array_add (names, (gpointer) (name != NULL ? name : _ ("Other")));
      g_array_append_val (amounts, amount);
      g_ptr_array_add (targets, target_of (share, tenders));
    }
  g_object_set_data_full (G_OBJECT (card), "targets", targets, (GDestroyNotify) g_ptr_array_unref);
  description = names->len > 0
                  ? g_strdup_printf (_ ("%s: most is %s. Return shows the sales of the one that is chosen"), title,
                                     (const char *) names->pdata[0])
                  : g_strdup_printf (_ ("%s: nothing was sold"), title);
  data = fc_plot_data_new_named (title, (const char *const *) names->pdata, names->len);
  fc_plot_data_set_unit (data, money_of (scope->figures));
  fc_plot_data_add (data, _ ("Sales"), FC_PLOT_BARS, FC_PLOT_ACCENT, (const double *) (gconstpointer) amounts->data,
                    NULL);
  set_plot (card, scope, TRUE, data, description);
}

static void
products_update (GtkWidget           *card,
                 const FcWidgetScope *scope)
{
  show_shares (card, scope, _ ("Product"), scope->figures->products, FALSE);
}

static void
payments_update (GtkWidget           *card,
                 const FcWidgetScope *scope)
{
  show_shares (card, scope, _ ("Payment"), scope->figures->payments, TRUE);
}

static const FcWidgetInfo plots[] = {
  { .kind = "sales-by-hour",
    .title = N_ ("Sales by hour"),
    .width = 6,
    .height = 6,
    .least_width = 4,
    .least_height = 4,
    .parts = FC_OVERVIEW_SALES,
    .target = "win.page::sales",
    .create = hours_new,
    .update = hours_update },
  { .kind = "peak-hours",
    .title = N_ ("Peak hours, last four weeks"),
    .width = 6,
    .height = 6,
    .least_width = 4,
    .least_height = 4,
    .parts = FC_OVERVIEW_HABITS,
    .target = "win.page::sales",
    .create = habits_new,
    .update = habits_update },
  { .kind = "products",
    .title = N_ ("Sales by product"),
    .width = 6,
    .height = 6,
    .least_width = 4,
    .least_height = 4,
    .parts = FC_OVERVIEW_PRODUCTS,
    .target = "win.page::sales",
    .create = products_new,
    .update = products_update },
  { .kind = "payments",
    .title = N_ ("Sales by payment"),
    .width = 6,
    .height = 6,
    .least_width = 4,
    .least_height = 4,
    .parts = FC_OVERVIEW_PAYMENTS,
    .target = "win.page::sales",
    .create = payments_new,
    .update = payments_update },
};

void
fc_plot_widgets_register (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (plots); i++)
    fc_widget_register (&plots[i]);
}

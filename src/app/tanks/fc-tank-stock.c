/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tank-stock.h"

#include "fc-field-text.h"
#include "fc-line-table.h"
#include "fc-plot-pane.h"
#include "fc-state-page.h"
#include "fc-tank-card.h"
#include "fc-tank-days.h"

#include <glib/gi18n.h>
#include <math.h>

#define DEFAULT_FINE_PPM     5000  /* domain.md §3: up to ±0.5 % fine */
#define DEFAULT_ESCALATE_PPM 10000 /* above 1.0 % escalate */
#define FLOOR_SHARE          2000  /* of the capacity: what a dip cannot tell, as on the shift sheet */

typedef enum {
  PERIOD_30,
  PERIOD_90,
  PERIOD_THIS_MONTH,
  PERIOD_LAST_MONTH,
  PERIOD_YEAR,
} Period;

struct _FcTankStock {
  AdwBin parent_instance;

  FcPage *page; /* not owned: it holds us */
  FcId tank_id;
  char *name;      /* of the tank */
  GTimeZone *zone; /* not owned: kept for ever */
  FcStockTolerance tolerance;

  FcStatePage *states;
  GtkDropDown *period;
  GtkDropDown *carry;
  FcPlotPane *plot;
  FcLineTable *table;
  AdwActionRow *month;
  GtkImage *month_sign;
  GtkLabel *legend;

  GCancellable *cancellable;
  GArray *days; /* FcStockDay */
};

G_DEFINE_FINAL_TYPE (FcTankStock, fc_tank_stock, ADW_TYPE_BIN)

enum {
  COLUMN_DATE,
  COLUMN_OPENING,
  COLUMN_RECEIPTS,
  COLUMN_MOVED,
  COLUMN_AVAILABLE,
  COLUMN_SALES,
  COLUMN_BOOK,
  COLUMN_PHYSICAL,
  COLUMN_VARIANCE,
  COLUMN_PERCENT,
  COLUMN_CUMULATIVE,
  N_COLUMNS,
};

static FcCarryForward
carry_of (FcTankStock *self)
{
  return gtk_drop_down_get_selected (self->carry) == 1 ? FC_CARRY_BOOK : FC_CARRY_STICK;
}

static char *
show_ppm (gint64 ppm)
{
  return fc_decimal_format_grouped (ppm / 100, 2, 2);
}

static FcLine *
make_line (const FcStockLine *stock,
           gboolean           by_book)
{
  FcLine *line = fc_line_new (N_COLUMNS);
  const FcStockDay *day = &stock->day;
  gint64 variance = by_book ? stock->variance : stock->daily;

  fc_line_take (line, COLUMN_DATE, fc_show_date (day->date));
  fc_line_take (line, COLUMN_OPENING, fc_show_volume (stock->opening, 0));
  fc_line_take (line, COLUMN_RECEIPTS, fc_show_volume (day->receipts, 0));
  fc_line_take (line, COLUMN_MOVED, fc_show_volume (day->tests + day->transfers, 0));
  fc_line_take (line, COLUMN_AVAILABLE, fc_show_volume (stock->available, 0));
  fc_line_take (line, COLUMN_SALES, fc_show_volume (day->sales, 0));
  fc_line_take (line, COLUMN_BOOK, fc_show_volume (stock->book, 0));
  if (!stock->has_variance)
    {
      fc_line_take (line, COLUMN_PHYSICAL, g_strdup (_ ("no dip")));
      fc_line_set_css (line, COLUMN_PHYSICAL, "dim-label");
      return line;
    }
  fc_line_take (line, COLUMN_PHYSICAL, fc_show_volume (day->physical, 0));
  fc_line_take (line, COLUMN_VARIANCE, fc_show_volume (variance, 0));
  fc_line_take (line, COLUMN_PERCENT, show_ppm (stock->daily_ppm));
  fc_line_take (line, COLUMN_CUMULATIVE, fc_show_volume (stock->cumulative, 0));
  if (stock->verdict != FC_STOCK_FINE)
    {
      const char *css = stock->verdict == FC_STOCK_ESCALATE ? "error" : "warning";

      fc_line_set_css (line, COLUMN_VARIANCE, css);
      fc_line_set_css (line, COLUMN_PERCENT, css);
    }
  return line;
}

static void
show_table (FcTankStock *self,
            GArray      *lines)
{
  g_autoptr (GListStore) store = g_list_store_new (FC_TYPE_LINE);
  gboolean by_book = carry_of (self) == FC_CARRY_BOOK;

  for (guint i = lines->len; i-- > 0;) /* the newest first */
    {
      g_autoptr (FcLine) line = make_line (&g_array_index (lines, FcStockLine, i), by_book);

      g_list_store_append (store, line);
    }
  fc_line_table_set_lines (self->table, G_LIST_MODEL (store));
}

static void
show_plot (FcTankStock *self,
           GArray      *lines)
{
  guint n = lines->len, odd = 0;
  g_autofree double *x = g_new (double, n);
  g_autofree double *daily = g_new (double, n);
  g_autofree double *cumulative = g_new (double, n);
  g_autofree double *low = g_new (double, n);
  g_autofree double *high = g_new (double, n);
  g_autofree char *description = NULL;
  g_autofree char *days = NULL, *subject = NULL;
  g_autoptr (FcPlotData) data = NULL;

  for (guint i = 0; i < n; i++)
    {
      const FcStockLine *line = &g_array_index (lines, FcStockLine, i);

      x[i] = line->day.date;
      daily[i] = line->has_variance ? (double) line->daily : NAN;
      cumulative[i] = line->has_variance ? (double) line->cumulative : NAN;
      low[i] = -(double) line->tolerance;
      high[i] = (double) line->tolerance;
      odd += line->verdict == FC_STOCK_INVESTIGATE || line->verdict == FC_STOCK_ESCALATE;
    }
  description = g_strdup_printf (ngettext ("Variance of %u day, %u outside the tolerance",
                                           "Variance of %u days, %u outside the tolerance", n),
                                 n, odd);
  days = fc_show_period ((FcDate) x[0], (FcDate) x[n - 1]);
  subject = g_strdup_printf ("%s · %s", self->name, days);
  data = fc_plot_data_new (FC_PLOT_X_DATES, _ ("Day"), x, n);
  fc_plot_data_set_unit (data, (FcPlotUnit) { FC_PLOT_VOLUME, NULL });
  fc_plot_data_add (data, _ ("Tolerance"), FC_PLOT_BAND, FC_PLOT_GOOD, low, high);
  fc_plot_data_add (data, _ ("Variance"), FC_PLOT_BARS, FC_PLOT_ACCENT, daily, NULL);
  fc_plot_data_add (data, _ ("Cumulative"), FC_PLOT_LINE, FC_PLOT_INK, cumulative, NULL);
  fc_plot_pane_set_subject (self->plot, subject);
  fc_plot_pane_set (self->plot, data, description);
}

static void
show_month (FcTankStock *self)
{
  FcMonthTest test = fc_month_test ((const FcStockDay *) (void *) self->days->data, self->days->len);
  g_autofree char *variance = fc_show_volume_with_unit (test.variance, 0);
  g_autofree char *limit = fc_show_volume_with_unit (test.limit, 0);
  g_autofree char *flow = fc_show_volume_with_unit (test.flow, 0);
  g_autofree char *numbers = g_strdup_printf (_ ("%s of ±%s allowed (1.0 %% of %s sold + 130 gal), %u days with a dip"),
                                              variance, limit, flow, test.n_days);
  const char *title = test.verdict == FC_MONTH_PASS   ? _ ("Monthly test passed")
                      : test.verdict == FC_MONTH_FAIL ? _ ("Monthly test failed")
                                                      : _ ("Monthly test not conclusive: too few days");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->month), title);
  adw_action_row_set_subtitle (self->month, numbers);
  gtk_image_set_from_icon_name (self->month_sign, test.verdict == FC_MONTH_PASS   ? "emblem-ok-symbolic"
                                                  : test.verdict == FC_MONTH_FAIL ? "dialog-error-symbolic"
                                                                                  : "dialog-question-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->month_sign),
                              (const char *[]){ test.verdict == FC_MONTH_PASS   ? "success"
                                                : test.verdict == FC_MONTH_FAIL ? "error"
                                                                                : "dim-label",
                                                NULL });
}

static void
show (FcTankStock *self)
{
  g_autoptr (GArray) lines = NULL;

  if (self->days == NULL)
    return;
  if (self->days->len == 0)
    {
      fc_state_page_set_empty (self->states, "view-list-symbolic", _ ("No shifts in these days"),
                               _ ("The book starts with the first shift that is opened here."), NULL, NULL);
      return;
    }
  lines = fc_stock_series_new ((const FcStockDay *) (void *) self->days->data, self->days->len, carry_of (self),
                               &self->tolerance);
  show_plot (self, lines);
  show_table (self, lines);
  show_month (self);
  fc_state_page_set_content (self->states);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcTankStock) self = user_data;
  g_autoptr (GError) error = NULL;
  GArray *days = fc_tank_days_finish (FC_REPLICA (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (days == NULL)
    {
      fc_state_page_set_error (self->states, NULL, error->message);
      return;
    }
  g_clear_pointer (&self->days, g_array_unref);
  self->days = days;
  show (self);
}

static void
get_dates (FcTankStock *self,
           FcDate      *from,
           FcDate      *until)
{
  int year, month, day;

  *until = fc_time_to_date (fc_now (), self->zone);
  fc_date_to_civil (*until, &year, &month, &day);
  switch ((Period) gtk_drop_down_get_selected (self->period))
    {
    case PERIOD_THIS_MONTH:
      *from = fc_date_from_civil (year, month, 1);
      return;
    case PERIOD_LAST_MONTH:
      *until = fc_date_from_civil (year, month, 1) - 1;
      fc_date_to_civil (*until, &year, &month, &day);
      *from = fc_date_from_civil (year, month, 1);
      return;
    case PERIOD_90:
      *from = *until - 89;
      return;
    case PERIOD_YEAR:
      *from = *until - 364;
      return;
    case PERIOD_30:
    default:
      *from = *until - 29;
      return;
    }
}

void
fc_tank_stock_reload (FcTankStock *self)
{
  FcDate from, until;

  g_return_if_fail (FC_IS_TANK_STOCK (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  get_dates (self, &from, &until);
  fc_tank_days_async (fc_page_get_replica (self->page), &self->tank_id, from, until, self->cancellable, loaded_cb,
                      g_object_ref (self));
}

static GtkWidget *
make_choice (GtkDropDown       **drop_down,
             const char         *label,
             const char *const  *choices)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_label_new (label);

  *drop_down = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (choices));
  gtk_accessible_update_property (GTK_ACCESSIBLE (*drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (words, "dim-label");
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*drop_down));
  return box;
}

static GtkWidget *
make_choices (FcTankStock *self)
{
  const char *periods[] = { _ ("30 days"), _ ("90 days"), _ ("This month"), _ ("Last month"), _ ("A year"), NULL };
  const char *carries[] = { _ ("Yesterday’s dip"), _ ("Yesterday’s book"), NULL };
  GtkWidget *box = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (box), 12);
  gtk_flow_box_append (GTK_FLOW_BOX (box), make_choice (&self->period, _ ("Period"), periods));
  gtk_flow_box_append (GTK_FLOW_BOX (box), make_choice (&self->carry, _ ("Opens with"), carries));
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->carry),
                               _ ("From the dip each day’s variance is its own; from the book it adds up."));
  g_signal_connect_swapped (self->period, "notify::selected", G_CALLBACK (fc_tank_stock_reload), self);
  g_signal_connect_swapped (self->carry, "notify::selected", G_CALLBACK (show), self);
  return box;
}

static void
narrow_cb (FcTankStock *self)
{
  fc_line_table_set_narrow (self->table, fc_context_get_narrow (fc_page_get_context (self->page)));
}

static GtkWidget *
make_table (FcTankStock *self)
{
  FcLineColumn columns[N_COLUMNS] = {
    [COLUMN_DATE] = { _ ("Date"), FALSE, FALSE },
    [COLUMN_OPENING] = { _ ("Opening"), TRUE, TRUE },
    [COLUMN_RECEIPTS] = { _ ("Receipts"), TRUE, FALSE },
    /* Translators: what tests and transfers put into a tank or took out of it */
    [COLUMN_MOVED] = { _ ("Moved"), TRUE, FALSE },
    [COLUMN_AVAILABLE] = { _ ("Available"), TRUE, TRUE },
    [COLUMN_SALES] = { _ ("Sales"), TRUE, FALSE },
    [COLUMN_BOOK] = { _ ("Book"), TRUE, TRUE },
    [COLUMN_PHYSICAL] = { _ ("Physical"), TRUE, TRUE },
    [COLUMN_VARIANCE] = { _ ("Variance"), TRUE, FALSE },
    [COLUMN_PERCENT] = { "%", TRUE, FALSE },
    [COLUMN_CUMULATIVE] = { _ ("Cumulative"), TRUE, FALSE },
  };
  GtkWidget *table = fc_line_table_new (columns, N_COLUMNS, _ ("Book and dips by day"));

  self->table = FC_LINE_TABLE (table);
  g_signal_connect_object (fc_page_get_context (self->page), "notify::narrow", G_CALLBACK (narrow_cb), self,
                           G_CONNECT_SWAPPED);
  narrow_cb (self);
  gtk_widget_set_overflow (table, GTK_OVERFLOW_HIDDEN); /* round corners */
  gtk_widget_add_css_class (table, "card");
  return table;
}

static GtkWidget *
make_month (FcTankStock *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->month = ADW_ACTION_ROW (adw_action_row_new ());
  self->month_sign = GTK_IMAGE (gtk_image_new ());
  adw_action_row_add_prefix (self->month, GTK_WIDGET (self->month_sign));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->month_sign), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Verdict"), -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->month), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->month));
  return group;
}

static void
build (FcTankStock *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  char *unit = g_strdup_printf (_ ("Bars: each day’s variance in %s. Line: cumulative. Band: the tolerance. "
                                   "Moved: tests returned and transfers."),
                                fc_show_volume_unit ());

  self->plot = FC_PLOT_PANE (fc_plot_pane_new (FC_PLOT_GRAPH, _ ("Variance")));
  gtk_widget_set_size_request (GTK_WIDGET (self->plot), -1, 220);
  self->legend = GTK_LABEL (gtk_label_new (unit));
  g_free (unit);
  gtk_label_set_wrap (self->legend, TRUE);
  gtk_label_set_xalign (self->legend, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->legend), "dim-label");
  gtk_box_append (GTK_BOX (content), make_month (self));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->plot));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->legend));
  gtk_box_append (GTK_BOX (content), make_table (self));
  self->states = FC_STATE_PAGE (fc_state_page_new ());
  fc_state_page_set_child (self->states, content);
  fc_state_page_set_loading (self->states);
  g_signal_connect_swapped (self->states, "retry", G_CALLBACK (fc_tank_stock_reload), self);
  gtk_box_append (GTK_BOX (box), make_choices (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->states));
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
fc_tank_stock_dispose (GObject *object)
{
  FcTankStock *self = FC_TANK_STOCK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->days, g_array_unref);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (fc_tank_stock_parent_class)->dispose (object);
}

static void
fc_tank_stock_class_init (FcTankStockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_tank_stock_dispose;
}

static void
fc_tank_stock_init (FcTankStock *self)
{
}

static FcStockTolerance
tolerance_of (const FcTankState *state)
{
  gint64 fine = fc_record_get_int (state->station, FC_STATION_VARIANCE_TOLERANCE);
  gint64 escalate = fc_record_get_int (state->station, FC_STATION_VARIANCE_ESCALATION);

  return (FcStockTolerance) { fine > 0 ? fine : DEFAULT_FINE_PPM, escalate > 0 ? escalate : DEFAULT_ESCALATE_PPM,
                             fc_record_get_int (state->tank, FC_TANK_CAPACITY) / FLOOR_SHARE };
}

GtkWidget *
fc_tank_stock_new (FcPage            *page,
                   const FcTankState *state)
{
  FcTankStock *self = g_object_new (FC_TYPE_TANK_STOCK, NULL);

  self->page = page;
  self->tank_id = *fc_record_get_id (state->tank);
  self->name = fc_tank_title (state);
  self->zone = fc_zone_of (fc_record_get_text (state->station, FC_STATION_TIME_ZONE));
  self->tolerance = tolerance_of (state);
  build (self);
  gtk_drop_down_set_selected (self->carry,
                              fc_carry_forward_from_text (
                                fc_record_get_text (state->station, FC_STATION_CARRY_FORWARD)) == FC_CARRY_BOOK);
  fc_tank_stock_reload (self);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tank-view.h"

#include "fc-data-table.h"
#include "fc-delivery-words.h"
#include "fc-display.h"
#include "fc-field-text.h"
#include "fc-station-queries.h"
#include "fc-tank-chart-view.h"
#include "fc-tank-stock.h"
#include "fc-window.h"

#include <glib/gi18n.h>

struct _FcTankView {
  AdwBin parent_instance;

  FcPage *page; /* not owned: it holds us */
  FcId tank_id;
  GtkStack *stack;
  FcTankStock *stock;
  FcTankChartView *chart;
  gint64 density;            /* g/m³ of what the tank holds; 0: unknown */
  gint64 delivery_tolerance; /* ppm; 0: the default */
  char *currency;
};

G_DEFINE_FINAL_TYPE (FcTankView, fc_tank_view, ADW_TYPE_BIN)

static void
source_cell (FcQueryRow *row,
             int         column,
             FcCell     *cell,
             gpointer    user_data)
{
  cell->text = g_strdup (fc_choice_label (fc_query_row_get_text (row, column)));
}

static void
difference_cell (FcQueryRow *row,
                 int         column,
                 FcCell     *cell,
                 gpointer    user_data)
{
  if (!fc_query_row_is_null (row, column))
    cell->text = fc_show_volume (fc_query_row_get_int (row, column), 0);
}

static FcRecord *
delivery_of (FcQueryRow *row)
{
  static const struct
  {
    int column;
    int field;
  } values[] = {
    { FC_TANK_DELIVERY_LIST_TICKETED, FC_DELIVERY_TICKETED_VOLUME },
    { FC_TANK_DELIVERY_LIST_BEFORE, FC_DELIVERY_VOLUME_BEFORE },
    { FC_TANK_DELIVERY_LIST_AFTER, FC_DELIVERY_VOLUME_AFTER },
    { FC_TANK_DELIVERY_LIST_SOLD, FC_DELIVERY_SALES_DURING },
    { FC_TANK_DELIVERY_LIST_TEMPERATURE, FC_DELIVERY_TEMPERATURE },
    { FC_TANK_DELIVERY_LIST_TICKETED_15, FC_DELIVERY_TICKETED_VOLUME_15 },
    { FC_TANK_DELIVERY_LIST_DENSITY, FC_DELIVERY_DENSITY },
    { FC_TANK_DELIVERY_LIST_TEMPERATURE_BEFORE, FC_DELIVERY_TEMPERATURE_BEFORE },
    { FC_TANK_DELIVERY_LIST_TEMPERATURE_AFTER, FC_DELIVERY_TEMPERATURE_AFTER },
    { FC_TANK_DELIVERY_LIST_UNIT_COST, FC_DELIVERY_UNIT_COST },
  };
  FcRecord *delivery = fc_record_new (FC_DELIVERY, fc_query_row_get_id (row));

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    if (!fc_query_row_is_null (row, values[i].column))
      fc_record_set_int (delivery, values[i].field, fc_query_row_get_int (row, values[i].column));
  return delivery;
}

static void
check_cell (FcQueryRow *row,
            int         column,
            FcCell     *cell,
            gpointer    user_data)
{
  FcTankView *self = user_data;
  g_autoptr (FcRecord) delivery = delivery_of (row);
  FcDeliveryCheck check = fc_delivery_check (delivery, self->density, self->delivery_tolerance, self->currency);

  cell->text = fc_delivery_words (&check, self->currency);
  cell->css_class = fc_delivery_css_class (&check);
}

static void
millimetres_cell (FcQueryRow *row,
                  int         column,
                  FcCell     *cell,
                  gpointer    user_data)
{
  g_autofree char *level = NULL;

  if (fc_query_row_is_null (row, column))
    return;
  level = fc_show_number (fc_query_row_get_int (row, column));
  cell->text = g_strdup_printf (_ ("%s mm"), level);
}

static void
temperature_cell (FcQueryRow *row,
                  int         column,
                  FcCell     *cell,
                  gpointer    user_data)
{
  g_autofree char *temperature = NULL;

  if (fc_query_row_is_null (row, column))
    return;
  temperature = fc_show_temperature (fc_query_row_get_int (row, column));
  cell->text = g_strdup_printf (_ ("%s °C"), temperature);
}

static GtkWidget *
make_table (const FcQuerySpec *spec,
            const char        *empty_title,
            const char        *empty_description)
{
  GtkWidget *table = fc_data_table_new (spec->name);

  g_object_set (table, "empty-icon", "view-list-symbolic", "empty-title", empty_title, "empty-description",
                empty_description, NULL);
  return table;
}

static void
fill (FcTankView        *self,
      GtkWidget         *table,
      const FcQuerySpec *spec)
{
  g_autoptr (FcQueryModel) model = fc_query_model_new (fc_page_get_replica (self->page), spec);

  fc_query_model_bind_id (model, "tank", &self->tank_id);
  fc_data_table_set_model (FC_DATA_TABLE (table), model);
  g_object_bind_property (fc_page_get_context (self->page), "narrow", table, "narrow", G_BINDING_SYNC_CREATE);
}

static void
open_shift_cb (FcTankView *self,
               FcQueryRow *row)
{
  const FcId *shift = fc_query_row_get_ref (row, FC_TANK_DELIVERY_LIST_SHIFT_ID);
  g_autofree char *uri = shift != NULL ? fc_record_uri ("shift", shift) : NULL;

  if (uri != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "s", uri);
}

static GtkWidget *
make_deliveries (FcTankView *self)
{
  static const char *const hidden[] = { "before", "after", "sold", NULL };
  static const char *const narrow[] = { "delivered_at", "ticketed", "check", NULL };
  GtkWidget *table = make_table (&fc_tank_delivery_list, _ ("No deliveries"),
                                 _ ("Deliveries are entered on the shift they came in."));

  fc_data_table_set_hidden_columns (FC_DATA_TABLE (table), hidden);
  fc_data_table_set_narrow_columns (FC_DATA_TABLE (table), narrow);
  fc_data_table_set_cell_func (FC_DATA_TABLE (table), "difference", difference_cell, NULL, NULL);
  fc_data_table_set_cell_func (FC_DATA_TABLE (table), "check", check_cell, self, NULL);
  g_signal_connect_object (table, "activated", G_CALLBACK (open_shift_cb), self, G_CONNECT_SWAPPED);
  fill (self, table, &fc_tank_delivery_list);
  return table;
}

static GtkWidget *
make_readings (FcTankView *self)
{
  static const char *const narrow[] = { "read_at", "volume", "level", "water_level", NULL };
  GtkWidget *table = make_table (&fc_tank_reading_list, _ ("Never read"),
                                 _ ("Dips of shifts and readings of gauges stand here."));

  fc_data_table_set_narrow_columns (FC_DATA_TABLE (table), narrow);
  fc_data_table_set_cell_func (FC_DATA_TABLE (table), "level", millimetres_cell, NULL, NULL);
  fc_data_table_set_cell_func (FC_DATA_TABLE (table), "water_level", millimetres_cell, NULL, NULL);
  fc_data_table_set_cell_func (FC_DATA_TABLE (table), "temperature", temperature_cell, NULL, NULL);
  fc_data_table_set_cell_func (FC_DATA_TABLE (table), "source", source_cell, NULL, NULL);
  fill (self, table, &fc_tank_reading_list);
  return table;
}

static GtkWidget *
scrolled (GtkWidget *child)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  gtk_widget_set_margin_top (child, 12);
  gtk_widget_set_margin_bottom (child, 18);
  gtk_widget_set_margin_start (child, 12);
  gtk_widget_set_margin_end (child, 12);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), child);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  return window;
}

static void
fc_tank_view_finalize (GObject *object)
{
  g_free (FC_TANK_VIEW (object)->currency);

  G_OBJECT_CLASS (fc_tank_view_parent_class)->finalize (object);
}

static void
fc_tank_view_class_init (FcTankViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_tank_view_finalize;
}

static void
fc_tank_view_init (FcTankView *self)
{
}

GtkWidget *
fc_tank_view_new (FcPage            *page,
                  const FcTankState *state)
{
  FcTankView *self = g_object_new (FC_TYPE_TANK_VIEW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *switcher = gtk_stack_switcher_new (), *top = gtk_scrolled_window_new ();

  self->page = page;
  self->tank_id = *fc_record_get_id (state->tank);
  self->density = state->product != NULL ? fc_record_get_int (state->product, FC_PRODUCT_DENSITY) : 0;
  self->delivery_tolerance = fc_record_get_int (state->station, FC_STATION_DELIVERY_TOLERANCE);
  self->currency = g_strdup (fc_record_get_text (state->station, FC_STATION_CURRENCY));
  self->stack = GTK_STACK (gtk_stack_new ());
  self->stock = FC_TANK_STOCK (fc_tank_stock_new (page, state));
  self->chart = FC_TANK_CHART_VIEW (fc_tank_chart_view_new (page, state));
  gtk_stack_add_titled (self->stack, scrolled (GTK_WIDGET (self->stock)), "stock", _ ("Stock"));
  gtk_stack_add_titled (self->stack, make_deliveries (self), "deliveries", _ ("Deliveries"));
  gtk_stack_add_titled (self->stack, make_readings (self), "readings", _ ("Readings"));
  gtk_stack_add_titled (self->stack, scrolled (GTK_WIDGET (self->chart)), "chart", _ ("Chart"));
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->stack);
  gtk_widget_set_halign (switcher, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (switcher, 12);
  gtk_widget_set_margin_bottom (switcher, 6);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (top), switcher);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (top), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}

const FcId *
fc_tank_view_get_id (FcTankView *self)
{
  g_return_val_if_fail (FC_IS_TANK_VIEW (self), NULL);

  return &self->tank_id;
}

/**
 * fc_tank_view_refresh:
 *
 * Reads again what may have changed; which part is shown, and what is being typed, stays.
 */
void
fc_tank_view_refresh (FcTankView        *self,
                      const FcTankState *state)
{
  g_return_if_fail (FC_IS_TANK_VIEW (self));

  fc_tank_stock_reload (self->stock);
  fc_tank_chart_view_refresh (self->chart, state->tank);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tank-view.h"

#include "fc-data-table.h"
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
  gint64 difference = fc_query_row_get_int (row, column);

  if (fc_query_row_is_null (row, column))
    {
      cell->text = g_strdup (_ ("not dipped"));
      cell->css_class = "dim-label";
      return;
    }
  cell->text = fc_show_volume (difference, 0);
  if (difference < 0 && -difference > fc_query_row_get_int (row, FC_TANK_DELIVERY_LIST_TICKETED) / 200)
    cell->css_class = "error";
}

static GtkWidget *
make_list (FcTankView         *self,
           const FcQuerySpec  *spec,
           const char         *empty_title,
           const char         *empty_description,
           int                 cell_column,
           FcCellFunc          cell)
{
  GtkWidget *table = fc_data_table_new (spec->name);
  g_autoptr (FcQueryModel) model = fc_query_model_new (fc_page_get_replica (self->page), spec);

  g_object_set (table, "empty-icon", "view-list-symbolic", "empty-title", empty_title, "empty-description",
                empty_description, NULL);
  fc_data_table_set_cell_func (FC_DATA_TABLE (table), spec->columns[cell_column].name, cell, NULL, NULL);
  fc_query_model_bind_id (model, "tank", &self->tank_id);
  fc_data_table_set_model (FC_DATA_TABLE (table), model);
  return table;
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
fc_tank_view_class_init (FcTankViewClass *klass)
{
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
  GtkWidget *switcher = gtk_stack_switcher_new (), *deliveries, *top = gtk_scrolled_window_new ();

  self->page = page;
  self->tank_id = *fc_record_get_id (state->tank);
  self->stack = GTK_STACK (gtk_stack_new ());
  self->stock = FC_TANK_STOCK (fc_tank_stock_new (page, state));
  self->chart = FC_TANK_CHART_VIEW (fc_tank_chart_view_new (page, state));
  gtk_stack_add_titled (self->stack, scrolled (GTK_WIDGET (self->stock)), "stock", _ ("Stock"));
  deliveries = make_list (self, &fc_tank_delivery_list, _ ("No deliveries"),
                          _ ("Deliveries are entered on the shift they came in."), FC_TANK_DELIVERY_LIST_DIFFERENCE,
                          difference_cell);
  g_signal_connect_object (deliveries, "activated", G_CALLBACK (open_shift_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_titled (self->stack, deliveries, "deliveries", _ ("Deliveries"));
  gtk_stack_add_titled (self->stack,
                        make_list (self, &fc_tank_reading_list, _ ("Never read"),
                                   _ ("Dips of shifts and readings of gauges stand here."), FC_TANK_READING_LIST_SOURCE,
                                   source_cell),
                        "readings", _ ("Readings"));
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

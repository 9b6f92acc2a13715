/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sales-page.h"

#include "fc-chip.h"
#include "fc-company-queries.h"
#include "fc-data-table.h"
#include "fc-display.h"
#include "fc-field-text.h"
#include "fc-replica-sync.h"
#include "fc-sale-queries.h"

#include <glib/gi18n.h>

struct _FcSalesPage {
  FcPage parent_instance;

  GtkLabel *since; /* single sales begin within the period */
  FcDataTable *table;
  FcFilterChip *payment;
  FcFilterChip *product;
  FcQueryModel *model;
  gboolean products_read;
  char *wanted_product; /* (nullable): to be filtered by once the products are read */
};

G_DEFINE_FINAL_TYPE (FcSalesPage, fc_sales_page, FC_TYPE_PAGE)

static void
payment_cell (FcQueryRow *row,
              int         column,
              FcCell     *cell,
              gpointer    user_data)
{
  cell->text = g_strdup (fc_choice_label (fc_query_row_get_text (row, column)));
}

static void
amount_cell (FcQueryRow *row,
             int         column,
             FcCell     *cell,
             gpointer    user_data)
{
  gint64 amount = fc_query_row_get_int (row, column);

  cell->text = fc_show_money (amount, fc_query_row_get_text (row, FC_SALE_LIST_CURRENCY));
  cell->css_class = amount < 0 ? "error" : NULL;
}

/* From when on single sales are here: before it the figures elsewhere count more than the list shows. */
static void
show_since (FcSalesPage *self)
{
  FcContext *context = fc_page_get_context (FC_PAGE (self));
  FcReplica *replica = fc_page_get_replica (FC_PAGE (self));
  gint64 made_here = fc_replica_get_meta_int (replica, FC_META_SALES_HORIZON, G_MININT64);
  gint64 since = MAX (made_here, fc_replica_get_meta_int (replica, FC_META_FACTS_FROM, G_MININT64));
  const FcId *id = fc_context_get_station (context);
  const FcStationName *station = id != NULL ? fc_context_find_station (context, id) : NULL;
  g_autofree char *time = NULL, *text = NULL;
  gint64 from, until;

  fc_context_get_times (context, &from, &until);
  gtk_widget_set_visible (GTK_WIDGET (self->since), from < since);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->since)))
    return;
  time = fc_show_time (since, station != NULL ? station->zone : NULL);
  text = g_strdup_printf (_ ("Single sales only since %s; older ones are kept as sums."), time);
  gtk_label_set_text (self->since, text);
}

static void
bind (FcSalesPage *self)
{
  const char *payment = fc_filter_chip_get_value (self->payment);
  const char *product = fc_filter_chip_get_value (self->product);
  gboolean by_payment = payment != NULL && *payment != '\0';
  FcId id;
  gboolean by_product = product != NULL && fc_id_from_string (product, &id);

  fc_context_bind_scope (fc_page_get_context (FC_PAGE (self)), self->model, TRUE);
  fc_query_model_bind_text (self->model, "payment", by_payment ? payment : NULL);
  fc_query_model_bind_id (self->model, "product", by_product ? &id : NULL);
  fc_data_table_set_filtered (self->table, by_payment || by_product);
  show_since (self);
}

static void
filter_changed_cb (FcSalesPage *self)
{
  if (self->model != NULL)
    bind (self);
}

static void
clear_filters_cb (FcSalesPage *self)
{
  fc_filter_chip_set_value (self->payment, "");
  fc_filter_chip_set_value (self->product, "");
}

static void
take_wanted_product (FcSalesPage *self)
{
  g_autofree char *wanted = g_steal_pointer (&self->wanted_product);

  if (wanted != NULL)
    fc_filter_chip_set_value (self->product, wanted);
}

/* What is behind a number elsewhere: of a product, of a tender; "" for all. */
static void
filter_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  FcSalesPage *self = user_data;
  const char *product, *payment;

  g_variant_get (parameter, "(&s&s)", &product, &payment);
  fc_filter_chip_set_value (self->payment, payment);
  g_free (self->wanted_product);
  self->wanted_product = g_strdup (product);
  if (self->products_read)
    take_wanted_product (self);
}

static void
products_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcSalesPage) self = user_data;
  g_autoptr (GPtrArray) products = fc_rows_of_finish (FC_REPLICA (source), result, NULL);

  for (guint i = 0; products != NULL && i < products->len; i++)
    {
      FcRecord *product = g_ptr_array_index (products, i);
      g_autofree char *id = fc_id_dup_string (fc_record_get_id (product));

      fc_filter_chip_add (self->product, id, fc_record_get_text (product, FC_PRODUCT_NAME));
    }
  self->products_read = TRUE;
  take_wanted_product (self);
}

static void
make_filters (FcSalesPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->payment = FC_FILTER_CHIP (fc_filter_chip_new (_ ("Payment")));
  fc_filter_chip_add (self->payment, "", _ ("All"));
  for (guint i = 0; fc_tenders[i] != NULL; i++)
    fc_filter_chip_add (self->payment, fc_tenders[i], fc_choice_label (fc_tenders[i]));
  self->product = FC_FILTER_CHIP (fc_filter_chip_new (_ ("Product")));
  fc_filter_chip_add (self->product, "", _ ("All"));
  g_signal_connect_swapped (self->payment, "notify::value", G_CALLBACK (filter_changed_cb), self);
  g_signal_connect_swapped (self->product, "notify::value", G_CALLBACK (filter_changed_cb), self);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->product));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->payment));
  g_object_set (self->table, "filter-bar", bar, NULL);
}

static GtkWidget *
new_content (FcSalesPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->since = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->since, 0);
  gtk_label_set_wrap (self->since, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->since), "table-top");
  gtk_widget_add_css_class (GTK_WIDGET (self->since), "dim-label");
  gtk_widget_set_vexpand (GTK_WIDGET (self->table), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->since));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->table));
  return box;
}

static void
fc_sales_page_setup (FcPage *page)
{
  FcSalesPage *self = FC_SALES_PAGE (page);
  static const GActionEntry entries[] = { { .name = "filter", .activate = filter_cb, .parameter_type = "(ss)" } };
  static const char *const narrow[] = { "sold_at", "station", "product", "amount", NULL };
  GtkWidget *content;

  g_action_map_add_action_entries (fc_page_get_actions (page), entries, G_N_ELEMENTS (entries), self);
  self->table = FC_DATA_TABLE (fc_data_table_new ("sales"));
  g_object_set (self->table, "empty-icon", "fc-sales-symbolic", "empty-title", _ ("No sales in this period"),
                "empty-description", _ ("Single sales come from the point of sale; older ones are kept as sums only."),
                NULL);
  fc_data_table_set_cell_func (self->table, fc_sale_list.columns[FC_SALE_LIST_PAYMENT].name, payment_cell, NULL, NULL);
  fc_data_table_set_cell_func (self->table, fc_sale_list.columns[FC_SALE_LIST_AMOUNT].name, amount_cell, NULL, NULL);
  fc_data_table_set_narrow_columns (self->table, narrow);
  g_signal_connect_swapped (self->table, "clear-filters", G_CALLBACK (clear_filters_cb), self);
  make_filters (self);
  content = new_content (self);
  self->model = fc_query_model_new (fc_page_get_replica (page), &fc_sale_list);
  bind (self);
  fc_data_table_set_model (self->table, self->model);
  g_object_bind_property (fc_page_get_context (page), "narrow", self->table, "narrow", G_BINDING_SYNC_CREATE);
  fc_page_set_content (page, content);
  fc_rows_of_async (fc_page_get_replica (page), FC_PRODUCT, NULL, products_cb, g_object_ref (self));
}

static void
fc_sales_page_scope_changed (FcPage *page)
{
  bind (FC_SALES_PAGE (page));
}

static void
fc_sales_page_dispose (GObject *object)
{
  g_clear_object (&FC_SALES_PAGE (object)->model);

  G_OBJECT_CLASS (fc_sales_page_parent_class)->dispose (object);
}

static void
fc_sales_page_finalize (GObject *object)
{
  g_free (FC_SALES_PAGE (object)->wanted_product);

  G_OBJECT_CLASS (fc_sales_page_parent_class)->finalize (object);
}

static void
fc_sales_page_class_init (FcSalesPageClass *klass)
{
  FcPageClass *page_class = FC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_sales_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_sales_page_finalize;
  page_class->setup = fc_sales_page_setup;
  page_class->scope_changed = fc_sales_page_scope_changed;
}

static void
fc_sales_page_init (FcSalesPage *self)
{
}

static const FcPageInfo info = {
  .id = "sales",
  .title = N_ ("Sales"),
  .icon_name = "fc-sales-symbolic",
  .section = FC_SECTION_FORECOURT,
  .order = 30,
  .permission = "reports.day",
  .get_type = fc_sales_page_get_type,
};

void
fc_sales_register_pages (void)
{
  fc_page_register (&info);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-prices-box.h"

#include "fc-display.h"
#include "fc-field-text.h"
#include "fc-number-row.h"
#include "fc-shift-args.h"
#include "fc-step-view.h"
#include "fc-time-row.h"

#include <glib/gi18n.h>

#define PRICES_FROM "prices-from" /* in the draft: UTC µs */

typedef struct {
  FcId product_id;
  FcNumberRow *row;
} Price;

struct _FcDayPricesBox {
  GtkBox parent_instance;

  FcDayDraft *draft;
  GtkWidget *list;
  FcTimeRow *from;
  GArray *prices;  /* Price */
};

G_DEFINE_FINAL_TYPE (FcDayPricesBox, fc_day_prices_box, GTK_TYPE_BOX)

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
price_changed_cb (FcDayPricesBox *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
has_product (FcDayPricesBox *self,
             const FcId     *product_id)
{
  for (guint i = 0; i < self->prices->len; i++)
    if (fc_id_equal (&g_array_index (self->prices, Price, i).product_id, product_id))
      return TRUE;
  return FALSE;
}

static void
add_price (FcDayPricesBox *self,
           FcRecord       *product,
           gint64          now_price)
{
  char id[FC_ID_STRING_LENGTH + 1];
  Price price = { .product_id = *fc_record_get_id (product) };
  g_autofree char *shown = fc_show_price (now_price);
  g_autofree char *name = NULL;
  /* Translators: a product and its price today */
  g_autofree char *title = now_price > 0
                             ? g_strdup_printf (_ ("%s, now %s"), fc_record_get_text (product, FC_PRODUCT_NAME), shown)
                             : g_strdup (fc_record_get_text (product, FC_PRODUCT_NAME));

  fc_id_to_string (&price.product_id, id);
  name = g_strconcat ("price:", id, NULL);
  price.row = FC_NUMBER_ROW (fc_number_row_new (FC_NUMBER_PRICE, title));
  g_object_set (price.row, "optional", TRUE, "minimum", (gint64) 1, "maximum", FC_PRICE_MAX, NULL);
  fc_day_draft_follow (self->draft, name, GTK_EDITABLE (price.row));
  g_signal_connect_object (price.row, "notify::value", G_CALLBACK (price_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->list), GTK_WIDGET (price.row));
  g_array_append_val (self->prices, price);
}

static void
from_changed_cb (FcDayPricesBox *self)
{
  g_autofree char *text = NULL;
  gint64 from;

  if (!fc_time_row_get_time (self->from, &from, NULL))
    return;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, from);
  fc_day_draft_keep (self->draft, PRICES_FROM, text);
}

/* From midnight at the station, until somebody says otherwise. */
static void
add_from (FcDayPricesBox   *self,
          const FcDaySheet *sheet)
{
  GTimeZone *zone = fc_zone_of (fc_record_get_text (sheet->station, FC_STATION_TIME_ZONE));
  const char *kept = fc_day_draft_get (self->draft, PRICES_FROM);

  self->from = FC_TIME_ROW (fc_time_row_new (_ ("From")));
  fc_time_row_set_zone (self->from, zone);
  fc_time_row_set_time (self->from, kept != NULL ? g_ascii_strtoll (kept, NULL, 10)
                                                 : fc_time_from_local (sheet->date + 1, 0, zone));
  g_signal_connect_object (self->from, "changed", G_CALLBACK (from_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->list), GTK_WIDGET (self->from));
}

static void
fc_day_prices_box_finalize (GObject *object)
{
  FcDayPricesBox *self = FC_DAY_PRICES_BOX (object);

  g_clear_pointer (&self->draft, fc_day_draft_unref);
  g_array_unref (self->prices);

  G_OBJECT_CLASS (fc_day_prices_box_parent_class)->finalize (object);
}

static void
fc_day_prices_box_class_init (FcDayPricesBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_day_prices_box_finalize;
  signals[CHANGED] =
    g_signal_new ("changed", FC_TYPE_DAY_PRICES_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_day_prices_box_init (FcDayPricesBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->prices = g_array_new (FALSE, TRUE, sizeof (Price));
  self->list = fc_day_boxed_list (_ ("Tomorrow’s prices"));
  gtk_box_append (GTK_BOX (self), self->list);
}

GtkWidget *
fc_day_prices_box_new (FcDayDraft *draft)
{
  FcDayPricesBox *self = g_object_new (FC_TYPE_DAY_PRICES_BOX, NULL);

  self->draft = fc_day_draft_ref (draft);
  return GTK_WIDGET (self);
}

/**
 * fc_day_prices_box_show:
 *
 * A field for each product the station's nozzles give; made once.
 */
void
fc_day_prices_box_show (FcDayPricesBox   *self,
                        const FcDaySheet *sheet,
                        FcRowSet         *rows)
{
  gtk_widget_set_sensitive (self->list, sheet->state != FC_DAY_CLOSED);
  for (guint i = 0; i < sheet->nozzles->len; i++)
    {
      FcRecord *product = g_array_index (sheet->nozzles, FcDayNozzle, i).product;

      if (product == NULL || has_product (self, fc_record_get_id (product)))
        continue;
      add_price (self, product, fc_price_at (rows, &sheet->station_id, fc_record_get_id (product), fc_now ()));
    }
  if (self->from == NULL && self->prices->len > 0)
    add_from (self, sheet);
}

guint
fc_day_prices_box_count (FcDayPricesBox *self)
{
  guint n = 0;

  for (guint i = 0; i < self->prices->len; i++)
    n += *gtk_editable_get_text (GTK_EDITABLE (g_array_index (self->prices, Price, i).row)) != '\0';
  return n;
}

static gboolean
read_from (FcDayPricesBox *self,
           gint64         *from)
{
  if (fc_time_row_get_time (self->from, from, NULL))
    return TRUE;
  gtk_widget_grab_focus (fc_time_row_get_entry (self->from));
  return FALSE;
}

gboolean
fc_day_prices_box_to_args (FcDayPricesBox *self,
                           JsonObject     *args)
{
  g_autoptr (JsonArray) list = json_array_new ();
  gint64 from;

  if (fc_day_prices_box_count (self) == 0)
    return TRUE;
  if (!read_from (self, &from))
    return FALSE;
  for (guint i = 0; i < self->prices->len; i++)
    {
      const Price *price = &g_array_index (self->prices, Price, i);
      JsonObject *entry;
      gint64 value;

      if (!fc_number_row_is_valid (price->row))
        {
          gtk_widget_grab_focus (GTK_WIDGET (price->row));
          return FALSE;
        }
      if (!fc_number_row_get_value (price->row, &value))
        continue;
      entry = json_object_new ();
      fc_args_set_id (entry, "product_id", &price->product_id);
      json_object_set_int_member (entry, "price", value);
      json_object_set_int_member (entry, "effective_at", from);
      json_array_add_object_element (list, entry);
    }
  json_object_set_array_member (args, "prices", g_steal_pointer (&list));
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sales-layer.h"

#include <glib/gi18n.h>

static const FcEntity reads[] = { FC_STATION, FC_SALES_ROLLUP, FC_N_ENTITIES };

/* What a station has taken, and how much of the whole that is. */
static char *
say (const FcMapSales *sales,
     const FcMapSale  *sale)
{
  g_autofree char *volume = fc_show_volume_with_unit (sale->volume, 0);
  g_autofree char *amount = sale->foreign ? NULL : fc_show_money_with_code (sale->amount, sales->currency);

  if (sale->foreign)
    /* Translators: %s is a volume; a station's amount cannot be added to those of the others */
    return g_strdup_printf (_ ("Sold %s, in another currency"), volume);
  if (sales->amount <= 0 || sale->amount < 0)
    /* Translators: an amount and a volume that a station sold */
    return g_strdup_printf (_ ("Sold %s, %s"), amount, volume);
  /* Translators: how much of the company's sales a station sold: a share, an amount and a volume */
  return g_strdup_printf (_ ("%.1f %% of sales: %s, %s"), 100.0 * (double) sale->amount / (double) sales->amount,
                          amount, volume);
}

static int
compare_amounts (gconstpointer a,
                 gconstpointer b)
{
  const FcMapSale *first = *(const FcMapSale *const *) a, *second = *(const FcMapSale *const *) b;
  gint64 amount = first->foreign ? 0 : first->amount, other = second->foreign ? 0 : second->amount;

  return (amount < other) - (amount > other);
}

/**
 * fc_sales_layer_features:
 *
 * Returns: (transfer full): a point for each station that has a place, by what it sold, the most first
 */
FcMapFeatures *
fc_sales_layer_features (const FcMapSales *sales)
{
  FcMapFeatures *features = fc_map_features_new ();
  g_autoptr (GPtrArray) ordered = g_ptr_array_copy (sales->stations, NULL, NULL);

  g_ptr_array_set_free_func (ordered, NULL);
  g_ptr_array_sort (ordered, compare_amounts);
  for (guint i = 0; i < ordered->len; i++)
    {
      const FcMapSale *sale = ordered->pdata[i];
      g_autofree char *words = NULL;

      if (!sale->placed)
        {
          features->missing++;
          continue;
        }
      words = say (sales, sale);
      fc_map_features_add_point (features, &sale->id, sale->place, sale->name, words)->weight =
        sale->foreign ? 0 : (double) sale->amount;
    }
  return features;
}

static void
load_async (FcContext           *context,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  gint64 from_us, until_us;

  fc_context_get_times (context, &from_us, &until_us);
  fc_map_sales_async (fc_context_get_replica (context), from_us, until_us, cancellable, callback, user_data);
}

static FcMapFeatures *
load_finish (FcContext     *context,
             GAsyncResult  *result,
             GError       **error)
{
  g_autoptr (FcMapSales) sales = fc_map_sales_finish (fc_context_get_replica (context), result, error);

  return sales != NULL ? fc_sales_layer_features (sales) : NULL;
}

const FcMapLayerInfo fc_sales_layer = {
  .id = "sales",
  .title = N_ ("Heat of sales"),
  .order = 1, /* below everything */
  .permission = "reports.day",
  .heat = TRUE,
  .off = TRUE,
  .of_period = TRUE,
  .kind = "station",
  .reads = reads,
  .refresh_s = 600, /* a day ends */
  .load_async = load_async,
  .load_finish = load_finish,
};

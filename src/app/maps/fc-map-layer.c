/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-layer.h"

static GPtrArray *layers;

static int
compare_order (gconstpointer a,
               gconstpointer b)
{
  return (*(const FcMapLayerInfo *const *) a)->order - (*(const FcMapLayerInfo *const *) b)->order;
}

void
fc_map_layer_register (const FcMapLayerInfo *info)
{
  if (layers == NULL)
    layers = g_ptr_array_new ();
  g_ptr_array_add (layers, (gpointer) info);
  g_ptr_array_sort (layers, compare_order);
}

/**
 * fc_map_layer_list:
 *
 * Returns: (transfer full) (element-type FcMapLayerInfo)
 */
GPtrArray *
fc_map_layer_list (FcContext *context)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; layers != NULL && i < layers->len; i++)
    {
      const FcMapLayerInfo *info = layers->pdata[i];

      if (fc_context_may (context, info->permission))
        g_ptr_array_add (list, (gpointer) info);
    }
  return list;
}

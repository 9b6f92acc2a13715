/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-dashboard-widget.h"

#include <glib/gi18n.h>

static GPtrArray *registered = NULL;

/* Tables behind the parts of the figures that are read for all. */
static const struct {
  guint parts;
  FcEntity tables[6]; /* ends with FC_N_ENTITIES */
} behind[] = {
  { FC_OVERVIEW_SALES | FC_OVERVIEW_HABITS | FC_OVERVIEW_PRODUCTS | FC_OVERVIEW_PAYMENTS,
    { FC_SALES_ROLLUP, FC_STATION, FC_PRODUCT, FC_N_ENTITIES } },
  { FC_OVERVIEW_CASH | FC_OVERVIEW_WAITING, { FC_SHIFT, FC_STATION, FC_N_ENTITIES } },
  { FC_OVERVIEW_ATTENDANTS, { FC_SHIFT, FC_DRAWER, FC_N_ENTITIES } },
  { FC_OVERVIEW_TANKS, { FC_TANK_READING, FC_TANK, FC_STATION, FC_SALES_ROLLUP, FC_N_ENTITIES } },
  { FC_OVERVIEW_BY_STATION, { FC_SALES_ROLLUP, FC_STATION, FC_N_ENTITIES } },
  { FC_OVERVIEW_MARGIN, { FC_SALES_ROLLUP, FC_DELIVERY, FC_SHIFT, FC_TANK, FC_STATION, FC_N_ENTITIES } },
  { FC_OVERVIEW_PUMPS, { FC_NOZZLE, FC_PUMP, FC_STATION, FC_N_ENTITIES } },
  { FC_OVERVIEW_VARIANCES, { FC_DAY_TANK, FC_TANK, FC_N_ENTITIES } },
};

/**
 * fc_widget_register:
 * @info: static data
 *
 * Main thread, before the first window.
 */
void
fc_widget_register (const FcWidgetInfo *info)
{
  if (registered == NULL)
    registered = g_ptr_array_new ();
  g_return_if_fail (fc_widget_find (info->kind) == NULL);
  g_ptr_array_add (registered, (gpointer) info);
}

/**
 * fc_widget_find:
 *
 * Returns: (transfer none) (nullable): NULL for a kind of another version of the program
 */
const FcWidgetInfo *
fc_widget_find (const char *kind)
{
  for (guint i = 0; registered != NULL && i < registered->len; i++)
    if (g_strcmp0 (((const FcWidgetInfo *) registered->pdata[i])->kind, kind) == 0)
      return registered->pdata[i];
  return NULL;
}

static gint
compare_titles (gconstpointer a,
                gconstpointer b)
{
  return g_utf8_collate (_ ((*(const FcWidgetInfo *const *) a)->title), _ ((*(const FcWidgetInfo *const *) b)->title));
}

/**
 * fc_widget_list:
 *
 * Returns: (transfer container) (element-type FcWidgetInfo)
 */
GPtrArray *
fc_widget_list (FcContext *context)
{
  GPtrArray *widgets = g_ptr_array_new ();

  for (guint i = 0; registered != NULL && i < registered->len; i++)
    if (fc_context_may (context, ((const FcWidgetInfo *) registered->pdata[i])->permission))
      g_ptr_array_add (widgets, registered->pdata[i]);
  g_ptr_array_sort (widgets, compare_titles);
  return widgets;
}

static gboolean
touch_any (const FcChanges *changes,
           const FcEntity  *tables)
{
  for (guint i = 0; tables[i] != FC_N_ENTITIES; i++)
    if (fc_changes_touch (changes, tables[i]))
      return TRUE;
  return FALSE;
}

/* Whether what the widget shows may have changed. */
gboolean
fc_widget_touched (const FcWidgetInfo *info,
                   const FcChanges    *changes)
{
  for (guint i = 0; i < G_N_ELEMENTS (behind); i++)
    if ((info->parts & behind[i].parts) != 0 && touch_any (changes, behind[i].tables))
      return TRUE;
  return info->tables != NULL && touch_any (changes, info->tables);
}

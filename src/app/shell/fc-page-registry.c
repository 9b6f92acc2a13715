/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-page-private.h"

static GPtrArray *registered = NULL;
static GPtrArray *services = NULL;

static gint
compare (gconstpointer a,
         gconstpointer b)
{
  const FcPageInfo *first = *(const FcPageInfo *const *) a;
  const FcPageInfo *second = *(const FcPageInfo *const *) b;

  if (first->section != second->section)
    return first->section < second->section ? -1 : 1;
  return first->order - second->order;
}

/**
 * fc_page_register:
 * @info: static data
 *
 * Main thread, before the first window.
 */
void
fc_page_register (const FcPageInfo *info)
{
  if (registered == NULL)
    registered = g_ptr_array_new ();
  g_return_if_fail (fc_page_find (info->id) == NULL);
  g_ptr_array_add (registered, (gpointer) info);
  g_ptr_array_sort (registered, compare);
}

const FcPageInfo *
fc_page_find (const char *id)
{
  for (guint i = 0; registered != NULL && i < registered->len; i++)
    {
      const FcPageInfo *info = registered->pdata[i];

      if (g_strcmp0 (info->id, id) == 0)
        return info;
    }
  return NULL;
}

/**
 * fc_page_find_for_kind:
 * @kind: of a record: "shift"
 *
 * Returns: (nullable): the page that opens such records
 */
const FcPageInfo *
fc_page_find_for_kind (const char *kind)
{
  for (guint i = 0; registered != NULL && i < registered->len; i++)
    {
      const FcPageInfo *info = registered->pdata[i];

      if (info->kinds != NULL && g_strv_contains (info->kinds, kind))
        return info;
    }
  return NULL;
}

/**
 * fc_page_may_open:
 *
 * Returns: whether the person at the desk sees this page
 */
gboolean
fc_page_may_open (const FcPageInfo *info,
                  FcContext        *context)
{
  return fc_context_may (context, info->permission) && (info->has_some == NULL || info->has_some (context));
}

/**
 * fc_page_list:
 *
 * Returns: (transfer container) (element-type FcPageInfo): in the sidebar's order, those that the person may see
 */
GPtrArray *
fc_page_list (FcContext *context)
{
  GPtrArray *pages = g_ptr_array_new ();

  for (guint i = 0; registered != NULL && i < registered->len; i++)
    {
      const FcPageInfo *info = registered->pdata[i];

      if (fc_page_may_open (info, context))
        g_ptr_array_add (pages, (gpointer) info);
    }
  return pages;
}

/**
 * fc_page_find_first:
 *
 * Returns: (nullable): the page that was on screen last time, or the first that the person may see
 */
const FcPageInfo *
fc_page_find_first (FcContext *context)
{
  g_autofree char *last = g_settings_get_string (fc_context_get_settings (context), "page");
  const FcPageInfo *info = fc_page_find (last);
  g_autoptr (GPtrArray) pages = NULL;

  if (info != NULL && fc_page_may_open (info, context))
    return info;
  pages = fc_page_list (context);
  return pages->len > 0 ? pages->pdata[0] : NULL;
}

/**
 * fc_service_register:
 * @service: static data
 */
void
fc_service_register (const FcService *service)
{
  g_ptr_array_add (fc_service_list (), (gpointer) service);
}

/**
 * fc_service_list:
 *
 * Returns: (transfer none) (element-type FcService)
 */
GPtrArray *
fc_service_list (void)
{
  if (services == NULL)
    services = g_ptr_array_new ();
  return services;
}

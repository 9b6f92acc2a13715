/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-page-inside.h"

#include <glib/gi18n.h>

/* What a page says to the window's header: title, main verb, which buttons it uses. */

void
fc_page_set_string (FcPage      *self,
                    char       **place,
                    const char  *text)
{
  if (g_strcmp0 (*place, text) == 0)
    return;
  g_free (*place);
  *place = g_strdup (text);
  fc_page_header_changed (self);
}

void
fc_page_set_subtitle (FcPage     *self,
                      const char *subtitle)
{
  fc_page_set_string (self, &fc_page_inside (self)->subtitle, subtitle);
}

void
fc_page_set_primary (FcPage     *self,
                     const char *label,
                     const char *icon_name,
                     const char *action)
{
  FcPagePrivate *priv = fc_page_inside (self);

  g_free (priv->primary_icon);
  priv->primary_icon = g_strdup (icon_name);
  g_free (priv->primary_action);
  priv->primary_action = g_strdup (action);
  g_free (priv->primary_label);
  priv->primary_label = g_strdup (label);
  fc_page_header_changed (self);
}

const char *
fc_page_get_shown_title (FcPage *self)
{
  FcPagePrivate *priv = fc_page_inside (self);

  if (fc_page_detail_covers (self) && priv->detail_title != NULL)
    return priv->detail_title;
  if (priv->title != NULL)
    return priv->title;
  return priv->info != NULL ? _ (priv->info->title) : "";
}

const char *
fc_page_get_shown_subtitle (FcPage *self)
{
  return fc_page_inside (self)->subtitle;
}

GtkWidget *
fc_page_get_header_end (FcPage *self)
{
  return fc_page_inside (self)->header_end;
}

const char *
fc_page_get_primary (FcPage      *self,
                     const char **icon_name,
                     const char **action)
{
  FcPagePrivate *priv = fc_page_inside (self);

  *icon_name = priv->primary_icon;
  *action = priv->primary_action;
  return fc_page_detail_covers (self) ? NULL : priv->primary_label;
}

gboolean
fc_page_get_uses_station (FcPage *self)
{
  return fc_page_inside (self)->uses_station && !fc_page_detail_covers (self);
}

gboolean
fc_page_get_uses_period (FcPage *self)
{
  return fc_page_inside (self)->uses_period && !fc_page_detail_covers (self);
}

gboolean
fc_page_get_search_enabled (FcPage *self)
{
  return fc_page_inside (self)->search_enabled && !fc_page_detail_covers (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-page-inside.h"

#include <glib/gi18n.h>

/* One record of the page, beside the list or over it. */

/* Beside one another they need this much; a narrower page shows the detail over the list. */
#define LIST_WIDTH   400
#define DETAIL_WIDTH 400

/* Beside the list the detail has its own bar; over it, the window's header does that. */
static void
update_fold (FcPage *self)
{
  FcPagePrivate *priv = fc_page_inside (self);
  gboolean folded = adw_leaflet_get_folded (priv->leaflet);

  gtk_widget_set_visible (priv->detail_bar, !folded);
  if (folded)
    gtk_widget_remove_css_class (priv->detail_box, "beside");
  else
    gtk_widget_add_css_class (priv->detail_box, "beside");
  fc_page_header_changed (self);
}

static gboolean
fold_idle_cb (gpointer data)
{
  if (fc_page_inside (FC_PAGE (data))->box != NULL)
    update_fold (data);
  return G_SOURCE_REMOVE;
}

/* The leaflet folds in the middle of its allocation, where nothing may be shown or hidden. */
static void
folded_cb (FcPage *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, fold_idle_cb, g_object_ref (self), g_object_unref);
}

static void
detail_close_clicked_cb (FcPage *self)
{
  fc_page_go_back (self);
}

static GtkWidget *
new_detail_bar (FcPage *self)
{
  FcPagePrivate *priv = fc_page_inside (self);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (bar, "detail-bar");
  priv->detail_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (priv->detail_label, 0);
  gtk_label_set_ellipsize (priv->detail_label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (priv->detail_label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (priv->detail_label), "heading");
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_add_css_class (close, "circular");
  gtk_widget_set_tooltip_text (close, _ ("Close (Esc)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Close details"), -1);
  g_signal_connect_object (close, "clicked", G_CALLBACK (detail_close_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (priv->detail_label));
  gtk_box_append (GTK_BOX (bar), close);
  return bar;
}

/**
 * fc_page_add_detail:
 *
 * Makes the pane of the leaflet that shows one record; hidden until there is one.
 */
void
fc_page_add_detail (FcPage *self)
{
  FcPagePrivate *priv = fc_page_inside (self);

  priv->detail_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  priv->detail_bar = new_detail_bar (self);
  gtk_widget_add_css_class (priv->detail_box, "detail-pane");
  gtk_box_append (GTK_BOX (priv->detail_box), priv->detail_bar);
  gtk_widget_set_visible (priv->detail_box, FALSE);
  adw_leaflet_append (priv->leaflet, priv->detail_box);
  g_signal_connect_object (priv->leaflet, "notify::folded", G_CALLBACK (folded_cb), self, G_CONNECT_SWAPPED);
}

/**
 * fc_page_show_detail:
 * @detail: (transfer full)
 * @title: (nullable)
 */
void
fc_page_show_detail (FcPage     *self,
                     GtkWidget  *detail,
                     const char *title)
{
  FcPagePrivate *priv = fc_page_inside (self);

  if (detail == NULL)
    {
      fc_page_close_detail (self);
      return;
    }
  if (priv->detail != NULL && priv->detail != detail)
    gtk_box_remove (GTK_BOX (priv->detail_box), priv->detail);
  if (priv->detail != detail)
    {
      priv->detail = detail;
      gtk_widget_set_vexpand (detail, TRUE);
      if (adw_leaflet_get_can_unfold (priv->leaflet))
        {
          gtk_widget_set_size_request (GTK_WIDGET (priv->state), LIST_WIDTH, -1);
          gtk_widget_set_size_request (priv->detail_box, DETAIL_WIDTH, -1);
          gtk_widget_set_hexpand (priv->detail_box, FALSE);
        }
      gtk_box_append (GTK_BOX (priv->detail_box), detail);
    }
  gtk_widget_set_visible (priv->detail_box, TRUE);
  adw_leaflet_set_visible_child (priv->leaflet, priv->detail_box);
  fc_page_set_detail_title (self, title);
  update_fold (self);
  g_object_notify (G_OBJECT (self), "detail");
}

void
fc_page_set_detail_title (FcPage     *self,
                          const char *title)
{
  FcPagePrivate *priv = fc_page_inside (self);

  gtk_label_set_text (priv->detail_label, title != NULL ? title : "");
  fc_page_set_string (self, &priv->detail_title, title);
}

/* What is being typed is committed while everything still stands. */
static void
leave_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, widget))
    gtk_root_set_focus (root, NULL);
}

/**
 * fc_page_close_detail:
 *
 * The page hears of it by its detail_closed(), whoever closes.
 */
void
fc_page_close_detail (FcPage *self)
{
  FcPagePrivate *priv = fc_page_inside (self);

  if (priv->detail == NULL)
    return;
  leave_focus (priv->detail);
  adw_leaflet_set_visible_child (priv->leaflet, GTK_WIDGET (priv->state));
  gtk_widget_set_visible (priv->detail_box, FALSE);
  gtk_box_remove (GTK_BOX (priv->detail_box), priv->detail);
  priv->detail = NULL;
  g_clear_pointer (&priv->detail_title, g_free);
  update_fold (self);
  g_object_notify (G_OBJECT (self), "detail");
  if (FC_PAGE_GET_CLASS (self)->detail_closed != NULL)
    FC_PAGE_GET_CLASS (self)->detail_closed (self);
}

GtkWidget *
fc_page_get_detail (FcPage *self)
{
  return fc_page_inside (self)->detail;
}

/**
 * fc_page_go_back:
 *
 * One step: closes the search, or the detail.
 *
 * Returns: FALSE where there was nothing to go back from
 */
gboolean
fc_page_go_back (FcPage *self)
{
  FcPagePrivate *priv = fc_page_inside (self);

  if (priv->detail == NULL)
    return FALSE;
  fc_page_close_detail (self);
  return TRUE;
}

gboolean
fc_page_detail_covers (FcPage *self)
{
  FcPagePrivate *priv = fc_page_inside (self);

  return priv->detail != NULL && adw_leaflet_get_folded (priv->leaflet);
}

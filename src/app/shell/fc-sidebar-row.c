/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sidebar-row.h"

#include <glib/gi18n.h>

struct _FcSidebarRow {
  GtkListBoxRow parent_instance;

  const FcPageInfo *info;
  FcContext *context;
  FcQueryModel *waiting;
  GtkLabel *badge;
  guint count_idle;
};

G_DEFINE_FINAL_TYPE (FcSidebarRow, fc_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
update_badge (FcSidebarRow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->waiting));
  g_autofree char *count = fc_show_number (n);
  g_autofree char *name = NULL;

  gtk_label_set_text (self->badge, count);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), n > 0);
  name = n > 0 ? g_strdup_printf (ngettext ("%s, %u waits", "%s, %u wait", n), _ (self->info->title), n)
               : g_strdup (_ (self->info->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
scope_changed_cb (FcSidebarRow *self)
{
  fc_query_model_bind_id (self->waiting, "station", fc_context_get_station (self->context));
}

static gboolean
count_idle_cb (gpointer data)
{
  FcSidebarRow *self = data;

  self->count_idle = 0;
  self->waiting = fc_query_model_new (fc_context_get_replica (self->context), self->info->waiting);
  if (self->info->waiting_bind != NULL)
    fc_query_model_bind_text (self->waiting, self->info->waiting_bind, self->info->waiting_value);
  scope_changed_cb (self);
  g_signal_connect_object (self->waiting, "items-changed", G_CALLBACK (update_badge), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "scope-changed", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
  update_badge (self);
  return G_SOURCE_REMOVE;
}

/* What waits is counted once the page stands on the screen. */
static void
mapped_cb (FcSidebarRow *self)
{
  if (self->waiting == NULL && self->count_idle == 0)
    self->count_idle = g_idle_add_full (G_PRIORITY_LOW, count_idle_cb, self, NULL);
}

static void
fc_sidebar_row_dispose (GObject *object)
{
  FcSidebarRow *self = FC_SIDEBAR_ROW (object);

  g_clear_handle_id (&self->count_idle, g_source_remove);
  g_clear_object (&self->waiting);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_sidebar_row_parent_class)->dispose (object);
}

static void
fc_sidebar_row_class_init (FcSidebarRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_sidebar_row_dispose;
}

static void
fc_sidebar_row_init (FcSidebarRow *self)
{
}

static void
build (FcSidebarRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_ (self->info->title));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  self->badge = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), "badge");
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), "numeric");
  if (self->info->waiting_warns)
    gtk_widget_add_css_class (GTK_WIDGET (self->badge), "warning");
  gtk_widget_set_valign (GTK_WIDGET (self->badge), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), FALSE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (self->info->icon_name));
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->badge));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (self->info->title), -1);
}

GtkWidget *
fc_sidebar_row_new (const FcPageInfo *info,
                    FcContext        *context)
{
  FcSidebarRow *self = g_object_new (FC_TYPE_SIDEBAR_ROW, NULL);

  self->info = info;
  self->context = g_object_ref (context);
  build (self);
  if (info->waiting != NULL && fc_context_may (context, info->waiting_permission))
    g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
  return GTK_WIDGET (self);
}

const FcPageInfo *
fc_sidebar_row_get_info (FcSidebarRow *self)
{
  return self->info;
}

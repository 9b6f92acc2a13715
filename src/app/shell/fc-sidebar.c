/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sidebar.h"

#include <glib/gi18n.h>

#include "fc-sidebar-row.h"

struct _FcSidebar {
  GtkWidget parent_instance;

  GtkWidget *box;
  AdwWindowTitle *title;
  GtkListBox *list;
  FcContext *context;
};

G_DEFINE_FINAL_TYPE (FcSidebar, fc_sidebar, GTK_TYPE_WIDGET)

enum {
  PAGE_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
section_title (FcSection section)
{
  switch (section)
    {
    case FC_SECTION_FORECOURT:
      return _ ("Forecourt");
    case FC_SECTION_FLEET:
      return _ ("Fleet");
    case FC_SECTION_STOCK:
      return _ ("Stock");
    case FC_SECTION_INSIGHT:
      return _ ("Insight");
    case FC_SECTION_COMPANY:
      return _ ("Company");
    default:
      return NULL;
    }
}

static GtkWidget *
new_heading (const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "sidebar-heading");
  return label;
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       data)
{
  FcSection section = fc_sidebar_row_get_info (FC_SIDEBAR_ROW (row))->section;
  gboolean first = before == NULL || fc_sidebar_row_get_info (FC_SIDEBAR_ROW (before))->section != section;
  const char *title = section_title (section);

  gtk_list_box_row_set_header (row, first && title != NULL ? new_heading (title) : NULL);
}

static void
row_activated_cb (FcSidebar     *self,
                  GtkListBoxRow *row)
{
  g_signal_emit (self, signals[PAGE_CHOSEN], 0, fc_sidebar_row_get_info (FC_SIDEBAR_ROW (row))->id);
}

static void
tenant_changed_cb (FcSidebar *self)
{
  FcReplica *replica = fc_context_get_replica (self->context);
  FcRecord *tenant = fc_replica_get_tenant (replica);
  FcRecord *user = fc_replica_get_user (replica);

  adw_window_title_set_title (self->title,
                              tenant != NULL ? fc_record_get_text (tenant, FC_TENANT_NAME) : _ ("Forecourt"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), adw_window_title_get_title (self->title));
  adw_window_title_set_subtitle (self->title, user != NULL ? fc_record_get_text (user, FC_USER_NAME) : "");
}

static void
fc_sidebar_dispose (GObject *object)
{
  FcSidebar *self = FC_SIDEBAR (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_sidebar_parent_class)->dispose (object);
}

static void
fc_sidebar_class_init (FcSidebarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_sidebar_dispose;

  signals[PAGE_CHOSEN] = g_signal_new ("page-chosen", FC_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "sidebar");
}

static void
fc_sidebar_init (FcSidebar *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_box_append (GTK_BOX (self->box), header);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Pages"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self->box), scroller);
}

/**
 * fc_sidebar_set_context:
 * @context: (nullable): NULL empties it
 */
void
fc_sidebar_set_context (FcSidebar *self,
                        FcContext *context)
{
  g_autoptr (GPtrArray) pages = NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  if (self->context != NULL) /* the replica stays where another person takes the seat */
    g_signal_handlers_disconnect_by_data (fc_context_get_replica (self->context), self);
  g_set_object (&self->context, context);
  if (context == NULL)
    return;
  pages = fc_page_list (context);
  for (guint i = 0; i < pages->len; i++)
    gtk_list_box_append (self->list, fc_sidebar_row_new (pages->pdata[i], context));
  tenant_changed_cb (self);
  g_signal_connect_object (fc_context_get_replica (context), "changed", G_CALLBACK (tenant_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
fc_sidebar_select (FcSidebar  *self,
                   const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_str_equal (fc_sidebar_row_get_info (FC_SIDEBAR_ROW (row))->id, id))
      gtk_list_box_select_row (self->list, row);
}

const char *
fc_sidebar_nth (FcSidebar *self,
                guint      n)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) n);

  return row != NULL ? fc_sidebar_row_get_info (FC_SIDEBAR_ROW (row))->id : NULL;
}

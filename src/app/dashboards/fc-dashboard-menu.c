/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-dashboard-menu.h"

#include <glib/gi18n.h>

#include "fc-permissions.h"

typedef struct {
  FcDashboardStore *store;
  FcContext *context;
} Menu;

static void
menu_free (gpointer data)
{
  Menu *self = data;

  g_object_unref (self->store);
  g_object_unref (self->context);
  g_free (self);
}

static void
append (GMenu      *menu,
        const char *label,
        const char *action,
        const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, target != NULL ? "s" : NULL, target);
  g_menu_append_item (menu, item);
}

/* Names are no markup, and an underscore in one no key. */
static void
append_name (GMenu      *menu,
             const char *name,
             const char *target)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);

  append (menu, label, "page.dashboard", target);
}

static GMenuModel *
new_list (Menu *self)
{
  GMenu *menu = g_menu_new ();
  GPtrArray *dashboards = fc_dashboard_store_list (self->store);

  append_name (menu, _ ("Overview"), "");
  for (guint i = 0; i < dashboards->len; i++)
    {
      const FcDashboard *dashboard = dashboards->pdata[i];
      g_autofree char *id = fc_id_dup_string (&dashboard->id);
      g_autofree char *name = dashboard->company ? g_strdup_printf (_ ("%s (company)"), dashboard->name)
                                                 : g_strdup (dashboard->name);

      append_name (menu, name, id);
    }
  return G_MENU_MODEL (menu);
}

static GMenuModel *
new_comparisons (void)
{
  static const char *const labels[FC_N_COMPARISONS] = { N_ ("The same weekdays before"), N_ ("The days right before"),
                                                        N_ ("A year ago"), N_ ("Nothing") };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < FC_N_COMPARISONS; i++)
    append (menu, _ (labels[i]), "page.compare", fc_comparison_name (i));
  return G_MENU_MODEL (menu);
}

static GMenuModel *
new_roles (void)
{
  GMenu *menu = g_menu_new ();
  guint n;
  const FcDefaultRole *roles = fc_default_roles (&n);

  append (menu, _ ("Everybody"), "page.share-dashboard", "");
  for (guint i = 0; i < n; i++)
    append (menu, _ (roles[i].label), "page.share-dashboard", roles[i].name);
  return G_MENU_MODEL (menu);
}

static GMenuModel *
new_verbs (Menu *self)
{
  const FcDashboard *current = fc_dashboard_store_get_current (self->store);
  GMenu *menu = g_menu_new ();

  append (menu, _ ("_Arrange"), "page.arrange", NULL);
  append (menu, _ ("_New dashboard…"), "page.new-dashboard", NULL);
  if (current != NULL && fc_dashboard_store_may_change (self->store, current))
    {
      append (menu, _ ("_Rename…"), "page.rename-dashboard", NULL);
      append (menu, _ ("_Delete"), "page.delete-dashboard", NULL);
    }
  if (fc_context_may (self->context, "company.edit"))
    {
      g_autoptr (GMenuModel) roles = new_roles ();

      g_menu_append_submenu (menu, _ ("The company’s _for"), roles);
    }
  return G_MENU_MODEL (menu);
}

static void
append_section (GMenu      *menu,
                const char *title,
                GMenuModel *section) /* (transfer full) */
{
  g_menu_append_section (menu, title, section);
  g_object_unref (section);
}

/* Made when somebody opens it: the start is not the time. */
static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       data)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  append_section (menu, _ ("Dashboard"), new_list (data));
  append_section (menu, _ ("Compare with"), new_comparisons ());
  append_section (menu, NULL, new_verbs (data));
  gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)));
}

GtkWidget *
fc_dashboard_menu_new (FcDashboardStore *store,
                       FcContext        *context)
{
  GtkWidget *button = gtk_menu_button_new ();
  Menu *self = g_new0 (Menu, 1);

  self->store = g_object_ref (store);
  self->context = g_object_ref (context);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-grid-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Dashboards"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Dashboards"), -1);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popup_cb, self, menu_free);
  return button;
}

/* --- a name --------------------------------------------------------------------------------------------------------------- */

typedef struct {
  GtkEditable *entry;
  FcNamed named;
  GObject *user_data;
} Asked;

static void
asked_free (gpointer  data,
            GClosure *closure)
{
  g_object_unref (((Asked *) data)->user_data);
  g_free (data);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             Asked            *asked)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (asked->entry)));

  if (g_str_equal (response, "name") && *name != '\0')
    asked->named (name, asked->user_data);
}

static void
name_changed_cb (GtkEditable      *entry,
                 AdwMessageDialog *dialog)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "name", *name != '\0');
}

void
fc_dashboard_ask_name (GtkWidget  *parent,
                       const char *heading,
                       const char *name,
                       const char *label,
                       FcNamed     named,
                       gpointer    user_data)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), heading, NULL);
  GtkWidget *entry = gtk_entry_new ();
  Asked *asked = g_new0 (Asked, 1);

  asked->entry = GTK_EDITABLE (entry);
  asked->named = named;
  asked->user_data = g_object_ref (user_data);
  gtk_entry_set_max_length (GTK_ENTRY (entry), 100);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"), -1);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "name", label, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "name", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "name");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  g_signal_connect (entry, "changed", G_CALLBACK (name_changed_cb), dialog);
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  name_changed_cb (GTK_EDITABLE (entry), ADW_MESSAGE_DIALOG (dialog));
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), asked, asked_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

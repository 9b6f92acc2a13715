/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-company-pages.h"

#include <glib/gi18n.h>

#define LEAST_CHARACTERS 8

/* Asks for a first or new password and sets it at the hub. */
#define FC_TYPE_SET_PASSWORD (fc_set_password_get_type ())
G_DECLARE_FINAL_TYPE (FcSetPassword, fc_set_password, FC, SET_PASSWORD, AdwWindow)

struct _FcSetPassword {
  AdwWindow parent_instance;

  FcPage *page;
  FcId user_id;
  AdwPreferencesGroup *group;
  GtkWidget *password;
  GtkWidget *again;
  GtkWidget *set_button;
};

G_DEFINE_FINAL_TYPE (FcSetPassword, fc_set_password, ADW_TYPE_WINDOW)

static void
set_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (FcSetPassword) self = user_data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->set_button, TRUE);
  if (!fc_session_set_password_finish (FC_SESSION (source), result, &error))
    {
      adw_preferences_group_set_description (self->group, error->message);
      return;
    }
  fc_page_toast (self->page, _ ("Password set"));
  gtk_window_destroy (GTK_WINDOW (self));
}

static const char *
check (FcSetPassword *self)
{
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password));

  if (g_utf8_strlen (password, -1) < LEAST_CHARACTERS)
    return _ ("At least eight characters, please");
  if (g_strcmp0 (password, gtk_editable_get_text (GTK_EDITABLE (self->again))) != 0)
    return _ ("The two passwords differ");
  return NULL;
}

static void
set_clicked_cb (FcSetPassword *self)
{
  const char *problem = check (self);
  FcSession *session = fc_context_get_session (fc_page_get_context (self->page));

  if (problem == NULL && session == NULL)
    problem = _ ("There is no hub to set it at");
  adw_preferences_group_set_description (self->group, problem);
  if (problem != NULL)
    return;
  gtk_widget_set_sensitive (self->set_button, FALSE);
  fc_session_set_password_async (session, &self->user_id, NULL,
                                 gtk_editable_get_text (GTK_EDITABLE (self->password)), NULL, set_cb,
                                 g_object_ref (self));
}

static GtkWidget *
make_header (FcSetPassword *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Later"));

  self->set_button = gtk_button_new_with_mnemonic (_ ("_Set password"));
  gtk_widget_add_css_class (self->set_button, "suggested-action");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_destroy), self);
  g_signal_connect_swapped (self->set_button, "clicked", G_CALLBACK (set_clicked_cb), self);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->set_button);
  return header;
}

static GtkWidget *
add_password (FcSetPassword *self,
              const char    *title)
{
  GtkWidget *row = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (set_clicked_cb), self);
  adw_preferences_group_add (self->group, row);
  return row;
}

static void
fc_set_password_dispose (GObject *object)
{
  g_clear_object (&FC_SET_PASSWORD (object)->page);

  G_OBJECT_CLASS (fc_set_password_parent_class)->dispose (object);
}

static void
fc_set_password_class_init (FcSetPasswordClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_set_password_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fc_set_password_init (FcSetPassword *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();

  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->password = add_password (self, _ ("New password"));
  self->again = add_password (self, _ ("New password again"));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->group);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Set password"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 400, 260);
}

/**
 * fc_set_password_present:
 *
 * Asks for @user_id's new password over @page's window.
 */
void
fc_set_password_present (FcPage     *page,
                         const FcId *user_id)
{
  FcSetPassword *self = g_object_new (FC_TYPE_SET_PASSWORD, NULL);

  self->page = g_object_ref (page);
  self->user_id = *user_id;
  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))));
  gtk_window_present (GTK_WINDOW (self));
}

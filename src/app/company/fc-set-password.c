/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-company-pages.h"

#include <glib/gi18n.h>

#include "fc-password-form.h"
#include "fc-window.h"

/* Asks for a first or new password and sets it at the hub. */
#define FC_TYPE_SET_PASSWORD (fc_set_password_get_type ())
G_DECLARE_FINAL_TYPE (FcSetPassword, fc_set_password, FC, SET_PASSWORD, AdwWindow)

struct _FcSetPassword {
  AdwWindow parent_instance;

  FcPage *page;
  FcId user_id;
  FcPasswordForm *form;
  GtkSwitch *must_change;
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
      fc_password_form_complain (self->form, error->message);
      return;
    }
  fc_page_toast (self->page, _ ("Password set"));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
set_clicked_cb (FcSetPassword *self)
{
  FcSession *session = fc_context_get_session (fc_page_get_context (self->page));

  if (!gtk_widget_get_sensitive (self->set_button) || !fc_password_form_check (self->form))
    return;
  if (session == NULL)
    {
      fc_password_form_complain (self->form, _ ("There is no server to set it at."));
      return;
    }
  gtk_widget_set_sensitive (self->set_button, FALSE);
  fc_session_set_password_async (session, &self->user_id, NULL, fc_password_form_get_new (self->form),
                                 gtk_switch_get_active (self->must_change), NULL, set_cb, g_object_ref (self));
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

/* A password that somebody else knows is good for one sign-in. */
static GtkWidget *
make_must_change (FcSetPassword *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_action_row_new ();

  self->must_change = GTK_SWITCH (gtk_switch_new ());
  gtk_switch_set_active (self->must_change, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->must_change), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("For one sign-in only"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("They choose a password of their own then, which nobody else knows"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->must_change));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->must_change));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return group;
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
  GtkWidget *fields = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->form = FC_PASSWORD_FORM (fc_password_form_new (FALSE));
  g_signal_connect_swapped (self->form, "activated", G_CALLBACK (set_clicked_cb), self);
  gtk_box_append (GTK_BOX (fields), GTK_WIDGET (self->form));
  gtk_box_append (GTK_BOX (fields), make_must_change (self));
  gtk_widget_set_margin_top (fields, 18);
  gtk_widget_set_margin_bottom (fields, 18);
  gtk_widget_set_margin_start (fields, 18);
  gtk_widget_set_margin_end (fields, 18);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), fields);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Set password"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
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
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page)));

  self->page = g_object_ref (page);
  self->user_id = *user_id;
  gtk_window_set_transient_for (GTK_WINDOW (self), window);
  fc_window_fit_dialog (FC_WINDOW (window), GTK_WINDOW (self), 420, -1);
  gtk_window_present (GTK_WINDOW (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-account.h"

#include <glib/gi18n.h>

#include "fc-password-form.h"
#include "fc-window.h"

/* One's own password: the old one, and a new one twice. */
#define FC_TYPE_CHANGE_PASSWORD (fc_change_password_get_type ())
G_DECLARE_FINAL_TYPE (FcChangePassword, fc_change_password, FC, CHANGE_PASSWORD, AdwWindow)

struct _FcChangePassword {
  AdwWindow parent_instance;

  FcContext *context;
  FcWindow *window; /* weak: what this one stands over */
  FcPasswordForm *form;
  GtkWidget *change_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (FcChangePassword, fc_change_password, ADW_TYPE_WINDOW)

static void
set_busy (FcChangePassword *self,
          gboolean          busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !busy);
  gtk_widget_set_sensitive (self->change_button, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (FcChangePassword) self = data;
  g_autoptr (GError) error = NULL;
  gboolean changed = fc_session_set_password_finish (FC_SESSION (source), result, &error);

  if (changed && self->window != NULL) /* also where this window was closed meanwhile */
    fc_window_toast (self->window, _ ("Password changed; your other computers ask for it"));
  if (self->context == NULL)
    return;
  set_busy (self, FALSE);
  if (!changed)
    {
      fc_password_form_complain (self->form, error->message);
      return;
    }
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
change_cb (FcChangePassword *self)
{
  FcSession *session = fc_context_get_session (self->context);
  FcRecord *user = fc_replica_get_user (fc_context_get_replica (self->context));

  if (!gtk_widget_get_sensitive (self->change_button) || !fc_password_form_check (self->form))
    return;
  if (session == NULL || user == NULL)
    return;
  set_busy (self, TRUE);
  fc_session_set_password_async (session, fc_record_get_id (user), fc_password_form_get_old (self->form),
                                 fc_password_form_get_new (self->form), FALSE, NULL, changed_cb, g_object_ref (self));
}

static GtkWidget *
make_header (FcChangePassword *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->change_button = gtk_button_new_with_mnemonic (_ ("C_hange"));
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_widget_add_css_class (self->change_button, "suggested-action");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  g_signal_connect_swapped (self->change_button, "clicked", G_CALLBACK (change_cb), self);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->change_button);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), GTK_WIDGET (self->spinner));
  return header;
}

static GtkWidget *
make_why (void)
{
  GtkWidget *why = gtk_label_new (_ ("The server checks it, so the network is needed. Your sign-ins on other computers end."));

  gtk_label_set_wrap (GTK_LABEL (why), TRUE);
  gtk_label_set_xalign (GTK_LABEL (why), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (why), 40);
  gtk_widget_add_css_class (why, "dim-label");
  return why;
}

static void
fc_change_password_dispose (GObject *object)
{
  g_clear_object (&FC_CHANGE_PASSWORD (object)->context);

  G_OBJECT_CLASS (fc_change_password_parent_class)->dispose (object);
}

static void
fc_change_password_finalize (GObject *object)
{
  g_clear_weak_pointer (&FC_CHANGE_PASSWORD (object)->window);

  G_OBJECT_CLASS (fc_change_password_parent_class)->finalize (object);
}

static void
fc_change_password_class_init (FcChangePasswordClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_change_password_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_change_password_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fc_change_password_init (FcChangePassword *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->form = FC_PASSWORD_FORM (fc_password_form_new (TRUE));
  g_signal_connect_swapped (self->form, "activated", G_CALLBACK (change_cb), self);
  gtk_box_append (GTK_BOX (inner), make_why ());
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->form));
  gtk_widget_set_margin_top (inner, 18);
  gtk_widget_set_margin_bottom (inner, 18);
  gtk_widget_set_margin_start (inner, 18);
  gtk_widget_set_margin_end (inner, 18);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), inner);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Change password"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

/* What everybody knows of the person is no good password. */
static void
tell_known (FcChangePassword *self)
{
  FcReplica *replica = fc_context_get_replica (self->context);
  FcRecord *user = fc_replica_get_user (replica), *tenant = fc_replica_get_tenant (replica);
  const char *known[4] = { NULL };
  guint n = 0;

  if (user != NULL && fc_record_get_text (user, FC_USER_NAME) != NULL)
    known[n++] = fc_record_get_text (user, FC_USER_NAME);
  if (user != NULL && fc_record_get_text (user, FC_USER_EMAIL) != NULL)
    known[n++] = fc_record_get_text (user, FC_USER_EMAIL);
  if (tenant != NULL && fc_record_get_text (tenant, FC_TENANT_NAME) != NULL)
    known[n] = fc_record_get_text (tenant, FC_TENANT_NAME);
  fc_password_form_set_known (self->form, known);
}

/**
 * fc_change_password_present:
 * @parent: in the window that it stands over
 */
void
fc_change_password_present (GtkWidget *parent,
                            FcContext *context)
{
  FcChangePassword *self = g_object_new (FC_TYPE_CHANGE_PASSWORD, NULL);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));

  self->context = g_object_ref (context);
  g_set_weak_pointer (&self->window, FC_WINDOW (window));
  tell_known (self);
  gtk_window_set_transient_for (GTK_WINDOW (self), window);
  fc_window_fit_dialog (FC_WINDOW (window), GTK_WINDOW (self), 440, -1);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->form));
}

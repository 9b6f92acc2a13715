/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sign-in-again.h"

#include <glib/gi18n.h>

#include "fc-password-form.h"

struct _FcSignInAgain {
  AdwWindow parent_instance;

  AdwEntryRow *password;
  GtkLabel *who;
  GtkLabel *message;
  GtkWidget *sign_in_button;
  GtkSpinner *spinner;
  AdwBin *new_password_bin;
  FcPasswordForm *new_password; /* (nullable): somebody else set the password, so they choose one */

  FcContext *context;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (FcSignInAgain, fc_sign_in_again, ADW_TYPE_WINDOW)

static void
set_busy (FcSignInAgain *self,
          gboolean       busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->password), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->new_password_bin), !busy);
  gtk_widget_set_sensitive (self->sign_in_button, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void sign_in_cb (FcSignInAgain *self);

static void
ask_new_password (FcSignInAgain *self,
                  const GError  *error)
{
  FcRecord *user = fc_replica_get_user (fc_context_get_replica (self->context));
  FcRecord *tenant = fc_replica_get_tenant (fc_context_get_replica (self->context));
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  if (user != NULL && fc_record_get_text (user, FC_USER_NAME) != NULL)
    g_ptr_array_add (known, (gpointer) fc_record_get_text (user, FC_USER_NAME));
  if (user != NULL && fc_record_get_text (user, FC_USER_EMAIL) != NULL)
    g_ptr_array_add (known, (gpointer) fc_record_get_text (user, FC_USER_EMAIL));
  if (tenant != NULL && fc_record_get_text (tenant, FC_TENANT_NAME) != NULL)
    g_ptr_array_add (known, (gpointer) fc_record_get_text (tenant, FC_TENANT_NAME));
  g_ptr_array_add (known, NULL);
  self->new_password = FC_PASSWORD_FORM (fc_password_form_new (FALSE));
  fc_password_form_set_known (self->new_password, (const char *const *) known->pdata);
  adw_bin_set_child (self->new_password_bin, GTK_WIDGET (self->new_password));
  gtk_widget_set_visible (GTK_WIDGET (self->new_password_bin), TRUE);
  g_signal_connect_swapped (self->new_password, "activated", G_CALLBACK (sign_in_cb), self);
  gtk_label_set_text (self->message, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->new_password));
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (FcSignInAgain) self = data;
  g_autoptr (GError) error = NULL;
  gboolean wrong;

  if (fc_session_sign_in_finish (FC_SESSION (source), result, &error))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  set_busy (self, FALSE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->new_password == NULL && g_error_matches (error, FC_SYNC_ERROR, FC_SYNC_ERROR_NEW_PASSWORD))
    {
      ask_new_password (self, error);
      return;
    }
  wrong = g_error_matches (error, FC_SYNC_ERROR, FC_SYNC_ERROR_CREDENTIALS);
  gtk_label_set_text (self->message, wrong ? _ ("The password is wrong. Check it and try again.") : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->password), "error");
  gtk_widget_grab_focus (wrong ? GTK_WIDGET (self->password) : self->sign_in_button);
}

/* A sign-in that was refused has taken the session's own knowledge of it along; the person at the desk is the same. */
static const char *
email_of (FcSignInAgain *self)
{
  const char *email = fc_session_get_email (fc_context_get_session (self->context));
  FcRecord *user = fc_replica_get_user (fc_context_get_replica (self->context));

  return email == NULL && user != NULL ? fc_record_get_text (user, FC_USER_EMAIL) : email;
}

static void
sign_in_cb (FcSignInAgain *self)
{
  FcSession *session = fc_context_get_session (self->context);
  g_autofree char *company = g_settings_get_string (fc_context_get_settings (self->context), "company");
  FcRecord *tenant = fc_replica_get_tenant (fc_context_get_replica (self->context));
  const char *slug = tenant != NULL ? fc_record_get_text (tenant, FC_TENANT_SLUG) : company;

  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->password), "error");
  if (self->new_password != NULL && !fc_password_form_check (self->new_password))
    return;
  if (self->new_password != NULL)
    fc_session_set_new_password (session, fc_password_form_get_new (self->new_password));
  set_busy (self, TRUE);
  fc_session_sign_in_async (session, fc_session_get_hub_uri (session), NULL, slug, email_of (self),
                            gtk_editable_get_text (GTK_EDITABLE (self->password)), self->cancellable, signed_in_cb,
                            g_object_ref (self));
}

/* Not sooner: screen readers do not find a window that has the focus before it is seen. */
static void
fc_sign_in_again_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fc_sign_in_again_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (FC_SIGN_IN_AGAIN (widget)->password));
}

static void
fc_sign_in_again_dispose (GObject *object)
{
  FcSignInAgain *self = FC_SIGN_IN_AGAIN (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_sign_in_again_parent_class)->dispose (object);
}

static void
fc_sign_in_again_class_init (FcSignInAgainClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_sign_in_again_dispose;
  widget_class->map = fc_sign_in_again_map;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/forecourt/Forecourt/ui/shell/fc-sign-in-again.ui");
  gtk_widget_class_bind_template_child (widget_class, FcSignInAgain, password);
  gtk_widget_class_bind_template_child (widget_class, FcSignInAgain, who);
  gtk_widget_class_bind_template_child (widget_class, FcSignInAgain, message);
  gtk_widget_class_bind_template_child (widget_class, FcSignInAgain, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, FcSignInAgain, spinner);
  gtk_widget_class_bind_template_child (widget_class, FcSignInAgain, new_password_bin);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fc_sign_in_again_init (FcSignInAgain *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fc_sign_in_again_new (FcWindow *window)
{
  FcSignInAgain *self = g_object_new (FC_TYPE_SIGN_IN_AGAIN, "transient-for", window, NULL);
  FcSession *session;
  const char *email, *hub;
  g_autofree char *who = NULL;

  fc_window_fit_dialog (window, GTK_WINDOW (self), 460, -1);
  self->context = g_object_ref (fc_window_get_context (window));
  session = fc_context_get_session (self->context);
  email = email_of (self) != NULL ? email_of (self) : "";
  hub = fc_session_get_hub_uri (session);
  /* Translators: who signs in where: an e-mail address, the address of a hub */
  who = hub != NULL ? g_strdup_printf (_ ("%s at %s"), email, hub) : g_strdup (email);
  gtk_label_set_text (self->who, who);
  return GTK_WIDGET (self);
}

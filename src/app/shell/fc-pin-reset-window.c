/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pin-reset-window.h"

#include <glib/gi18n.h>

#include "fc-error.h"
#include "fc-pin-reset.h"

struct _FcPinResetWindow {
  AdwWindow parent_instance;

  AdwEntryRow *old_pin;
  AdwEntryRow *password;
  AdwEntryRow *pin;
  AdwEntryRow *again;
  GtkLabel *why;
  GtkLabel *message;
  GtkWidget *set_button;
  GtkSpinner *spinner;
  GtkWidget *forgotten_button;

  FcWindow *window; /* weak: what this one stands over */
  FcContext *context;
  FcId user_id;
  FcPinProof proof;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (FcPinResetWindow, fc_pin_reset_window, ADW_TYPE_WINDOW)

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
set_busy (FcPinResetWindow *self,
          gboolean          busy)
{
  gtk_widget_set_sensitive (self->set_button, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
say (FcPinResetWindow *self,
     const char       *text,
     AdwEntryRow      *row)
{
  gtk_label_set_text (self->message, text);
  gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static AdwEntryRow *
row_to_blame (FcPinResetWindow *self,
              const GError     *error)
{
  if (g_error_matches (error, FC_ERROR, FC_ERROR_DENIED) && self->proof == FC_PIN_PROOF_PIN)
    return self->old_pin;
  return g_error_matches (error, FC_SYNC_ERROR, FC_SYNC_ERROR_CREDENTIALS) ? self->password : self->pin;
}

static void
reset_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (FcPinResetWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (fc_pin_reset_finish (FC_REPLICA (source), result, &error))
    {
      if (self->window != NULL)
        fc_window_toast (self->window, _ ("The new PIN counts from now on"));
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  set_busy (self, FALSE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  say (self, error->message, row_to_blame (self, error));
}

static void
set_clicked_cb (FcPinResetWindow *self)
{
  if (!gtk_widget_get_sensitive (self->set_button))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  if (self->proof == FC_PIN_PROOF_PIN && *text_of (self->old_pin) == '\0')
    say (self, _ ("Enter the PIN that you have now"), self->old_pin);
  else if (self->proof == FC_PIN_PROOF_PASSWORD && *text_of (self->password) == '\0')
    say (self, _ ("The password is needed to give a new PIN"), self->password);
  else if (g_strcmp0 (text_of (self->pin), text_of (self->again)) != 0)
    say (self, _ ("The two PINs are not the same"), self->again);
  else
    {
      set_busy (self, TRUE);
      fc_pin_reset_async (fc_context_get_replica (self->context), fc_context_get_session (self->context), &self->user_id,
                          self->proof == FC_PIN_PROOF_PIN ? text_of (self->old_pin) : NULL,
                          self->proof == FC_PIN_PROOF_PASSWORD ? text_of (self->password) : NULL, text_of (self->pin),
                          self->cancellable, reset_cb, g_object_ref (self));
    }
}

static const char *
words_for (FcPinProof proof)
{
  switch (proof)
    {
    case FC_PIN_PROOF_PIN:
      return _ ("It is kept on this computer only, so no network is needed.");
    case FC_PIN_PROOF_PASSWORD:
      return _ ("The password you sign in to Forecourt with shows that it is you. The server checks it.");
    case FC_PIN_PROOF_RIGHT:
      return _ ("Somebody who may change users can give a new PIN.");
    case FC_PIN_PROOF_NONE:
    default:
      return _ ("It signs shifts, and takes over this computer from somebody else. It is kept on this computer only, so no "
                "network is needed.");
    }
}

/* Shows the field for it. */
static void
ask_for (FcPinResetWindow *self,
         FcPinProof        proof)
{
  self->proof = proof;
  gtk_widget_set_visible (GTK_WIDGET (self->old_pin), proof == FC_PIN_PROOF_PIN);
  gtk_widget_set_visible (GTK_WIDGET (self->password), proof == FC_PIN_PROOF_PASSWORD);
  gtk_widget_set_visible (self->forgotten_button, proof == FC_PIN_PROOF_PIN);
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_label_set_text (self->why, words_for (proof));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (proof == FC_PIN_PROOF_PIN        ? self->old_pin
                                                       : proof == FC_PIN_PROOF_PASSWORD ? self->password
                                                                                        : self->pin));
}

static void
forgotten_cb (FcPinResetWindow *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _ ("Forgotten PIN"));
  ask_for (self, FC_PIN_PROOF_PASSWORD);
}

static void
proof_entered_cb (FcPinResetWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->pin));
}

static void
pin_entered_cb (FcPinResetWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->again));
}

static void
fc_pin_reset_window_dispose (GObject *object)
{
  FcPinResetWindow *self = FC_PIN_RESET_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_pin_reset_window_parent_class)->dispose (object);
}

static void
fc_pin_reset_window_finalize (GObject *object)
{
  g_clear_weak_pointer (&FC_PIN_RESET_WINDOW (object)->window);

  G_OBJECT_CLASS (fc_pin_reset_window_parent_class)->finalize (object);
}

static void
fc_pin_reset_window_class_init (FcPinResetWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_pin_reset_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_pin_reset_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/forecourt/Forecourt/ui/shell/fc-pin-reset-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FcPinResetWindow, old_pin);
  gtk_widget_class_bind_template_child (widget_class, FcPinResetWindow, password);
  gtk_widget_class_bind_template_child (widget_class, FcPinResetWindow, pin);
  gtk_widget_class_bind_template_child (widget_class, FcPinResetWindow, again);
  gtk_widget_class_bind_template_child (widget_class, FcPinResetWindow, why);
  gtk_widget_class_bind_template_child (widget_class, FcPinResetWindow, message);
  gtk_widget_class_bind_template_child (widget_class, FcPinResetWindow, set_button);
  gtk_widget_class_bind_template_child (widget_class, FcPinResetWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, FcPinResetWindow, forgotten_button);
  gtk_widget_class_bind_template_callback (widget_class, set_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, proof_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, forgotten_cb);
  gtk_widget_class_bind_template_callback (widget_class, pin_entered_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
name_entry (AdwEntryRow *row)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
}

static void
fc_pin_reset_window_init (FcPinResetWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  name_entry (self->old_pin);
  name_entry (self->password);
  name_entry (self->pin);
  name_entry (self->again);
}

/**
 * fc_pin_reset_window_new:
 * @user_id: whose PIN
 * @forgotten: the one before
 */
GtkWidget *
fc_pin_reset_window_new (FcWindow   *window,
                         const FcId *user_id,
                         gboolean    forgotten)
{
  FcPinResetWindow *self = g_object_new (FC_TYPE_PIN_RESET_WINDOW, "transient-for", window, NULL);
  FcPinProof proof;

  fc_window_fit_dialog (window, GTK_WINDOW (self), 460, -1);
  g_set_weak_pointer (&self->window, window);
  self->context = g_object_ref (fc_window_get_context (window));
  self->user_id = *user_id;
  proof = fc_pin_reset_get_proof (fc_context_get_replica (self->context), user_id);
  if (!forgotten)
    gtk_window_set_title (GTK_WINDOW (self), proof == FC_PIN_PROOF_PIN ? _ ("Change PIN") : _ ("New PIN"));
  ask_for (self, forgotten && proof != FC_PIN_PROOF_RIGHT ? FC_PIN_PROOF_PASSWORD : proof);
  return GTK_WIDGET (self);
}

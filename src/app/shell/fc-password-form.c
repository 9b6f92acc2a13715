/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-password-form.h"

#include <glib/gi18n.h>

#include "fc-password.h"

struct _FcPasswordForm {
  GtkBox parent_instance;

  AdwPreferencesGroup *group;
  AdwEntryRow *old; /* (nullable) */
  AdwEntryRow *password;
  AdwEntryRow *again;
  GtkLevelBar *level;
  GtkLabel *strength;
  GtkWidget *message_box;
  GtkLabel *message;
  GStrv known; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (FcPasswordForm, fc_password_form, GTK_TYPE_BOX)

enum {
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
text_of (AdwEntryRow *row)
{
  return row != NULL ? gtk_editable_get_text (GTK_EDITABLE (row)) : "";
}

static const char *
strength_words (FcPasswordStrength strength)
{
  switch (strength)
    {
    case FC_PASSWORD_WEAK:
      return _ ("Weak: longer is better");
    case FC_PASSWORD_FAIR:
      return _ ("Fair");
    case FC_PASSWORD_GOOD:
      return _ ("Good");
    case FC_PASSWORD_REFUSED:
    default:
      return _ ("At least eight characters, and not what anybody would try first");
    }
}

static void
unmark (FcPasswordForm *self)
{
  if (self->old != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->old), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->password), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->again), "error");
  gtk_widget_set_visible (self->message_box, FALSE);
}

static void
say (FcPasswordForm *self,
     const char     *text,
     AdwEntryRow    *row)
{
  gtk_label_set_text (self->message, text);
  gtk_widget_set_visible (self->message_box, TRUE);
  if (row == NULL)
    return;
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
changed_cb (FcPasswordForm *self)
{
  const char *text = text_of (self->password);
  FcPasswordStrength strength = fc_password_judge (text, (const char *const *) self->known);

  gtk_level_bar_set_value (self->level, *text == '\0' ? 0 : strength + 1);
  gtk_label_set_text (self->strength, strength_words (strength));
  unmark (self);
}

static void
next_cb (AdwEntryRow *row)
{
  gtk_widget_child_focus (gtk_widget_get_parent (GTK_WIDGET (row)), GTK_DIR_TAB_FORWARD);
}

static void
last_cb (FcPasswordForm *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static AdwEntryRow *
add_row (FcPasswordForm *self,
         const char     *title)
{
  GtkWidget *row = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  adw_preferences_group_add (self->group, row);
  return ADW_ENTRY_ROW (row);
}

static void
add_strength (FcPasswordForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->level = GTK_LEVEL_BAR (gtk_level_bar_new_for_interval (0, FC_PASSWORD_GOOD + 1));
  gtk_level_bar_set_mode (self->level, GTK_LEVEL_BAR_MODE_DISCRETE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->level), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Strength"), -1);
  self->strength = GTK_LABEL (gtk_label_new (strength_words (FC_PASSWORD_REFUSED)));
  gtk_label_set_wrap (self->strength, TRUE);
  gtk_label_set_xalign (self->strength, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->strength), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->strength), "caption");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->level));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->strength));
  gtk_box_append (GTK_BOX (self), box);
}

static void
add_message (FcPasswordForm *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  self->message_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->message = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "wrap", TRUE, "xalign",
                                           0.0, "hexpand", TRUE, "selectable", TRUE, NULL));
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  gtk_box_append (GTK_BOX (self->message_box), icon);
  gtk_box_append (GTK_BOX (self->message_box), GTK_WIDGET (self->message));
  gtk_widget_set_visible (self->message_box, FALSE);
  gtk_box_append (GTK_BOX (self), self->message_box);
}

static void
fc_password_form_finalize (GObject *object)
{
  g_strfreev (FC_PASSWORD_FORM (object)->known);

  G_OBJECT_CLASS (fc_password_form_parent_class)->finalize (object);
}

static gboolean
fc_password_form_grab_focus (GtkWidget *widget)
{
  FcPasswordForm *self = FC_PASSWORD_FORM (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->old != NULL ? self->old : self->password));
}

static void
fc_password_form_class_init (FcPasswordFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_password_form_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = fc_password_form_grab_focus;
  signals[ACTIVATED] =
    g_signal_new ("activated", FC_TYPE_PASSWORD_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_password_form_init (FcPasswordForm *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->group));
}

/**
 * fc_password_form_new:
 * @asks_old: also for the password as it is now
 */
GtkWidget *
fc_password_form_new (gboolean asks_old)
{
  FcPasswordForm *self = g_object_new (FC_TYPE_PASSWORD_FORM, NULL);

  if (asks_old)
    {
      self->old = add_row (self, _ ("Your password now"));
      g_signal_connect (self->old, "entry-activated", G_CALLBACK (next_cb), NULL);
    }
  self->password = add_row (self, _ ("New password"));
  self->again = add_row (self, _ ("New password again"));
  g_signal_connect (self->password, "entry-activated", G_CALLBACK (next_cb), NULL);
  g_signal_connect_swapped (self->again, "entry-activated", G_CALLBACK (last_cb), self);
  add_strength (self);
  add_message (self);
  return GTK_WIDGET (self);
}

void
fc_password_form_set_known (FcPasswordForm    *self,
                            const char *const *known)
{
  g_strfreev (self->known);
  self->known = g_strdupv ((char **) known);
}

/**
 * fc_password_form_check:
 *
 * Returns: whether it can be set; else the sentence says why not, and the field has the cursor
 */
gboolean
fc_password_form_check (FcPasswordForm *self)
{
  g_autoptr (GError) error = NULL;

  unmark (self);
  if (self->old != NULL && *text_of (self->old) == '\0')
    say (self, _ ("Enter the password that you have now."), self->old);
  else if (!fc_password_is_good (text_of (self->password), (const char *const *) self->known, &error))
    say (self, error->message, self->password);
  else if (*text_of (self->again) == '\0')
    say (self, _ ("Enter the new password once more, so that a slip of a finger does not lock you out."), self->again);
  else if (g_strcmp0 (text_of (self->password), text_of (self->again)) != 0)
    say (self, _ ("The two passwords differ."), self->again);
  else if (self->old != NULL && g_str_equal (text_of (self->old), text_of (self->password)))
    say (self, _ ("The new password must not be the old one."), self->password);
  else
    return TRUE;
  return FALSE;
}

/* @text: (nullable): a sentence of the hub's; what was typed stays */
void
fc_password_form_complain (FcPasswordForm *self,
                           const char     *text)
{
  unmark (self);
  if (text != NULL)
    say (self, text, NULL);
}

const char *
fc_password_form_get_old (FcPasswordForm *self)
{
  return text_of (self->old);
}

const char *
fc_password_form_get_new (FcPasswordForm *self)
{
  return text_of (self->password);
}

void
fc_password_form_clear (FcPasswordForm *self)
{
  if (self->old != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->old), "");
  gtk_editable_set_text (GTK_EDITABLE (self->password), "");
  gtk_editable_set_text (GTK_EDITABLE (self->again), "");
  unmark (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sign-form.h"

#include <glib/gi18n.h>

#include "fc-pin.h"
#include "fc-signature-pad.h"

struct _FcSignForm {
  AdwBin parent_instance;

  FcReplica *replica;
  FcId person;
  gboolean has_pin;
  FcSignaturePad *pad;
  GtkWidget *drawn; /* signs with what was drawn */
  GtkWidget *pin;
  GtkWidget *again; /* choosing one: the same once more */
  GtkWidget *confirm;
  GtkLabel *error;
};

G_DEFINE_FINAL_TYPE (FcSignForm, fc_sign_form, ADW_TYPE_BIN)

enum { SIGNAL_SIGNED, SIGNAL_CANCELLED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
say (FcSignForm *self,
     const char *text)
{
  gtk_label_set_text (self->error, text);
  gtk_widget_set_visible (GTK_WIDGET (self->error), *text != '\0');
}

static void
drawn_cb (FcSignForm *self)
{
  gtk_widget_set_sensitive (self->drawn, !fc_signature_pad_is_empty (self->pad));
}

static void
wipe_cb (FcSignForm *self)
{
  fc_signature_pad_clear (self->pad);
}

static void
drawn_clicked_cb (FcSignForm *self)
{
  g_autoptr (JsonArray) strokes = fc_signature_pad_dup_strokes (self->pad);

  g_signal_emit (self, signals[SIGNAL_SIGNED], 0, "drawn", strokes);
}

static void
answer (FcSignForm *self,
        gboolean    right,
        GError     *error)
{
  gtk_widget_set_sensitive (self->confirm, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->pin), "");
  gtk_editable_set_text (GTK_EDITABLE (self->again), "");
  if (right)
    g_signal_emit (self, signals[SIGNAL_SIGNED], 0, "pin", NULL);
  else
    {
      say (self, error->message);
      gtk_widget_grab_focus (self->pin);
    }
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FcSignForm) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean right = fc_pin_check_finish (FC_REPLICA (source), result, &error);

  if (self->replica != NULL)
    answer (self, right, error);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcSignForm) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean right = fc_pin_set_finish (FC_REPLICA (source), result, &error);

  if (self->replica != NULL)
    answer (self, right, error);
}

static void
confirm_cb (FcSignForm *self)
{
  const char *pin = gtk_editable_get_text (GTK_EDITABLE (self->pin));

  if (!gtk_widget_get_sensitive (self->confirm))
    return;
  if (!self->has_pin && g_strcmp0 (pin, gtk_editable_get_text (GTK_EDITABLE (self->again))) != 0)
    {
      say (self, _ ("The two PINs are not the same"));
      gtk_widget_grab_focus (self->again);
      return;
    }
  say (self, "");
  gtk_widget_set_sensitive (self->confirm, FALSE);
  if (self->has_pin)
    fc_pin_check_async (self->replica, &self->person, pin, checked_cb, g_object_ref (self));
  else
    fc_pin_set_async (self->replica, &self->person, pin, FALSE, chosen_cb, g_object_ref (self));
}

static void
pin_entered_cb (FcSignForm *self)
{
  if (self->has_pin)
    confirm_cb (self);
  else
    gtk_widget_grab_focus (self->again);
}

static void
cancel_cb (FcSignForm *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

static gboolean
key_pressed_cb (FcSignForm *self,
                guint       key)
{
  if (key != GDK_KEY_Escape)
    return FALSE;
  cancel_cb (self);
  return TRUE;
}

static void
fc_sign_form_dispose (GObject *object)
{
  g_clear_object (&FC_SIGN_FORM (object)->replica);

  G_OBJECT_CLASS (fc_sign_form_parent_class)->dispose (object);
}

static void
fc_sign_form_class_init (FcSignFormClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_sign_form_dispose;
  signals[SIGNAL_SIGNED] = g_signal_new ("signed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         G_TYPE_STRING, JSON_TYPE_ARRAY);
  signals[SIGNAL_CANCELLED] = g_signal_new ("cancelled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_sign_form_init (FcSignForm *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static GtkWidget *
make_pad (FcSignForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *wipe = gtk_button_new_with_label (_ ("Wipe"));

  self->pad = FC_SIGNATURE_PAD (fc_signature_pad_new (TRUE));
  gtk_widget_set_size_request (GTK_WIDGET (self->pad), 280, 110);
  gtk_widget_add_css_class (GTK_WIDGET (self->pad), "card");
  self->drawn = gtk_button_new_with_label (_ ("Sign with this"));
  gtk_widget_set_sensitive (self->drawn, FALSE);
  g_signal_connect_swapped (self->pad, "drawn", G_CALLBACK (drawn_cb), self);
  g_signal_connect_swapped (wipe, "clicked", G_CALLBACK (wipe_cb), self);
  g_signal_connect_swapped (self->drawn, "clicked", G_CALLBACK (drawn_clicked_cb), self);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (buttons), wipe);
  gtk_box_append (GTK_BOX (buttons), self->drawn);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pad));
  gtk_box_append (GTK_BOX (box), buttons);
  return box;
}

static GtkWidget *
make_pin_row (FcSignForm *self,
              GtkWidget  *group,
              const char *title,
              GCallback   entered)
{
  GtkWidget *row = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (row, "entry-activated", entered, self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static GtkWidget *
make_forgotten (FcSignForm *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Forgot the PIN?"));
  g_autofree char *id = fc_id_dup_string (&self->person);

  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.forgotten-pin");
  return button;
}

static GtkWidget *
make_pin (FcSignForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *group = adw_preferences_group_new ();

  self->pin = make_pin_row (self, group, self->has_pin ? _ ("PIN") : _ ("Choose a PIN for this computer"),
                            G_CALLBACK (pin_entered_cb));
  self->again = make_pin_row (self, group, _ ("The same PIN again"), G_CALLBACK (confirm_cb));
  gtk_widget_set_visible (self->again, !self->has_pin);
  self->confirm = gtk_button_new_with_label (_ ("Sign with the PIN"));
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  g_signal_connect_swapped (self->confirm, "clicked", G_CALLBACK (confirm_cb), self);
  if (self->has_pin)
    gtk_box_append (GTK_BOX (buttons), make_forgotten (self));
  gtk_box_append (GTK_BOX (buttons), self->confirm);
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static void
build (FcSignForm *self,
       const char *name)
{
  g_autofree char *title = g_strdup_printf (_ ("%s signs"), name);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *cancel = gtk_button_new_with_label (_ ("Cancel"));
  GtkWidget *ways = gtk_flow_box_new ();

  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_set_hexpand (heading, TRUE);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  gtk_box_append (GTK_BOX (head), heading);
  gtk_box_append (GTK_BOX (head), cancel);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (ways), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (ways), 2);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (ways), 12);
  gtk_flow_box_append (GTK_FLOW_BOX (ways), make_pin (self));
  gtk_flow_box_append (GTK_FLOW_BOX (ways), make_pad (self));
  for (GtkWidget *child = gtk_widget_get_first_child (ways); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_xalign (self->error, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->error));
  gtk_box_append (GTK_BOX (box), ways);
  say (self, "");
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * fc_sign_form_new:
 * @person: whose PIN counts
 *
 * Returns: (transfer floating):
 */
GtkWidget *
fc_sign_form_new (FcReplica  *replica,
                  const FcId *person,
                  const char *name)
{
  FcSignForm *self = g_object_new (FC_TYPE_SIGN_FORM, NULL);

  self->replica = g_object_ref (replica);
  self->person = *person;
  self->has_pin = fc_pin_is_set (replica, person);
  build (self, name);
  return GTK_WIDGET (self);
}

/**
 * fc_sign_form_focus:
 *
 * Takes the cursor to the PIN, the way without a pointer.
 */
void
fc_sign_form_focus (FcSignForm *self)
{
  gtk_widget_grab_focus (self->pin);
}

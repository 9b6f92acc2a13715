/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-switch-person.h"

#include <glib/gi18n.h>

#include "fc-password-form.h"
#include "fc-pin.h"

struct _FcSwitchPerson {
  AdwWindow parent_instance;

  GtkStack *steps;
  GtkWidget *back_button;
  GtkWidget *go_button;
  GtkSpinner *spinner;
  GtkListBox *list;
  AdwAvatar *avatar;
  GtkLabel *name;
  AdwEntryRow *pin;
  AdwEntryRow *password;
  GtkWidget *other_way;
  FcPasswordForm *new_password;
  GtkLabel *message;

  FcApplication *application;
  GCancellable *cancellable;
  FcRecord *chosen; /* (nullable): the user's row */
  gboolean by_pin;
  guint wait_timeout; /* while too many wrong PINs make them wait */
};

G_DEFINE_FINAL_TYPE (FcSwitchPerson, fc_switch_person, ADW_TYPE_WINDOW)

#define KEY_USER "fc-user"

static AdwEntryRow *
entry (FcSwitchPerson *self)
{
  return self->by_pin ? self->pin : self->password;
}

static void
say (FcSwitchPerson *self,
     const char     *text)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (entry (self)), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry (self)), "error");
  if (text != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (entry (self)));
}

static void
set_busy (FcSwitchPerson *self,
          gboolean        busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->steps), !busy);
  gtk_widget_set_sensitive (self->go_button, !busy && self->wait_timeout == 0);
  gtk_spinner_set_spinning (self->spinner, busy);
}

/* --- showing who one is -------------------------------------------------------------------------------------------------------- */

static void
take_seat (FcSwitchPerson *self)
{
  FcApplication *application = self->application;
  FcId id = *fc_record_get_id (self->chosen);

  gtk_window_destroy (GTK_WINDOW (self));
  fc_application_switch_to (application, &id);
}

/* --- having to wait ------------------------------------------------------------------------------------------------------------ */

/* Returns: seconds, 0 where they need not wait */
static guint
seconds_to_wait (FcSwitchPerson *self)
{
  gint64 wait = fc_pin_get_wait (self->application->replica, fc_record_get_id (self->chosen), g_get_real_time ());

  return wait > 0 ? (guint) (wait / G_USEC_PER_SEC + 1) : 0;
}

static void
say_wait (FcSwitchPerson *self,
          guint           seconds)
{
  g_autofree char *text =
    seconds < 60 ? g_strdup_printf (ngettext ("There were too many wrong PINs. Wait %u second, or use the password.",
                                              "There were too many wrong PINs. Wait %u seconds, or use the password.", seconds),
                                    seconds)
                 : g_strdup_printf (ngettext ("There were too many wrong PINs. Wait %u minute, or use the password.",
                                              "There were too many wrong PINs. Wait %u minutes, or use the password.",
                                              (seconds + 59) / 60),
                                    (seconds + 59) / 60);

  gtk_label_set_text (self->message, text);
}

static gboolean
wait_cb (gpointer data)
{
  FcSwitchPerson *self = data;
  guint seconds = seconds_to_wait (self);

  if (seconds > 0)
    {
      say_wait (self, seconds);
      return G_SOURCE_CONTINUE;
    }
  self->wait_timeout = 0;
  gtk_widget_set_sensitive (self->go_button, TRUE);
  say (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (entry (self)));
  return G_SOURCE_REMOVE;
}

static void
end_wait (FcSwitchPerson *self)
{
  g_clear_handle_id (&self->wait_timeout, g_source_remove);
  gtk_widget_set_sensitive (self->go_button, TRUE);
}

/* The sentence says how long, and counts down. */
static void
hold_off (FcSwitchPerson *self)
{
  guint seconds = self->by_pin ? seconds_to_wait (self) : 0;

  if (seconds == 0)
    return;
  end_wait (self);
  gtk_widget_set_sensitive (self->go_button, FALSE);
  say (self, "");
  say_wait (self, seconds);
  self->wait_timeout = g_timeout_add_seconds (1, wait_cb, self);
}

static void
pin_checked_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (FcSwitchPerson) self = data;
  g_autoptr (GError) error = NULL;
  gboolean right = fc_pin_check_finish (FC_REPLICA (source), result, &error);

  if (self->application == NULL)
    return; /* closed meanwhile */
  set_busy (self, FALSE);
  if (right)
    take_seat (self);
  else
    {
      say (self, error->message);
      hold_off (self);
    }
}

/* The password is right, but somebody else set it. */
static void
ask_new_password (FcSwitchPerson *self)
{
  FcRecord *tenant = fc_replica_get_tenant (self->application->replica);
  const char *known[4] = { fc_record_get_text (self->chosen, FC_USER_NAME), fc_record_get_text (self->chosen, FC_USER_EMAIL),
                           tenant != NULL ? fc_record_get_text (tenant, FC_TENANT_NAME) : NULL, NULL };

  fc_password_form_set_known (self->new_password, known);
  gtk_stack_set_visible_child_name (self->steps, "new-password");
  gtk_widget_grab_focus (GTK_WIDGET (self->new_password));
}

static gboolean
is_choosing_password (FcSwitchPerson *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->steps), "new-password") == 0;
}

/* @new_password: (nullable) */
static void
sign_in (FcSwitchPerson *self,
         const char     *new_password)
{
  g_autoptr (FcApplication) application = g_object_ref (self->application);
  g_autoptr (FcRecord) chosen = g_object_ref (self->chosen);
  g_autofree char *password = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->password)));
  g_autofree char *new = g_strdup (new_password);

  gtk_window_destroy (GTK_WINDOW (self));
  fc_application_sign_in_as (application, chosen, password, new);
}

static void
password_checked_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr (FcSwitchPerson) self = data;
  g_autoptr (GError) error = NULL;
  gboolean right = fc_session_check_password_finish (FC_SESSION (source), result, &error);

  if (self->application == NULL)
    return; /* closed meanwhile */
  set_busy (self, FALSE);
  if (right)
    sign_in (self, NULL);
  else if (g_error_matches (error, FC_SYNC_ERROR, FC_SYNC_ERROR_NEW_PASSWORD))
    ask_new_password (self);
  else
    say (self, error->message);
}

static void
go_cb (FcSwitchPerson *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry (self)));
  FcApplication *application = self->application;

  if (self->chosen == NULL || !gtk_widget_get_sensitive (self->go_button) || application->replica == NULL)
    return;
  if (is_choosing_password (self))
    {
      if (fc_password_form_check (self->new_password))
        sign_in (self, fc_password_form_get_new (self->new_password));
      return;
    }
  say (self, NULL);
  if (*text == '\0')
    say (self, self->by_pin ? _ ("Enter your PIN.") : _ ("Enter your password."));
  else if (self->by_pin)
    {
      set_busy (self, TRUE);
      fc_pin_check_async (application->replica, fc_record_get_id (self->chosen), text, pin_checked_cb, g_object_ref (self));
    }
  else
    {
      set_busy (self, TRUE);
      fc_session_check_password_async (application->session, fc_record_get_text (self->chosen, FC_USER_EMAIL), text,
                                       self->cancellable, password_checked_cb, g_object_ref (self));
    }
}

static void
show_way (FcSwitchPerson *self,
          gboolean        by_pin)
{
  self->by_pin = by_pin;
  gtk_widget_set_visible (GTK_WIDGET (self->pin), by_pin);
  gtk_widget_set_visible (GTK_WIDGET (self->password), !by_pin);
  gtk_widget_set_visible (self->other_way, by_pin);
  gtk_widget_grab_focus (GTK_WIDGET (entry (self)));
}

static void
other_way_cb (FcSwitchPerson *self)
{
  end_wait (self);
  say (self, NULL);
  show_way (self, FALSE);
}

/* --- the people ---------------------------------------------------------------------------------------------------------------- */

static void
show_step (FcSwitchPerson *self,
           gboolean        asking)
{
  gtk_stack_set_visible_child_name (self->steps, asking ? "ask" : "people");
  gtk_widget_set_visible (self->back_button, asking);
  gtk_widget_set_visible (self->go_button, asking);
}

static void
back_cb (FcSwitchPerson *self)
{
  end_wait (self);
  if (!self->by_pin && !is_choosing_password (self) &&
      fc_pin_takes_seat (self->application->replica, fc_record_get_id (self->chosen)))
    {
      say (self, NULL);
      show_way (self, TRUE); /* the password was the other way */
      hold_off (self);
    }
  else
    show_step (self, FALSE);
}

static void
row_activated_cb (FcSwitchPerson *self,
                  GtkListBoxRow  *row)
{
  FcRecord *user = g_object_get_data (G_OBJECT (row), KEY_USER);

  if (user == NULL)
    {
      FcApplication *application = self->application;

      gtk_window_destroy (GTK_WINDOW (self));
      fc_application_show_sign_in_of_another (application);
      return;
    }
  g_set_object (&self->chosen, user);
  adw_avatar_set_text (self->avatar, fc_record_get_text (user, FC_USER_NAME));
  gtk_label_set_text (self->name, fc_record_get_text (user, FC_USER_NAME));
  gtk_editable_set_text (GTK_EDITABLE (self->pin), "");
  gtk_editable_set_text (GTK_EDITABLE (self->password), "");
  show_step (self, TRUE);
  show_way (self, fc_pin_takes_seat (self->application->replica, fc_record_get_id (user)));
  say (self, NULL);
  hold_off (self);
}

static GtkWidget *
add_row (FcSwitchPerson *self,
         const char     *title,
         const char     *subtitle,
         FcRecord       *user)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  if (user != NULL)
    {
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), adw_avatar_new (32, title, TRUE));
      g_object_set_data_full (G_OBJECT (row), KEY_USER, g_object_ref (user), g_object_unref);
      gtk_list_box_prepend (self->list, row);
    }
  else
    {
      adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "avatar-default-symbolic");
      gtk_list_box_append (self->list, row);
    }
  return row;
}

static void
user_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (FcSwitchPerson) self = data;
  g_autoptr (FcRowSet) rows = fc_replica_load_finish (FC_REPLICA (source), result, NULL);
  g_autoptr (GPtrArray) users = rows != NULL ? fc_row_set_list (rows, FC_USER) : NULL;
  FcRecord *user = users != NULL && users->len > 0 ? users->pdata[0] : NULL;

  if (user == NULL || self->application == NULL ||
      g_strcmp0 (fc_record_get_text (user, FC_USER_STATUS), "disabled") == 0)
    return;
  add_row (self, fc_record_get_text (user, FC_USER_NAME), fc_record_get_text (user, FC_USER_EMAIL), user);
}

static void
load_people (FcSwitchPerson *self)
{
  FcApplication *application = self->application;
  g_autoptr (GArray) people = fc_session_dup_people (application->session);
  FcRecord *user = fc_replica_get_user (application->replica);

  for (guint i = 0; i < people->len; i++)
    if (user == NULL || !fc_id_equal (&g_array_index (people, FcId, i), fc_record_get_id (user)))
      fc_replica_load_async (application->replica, FC_USER, &g_array_index (people, FcId, i), NULL, self->cancellable,
                             user_loaded_cb, g_object_ref (self));
}

/* --- the window ---------------------------------------------------------------------------------------------------------------- */

static AdwEntryRow *
add_entry (FcSwitchPerson *self,
           GtkWidget      *group,
           const char     *title)
{
  GtkWidget *row = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (go_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_ENTRY_ROW (row);
}

static GtkWidget *
make_ask (FcSwitchPerson *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *group = adw_preferences_group_new ();

  self->avatar = ADW_AVATAR (adw_avatar_new (64, NULL, TRUE));
  self->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->name, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "title-2");
  self->pin = add_entry (self, group, _ ("PIN of this computer"));
  adw_entry_row_set_input_purpose (self->pin, GTK_INPUT_PURPOSE_PIN);
  self->password = add_entry (self, group, _ ("Password"));
  self->other_way = gtk_button_new_with_mnemonic (_ ("_Use the password instead"));
  gtk_widget_add_css_class (self->other_way, "flat");
  gtk_widget_set_halign (self->other_way, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->other_way, "clicked", G_CALLBACK (other_way_cb), self);
  self->message = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "wrap", TRUE, "xalign",
                                           0.0, "visible", FALSE, "max-width-chars", 40, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->avatar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
  gtk_box_append (GTK_BOX (box), self->other_way);
  return box;
}

static GtkWidget *
make_new_password (FcSwitchPerson *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *why = gtk_label_new (_ ("Your password was set by somebody else. Choose one that only you know."));

  gtk_label_set_wrap (GTK_LABEL (why), TRUE);
  gtk_label_set_xalign (GTK_LABEL (why), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (why), 40);
  self->new_password = FC_PASSWORD_FORM (fc_password_form_new (FALSE));
  g_signal_connect_swapped (self->new_password, "activated", G_CALLBACK (go_cb), self);
  gtk_box_append (GTK_BOX (box), why);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->new_password));
  return box;
}

static GtkWidget *
make_people (FcSwitchPerson *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("People"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  return scrolled;
}

static GtkWidget *
make_header (FcSwitchPerson *self)
{
  GtkWidget *header = adw_header_bar_new ();

  self->back_button = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_set_tooltip_text (self->back_button, _ ("Back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back"), -1);
  self->go_button = gtk_button_new_with_mnemonic (_ ("_Switch"));
  gtk_widget_add_css_class (self->go_button, "suggested-action");
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  g_signal_connect_swapped (self->back_button, "clicked", G_CALLBACK (back_cb), self);
  g_signal_connect_swapped (self->go_button, "clicked", G_CALLBACK (go_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->back_button);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->go_button);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), GTK_WIDGET (self->spinner));
  return header;
}

static void
fc_switch_person_dispose (GObject *object)
{
  FcSwitchPerson *self = FC_SWITCH_PERSON (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->wait_timeout, g_source_remove);
  g_clear_object (&self->chosen);
  g_clear_object (&self->application);

  G_OBJECT_CLASS (fc_switch_person_parent_class)->dispose (object);
}

static void
fc_switch_person_class_init (FcSwitchPersonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_switch_person_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fc_switch_person_init (FcSwitchPerson *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->cancellable = g_cancellable_new ();
  self->steps = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->steps, FALSE);
  gtk_widget_set_margin_top (GTK_WIDGET (self->steps), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->steps), 18);
  gtk_widget_set_margin_start (GTK_WIDGET (self->steps), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (self->steps), 18);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->steps));
  gtk_stack_add_named (self->steps, make_people (self), "people");
  gtk_stack_add_named (self->steps, make_ask (self), "ask");
  gtk_stack_add_named (self->steps, make_new_password (self), "new-password");
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Who is working here?"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  show_step (self, FALSE);
}

GtkWidget *
fc_switch_person_new (FcApplication *application)
{
  FcSwitchPerson *self = g_object_new (FC_TYPE_SWITCH_PERSON, "transient-for", application->window, NULL);

  self->application = g_object_ref (application);
  fc_window_fit_dialog (application->window, GTK_WINDOW (self), 420, -1);
  add_row (self, _ ("Somebody else…"), _ ("Who has not signed in on this computer before"), NULL);
  load_people (self);
  return GTK_WIDGET (self);
}

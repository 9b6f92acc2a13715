/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sign-in-page.h"

#include <glib/gi18n.h>

#include "fc-application-private.h"
#include "fc-demo-fill.h"
#include "fc-password-form.h"
#include "fc-start-company.h"

struct _FcSignInPage {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkStack *stack;
  GtkWidget *back_button;
  GtkWidget *form;
  AdwEntryRow *hub;
  AdwEntryRow *company;
  AdwEntryRow *email;
  AdwEntryRow *password;
  GtkLabel *message;
  GtkWidget *message_box;
  GtkStack *sign_in_stack;
  GtkLabel *progress;
  GtkWidget *sign_in_button;
  GtkWidget *others;
  GtkWidget *demo_button;
  GtkWidget *local_button;
  AdwEntryRow *local_company;
  AdwEntryRow *local_currency;
  AdwEntryRow *local_zone;
  AdwEntryRow *local_person;
  GtkLabel *local_message;
  GtkWidget *local_message_box;
  GtkProgressBar *demo_progress;
  GtkLabel *demo_step;
  AdwBin *new_password_bin;
  FcPasswordForm *new_password;
  GtkWidget *new_password_busy;
  GtkWidget *new_password_cancel;
  GtkWidget *new_password_button;

  FcApplication *application;
  GTlsCertificate *authority; /* (nullable): of the enrolment file */
  GCancellable *cancellable;  /* while something is under way */
  GtkFileChooserNative *chooser;
  FcId seated;                /* who sits there still, where somebody else may sign in instead; else null */
};

G_DEFINE_FINAL_TYPE (FcSignInPage, fc_sign_in_page, GTK_TYPE_WIDGET)

static char *
text_of (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
say (GtkWidget  *box,
     GtkLabel   *label,
     const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (box, text != NULL);
}

static void
mark (AdwEntryRow *row,
      gboolean     wrong)
{
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

static void
clear_marks (FcSignInPage *self)
{
  AdwEntryRow *rows[] = { self->hub,           self->company,        self->email,      self->password,
                          self->local_company, self->local_currency, self->local_zone, self->local_person };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    mark (rows[i], FALSE);
  say (self->message_box, self->message, NULL);
  say (self->local_message_box, self->local_message, NULL);
}

/* The sentence stands under the fields; the field it is about is marked and gets the cursor. */
static void
complain (FcSignInPage *self,
          AdwEntryRow  *row,
          const char   *text)
{
  gboolean local = g_str_equal (gtk_stack_get_visible_child_name (self->stack), "local");

  say (local ? self->local_message_box : self->message_box, local ? self->local_message : self->message, text);
  if (row != NULL)
    mark (row, TRUE);
  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : local ? GTK_WIDGET (self->local_company) : self->sign_in_button);
}

static void
set_busy (FcSignInPage *self,
          gboolean      busy)
{
  gtk_widget_set_sensitive (self->form, !busy);
  gtk_widget_set_sensitive (self->others, !busy);
  gtk_widget_set_sensitive (self->back_button, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->new_password), !busy);
  gtk_widget_set_sensitive (self->new_password_button, !busy);
  gtk_widget_set_visible (self->new_password_button, !busy);
  gtk_widget_set_visible (self->new_password_busy, busy);
  gtk_widget_set_visible (self->new_password_cancel, busy);
  gtk_stack_set_visible_child_name (self->sign_in_stack, busy ? "busy" : "idle");
  if (busy)
    {
      g_clear_object (&self->cancellable);
      self->cancellable = g_cancellable_new ();
    }
}

static void
show_step (FcSignInPage *self,
           const char   *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->back_button,
                          !fc_id_is_null (&self->seated) || g_str_equal (name, "local") || g_str_equal (name, "new-password"));
  clear_marks (self);
}

static AdwEntryRow *
row_to_blame (FcSignInPage *self,
              const GError *error)
{
  if (error->domain != FC_SYNC_ERROR)
    return NULL;
  switch (error->code)
    {
    case FC_SYNC_ERROR_OFFLINE:
    case FC_SYNC_ERROR_PROTOCOL:
    case FC_SYNC_ERROR_CERTIFICATE:
      return self->hub;
    case FC_SYNC_ERROR_CREDENTIALS:
      return self->password;
    default:
      return NULL;
    }
}

static void
remember_names (FcSignInPage *self)
{
  g_autofree char *hub = text_of (self->hub), *company = text_of (self->company), *email = text_of (self->email);

  g_settings_set_string (self->application->settings, "hub-address", hub);
  g_settings_set_string (self->application->settings, "company", company);
  g_settings_set_string (self->application->settings, "email", email);
}

static void
enter (FcSignInPage *self)
{
  FcId id;

  if (fc_replica_get_last_user (self->application->replica, &id))
    fc_application_act_as (self->application, &id);
  else
    complain (self, NULL, _ ("The server let you in but did not say who you are. Ask your administrator."));
}

static gboolean
is_choosing_password (FcSignInPage *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->stack), "new-password");
}

/* What everybody knows of them makes no password. */
static void
ask_new_password (FcSignInPage *self)
{
  g_autofree char *company = text_of (self->company), *email = text_of (self->email);
  const char *const known[] = { company, email, NULL };

  fc_password_form_set_known (self->new_password, known);
  show_step (self, "new-password");
  gtk_widget_grab_focus (GTK_WIDGET (self->new_password));
}

/* What was pressed could not be while the hub was asked, so the focus is nowhere. While a password is chosen the first one was
 * right already, and the sentence belongs to where the person is; unless it counts no more. */
static void
show_error (FcSignInPage *self,
            const GError *error)
{
  gboolean wrong = g_error_matches (error, FC_SYNC_ERROR, FC_SYNC_ERROR_CREDENTIALS);

  if (g_error_matches (error, FC_SYNC_ERROR, FC_SYNC_ERROR_NEW_PASSWORD))
    ask_new_password (self);
  else if (is_choosing_password (self) && !wrong)
    {
      fc_password_form_complain (self->new_password, error->message);
      gtk_widget_grab_focus (self->new_password_button);
    }
  else
    {
      show_step (self, "sign-in");
      complain (self, row_to_blame (self, error), error->message);
    }
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (FcSignInPage) self = data;
  g_autoptr (GError) error = NULL;

  set_busy (self, FALSE);
  if (fc_session_sign_in_finish (FC_SESSION (source), result, &error))
    {
      remember_names (self);
      gtk_editable_set_text (GTK_EDITABLE (self->password), "");
      fc_password_form_clear (self->new_password);
      enter (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
  else /* Cancel had the focus, and is gone */
    gtk_widget_grab_focus (is_choosing_password (self) ? self->new_password_button : self->sign_in_button);
}

/* How far the first records are; they may take a while. */
static void
status_changed_cb (FcSignInPage *self)
{
  FcSession *session = self->application->session;
  gboolean fetching = session != NULL && fc_session_get_state (session) == FC_SYNC_SYNCING;
  g_autofree char *text = fetching ? fc_session_dup_status_text (session) : NULL;

  gtk_label_set_text (self->progress, text != NULL ? text : _ ("Signing in and fetching your company…"));
}

/* The fields are filled in. */
static void
ask_hub (FcSignInPage *self)
{
  g_autofree char *hub = text_of (self->hub), *company = text_of (self->company), *email = text_of (self->email);
  g_autofree char *uri = strstr (hub, "://") != NULL ? g_strdup (hub) : g_strconcat ("https://", hub, NULL);

  set_busy (self, TRUE);
  fc_session_sign_in_async (self->application->session, uri, self->authority, company, email,
                            gtk_editable_get_text (GTK_EDITABLE (self->password)), self->cancellable, signed_in_cb,
                            g_object_ref (self));
}

static void
new_password_cb (FcSignInPage *self)
{
  if (!gtk_widget_get_sensitive (self->new_password_button) || !fc_password_form_check (self->new_password))
    return;
  fc_session_set_new_password (self->application->session, fc_password_form_get_new (self->new_password));
  ask_hub (self);
}

static void
sign_in_cb (FcSignInPage *self)
{
  g_autofree char *hub = text_of (self->hub), *company = text_of (self->company), *email = text_of (self->email);
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password));

  clear_marks (self);
  if (hub[0] == '\0')
    complain (self, self->hub, _ ("Enter your server’s address. Your administrator knows it, or gives you an enrolment file."));
  else if (company[0] == '\0')
    complain (self, self->company, _ ("Enter your company’s short name at the server."));
  else if (email[0] == '\0')
    complain (self, self->email, _ ("Enter your e-mail address."));
  else if (password[0] == '\0')
    complain (self, self->password, _ ("Enter your password."));
  else
    ask_hub (self);
}

static void
cancel_cb (FcSignInPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
entry_changed_cb (FcSignInPage *self,
                  AdwEntryRow  *row)
{
  mark (row, FALSE);
}

static void
take_enrolment (FcSignInPage *self,
                GFile        *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcEnrolment) enrolment = fc_enrolment_load (file, &error);

  clear_marks (self);
  if (enrolment == NULL)
    {
      complain (self, NULL, error->message);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->hub), enrolment->hub_uri != NULL ? enrolment->hub_uri : "");
  gtk_editable_set_text (GTK_EDITABLE (self->company), enrolment->tenant_slug != NULL ? enrolment->tenant_slug : "");
  g_set_object (&self->authority, enrolment->authority);
  gtk_widget_grab_focus (GTK_WIDGET (self->email));
}

static void
enrolment_chosen_cb (FcSignInPage *self,
                     int           response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file != NULL)
    take_enrolment (self, file);
}

static void
import_cb (FcSignInPage *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Choose an enrolment file"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"), _ ("_Cancel"));
  gtk_file_filter_set_name (filter, _ ("Enrolment files"));
  gtk_file_filter_add_suffix (filter, "json");
  gtk_file_filter_add_suffix (filter, "forecourt");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (enrolment_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
dropped_cb (FcSignInPage *self,
            const GValue *value)
{
  if (!G_VALUE_HOLDS (value, G_TYPE_FILE))
    return FALSE;
  take_enrolment (self, g_value_get_object (value));
  return TRUE;
}

static void
local_started_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (FcSignInPage) self = data;
  g_autoptr (GError) error = NULL;
  FcId user_id;

  set_busy (self, FALSE);
  if (fc_start_local_finish (FC_REPLICA (source), result, &user_id, &error))
    fc_application_act_as (self->application, &user_id);
  else
    complain (self, NULL, error->message);
}

static void
demo_made_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (FcSignInPage) self = data;
  g_autoptr (GError) error = NULL;

  set_busy (self, FALSE);
  if (fc_demo_fill_finish (FC_REPLICA (source), result, NULL, &error))
    {
      fc_application_set_ready (self->application);
      return;
    }
  show_step (self, "sign-in");
  fc_application_clear_folder (self->application);
  if (self->application->window != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fc_window_tell_error (self->application->window, _ ("The demo company could not be made"), error);
}

static void
demo_progress_cb (const char *step,
                  gint64      done,
                  gint64      total,
                  gpointer    data)
{
  FcSignInPage *self = data;

  gtk_label_set_text (self->demo_step, _ (step));
  if (total > 0)
    gtk_progress_bar_set_fraction (self->demo_progress, CLAMP ((double) done / (double) total, 0, 1));
  else
    gtk_progress_bar_pulse (self->demo_progress);
}

static void
demo_cb (FcSignInPage *self)
{
  FcDemoOptions options;

  fc_demo_options_init (&options, FC_DEMO_SEED, g_get_real_time ());
  show_step (self, "demo");
  set_busy (self, TRUE);
  fc_demo_fill_async (self->application->replica, &options, NULL, demo_progress_cb, self, self->cancellable,
                      demo_made_cb, g_object_ref (self));
}

static void
local_cb (FcSignInPage *self)
{
  show_step (self, "local");
  gtk_widget_grab_focus (GTK_WIDGET (self->local_company));
}

static void
back_cb (FcSignInPage *self)
{
  if (!fc_id_is_null (&self->seated) && g_str_equal (gtk_stack_get_visible_child_name (self->stack), "sign-in"))
    {
      g_autoptr (FcApplication) application = g_object_ref (self->application);
      FcId seated = self->seated;

      fc_application_act_as (application, &seated); /* this page goes */
      return;
    }
  show_step (self, "sign-in");
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   data)
{
  FcSignInPage *self = FC_SIGN_IN_PAGE (widget);

  if (!gtk_widget_get_visible (self->back_button) || !gtk_widget_get_sensitive (self->back_button))
    return FALSE;
  back_cb (self);
  return TRUE;
}

static gboolean
is_time_zone (const char *name)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (name);

  return zone != NULL;
}

static void
local_start_cb (FcSignInPage *self)
{
  g_autofree char *company = text_of (self->local_company), *person = text_of (self->local_person);
  g_autofree char *typed = text_of (self->local_currency), *zone = text_of (self->local_zone);
  g_autofree char *currency = g_ascii_strup (typed, -1);

  clear_marks (self);
  if (company[0] == '\0')
    complain (self, self->local_company, _ ("Enter a name for your company."));
  else if (!fc_currency_is_known (currency))
    complain (self, self->local_currency, _ ("Enter the currency as three letters, like EUR or USD."));
  else if (!is_time_zone (zone))
    complain (self, self->local_zone, _ ("Enter a time zone like Europe/Lisbon or America/New_York."));
  else if (person[0] == '\0')
    complain (self, self->local_person, _ ("Enter your name; it stands on the shifts you sign."));
  else
    {
      set_busy (self, TRUE);
      fc_start_local_async (self->application->replica, company, currency, zone, person, self->cancellable,
                            local_started_cb, g_object_ref (self));
    }
}

static void
fc_sign_in_page_dispose (GObject *object)
{
  FcSignInPage *self = FC_SIGN_IN_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->authority);
  g_clear_object (&self->chooser);
  g_clear_object (&self->application);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_sign_in_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/forecourt/Forecourt/ui/shell/fc-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, box);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, form);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, hub);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, company);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, email);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, password);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, message);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, message_box);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, sign_in_stack);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, progress);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, others);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, demo_button);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, local_button);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, local_company);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, local_currency);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, local_zone);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, local_person);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, local_message);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, local_message_box);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, demo_progress);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, demo_step);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, new_password_bin);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, new_password_busy);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, new_password_cancel);
  gtk_widget_class_bind_template_child (widget_class, FcSignInPage, new_password_button);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, demo_cb);
  gtk_widget_class_bind_template_callback (widget_class, local_cb);
  gtk_widget_class_bind_template_callback (widget_class, local_start_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_password_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
fc_sign_in_page_class_init (FcSignInPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_sign_in_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
fc_sign_in_page_init (FcSignInPage *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->new_password = FC_PASSWORD_FORM (fc_password_form_new (FALSE));
  adw_bin_set_child (self->new_password_bin, GTK_WIDGET (self->new_password));
  g_signal_connect_swapped (self->new_password, "activated", G_CALLBACK (new_password_cb), self);
  g_signal_connect_object (drop, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

static void
fill_defaults (FcSignInPage *self)
{
  const GSettingsBindFlags once = G_SETTINGS_BIND_GET_NO_CHANGES | G_SETTINGS_BIND_GET;
  FcApplication *application = self->application;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (zone);
  gboolean empty = fc_replica_get_tenant (application->replica) == NULL;
  FcId last;

  g_settings_bind (application->settings, "hub-address", self->hub, "text", once);
  g_settings_bind (application->settings, "company", self->company, "text", once);
  g_settings_bind (application->settings, "email", self->email, "text", once);
  gtk_editable_set_text (GTK_EDITABLE (self->local_zone), name != NULL && strchr (name, '/') != NULL ? name : "UTC");
  /* A computer that belongs to a company already takes no other one on top. */
  empty = empty && !fc_replica_get_last_user (application->replica, &last) &&
          !fc_replica_has_hub (application->replica);
  gtk_widget_set_visible (self->others, empty);
}

GtkWidget *
fc_sign_in_page_new (FcApplication *application)
{
  FcSignInPage *self = g_object_new (FC_TYPE_SIGN_IN_PAGE, NULL);

  self->application = g_object_ref (application);
  fill_defaults (self);
  if (application->session != NULL)
    g_signal_connect_object (application->session, "notify::status-text", G_CALLBACK (status_changed_cb), self,
                             G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * fc_sign_in_page_set_seated:
 * @user_id: who sits there
 *
 * For somebody else to sign in: the e-mail address is theirs to enter, and Back leads to @user_id's pages again.
 */
void
fc_sign_in_page_set_seated (FcSignInPage *self,
                            const FcId   *user_id)
{
  self->seated = *user_id;
  gtk_editable_set_text (GTK_EDITABLE (self->email), "");
  show_step (self, "sign-in");
  gtk_widget_grab_focus (GTK_WIDGET (self->email));
}

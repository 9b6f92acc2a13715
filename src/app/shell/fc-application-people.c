/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-application-private.h"

#include <glib/gi18n.h>

#include "fc-message-page.h"

/*
 * Another person sits down. The pages go first: what was still being typed becomes a change of who typed it. Then the session and
 * the replica are the other person's, and pages are made for them.
 */

static void
clear_desk (FcApplication *self)
{
  fc_window_set_context (self->window, NULL, NULL);
  g_clear_object (&self->context);
  g_settings_reset (self->settings, "station"); /* the other one may see other stations */
}

/**
 * fc_application_switch_to:
 * @user_id: who has shown by a PIN that it is them
 */
void
fc_application_switch_to (FcApplication *self,
                          const FcId    *user_id)
{
  if (self->replica == NULL || self->session == NULL || self->window == NULL)
    return;
  clear_desk (self);
  fc_session_switch (self->session, user_id);
  fc_application_act_as (self, user_id);
}

/* Who sits down, and who did before, should it come to nothing. */
typedef struct {
  FcApplication *application;
  FcId user_id;
  FcId before;
  gboolean seated;
} Arrival;

/* Meanwhile; the first records may take a while. */
static void
show_arrival (FcApplication *self,
              const char    *name,
              GCancellable  *cancellable)
{
  /* Translators: the name of a person */
  g_autofree char *title = g_strdup_printf (_ ("Signing in %s…"), name);
  GtkWidget *page = fc_message_page_new (NULL, title, NULL);

  fc_message_page_set_progress (FC_MESSAGE_PAGE (page), NULL, 0, 0);
  g_object_set_data_full (G_OBJECT (page), "cancellable", g_object_ref (cancellable), g_object_unref);
  fc_message_page_add_button (FC_MESSAGE_PAGE (page), _ ("_Cancel"), FALSE, G_CALLBACK (g_cancellable_cancel), cancellable);
  fc_window_show_start (self->window, page);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autofree Arrival *arrival = data;
  g_autoptr (FcApplication) self = arrival->application;
  g_autoptr (GError) error = NULL;
  gboolean right = fc_session_sign_in_finish (FC_SESSION (source), result, &error);

  if (self->replica == NULL)
    return;
  if (right)
    fc_application_act_as (self, &arrival->user_id);
  else if (arrival->seated)
    fc_application_act_as (self, &arrival->before);
  else
    fc_application_show_sign_in (self);
  if (!right && self->window != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fc_window_tell_error (self->window, _ ("That person could not be signed in"), error);
}

/**
 * fc_application_sign_in_as:
 * @user: who
 * @password: theirs, as the hub has found
 * @new_password: (nullable): what they change it to
 *
 * As fc_application_switch_to(), with a new sign-in at the hub.
 */
void
fc_application_sign_in_as (FcApplication *self,
                           FcRecord      *user,
                           const char    *password,
                           const char    *new_password)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  FcRecord *before = fc_replica_get_user (self->replica), *tenant = fc_replica_get_tenant (self->replica);
  Arrival *arrival;

  if (self->session == NULL || self->window == NULL || tenant == NULL)
    return;
  arrival = g_new0 (Arrival, 1);
  arrival->application = g_object_ref (self);
  arrival->user_id = *fc_record_get_id (user);
  arrival->seated = before != NULL;
  if (before != NULL)
    arrival->before = *fc_record_get_id (before);
  clear_desk (self);
  show_arrival (self, fc_record_get_text (user, FC_USER_NAME), cancellable);
  fc_session_set_new_password (self->session, new_password);
  fc_session_sign_in_async (self->session, fc_session_get_hub_uri (self->session), NULL,
                            fc_record_get_text (tenant, FC_TENANT_SLUG), fc_record_get_text (user, FC_USER_EMAIL), password,
                            cancellable, signed_in_cb, arrival);
}

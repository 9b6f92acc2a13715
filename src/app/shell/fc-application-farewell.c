/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-application-private.h"

#include <glib/gi18n.h>

/*
 * The company had this computer's copy cleared: it was lost, or somebody left. From when the hub says so nothing of the company is
 * shown; what waits is sent; then the copy goes, the hub hears of it, and the window says what happened and what to do.
 */
typedef struct {
  FcApplication *application;
  FcSession *session; /* outlives its replica, to tell the hub */
  char *company;
  guint sent;
} Farewell;

static void
farewell_free (Farewell *farewell)
{
  g_application_release (G_APPLICATION (farewell->application));
  g_object_unref (farewell->session);
  g_object_unref (farewell->application);
  g_free (farewell->company);
  g_free (farewell);
}

static char *
what_happened (const Farewell *farewell)
{
  g_autofree char *sent =
    farewell->sent == 0
      ? g_strdup (_ ("No change was waiting to be sent."))
      : g_strdup_printf (ngettext ("%u change that still waited here was sent to the server first.",
                                   "%u changes that still waited here were sent to the server first.", farewell->sent),
                         farewell->sent);

  /* Translators: a company; a whole sentence about what was sent */
  return g_strdup_printf (_ ("An administrator of %s asked for this. The copy of its data, the backups, the photos and the "
                             "sign-in are gone from this computer. %s\n\nIf you think that this is a mistake, ask your "
                             "administrator. The server has everything: whoever signs in here again gets it back."),
                          farewell->company, sent);
}

static void
said_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Farewell *farewell = data;
  FcApplication *self = farewell->application;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = what_happened (farewell);
  FcMessagePage *page;

  if (!fc_session_say_cleared_finish (FC_SESSION (source), result, &error))
    g_message ("The hub does not know yet that this computer’s copy is cleared: %s", error->message);
  page = fc_application_show_message (self, "object-select-symbolic", _ ("Your company’s data is gone from here"), text);
  fc_message_page_add_button (page, _ ("_Sign in anew"), FALSE, G_CALLBACK (fc_application_open_replica), self);
  farewell_free (farewell);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Farewell *farewell = data;
  FcApplication *self = FC_APPLICATION (source);
  g_autoptr (GError) error = NULL;
  FcMessagePage *page;

  if (fc_application_wipe_finish (self, result, &error))
    {
      fc_session_say_cleared_async (farewell->session, said_cb, farewell);
      return;
    }
  /* Opened again, it hears of it again. */
  page = fc_application_show_message (self, "dialog-error-symbolic", _ ("This computer’s data could not be cleared"),
                                      error->message);
  fc_message_page_add_button (page, _ ("_Try again"), TRUE, G_CALLBACK (fc_application_open_replica), self);
  farewell_free (farewell);
}

static gboolean
begin_cb (gpointer data)
{
  FcApplication *self = data;
  FcRecord *tenant = self->replica != NULL ? fc_replica_get_tenant (self->replica) : NULL;
  Farewell *farewell;

  if (self->session == NULL || self->opening)
    return G_SOURCE_REMOVE;
  farewell = g_new0 (Farewell, 1);
  farewell->application = g_object_ref (self);
  farewell->session = g_steal_pointer (&self->session);
  farewell->sent = fc_session_get_sent_off (farewell->session);
  farewell->company = g_strdup (tenant != NULL ? fc_record_get_text (tenant, FC_TENANT_NAME) : _ ("your company"));
  g_application_hold (G_APPLICATION (self));
  fc_application_wipe_async (self, TRUE, cleared_cb, farewell);
  return G_SOURCE_REMOVE;
}

/**
 * fc_application_bid_farewell:
 *
 * On the session's "to-be-cleared"; once the session has come to rest.
 */
void
fc_application_bid_farewell (FcApplication *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, begin_cb, g_object_ref (self), g_object_unref);
}

static void
status_changed_cb (FcSession     *session,
                   GParamSpec    *pspec,
                   FcMessagePage *page)
{
  g_autofree char *text = fc_session_dup_status_text (session);

  fc_message_page_set_progress (page, text, 0, 0);
}

static gboolean
part_cb (gpointer data)
{
  FcApplication *self = data;
  FcMessagePage *page;

  if (self->session == NULL || self->opening)
    return G_SOURCE_REMOVE;
  if (self->window != NULL)
    fc_window_set_context (self->window, NULL, NULL);
  g_clear_object (&self->context);
  page = fc_application_show_message (self, NULL, _ ("Sending what waits here…"),
                                      _ ("Please leave Forecourt open and this computer on the network."));
  g_signal_connect_object (self->session, "notify::status-text", G_CALLBACK (status_changed_cb), page, 0);
  status_changed_cb (self->session, NULL, page);
  return G_SOURCE_REMOVE;
}

/**
 * fc_application_part:
 *
 * On the session's "parting": the pages go, and with them what was typed into them becomes changes that are sent, too.
 */
void
fc_application_part (FcApplication *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, part_cb, g_object_ref (self), g_object_unref);
}

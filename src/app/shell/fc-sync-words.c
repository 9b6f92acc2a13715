/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-words.h"

#include <glib/gi18n.h>

static FcSyncState
state_of (FcContext *context)
{
  FcSession *session = fc_context_get_session (context);

  return session != NULL ? fc_session_get_state (session) : FC_SYNC_NO_HUB;
}

static gboolean
paused (FcContext *context)
{
  FcSession *session = fc_context_get_session (context);

  return session != NULL && fc_session_get_paused (session) && state_of (context) != FC_SYNC_NO_HUB;
}

static gboolean
suspended (FcContext *context)
{
  return state_of (context) == FC_SYNC_WAITING &&
         g_error_matches (fc_session_get_last_error (fc_context_get_session (context)), FC_SYNC_ERROR,
                          FC_SYNC_ERROR_SUSPENDED);
}

static char *
waiting_title (FcContext *context)
{
  if (suspended (context))
    return g_strdup (_ ("Your company is suspended"));
  return g_strdup (fc_replica_get_pending (fc_context_get_replica (context)) > 0 ? _ ("Waiting to send")
                                                                                 : _ ("Waiting for the server"));
}

/**
 * fc_sync_icon:
 *
 * Returns: an icon's name; the words beside it say the same
 */
const char *
fc_sync_icon (FcContext *context)
{
  if (paused (context))
    return "network-offline-symbolic";
  if (suspended (context))
    return "dialog-warning-symbolic";
  switch (state_of (context))
    {
    case FC_SYNC_NO_HUB:
      return "computer-symbolic";
    case FC_SYNC_SIGNED_OUT:
      return "system-lock-screen-symbolic";
    case FC_SYNC_OFFLINE:
      return "network-offline-symbolic";
    case FC_SYNC_OLD:
      return "dialog-warning-symbolic";
    case FC_SYNC_LEVEL:
      return "object-select-symbolic";
    case FC_SYNC_SYNCING:
    case FC_SYNC_WAITING:
    default:
      return "emblem-synchronizing-symbolic";
    }
}

char *
fc_sync_title (FcContext *context)
{
  FcSession *session = fc_context_get_session (context);
  g_autofree char *since = NULL;

  if (paused (context))
    return g_strdup (_ ("Working offline"));
  switch (state_of (context))
    {
    case FC_SYNC_NO_HUB:
      return g_strdup (_ ("Kept on this computer only"));
    case FC_SYNC_SIGNED_OUT:
      return g_strdup (_ ("Signed out"));
    case FC_SYNC_OFFLINE:
      if (fc_session_get_offline_since (session) == 0)
        return g_strdup (_ ("Offline"));
      since = fc_show_time (fc_session_get_offline_since (session), NULL);
      return g_strdup_printf (_ ("Offline since %s"), since);
    case FC_SYNC_SYNCING:
      return g_strdup (fc_session_is_resuming (session) ? _ ("Connecting…") : _ ("Syncing…"));
    case FC_SYNC_WAITING:
      return waiting_title (context);
    case FC_SYNC_OLD:
      return g_strdup (_ ("The server has another version"));
    case FC_SYNC_LEVEL:
    default:
      return g_strdup (_ ("Everything is synced"));
    }
}

char *
fc_sync_detail (FcContext *context)
{
  FcSession *session = fc_context_get_session (context);
  const GError *error = session != NULL ? fc_session_get_last_error (session) : NULL;

  if (paused (context))
    return g_strdup (_ ("Work is kept on this computer and goes to the server when you switch this off."));
  switch (state_of (context))
    {
    case FC_SYNC_NO_HUB:
      return g_strdup (_ ("This company works without a server: nothing is sent, and nobody else sees this work."));
    case FC_SYNC_SIGNED_OUT:
      return g_strdup (_ ("You can go on working. Sign in again to send what waits."));
    case FC_SYNC_OLD:
      return g_strdup (_ ("You can go on working. Ask your administrator to update the server or this program."));
    case FC_SYNC_OFFLINE:
    case FC_SYNC_WAITING:
      return g_strdup (error != NULL ? error->message
                                     : _ ("You can go on working. It is tried again by itself."));
    case FC_SYNC_SYNCING:
    case FC_SYNC_LEVEL:
    default:
      return NULL;
    }
}

char *
fc_sync_pending (FcContext *context)
{
  guint n = fc_replica_get_pending (fc_context_get_replica (context));

  if (n == 0)
    return g_strdup (_ ("Nothing waits to be sent"));
  return g_strdup_printf (ngettext ("%u change waits to be sent", "%u changes wait to be sent", n), n);
}

char *
fc_sync_refused (FcContext *context)
{
  guint n = fc_replica_get_quarantined (fc_context_get_replica (context));

  if (n == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%u change was refused by the server and is kept here",
                                    "%u changes were refused by the server and are kept here", n),
                          n);
}

char *
fc_sync_last (FcContext *context)
{
  gint64 last = fc_replica_get_last_sync (fc_context_get_replica (context));
  g_autofree char *when = last > 0 ? fc_show_time (last, NULL) : NULL;

  return when != NULL ? g_strdup_printf (_ ("Last synced %s"), when) : g_strdup (_ ("Never synced yet"));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-notices.h"

#include "fc-herald.h"
#include "fc-window.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define DATA_KEY "fc-notices"

/* News goes to the desktop while the window is not in front: there the badges and pages say it already. */

static gboolean
is_in_front (void)
{
  GApplication *application = g_application_get_default ();
  GtkWindow *window = application != NULL ? gtk_application_get_active_window (GTK_APPLICATION (application)) : NULL;

  return window != NULL && gtk_window_is_active (window);
}

static char *
shift_name (const FcNews *news)
{
  g_autofree char *date = fc_show_date ((FcDate) news->date);

  return g_strdup_printf (_ ("%s, shift %" PRId64 " of %s"), news->station != NULL ? news->station : "",
                          news->number, date);
}

static const char *
title_of (const FcNews *news)
{
  switch (news->kind)
    {
    case FC_NEWS_WAITS:
      return _ ("A shift waits for your approval");
    case FC_NEWS_APPROVED:
      return _ ("Your shift was approved");
    case FC_NEWS_DISPUTED:
      return _ ("Your shift was sent back");
    case FC_NEWS_CONFLICT:
      return _ ("Somebody changed the same as you");
    case FC_NEWS_HANDED:
      return _ ("Work is handed over to you");
    case FC_NEWS_REFUSED:
    default:
      return _ ("The hub refused a change");
    }
}

static char *
body_of (const FcNews *news)
{
  g_autofree char *shift = shift_name (news);

  if (news->kind == FC_NEWS_REFUSED)
    return g_strdup (news->text != NULL ? news->text : _ ("It is kept in the sync centre."));
  if (news->kind == FC_NEWS_CONFLICT || news->kind == FC_NEWS_HANDED)
    return g_strdup_printf ("%s%s%s", news->who != NULL ? news->who : _ ("Somebody else"), news->text != NULL ? "\n" : "",
                            news->text != NULL ? news->text : "");
  if (news->text != NULL)
    return g_strdup_printf ("%s\n%s", shift, news->text);
  return news->who != NULL ? g_strdup_printf ("%s · %s", shift, news->who) : g_steal_pointer (&shift);
}

static const char *
kind_of (const FcNews *news)
{
  switch (news->kind)
    {
    case FC_NEWS_REFUSED:
      return "refused";
    case FC_NEWS_CONFLICT:
      return "conflict";
    case FC_NEWS_HANDED:
      return "handover";
    default:
      return "shift";
    }
}

static void
news_cb (FcContext *context,
         FcNews    *news)
{
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *body = NULL, *uri = NULL;

  if (is_in_front () || !g_settings_get_boolean (fc_context_get_settings (context), "notifications"))
    return;
  notification = g_notification_new (title_of (news));
  body = body_of (news);
  uri = fc_record_uri (kind_of (news), &news->id);
  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.open", "s", uri);
  g_notification_add_button_with_target (notification, _ ("Open"), "app.open", "s", uri);
  g_application_send_notification (g_application_get_default (), news->key, notification);
}

static void
settled_cb (FcContext  *context,
            const char *key)
{
  g_application_withdraw_notification (g_application_get_default (), key);
}

static void
stop (gpointer herald)
{
  g_object_run_dispose (herald);
  g_object_unref (herald);
}

/**
 * fc_notices_start:
 *
 * As long as @context lives the person hears of shifts that wait or were decided, and of refused work.
 */
void
fc_notices_start (FcContext *context)
{
  FcHerald *herald;

  if (g_object_get_data (G_OBJECT (context), DATA_KEY) != NULL || g_application_get_default () == NULL)
    return;
  herald = fc_herald_new (fc_context_get_replica (context));
  g_signal_connect_object (herald, "news", G_CALLBACK (news_cb), context, G_CONNECT_SWAPPED);
  g_signal_connect_object (herald, "settled", G_CALLBACK (settled_cb), context, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (context), DATA_KEY, herald, stop);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-notices.h"

#include "fc-herald.h"
#include "fc-window.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define DATA_KEY      "fc-notices"
#define BURST_KEY     "fc-notices-burst"
#define SINGLE_ALERTS 3 /* more at once are told as one */

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
    case FC_NEWS_ALERT:
      return news->critical ? _ ("Critical alert") : _ ("Alert");
    case FC_NEWS_REFUSED:
    default:
      return _ ("The server refused a change");
    }
}

static char *
body_of (const FcNews *news)
{
  g_autofree char *shift = shift_name (news);

  if (news->kind == FC_NEWS_ALERT)
    return g_strdup_printf ("%s · %s\n%s", news->station != NULL ? news->station : "", news->thing, news->text);
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
    case FC_NEWS_ALERT:
      return "alert";
    default:
      return "shift";
    }
}

static void
add_buttons (GNotification *notification,
             FcContext     *context,
             const FcNews  *news,
             const char    *uri)
{
  char id[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (&news->id, id);
  g_notification_set_default_action_and_target (notification, "app.open", "s", uri);
  if (news->kind == FC_NEWS_ALERT && fc_context_may (context, "alerts.manage"))
    g_notification_add_button_with_target (notification, _ ("Acknowledge"), "app.acknowledge-alert", "s", id);
  g_notification_add_button_with_target (notification, news->kind == FC_NEWS_ALERT ? _ ("Show") : _ ("Open"), "app.open",
                                         "s", uri);
  if (news->critical)
    g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
}

/* Alerts that came at once: a look at a whole company, or a night's worth of them. */
typedef struct {
  GPtrArray *notifications; /* GNotification */
  GPtrArray *keys;          /* char* */
  guint idle;
} Burst;

static void
burst_free (gpointer data)
{
  Burst *burst = data;

  g_clear_handle_id (&burst->idle, g_source_remove);
  g_ptr_array_unref (burst->notifications);
  g_ptr_array_unref (burst->keys);
  g_free (burst);
}

static void
send_many (guint n)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%u alert is new", "%u alerts are new", n), n);
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_default_action_and_target (notification, "app.open", "s", "forecourt://page/alerts");
  g_application_send_notification (g_application_get_default (), "alerts", notification);
}

static gboolean
burst_cb (gpointer data)
{
  Burst *burst = data;

  burst->idle = 0;
  if (burst->keys->len > SINGLE_ALERTS)
    send_many (burst->keys->len);
  else
    for (guint i = 0; i < burst->keys->len; i++)
      g_application_send_notification (g_application_get_default (), burst->keys->pdata[i],
                                       burst->notifications->pdata[i]);
  g_ptr_array_set_size (burst->notifications, 0);
  g_ptr_array_set_size (burst->keys, 0);
  return G_SOURCE_REMOVE;
}

static void
send_with_burst (FcContext     *context,
                 const char    *key,
                 GNotification *notification)
{
  Burst *burst = g_object_get_data (G_OBJECT (context), BURST_KEY);

  if (burst == NULL)
    {
      burst = g_new0 (Burst, 1);
      burst->notifications = g_ptr_array_new_with_free_func (g_object_unref);
      burst->keys = g_ptr_array_new_with_free_func (g_free);
      g_object_set_data_full (G_OBJECT (context), BURST_KEY, burst, burst_free);
    }
  g_ptr_array_add (burst->notifications, g_object_ref (notification));
  g_ptr_array_add (burst->keys, g_strdup (key));
  if (burst->idle == 0)
    burst->idle = g_idle_add (burst_cb, burst);
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
  add_buttons (notification, context, news, uri);
  if (news->kind == FC_NEWS_ALERT)
    send_with_burst (context, news->key, notification);
  else
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

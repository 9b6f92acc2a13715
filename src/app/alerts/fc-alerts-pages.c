/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-decide.h"
#include "fc-alert-digest-notice.h"
#include "fc-alert-rules-page.h"
#include "fc-alert-service.h"
#include "fc-alert-widget.h"
#include "fc-alerts-page.h"
#include "fc-dashboard-widget.h"

#include <glib/gi18n.h>

#define DATA_KEY       "fc-alerts"
#define START_DELAY_MS 2000 /* after the first page */

static void
acknowledge_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       context)
{
  FcId id;

  if (fc_id_from_string (g_variant_get_string (parameter, NULL), &id))
    fc_alert_acknowledge_by_id (context, &id);
}

/* Where a notification's button leads, window or none. */
static void
add_action (FcContext *context)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("acknowledge-alert", G_VARIANT_TYPE_STRING);

  if (application == NULL)
    return;
  g_signal_connect_object (action, "activate", G_CALLBACK (acknowledge_cb), context, 0);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
}

static void
stop (gpointer service)
{
  g_object_run_dispose (service);
  g_object_unref (service);
}

static void
start (FcContext *context)
{
  FcAlertService *service = fc_alert_service_new (fc_context_get_replica (context));

  g_object_set_data_full (G_OBJECT (context), DATA_KEY, service, stop);
  add_action (context);
  fc_alert_digest_start (context, service);
  fc_alert_service_start_later (service, START_DELAY_MS);
}

static const char *const kinds[] = { "alert", NULL };

static const FcPageInfo info = {
  .id = "alerts",
  .title = N_ ("Alerts"),
  .icon_name = "dialog-warning-symbolic",
  .section = FC_SECTION_INSIGHT,
  .order = 5,
  .permission = "alerts.view",
  .get_type = fc_alerts_page_get_type,
  .kinds = kinds,
  .waiting = &fc_alert_list,
  .waiting_bind = "state",
  .waiting_value = "new",
  .waiting_permission = "alerts.manage",
  .waiting_warns = TRUE,
};

static const FcService service = { .start = start, .preferences = fc_alert_digest_preferences_new };

/**
 * fc_alerts_register_pages:
 *
 * What the rules find, and what people do about it.
 */
void
fc_alerts_register_pages (void)
{
  fc_page_register (&info);
  fc_page_register (&fc_alert_rules_page_info);
  fc_service_register (&service);
  fc_widget_register (&fc_alert_widget);
}

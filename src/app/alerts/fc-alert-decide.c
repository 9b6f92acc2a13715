/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-decide.h"

#include "fc-alert-commands.h"
#include "fc-window.h"

#include <glib/gi18n.h>

#define MORNING_US (8 * FC_HOUR_US)

/* What a person decided, until it is done; and until it could be taken back. */
typedef struct {
  FcContext *context;
  FcRecord *alert;
  FcWindow *window; /* (nullable) (weak): it came from a notification */
  char *done;
  const char *state; /* (nullable): what the alert is by it */
} Decision;

static void
decision_free (gpointer data)
{
  Decision *self = data;

  g_clear_weak_pointer (&self->window);
  g_object_unref (self->context);
  g_object_unref (self->alert);
  g_free (self->done);
  g_free (self);
}

static Decision *
decision_new (FcContext  *context,
              FcRecord   *alert,
              FcWindow   *window,
              const char *done)
{
  Decision *self = g_new0 (Decision, 1);

  self->context = g_object_ref (context);
  self->alert = g_object_ref (alert);
  g_set_weak_pointer (&self->window, window);
  self->done = g_strdup (done);
  return self;
}

static void
taken_back_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  Decision *self = data;
  g_autoptr (GError) error = NULL;

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error) && self->window != NULL)
    fc_window_tell_error (self->window, _ ("The alert is not as it was"), error);
  decision_free (self);
}

static void
take_back (gpointer data)
{
  Decision *self = data;

  fc_replica_run_op_async (fc_context_get_replica (self->context),
                           fc_alert_reopen_op_new (self->alert, self->state, g_get_real_time ()), NULL, taken_back_cb,
                           decision_new (self->context, self->alert, self->window, NULL));
}

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Decision *self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = fc_replica_run_finish (FC_REPLICA (source), result, &error);

  if (self->window == NULL)
    decision_free (self);
  else if (ok)
    fc_window_toast_undo (self->window, self->done, G_CALLBACK (take_back), self, decision_free);
  else
    {
      fc_window_tell_error (self->window, _ ("The alert is as it was"), error);
      decision_free (self);
    }
}

/**
 * fc_alert_decide:
 * @widget: in the window that says what became of it
 * @op: (transfer full)
 * @done: what the toast says; its Undo takes it back
 */
void
fc_alert_decide (GtkWidget  *widget,
                 FcContext  *context,
                 FcRecord   *alert,
                 FcOp       *op,
                 const char *done)
{
  Decision *decision = decision_new (context, alert, fc_window_of (widget), done);

  decision->state = g_str_equal (op->command, "alert.acknowledge") ? "acknowledged"
                    : g_str_equal (op->command, "alert.snooze")    ? "snoozed"
                                                                   : "resolved";
  fc_replica_run_op_async (fc_context_get_replica (context), op, NULL, decided_cb, decision);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (FcContext) context = data;
  g_autoptr (FcAlertLine) line = fc_alert_line_finish (FC_REPLICA (source), result, NULL);

  if (line != NULL)
    fc_replica_run_op_async (FC_REPLICA (source),
                             fc_alert_op_new ("alert.acknowledge", line->alert, g_get_real_time ()), NULL, decided_cb,
                             decision_new (context, line->alert, NULL, NULL));
}

/**
 * fc_alert_acknowledge_by_id:
 *
 * From a notification, where no window need be there to say what became of it.
 */
void
fc_alert_acknowledge_by_id (FcContext  *context,
                            const FcId *id)
{
  fc_alert_line_async (fc_context_get_replica (context), id, NULL, found_cb, g_object_ref (context));
}

/**
 * fc_alert_snooze_end:
 * @zone: of the station, or of the company
 *
 * Returns: UTC µs
 */
gint64
fc_alert_snooze_end (FcAlertSnooze  snooze,
                     gint64         now_us,
                     GTimeZone     *zone)
{
  FcDate today = fc_time_to_date (now_us, zone);

  switch (snooze)
    {
    case FC_ALERT_SNOOZE_TOMORROW:
      return fc_time_from_local (today + 1, MORNING_US, zone);
    case FC_ALERT_SNOOZE_WEEK:
      return fc_time_from_local (today + 7, MORNING_US, zone);
    case FC_ALERT_SNOOZE_HOUR:
    default:
      return now_us + FC_HOUR_US;
    }
}

const char *
fc_alert_severity_icon (const char *severity)
{
  switch (fc_alert_severity_named (severity))
    {
    case FC_ALERT_CRITICAL:
      return "dialog-error-symbolic";
    case FC_ALERT_WARNING:
      return "dialog-warning-symbolic";
    case FC_ALERT_NOTICE:
    default:
      return "dialog-information-symbolic";
    }
}

const char *
fc_alert_severity_style (const char *severity)
{
  switch (fc_alert_severity_named (severity))
    {
    case FC_ALERT_CRITICAL:
      return "error";
    case FC_ALERT_WARNING:
      return "warning";
    case FC_ALERT_NOTICE:
    default:
      return NULL;
    }
}

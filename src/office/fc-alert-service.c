/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-service.h"

#include "fc-alert-work.h"
#include "fc-wake-timer.h"

#define MAY_SEE    "alerts.view"
#define PAUSE_US   500000     /* changes come in bursts: one round for all of them */
#define REST       10         /* … and so many times as long as the last one took */
#define LONGEST_US FC_HOUR_US /* the clock may be set meanwhile */

struct _FcAlertService {
  GObject parent_instance;

  FcReplica *replica;
  GCancellable *cancellable; /* (nullable): of the round under way */
  gboolean running;
  gboolean again;     /* something changed meanwhile */
  guint n_ops;        /* being written */
  guint timer;        /* source: a round is due then */
  gint64 timer_at;    /* UTC µs */
  gint64 began, took; /* µs: the last round */
  gint64 synced_at;   /* UTC µs: the server's news came; 0: not since the start */
};

G_DEFINE_FINAL_TYPE (FcAlertService, fc_alert_service, G_TYPE_OBJECT)

enum { EVALUATED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* What rules read; another module's reader names its own entity in its metric. */
static const FcEntity watched[] = { FC_ALERT,         FC_ALERT_RULE,  FC_TANK_READING, FC_GAUGE_READING, FC_SHIFT,
                                    FC_SLIP,          FC_DAY_CLOSE,   FC_STATION,      FC_TANK,          FC_GAUGE,
                                    FC_VEHICLE,       FC_POSITION,    FC_GEOFENCE,     FC_SALE,          FC_PRICE,
                                    FC_METER_READING, FC_METER_CHANGE };

static void evaluate (FcAlertService *self);

static gboolean
timer_cb (gpointer data)
{
  FcAlertService *self = data;

  self->timer = 0;
  evaluate (self);
  return G_SOURCE_REMOVE;
}

/* One timer for whatever is due first. */
static void
evaluate_at (FcAlertService *self,
             gint64          at)
{
  gint64 now = g_get_real_time ();

  at = CLAMP (at, now, now + LONGEST_US);
  if (self->timer != 0 && self->timer_at <= at)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer_at = at;
  self->timer = fc_wake_timer_add (at - now + 1000, timer_cb, self);
}

/* A company with many stations is read no more often than it can be read in passing. */
static void
evaluate_soon (FcAlertService *self)
{
  evaluate_at (self, g_get_real_time () + MAX (PAUSE_US, self->took * REST));
}

static void
end_round (FcAlertService *self,
           guint           n_done)
{
  g_clear_object (&self->cancellable);
  if (self->again)
    evaluate_soon (self);
  self->again = FALSE;
  g_signal_emit (self, signals[EVALUATED], 0, n_done);
}

/* What could not be written is found again with the next change. */
static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (FcAlertService) self = data;
  g_autoptr (GError) error = NULL;

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    {
      g_debug ("Alerts were not written: %s", error->message);
      self->n_ops = 0;
    }
  if (self->running)
    end_round (self, self->n_ops);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (FcAlertService) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcAlertWork) work = fc_alert_work_finish (FC_REPLICA (source), result, &error);

  self->took = g_get_monotonic_time () - self->began;
  if (!self->running || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (work == NULL)
    {
      g_debug ("What the alert rules watch was not read: %s", error->message);
      end_round (self, 0);
      return;
    }
  if (work->due < G_MAXINT64)
    evaluate_at (self, work->due);
  if (work->ops->len == 0)
    {
      end_round (self, 0);
      return;
    }
  self->n_ops = work->ops->len;
  fc_replica_run_async (self->replica, work->ops, NULL, written_cb, g_object_ref (self));
}

static void
evaluate (FcAlertService *self)
{
  const FcActor *actor = fc_replica_get_actor (self->replica);

  if (!self->running || actor == NULL || !fc_actor_may (actor, MAY_SEE))
    return;
  self->again = self->cancellable != NULL;
  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  self->began = g_get_monotonic_time ();
  fc_alert_work_async (self->replica, g_get_real_time (), self->cancellable, read_cb, g_object_ref (self));
}

static void
changed_cb (FcAlertService  *self,
            const FcChanges *changes)
{
  if (self->running && fc_changes_touch (changes, FC_ALERT_RULE)) /* somebody waits to see what it finds */
    evaluate_at (self, g_get_real_time () + PAUSE_US);
  for (gsize i = 0; self->running && i < G_N_ELEMENTS (watched); i++)
    if (fc_changes_touch (changes, watched[i]))
      {
        evaluate_soon (self);
        return;
      }
}

/* What is said of silence holds only where the server's news are fresh; that may be so again. */
static void
synced_cb (FcAlertService *self)
{
  gint64 now = g_get_real_time ();

  if (self->running && now - self->synced_at >= LONGEST_US)
    evaluate_soon (self);
  self->synced_at = now;
}

static void
actor_changed_cb (FcAlertService *self)
{
  if (self->running)
    evaluate_soon (self);
}

static void
fc_alert_service_dispose (GObject *object)
{
  FcAlertService *self = FC_ALERT_SERVICE (object);

  fc_alert_service_stop (self);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (fc_alert_service_parent_class)->dispose (object);
}

static void
fc_alert_service_class_init (FcAlertServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_alert_service_dispose;

  signals[EVALUATED] = g_signal_new ("evaluated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
fc_alert_service_init (FcAlertService *self)
{
}

/**
 * fc_alert_service_new:
 *
 * Returns: (transfer full): waits for fc_alert_service_start_later()
 */
FcAlertService *
fc_alert_service_new (FcReplica *replica)
{
  FcAlertService *self = g_object_new (FC_TYPE_ALERT_SERVICE, NULL);

  self->replica = g_object_ref (replica);
  g_signal_connect_object (replica, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "actor-changed", G_CALLBACK (actor_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "notify::last-sync", G_CALLBACK (synced_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * fc_alert_service_start_later:
 *
 * The first round is after @ms, so as not to stand in the way of the first page.
 */
void
fc_alert_service_start_later (FcAlertService *self,
                              guint           ms)
{
  self->running = TRUE;
  evaluate_at (self, g_get_real_time () + (gint64) ms * 1000);
}

/**
 * fc_alert_service_stop:
 *
 * What is being written is written; nothing more is begun.
 */
void
fc_alert_service_stop (FcAlertService *self)
{
  self->running = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

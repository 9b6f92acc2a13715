/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-digest-service.h"

#include "fc-replica-sync.h"
#include "fc-wake-timer.h"

#define MAY_SEE    "alerts.view"
#define LONGEST_US FC_HOUR_US /* the clock may be set meanwhile */

struct _FcAlertDigestService {
  GObject parent_instance;

  FcReplica *replica;
  FcAlertDigestNow now;
  GTimeZone *zone; /* (nullable): the computer's */
  int hour;
  FcId person; /* who sits there */
  gint64 started_us;
  gboolean judged;
  GCancellable *cancellable; /* (nullable): of the digest under way */
  guint timer;
};

G_DEFINE_FINAL_TYPE (FcAlertDigestService, fc_alert_digest_service, G_TYPE_OBJECT)

enum { DIGEST, SETTLED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Days of each person that are done with, in the replica's own settings. */
static char *
meta_key (FcAlertDigestService *self)
{
  g_autofree char *id = fc_id_dup_string (&self->person);

  return g_strconcat ("app.digest.", id, NULL);
}

static GTimeZone *
zone_of (FcAlertDigestService *self)
{
  return self->zone != NULL ? g_time_zone_ref (self->zone) : g_time_zone_new_local ();
}

static gboolean
timer_cb (gpointer data)
{
  FcAlertDigestService *self = data;

  self->timer = 0;
  fc_alert_digest_service_look (self);
  return G_SOURCE_REMOVE;
}

static void
look_at (FcAlertDigestService *self,
         gint64                at)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = fc_wake_timer_add (CLAMP (at - self->now (), 0, LONGEST_US), timer_cb, self);
}

/* --- one digest --------------------------------------------------------------------------------------------------------------- */

/* Its cancellable is the service's as long as nothing came between. */
typedef struct {
  FcAlertDigestService *service;
  GCancellable *cancellable;
  char *key;
  FcDate day;
  FcAlertMorning *morning; /* (nullable): read, and told once the day is kept */
} Turn;

static void
turn_free (Turn *self)
{
  g_object_unref (self->service);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->morning, fc_alert_morning_free);
  g_free (self->key);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Turn, turn_free)

static void
forget (FcAlertDigestService *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* What could not be kept would be told again: then rather not at all, until it can. */
static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (Turn) turn = data;
  g_autoptr (GError) error = NULL;
  gboolean kept = fc_replica_set_meta_finish (FC_REPLICA (source), result, &error);
  guint n = fc_alert_digest_count (&turn->morning->digest);

  if (g_cancellable_is_cancelled (turn->cancellable))
    return; /* somebody else sits there */
  forget (turn->service);
  if (!kept)
    {
      g_debug ("The day of the alerts' digest was not kept: %s", error->message);
      return;
    }
  if (n > 0)
    g_signal_emit (turn->service, signals[DIGEST], 0, turn->morning);
  g_signal_emit (turn->service, signals[SETTLED], 0, n);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (Turn) turn = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;

  turn->morning = fc_alert_morning_finish (FC_REPLICA (source), result, &error);
  if (g_cancellable_is_cancelled (turn->cancellable))
    return;
  if (turn->morning == NULL)
    {
      g_debug ("What waits for the alerts' digest was not read: %s", error->message);
      forget (turn->service);
      return;
    }
  before = fc_replica_dup_meta (FC_REPLICA (source), turn->key);
  after = fc_alert_digest_days_add (before, turn->day);
  fc_replica_set_meta_async (FC_REPLICA (source), turn->key, after, kept_cb, turn);
  g_steal_pointer (&turn);
}

static void
begin (FcAlertDigestService *self,
       FcDate                day,
       GTimeZone            *zone)
{
  Turn *turn = g_new0 (Turn, 1);

  self->cancellable = g_cancellable_new ();
  turn->service = g_object_ref (self);
  turn->cancellable = g_object_ref (self->cancellable);
  turn->key = meta_key (self);
  turn->day = day;
  fc_alert_morning_async (self->replica, fc_alert_digest_since (self->hour, day, zone), self->cancellable, read_cb,
                          turn);
}

/**
 * fc_alert_digest_service_look:
 *
 * Looks at the clock. It does so by itself when something is due; others call it where the clock may have moved.
 */
void
fc_alert_digest_service_look (FcAlertDigestService *self)
{
  const FcActor *actor = self->replica != NULL ? fc_replica_get_actor (self->replica) : NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GArray) done = NULL;
  g_autofree char *key = NULL, *kept = NULL;
  FcAlertDigestState state = { .hour = self->hour, .started_us = self->started_us, .judged = self->judged };
  FcAlertDigestTurn turn;

  if (actor == NULL || self->hour == FC_ALERT_DIGEST_OFF || !fc_actor_may (actor, MAY_SEE))
    return;
  key = meta_key (self);
  kept = fc_replica_dup_meta (self->replica, key);
  done = fc_alert_digest_days_parse (kept);
  zone = zone_of (self);
  state.done = (const FcDate *) (gpointer) done->data;
  state.n_done = done->len;
  state.alone = !fc_replica_has_hub (self->replica);
  state.synced_us = fc_replica_get_last_sync (self->replica);
  turn = fc_alert_digest_turn (&state, self->now (), zone);
  look_at (self, turn.next_us);
  if (turn.due && self->cancellable == NULL)
    begin (self, turn.day, zone);
}

/* --- what it hears of ----------------------------------------------------------------------------------------------------------- */

static void
evaluated_cb (FcAlertDigestService *self)
{
  if (self->judged)
    return;
  self->judged = TRUE;
  fc_alert_digest_service_look (self);
}

/* Another person has a digest of their own. */
static void
actor_changed_cb (FcAlertDigestService *self)
{
  const FcActor *actor = fc_replica_get_actor (self->replica);
  FcId person = actor != NULL ? actor->user_id : (FcId){ { 0 } };

  if (!fc_id_equal (&person, &self->person))
    {
      forget (self);
      self->person = person;
      self->started_us = self->now ();
      self->judged = FALSE;
    }
  fc_alert_digest_service_look (self);
}

static void
fc_alert_digest_service_dispose (GObject *object)
{
  FcAlertDigestService *self = FC_ALERT_DIGEST_SERVICE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  forget (self);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (fc_alert_digest_service_parent_class)->dispose (object);
}

static void
fc_alert_digest_service_finalize (GObject *object)
{
  g_clear_pointer (&FC_ALERT_DIGEST_SERVICE (object)->zone, g_time_zone_unref);

  G_OBJECT_CLASS (fc_alert_digest_service_parent_class)->finalize (object);
}

static void
fc_alert_digest_service_class_init (FcAlertDigestServiceClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_alert_digest_service_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_alert_digest_service_finalize;

  signals[DIGEST] =
    g_signal_new ("digest", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SETTLED] =
    g_signal_new ("settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
fc_alert_digest_service_init (FcAlertDigestService *self)
{
  self->now = g_get_real_time;
  self->hour = FC_ALERT_DIGEST_OFF;
}

/**
 * fc_alert_digest_service_new:
 * @alerts: looks at the rules of the same replica
 *
 * Returns: (transfer full): waits for fc_alert_digest_service_set_hour()
 */
FcAlertDigestService *
fc_alert_digest_service_new (FcReplica      *replica,
                             FcAlertService *alerts)
{
  FcAlertDigestService *self = g_object_new (FC_TYPE_ALERT_DIGEST_SERVICE, NULL);

  self->replica = g_object_ref (replica);
  g_signal_connect_object (alerts, "evaluated", G_CALLBACK (evaluated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "actor-changed", G_CALLBACK (actor_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "notify::last-sync", G_CALLBACK (fc_alert_digest_service_look), self,
                           G_CONNECT_SWAPPED);
  actor_changed_cb (self);
  return self;
}

/**
 * fc_alert_digest_service_set_clock:
 * @now: instead of g_get_real_time(); the timers stay those of the real one
 * @zone: (nullable): instead of the computer's
 */
void
fc_alert_digest_service_set_clock (FcAlertDigestService *self,
                                   FcAlertDigestNow      now,
                                   GTimeZone            *zone)
{
  self->now = now;
  self->started_us = now ();
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
}

/**
 * fc_alert_digest_service_set_hour:
 * @hour: 0 … 23, or %FC_ALERT_DIGEST_OFF
 */
void
fc_alert_digest_service_set_hour (FcAlertDigestService *self,
                                  int                   hour)
{
  if (hour == self->hour)
    return;
  self->hour = hour;
  if (hour == FC_ALERT_DIGEST_OFF)
    g_clear_handle_id (&self->timer, g_source_remove);
  fc_alert_digest_service_look (self);
}

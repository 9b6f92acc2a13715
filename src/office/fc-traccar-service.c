/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-traccar-service.h"

#include "fc-json.h"
#include "fc-positions-run.h"
#include "fc-query-help.h"
#include "fc-traccar-client.h"
#include "fc-vehicle-track.h"

#define KEYRING_PROFILE "traccar"
#define MAY_KEEP        "vehicles.edit"

/* A device of the server that is a vehicle of ours. */
typedef struct {
  gint64 device_id;
  FcId vehicle_id;
  FcTrack *waiting; /* (nullable): fixes that are not brought in yet */
  gboolean asked;   /* what was missed has been asked for */
} Tracker;

struct _FcTraccarService {
  GObject parent_instance;

  FcReplica *replica;
  const guint *waits; /* (nullable): the usual */
  guint n_waits;
  char *url;                /* (nullable): what the client was made for */
  FcTraccarClient *client;  /* (nullable) */
  FcKeyring *keyring;       /* (nullable): while the token is looked up */
  GCancellable *cancellable; /* (nullable): while it is started */
  char *problem;            /* (nullable): of the set-up; otherwise the client's */
  GPtrArray *devices;       /* (nullable) FcTraccarDevice: as the server told last */
  GHashTable *trackers;     /* gint64 → Tracker */
  GPtrArray *queue;         /* Tracker: whose fixes wait, or who is asked next */
  gboolean at_work;
  gboolean renew;           /* also where the server is the same: the token may be another */
  guint later;              /* source */
};

G_DEFINE_FINAL_TYPE (FcTraccarService, fc_traccar_service, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void work (FcTraccarService *self);

static void
tracker_free (gpointer pointer)
{
  Tracker *tracker = pointer;

  g_clear_pointer (&tracker->waiting, fc_track_free);
  g_free (tracker);
}

static void
enqueue (FcTraccarService *self,
         Tracker          *tracker)
{
  if (!g_ptr_array_find (self->queue, tracker, NULL))
    g_ptr_array_add (self->queue, tracker);
  work (self);
}

static void
take (FcTraccarService *self,
      GArray           *positions)
{
  for (guint i = 0; i < positions->len; i++)
    {
      const FcTraccarPosition *position = &g_array_index (positions, FcTraccarPosition, i);
      Tracker *tracker = g_hash_table_lookup (self->trackers, &position->device_id);

      if (tracker == NULL)
        continue;
      if (tracker->waiting == NULL)
        tracker->waiting = fc_track_new (0);
      fc_track_add (tracker->waiting, &position->fix);
      enqueue (self, tracker);
    }
}

/* What was missed goes before what came while it was asked for: out of its turn it would be taken for stale. */
static void
take_missed (FcTraccarService *self,
             gint64            device_id,
             GArray           *positions)
{
  Tracker *tracker = g_hash_table_lookup (self->trackers, &device_id);
  g_autoptr (FcTrack) since = tracker != NULL ? g_steal_pointer (&tracker->waiting) : NULL;

  take (self, positions);
  for (guint i = 0; since != NULL && i < since->n; i++)
    {
      FcFix fix = fc_track_get (since, i);

      if (tracker->waiting == NULL)
        tracker->waiting = fc_track_new (0);
      fc_track_add (tracker->waiting, &fix);
    }
  if (since != NULL)
    enqueue (self, tracker);
}

/* One thing at a time: what the server gave is brought in, vehicle by vehicle. Fails quietly: it is asked for again when the
 * connection begins anew. */
static void
brought_in_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (FcTraccarService) self = data;
  g_autoptr (GError) error = NULL;
  FcPositionsResult what;

  if (!fc_positions_run_finish (result, &what, &error))
    g_debug ("Positions of the Traccar server were not kept: %s", error->message);
  self->at_work = FALSE;
  work (self);
}

/* A question on its way: the trackers may be others when the answer comes. */
typedef struct {
  FcTraccarService *service;
  FcTraccarClient *client;
  gint64 device_id;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->service);
  g_object_unref (question->client);
  g_free (question);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
history_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Question) question = data;
  FcTraccarService *self = question->service;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) positions = fc_traccar_client_history_finish (question->client, result, &error);

  if (positions == NULL)
    {
      g_debug ("The Traccar server did not tell what was missed: %s", error->message);
      positions = g_array_new (FALSE, FALSE, sizeof (FcTraccarPosition));
    }
  if (question->client == self->client)
    take_missed (self, question->device_id, positions);
  self->at_work = FALSE;
  work (self);
}

static void
newest_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (Question) question = data;
  FcTraccarService *self = question->service;
  g_autoptr (FcTrack) newest = fc_vehicle_track_finish (FC_REPLICA (source), result, NULL);
  gint64 now_us = g_get_real_time (), from_us = now_us - FC_TRACCAR_MOST_HISTORY, device_id = question->device_id;

  if (question->client != self->client || self->cancellable == NULL)
    {
      self->at_work = FALSE;
      work (self);
      return;
    }
  if (newest != NULL && newest->n > 0)
    from_us = MAX (from_us, newest->times[newest->n - 1]);
  fc_traccar_client_history_async (self->client, device_id, from_us, now_us, self->cancellable, history_cb,
                                   g_steal_pointer (&question));
}

static void
ask_what_was_missed (FcTraccarService *self,
                     Tracker          *tracker)
{
  Question *question = g_new (Question, 1);

  *question = (Question){ g_object_ref (self), g_object_ref (self->client), tracker->device_id };
  tracker->asked = TRUE;
  fc_vehicle_tail_async (self->replica, &tracker->vehicle_id, g_get_real_time (), 1, NULL, newest_cb, question);
}

static void
work (FcTraccarService *self)
{
  Tracker *tracker;

  if (self->at_work || self->client == NULL || self->queue->len == 0)
    return;
  tracker = g_ptr_array_steal_index (self->queue, 0);
  self->at_work = TRUE;
  if (!tracker->asked)
    ask_what_was_missed (self, tracker);
  else if (tracker->waiting != NULL)
    fc_positions_run_async (self->replica, &tracker->vehicle_id, g_steal_pointer (&tracker->waiting), "traccar", NULL,
                            NULL, NULL, brought_in_cb, g_object_ref (self));
  else
    {
      self->at_work = FALSE;
      work (self);
    }
}

/* --- which device is which vehicle --------------------------------------------------------------------------------------- */

/* FcReadFunc: vehicles that have a tracker. */
static gpointer
read_vehicles (FcDb          *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  return fc_query_all (db, FC_VEHICLE,
                       "tracker_id IS NOT NULL AND status <> 'retired'"
                       " AND (station_id IS NULL OR station_id IN (SELECT id FROM visible_station))",
                       error);
}

static FcRecord *
find_vehicle (GPtrArray  *vehicles,
              const char *unique_id)
{
  for (guint i = 0; i < vehicles->len; i++)
    if (g_ascii_strcasecmp (fc_record_get_text (vehicles->pdata[i], FC_VEHICLE_TRACKER_ID), unique_id) == 0)
      return vehicles->pdata[i];
  return NULL;
}

typedef struct {
  FcTraccarService *service;
  GPtrArray *vehicles;
} Match;

/* Whether the device is no vehicle's any more, or another one's. What is as it was keeps what waits. */
static gboolean
is_another_now (gpointer key,
                gpointer value,
                gpointer data)
{
  const Match *match = data;
  Tracker *tracker = value;

  for (guint i = 0; i < match->service->devices->len; i++)
    {
      const FcTraccarDevice *device = match->service->devices->pdata[i];
      FcRecord *vehicle = device->id == tracker->device_id ? find_vehicle (match->vehicles, device->unique_id) : NULL;

      if (vehicle != NULL && fc_id_equal (fc_record_get_id (vehicle), &tracker->vehicle_id))
        return FALSE;
    }
  g_ptr_array_remove (match->service->queue, tracker);
  return TRUE;
}

static void
follow (FcTraccarService *self,
        gint64            device_id,
        const FcId       *vehicle_id)
{
  Tracker *tracker = g_new0 (Tracker, 1);

  tracker->device_id = device_id;
  tracker->vehicle_id = *vehicle_id;
  g_hash_table_insert (self->trackers, &tracker->device_id, tracker);
  enqueue (self, tracker);
}

static void
matched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (FcTraccarService) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) vehicles = fc_replica_read_finish (FC_REPLICA (source), result, &error);

  if (vehicles == NULL || self->client == NULL || self->devices == NULL)
    return;
  g_hash_table_foreach_remove (self->trackers, is_another_now, &(Match){ self, vehicles });
  for (guint i = 0; i < self->devices->len; i++)
    {
      const FcTraccarDevice *device = self->devices->pdata[i];
      FcRecord *vehicle = find_vehicle (vehicles, device->unique_id);

      if (vehicle != NULL && !g_hash_table_contains (self->trackers, &device->id))
        follow (self, device->id, fc_record_get_id (vehicle));
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
match (FcTraccarService *self)
{
  if (self->client != NULL && self->devices != NULL)
    fc_replica_read_async (self->replica, read_vehicles, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                           matched_cb, g_object_ref (self));
}

static void
devices_cb (FcTraccarService *self,
            GPtrArray        *devices)
{
  GHashTableIter iter;
  gpointer tracker;

  g_clear_pointer (&self->devices, g_ptr_array_unref);
  self->devices = g_ptr_array_ref (devices);
  g_hash_table_iter_init (&iter, self->trackers);
  while (g_hash_table_iter_next (&iter, NULL, &tracker)) /* the line was cut: what came meanwhile is missing */
    {
      ((Tracker *) tracker)->asked = FALSE;
      enqueue (self, tracker);
    }
  match (self);
}

/* --- set-up -------------------------------------------------------------------------------------------------------------- */

static void
changed_cb (FcTraccarService *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
drop_client (FcTraccarService *self)
{
  if (self->client != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->client, self);
      fc_traccar_client_stop (self->client);
    }
  g_clear_object (&self->client);
  g_clear_object (&self->keyring);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->devices, g_ptr_array_unref);
  g_ptr_array_set_size (self->queue, 0);
  g_hash_table_remove_all (self->trackers);
}

static void
token_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (FcTraccarService) self = data;
  g_autofree char *token = fc_keyring_lookup_finish (FC_KEYRING (source), result, NULL);
  g_autoptr (GError) error = NULL;

  if (self->keyring != FC_KEYRING (source))
    return; /* it was set up anew meanwhile */
  g_clear_object (&self->keyring);
  if (token == NULL || *token == '\0')
    {
      changed_cb (self);
      return;
    }
  self->client = fc_traccar_client_new (self->url, token, &error);
  if (self->client == NULL)
    self->problem = g_strdup (error->message);
  else
    {
      if (self->waits != NULL)
        fc_traccar_client_set_waits (self->client, self->waits, self->n_waits);
      g_signal_connect_swapped (self->client, "devices", G_CALLBACK (devices_cb), self);
      g_signal_connect_swapped (self->client, "positions", G_CALLBACK (take), self);
      g_signal_connect_swapped (self->client, "changed", G_CALLBACK (changed_cb), self);
      fc_traccar_client_start (self->client);
    }
  changed_cb (self);
}

/* FcReadFunc: the server that the company has named; "" for none. */
static gpointer
read_url (FcDb          *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (GPtrArray) tenants = fc_query_all (db, FC_TENANT, "id = (SELECT min (id) FROM tenant)", error);
  const char *settings =
    tenants != NULL && tenants->len > 0 ? fc_record_get_text (tenants->pdata[0], FC_TENANT_SETTINGS) : NULL;
  g_autoptr (JsonNode) root = settings != NULL ? fc_json_parse (settings, -1, NULL) : NULL;
  const char *url = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                      ? json_object_get_string_member_with_default (json_node_get_object (root), FC_TRACCAR_SETTING, NULL)
                      : NULL;

  return tenants != NULL ? g_strstrip (g_strdup (url != NULL ? url : "")) : NULL;
}

static void
url_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (FcTraccarService) self = data;
  g_autofree char *url = fc_replica_read_finish (FC_REPLICA (source), result, NULL);
  const FcActor *actor = fc_replica_get_actor (self->replica);
  gboolean wanted = url != NULL && *url != '\0' && actor != NULL && fc_actor_may (actor, MAY_KEEP);

  if (self->cancellable == NULL || (!self->renew && g_strcmp0 (self->url, wanted ? url : NULL) == 0))
    return;
  self->renew = FALSE;
  drop_client (self);
  if (wanted)
    {
      self->url = g_steal_pointer (&url);
      self->keyring = fc_traccar_keyring_new (self->replica);
      fc_keyring_lookup_async (self->keyring, token_cb, g_object_ref (self));
    }
  changed_cb (self);
}

/* What goes on as it was is not disturbed. */
static void
look (FcTraccarService *self)
{
  fc_replica_read_async (self->replica, read_url, NULL, NULL, g_free, NULL, url_cb, g_object_ref (self));
}

static void
replica_changed_cb (FcTraccarService *self,
                    const FcChanges  *changes)
{
  if (fc_changes_touch (changes, FC_TENANT))
    look (self);
  if (fc_changes_touch (changes, FC_VEHICLE))
    match (self);
}

static void
fc_traccar_service_dispose (GObject *object)
{
  FcTraccarService *self = FC_TRACCAR_SERVICE (object);

  fc_traccar_service_stop (self);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (fc_traccar_service_parent_class)->dispose (object);
}

static void
fc_traccar_service_finalize (GObject *object)
{
  FcTraccarService *self = FC_TRACCAR_SERVICE (object);

  g_ptr_array_unref (self->queue);
  g_hash_table_unref (self->trackers);

  G_OBJECT_CLASS (fc_traccar_service_parent_class)->finalize (object);
}

static void
fc_traccar_service_class_init (FcTraccarServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_traccar_service_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_traccar_service_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
fc_traccar_service_init (FcTraccarService *self)
{
  self->queue = g_ptr_array_new ();
  self->trackers = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, tracker_free);
}

/**
 * fc_traccar_service_new:
 *
 * Returns: (transfer full): at rest
 */
FcTraccarService *
fc_traccar_service_new (FcReplica *replica)
{
  FcTraccarService *self = g_object_new (FC_TYPE_TRACCAR_SERVICE, NULL);

  self->replica = g_object_ref (replica);
  return self;
}

void
fc_traccar_service_set_waits (FcTraccarService *self,
                              const guint      *milliseconds,
                              guint             n)
{
  self->waits = milliseconds;
  self->n_waits = n;
}

/**
 * fc_traccar_service_start:
 *
 * Looks what is set up, and follows it; again where it is started already, with a token that is new.
 */
void
fc_traccar_service_start (FcTraccarService *self)
{
  fc_traccar_service_stop (self);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_swapped (self->replica, "changed", G_CALLBACK (replica_changed_cb), self);
  g_signal_connect_swapped (self->replica, "actor-changed", G_CALLBACK (look), self);
  self->renew = TRUE;
  look (self);
}

static gboolean
later_cb (gpointer data)
{
  FcTraccarService *self = data;

  self->later = 0;
  fc_traccar_service_start (self);
  return G_SOURCE_REMOVE;
}

void
fc_traccar_service_start_later (FcTraccarService *self,
                                guint             ms)
{
  if (self->later == 0)
    self->later = g_timeout_add (ms, later_cb, self);
}

void
fc_traccar_service_stop (FcTraccarService *self)
{
  g_clear_handle_id (&self->later, g_source_remove);
  if (self->cancellable == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_signal_handlers_disconnect_by_data (self->replica, self);
  drop_client (self);
}

FcTraccarState
fc_traccar_service_get_state (FcTraccarService *self)
{
  if (self->client == NULL)
    return FC_TRACCAR_OFF;
  return fc_traccar_client_is_live (self->client) ? FC_TRACCAR_LIVE : FC_TRACCAR_TRYING;
}

/**
 * fc_traccar_service_get_problem:
 *
 * Returns: (nullable): a sentence for people
 */
const char *
fc_traccar_service_get_problem (FcTraccarService *self)
{
  return self->problem != NULL || self->client == NULL ? self->problem : fc_traccar_client_get_problem (self->client);
}

/**
 * fc_traccar_service_get_url:
 *
 * Returns: (nullable): the server that the company has named
 */
const char *
fc_traccar_service_get_url (FcTraccarService *self)
{
  return self->url;
}

guint
fc_traccar_service_n_matched (FcTraccarService *self)
{
  return g_hash_table_size (self->trackers);
}

/**
 * fc_traccar_keyring_new:
 *
 * Returns: (transfer full):
 */
FcKeyring *
fc_traccar_keyring_new (FcReplica *replica)
{
  FcRecord *tenant = fc_replica_get_tenant (replica);
  g_autofree char *id = tenant != NULL ? fc_id_dup_string (fc_record_get_id (tenant)) : NULL;

  return fc_keyring_new (KEYRING_PROFILE, id != NULL ? id : "");
}

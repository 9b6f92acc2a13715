/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-gauge-private.h"

#include "fc-query-help.h"
#include "fc-row-set.h"

#define MAY_KEEP "dips.create"

/* One gauge that is being read. */
typedef struct {
  FcGaugeService *service;
  FcId id;
  FcId station;
  GTimeZone *zone;
  FcGaugePoller *poller;
  FcKeyring *keyring;    /* (nullable): while its code is looked up */
  GArray *tanks;         /* Tank */
  guint interval;        /* s */
  gboolean wanted;       /* of the round that is being set up */
} Gauge;

typedef struct {
  FcId id;
  guint number; /* at the gauge */
} Tank;

/* What is known of a tank. */
typedef struct {
  FcGaugeLatest latest;
  gint64 kept_hour; /* hours since 1970 */
} State;

struct _FcGaugeService {
  GObject parent_instance;

  FcReplica *replica;
  FcGaugePace pace;
  gboolean has_pace;
  GArray *stations;      /* (nullable): FcId of those that were named */
  gboolean running;
  gboolean loading;
  gboolean again;        /* what is set up changed meanwhile */
  GHashTable *gauges;    /* FcId → Gauge */
  GHashTable *states;    /* FcId of a tank → State */
  GHashTable *deliveries; /* set of FcId that are kept */
  guint later;           /* source */
  gulong changed_id;
  gulong actor_id;
};

G_DEFINE_FINAL_TYPE (FcGaugeService, fc_gauge_service, G_TYPE_OBJECT)

enum { TANK_READ, GAUGE_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void load (FcGaugeService *self);

static void
drop_poller (Gauge *gauge)
{
  if (gauge->poller == NULL)
    return;
  g_signal_handlers_disconnect_by_data (gauge->poller, gauge);
  fc_gauge_poller_stop (gauge->poller);
  g_clear_object (&gauge->poller);
}

static void
gauge_free (gpointer data)
{
  Gauge *gauge = data;

  drop_poller (gauge);
  g_clear_object (&gauge->keyring);
  g_clear_pointer (&gauge->zone, g_time_zone_unref);
  g_array_unref (gauge->tanks);
  g_free (gauge);
}

/* What is kept fails quietly: it is tried again with the next hour. */
static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GError) error = NULL;

  if (!fc_gauge_keep_finish (result, &error))
    g_debug ("What the gauge said was not kept: %s", error->message);
}

static gboolean
may_keep (FcGaugeService *self)
{
  const FcActor *actor = fc_replica_get_actor (self->replica);

  return actor != NULL && fc_actor_may (actor, MAY_KEEP);
}

static void
keep (FcGaugeService *self,
      GPtrArray      *records)
{
  if (records->len > 0 && may_keep (self))
    fc_gauge_keep_async (self->replica, records, kept_cb, NULL);
}

static void
tank_was_read (Gauge           *gauge,
               const FcId      *tank_id,
               const FcTlsTank *tank,
               GPtrArray       *records)
{
  FcGaugeService *self = gauge->service;
  State *state = g_hash_table_lookup (self->states, tank_id);
  gint64 hour;

  if (state == NULL)
    {
      state = g_new0 (State, 1);
      state->latest.tank_id = *tank_id;
      g_hash_table_insert (self->states, &state->latest.tank_id, state);
    }
  state->latest.gauge_id = gauge->id;
  state->latest.read_at = g_get_real_time ();
  state->latest.tank = *tank;
  hour = state->latest.read_at / FC_HOUR_US;
  if (hour != state->kept_hour && may_keep (self))
    {
      state->kept_hour = hour;
      g_ptr_array_add (records, fc_gauge_reading_record (&state->latest, &gauge->station));
    }
  g_signal_emit (self, signals[TANK_READ], 0, &state->latest);
}

static void
reading_cb (FcGaugePoller *poller,
            FcTlsReply    *reply,
            Gauge         *gauge)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FcGaugeService) self = g_object_ref (gauge->service);

  for (guint i = 0; i < reply->tanks->len; i++)
    for (guint t = 0; t < gauge->tanks->len; t++)
      {
        const FcTlsTank *tank = &g_array_index (reply->tanks, FcTlsTank, i);
        const Tank *ours = &g_array_index (gauge->tanks, Tank, t);

        if (ours->number == tank->tank)
          tank_was_read (gauge, &ours->id, tank, records);
      }
  keep (self, records);
}

static void
delivery_cb (FcGaugePoller *poller,
             FcTlsReply    *reply,
             Gauge         *gauge)
{
  FcGaugeService *self = gauge->service;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  if (!may_keep (self))
    return;
  for (guint i = 0; i < reply->deliveries->len; i++)
    for (guint t = 0; t < gauge->tanks->len; t++)
      {
        const FcTlsDelivery *delivery = &g_array_index (reply->deliveries, FcTlsDelivery, i);
        const Tank *ours = &g_array_index (gauge->tanks, Tank, t);
        g_autoptr (FcRecord) record = NULL;

        if (ours->number != delivery->tank)
          continue;
        record = fc_gauge_delivery_record (delivery, &gauge->id, &ours->id, &gauge->station, gauge->zone);
        if (g_hash_table_add (self->deliveries, g_memdup2 (fc_record_get_id (record), sizeof (FcId))))
          g_ptr_array_add (records, g_steal_pointer (&record));
      }
  keep (self, records);
}

static void
problem_cb (FcGaugePoller *poller,
            GParamSpec    *pspec,
            Gauge         *gauge)
{
  g_signal_emit (gauge->service, signals[GAUGE_CHANGED], 0, &gauge->id);
}

/* FcReadFunc: the gauges that are switched on, their tanks and stations. */
static gpointer
read_set_up (FcDb          *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  static const struct {
    FcEntity entity;
    const char *where;
  } parts[] = {
    { FC_STATION, "id IN (SELECT id FROM visible_station)" },
    { FC_GAUGE, "enabled AND station_id IN (SELECT id FROM visible_station)" },
    { FC_TANK, "gauge_id IN (SELECT id FROM gauge WHERE enabled)" },
  };
  g_autoptr (FcRowSet) rows = fc_row_set_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GPtrArray) all = fc_query_all (db, parts[i].entity, parts[i].where, error);

      if (all == NULL)
        return NULL;
      for (guint n = 0; n < all->len; n++)
        fc_row_set_add (rows, all->pdata[n]);
    }
  return g_steal_pointer (&rows);
}

static void
start_poller (Gauge               *gauge,
              const FcGaugeSource *source,
              guint                interval)
{
  gauge->interval = interval;
  gauge->poller = fc_gauge_poller_new (source, interval);
  if (gauge->service->has_pace)
    fc_gauge_poller_set_pace (gauge->poller, &gauge->service->pace);
  g_signal_connect (gauge->poller, "reading", G_CALLBACK (reading_cb), gauge);
  g_signal_connect (gauge->poller, "delivery", G_CALLBACK (delivery_cb), gauge);
  g_signal_connect (gauge->poller, "notify::problem", G_CALLBACK (problem_cb), gauge);
  fc_gauge_poller_start (gauge->poller);
}

/* A gauge that is as it was goes on undisturbed. */
static void
renew_poller (Gauge               *gauge,
              const FcGaugeSource *source, /* (nullable): cannot be read */
              guint                interval)
{
  if (source != NULL && gauge->poller != NULL && gauge->interval == interval &&
      fc_gauge_source_equal (source, fc_gauge_poller_get_source (gauge->poller)))
    return;
  drop_poller (gauge);
  if (source != NULL)
    start_poller (gauge, source, interval);
  g_signal_emit (gauge->service, signals[GAUGE_CHANGED], 0, &gauge->id);
}

/* A gauge whose security code is being looked up. */
typedef struct {
  FcGaugeService *service;
  FcRecord *record;
} Lookup;

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Lookup *lookup = data;
  g_autofree char *code = fc_keyring_lookup_finish (FC_KEYRING (source), result, NULL);
  Gauge *gauge = g_hash_table_lookup (lookup->service->gauges, fc_record_get_id (lookup->record));
  g_autoptr (GError) error = NULL;
  g_autoptr (FcGaugeSource) gauge_source = fc_gauge_source_new_record (lookup->record, code, &error);

  /* It may have been switched off, or set up anew, meanwhile. */
  if (gauge != NULL && gauge->keyring == FC_KEYRING (source))
    {
      g_clear_object (&gauge->keyring);
      renew_poller (gauge, gauge_source, (guint) fc_record_get_int (lookup->record, FC_GAUGE_INTERVAL));
    }
  g_object_unref (lookup->service);
  g_object_unref (lookup->record);
  g_free (lookup);
}

static void
set_up_gauge (FcGaugeService *self,
              FcRecord       *record,
              FcRowSet       *rows)
{
  const FcId *id = fc_record_get_id (record), *station_id = fc_record_get_ref (record, FC_GAUGE_STATION_ID);
  FcRecord *station = fc_row_set_get (rows, FC_STATION, station_id);
  const char *zone = station != NULL ? fc_record_get_text (station, FC_STATION_TIME_ZONE) : NULL;
  g_autoptr (GPtrArray) tanks = fc_row_set_list_by (rows, FC_TANK, FC_TANK_GAUGE_ID, id);
  Gauge *gauge = g_hash_table_lookup (self->gauges, id);
  Lookup *lookup = g_new0 (Lookup, 1);

  if (gauge == NULL)
    {
      gauge = g_new0 (Gauge, 1);
      gauge->service = self;
      gauge->id = *id;
      gauge->tanks = g_array_new (FALSE, FALSE, sizeof (Tank));
      g_hash_table_insert (self->gauges, &gauge->id, gauge);
    }
  gauge->wanted = TRUE;
  gauge->station = *station_id;
  g_clear_pointer (&gauge->zone, g_time_zone_unref);
  gauge->zone = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;
  if (gauge->zone == NULL)
    gauge->zone = g_time_zone_new_utc ();
  g_array_set_size (gauge->tanks, 0);
  for (guint i = 0; i < tanks->len; i++)
    {
      gboolean own = !fc_record_is_null (tanks->pdata[i], FC_TANK_GAUGE_NUMBER);
      Tank tank = { *fc_record_get_id (tanks->pdata[i]),
                    (guint) fc_record_get_int (tanks->pdata[i], own ? FC_TANK_GAUGE_NUMBER : FC_TANK_NUMBER) };

      g_array_append_val (gauge->tanks, tank);
    }
  g_clear_object (&gauge->keyring);
  gauge->keyring = fc_gauge_keyring_new (id);
  lookup->service = g_object_ref (self);
  lookup->record = g_object_ref (record);
  fc_keyring_lookup_async (gauge->keyring, looked_up_cb, lookup);
}

static gboolean
not_wanted (gpointer id,
            gpointer data,
            gpointer user_data)
{
  return !((Gauge *) data)->wanted;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (FcGaugeService) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRowSet) rows = fc_replica_read_finish (FC_REPLICA (source), result, &error);
  g_autoptr (GPtrArray) gauges = NULL, stations = NULL;
  GHashTableIter iter;
  gpointer gauge;

  self->loading = FALSE;
  if (!self->running)
    return;
  if (rows == NULL)
    {
      g_debug ("The gauges were not read: %s", error->message);
      return;
    }
  g_hash_table_iter_init (&iter, self->gauges);
  while (g_hash_table_iter_next (&iter, NULL, &gauge))
    ((Gauge *) gauge)->wanted = FALSE;
  gauges = fc_row_set_list (rows, FC_GAUGE);
  stations = fc_row_set_list (rows, FC_STATION);
  for (guint i = 0; i < gauges->len; i++)
    if (fc_gauge_service_reads (self, fc_record_get_ref (gauges->pdata[i], FC_GAUGE_STATION_ID), stations->len))
      set_up_gauge (self, gauges->pdata[i], rows);
  g_hash_table_foreach_remove (self->gauges, not_wanted, NULL);
  if (self->again)
    load (self);
}

static void
load (FcGaugeService *self)
{
  self->again = self->loading;
  if (self->loading || !self->running)
    return;
  self->loading = TRUE;
  fc_replica_read_async (self->replica, read_set_up, NULL, NULL, (GDestroyNotify) fc_row_set_free, NULL, loaded_cb,
                         g_object_ref (self));
}

static void
changed_cb (FcReplica      *replica,
            FcChanges      *changes,
            FcGaugeService *self)
{
  if (fc_changes_touch (changes, FC_GAUGE) || fc_changes_touch (changes, FC_TANK))
    load (self);
}

static void
actor_changed_cb (FcReplica      *replica,
                  FcGaugeService *self)
{
  load (self);
}

static void
fc_gauge_service_dispose (GObject *object)
{
  FcGaugeService *self = FC_GAUGE_SERVICE (object);

  fc_gauge_service_stop (self);
  if (self->replica != NULL)
    {
      g_clear_signal_handler (&self->changed_id, self->replica);
      g_clear_signal_handler (&self->actor_id, self->replica);
    }
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (fc_gauge_service_parent_class)->dispose (object);
}

static void
fc_gauge_service_finalize (GObject *object)
{
  FcGaugeService *self = FC_GAUGE_SERVICE (object);

  g_clear_pointer (&self->stations, g_array_unref);
  g_hash_table_unref (self->gauges);
  g_hash_table_unref (self->states);
  g_hash_table_unref (self->deliveries);
  G_OBJECT_CLASS (fc_gauge_service_parent_class)->finalize (object);
}

static void
fc_gauge_service_class_init (FcGaugeServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fc_gauge_service_dispose;
  object_class->finalize = fc_gauge_service_finalize;
  signals[TANK_READ] = g_signal_new ("tank-read", FC_TYPE_GAUGE_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                     G_TYPE_POINTER);
  signals[GAUGE_CHANGED] = g_signal_new ("gauge-changed", FC_TYPE_GAUGE_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
fc_gauge_service_init (FcGaugeService *self)
{
  self->gauges = g_hash_table_new_full (fc_id_hash, fc_id_equal, NULL, gauge_free);
  self->states = g_hash_table_new_full (fc_id_hash, fc_id_equal, NULL, g_free);
  self->deliveries = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, NULL);
}

/**
 * fc_gauge_service_new:
 *
 * Returns: (transfer full): a service that waits for fc_gauge_service_start(). Main thread; never blocks.
 */
FcGaugeService *
fc_gauge_service_new (FcReplica *replica)
{
  FcGaugeService *self = g_object_new (FC_TYPE_GAUGE_SERVICE, NULL);

  self->replica = g_object_ref (replica);
  self->changed_id = g_signal_connect (replica, "changed", G_CALLBACK (changed_cb), self);
  self->actor_id = g_signal_connect (replica, "actor-changed", G_CALLBACK (actor_changed_cb), self);
  return self;
}

void
fc_gauge_service_set_pace (FcGaugeService    *self,
                           const FcGaugePace *pace)
{
  self->pace = *pace;
  self->has_pace = TRUE;
}

/**
 * fc_gauge_service_set_stations:
 * @stations: (nullable) (element-type FcId): whose gauges are read here; %NULL for the only one that the actor sees
 */
void
fc_gauge_service_set_stations (FcGaugeService *self,
                               GArray         *stations)
{
  g_clear_pointer (&self->stations, g_array_unref);
  self->stations = stations != NULL ? g_array_ref (stations) : NULL;
  load (self);
}

/**
 * fc_gauge_service_reads:
 * @n_visible: how many stations the actor sees
 *
 * Returns: whether the station's gauges are read here
 */
gboolean
fc_gauge_service_reads (FcGaugeService *self,
                        const FcId     *station_id,
                        guint           n_visible)
{
  for (guint i = 0; self->stations != NULL && i < self->stations->len; i++)
    if (fc_id_equal (&g_array_index (self->stations, FcId, i), station_id))
      return TRUE;
  return self->stations == NULL && n_visible == 1;
}

void
fc_gauge_service_start (FcGaugeService *self)
{
  self->running = TRUE;
  load (self);
}

static gboolean
later_cb (gpointer data)
{
  FcGaugeService *self = data;

  self->later = 0;
  fc_gauge_service_start (self);
  return G_SOURCE_REMOVE;
}

/**
 * fc_gauge_service_start_later:
 *
 * Starts when @ms have passed, so as not to stand in the way of the first page.
 */
void
fc_gauge_service_start_later (FcGaugeService *self,
                              guint           ms)
{
  g_clear_handle_id (&self->later, g_source_remove);
  self->later = g_timeout_add (ms, later_cb, self);
}

/**
 * fc_gauge_service_stop:
 *
 * Hangs up on every gauge. What was read stays known.
 */
void
fc_gauge_service_stop (FcGaugeService *self)
{
  self->running = FALSE;
  g_clear_handle_id (&self->later, g_source_remove);
  g_hash_table_remove_all (self->gauges);
}

/**
 * fc_gauge_service_poll_now:
 *
 * Asks every gauge now: somebody looks at the tanks.
 */
void
fc_gauge_service_poll_now (FcGaugeService *self)
{
  GHashTableIter iter;
  gpointer gauge;

  g_hash_table_iter_init (&iter, self->gauges);
  while (g_hash_table_iter_next (&iter, NULL, &gauge))
    if (((Gauge *) gauge)->poller != NULL)
      fc_gauge_poller_poll_now (((Gauge *) gauge)->poller);
}

/**
 * fc_gauge_service_get_latest:
 *
 * Returns: (nullable) (transfer none): what a gauge last said of the tank since the program was started
 */
const FcGaugeLatest *
fc_gauge_service_get_latest (FcGaugeService *self,
                             const FcId     *tank_id)
{
  State *state = g_hash_table_lookup (self->states, tank_id);

  return state != NULL ? &state->latest : NULL;
}

/**
 * fc_gauge_service_get_problem:
 *
 * Returns: (nullable): why the gauge gives no readings, an English sentence; %NULL while it does, or is not read here
 */
const char *
fc_gauge_service_get_problem (FcGaugeService *self,
                              const FcId     *gauge_id)
{
  Gauge *gauge = g_hash_table_lookup (self->gauges, gauge_id);

  return gauge != NULL && gauge->poller != NULL ? fc_gauge_poller_get_problem (gauge->poller) : NULL;
}

guint
fc_gauge_service_n_gauges (FcGaugeService *self)
{
  return g_hash_table_size (self->gauges);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-context.h"

#include "fc-context-private.h"
#include "fc-query-model.h"
#include "fc-station-queries.h"

struct _FcContext {
  GObject parent_instance;

  FcReplica *replica;
  FcSession *session;
  GSettings *settings;
  GCancellable *cancellable;
  GPtrArray *stations;
  FcId station;
  gboolean all_stations;
  FcPeriod period;
  FcDate from, until; /* FC_PERIOD_CUSTOM */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (FcContext, fc_context, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  SCOPE_CHANGED,
  STATIONS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *const period_names[] = { "today", "yesterday", "this-week",  "last-week",
                                            "week",  "month",     "last-month", "custom" };

static void
station_name_free (gpointer data)
{
  FcStationName *station = data;

  g_free (station->code);
  g_free (station->name);
  g_free (station->currency);
  g_time_zone_unref (station->zone);
  g_free (station);
}

static FcStationName *
station_name_new (FcRecord *record)
{
  FcStationName *station = g_new0 (FcStationName, 1);
  const char *zone = fc_record_get_text (record, FC_STATION_TIME_ZONE);

  station->id = *fc_record_get_id (record);
  station->name = g_strdup (fc_record_get_text (record, FC_STATION_NAME));
  station->code = g_strdup (fc_record_get_text (record, FC_STATION_CODE));
  station->currency = g_strdup (fc_record_get_text (record, FC_STATION_CURRENCY));
  station->zone = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;
  if (station->zone == NULL)
    station->zone = g_time_zone_ref (fc_display_get_zone (fc_display_get ()));
  return station;
}

static gint
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate ((*(FcStationName *const *) a)->name, (*(FcStationName *const *) b)->name);
}

static void
stations_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (FcContext) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = fc_stations_finish (FC_REPLICA (source), result, &error);

  if (records == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("%s", error->message);
      return;
    }
  g_ptr_array_set_size (self->stations, 0);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (self->stations, station_name_new (records->pdata[i]));
  g_ptr_array_sort (self->stations, compare_names);
  g_signal_emit (self, signals[STATIONS_CHANGED], 0);
}

static void
read_stations (FcContext *self)
{
  fc_stations_async (self->replica, self->cancellable, stations_read_cb, g_object_ref (self));
}

static void
replica_changed_cb (FcContext       *self,
                    const FcChanges *changes)
{
  if (fc_changes_touch (changes, FC_STATION) || fc_changes_touch (changes, FC_USER))
    read_stations (self);
}

static void
save_scope (FcContext *self)
{
  g_autofree char *station = self->all_stations ? g_strdup ("") : fc_id_dup_string (&self->station);
  g_autofree char *from = fc_date_to_iso (self->from), *until = fc_date_to_iso (self->until);
  g_autofree char *period = self->period == FC_PERIOD_CUSTOM ? g_strdup_printf ("%s/%s", from, until)
                                                             : g_strdup (period_names[self->period]);

  g_settings_set_string (self->settings, "station", station);
  g_settings_set_string (self->settings, "period", period);
}

static void
restore_period (FcContext  *self,
                const char *text)
{
  g_auto (GStrv) dates = g_strsplit (text, "/", 2);

  for (guint i = 0; i < FC_PERIOD_CUSTOM; i++)
    if (g_str_equal (text, period_names[i]))
      self->period = i;
  if (dates[0] != NULL && dates[1] != NULL && fc_date_parse (dates[0], &self->from, NULL) &&
      fc_date_parse (dates[1], &self->until, NULL))
    self->period = FC_PERIOD_CUSTOM;
}

static void
restore_scope (FcContext *self)
{
  g_autofree char *station = g_settings_get_string (self->settings, "station");
  g_autofree char *period = g_settings_get_string (self->settings, "period");

  self->all_stations = !fc_id_from_string (station, &self->station);
  restore_period (self, period);
}

static void
scope_changed (FcContext *self)
{
  save_scope (self);
  g_signal_emit (self, signals[SCOPE_CHANGED], 0);
}

static void
fc_context_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  g_value_set_boolean (value, FC_CONTEXT (object)->narrow);
}

static void
fc_context_dispose (GObject *object)
{
  FcContext *self = FC_CONTEXT (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->replica);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->stations, g_ptr_array_unref);

  G_OBJECT_CLASS (fc_context_parent_class)->dispose (object);
}

static void
fc_context_class_init (FcContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fc_context_get_property;
  object_class->dispose = fc_context_dispose;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SCOPE_CHANGED] = g_signal_new ("scope-changed", FC_TYPE_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  signals[STATIONS_CHANGED] = g_signal_new ("stations-changed", FC_TYPE_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);
}

static void
fc_context_init (FcContext *self)
{
  self->stations = g_ptr_array_new_with_free_func (station_name_free);
  self->all_stations = TRUE;
  self->cancellable = g_cancellable_new ();
}

/**
 * fc_context_new:
 * @settings: keeps the scope
 *
 * The replica must act as somebody already.
 */
FcContext *
fc_context_new (FcReplica *replica,
                FcSession *session,
                GSettings *settings)
{
  FcContext *self = g_object_new (FC_TYPE_CONTEXT, NULL);
  FcRecord *tenant = fc_replica_get_tenant (replica);

  self->replica = g_object_ref (replica);
  self->session = session != NULL ? g_object_ref (session) : NULL;
  self->settings = g_object_ref (settings);
  if (tenant != NULL)
    fc_display_set_company (fc_display_get (), fc_record_get_text (tenant, FC_TENANT_CURRENCY),
                            fc_record_get_text (tenant, FC_TENANT_TIME_ZONE));
  self->from = self->until = fc_today ();
  restore_scope (self);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self, G_CONNECT_SWAPPED);
  read_stations (self);
  return self;
}

FcReplica *
fc_context_get_replica (FcContext *self)
{
  return self->replica;
}

FcSession *
fc_context_get_session (FcContext *self)
{
  return self->session;
}

GSettings *
fc_context_get_settings (FcContext *self)
{
  return self->settings;
}

/**
 * fc_context_may:
 * @permission: (nullable): NULL is allowed to everybody
 */
gboolean
fc_context_may (FcContext  *self,
                const char *permission)
{
  const FcActor *actor = fc_replica_get_actor (self->replica);

  return permission == NULL || (actor != NULL && fc_actor_may (actor, permission));
}

GPtrArray *
fc_context_get_stations (FcContext *self)
{
  return self->stations;
}

const FcStationName *
fc_context_find_station (FcContext  *self,
                         const FcId *id)
{
  for (guint i = 0; id != NULL && i < self->stations->len; i++)
    {
      FcStationName *station = self->stations->pdata[i];

      if (fc_id_equal (&station->id, id))
        return station;
    }
  return NULL;
}

/**
 * fc_context_get_station:
 *
 * Returns: (transfer none) (nullable): the station in scope; NULL for all. With one station only, that one.
 */
const FcId *
fc_context_get_station (FcContext *self)
{
  if (!self->all_stations)
    return &self->station;
  if (self->stations->len == 1)
    return &((FcStationName *) self->stations->pdata[0])->id;
  return NULL;
}

/**
 * fc_context_set_station:
 * @id: (nullable): NULL for all
 */
void
fc_context_set_station (FcContext  *self,
                        const FcId *id)
{
  if (self->all_stations == (id == NULL) && (id == NULL || fc_id_equal (id, &self->station)))
    return;
  self->all_stations = id == NULL;
  if (id != NULL)
    self->station = *id;
  scope_changed (self);
}

FcPeriod
fc_context_get_period (FcContext *self)
{
  return self->period;
}

/**
 * fc_context_set_period:
 * @from: for FC_PERIOD_CUSTOM only
 * @until: likewise; inclusive
 */
void
fc_context_set_period (FcContext *self,
                       FcPeriod   period,
                       FcDate     from,
                       FcDate     until)
{
  if (period == self->period && (period != FC_PERIOD_CUSTOM || (from == self->from && until == self->until)))
    return;
  self->period = period;
  if (period == FC_PERIOD_CUSTOM)
    {
      self->from = MIN (from, until);
      self->until = MAX (from, until);
    }
  scope_changed (self);
}

static GTimeZone *
scope_zone (FcContext *self)
{
  const FcStationName *station = fc_context_find_station (self, fc_context_get_station (self));

  return station != NULL ? station->zone : fc_display_get_zone (fc_display_get ());
}

/**
 * fc_context_get_dates:
 * @from: (out)
 * @until: (out): inclusive
 */
void
fc_context_get_dates (FcContext *self,
                      FcDate    *from,
                      FcDate    *until)
{
  FcDate today = fc_time_to_date (fc_now (), scope_zone (self));
  FcDate monday = today - (fc_date_weekday (today) - 1);
  int year, month, day;

  fc_date_to_civil (today, &year, &month, &day);
  *from = *until = today;
  switch (self->period)
    {
    case FC_PERIOD_YESTERDAY:
      *from = *until = today - 1;
      break;
    case FC_PERIOD_THIS_WEEK:
      *from = monday;
      break;
    case FC_PERIOD_LAST_WEEK:
      *from = monday - 7;
      *until = monday - 1;
      break;
    case FC_PERIOD_WEEK:
      *from = today - 6;
      break;
    case FC_PERIOD_MONTH:
      *from = today - (day - 1);
      break;
    case FC_PERIOD_LAST_MONTH:
      *until = today - day;
      fc_date_to_civil (*until, &year, &month, &day);
      *from = *until - (day - 1);
      break;
    case FC_PERIOD_CUSTOM:
      *from = self->from;
      *until = self->until;
      break;
    case FC_PERIOD_TODAY:
    default:
      break;
    }
}

/**
 * fc_context_get_times:
 * @from_us: (out): midnight before the first day
 * @until_us: (out): midnight after the last, exclusive
 */
void
fc_context_get_times (FcContext *self,
                      gint64    *from_us,
                      gint64    *until_us)
{
  FcDate from, until;

  fc_context_get_dates (self, &from, &until);
  *from_us = fc_time_from_local (from, 0, scope_zone (self));
  *until_us = fc_time_from_local (until + 1, 0, scope_zone (self));
}

/**
 * fc_context_bind_scope:
 * @query_model: an FcQueryModel
 * @instants: whether :from and :until are instants (until exclusive) instead of dates (inclusive)
 */
void
fc_context_bind_scope (FcContext *self,
                       gpointer   query_model,
                       gboolean   instants)
{
  FcDate from, until;
  gint64 from_us, until_us;

  fc_context_get_dates (self, &from, &until);
  fc_context_get_times (self, &from_us, &until_us);
  fc_query_model_bind_id (query_model, "station", fc_context_get_station (self));
  fc_query_model_bind_int (query_model, "from", instants ? from_us : from);
  fc_query_model_bind_int (query_model, "until", instants ? until_us : until);
}

gboolean
fc_context_get_narrow (FcContext *self)
{
  return self->narrow;
}

void
fc_context_set_narrow (FcContext *self,
                       gboolean   narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-reading.h"

#include "fc-fleet-queries.h"
#include "fc-geofence.h"
#include "fc-vehicle-track-private.h"

#include <math.h>

/* Vehicles that came to a geofence, left it or stayed too long in it: the last time of each, out of the fixes that are
 * believed. The same fixes tell the same in every office. */

#define METRES_PER_UNIT 0.01113 /* of latitude, 1e-7 degree */
#define SURELY          0.97    /* what a flat reckoning may be too far by */

typedef struct {
  FcId id;
  FcId station_id; /* or the null id */
  FcFence *fence;
  FcFenceRules rules;
  gboolean enter, leave, stay;
  gint64 made_at; /* UTC µs; what was before is not news. 0: not known */
  FcPlace corner;
  double reach; /* metres: nobody further from the corner is in it or near it */
} Watch;

/* What is known of a vehicle and a geofence, and when the last of each happened; 0: it did not. */
typedef struct {
  FcFenceState state;
  gint64 entered, left, stayed, stayed_since;
} Visit;

typedef struct {
  FcAlertReading *reading;
  GArray *watches; /* Watch */
  gint64 from;     /* UTC µs: fixes from here on may tell something */
} Round;

static void
watch_clear (gpointer pointer)
{
  g_clear_pointer (&((Watch *) pointer)->fence, fc_fence_free);
}

static double
reach_of (FcRecord           *geofence,
          const FcPlace      *places,
          guint               n,
          const FcFenceRules *rules)
{
  double furthest = 0;

  for (guint i = 1; i < n; i++)
    furthest = MAX (furthest, fc_place_distance (places[0], places[i]));
  return furthest + (double) fc_record_get_int (geofence, FC_GEOFENCE_RADIUS) / 1000 + rules->margin;
}

/* One that describes no area tells nothing; its form says so. */
static gboolean
watch_of (FcRecord *geofence,
          Watch    *watch)
{
  const FcId *station = fc_record_get_ref (geofence, FC_GEOFENCE_STATION_ID);
  g_autofree FcPlace *places = NULL;
  guint n;

  *watch = (Watch){ .id = *fc_record_get_id (geofence),
                    .rules = fc_geofence_rules (geofence),
                    .enter = fc_record_get_bool (geofence, FC_GEOFENCE_ALERT_ENTER),
                    .leave = fc_record_get_bool (geofence, FC_GEOFENCE_ALERT_LEAVE),
                    .stay = fc_record_get_bool (geofence, FC_GEOFENCE_ALERT_DWELL) };
  watch->stay = watch->stay && watch->rules.dwell_us > 0;
  if (!watch->enter && !watch->leave && !watch->stay)
    return FALSE;
  watch->fence = fc_geofence_fence (geofence, NULL);
  places = fc_geofence_places (geofence, &n, NULL);
  if (watch->fence == NULL || places == NULL)
    {
      watch_clear (watch);
      return FALSE;
    }
  if (station != NULL)
    watch->station_id = *station;
  watch->made_at = MAX (fc_id_time_us (&watch->id), 0);
  watch->corner = places[0];
  watch->reach = reach_of (geofence, places, n, &watch->rules);
  return TRUE;
}

static GArray *
read_watches (FcDb    *db,
              GError **error)
{
  g_autoptr (GPtrArray) rows =
    fc_query_all (db, FC_GEOFENCE, "(station_id IS NULL OR station_id IN (SELECT id FROM visible_station))", error);
  GArray *watches;

  if (rows == NULL)
    return NULL;
  watches = g_array_new (FALSE, FALSE, sizeof (Watch));
  g_array_set_clear_func (watches, watch_clear);
  for (guint i = 0; i < rows->len; i++)
    {
      Watch watch;

      if (watch_of (rows->pdata[i], &watch))
        g_array_append_val (watches, watch);
    }
  return watches;
}

/* Told without a geodesic, for most fixes are nowhere near; where it is not sure it says no. */
static gboolean
is_far (const Watch *watch,
        FcPlace      place)
{
  double latitude = MAX (ABS (place.latitude), ABS (watch->corner.latitude)) / FC_GEO_SCALE * G_PI / 180;
  double north = ((double) place.latitude - watch->corner.latitude) * METRES_PER_UNIT;
  double turn = remainder ((double) place.longitude - watch->corner.longitude, 360 * FC_GEO_SCALE);

  return hypot (north, turn * METRES_PER_UNIT * cos (latitude)) * SURELY > watch->reach;
}

/* The first fix at the edge does not tell on which side it stands: that hangs on where it was before. */
static gboolean
is_undecided (const Watch *watch,
              const Visit *visit,
              FcPlace      place)
{
  double away = visit->state.known ? 0 : fc_fence_distance (watch->fence, place, watch->rules.margin);

  return away > 0 && away <= watch->rules.margin;
}

static void
take_fix (const Watch *watch,
          Visit       *visit,
          const FcFix *fix)
{
  FcFenceEvent event;

  if (visit->state.known && !visit->state.inside && is_far (watch, fix->place))
    {
      visit->state.last_us = fix->time_us;
      return;
    }
  if (is_undecided (watch, visit, fix->place) ||
      !fc_fence_step (watch->fence, &watch->rules, &visit->state, fix, &event))
    return;
  if (event.kind == FC_FENCE_ENTER)
    visit->entered = event.time_us;
  else if (event.kind == FC_FENCE_LEAVE)
    visit->left = event.time_us;
  else if (visit->state.since_us == visit->entered) /* else nobody knows since when */
    {
      visit->stayed = event.time_us;
      visit->stayed_since = visit->entered;
    }
}

static void
add_moment (const Round *round,
            const Watch *watch,
            const char  *metric,
            const FcId  *vehicle,
            const FcId  *station,
            gint64       at,
            gint64       said)
{
  FcAlertMeasure measure = { .row_id = *vehicle,
                             .place_id = watch->id,
                             .as_of = at,
                             .value = said / G_USEC_PER_SEC,
                             .station_id = fc_id_is_null (station) ? watch->station_id : *station };

  if (at > watch->made_at && at > round->reading->now_us - FC_ALERT_MOMENT_US && at <= round->reading->now_us)
    fc_alert_reading_add (round->reading, metric, &measure);
}

static void
add_visit (const Round *round,
           const Watch *watch,
           const Visit *visit,
           const FcId  *vehicle,
           const FcId  *station)
{
  if (watch->enter)
    add_moment (round, watch, "geofence-enter", vehicle, station, visit->entered, visit->entered);
  if (watch->leave)
    add_moment (round, watch, "geofence-leave", vehicle, station, visit->left, visit->left);
  if (watch->stay)
    add_moment (round, watch, "geofence-stay", vehicle, station, visit->stayed, visit->stayed_since);
}

static gboolean
read_vehicle (FcDb         *db,
              const Round  *round,
              const FcId   *vehicle,
              const FcId   *station,
              GError      **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (db,
                   "SELECT " FC_POSITION_FIX " FROM position p WHERE p.vehicle_id = ?1 AND " FC_BELIEVED_FIX
                   " AND p.fixed_at >= coalesce ((SELECT fixed_at FROM position WHERE vehicle_id = ?1 AND fixed_at < ?2"
                   " AND " FC_BELIEVED_FIX " ORDER BY fixed_at DESC LIMIT 1), ?2) ORDER BY p.fixed_at",
                   error);
  g_autofree Visit *visits = g_new0 (Visit, round->watches->len);
  int next;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, vehicle);
  fc_statement_bind_int (select, 2, round->from);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcFix fix = fc_position_read_fix (select, 0);

      for (guint i = 0; i < round->watches->len; i++)
        take_fix (&g_array_index (round->watches, Watch, i), &visits[i], &fix);
    }
  for (guint i = 0; next == 0 && i < round->watches->len; i++)
    add_visit (round, &g_array_index (round->watches, Watch, i), &visits[i], vehicle, station);
  return next == 0;
}

static gboolean
read_vehicles (FcDb         *db,
               const Round  *round,
               GError      **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db,
                                                  "SELECT id, station_id FROM vehicle WHERE station_id IS NULL"
                                                  " OR station_id IN (SELECT id FROM visible_station)",
                                                  error);
  int next;

  if (select == NULL)
    return FALSE;
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcId vehicle, station = { { 0 } };

      fc_statement_get_id (select, 0, &vehicle);
      if (!fc_statement_is_null (select, 1))
        fc_statement_get_id (select, 1, &station);
      if (!read_vehicle (db, round, &vehicle, &station, error))
        return FALSE;
    }
  return next == 0;
}

/**
 * fc_alert_read_fences:
 *
 * geofence-enter, geofence-leave and geofence-stay of the geofences whose form asks for it, where it happened within
 * FC_ALERT_MOMENT_US.
 */
gboolean
fc_alert_read_fences (FcDb            *db,
                      FcAlertReading  *reading,
                      GError         **error)
{
  g_autoptr (GArray) watches = NULL;
  Round round = { .reading = reading, .from = reading->now_us - FC_ALERT_MOMENT_US };
  gint64 longest = 0;

  if (!fc_alert_reading_wants (reading, "geofence-enter") && !fc_alert_reading_wants (reading, "geofence-leave") &&
      !fc_alert_reading_wants (reading, "geofence-stay"))
    return TRUE;
  watches = read_watches (db, error);
  if (watches == NULL)
    return FALSE;
  for (guint i = 0; i < watches->len; i++)
    if (g_array_index (watches, Watch, i).stay)
      longest = MAX (longest, g_array_index (watches, Watch, i).rules.dwell_us);
  round.watches = watches;
  round.from -= longest;
  return watches->len == 0 || read_vehicles (db, &round, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include "fc-geofence.h"
#include "fc-positions.h"

#include <math.h>

/* The company's vehicles, the places they are watched at, and where they were in the last days. */

#define DAYS_TOLD      7
#define MOST_POINTS    4
#define STARTS_FROM    6  /* o'clock */
#define STARTS_UNTIL   9
#define HOME_AT        18 /* nobody sets out later */
#define METRES_ASIDE   900.0
#define MARKED_VEHICLE 2  /* its receiver is a bad one */

static const struct {
  const char *number, *name, *model, *colour, *driver, *status;
  FcDemoProduct fuel;
  int tank; /* litres */
} vehicles[] = {
  { "151-C-20418", "Tanker 1", "Volvo FM 370", "#1a5fb4", "Marek Zielny", "in_service", FC_DEMO_DIESEL, 405 },
  { "162-G-11873", "Tanker 2", "Scania P 320", "#1a5fb4", "Diarmuid Loftus", "in_service", FC_DEMO_DIESEL, 400 },
  { "171-SO-3305", "Tanker 3", "Mercedes-Benz Arocs", "#1a5fb4", "Katya Brennan", "in_service", FC_DEMO_DIESEL, 390 },
  { "181-LH-7724", "Tanker 4", "Volvo FM 370", "#1a5fb4", NULL, "workshop", FC_DEMO_DIESEL, 405 },
  { "191-C-8841", "Service van south", "Ford Transit", "#26a269", "Owen Prior", "in_service", FC_DEMO_DIESEL, 80 },
  { "191-G-9035", "Service van west", "Ford Transit", "#26a269", "Siobhán Tuohy", "in_service", FC_DEMO_DIESEL, 80 },
  { "192-D-31560", "Service van east", "Renault Trafic", "#26a269", "Pawel Rutka", "in_service", FC_DEMO_DIESEL, 80 },
  { "201-KY-1277", "Shop deliveries", "Iveco Daily", "#c64600", "Gearóid Mac", "in_service", FC_DEMO_DIESEL, 90 },
  { "202-WW-4410", "Shop deliveries", "Iveco Daily", "#c64600", "Lena Holub", "in_service", FC_DEMO_DIESEL, 90 },
  { "211-D-50962", "Area manager", "Škoda Octavia", "#613583", "Colm Harkin", "in_service", FC_DEMO_UNLEADED_95, 50 },
  { "221-D-18209", "Meter inspector", "Toyota Corolla", "#613583", "Fiadh Mulcahy", "in_service", FC_DEMO_UNLEADED_95, 43 },
  { "132-C-6106", "Old tanker", "DAF LF", "#5e5c64", NULL, "retired", FC_DEMO_DIESEL, 300 },
};

/* Where roads meet: nobody drives along the coast, or over the bays. */
static const double junctions[][2] = {
  { 51.96, -8.42 }, { 52.66, -8.56 }, { 53.42, -7.93 }, { 53.30, -8.75 }, { 54.12, -8.35 }, { 53.32, -6.85 },
  { 52.16, -9.55 }, { 52.65, -7.25 },
};

typedef struct {
  FcDemoWorld *world;
  FcDemoRandom random;
  FcTrack *track;
  gint64 at; /* UTC µs: the vehicle's now */
  guint site;
  double metres;
} Drive;

static guint
n_told (FcDemoWorld *world)
{
  return MIN (world->n_days, DAYS_TOLD);
}

static FcPlace
place_at (double latitude,
          double longitude)
{
  FcPlace place = { 0 };

  fc_place_from_degrees (latitude, longitude, &place);
  return place;
}

static FcPlace
place_of (FcDemoWorld *world,
          guint        site)
{
  return place_at (world->sites[site].plan->latitude, world->sites[site].plan->longitude);
}

static FcPlace
junction_near (FcPlace place)
{
  FcPlace best = { 0 };
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < G_N_ELEMENTS (junctions); i++)
    {
      FcPlace junction = place_at (junctions[i][0], junctions[i][1]);
      double metres = fc_place_distance (place, junction);

      if (metres < least)
        {
          least = metres;
          best = junction;
        }
    }
  return best;
}

static void
add_fix (Drive  *drive,
         FcPlace place,
         double  kmh,
         double  bearing)
{
  FcFix fix = { .time_us = drive->at,
                .place = fc_place_move (place, fc_demo_random_between (&drive->random, 0, 360),
                                        fc_demo_random_between (&drive->random, 0, 6)),
                .speed = fc_fix_speed (kmh),
                .heading = fc_fix_heading (fmod (bearing + 360, 360)) };

  if (drive->at < drive->world->options.now_us)
    fc_track_add (drive->track, &fix);
}

/* One leg of a road: a fix a minute, with bends, slower where it begins and ends. */
static void
drive_leg (Drive   *drive,
           FcPlace  from,
           FcPlace  to)
{
  double length = fc_place_distance (from, to), done = 0;
  double aside = fc_demo_random_between (&drive->random, -METRES_ASIDE, METRES_ASIDE);
  double cruise = fc_demo_random_between (&drive->random, 62, 88);

  while (done < length && drive->at < drive->world->options.now_us)
    {
      double bearing = fc_place_bearing (from, to), share = done / length;
      FcPlace on_line = fc_place_move (from, bearing, done);
      double bend = aside * sin (share * G_PI) + 250 * sin (share * 9 * G_PI);
      double kmh = cruise * MIN (1, 0.45 + 8 * MIN (share, 1 - share)) +
                   fc_demo_random_between (&drive->random, -6, 6);

      add_fix (drive, fc_place_move (on_line, bearing + 90, bend), kmh, bearing);
      drive->at += 60 * G_USEC_PER_SEC;
      done += kmh / 3.6 * 60;
    }
  drive->metres += MIN (done, length);
}

static void
drive_to (Drive *drive,
          guint  site)
{
  FcPlace from = place_of (drive->world, drive->site), to = place_of (drive->world, site);
  FcPlace points[MOST_POINTS] = { from, junction_near (from), junction_near (to), to };

  for (guint i = 0; i + 1 < MOST_POINTS; i++)
    if (fc_place_distance (points[i], points[i + 1]) > 1)
      drive_leg (drive, points[i], points[i + 1]);
  drive->site = site;
}

/* It stands, and says so now and then. */
static void
stand (Drive  *drive,
       gint64  until)
{
  while (drive->at < MIN (until, drive->world->options.now_us))
    {
      add_fix (drive, place_of (drive->world, drive->site), 0, 0);
      drive->at += until - drive->at > 4 * FC_HOUR_US ? FC_HOUR_US : FC_HOUR_US / 6;
    }
  drive->at = MAX (drive->at, until);
}

static guint
next_site (Drive *drive,
           guint  home)
{
  guint n = drive->world->n_sites, site = fc_demo_random_below (&drive->random, n);

  return site != drive->site ? site : home != drive->site ? home : (site + 1) % n;
}

static void
drive_day (Drive *drive,
           guint  day,
           guint  home)
{
  FcDemoWorld *world = drive->world;
  gint64 begins = fc_demo_hour (world, day, STARTS_FROM) +
                  (gint64) (fc_demo_random_unit (&drive->random) * (STARTS_UNTIL - STARTS_FROM) * FC_HOUR_US);
  gint64 ends = fc_demo_hour (world, day, HOME_AT) - 3 * FC_HOUR_US;

  stand (drive, begins);
  while (drive->at < ends)
    {
      drive_to (drive, next_site (drive, home));
      stand (drive, drive->at + (gint64) (fc_demo_random_between (&drive->random, 20, 70) * 60 * G_USEC_PER_SEC));
    }
  if (drive->site != home)
    drive_to (drive, home);
}

/* What bad receivers say among the rest. */
static void
spoil (Drive *drive)
{
  static const gint64 ancient = G_GINT64_CONSTANT (-2177452800000000); /* 1901 */
  FcTrack *spoilt = fc_track_new (drive->track->n + 8);

  for (guint i = 0; i < drive->track->n; i++)
    {
      FcFix fix = fc_track_get (drive->track, i), odd = fix;

      fc_track_add (spoilt, &fix);
      if (i % 400 != 200)
        continue;
      odd.time_us += 20 * G_USEC_PER_SEC;
      odd.place = i % 800 == 200 ? (FcPlace){ 0, 0 } : place_at (48.2, 16.4);
      fc_track_add (spoilt, &odd);
      odd.time_us = ancient + (gint64) i * G_USEC_PER_SEC;
      fc_track_add (spoilt, &odd);
    }
  fc_track_free (drive->track);
  drive->track = spoilt;
}

static gboolean
emit_track (FcDemoWorld   *world,
            const FcTrack *track,
            const FcId    *vehicle,
            const FcId    *station,
            GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FcFactBatch) batch = NULL;

  for (guint i = 0; i < track->n; i++)
    {
      FcFix fix = fc_track_get (track, i);

      g_ptr_array_add (rows, fc_position_new (vehicle, station, &fix, "traccar", MAX (fix.time_us, 0)));
    }
  if (rows->len == 0)
    return TRUE;
  batch = fc_fact_batch_from_records (rows);
  return world->sink->positions (batch, world->sink_data, error);
}

static gboolean
emit_drives (FcDemoWorld *world,
             guint        vehicle,
             guint        home,
             GError     **error)
{
  Drive drive = { .world = world, .site = home };
  FcId id = fc_demo_id (world, "vehicle", 0, vehicle);
  guint first = world->n_days - n_told (world);
  gboolean emitted;

  fc_demo_random_init (&drive.random, world->options.seed, "drives", vehicle, 0);
  drive.track = fc_track_new (0);
  drive.at = fc_demo_hour (world, first, 0);
  for (guint day = first; day < world->n_days; day++)
    drive_day (&drive, day, home);
  stand (&drive, world->options.now_us);
  if (vehicle == MARKED_VEHICLE)
    spoil (&drive);
  fc_track_mark (drive.track, &fc_mark_rules_default, world->options.now_us);
  emitted = emit_track (world, drive.track, &id, &world->sites[home].id, error);
  fc_track_free (drive.track);
  return emitted;
}

static guint
home_of (FcDemoWorld *world,
         guint        vehicle)
{
  return vehicle % world->n_sites;
}

static gboolean
emit_vehicle (FcDemoWorld *world,
              guint        vehicle,
              GError     **error)
{
  FcId id = fc_demo_id (world, "vehicle", 0, vehicle);
  FcRecord *row = fc_record_new (FC_VEHICLE, &id);
  g_autofree char *tracker = g_strdup_printf ("8620000000%05u", 10007 + vehicle * 37);

  fc_record_set_ref (row, FC_VEHICLE_STATION_ID, &world->sites[home_of (world, vehicle)].id);
  fc_record_set_text (row, FC_VEHICLE_NUMBER, vehicles[vehicle].number);
  fc_record_set_text (row, FC_VEHICLE_NAME, vehicles[vehicle].name);
  if (vehicles[vehicle].driver != NULL)
    fc_record_set_text (row, FC_VEHICLE_DRIVER, vehicles[vehicle].driver);
  fc_record_set_ref (row, FC_VEHICLE_PRODUCT_ID, &world->products[vehicles[vehicle].fuel]);
  fc_record_set_text (row, FC_VEHICLE_STATUS, vehicles[vehicle].status);
  fc_record_set_int (row, FC_VEHICLE_ODOMETER, 41250000 + (gint64) vehicle * 18437000);
  fc_record_set_int (row, FC_VEHICLE_TANK_CAPACITY, (gint64) vehicles[vehicle].tank * 1000);
  fc_record_set_text (row, FC_VEHICLE_TRACKER_ID, tracker);
  fc_record_set_text (row, FC_VEHICLE_MODEL, vehicles[vehicle].model);
  fc_record_set_text (row, FC_VEHICLE_COLOUR, vehicles[vehicle].colour);
  return fc_demo_emit_record (world, row, error);
}

static gboolean
emit_fence (FcDemoWorld   *world,
            guint          n,
            const FcId    *station,
            const char    *name,
            const char    *kind,
            const FcPlace *places,
            guint          n_places,
            gint64         radius,
            GError       **error)
{
  FcId id = fc_demo_id (world, "geofence", 0, n);
  FcRecord *row = fc_record_new (FC_GEOFENCE, &id);
  g_autofree char *points = fc_geofence_points (places, n_places);

  fc_record_set_ref (row, FC_GEOFENCE_STATION_ID, station);
  fc_record_set_text (row, FC_GEOFENCE_NAME, name);
  fc_record_set_text (row, FC_GEOFENCE_KIND, kind);
  fc_record_set_text (row, FC_GEOFENCE_POINTS, points);
  fc_record_set_int (row, FC_GEOFENCE_RADIUS, radius);
  fc_record_set_int (row, FC_GEOFENCE_DWELL, 2 * 3600);
  return fc_demo_emit_record (world, row, error);
}

/* A circle around each station, a port as an area, a road as a corridor. */
static gboolean
emit_fences (FcDemoWorld *world,
             GError     **error)
{
  const FcPlace port[] = { place_at (53.285, -9.075), place_at (53.285, -9.035), place_at (53.258, -9.030),
                           place_at (53.255, -9.072) };
  const FcPlace road[] = { place_at (53.30, -8.75), place_at (53.42, -7.93), place_at (53.32, -6.85) };

  for (guint i = 0; i < world->n_sites; i++)
    {
      FcPlace middle = place_of (world, i);

      if (!emit_fence (world, i, &world->sites[i].id, world->sites[i].plan->name, "circle", &middle, 1, 300000, error))
        return FALSE;
    }
  return emit_fence (world, FC_DEMO_MAX_STATIONS, NULL, "Port Lorne docks", "polygon", port, G_N_ELEMENTS (port), 0,
                     error) &&
         emit_fence (world, FC_DEMO_MAX_STATIONS + 1, NULL, "M6 coast to coast", "corridor", road, G_N_ELEMENTS (road),
                     2500000, error);
}

/**
 * fc_demo_fleet_emit:
 *
 * The company's vehicles and geofences.
 */
gboolean
fc_demo_fleet_emit (FcDemoWorld  *world,
                    GError      **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (vehicles); i++)
    if (!emit_vehicle (world, i, error))
      return FALSE;
  return emit_fences (world, error);
}

/**
 * fc_demo_fleet_drive:
 *
 * Where those in service were in the last days, up to now. After everything else is flushed.
 */
gboolean
fc_demo_fleet_drive (FcDemoWorld  *world,
                     GError      **error)
{
  for (guint i = 0; world->sink->positions != NULL && i < G_N_ELEMENTS (vehicles); i++)
    if (g_str_equal (vehicles[i].status, "in_service") && !emit_drives (world, i, home_of (world, i), error))
      return FALSE;
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A million fixes of one vehicle: from the file or the receiver to marked fixes, and to the line on the map. */
#include "fc-bench.h"
#include "fc-gpx.h"
#include "fc-nmea.h"
#include "fc-time.h"
#include "fc-trips.h"

#include <math.h>

#define FIXES   1000000
#define SECOND  G_GINT64_CONSTANT (1000000)
#define NOW     G_GINT64_CONSTANT (1795262400000000) /* 2026-11-21 12:00 UTC */
#define LIMIT_S 1.0
#define ZOOM    11 /* a town on the screen */

/* Two weeks at one fix a second, winding, with a stop of ten minutes in each hour. */
static FcTrack *
make_drive (void)
{
  FcTrack *track = fc_track_new (FIXES);
  double latitude = 48, longitude = 11, course = 0;

  for (guint i = 0; i < FIXES; i++)
    {
      gboolean stands = i % 3600 >= 3000;
      FcFix fix = { NOW - (FIXES - i) * SECOND,
                    { 0 },
                    fc_fix_speed (stands ? 0 : 72),
                    fc_fix_heading (fmod (course * 180 / G_PI, 360)),
                    0 };

      if (!stands)
        {
          course += 0.01 + 0.05 * sin (i / 700.0);
          latitude += 1.8e-4 * cos (course);
          longitude += 2.7e-4 * sin (course);
        }
      fc_place_from_degrees (latitude, longitude, &fix.place);
      fc_track_add (track, &fix);
    }
  return track;
}

static GBytes *
write_gpx (const FcTrack *track)
{
  GString *text = g_string_sized_new (FIXES * 120);

  g_string_append (text, "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>\n");
  for (guint i = 0; i < track->n; i++)
    {
      g_autofree char *iso = fc_time_to_iso (track->times[i]);

      g_string_append_printf (text, "<trkpt lat=\"%.7f\" lon=\"%.7f\"><time>%.19sZ</time><speed>%.1f</speed></trkpt>\n",
                              track->places[i].latitude / FC_GEO_SCALE, track->places[i].longitude / FC_GEO_SCALE, iso,
                              track->speeds[i] / 360.0);
    }
  g_string_append (text, "</trkseg></trk></gpx>\n");
  return g_string_free_to_bytes (text);
}

static GBytes *
write_nmea (const FcTrack *track)
{
  GString *text = g_string_sized_new (FIXES * 80);

  for (guint i = 0; i < track->n; i++)
    {
      double latitude = track->places[i].latitude / FC_GEO_SCALE, longitude = track->places[i].longitude / FC_GEO_SCALE;
      g_autofree char *iso = fc_time_to_iso (track->times[i]);
      gsize start = text->len + 1;
      guint sum = 0;

      g_string_append_printf (text, "$GPRMC,%.2s%.2s%.2s.00,A,%02d%08.5f,N,%03d%08.5f,E,%.1f,,%.2s%.2s%.2s,,,A",
                              iso + 11, iso + 14, iso + 17, (int) latitude, fmod (latitude, 1) * 60, (int) longitude,
                              fmod (longitude, 1) * 60, track->speeds[i] / 185.2, iso + 8, iso + 5, iso + 2);
      for (gsize at = start; at < text->len; at++)
        sum ^= (guchar) text->str[at];
      g_string_append_printf (text, "*%02X\r\n", sum);
    }
  return g_string_free_to_bytes (text);
}

static void
report (const char *name,
        gint64      start)
{
  double seconds = fc_bench_seconds_since (start);

  fc_bench_print (name, seconds * 1000, "ms", seconds / LIMIT_S, "a second");
}

int
main (void)
{
  g_autoptr (FcTrack) drive = make_drive ();
  g_autoptr (GBytes) gpx = write_gpx (drive), nmea = write_nmea (drive);
  g_autoptr (FcNmeaReader) reader = fc_nmea_reader_new ();
  g_autoptr (FcTrack) heard = NULL, track = NULL;
  g_autoptr (GArray) stops = NULL, trips = NULL, drawn = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (nmea, &size);
  gint64 start = g_get_monotonic_time ();

  track = fc_gpx_read_bytes (gpx, "drive.gpx", NULL, NULL);
  g_assert (track != NULL && track->n == FIXES);
  g_assert (fc_track_mark (track, &fc_mark_rules_default, NOW) == 0);
  report ("track.load", start);

  start = g_get_monotonic_time ();
  heard = fc_track_new (0);
  fc_nmea_reader_push (reader, bytes, size, heard);
  fc_nmea_reader_finish (reader, heard);
  g_assert (heard->n == FIXES && fc_track_mark (heard, &fc_mark_rules_default, NOW) == 0);
  report ("track.load-nmea", start);

  start = g_get_monotonic_time ();
  drawn = fc_track_simplify (track, ZOOM, 1);
  g_assert (drawn->len > 100 && drawn->len < FIXES / 4);
  report ("track.simplify", start);

  start = g_get_monotonic_time ();
  stops = fc_track_stops (track, &fc_stop_rules_default);
  trips = fc_track_trips (track, stops);
  g_assert (stops->len >= FIXES / 3600 && trips->len >= stops->len);
  report ("track.trips", start);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-gpx.h"
#include "fc-test-places.h"
#include "fc-time.h"

#include <string.h>

#define SEED 7701

static const char yard[] =
  "<?xml version=\"1.0\"?>\n"
  "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\" "
  "xmlns:t=\"http://www.garmin.com/xmlschemas/TrackPointExtension/v2\">\n"
  "<metadata><time>2026-01-01T00:00:00Z</time></metadata>\n"
  "<wpt lat=\"1\" lon=\"2\"><time>2026-11-21T07:00:00Z</time></wpt>\n"
  "<trk><name>Truck 7 &amp; trailer</name><trkseg>\n"
  "<trkpt lat=\"-6.7923540\" lon=\"39.2083280\"><ele>12.5</ele><time>2026-11-21T08:00:00.25Z</time>\n"
  "<extensions><t:TrackPointExtension><t:speed>10.0</t:speed><t:course>359.99</t:course></t:TrackPointExtension></"
  "extensions></trkpt>\n"
  "<trkpt lon=\"39.2083\" lat=\"-6.7924\"><time> 2026-11-21T11:00:05+03:00 </time></trkpt>\n"
  "</trkseg><trkseg>\n"
  "<trkpt lat=\"-6.7925\" lon=\"39.2084\"/>\n"
  "</trkseg></trk></gpx>\n";

static FcTrack *
read_text (const char  *text,
           GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return fc_gpx_read_bytes (bytes, "yard.gpx", NULL, error);
}

static FcTrack *
read_shared (const char *name)
{
  gsize size;
  g_autofree char *text = fc_test_read_shared ("gpx", name, &size);
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, size) : NULL;
  g_autoptr (GError) error = NULL;
  FcTrack *track = bytes != NULL ? fc_gpx_read_bytes (bytes, name, NULL, &error) : NULL;

  g_assert_no_error (error);
  return track;
}

static gint64
moment (const char *iso)
{
  gint64 time_us;

  g_assert_true (fc_time_parse (iso, &time_us, NULL));
  return time_us;
}

static void
a_track_is_read_with_what_the_device_knew (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcTrack) track = read_text (yard, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (track->n, ==, 3);
  g_assert_cmpint (track->places[0].latitude, ==, -67923540);
  g_assert_cmpint (track->places[0].longitude, ==, 392083280);
  g_assert_cmpint (track->times[0], ==, moment ("2026-11-21T08:00:00Z") + 250000);
  g_assert_cmpuint (track->speeds[0], ==, 3600); /* 10 m/s */
  g_assert_cmpuint (track->headings[0], ==, 35999);
  g_assert_cmpuint (track->flags[0], ==, FC_FIX_BREAK);
  g_assert_cmpint (track->times[1], ==, moment ("2026-11-21T08:00:05Z"));
  g_assert_cmpuint (track->speeds[1], ==, FC_SPEED_UNKNOWN);
  g_assert_cmpuint (track->flags[1], ==, 0);
  g_assert_cmpuint (track->flags[2], ==, FC_FIX_BREAK | FC_FIX_NO_TIME);
}

static void
real_files_are_read_whole (void)
{
  static const struct {
    const char *name;
    guint fixes;
    guint untimed;
  } files[] = {
    { "Mojstrovka.gpx", 184, 0 },        { "around-visnjan-with-car.gpx", 104, 0 },
    { "cerknicko-jezero.gpx", 296, 0 },  { "gpx1.1_with_all_fields.gpx", 1, 0 },
    { "korita-zbevnica.gpx", 871, 358 }, { "track_with_dilution_errors.gpx", 1, 1 },
    { "track_with_speed.gpx", 3, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (FcTrack) track = read_shared (files[i].name);
      guint untimed = 0;

      if (track == NULL)
        return;
      for (guint k = 0; k < track->n; k++)
        untimed += (track->flags[k] & FC_FIX_NO_TIME) != 0;
      g_test_message ("%s: %u fixes, %u without a time", files[i].name, track->n, untimed);
      g_assert_cmpuint (track->n, ==, files[i].fixes);
      g_assert_cmpuint (untimed, ==, files[i].untimed);
    }
}

static void
speed_of_gpx_1_0_is_metres_a_second (void)
{
  g_autoptr (FcTrack) track = read_shared ("track_with_speed.gpx");

  if (track == NULL)
    return;
  g_assert_cmpuint (track->speeds[0], ==, 432);
  g_assert_cmpuint (track->speeds[2], ==, 1152);
}

static void
clocks_of_1901_are_marked_and_kept (void)
{
  g_autoptr (FcTrack) track = read_shared ("Mojstrovka.gpx");

  if (track == NULL)
    return;
  g_assert_cmpint (track->times[0], <, -2147483647LL * G_USEC_PER_SEC);
  g_assert_cmpuint (fc_track_mark (track, &fc_mark_rules_default, moment ("2026-11-21T08:00:00Z")), ==, track->n);
  for (guint i = 0; i < track->n; i++)
    g_assert_cmpuint (track->flags[i] & FC_FIX_DOUBTFUL, ==, FC_FIX_BAD_TIME);
}

/* A car and two walkers, one of whom goes 184 m in two seconds: 330 km/h. */
static void
of_real_tracks_one_fix_jumps (void)
{
  static const struct {
    const char *name;
    guint jumps;
  } files[] = { { "around-visnjan-with-car.gpx", 0 }, { "cerknicko-jezero.gpx", 1 }, { "korita-zbevnica.gpx", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (FcTrack) track = read_shared (files[i].name);
      guint jumps = 0;

      if (track == NULL)
        return;
      g_assert_cmpuint (fc_track_mark (track, &fc_mark_rules_default, moment ("2026-11-21T08:00:00Z")), ==,
                        files[i].jumps);
      for (guint k = 0; k < track->n; k++)
        jumps += (track->flags[k] & FC_FIX_JUMP) != 0;
      g_assert_cmpuint (jumps, ==, files[i].jumps);
      if (jumps > 0)
        g_assert_cmpuint (track->flags[237], ==, FC_FIX_JUMP);
    }
}

static void
what_is_no_gpx_is_refused_with_a_sentence (void)
{
  static const struct {
    const char *text;
    const char *says;
  } cases[] = {
    { "", "*yard.gpx*" },
    { "hello", "*line 1*broken*" },
    { "<kml/>", "yard.gpx is no GPX file" },
    { "<!DOCTYPE gpx [<!ENTITY a \"b\">]><gpx>&a;</gpx>", "*DTD*" },
    { "<!DOCTYPE gpx SYSTEM \"http://example.org/gpx.dtd\"><gpx/>", "*DTD*" },
    { "<gpx>&nothing;</gpx>", "*line 1*broken*" },
    { "<gpx>\n<trk><trkseg>\n<trkpt lat=\"91\" lon=\"0\"/></trkseg></trk></gpx>", "*line 3*latitude*" },
    { "<gpx><trk><trkseg><trkpt lon=\"0\"/></trkseg></trk></gpx>", "*latitude*" },
    { "<gpx><trk><trkseg><trkpt lat=\"1e1\" lon=\"0\"/></trkseg></trk></gpx>", "*latitude*" },
    { "<gpx><trk><trkseg><trkpt lat=\"1\" lon=\"2\">", "*line 1*broken*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FcTrack) track = read_text (cases[i].text, &error);

      g_assert_null (track);
      g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
      if (!g_pattern_match_simple (cases[i].says, error->message))
        g_error ("%s: “%s”", cases[i].text, error->message);
    }
}

/* One receiver that lost its head for a second is no reason to lose a day's track. */
static void
a_fix_at_no_place_is_left_out_and_counted (void)
{
  static const char text[] = "<gpx><trk><trkseg>\n"
                             "<trkpt lat=\"91\" lon=\"0\"><time>2026-11-21T08:00:00Z</time></trkpt>\n"
                             "<trkpt lat=\"1\" lon=\"2\"><time>2026-11-21T08:00:01Z</time></trkpt>\n"
                             "<trkpt lat=\"1\" lon=\"?\"><time>2026-11-21T08:00:02Z</time></trkpt>\n"
                             "<trkpt lat=\"1.001\" lon=\"2\"><time>2026-11-21T08:00:03Z</time></trkpt>\n"
                             "</trkseg></trk></gpx>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;
  guint n_refused = 0;
  g_autoptr (FcTrack) track = fc_gpx_read_bytes (bytes, "yard.gpx", &n_refused, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (n_refused, ==, 2);
  g_assert_cmpuint (track->n, ==, 2);
  g_assert_cmpuint (track->flags[0], ==, FC_FIX_BREAK); /* of the piece that the lost one began */
  g_assert_cmpint (track->times[0], ==, moment ("2026-11-21T08:00:01Z"));
  g_assert_cmpint (track->times[1], ==, moment ("2026-11-21T08:00:03Z"));
  g_assert_cmpuint (track->flags[1], ==, 0);
}

static void
a_nest_too_deep_is_refused (void)
{
  g_autoptr (GString) text = g_string_new ("<gpx>");
  g_autoptr (GError) error = NULL;
  g_autoptr (FcTrack) track = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "<a>");
  track = read_text (text->str, &error);
  g_assert_null (track);
  g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
  g_assert_true (g_pattern_match_simple ("*nested more than*", error->message));
}

static void
a_file_without_tracks_has_no_fixes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcTrack) track = read_text ("<gpx><rte><rtept lat=\"1\" lon=\"2\"/></rte></gpx>", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (track->n, ==, 0);
}

/* Cut anywhere it is refused; with a byte turned it is refused or read, and never more than there was. */
static void
cut_and_turned_bytes_do_no_harm (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_test_message ("seed %u", SEED);
  for (gsize length = 0; length < sizeof yard - 9; length++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (yard, length);
      g_autoptr (FcTrack) track = fc_gpx_read_bytes (bytes, "cut", NULL, NULL);

      g_assert_null (track);
    }
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *turned = g_strdup (yard);
      g_autoptr (FcTrack) track = NULL;

      turned[g_rand_int_range (rand, 0, sizeof yard - 1)] = (char) g_rand_int_range (rand, 1, 256);
      track = read_text (turned, NULL);
      g_assert_true (track == NULL || track->n <= 3);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/gpx/a-track-is-read-with-what-the-device-knew", a_track_is_read_with_what_the_device_knew);
  g_test_add_func ("/geo/gpx/real-files-are-read-whole", real_files_are_read_whole);
  g_test_add_func ("/geo/gpx/speed-of-gpx-1-0-is-metres-a-second", speed_of_gpx_1_0_is_metres_a_second);
  g_test_add_func ("/geo/gpx/clocks-of-1901-are-marked-and-kept", clocks_of_1901_are_marked_and_kept);
  g_test_add_func ("/geo/gpx/of-real-tracks-one-fix-jumps", of_real_tracks_one_fix_jumps);
  g_test_add_func ("/geo/gpx/what-is-no-gpx-is-refused-with-a-sentence", what_is_no_gpx_is_refused_with_a_sentence);
  g_test_add_func ("/geo/gpx/a-fix-at-no-place-is-left-out-and-counted", a_fix_at_no_place_is_left_out_and_counted);
  g_test_add_func ("/geo/gpx/a-nest-too-deep-is-refused", a_nest_too_deep_is_refused);
  g_test_add_func ("/geo/gpx/a-file-without-tracks-has-no-fixes", a_file_without_tracks_has_no_fixes);
  g_test_add_func ("/geo/gpx/cut-and-turned-bytes-do-no-harm", cut_and_turned_bytes_do_no_harm);
  return g_test_run ();
}

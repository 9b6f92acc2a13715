/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-track-file.h"

#include <glib/gstdio.h>
#include <string.h>

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static FcTrackFile *
read_text (const char *name,
           const char *text,
           GError    **error)
{
  g_autofree char *folder = g_dir_make_tmp ("fc-track-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  fc_track_file_read_async (file, NULL, read_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_remove (path);
  g_rmdir (folder);
  return fc_track_file_read_finish (result, error);
}

#define GPX_HEAD "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>\n"
#define GPX_TAIL "</trkseg></trk></gpx>"

static void
gpx_whatever_its_name (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcTrackFile) file = read_text ("12-AB-34 today.txt",
                                            GPX_HEAD
                                            "<trkpt lat=\"38.7\" lon=\"-9.1\"><time>2026-11-20T10:00:00Z</time></trkpt>\n"
                                            "<trkpt lat=\"38.8\" lon=\"-9.1\"/>\n" GPX_TAIL,
                                            &error);

  g_assert_no_error (error);
  g_assert_cmpstr (file->source, ==, "gpx");
  g_assert_cmpuint (file->track->n, ==, 2);
  g_assert_cmpuint (file->n_timeless, ==, 1);
  g_assert_cmpint (file->first_us, ==, file->last_us);
  g_assert_true (fc_track_file_names (file, "12 ab 34"));
  g_assert_false (fc_track_file_names (file, "99-XX-99"));
  g_assert_false (fc_track_file_names (file, "34")); /* too short to mean anything */
  g_assert_false (fc_track_file_names (file, NULL));
}

static void
nmea_counts_what_is_damaged (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcTrackFile) file = read_text ("log.nmea",
                                            "$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230326,003.1,W*63\r\n"
                                            "$GPRMC,123520,A,4807.038,N,01131.000,E,022.4,084.4,230326,003.1,W*00\r\n",
                                            &error);

  g_assert_no_error (error);
  g_assert_cmpstr (file->source, ==, "nmea");
  g_assert_cmpuint (file->track->n, ==, 1);
  g_assert_cmpuint (file->n_refused, ==, 1);
}

static void
a_broken_line_is_named (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcTrackFile) file =
    read_text ("van.gpx", GPX_HEAD "<trkpt lat=\"91\" lon=\"-9.1\"></trkpt>" GPX_TAIL, &error);

  g_assert_null (file);
  g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, "van.gpx, line 2"));
}

static void
what_has_no_positions_says_so (void)
{
  static const char *const texts[] = { "", "Dear Sir or Madam", GPX_HEAD GPX_TAIL,
                                       GPX_HEAD "<trkpt lat=\"1\" lon=\"1\"/>" GPX_TAIL };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FcTrackFile) file = read_text ("van.gpx", texts[i], &error);

      g_assert_null (file);
      g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "van.gpx"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/track-file/gpx-whatever-its-name", gpx_whatever_its_name);
  g_test_add_func ("/track-file/nmea-counts-what-is-damaged", nmea_counts_what_is_damaged);
  g_test_add_func ("/track-file/a-broken-line-is-named", a_broken_line_is_named);
  g_test_add_func ("/track-file/what-has-no-positions-says-so", what_has_no_positions_says_so);
  return g_test_run ();
}

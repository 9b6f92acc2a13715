/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-geofence.h"

#include <string.h>

static FcRecord *
geofence (const char *kind,
          const char *points,
          gint64      radius)
{
  FcId id = fc_id_from_key ("geofence", NULL);
  FcRecord *row = fc_record_new (FC_GEOFENCE, &id);

  fc_record_set_text (row, FC_GEOFENCE_NAME, "Depot");
  fc_record_set_text (row, FC_GEOFENCE_KIND, kind);
  fc_record_set_text (row, FC_GEOFENCE_POINTS, points);
  fc_record_set_int (row, FC_GEOFENCE_RADIUS, radius);
  return row;
}

static void
points_go_there_and_back (void)
{
  const FcPlace places[] = { { 387223000, -91393000 }, { -900000000, 1800000000 } };
  g_autofree char *points = fc_geofence_points (places, 2);
  g_autoptr (FcRecord) row = geofence ("corridor", points, 100000);
  g_autoptr (GError) error = NULL;
  guint n;
  g_autofree FcPlace *back = fc_geofence_places (row, &n, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (points, ==, "[[387223000,-91393000],[-900000000,1800000000]]");
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpmem (back, sizeof places, places, sizeof places);
}

static void
a_radius_is_in_millimetres (void)
{
  g_autoptr (FcRecord) row = geofence ("circle", "[[387223000,-91393000]]", 250000);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcFence) fence = fc_geofence_fence (row, &error);
  FcPlace middle = { 387223000, -91393000 };

  g_assert_no_error (error);
  g_assert_true (fc_fence_contains (fence, fc_place_move (middle, 90, 249)));
  g_assert_false (fc_fence_contains (fence, fc_place_move (middle, 90, 251)));
}

static void
what_is_no_area_has_a_sentence (void)
{
  static const char *const wrong[] = { NULL, "[]", "{}", "[[1]]", "[[1,2,3]]", "[[950000000,0]]", "[1,2]", "[[[1],2]]" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (FcRecord) row = geofence ("circle", wrong[i], 250000);
      g_autoptr (GError) error = NULL;

      g_assert_null (fc_geofence_fence (row, &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "Depot"));
    }
}

static void
an_area_of_two_corners_is_refused (void)
{
  g_autoptr (FcRecord) row = geofence ("polygon", "[[1,2],[3,4]]", 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (fc_geofence_fence (row, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
}

static void
without_a_time_nobody_stays_too_long (void)
{
  g_autoptr (FcRecord) row = geofence ("circle", "[[1,2]]", 250000);

  g_assert_cmpint (fc_geofence_rules (row).dwell_us, ==, 0);
  fc_record_set_int (row, FC_GEOFENCE_DWELL, 900);
  g_assert_cmpint (fc_geofence_rules (row).dwell_us, ==, 900 * G_USEC_PER_SEC);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fleet/geofence/points-go-there-and-back", points_go_there_and_back);
  g_test_add_func ("/fleet/geofence/a-radius-is-in-millimetres", a_radius_is_in_millimetres);
  g_test_add_func ("/fleet/geofence/what-is-no-area-has-a-sentence", what_is_no_area_has_a_sentence);
  g_test_add_func ("/fleet/geofence/an-area-of-two-corners-is-refused", an_area_of_two_corners_is_refused);
  g_test_add_func ("/fleet/geofence/without-a-time-nobody-stays-too-long", without_a_time_nobody_stays_too_long);
  return g_test_run ();
}

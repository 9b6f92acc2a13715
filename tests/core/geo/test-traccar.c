/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-test-places.h"
#include "fc-time.h"
#include "fc-traccar.h"

#include <string.h>

#define SEED 5055

#define POSITION                                                                                             \
  "{\"id\":901,\"attributes\":{\"batteryLevel\":88,\"motion\":true},\"deviceId\":7,\"protocol\":\"osmand\"," \
  "\"serverTime\":\"2026-11-21T08:00:03.000+00:00\",\"deviceTime\":\"2026-11-21T08:00:02.000+00:00\","       \
  "\"fixTime\":\"2026-11-21T08:00:01.500+00:00\",\"outdated\":false,\"valid\":true,\"latitude\":-1.2920659," \
  "\"longitude\":36.8219462,\"altitude\":1661.0,\"speed\":30.5,\"course\":271.25,\"address\":null,\"accuracy\":0.0}"

static GArray *
read_text (const char *text,
           guint      *n_refused)
{
  g_autoptr (GError) error = NULL;
  GArray *positions = fc_traccar_read_positions (text, strlen (text), n_refused, &error);

  g_assert_no_error (error);
  return positions;
}

static FcTraccarPosition
read_one (const char *text)
{
  g_autoptr (GArray) positions = read_text (text, NULL);

  g_assert_cmpuint (positions->len, ==, 1);
  return g_array_index (positions, FcTraccarPosition, 0);
}

static void
check_position (const FcTraccarPosition *position)
{
  gint64 eight;

  g_assert_true (fc_time_parse ("2026-11-21T08:00:00Z", &eight, NULL));
  g_assert_cmpint (position->id, ==, 901);
  g_assert_cmpint (position->device_id, ==, 7);
  g_assert_cmpint (position->fix.time_us, ==, eight + 1500000);
  g_assert_cmpint (position->device_us, ==, eight + 2000000);
  g_assert_cmpint (position->server_us, ==, eight + 3000000);
  g_assert_cmpint (position->fix.place.latitude, ==, -12920659);
  g_assert_cmpint (position->fix.place.longitude, ==, 368219462);
  g_assert_cmpuint (position->fix.speed, ==, 5649); /* 30.5 knots */
  g_assert_cmpuint (position->fix.heading, ==, 27125);
  g_assert_cmpuint (position->fix.flags, ==, 0);
}

static void
answer_and_message_say_the_same (void)
{
  FcTraccarPosition asked = read_one ("[" POSITION "]"), told = read_one ("{\"positions\":[" POSITION "]}");

  check_position (&asked);
  check_position (&told);
}

static void
a_message_about_devices_has_no_positions (void)
{
  guint n_refused;
  g_autoptr (GArray) positions = read_text ("{\"devices\":[{\"id\":7,\"status\":\"online\"}]}", &n_refused);

  g_assert_cmpuint (positions->len, ==, 0);
  g_assert_cmpuint (n_refused, ==, 0);
}

static void
the_server_s_doubts_are_kept (void)
{
  FcTraccarPosition position =
    read_one ("[{\"deviceId\":7,\"latitude\":1,\"longitude\":2,\"valid\":false,\"outdated\":true}]");

  g_assert_cmpuint (position.fix.flags, ==, FC_FIX_VOID | FC_FIX_STALE | FC_FIX_NO_TIME);
  g_assert_cmpuint (position.fix.speed, ==, FC_SPEED_UNKNOWN);
  g_assert_cmpuint (position.fix.heading, ==, FC_HEADING_UNKNOWN);
}

static void
what_is_no_position_is_counted_and_the_rest_read (void)
{
  guint n_refused;
  g_autoptr (GArray) positions =
    read_text ("[7, null, [], {}, {\"deviceId\":7,\"latitude\":\"1\",\"longitude\":2},"
               "{\"deviceId\":7,\"latitude\":90.5,\"longitude\":2}, {\"latitude\":1,\"longitude\":2},"
               "{\"deviceId\":{},\"latitude\":1,\"longitude\":2}," POSITION "]",
               &n_refused);

  g_assert_cmpuint (positions->len, ==, 1);
  g_assert_cmpuint (n_refused, ==, 8);
}

static void
cut_and_turned_bytes_do_no_harm (void)
{
  static const char text[] = "[" POSITION "," POSITION "]";
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_test_message ("seed %u", SEED);
  for (gsize length = 0; length < sizeof text - 1; length++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fc_traccar_read_positions (text, length, NULL, &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
    }
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *turned = g_strdup (text);
      g_autoptr (GArray) positions = NULL;

      turned[g_rand_int_range (rand, 0, sizeof text - 1)] = (char) g_rand_int_range (rand, 1, 256);
      positions = fc_traccar_read_positions (turned, strlen (turned), NULL, NULL);
      g_assert_true (positions == NULL || positions->len <= 2);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/traccar/answer-and-message-say-the-same", answer_and_message_say_the_same);
  g_test_add_func ("/geo/traccar/a-message-about-devices-has-no-positions", a_message_about_devices_has_no_positions);
  g_test_add_func ("/geo/traccar/the-server-s-doubts-are-kept", the_server_s_doubts_are_kept);
  g_test_add_func ("/geo/traccar/what-is-no-position-is-counted-and-the-rest-read",
                   what_is_no_position_is_counted_and_the_rest_read);
  g_test_add_func ("/geo/traccar/cut-and-turned-bytes-do-no-harm", cut_and_turned_bytes_do_no_harm);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-nmea.h"
#include "fc-test-places.h"
#include "fc-time.h"

#include <math.h>
#include <string.h>

#define SEED 183

/* A sentence as a receiver sends it, of what stands between '$' and '*'. */
static char *
sentence (const char *body)
{
  guint sum = 0;

  for (const char *at = body; *at != '\0'; at++)
    sum ^= (guchar) *at;
  return g_strdup_printf ("$%s*%02X\r\n", body, sum);
}

static void
hear (FcNmeaReader *reader,
      FcTrack      *track,
      const char   *body)
{
  g_autofree char *line = sentence (body);

  fc_nmea_reader_push (reader, line, strlen (line), track);
}

/* What becomes of some sentences. @n_refused: (nullable) */
static FcTrack *
read_bodies (guint             *n_refused,
             const char *const *bodies)
{
  g_autoptr (FcNmeaReader) reader = fc_nmea_reader_new ();
  FcTrack *track = fc_track_new (0);

  for (guint i = 0; bodies[i] != NULL; i++)
    hear (reader, track, bodies[i]);
  fc_nmea_reader_finish (reader, track);
  if (n_refused != NULL)
    *n_refused = fc_nmea_reader_n_refused (reader);
  else
    g_assert_cmpuint (fc_nmea_reader_n_refused (reader), ==, 0);
  return track;
}

#define READ(n_refused, ...) read_bodies (n_refused, (const char *const[]){ __VA_ARGS__, NULL })

static gint64
moment (const char *iso)
{
  gint64 time_us;

  g_assert_true (fc_time_parse (iso, &time_us, NULL));
  return time_us;
}

static void
the_textbook_sentence_is_read (void)
{
  static const char text[] = "$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A\r\n";
  g_autoptr (FcNmeaReader) reader = fc_nmea_reader_new ();
  g_autoptr (FcTrack) track = fc_track_new (0);

  fc_nmea_reader_push (reader, text, strlen (text), track);
  g_assert_cmpuint (track->n, ==, 0); /* the receiver may have more to say of this second */
  fc_nmea_reader_finish (reader, track);
  g_assert_cmpuint (track->n, ==, 1);
  g_assert_cmpint (track->times[0], ==, moment ("1994-03-23T12:35:19Z"));
  g_assert_cmpint (track->places[0].latitude, ==, 481173000);
  g_assert_cmpint (track->places[0].longitude, ==, 115166667);
  g_assert_cmpuint (track->speeds[0], ==, 4148); /* 22.4 knots are 41.48 km/h */
  g_assert_cmpuint (track->headings[0], ==, 8440);
  g_assert_cmpuint (track->flags[0], ==, 0);
}

static void
two_sentences_of_one_second_are_one_fix (void)
{
  g_autoptr (FcTrack) track = READ (NULL, "GNGGA,080000.00,3352.0000,S,15112.0000,E,1,09,0.9,12.0,M,,M,,",
                                    "GNRMC,080000.00,A,3352.0000,S,15112.0000,E,10.0,90.0,211126,,,A",
                                    "GNRMC,080001.00,A,3352.0000,S,15112.0050,E,10.0,90.0,211126,,,A",
                                    "GNGGA,080001.00,3352.0000,S,15112.0050,E,1,09,0.9,12.0,M,,M,,");

  g_assert_cmpuint (track->n, ==, 2);
  g_assert_cmpint (track->times[0], ==, moment ("2026-11-21T08:00:00Z"));
  g_assert_cmpint (track->places[0].latitude, ==, -338666667);
  g_assert_cmpuint (track->speeds[0], ==, 1852);
  g_assert_cmpint (track->times[1] - track->times[0], ==, G_USEC_PER_SEC);
}

static void
the_date_rolls_over_at_midnight (void)
{
  g_autoptr (FcTrack) track =
    READ (NULL, "GPRMC,235958,A,0100.00,N,00200.00,E,0.0,,311226,,",
          "GPGGA,235959,0100.00,N,00200.00,E,1,05,1,0,M,,M,,", "GPGGA,000000,0100.00,N,00200.00,E,1,05,1,0,M,,M,,",
          "GPGGA,000001,0100.00,N,00200.00,E,1,05,1,0,M,,M,,");

  g_assert_cmpuint (track->n, ==, 4);
  g_assert_cmpint (track->times[1], ==, moment ("2026-12-31T23:59:59Z"));
  g_assert_cmpint (track->times[2], ==, moment ("2027-01-01T00:00:00Z"));
  g_assert_cmpint (track->times[3], ==, moment ("2027-01-01T00:00:01Z"));
}

static void
before_the_first_date_a_fix_has_no_time (void)
{
  g_autoptr (FcTrack) track = READ (NULL, "GPGGA,080000,0100.00,N,00200.00,E,1,05,1,0,M,,M,,",
                                    "GPRMC,080001,A,0100.00,N,00200.00,E,0.0,,211126,,");

  g_assert_cmpuint (track->n, ==, 2);
  g_assert_cmpuint (track->flags[0], ==, FC_FIX_NO_TIME);
  g_assert_cmpint (track->times[0], ==, 0);
  g_assert_cmpuint (track->flags[1], ==, 0);
}

static void
void_fixes_are_marked_and_kept (void)
{
  g_autoptr (FcTrack) track =
    READ (NULL, "GPRMC,080000,V,,,,,,,211126,,", "GPRMC,080001,V,0100.00,N,00200.00,E,,,211126,,",
          "GPRMC,080002,A,0100.00,N,00200.00,E,1.0,,211126,,", "GPGGA,080002,0100.00,N,00200.00,E,0,00,,,M,,M,,");

  g_assert_cmpuint (track->n, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (track->flags[i], ==, FC_FIX_VOID);
  g_assert_cmpint (track->places[1].latitude, ==, 10000000);
}

static void
what_cannot_be_believed_is_counted (void)
{
  static const char wrong[] = "$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6B\r\n"
                              "$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W\r\n"
                              "$GPRMC,123519,A,4807.0$GPGSV,1*";
  g_autoptr (FcNmeaReader) reader = fc_nmea_reader_new ();
  g_autoptr (FcTrack) heard = fc_track_new (0);
  g_autoptr (FcTrack) track = NULL;
  guint n_refused;

  fc_nmea_reader_push (reader, wrong, strlen (wrong), heard);
  fc_nmea_reader_finish (reader, heard);
  g_assert_cmpuint (heard->n, ==, 0);
  g_assert_cmpuint (fc_nmea_reader_n_refused (reader), ==, 4);

  track =
    READ (&n_refused, "GPRMC,246000,A,0100.00,N,00200.00,E,1.0,,211126,,",
          "GPRMC,080000,A,0160.00,N,00200.00,E,1.0,,211126,,", "GPRMC,080001,A,0100.00,X,00200.00,E,1.0,,211126,,",
          "GPRMC,080002,A,9100.00,N,00200.00,E,1.0,,211126,,", "GPRMC,080003,A,,,,,1.0,,211126,,", "GPRMC,0800",
          "GPGSV,3,1,11", "PGRME,15.0,M,45.0,M,25.0,M");
  g_assert_cmpuint (track->n, ==, 0);
  g_assert_cmpuint (n_refused, ==, 6);
}

/* The line of a place as a receiver with @decimals of a minute writes it. */
static char *
write_rmc (const FcFix *fix)
{
  double latitude = fabs (fix->place.latitude / FC_GEO_SCALE), longitude = fabs (fix->place.longitude / FC_GEO_SCALE);
  g_autofree char *iso = fc_time_to_iso (fix->time_us);
  g_autofree char *body =
    g_strdup_printf ("GNRMC,%.2s%.2s%.6s,A,%02d%010.7f,%c,%03d%010.7f,%c,%.4f,%.2f,%.2s%.2s%.2s,,,A", iso + 11,
                     iso + 14, iso + 17, (int) latitude, (latitude - (int) latitude) * 60,
                     fix->place.latitude < 0 ? 'S' : 'N', (int) longitude, (longitude - (int) longitude) * 60,
                     fix->place.longitude < 0 ? 'W' : 'E', fix->speed / 185.2, fix->heading / 100.0, iso + 8, iso + 5,
                     iso + 2);

  return sentence (body);
}

static FcFix
any_fix (GRand *rand)
{
  gint64 centiseconds =
    g_rand_int_range (rand, 946684800, 2147483647) * G_GINT64_CONSTANT (100) + g_rand_int_range (rand, 0, 100);

  return (FcFix){ centiseconds * 10000, fc_test_place_anywhere (rand), (guint16) g_rand_int_range (rand, 0, 60000),
                  (guint16) g_rand_int_range (rand, 0, 36000), 0 };
}

static void
what_is_written_is_read_again (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_test_message ("seed %u", SEED);
  for (guint i = 0; i < 20000; i++)
    {
      FcFix fix = any_fix (rand);
      g_autofree char *line = write_rmc (&fix);
      g_autoptr (FcNmeaReader) reader = fc_nmea_reader_new ();
      g_autoptr (FcTrack) track = fc_track_new (0);

      if (strstr (line, "60.0000000,") != NULL)
        continue; /* minutes that the writer rounded up */
      fc_nmea_reader_push (reader, line, strlen (line), track);
      fc_nmea_reader_finish (reader, track);
      g_assert_cmpuint (track->n, ==, 1);
      g_assert_cmpint (track->times[0], ==, fix.time_us);
      g_assert_cmpint (ABS (track->places[0].latitude - fix.place.latitude), <=, 1);
      g_assert_cmpint (ABS (track->places[0].longitude - fix.place.longitude), <=, 1);
      g_assert_cmpint (ABS (track->speeds[0] - fix.speed), <=, 1);
      g_assert_cmpuint (track->headings[0], ==, fix.heading);
    }
}

static void
the_pieces_in_which_it_comes_change_nothing (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (GString) text = g_string_new ("\x01noise");
  g_autoptr (FcNmeaReader) whole = fc_nmea_reader_new (), pieces = fc_nmea_reader_new ();
  g_autoptr (FcTrack) at_once = fc_track_new (0), bit_by_bit = fc_track_new (0);

  g_test_message ("seed %u", SEED);
  for (guint i = 0; i < 500; i++)
    {
      FcFix fix = any_fix (rand);
      g_autofree char *line = write_rmc (&fix);

      if (g_rand_int_range (rand, 0, 5) == 0)
        line[g_rand_int_range (rand, 0, (gint32) strlen (line))] = (char) g_rand_int_range (rand, 1, 256);
      g_string_append (text, line);
    }
  fc_nmea_reader_push (whole, text->str, text->len, at_once);
  fc_nmea_reader_finish (whole, at_once);
  for (gsize at = 0; at < text->len;)
    {
      gsize n = MIN ((gsize) g_rand_int_range (rand, 1, 50), text->len - at);

      fc_nmea_reader_push (pieces, text->str + at, n, bit_by_bit);
      at += n;
    }
  fc_nmea_reader_finish (pieces, bit_by_bit);
  g_assert_cmpuint (at_once->n, >, 350);
  g_assert_cmpuint (at_once->n, ==, bit_by_bit->n);
  g_assert_cmpuint (fc_nmea_reader_n_refused (whole), ==, fc_nmea_reader_n_refused (pieces));
  g_assert_cmpmem (at_once->times, at_once->n * sizeof (gint64), bit_by_bit->times, at_once->n * sizeof (gint64));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/nmea/the-textbook-sentence-is-read", the_textbook_sentence_is_read);
  g_test_add_func ("/geo/nmea/two-sentences-of-one-second-are-one-fix", two_sentences_of_one_second_are_one_fix);
  g_test_add_func ("/geo/nmea/the-date-rolls-over-at-midnight", the_date_rolls_over_at_midnight);
  g_test_add_func ("/geo/nmea/before-the-first-date-a-fix-has-no-time", before_the_first_date_a_fix_has_no_time);
  g_test_add_func ("/geo/nmea/void-fixes-are-marked-and-kept", void_fixes_are_marked_and_kept);
  g_test_add_func ("/geo/nmea/what-cannot-be-believed-is-counted", what_cannot_be_believed_is_counted);
  g_test_add_func ("/geo/nmea/what-is-written-is-read-again", what_is_written_is_read_again);
  g_test_add_func ("/geo/nmea/the-pieces-in-which-it-comes-change-nothing",
                   the_pieces_in_which_it_comes_change_nothing);
  return g_test_run ();
}

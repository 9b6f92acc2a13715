/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office.h"

#include "fc-verify-tracks.h"

/* What is asked of a hub that has very many positions: this test is the hub. */

typedef struct {
  Office *office;
  FcCheckBook *book;
  GPtrArray *sheets; /* FcCheckSheet, of the book */
  FcVerifyTracks *tracks;
  GPtrArray *asked; /* FcCheckRequest */
  gboolean ended;
  GError *error; /* (nullable) */
  FcVerified verified;
} Fixture;

static void
note_question (gpointer  data,
               GBytes   *body)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;
  FcCheckRequest *request = fc_check_request_decode (body, &error);

  g_assert_no_error (error);
  g_ptr_array_add (fixture->asked, request);
  g_bytes_unref (body);
}

static void
note_progress (gpointer data,
               double   fraction)
{
  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
}

static void
note_end (gpointer          data,
          const FcVerified *verified,
          const GError     *error)
{
  Fixture *fixture = data;

  g_assert_false (fixture->ended);
  fixture->ended = TRUE;
  fixture->verified = *verified;
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
}

static void
add_sheet (Fixture    *fixture,
           const char *bucket)
{
  FcCheckSheet *sheet = fc_check_book_get (fixture->book, bucket, 100);

  sheet->facts = g_new0 (FcRowSum, FC_ROW_RANGES);
  g_ptr_array_add (fixture->sheets, sheet);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const FcVerifyWorld world = { note_question, note_progress, note_end };
  FcId client = fc_id_from_key ("test", "client", NULL);

  fixture->office = office_new ();
  fixture->asked = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_check_request_free);
  fixture->book = fc_check_book_new ();
  fixture->sheets = g_ptr_array_new ();
  fixture->book->epoch = 5;
  fixture->book->tracks = TRUE;
  add_sheet (fixture, "track/0190a000-0000-7000-8000-000000000001");
  add_sheet (fixture, "track");
  fixture->tracks =
    fc_verify_tracks_start (fixture->office->replica, &client, fixture->book, fixture->sheets, &world, fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  fc_verify_tracks_stop (fixture->tracks);
  g_ptr_array_unref (fixture->sheets);
  fc_check_book_free (fixture->book);
  g_ptr_array_unref (fixture->asked);
  g_clear_error (&fixture->error);
  office_free (fixture->office);
}

static const FcCheckRequest *
last_question (Fixture *fixture)
{
  return fixture->asked->pdata[fixture->asked->len - 1];
}

/* The hub has @n rows in each range, and here there are none. */
static void
say_sums (Fixture *fixture,
          guint64  n)
{
  g_autoptr (FcCheckReply) reply = fc_check_reply_new ();
  FcRowSum sum = { n, 1, 2 };

  reply->tracks = TRUE;
  for (int i = 0; i < FC_ROW_RANGES; i++)
    fc_check_reply_add_sum (reply, last_question (fixture)->bucket, i, &sum);
  fc_verify_tracks_answered (fixture->tracks, reply, NULL);
}

static void
refuse (Fixture *fixture)
{
  g_autoptr (GError) error = g_error_new_literal (FC_SYNC_ERROR, FC_SYNC_ERROR_HUB, "Ask for fewer.");

  fc_verify_tracks_answered (fixture->tracks, NULL, error);
}

static void
test_one_bucket_after_the_other (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autoptr (FcCheckReply) nothing = fc_check_reply_new ();

  nothing->tracks = TRUE;
  g_assert_cmpstr (last_question (fixture)->bucket, ==, "track");
  g_assert_true (last_question (fixture)->tracks);
  g_assert_cmpint (fc_cursor_get (last_question (fixture)->cursor, "track"), ==, 100);
  fc_verify_tracks_answered (fixture->tracks, nothing, NULL);
  g_assert_cmpuint (fixture->asked->len, ==, 2);
  g_assert_true (g_str_has_prefix (last_question (fixture)->bucket, "track/"));
  g_assert_false (fixture->ended);
  fc_verify_tracks_answered (fixture->tracks, nothing, NULL);
  g_assert_true (fixture->ended);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->verified.buckets, ==, 2);
}

/* A hundred thousand rows at once, or one range. */
static void
test_full_ranges (Fixture       *fixture,
                  gconstpointer  data)
{
  guint rows = GPOINTER_TO_UINT (data);

  say_sums (fixture, rows);
  g_assert_cmpuint (last_question (fixture)->ranges->len, ==, CLAMP (100000 / rows, 1, FC_WIRE_MAX_RANGES));
}

/* Half as many each time, from the first again; one that is refused alone is the end of it. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  say_sums (fixture, 3);
  for (guint n = FC_WIRE_MAX_RANGES; n >= 1; n /= 2)
    {
      g_assert_false (fixture->ended);
      g_assert_cmpuint (last_question (fixture)->ranges->len, ==, n);
      g_assert_cmpuint (g_array_index (last_question (fixture)->ranges, guint8, n - 1), ==, n - 1);
      refuse (fixture);
    }
  g_assert_true (fixture->ended);
  g_assert_error (fixture->error, FC_SYNC_ERROR, FC_SYNC_ERROR_HUB);
}

/* An older hub says nothing of positions, and must not be taken for one that has none. */
static void
test_older_hub (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (FcCheckReply) reply = fc_check_reply_new ();

  fc_verify_tracks_answered (fixture->tracks, reply, NULL);
  g_assert_true (fixture->ended);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->asked->len, ==, 1);
  g_assert_cmpuint (fixture->verified.buckets, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func, data) g_test_add ("/sync/verify/tracks/" name, Fixture, data, set_up, func, tear_down)
  TEST ("one-bucket-after-the-other", test_one_bucket_after_the_other, NULL);
  TEST ("few-rows", test_full_ranges, GUINT_TO_POINTER (2));
  TEST ("many-rows", test_full_ranges, GUINT_TO_POINTER (30000));
  TEST ("more-than-fit", test_full_ranges, GUINT_TO_POINTER (500000));
  TEST ("refused", test_refused, NULL);
  TEST ("older-hub", test_older_hub, NULL);
  return g_test_run ();
}

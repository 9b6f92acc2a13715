/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-id.h"

#define NOW G_GINT64_CONSTANT (1790000000123456)

static void
test_person_made_ids_sort_by_time (void)
{
  FcId before = fc_id_new (NOW);
  FcId after = fc_id_new (NOW + 5000);

  g_assert_cmpint (fc_id_compare (&before, &after), <, 0);
  g_assert_cmpint (fc_id_time_us (&before), ==, NOW / 1000 * 1000);
  g_assert_cmpint (before.bytes[6] >> 4, ==, 7);
  g_assert_cmpint (before.bytes[8] >> 6, ==, 2);
}

static void
test_two_offices_make_the_same_id_of_a_key (void)
{
  FcId here = fc_id_from_key ("tenant", "station", "FGM", "12", NULL);
  FcId there = fc_id_from_key ("tenant", "station", "FGM", "12", NULL);
  FcId shifted = fc_id_from_key ("tenant", "stationF", "GM", "12", NULL);

  g_assert_true (fc_id_equal (&here, &there));
  g_assert_false (fc_id_equal (&here, &shifted));
  g_assert_cmpint (here.bytes[6] >> 4, ==, 8);
  g_assert_cmpint (fc_id_time_us (&here), ==, 0);
}

static void
test_a_time_in_front_sorts_whatever_is_behind (void)
{
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *part = g_strdup_printf ("%d", i);
      FcId one = fc_id_from_key (part, NULL), other = fc_id_from_key ("other", part, NULL);

      fc_id_put_time (&one, NOW + i);
      fc_id_put_time (&other, NOW + 1000 + i);
      g_assert_cmpint (fc_id_compare (&one, &other), <, 0);
      g_assert_cmpint (one.bytes[6] >> 4, ==, 8);
      fc_id_put_time (&other, -1);
      g_assert_cmpint (fc_id_compare (&one, &other), >, 0);
    }
}

static void
test_derived_ids_differ_by_purpose_and_number (void)
{
  FcId op = fc_id_from_key ("op", NULL);
  FcId row = fc_id_derive (&op, "row", 0);
  FcId next = fc_id_derive (&op, "row", 1);
  FcId audit = fc_id_derive (&op, "audit", 0);
  FcId again = fc_id_derive (&op, "row", 0);

  g_assert_true (fc_id_equal (&row, &again));
  g_assert_false (fc_id_equal (&row, &next));
  g_assert_false (fc_id_equal (&row, &audit));
}

static void
test_text_round_trips (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 1000; i++)
    {
      FcId id = fc_id_new_seeded (NOW + i, rand), back;
      g_autofree char *text = fc_id_dup_string (&id);
      g_autofree char *upper = g_ascii_strup (text, -1);

      g_assert_true (fc_id_from_string (text, &back) && fc_id_equal (&id, &back));
      g_assert_true (fc_id_from_string (upper, &back) && fc_id_equal (&id, &back));
    }
}

static void
test_what_is_no_id_is_refused (void)
{
  static const char *const wrong[] = { "", "x", "0190163d-8694-739b-aea5-966c26f8ad9", "0190163d-8694-739b-aea5-966c26f8ad91x",
                                       "0190163d+8694-739b-aea5-966c26f8ad91", "0190163g-8694-739b-aea5-966c26f8ad91",
                                       "0190163d8-694-739b-aea5-966c26f8ad91" };
  FcId id;

  g_assert_false (fc_id_from_string (NULL, &id));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (fc_id_from_string (wrong[i], &id));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/id/person-made-ids-sort-by-time", test_person_made_ids_sort_by_time);
  g_test_add_func ("/base/id/two-offices-make-the-same-id-of-a-key", test_two_offices_make_the_same_id_of_a_key);
  g_test_add_func ("/base/id/a-time-in-front-sorts-whatever-is-behind", test_a_time_in_front_sorts_whatever_is_behind);
  g_test_add_func ("/base/id/derived-ids-differ-by-purpose-and-number", test_derived_ids_differ_by_purpose_and_number);
  g_test_add_func ("/base/id/text-round-trips", test_text_round_trips);
  g_test_add_func ("/base/id/what-is-no-id-is-refused", test_what_is_no_id_is_refused);
  return g_test_run ();
}

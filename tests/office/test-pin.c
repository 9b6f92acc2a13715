/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pin-reset.h"
#include "fc-pin.h"
#include "fc-test-office.h"

#include "fc-error.h"

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gboolean
set_pin (FcOffice    *office,
         const char  *pin,
         GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_pin_set_async (office->replica, &office->manager, pin, FALSE, finished_cb, &result);
  return fc_pin_set_finish (office->replica, wait_for (&result), error);
}

static gboolean
check_pin (FcOffice    *office,
           const FcId  *user,
           const char  *pin,
           GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_pin_check_async (office->replica, user, pin, finished_cb, &result);
  return fc_pin_check_finish (office->replica, wait_for (&result), error);
}

static void
test_is_a_persons_own (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (fc_pin_is_set (office->replica, &office->manager));
  g_assert_true (set_pin (office, "4711", &error));
  g_assert_no_error (error);
  g_assert_true (fc_pin_is_set (office->replica, &office->manager));
  g_assert_true (check_pin (office, &office->manager, "4711", &error));
  g_assert_no_error (error);
  g_assert_false (check_pin (office, &office->supervisor, "4711", &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_NOT_FOUND);
}

static void
test_easy_ones_are_refused (void)
{
  static const char *const easy[] = { "", "123", "1111", "1234", "98765", "12a4", "1234567890123" };
  g_autoptr (FcOffice) office = fc_office_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (easy); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (set_pin (office, easy[i], &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
    }
  g_assert_false (fc_pin_is_set (office->replica, &office->manager));
}

static void
test_is_kept_as_a_hash_only (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autofree char *id = fc_id_dup_string (&office->manager);
  g_autofree char *key = g_strconcat ("pin/", id, NULL);
  g_autofree char *kept = NULL;

  g_assert_true (set_pin (office, "471108", NULL));
  kept = fc_replica_dup_meta (office->replica, key);
  g_assert_nonnull (strstr (kept, "$argon2id$"));
  g_assert_null (strstr (kept, "471108"));
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM outbox"), ==, 0);
}

static void
test_wrong_tries_make_one_wait (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  gint64 now;
  gint64 first;

  g_assert_true (set_pin (office, "4711", NULL));
  for (int i = 0; i < FC_PIN_FREE_TRIES; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (fc_pin_get_wait (office->replica, &office->manager, g_get_real_time ()), ==, 0);
      g_assert_false (check_pin (office, &office->manager, "4712", &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
    }
  now = g_get_real_time ();
  first = fc_pin_get_wait (office->replica, &office->manager, now);
  g_assert_cmpint (first, >, 20 * G_USEC_PER_SEC);
  g_assert_false (check_pin (office, &office->manager, "4711", NULL));

  /* It is kept: leaving the program does not help. */
  fc_office_reopen (office);
  g_assert_cmpint (fc_pin_get_wait (office->replica, &office->manager, now), ==, first);
  g_assert_false (check_pin (office, &office->manager, "4711", NULL));
}

/* As it stands after so many wrong tries, the last one at @tried_at. */
static void
pretend (FcOffice *office,
         guint     tries,
         gint64    tried_at)
{
  g_autofree char *id = fc_id_dup_string (&office->manager);
  g_autofree char *key = g_strconcat ("pin/", id, NULL);
  g_autofree char *kept = fc_replica_dup_meta (office->replica, key);
  g_auto (GStrv) parts = g_strsplit (kept, " ", 3);
  g_autofree char *text = g_strdup_printf ("%u %" G_GINT64_FORMAT " %s", tries, tried_at, parts[2]);
  g_autoptr (GAsyncResult) result = NULL;

  fc_replica_set_meta_async (office->replica, key, text, finished_cb, &result);
  g_assert_true (fc_replica_set_meta_finish (office->replica, wait_for (&result), NULL));
}

static void
test_the_wait_grows_and_ends (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  gint64 now = g_get_real_time ();
  gint64 before = 0;

  g_assert_true (set_pin (office, "4711", NULL));
  for (guint tries = FC_PIN_FREE_TRIES; tries < FC_PIN_FREE_TRIES + 4; tries++)
    {
      pretend (office, tries, now);
      g_assert_cmpint (fc_pin_get_wait (office->replica, &office->manager, now), >, before);
      before = fc_pin_get_wait (office->replica, &office->manager, now);
    }
  pretend (office, 100, now);
  g_assert_cmpint (fc_pin_get_wait (office->replica, &office->manager, now), ==, G_TIME_SPAN_HOUR);
  /* The clock was set back by a year. */
  pretend (office, 100, now + 365 * G_TIME_SPAN_DAY);
  g_assert_cmpint (fc_pin_get_wait (office->replica, &office->manager, now), ==, G_TIME_SPAN_HOUR);
  pretend (office, 100, now - 2 * G_TIME_SPAN_HOUR);
  g_assert_true (check_pin (office, &office->manager, "4711", NULL));
  g_assert_false (check_pin (office, &office->manager, "4712", NULL));
  g_assert_cmpint (fc_pin_get_wait (office->replica, &office->manager, g_get_real_time ()), ==, 0);
}

/* Without a server there is no password: who may change users gives a new one, and nobody else. */
static gboolean
reset_pin (FcOffice    *office,
           const FcId  *user,
           const char  *pin,
           GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_pin_reset_async (office->replica, NULL, user, NULL, NULL, pin, NULL, finished_cb, &result);
  return fc_pin_reset_finish (office->replica, wait_for (&result), error);
}

static void
test_a_forgotten_one_without_a_hub (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (set_pin (office, "4711", NULL));
  pretend (office, 100, g_get_real_time ());
  fc_office_act_as (office, &office->supervisor);
  g_assert_false (reset_pin (office, &office->manager, "0815", &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
  g_clear_error (&error);
  fc_office_act_as (office, &office->manager);
  g_assert_false (reset_pin (office, &office->manager, "12", &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (reset_pin (office, &office->manager, "0815", &error));
  g_assert_no_error (error);
  /* The wait for the wrong tries has ended with it. */
  g_assert_true (check_pin (office, &office->manager, "0815", NULL));
}

/* What somebody else chose for them, to have a shift signed, is good for signatures alone. */
static void
test_takes_the_seat_where_they_chose_it (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();

  fc_office_act_as (office, &office->supervisor);
  g_assert_true (set_pin (office, "4711", NULL));
  g_assert_true (check_pin (office, &office->manager, "4711", NULL));
  g_assert_false (fc_pin_takes_seat (office->replica, &office->manager));
  fc_office_act_as (office, &office->manager);
  g_assert_false (fc_pin_takes_seat (office->replica, &office->manager));
  g_assert_true (set_pin (office, "0815", NULL));
  g_assert_true (fc_pin_takes_seat (office->replica, &office->manager));
  g_assert_false (check_pin (office, &office->manager, "4711", NULL));
  g_assert_true (check_pin (office, &office->manager, "0815", NULL));
  g_assert_true (fc_pin_takes_seat (office->replica, &office->manager));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pin/is-a-persons-own", test_is_a_persons_own);
  g_test_add_func ("/pin/easy-ones-are-refused", test_easy_ones_are_refused);
  g_test_add_func ("/pin/is-kept-as-a-hash-only", test_is_kept_as_a_hash_only);
  g_test_add_func ("/pin/wrong-tries-make-one-wait", test_wrong_tries_make_one_wait);
  g_test_add_func ("/pin/the-wait-grows-and-ends", test_the_wait_grows_and_ends);
  g_test_add_func ("/pin/takes-the-seat-where-they-chose-it", test_takes_the_seat_where_they_chose_it);
  g_test_add_func ("/pin/a-forgotten-one-without-a-hub", test_a_forgotten_one_without_a_hub);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-herald.h"
#include "fc-test-office.h"
#include "fc-time.h"

/* What a person hears of, and that it is once. */

typedef struct {
  FcOffice *office;
  FcHerald *herald;
  GPtrArray *heard;   /* char*: key of each piece of news */
  GPtrArray *settled; /* char* */
} Fixture;

static void
news_cb (Fixture *fixture,
         FcNews  *news)
{
  g_test_message ("news %s", news->key);
  g_ptr_array_add (fixture->heard, g_strdup (news->key));
}

static void
settled_cb (Fixture    *fixture,
            const char *key)
{
  g_ptr_array_add (fixture->settled, g_strdup (key));
}

static void
listen (Fixture *fixture)
{
  if (fixture->herald != NULL)
    g_object_run_dispose (G_OBJECT (fixture->herald));
  g_clear_object (&fixture->herald);
  fixture->herald = fc_herald_new (fixture->office->replica);
  g_signal_connect_swapped (fixture->herald, "news", G_CALLBACK (news_cb), fixture);
  g_signal_connect_swapped (fixture->herald, "settled", G_CALLBACK (settled_cb), fixture);
}

/* Nothing comes any more: as long as a notice of the replica and a reading may take, after whatever came last. */
static void
settle (void)
{
  for (gint64 last = g_get_monotonic_time (); g_get_monotonic_time () - last < 400000; g_usleep (2000))
    while (g_main_context_iteration (NULL, FALSE))
      last = g_get_monotonic_time ();
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->office = fc_office_new ();
  fixture->heard = g_ptr_array_new_with_free_func (g_free);
  fixture->settled = g_ptr_array_new_with_free_func (g_free);
  listen (fixture);
  settle ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_run_dispose (G_OBJECT (fixture->herald));
  g_clear_object (&fixture->herald);
  fc_office_free (fixture->office);
  g_ptr_array_unref (fixture->heard);
  g_ptr_array_unref (fixture->settled);
}

static void
put_shift (Fixture    *fixture,
           int         number,
           const char *state,
           const FcId *submitted_by,
           const FcId *decided_by)
{
  FcId id = fc_id_derive (&fixture->office->station, "shift", (guint) number);
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);
  FcRecord *shift = fc_record_new (FC_SHIFT, &id);
  g_autoptr (GError) error = NULL;

  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, &fixture->office->station);
  fc_record_set_int (shift, FC_SHIFT_NUMBER, number);
  fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, 20000);
  fc_record_set_int (shift, FC_SHIFT_OPENED_AT, FC_TEST_NOW);
  fc_record_set_text (shift, FC_SHIFT_STATE, state);
  fc_record_set_ref (shift, FC_SHIFT_SUBMITTED_BY, submitted_by);
  fc_record_set_int (shift, FC_SHIFT_SUBMITTED_AT, g_get_real_time () - FC_HOUR_US);
  if (decided_by != NULL)
    {
      fc_record_set_ref (shift, FC_SHIFT_DECIDED_BY, decided_by);
      fc_record_set_int (shift, FC_SHIFT_DECIDED_AT, g_get_real_time ());
    }
  g_ptr_array_add (one, shift);
  fc_replica_load_records_sync (fixture->office->replica, one, &error);
  g_assert_no_error (error);
  settle ();
}

static void
approver_hears_of_what_waits_once (Fixture       *fixture,
                                   gconstpointer  data)
{
  FcOffice *office = fixture->office;

  put_shift (fixture, 1, "submitted", &office->supervisor, NULL);
  g_assert_cmpuint (fixture->heard->len, ==, 1);
  g_assert_true (g_str_has_prefix (fixture->heard->pdata[0], "0:"));
  put_shift (fixture, 2, "open", &office->supervisor, NULL); /* another change, no news */
  g_assert_cmpuint (fixture->heard->len, ==, 1);
  listen (fixture); /* the program starts again */
  settle ();
  g_assert_cmpuint (fixture->heard->len, ==, 1);
  put_shift (fixture, 1, "approved", &office->supervisor, &office->manager);
  g_assert_cmpuint (fixture->heard->len, ==, 1);
  g_assert_cmpuint (fixture->settled->len, ==, 1);
  g_assert_cmpstr (fixture->settled->pdata[0], ==, fixture->heard->pdata[0]);
}

static void
own_work_is_no_news (Fixture       *fixture,
                     gconstpointer  data)
{
  put_shift (fixture, 1, "submitted", &fixture->office->manager, NULL);
  put_shift (fixture, 2, "approved", &fixture->office->manager, &fixture->office->manager);
  g_assert_cmpuint (fixture->heard->len, ==, 0);
}

static void
submitter_hears_of_the_decision (Fixture       *fixture,
                                 gconstpointer  data)
{
  FcOffice *office = fixture->office;

  put_shift (fixture, 1, "submitted", &office->manager, NULL);
  put_shift (fixture, 1, "disputed", &office->manager, &office->supervisor);
  g_assert_cmpuint (fixture->heard->len, ==, 1);
  g_assert_true (g_str_has_prefix (fixture->heard->pdata[0], "2:"));
  put_shift (fixture, 1, "submitted", &office->manager, NULL);
  put_shift (fixture, 1, "approved", &office->manager, &office->supervisor);
  g_assert_cmpuint (fixture->heard->len, ==, 2);
  g_assert_true (g_str_has_prefix (fixture->heard->pdata[1], "1:"));
}

static void
what_was_there_before_is_known (Fixture       *fixture,
                                gconstpointer  data)
{
  FcOffice *office = fixture->office;

  g_object_run_dispose (G_OBJECT (fixture->herald));
  put_shift (fixture, 1, "submitted", &office->supervisor, NULL);
  fc_office_act_as (office, &office->supervisor); /* somebody who was never told anything */
  put_shift (fixture, 2, "approved", &office->supervisor, &office->manager);
  listen (fixture);
  settle ();
  g_assert_cmpuint (fixture->heard->len, ==, 0);
  put_shift (fixture, 3, "disputed", &office->supervisor, &office->manager);
  g_assert_cmpuint (fixture->heard->len, ==, 1);
}

static void
refused_work_is_news (Fixture       *fixture,
                      gconstpointer  data)
{
  FcOffice *office = fixture->office;
  g_autoptr (GPtrArray) ops = NULL;

  fc_office_bind (office);
  ops = fc_office_next_ops (office);
  g_assert_cmpuint (ops->len, >, 0);
  g_ptr_array_set_size (ops, 1);
  fc_office_results (office, ops, FC_OUTCOME_REJECTED, 0, "Your roles do not allow this change");
  settle ();
  g_assert_cmpuint (fixture->heard->len, ==, 1);
  g_assert_true (g_str_has_prefix (fixture->heard->pdata[0], "3:"));
  listen (fixture);
  settle ();
  g_assert_cmpuint (fixture->heard->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/herald/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("approver-hears-of-what-waits-once", approver_hears_of_what_waits_once);
  ADD ("own-work-is-no-news", own_work_is_no_news);
  ADD ("submitter-hears-of-the-decision", submitter_hears_of_the_decision);
  ADD ("what-was-there-before-is-known", what_was_there_before_is_known);
  ADD ("refused-work-is-news", refused_work_is_news);
  return g_test_run ();
}

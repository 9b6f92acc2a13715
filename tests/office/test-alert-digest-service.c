/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-digest-service.h"
#include "fc-test-office.h"
#include "fc-wake-timer.h"

/* Who is told of what waits, once a day, and over restarts. */

typedef struct {
  FcOffice *office;
  FcAlertService *alerts;
  FcAlertDigestService *service;
  guint settled, told;
  FcAlertDigest last;
  guint n_lines;
} Fixture;

static gint64 now; /* what the clock on the wall says */

static gint64
read_clock (void)
{
  return now;
}

static void
set_clock (const char *text)
{
  g_assert_true (fc_time_parse (text, &now, NULL));
}

static void
digest_cb (Fixture        *fixture,
           FcAlertMorning *morning)
{
  fixture->told++;
  fixture->last = morning->digest;
  fixture->n_lines = morning->fresh->len;
}

static void
settled_cb (Fixture *fixture,
            guint    n)
{
  fixture->settled++;
}

static void
stop (Fixture *fixture)
{
  g_object_run_dispose (G_OBJECT (fixture->service));
  g_clear_object (&fixture->service);
  g_object_run_dispose (G_OBJECT (fixture->alerts));
  g_clear_object (&fixture->alerts);
}

/* The program starts; the rules have been looked at. */
static void
start (Fixture *fixture,
       int      hour)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  fixture->alerts = fc_alert_service_new (fixture->office->replica);
  fixture->service = fc_alert_digest_service_new (fixture->office->replica, fixture->alerts);
  g_signal_connect_swapped (fixture->service, "digest", G_CALLBACK (digest_cb), fixture);
  g_signal_connect_swapped (fixture->service, "settled", G_CALLBACK (settled_cb), fixture);
  fc_alert_digest_service_set_clock (fixture->service, read_clock, utc);
  fc_alert_digest_service_set_hour (fixture->service, hour);
  g_signal_emit_by_name (fixture->alerts, "evaluated", 0);
}

static void
wait_settled (Fixture *fixture,
              guint    n)
{
  while (fixture->settled < n)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->settled, ==, n);
}

/* It does not happen, though all that was begun has ended. */
static void
assert_quiet (Fixture *fixture)
{
  guint before = fixture->settled;

  fc_alert_digest_service_look (fixture->service);
  fc_office_settle ();
  g_assert_cmpuint (fixture->settled, ==, before);
}

static void
load_alert (Fixture    *fixture,
            guint       n,
            const char *severity,
            const char *raised)
{
  FcId id = fc_id_derive (&fixture->office->station, "alert", n), rule = fc_alert_rule_id ("shift-waits");
  FcRecord *alert = fc_record_new (FC_ALERT, &id);
  g_autofree char *key = g_strdup_printf ("key %u", n);
  gint64 raised_at;

  g_assert_true (fc_time_parse (raised, &raised_at, NULL));
  fc_record_set_ref (alert, FC_ALERT_STATION_ID, &fixture->office->station);
  fc_record_set_ref (alert, FC_ALERT_RULE_ID, &rule);
  fc_record_set_text (alert, FC_ALERT_KEY, key);
  fc_record_set_text (alert, FC_ALERT_ENTITY, "station");
  fc_record_set_ref (alert, FC_ALERT_ROW_ID, &fixture->office->station);
  fc_record_set_text (alert, FC_ALERT_METRIC, "shift-waits");
  fc_record_set_text (alert, FC_ALERT_SEVERITY, severity);
  fc_record_set_text (alert, FC_ALERT_STATE, "new");
  fc_record_set_int (alert, FC_ALERT_RAISED_AT, raised_at);
  fc_office_load (fixture->office, alert);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->office = fc_office_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  stop (fixture);
  fc_office_free (fixture->office);
}

/* At its hour, not before; not again after a restart; the next day anew, with what came since. */
static void
each_day_has_one (Fixture       *fixture,
                  gconstpointer  data)
{
  load_alert (fixture, 1, "critical", "2026-11-18T12:00:00Z");
  load_alert (fixture, 2, "warning", "2026-11-19T12:00:00Z");
  load_alert (fixture, 3, "warning", "2026-11-18T12:00:00Z");
  set_clock ("2026-11-20T06:59:00Z");
  start (fixture, 7);
  assert_quiet (fixture);
  set_clock ("2026-11-20T07:00:00Z");
  fc_alert_digest_service_look (fixture->service);
  wait_settled (fixture, 1);
  g_assert_cmpuint (fixture->told, ==, 1);
  g_assert_cmpuint (fixture->last.n[FC_ALERT_CRITICAL], ==, 1);
  g_assert_cmpuint (fixture->last.n[FC_ALERT_WARNING], ==, 2);
  g_assert_cmpuint (fixture->last.n_fresh, ==, 1);
  g_assert_cmpuint (fixture->n_lines, ==, 1);
  stop (fixture);
  set_clock ("2026-11-20T10:00:00Z");
  start (fixture, 9);
  assert_quiet (fixture);
  set_clock ("2026-11-19T20:00:00Z"); /* set back by hand: the nineteenth has none yet, but its hour is to come */
  fc_alert_digest_service_set_hour (fixture->service, 21);
  assert_quiet (fixture);
  set_clock ("2026-11-21T09:30:00Z");
  fc_alert_digest_service_set_hour (fixture->service, 9);
  wait_settled (fixture, 2);
  g_assert_cmpuint (fixture->last.n_fresh, ==, 0);
}

/* Nothing waits: nothing is said, and what comes later that day is told by itself. */
static void
nothing_waits (Fixture       *fixture,
               gconstpointer  data)
{
  set_clock ("2026-11-20T08:00:00Z");
  start (fixture, 7);
  wait_settled (fixture, 1);
  load_alert (fixture, 1, "critical", "2026-11-20T09:00:00Z");
  set_clock ("2026-11-20T10:00:00Z");
  assert_quiet (fixture);
  g_assert_cmpuint (fixture->told, ==, 0);
}

static void
switched_off_says_nothing (Fixture       *fixture,
                           gconstpointer  data)
{
  load_alert (fixture, 1, "critical", "2026-11-18T12:00:00Z");
  set_clock ("2026-11-20T08:00:00Z");
  start (fixture, FC_ALERT_DIGEST_OFF);
  assert_quiet (fixture);
  fc_alert_digest_service_set_hour (fixture->service, 7);
  wait_settled (fixture, 1);
  g_assert_cmpuint (fixture->told, ==, 1);
}

/* The supervisor may see no alerts; the manager who takes the seat again has had theirs. */
static void
each_person_has_their_own (Fixture       *fixture,
                           gconstpointer  data)
{
  load_alert (fixture, 1, "notice", "2026-11-18T12:00:00Z");
  set_clock ("2026-11-20T08:00:00Z");
  fc_office_act_as (fixture->office, &fixture->office->supervisor);
  start (fixture, 7);
  assert_quiet (fixture);
  fc_office_act_as (fixture->office, &fixture->office->manager);
  g_signal_emit_by_name (fixture->alerts, "evaluated", 0);
  wait_settled (fixture, 1);
  fc_office_act_as (fixture->office, &fixture->office->supervisor);
  fc_office_act_as (fixture->office, &fixture->office->manager);
  g_signal_emit_by_name (fixture->alerts, "evaluated", 0);
  assert_quiet (fixture);
  g_assert_cmpuint (fixture->told, ==, 1);
}

static gboolean
woke_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Each ends once, at its time or when it is taken away. */
static void
a_timer_wakes_once (void)
{
  gboolean woke = FALSE, never = FALSE;
  gint64 began = g_get_monotonic_time ();
  guint removed = fc_wake_timer_add (FC_HOUR_US, woke_cb, &never);

  fc_wake_timer_add (20000, woke_cb, &woke);
  while (!woke)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 20000);
  woke = FALSE;
  fc_wake_timer_add (-5, woke_cb, &woke); /* past: at once */
  while (!woke)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_source_remove (removed));
  g_assert_false (never);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/alert-digest-service/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("each-day-has-one", each_day_has_one);
  ADD ("nothing-waits", nothing_waits);
  ADD ("switched-off-says-nothing", switched_off_says_nothing);
  ADD ("each-person-has-their-own", each_person_has_their_own);
#undef ADD
  g_test_add_func ("/alert-digest-service/a-timer-wakes-once", a_timer_wakes_once);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office.h"
#include "relay.h"

#include "fc-session-private.h"

#define PATIENCE 60

/* Two offices that hear of each other through the hub; the wire of the second can be cut. */
typedef struct
{
  Company *company;
  Relay *relay;
  Office *a, *b;
} Fixture;

static gboolean
hears (gpointer data)
{
  Office *office = data;

  return fc_hint_watch_is_open (office->session->watch) && office_is_level (office);
}

static gboolean
is_deaf (gpointer data)
{
  return !fc_hint_watch_is_open (((Office *) data)->session->watch);
}

typedef struct
{
  Office *office;
  FcId id;
} Sought;

static gboolean
is_there (gpointer data)
{
  Sought *sought = data;

  return office_has (sought->office, FC_PRODUCT, &sought->id);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->company = company_new ();
  fixture->relay = relay_new (fc_hub_get_port (fixture->company->hub));
  fixture->a = office_new ();
  fixture->b = office_new ();
  office_sign_in_admin (fixture->a, fc_hub_get_uri (fixture->company->hub));
  office_sign_in_admin (fixture->b, relay_get_uri (fixture->relay));
  g_assert_true (wait_for (hears, fixture->a, PATIENCE));
  g_assert_true (wait_for (hears, fixture->b, PATIENCE));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  office_free (fixture->a);
  office_free (fixture->b);
  relay_free (fixture->relay);
  company_free (fixture->company);
}

/* Nobody polls while the socket is open, so what arrives has been hinted at. */
static void
test_news_travel_at_once (Fixture      *fixture,
                          gconstpointer data)
{
  gint64 slowest = 0;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *code = g_strdup_printf ("P%d", i);
      gint64 start = g_get_monotonic_time ();
      Sought in_b = { fixture->b, office_add_product (fixture->a, code) };

      g_assert_true (wait_for (is_there, &in_b, PATIENCE));
      slowest = MAX (slowest, g_get_monotonic_time () - start);
      g_assert_true (wait_for (hears, fixture->b, PATIENCE));
    }
  g_test_message ("The slowest of five took %" G_GINT64_FORMAT " ms.", slowest / 1000);
}

/* The line breaks and comes back: the office is told what it missed and hears again. */
static void
test_hears_again_after_a_cut (Fixture      *fixture,
                              gconstpointer data)
{
  Sought first = { fixture->b, { { 0 } } }, second = { fixture->b, { { 0 } } };

  relay_set_down (fixture->relay, TRUE);
  g_assert_true (wait_for (is_deaf, fixture->b, PATIENCE));
  first.id = office_add_product (fixture->a, "WHILE");
  wait_level (fixture->a);
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->b->session);
  g_assert_true (wait_for (is_there, &first, PATIENCE));
  g_assert_true (wait_for (hears, fixture->b, PATIENCE));
  second.id = office_add_product (fixture->a, "AFTER");
  g_assert_true (wait_for (is_there, &second, PATIENCE));
}

/* "Work offline" is meant: no socket stays open. */
static void
test_offline_is_offline (Fixture      *fixture,
                         gconstpointer data)
{
  fc_session_set_paused (fixture->b->session, TRUE);
  g_assert_true (is_deaf (fixture->b));
  fc_session_set_paused (fixture->b->session, FALSE);
  g_assert_true (wait_for (hears, fixture->b, PATIENCE));
}

/* Something between that lets no sockets through: the office asks as it did before there were any. */
static void
test_falls_back_to_asking (Fixture      *fixture,
                           gconstpointer data)
{
  Sought in_b = { fixture->b, { { 0 } } };

  fc_session_set_paused (fixture->b->session, TRUE);
  relay_answer_next (fixture->relay, FC_WIRE_PATH_HINTS, 502, "");
  fc_session_set_paused (fixture->b->session, FALSE);
  wait_level (fixture->b);
  in_b.id = office_add_product (fixture->a, "POLLED");
  g_assert_true (wait_for (is_there, &in_b, PATIENCE));
}

#define TEST(name, func) g_test_add ("/sync/hints/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("news-travel-at-once", test_news_travel_at_once);
  TEST ("hears-again-after-a-cut", test_hears_again_after_a_cut);
  TEST ("offline-is-offline", test_offline_is_offline);
  TEST ("falls-back-to-asking", test_falls_back_to_asking);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-gauge-poller.h"
#include "fc-test-gauge.h"

static const FcGaugePace quick = { .interval = 20, .deliveries = 3600000, .first_retry = 5, .last_retry = 20, .tries = 3 };

static const TlsRecord quiet[] = {
  { 1, '1', 0, { 18250.5f, 18100, 11749, 1420, 12, 18, 35 }, NULL, NULL },
};
static const TlsRecord being_filled[] = {
  { 1, '1', FC_TLS_DELIVERING, { 19000, 18900, 11000, 1460, 12, 18, 35 }, NULL, NULL },
};
static const TlsRecord drop[] = {
  { 1, '1', 0, { 5000, 4990, 10, 15, 25000, 24900, 11, 18, 500, 1900 }, "2611200610", "2611200655" },
};

typedef struct {
  FcTestGauge *gauge;
  FcGaugePoller *poller;
  guint n_readings, n_deliveries, n_failures;
  char *sentence;
} Watch;

static void
reading_cb (FcGaugePoller *poller,
            FcTlsReply    *reply,
            Watch         *watch)
{
  g_assert_cmpuint (reply->tanks->len, ==, 1);
  watch->n_readings++;
}

static void
delivery_cb (FcGaugePoller *poller,
             FcTlsReply    *reply,
             Watch         *watch)
{
  watch->n_deliveries++;
}

static void
failed_cb (FcGaugePoller *poller,
           const char    *sentence,
           Watch         *watch)
{
  g_free (watch->sentence);
  watch->sentence = g_strdup (sentence);
  watch->n_failures++;
}

static Watch *
watch_new (FcTestGauge *gauge)
{
  gboolean tcp = fc_test_gauge_device (gauge) == NULL;
  g_autoptr (FcGaugeSource) source = fc_gauge_source_new (tcp ? FC_GAUGE_BY_TCP : FC_GAUGE_BY_SERIAL,
                                                          tcp ? "127.0.0.1" : fc_test_gauge_device (gauge), NULL);
  Watch *watch = g_new0 (Watch, 1);

  source->port = fc_test_gauge_port (gauge);
  source->timeout_ms = 150;
  fc_test_gauge_hold (gauge, quiet, 1);
  fc_test_gauge_deliver (gauge, drop, 1);
  watch->gauge = gauge;
  watch->poller = fc_gauge_poller_new (source, 0);
  fc_gauge_poller_set_pace (watch->poller, &quick);
  g_signal_connect (watch->poller, "reading", G_CALLBACK (reading_cb), watch);
  g_signal_connect (watch->poller, "delivery", G_CALLBACK (delivery_cb), watch);
  g_signal_connect (watch->poller, "failed", G_CALLBACK (failed_cb), watch);
  return watch;
}

static void
watch_free (Watch *watch)
{
  fc_gauge_poller_stop (watch->poller);
  g_assert_cmpuint (fc_test_gauge_n_overlaps (watch->gauge), ==, 0);
  g_clear_object (&watch->poller);
  fc_test_gauge_free (watch->gauge);
  g_free (watch->sentence);
  g_free (watch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Watch, watch_free)

#define WAIT_UNTIL(condition)                          \
  while (!(condition))                                 \
    {                                                  \
      g_main_context_iteration (NULL, FALSE);          \
      g_usleep (200);                                  \
      g_assert_cmpint (g_get_monotonic_time (), <, give_up); \
    }

static gint64 give_up;

static void
begin (void)
{
  give_up = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
}

static void
reads_again_and_again_one_command_at_a_time (void)
{
  g_autoptr (Watch) watch = watch_new (fc_test_gauge_new_tcp ());

  begin ();
  fc_gauge_poller_start (watch->poller);
  WAIT_UNTIL (watch->n_readings >= 10)
  g_assert_cmpuint (watch->n_deliveries, ==, 1); /* after the first reading, then not for an hour */
  g_assert_cmpuint (watch->n_failures, ==, 0);
  for (int i = 0; i < 50; i++)
    fc_gauge_poller_poll_now (watch->poller);
  WAIT_UNTIL (watch->n_readings >= 12)
}

static void
looks_at_deliveries_when_one_has_ended (void)
{
  g_autoptr (Watch) watch = watch_new (fc_test_gauge_new_tcp ());

  begin ();
  fc_gauge_poller_start (watch->poller);
  WAIT_UNTIL (watch->n_deliveries == 1)
  fc_test_gauge_hold (watch->gauge, being_filled, 1);
  WAIT_UNTIL (watch->n_readings >= 5)
  g_assert_cmpuint (watch->n_deliveries, ==, 1);
  fc_test_gauge_hold (watch->gauge, quiet, 1);
  WAIT_UNTIL (watch->n_deliveries == 2)
}

static void
an_outage_is_said_once_and_ends_by_itself (gconstpointer serial)
{
  static const GaugeMood moods[] = { GAUGE_HANGS, GAUGE_DROPS_A_BYTE, GAUGE_REFUSES, GAUGE_SENDS_ONLY_GARBAGE };
  FcTestGauge *gauge = serial != NULL ? fc_test_gauge_new_serial () : fc_test_gauge_new_tcp ();
  g_autoptr (Watch) watch = NULL;

  if (gauge == NULL)
    {
      g_test_skip ("no pty here");
      return;
    }
  watch = watch_new (gauge);
  begin ();
  fc_gauge_poller_start (watch->poller);
  for (guint i = 0; i < G_N_ELEMENTS (moods); i++)
    {
      guint before, asked;

      g_test_message ("mood %d", (int) moods[i]);
      before = watch->n_readings;
      WAIT_UNTIL (watch->n_readings >= before + 2)
      g_assert_null (fc_gauge_poller_get_problem (watch->poller));
      fc_test_gauge_set_mood (gauge, moods[i]);
      WAIT_UNTIL (watch->n_failures == i + 1)
      g_test_message ("%s", watch->sentence);
      g_assert_cmpstr (fc_gauge_poller_get_problem (watch->poller), ==, watch->sentence);
      asked = fc_test_gauge_n_asked (gauge, FC_TLS_INVENTORY);
      WAIT_UNTIL (fc_test_gauge_n_asked (gauge, FC_TLS_INVENTORY) >= asked + 2)
      g_assert_cmpuint (watch->n_failures, ==, i + 1);
      fc_test_gauge_set_mood (gauge, GAUGE_ANSWERS);
    }
}

/* Two failures in a row are not worth a word. */
static void
a_hiccup_is_not_said (void)
{
  g_autoptr (Watch) watch = watch_new (fc_test_gauge_new_tcp ());
  guint asked, before;

  begin ();
  fc_gauge_poller_start (watch->poller);
  WAIT_UNTIL (watch->n_deliveries == 1)
  for (int i = 0; i < 3; i++)
    {
      fc_test_gauge_set_mood (watch->gauge, GAUGE_REFUSES);
      asked = fc_test_gauge_n_asked (watch->gauge, FC_TLS_INVENTORY);
      WAIT_UNTIL (fc_test_gauge_n_asked (watch->gauge, FC_TLS_INVENTORY) >= asked + 1)
      fc_test_gauge_set_mood (watch->gauge, GAUGE_ANSWERS);
      before = watch->n_readings;
      WAIT_UNTIL (watch->n_readings > before)
    }
  g_assert_cmpuint (watch->n_failures, ==, 0);
}

static void
nothing_comes_after_stop (void)
{
  g_autoptr (Watch) watch = watch_new (fc_test_gauge_new_tcp ());
  guint readings;

  begin ();
  for (int i = 0; i < 20; i++)
    {
      fc_gauge_poller_start (watch->poller);
      for (int turn = 0; turn < i; turn++)
        g_main_context_iteration (NULL, FALSE);
      fc_gauge_poller_stop (watch->poller);
    }
  readings = watch->n_readings;
  for (int turn = 0; turn < 300; turn++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
  g_assert_cmpuint (watch->n_readings, ==, readings);
  fc_gauge_poller_start (watch->poller);
  WAIT_UNTIL (watch->n_readings > readings)
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gauge-poller/reads-again-and-again-one-command-at-a-time", reads_again_and_again_one_command_at_a_time);
  g_test_add_func ("/gauge-poller/looks-at-deliveries-when-one-has-ended", looks_at_deliveries_when_one_has_ended);
  g_test_add_data_func ("/gauge-poller/tcp/an-outage-is-said-once-and-ends-by-itself", NULL,
                        an_outage_is_said_once_and_ends_by_itself);
  g_test_add_data_func ("/gauge-poller/serial/an-outage-is-said-once-and-ends-by-itself", "serial",
                        an_outage_is_said_once_and_ends_by_itself);
  g_test_add_func ("/gauge-poller/a-hiccup-is-not-said", a_hiccup_is_not_said);
  g_test_add_func ("/gauge-poller/nothing-comes-after-stop", nothing_comes_after_stop);
  return g_test_run ();
}

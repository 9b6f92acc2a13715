/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-gauge-source.h"
#include "fc-test-gauge.h"

#include <glib/gstdio.h>

static const TlsRecord tanks[] = {
  { 1, '1', 0, { 18250.5f, 18100, 11749, 1420, 12, 18, 35 }, NULL, NULL },
  { 2, 'D', 0, { 9000, 8950, 21000, 801, 0, 21, 0 }, NULL, NULL },
};

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static FcTlsReply *
ask (const FcGaugeSource *source,
     GError             **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_gauge_ask_async (source, FC_TLS_INVENTORY, FC_TLS_ALL_TANKS, NULL, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return fc_gauge_ask_finish (result, error);
}

static FcTestGauge *
gauge_of (gconstpointer way)
{
  FcTestGauge *gauge =
    GPOINTER_TO_UINT (way) == FC_GAUGE_BY_TCP ? fc_test_gauge_new_tcp () : fc_test_gauge_new_serial ();

  if (gauge == NULL)
    g_test_skip ("no pty here");
  else
    fc_test_gauge_hold (gauge, tanks, 2);
  return gauge;
}

static FcGaugeSource *
source_of (FcTestGauge *gauge)
{
  gboolean tcp = fc_test_gauge_device (gauge) == NULL;
  FcGaugeSource *source = fc_gauge_source_new (tcp ? FC_GAUGE_BY_TCP : FC_GAUGE_BY_SERIAL,
                                               tcp ? "127.0.0.1" : fc_test_gauge_device (gauge), NULL);

  source->port = fc_test_gauge_port (gauge);
  source->timeout_ms = 5000;
  return source;
}

/* Whatever stands around the answer, it is read. */
static void
reads_through_noise (gconstpointer way)
{
  static const GaugeMood moods[] = { GAUGE_ANSWERS, GAUGE_ANSWERS_SLOWLY, GAUGE_ECHOES, GAUGE_SENDS_GARBAGE,
                                     GAUGE_ANSWERS_THE_OTHER, GAUGE_ANSWERS };
  g_autoptr (FcTestGauge) gauge = gauge_of (way);
  g_autoptr (FcGaugeSource) source = gauge != NULL ? source_of (gauge) : NULL;

  for (gsize i = 0; source != NULL && i < G_N_ELEMENTS (moods); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FcTlsReply) reply = NULL;

      g_test_message ("mood %d", (int) moods[i]);
      fc_test_gauge_set_mood (gauge, moods[i]);
      reply = ask (source, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (reply->tanks->len, ==, 2);
      g_assert_cmpint (g_array_index (reply->tanks, FcTlsTank, 0).values[FC_TLS_VOLUME], ==, 18250500);
    }
}

static void
says_what_is_wrong (gconstpointer way)
{
  static const struct {
    GaugeMood mood;
    int parse; /* FC_ERROR, or −1: a GIOError */
    int io;
  } cases[] = {
    { GAUGE_REFUSES, FC_ERROR_DENIED, 0 },
    { GAUGE_DROPS_A_BYTE, FC_ERROR_PARSE, 0 },
    { GAUGE_SENDS_ONLY_GARBAGE, FC_ERROR_PARSE, 0 },
    { GAUGE_HANGS, -1, G_IO_ERROR_TIMED_OUT },
  };
  g_autoptr (FcTestGauge) gauge = gauge_of (way);
  g_autoptr (FcGaugeSource) source = gauge != NULL ? source_of (gauge) : NULL;

  for (gsize i = 0; source != NULL && i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("mood %d", (int) cases[i].mood);
      source->timeout_ms = 300;
      fc_test_gauge_set_mood (gauge, cases[i].mood);
      g_assert_null (ask (source, &error));
      g_test_message ("%s", error->message);
      if (cases[i].parse >= 0)
        g_assert_error (error, FC_ERROR, cases[i].parse);
      else
        g_assert_error (error, G_IO_ERROR, cases[i].io);
    }
}

static void
says_that_the_gauge_hung_up (void)
{
  g_autoptr (FcTestGauge) gauge = gauge_of (GUINT_TO_POINTER (FC_GAUGE_BY_TCP));
  g_autoptr (FcGaugeSource) source = source_of (gauge);
  g_autoptr (GError) error = NULL;

  fc_test_gauge_set_mood (gauge, GAUGE_HANGS_UP);
  g_assert_null (ask (source, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  g_assert_true (g_str_has_suffix (error->message, "closed the connection before its answer was whole"));
}

static void
says_that_nobody_is_there (void)
{
  g_autoptr (FcTestGauge) gauge = fc_test_gauge_new_tcp ();
  g_autoptr (FcGaugeSource) source = source_of (gauge);
  g_autoptr (FcGaugeSource) serial = fc_gauge_source_new (FC_GAUGE_BY_SERIAL, "/dev/no-such-line,7O1", NULL);
  g_autoptr (FcGaugeSource) not_a_line = fc_gauge_source_new (FC_GAUGE_BY_SERIAL, "/dev/null", NULL);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&gauge, fc_test_gauge_free);
  g_assert_null (ask (source, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  g_assert_true (g_str_has_prefix (error->message, "The gauge at 127.0.0.1:"));
  g_clear_error (&error);
  g_assert_cmpstr (serial->address, ==, "/dev/no-such-line");
  g_assert_cmpint (serial->parity, ==, 'O');
  g_assert_cmpuint (serial->data_bits, ==, 7);
  g_assert_null (ask (serial, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (ask (not_a_line, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "/dev/null is not a serial line");
}

static void
the_security_code_goes_before_the_command (void)
{
  g_autoptr (FcTestGauge) gauge = gauge_of (GUINT_TO_POINTER (FC_GAUGE_BY_TCP));
  g_autoptr (FcGaugeSource) source = source_of (gauge);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcTlsReply) reply = NULL;

  fc_test_gauge_set_code (gauge, "009527");
  g_assert_null (ask (source, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
  g_clear_error (&error);
  source->security = g_strdup ("009527");
  reply = ask (source, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->tanks->len, ==, 2);
}

static void
can_be_stopped (gconstpointer way)
{
  g_autoptr (FcTestGauge) gauge = gauge_of (way);
  g_autoptr (FcGaugeSource) source = gauge != NULL ? source_of (gauge) : NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();

  if (source == NULL)
    return;
  fc_test_gauge_set_mood (gauge, GAUGE_HANGS);
  fc_gauge_ask_async (source, FC_TLS_INVENTORY, FC_TLS_ALL_TANKS, cancellable, finished_cb, &result);
  while (fc_test_gauge_n_asked (gauge, FC_TLS_INVENTORY) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (fc_gauge_ask_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 4 * G_USEC_PER_SEC);
}

static void
reads_a_saved_answer (void)
{
  g_autoptr (GString) text = tls_write_inventory (tanks, 2, "2611210742");
  g_autofree char *folder = g_dir_make_tmp ("gauge-XXXXXX", NULL), *path = g_build_filename (folder, "capture.txt", NULL);
  g_autoptr (FcGaugeSource) source = fc_gauge_source_new (FC_GAUGE_BY_FILE, path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcTlsReply) reply = NULL;

  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  reply = ask (source, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->tanks->len, ==, 2);
  g_unlink (path);
  g_assert_null (ask (source, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_rmdir (folder);
}

/* The main loop is never held up, though the gauge says nothing for a long time: whoever waited for it would for 2 s. */
static void
the_screen_does_not_wait (void)
{
  g_autoptr (FcTestGauge) gauge = gauge_of (GUINT_TO_POINTER (FC_GAUGE_BY_TCP));
  g_autoptr (FcGaugeSource) source = source_of (gauge);
  g_autoptr (GAsyncResult) result = NULL;
  gint64 longest = 0;

  source->timeout_ms = 2000;
  fc_test_gauge_set_mood (gauge, GAUGE_HANGS);
  fc_gauge_ask_async (source, FC_TLS_INVENTORY, FC_TLS_ALL_TANKS, NULL, finished_cb, &result);
  while (result == NULL)
    {
      gint64 began = g_get_monotonic_time ();

      g_main_context_iteration (NULL, FALSE);
      longest = MAX (longest, g_get_monotonic_time () - began);
      g_usleep (500);
    }
  g_assert_cmpint (longest, <, G_USEC_PER_SEC);
  g_assert_null (fc_gauge_ask_finish (result, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/gauge/tcp/reads-through-noise", GUINT_TO_POINTER (FC_GAUGE_BY_TCP), reads_through_noise);
  g_test_add_data_func ("/gauge/tcp/says-what-is-wrong", GUINT_TO_POINTER (FC_GAUGE_BY_TCP), says_what_is_wrong);
  g_test_add_data_func ("/gauge/tcp/can-be-stopped", GUINT_TO_POINTER (FC_GAUGE_BY_TCP), can_be_stopped);
  g_test_add_data_func ("/gauge/serial/reads-through-noise", GUINT_TO_POINTER (FC_GAUGE_BY_SERIAL), reads_through_noise);
  g_test_add_data_func ("/gauge/serial/says-what-is-wrong", GUINT_TO_POINTER (FC_GAUGE_BY_SERIAL), says_what_is_wrong);
  g_test_add_data_func ("/gauge/serial/can-be-stopped", GUINT_TO_POINTER (FC_GAUGE_BY_SERIAL), can_be_stopped);
  g_test_add_func ("/gauge/tcp/says-that-the-gauge-hung-up", says_that_the_gauge_hung_up);
  g_test_add_func ("/gauge/says-that-nobody-is-there", says_that_nobody_is_there);
  g_test_add_func ("/gauge/the-security-code-goes-before-the-command", the_security_code_goes_before_the_command);
  g_test_add_func ("/gauge/file/reads-a-saved-answer", reads_a_saved_answer);
  g_test_add_func ("/gauge/the-screen-does-not-wait", the_screen_does_not_wait);
  return g_test_run ();
}

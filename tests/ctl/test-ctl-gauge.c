/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl.h"

#include "fc-test-gauge.h"

#include <glib/gstdio.h>
#include <string.h>

static const TlsRecord held[] = {
  { 1, '1', 0, { 18250.5f, 18100, 11749, 1420, 12, 18.25f, 35 }, NULL, NULL },
  { 4, 'D', FC_TLS_DELIVERING, { 9000, 8950, 21000, 801, 0, 21, 0 }, NULL, NULL },
};
static const TlsRecord drops[] = {
  { 1, '1', 0, { 5000, 4990, 10, 15, 25000, 24900, 11, 18, 500, 1900 }, "2607200610", "2607200655" },
};

static void
assert_says (const char *text,
             const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("“%s” is not in: %s", words, text);
}

static FcTestGauge *
gauge_new (void)
{
  FcTestGauge *gauge = fc_test_gauge_new_tcp ();

  fc_test_gauge_hold (gauge, held, G_N_ELEMENTS (held));
  fc_test_gauge_deliver (gauge, drops, G_N_ELEMENTS (drops));
  return gauge;
}

static void
says_what_stands_in_the_tanks (void)
{
  g_autoptr (FcTestGauge) gauge = gauge_new ();
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", fc_test_gauge_port (gauge));
  g_autoptr (CtlRun) words = ctl_run ("gauge", "read", "--tcp", address, NULL);
  g_autoptr (CtlRun) json = ctl_run ("gauge", "read", "--tcp", address, "--json", NULL);
  g_autoptr (CtlRun) past = ctl_run ("gauge", "read", "--tcp", address, "--deliveries", NULL);
  JsonObject *tank;

  g_assert_cmpint (words->code, ==, 0);
  assert_says (words->out, "18250");
  assert_says (words->out, "delivery");
  assert_says (words->out, "2026-11-21 07:42");
  g_assert_cmpint (json->code, ==, 0);
  tank = json_array_get_object_element (json_object_get_array_member (json->json, "tanks"), 0);
  g_assert_cmpint (json_object_get_int_member (tank, "volume_ml"), ==, 18250500);
  g_assert_cmpint (json_object_get_int_member (tank, "temperature_mc"), ==, 18250);
  g_assert_cmpint (past->code, ==, 0);
  assert_says (past->out, "20000");
}

static void
reads_a_file_in_gallons (void)
{
  g_autoptr (GString) text = tls_write_inventory (held, 2, "2611210742");
  g_autofree char *folder = ctl_folder_new ();
  g_autofree char *path = g_build_filename (folder, "tls.txt", NULL);
  g_autoptr (CtlRun) run = NULL;
  JsonObject *tank;

  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  run = ctl_run ("gauge", "read", "--file", path, "--gallons", "--json", NULL);
  g_assert_cmpint (run->code, ==, 0);
  tank = json_array_get_object_element (json_object_get_array_member (run->json, "tanks"), 1);
  g_assert_cmpint (json_object_get_int_member (tank, "volume_ml"), ==, 34068706);
  g_unlink (path);
  ctl_folder_free (g_steal_pointer (&folder));
}

static void
says_what_is_wrong (void)
{
  g_autoptr (FcTestGauge) gauge = gauge_new ();
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", fc_test_gauge_port (gauge));
  g_autoptr (CtlRun) nothing = ctl_run ("gauge", NULL);
  g_autoptr (CtlRun) nowhere = ctl_run ("gauge", "read", NULL);
  g_autoptr (CtlRun) both = ctl_run ("gauge", "read", "--tcp", address, "--file", "x", NULL);
  g_autoptr (CtlRun) refused = NULL, silent = NULL;

  g_assert_cmpint (nothing->code, ==, 2);
  g_assert_cmpint (nowhere->code, ==, 2);
  g_assert_cmpint (both->code, ==, 2);
  fc_test_gauge_set_mood (gauge, GAUGE_REFUSES);
  refused = ctl_run ("gauge", "read", "--tcp", address, NULL);
  g_assert_cmpint (refused->code, ==, 1);
  assert_says (refused->err, "security code");
  fc_test_gauge_set_mood (gauge, GAUGE_HANGS);
  silent = ctl_run ("gauge", "read", "--tcp", address, "--timeout", "1", NULL);
  g_assert_cmpint (silent->code, ==, 1);
  assert_says (silent->err, "no answer");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ctl_program = argv[1];
  g_test_add_func ("/ctl/gauge/says-what-stands-in-the-tanks", says_what_stands_in_the_tanks);
  g_test_add_func ("/ctl/gauge/reads-a-file-in-gallons", reads_a_file_in_gallons);
  g_test_add_func ("/ctl/gauge/says-what-is-wrong", says_what_is_wrong);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-sheet.h"
#include "fc-test-station.h"
#include "fc-time.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

/* Under the pseudo-locale, where every translated sentence ends with ẃ, nothing that a person reads of a shift is English. */

#define OPENING G_GINT64_CONSTANT (184220100)
#define MARK    "ẃ"

static void
assert_translated (const char *text)
{
  if (strstr (text, MARK) == NULL)
    g_error ("Not translated: %s", text);
}

static void
assert_all_translated (const FcShiftSheet *sheet)
{
  g_assert_cmpuint (sheet->warnings->len, >, 0);
  for (guint i = 0; i < sheet->warnings->len; i++)
    {
      const FcSheetWarning *warning = sheet->warnings->pdata[i];

      assert_translated (warning->text);
      if (warning->advice != NULL)
        assert_translated (warning->advice);
    }
}

static void
test_what_is_missing (FcTestStation *station,
                      gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (FcShiftSheet) sheet = fc_shift_sheet_new (station->rows, &shift);
  g_autoptr (GError) error = NULL;

  assert_all_translated (sheet);
  g_assert_false (fc_shift_sheet_may_submit (sheet, &error));
  assert_translated (error->message);
}

static void
test_what_is_odd (FcTestStation *station,
                  gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  gint64 past[] = { 1500000, 1552000, 1600000, 1480000, 1551000, 1700000, 1400000, 1590000, 1530000 };
  FcNozzleHabit habit;
  g_autoptr (FcShiftSheet) sheet = NULL;
  guint n_odd = 0;

  fc_nozzle_habit_init (&habit, &station->nozzles[0], past, G_N_ELEMENTS (past));
  fc_test_close_meter (station, &shift, 0, OPENING + 4812000);
  fc_test_must (station, "shift.put-slips", &shift, "{\"slips\": [{\"kind\": \"drive_off\", \"amount\": 5000}]}");
  sheet = fc_shift_sheet_new (station->rows, &shift);
  fc_shift_sheet_look_around (sheet, station->rows, &habit, 1, station->now + 40 * FC_HOUR_US);
  fc_shift_sheet_worst (sheet, &n_odd);
  g_assert_cmpuint (n_odd, >, 1);
  assert_all_translated (sheet);
}

static void
test_what_is_refused (FcTestStation *station,
                      gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  static const struct {
    const char *command;
    const char *args;
  } calls[] = {
    { "shift.submit", "{}" },
    { "shift.approve", "{}" },
    { "shift.put-slips", "{\"slips\": [{\"kind\": \"gift\"}, 7]}" },
    { "shift.set-tender", "{\"tender\": \"shells\", \"amount\": 1}" },
    { "shift.waive", "{\"step\": \"meters\", \"reason\": \"\"}" },
    { "shift.transfer", "{\"volume\": 1000}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GError) error = fc_test_refused (station, calls[i].command, &shift, "%s", calls[i].args);

      assert_translated (error->message);
    }
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LANGUAGE", "en@pseudo", TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("FORECOURT_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);
#define TEST(path, function) \
  g_test_add (path, FcTestStation, NULL, fc_test_station_set_up, function, fc_test_station_tear_down)
  TEST ("/shifts/language/what-is-missing", test_what_is_missing);
  TEST ("/shifts/language/what-is-odd", test_what_is_odd);
  TEST ("/shifts/language/what-is-refused", test_what_is_refused);
#undef TEST
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-layout-private.h"
#include "fc-report-write.h"
#include "fc-shift-report.h"
#include "fc-shift-versions.h"
#include "fc-test-golden.h"
#include "fc-test-station.h"

#include <glib/gstdio.h>
#include <string.h>

#define OPENING G_GINT64_CONSTANT (184220100)
#define MADE_AT G_GINT64_CONSTANT (1795000000000000)

/* The worked example of the domain: 1500 L × 95.50 and 800 L × 110.00; cash 180,000, card 50,000, credit 1,250. */
static FcReport *
make_report (FcTestStation *station,
             FcId          *shift)
{
  g_autoptr (FcShiftSheet) sheet = NULL;

  *shift = fc_test_open (station, 1, NULL);
  fc_test_close_meter (station, shift, 0, OPENING + 1500000);
  fc_test_close_meter (station, shift, 1, OPENING + 800000);
  fc_test_must (station, "shift.set-tender", shift, "{\"tender\":\"card_inside\",\"amount\":5000000}");
  fc_test_must (station, "shift.set-tender", shift, "{\"tender\":\"account\",\"amount\":125000}");
  fc_test_must (station, "shift.count-cash", shift, "{\"denomination\":50000,\"quantity\":359}");
  fc_test_must (station, "shift.count-cash", shift, "{\"denomination\":5000,\"quantity\":10}");
  sheet = fc_shift_sheet_new (station->rows, shift);
  g_assert_cmpint (sheet->over_short, ==, 0);
  return fc_shift_report_new (station->rows, sheet, NULL, "Ada Okafor", MADE_AT);
}

static void
the_csv_is_the_paper_form (FcTestStation *station,
                           gconstpointer  unused)
{
  FcId shift;
  g_autoptr (FcReport) report = make_report (station, &shift);
  g_autofree char *csv = fc_report_to_csv (report);

  fc_test_compare_with_golden ("shift.csv", csv);
}

static void
the_page_shows_the_same (FcTestStation *station,
                         gconstpointer  unused)
{
  FcId shift;
  g_autoptr (FcReport) report = make_report (station, &shift);
  g_autofree char *text = fc_test_pages (report);

  fc_test_compare_with_golden ("shift.txt", text);
}

static void
sign_and_submit (FcTestStation *station,
                 const FcId    *shift)
{
  fc_test_must (station, "shift.waive", shift, "{\"step\":\"tanks\",\"reason\":\"gauge broken\"}");
  fc_test_must (station, "shift.submit", shift, "{\"over_short_reason\":\"a batch was forgotten\",\"method\":\"pin\"}");
  fc_test_must (station, "shift.approve", shift, "{}");
}

static char *
csv_of (FcTestStation *station,
        const FcId    *shift)
{
  g_autoptr (FcShiftSheet) sheet = fc_shift_sheet_new (station->rows, shift);
  g_autoptr (FcReport) report = fc_shift_report_new (station->rows, sheet, NULL, "Ada Okafor", MADE_AT);

  return fc_report_to_csv (report);
}

/* A batch of cards was forgotten. Beside its predecessor the correction's report differs in what that moved, only. */
static void
a_correction_is_held_against_its_predecessor (FcTestStation *station,
                                              gconstpointer  unused)
{
  static const char *const moved[] = { "Cards at the till", "Other tenders", "Total,5", "Cash sales", "Expected in the drawer",
                                       "Over/short" };
  FcId shift, correction;
  g_autoptr (FcReport) report = make_report (station, &shift);
  g_autofree char *before = NULL, *after = NULL;
  g_auto (GStrv) old_lines = NULL, new_lines = NULL;
  guint figures = 0;

  sign_and_submit (station, &shift);
  correction = fc_shift_correction_id (&shift);
  fc_test_must (station, "shift.correct", &correction, "{\"corrects_id\":\"%s\",\"reason\":\"A batch was forgotten\"}",
                fc_test_id (station, &shift));
  fc_test_must (station, "shift.set-tender", &correction, "{\"tender\":\"card_inside\",\"amount\":6000000}");
  sign_and_submit (station, &correction);

  before = csv_of (station, &shift);
  after = csv_of (station, &correction);
  g_assert_nonnull (strstr (before, "Replaced by a correction"));
  g_assert_nonnull (strstr (after, "version 2"));
  g_assert_nonnull (strstr (after, "This version corrects the one before: A batch was forgotten"));
  old_lines = g_strsplit (before, "\n", -1);
  new_lines = g_strsplit (after, "\n", -1);
  for (guint i = 0; old_lines[i] != NULL; i++)
    {
      gboolean expected = FALSE;

      if (g_strv_contains ((const char *const *) new_lines, old_lines[i]) || strstr (old_lines[i], "Replaced by") != NULL)
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (moved); j++)
        expected |= strstr (old_lines[i], moved[j]) != NULL;
      g_test_message ("%s", old_lines[i]);
      g_assert_true (expected);
      figures++;
    }
  g_assert_cmpuint (figures, >=, 3); /* cards, expected, over/short */
}

/* A line of 200 slips goes over pages; each page repeats the head, and no row is lost or drawn below the margin. */
static void
a_long_table_repeats_its_head (FcTestStation *station,
                               gconstpointer  unused)
{
  g_autoptr (FcReport) report = fc_report_new ("Long", "USD", NULL);
  FcReportSection *section = fc_report_add_section (report, "Slips");
  g_autoptr (FcReportLayout) layout = NULL;
  guint rows = 0;

  fc_report_add_column (section, "Customer", FC_REPORT_TEXT);
  fc_report_add_column (section, "Amount", FC_REPORT_MONEY);
  for (int i = 0; i < 200; i++)
    fc_report_add_figure (section, i % 7 == 0 ? "A customer whose name is so long that it does not go on one line of this "
                                                "page, not even when the page is printed on the widest paper there is"
                                              : "Harbour Taxis",
                          i * 100, FALSE);
  layout = fc_report_layout_new (report, 595.28, 841.89);
  g_assert_cmpuint (fc_report_layout_n_pages (layout), >, 2);
  for (guint p = 0; p < layout->pages->len; p++)
    {
      const FcSheetPage *page = layout->pages->pdata[p];
      double height = 0;

      g_assert_cmpint (g_array_index (page->items, FcItem, p == 0 ? 2 : 0).kind, ==, FC_ITEM_TABLE_HEAD);
      for (guint i = 0; i < page->items->len; i++)
        {
          height += g_array_index (page->items, FcItem, i).height;
          rows += g_array_index (page->items, FcItem, i).kind == FC_ITEM_ROW;
        }
      g_assert_cmpfloat (height, <=, 841.89 - 2 * FC_PAGE_MARGIN - FC_PAGE_HEAD - FC_PAGE_FOOT);
    }
  g_assert_cmpuint (rows, ==, 200);
}

static GBytes *
written (const FcReport *report,
         FcReportFormat  format,
         const char     *folder)
{
  g_autofree char *path = g_build_filename (folder, "report", NULL);
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize size;

  g_assert_true (fc_report_write (report, format, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  g_remove (path);
  return g_bytes_new_take (contents, size);
}

static void
the_same_report_is_the_same_file (FcTestStation *station,
                                  gconstpointer  unused)
{
  FcId shift;
  g_autoptr (FcReport) report = make_report (station, &shift);
  g_autofree char *folder = g_dir_make_tmp ("fc-report-XXXXXX", NULL);
  const char *magic[] = { "%PDF-", "PK", "Shift report" };

  for (int format = 0; format < 3; format++)
    {
      g_autoptr (GBytes) first = written (report, (FcReportFormat) format, folder);
      g_autoptr (GBytes) second = written (report, (FcReportFormat) format, folder);

      g_assert_true (g_bytes_equal (first, second));
      g_assert_cmpint (memcmp (g_bytes_get_data (first, NULL), magic[format], strlen (magic[format])), ==, 0);
    }
  g_rmdir (folder);
}

static void
a_folder_that_is_not_there_is_named (FcTestStation *station,
                                     gconstpointer  unused)
{
  FcId shift;
  g_autoptr (FcReport) report = make_report (station, &shift);

  for (int format = 0; format < 3; format++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (fc_report_write (report, (FcReportFormat) format, "/nowhere/at/all/report", &error));
      g_assert_nonnull (error);
    }
}

static gint64
last_number (const FcReportRow *row)
{
  return row->values[row->n_values - 1].number;
}

/* Seven attendants: five beside each other, two and the whole shift below; nobody's money is missing. */
static void
every_drawer_stands_on_the_report (FcTestStation *station,
                                   gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (FcShiftSheet) sheet = NULL;
  g_autoptr (FcReport) report = NULL;
  guint tables = 0, columns = 0;

  for (int i = 1; i <= 7; i++)
    fc_test_must (station, "shift.put-drawer", &shift, "{\"number\":%d,\"attendant\":\"Person %d\",\"shop_sales\":%d}", i, i,
                  1000 * i);
  sheet = fc_shift_sheet_new (station->rows, &shift);
  report = fc_shift_report_new (station->rows, sheet, NULL, NULL, MADE_AT);
  for (guint i = 0; i < report->sections->len; i++)
    {
      const FcReportSection *section = report->sections->pdata[i];

      if (!g_str_has_prefix (section->title, "Cash"))
        continue;
      tables++;
      columns += section->columns->len - 1;
      if (tables == 2)
        g_assert_cmpint (last_number (section->rows->pdata[1]), ==, 28000);
    }
  g_assert_cmpuint (tables, ==, 2);
  g_assert_cmpuint (columns, ==, 8);
}

static void
what_was_left_out_is_said (FcTestStation *station,
                           gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (FcShiftSheet) sheet = NULL;
  g_autoptr (FcReport) report = NULL;
  g_autofree char *csv = NULL;

  fc_test_must (station, "shift.waive", &shift, "{\"step\":\"tanks\",\"reason\":\"gauge broken\"}");
  sheet = fc_shift_sheet_new (station->rows, &shift);
  report = fc_shift_report_new (station->rows, sheet, NULL, NULL, MADE_AT);
  csv = fc_report_to_csv (report);
  g_assert_nonnull (strstr (csv, "“Tanks” was left out: gauge broken"));
}

#define STATION_TEST(name, function)                                                               \
  g_test_add ("/reports/shift/" name, FcTestStation, NULL, fc_test_station_set_up, function, fc_test_station_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STATION_TEST ("the-csv-is-the-paper-form", the_csv_is_the_paper_form);
  STATION_TEST ("the-page-shows-the-same", the_page_shows_the_same);
  STATION_TEST ("a-correction-is-held-against-its-predecessor", a_correction_is_held_against_its_predecessor);
  STATION_TEST ("a-long-table-repeats-its-head", a_long_table_repeats_its_head);
  STATION_TEST ("the-same-report-is-the-same-file", the_same_report_is_the_same_file);
  STATION_TEST ("a-folder-that-is-not-there-is-named", a_folder_that_is_not_there_is_named);
  STATION_TEST ("every-drawer-stands-on-the-report", every_drawer_stands_on_the_report);
  STATION_TEST ("what-was-left-out-is-said", what_was_left_out_is_said);
  return g_test_run ();
}

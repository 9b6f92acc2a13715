/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-period-report.h"
#include "fc-report-write.h"
#include "fc-test-golden.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define MADE_AT  G_GINT64_CONSTANT (1795200000000000)
#define NOVEMBER ((FcSpan){ 20758, 20787 })

static FcPeriodHead
head_of (FcSpan span)
{
  return (
    FcPeriodHead){ .n_stations = 2, .currency = "EUR", .span = span, .made_by = "Ada Okafor", .made_at = MADE_AT };
}

static GArray *
sales_of (const FcSalesPart *parts,
          guint              n)
{
  GArray *array = g_array_new (FALSE, TRUE, sizeof (FcSalesPart));

  return g_array_append_vals (array, parts, n);
}

static FcReport *
make_sales (void)
{
  const FcSalesPart products[] = { { "Diesel", 310, 12500000, 1875000 }, { "Unleaded 95", 201, 5250500, 892585 } };
  const FcSalesPart payments[] = { { "Cash", 101, 2500500, 392585 }, { "Card", 410, 15250000, 2375000 } };
  const FcSalesPart stations[] = { { "Harbour Road", 311, 9750500, 1500000 }, { "=Mill Lane", 200, 8000000, 1267585 } };
  g_autoptr (GArray) by_product = sales_of (products, 2), by_payment = sales_of (payments, 2);
  g_autoptr (GArray) by_station = sales_of (stations, 2);
  FcPeriodHead head = head_of (NOVEMBER);

  head.left_out = 1;
  return fc_sales_report_new (&head, by_product, by_payment, by_station);
}

static FcReport *
make_stock (void)
{
  const FcStockPart tanks[] = { { "Harbour Road", "Diesel", 1, 30, 31000000, 20000, 30500000, -91500 },
                                { "Harbour Road", "Unleaded 95", 2, 29, 0, 0, 0, 4000 },
                                { "Mill Lane", NULL, 1, 12, 8000000, -5000, 7900000, 12000 } };
  g_autoptr (GArray) array = g_array_new (FALSE, TRUE, sizeof (FcStockPart));
  FcPeriodHead head = head_of ((FcSpan){ 20772, 20778 });

  g_array_append_vals (array, tanks, G_N_ELEMENTS (tanks));
  return fc_wet_stock_report_new (&head, array);
}

static FcReport *
make_over_short (void)
{
  const FcOverShortPart people[] = { { "Jo Okafor", 12, 7, -12345 }, { "", 1, 1, -20 }, { "Ann Lee", 9, 0, 150 } };
  g_autoptr (GArray) array = g_array_new (FALSE, TRUE, sizeof (FcOverShortPart));
  FcPeriodHead head = head_of ((FcSpan){ 20777, 20777 });

  g_array_append_vals (array, people, G_N_ELEMENTS (people));
  return fc_over_short_report_new (&head, array);
}

static const struct {
  const char *name;
  FcReport *(*make) (void);
} reports[] = { { "sales", make_sales }, { "stock", make_stock }, { "over-short", make_over_short } };

static void
the_forms_are_those_that_were_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (reports); i++)
    {
      g_autoptr (FcReport) report = reports[i].make ();
      g_autofree char *csv = fc_report_to_csv (report), *pages = fc_test_pages (report);
      g_autofree char *csv_name = g_strconcat (reports[i].name, ".csv", NULL);
      g_autofree char *text_name = g_strconcat (reports[i].name, ".txt", NULL);

      fc_test_compare_with_golden (csv_name, csv);
      fc_test_compare_with_golden (text_name, pages);
    }
}

static const FcReportRow *
total_of (const FcReport *report,
          guint           section)
{
  const FcReportSection *table = report->sections->pdata[section];
  const FcReportRow *last = table->rows->pdata[table->rows->len - 1];

  g_assert_true (last->is_total);
  return last;
}

static gsize
decimals_of (const char *figure)
{
  const char *point = strchr (figure, '.');

  return point != NULL ? strlen (point + 1) : 0;
}

/* One figure to the millilitre, and the whole column is shown so; another column is none the worse for it. */
static void
a_column_has_its_decimals_throughout (void)
{
  const FcSalesPart parts[] = { { "Diesel", 3, 12500000, 1875000 }, { "LPG", 2, 5250555, 892585 } };
  g_autoptr (GArray) finer = sales_of (parts, 2), coarser = sales_of (parts, 1), none = sales_of (NULL, 0);
  FcPeriodHead head = head_of (NOVEMBER);
  g_autoptr (FcReport) report = fc_sales_report_new (&head, finer, coarser, none);

  for (guint s = 0; s < 2; s++)
    {
      const FcReportSection *section = report->sections->pdata[s];

      for (guint r = 0; r < section->rows->len; r++)
        {
          const FcReportRow *row = section->rows->pdata[r];
          g_autofree char *figure =
            fc_report_show (report, FC_REPORT_VOLUME, fc_report_decimals (report, section, 2), &row->values[2]);

          g_assert_cmpuint (decimals_of (figure), ==, s == 0 ? 3 : 1);
        }
    }
}

/* Every file is begun beside its name: there the disk says that it is full. */
static void
a_full_disk_is_named_and_leaves_nothing (void)
{
  g_autoptr (FcReport) report = make_sales ();
  g_autofree char *folder = g_dir_make_tmp ("fc-report-XXXXXX", NULL), *path = g_build_filename (folder, "Sales", NULL);
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("there is no disk here that is always full");
      return;
    }
  for (int format = 0; format < 3; format++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *before = NULL;

      g_assert_true (g_file_set_contents (path, "as it was", -1, NULL));
      g_assert_cmpint (symlink ("/dev/full", part), ==, 0);
      g_assert_false (fc_report_write (report, (FcReportFormat) format, path, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
      g_assert_nonnull (strstr (error->message, folder));
      g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
      g_assert_cmpstr (before, ==, "as it was");
      g_assert_false (g_file_test (part, G_FILE_TEST_IS_SYMLINK));
      g_clear_error (&error);
      g_assert_true (fc_report_write (report, (FcReportFormat) format, path, &error)); /* there is room again */
    }
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* it is empty */
}

/* There is no room in /proc, nor a full disk. */
static void
a_folder_that_takes_no_files_is_not_a_full_disk (void)
{
  g_autoptr (FcReport) report = make_sales ();

  for (int format = 0; format < 3; format++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (fc_report_write (report, (FcReportFormat) format, "/proc/Sales", &error));
      g_assert_nonnull (error);
      g_assert_false (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC));
      g_assert_null (strstr (error->message, "full"));
    }
}

/* Whichever way the sales are divided, they come to the same. */
static void
each_way_comes_to_the_same (void)
{
  g_autoptr (FcReport) report = make_sales ();

  g_assert_cmpuint (report->sections->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const FcReportRow *total = total_of (report, i);

      g_assert_cmpint (total->values[1].number, ==, 511);
      g_assert_cmpint (total->values[2].number, ==, 17750500);
      g_assert_cmpint (total->values[3].number, ==, 2767585);
      g_assert_cmpint (total->values[4].number, ==, 1000000);
    }
}

/* A page that says that there was nothing, not an empty one; and it can be written. */
static void
nothing_is_said (void)
{
  g_autoptr (GArray) none = g_array_new (FALSE, TRUE, sizeof (FcSalesPart));
  g_autoptr (GArray) no_tanks = g_array_new (FALSE, TRUE, sizeof (FcStockPart));
  g_autoptr (GArray) nobody = g_array_new (FALSE, TRUE, sizeof (FcOverShortPart));
  FcPeriodHead head = head_of (NOVEMBER);
  FcReport *empty[] = { fc_sales_report_new (&head, none, none, none), fc_wet_stock_report_new (&head, no_tanks),
                        fc_over_short_report_new (&head, nobody) };

  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    {
      const FcReportSection *only = empty[i]->sections->pdata[0];
      g_autofree char *pages = fc_test_pages (empty[i]);

      g_assert_cmpuint (empty[i]->sections->len, ==, 1);
      g_assert_cmpuint (only->rows->len, ==, 1);
      g_assert_nonnull (((const FcReportRow *) only->rows->pdata[0])->values[0].text);
      g_assert_true (g_str_has_prefix (pages, "page 1\n"));
      fc_report_unref (empty[i]);
    }
}

static void
days_are_said_shortly (void)
{
  const struct {
    FcSpan span;
    const char *text;
  } cases[] = {
    { NOVEMBER, "November 2026" },
    { { 20777, 20777 }, "20 Nov 2026" },
    { { 20772, 20778 }, "15 Nov 2026 – 21 Nov 2026" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = fc_report_show_span (cases[i].span);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/period/the-forms-are-those-that-were-read", the_forms_are_those_that_were_read);
  g_test_add_func ("/reports/period/a-column-has-its-decimals-throughout", a_column_has_its_decimals_throughout);
  g_test_add_func ("/reports/period/a-full-disk-is-named-and-leaves-nothing", a_full_disk_is_named_and_leaves_nothing);
  g_test_add_func ("/reports/period/a-folder-that-takes-no-files-is-not-a-full-disk",
                   a_folder_that_takes_no_files_is_not_a_full_disk);
  g_test_add_func ("/reports/period/each-way-comes-to-the-same", each_way_comes_to_the_same);
  g_test_add_func ("/reports/period/nothing-is-said", nothing_is_said);
  g_test_add_func ("/reports/period/days-are-said-shortly", days_are_said_shortly);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-company.h"
#include "fc-report-layout-private.h"

#include <string.h>

/* Where things stand on paper, whatever the report is about. */

#define WIDTH  595.28
#define HEIGHT 841.89
#define SEEDS  40

static FcReportSection *
add_table (FcReport   *report,
           const char *title,
           guint       n_rows,
           gboolean    has_note)
{
  FcReportSection *section = fc_report_add_section (report, title);

  fc_report_add_column (section, "Customer", FC_REPORT_TEXT);
  fc_report_add_column (section, "Amount", FC_REPORT_MONEY);
  for (guint i = 0; i + 1 < n_rows; i++)
    fc_report_add_figure (section, "Harbour Taxis", i * 100, FALSE);
  if (n_rows > 0)
    fc_report_add_figure (section, "Total", 0, TRUE);
  section->note = has_note ? g_strdup ("In: deliveries by their tickets. Moved: tests returned.") : NULL;
  return section;
}

/* From which page to which a section stands. */
typedef struct {
  guint first, last;
  double height; /* of its items without repeated heads */
  guint rows;
} Place;

static Place
find_place (const FcReportLayout  *layout,
            const FcReportSection *section)
{
  Place place = { G_MAXUINT, 0, 0, 0 };

  for (guint p = 0; p < layout->pages->len; p++)
    {
      const FcSheetPage *page = layout->pages->pdata[p];

      for (guint i = 0; i < page->items->len; i++)
        {
          const FcItem *item = &g_array_index (page->items, FcItem, i);

          if (item->section != section)
            continue;
          if (item->kind != FC_ITEM_TABLE_HEAD || place.first == G_MAXUINT || p == place.first)
            place.height += item->height;
          place.first = MIN (place.first, p);
          place.last = p;
          place.rows += item->kind == FC_ITEM_ROW;
        }
    }
  return place;
}

static void
a_small_table_is_not_split (void)
{
  g_autoptr (FcReport) report = fc_report_new ("Report", "USD", NULL);
  FcReportSection *first = add_table (report, "Long", 34, FALSE), *second = add_table (report, "Small", 12, TRUE);
  g_autoptr (FcReportLayout) layout = fc_report_layout_new (report, WIDTH, HEIGHT);
  Place small = find_place (layout, second), large = find_place (layout, first);

  g_assert_cmpuint (fc_report_layout_n_pages (layout), ==, 2);
  g_assert_cmpuint (large.first, ==, 0);
  g_assert_cmpuint (large.last, ==, 0);
  g_assert_cmpuint (small.first, ==, 1);
  g_assert_cmpuint (small.last, ==, 1);
  g_assert_cmpuint (small.rows, ==, 12);
}

/* What is signed stands above the signatures, on their page. */
static void
signatures_have_something_above (void)
{
  for (guint rows = 2; rows < 80; rows += 3)
    {
      g_autoptr (FcReport) report = fc_report_new ("Report", "USD", NULL);
      FcReportSection *last;
      g_autoptr (FcReportLayout) layout = NULL;
      const FcSheetPage *page;
      const FcItem *first;

      add_table (report, "Table", 20, FALSE);
      last = add_table (report, "Last", rows, rows % 2 == 0);
      for (guint i = 0; i < rows % 8; i++)
        fc_report_add_signature (report, "Attendant", "Grace", NULL, NULL);
      layout = fc_report_layout_new (report, WIDTH, HEIGHT);
      page = layout->pages->pdata[layout->pages->len - 1];
      first = &g_array_index (page->items, FcItem, 0);
      g_assert_cmpint (first->kind, !=, FC_ITEM_SIGNATURES);
      g_assert_true (first->kind == FC_ITEM_TITLE || first->section == last);
      g_assert_cmpuint (find_place (layout, last).rows, ==, rows);
    }
}

/* A first table that would fit a page of its own goes on below the title all the same. */
static void
the_title_is_not_left_alone (void)
{
  for (guint rows = 30; rows < 60; rows++)
    {
      g_autoptr (FcReport) report = fc_report_new ("Report", "USD", NULL);
      FcReportSection *only = add_table (report, "Long", rows, FALSE);
      g_autoptr (FcReportLayout) layout = fc_report_layout_new (report, WIDTH, HEIGHT);

      g_assert_cmpuint (find_place (layout, only).first, ==, 0);
    }
}

static double
room_of (const FcReportLayout *layout)
{
  return layout->height - 2 * FC_PAGE_MARGIN - layout->head - FC_PAGE_FOOT;
}

static void
check_page (const FcReportLayout *layout,
            guint                 p)
{
  const FcSheetPage *page = layout->pages->pdata[p];
  const FcItem *first = &g_array_index (page->items, FcItem, 0);
  const FcItem *last = &g_array_index (page->items, FcItem, page->items->len - 1);
  double height = 0;
  guint rows = 0;

  for (guint i = 0; i < page->items->len; i++)
    height += g_array_index (page->items, FcItem, i).height;
  g_assert_cmpfloat (height, <=, room_of (layout));
  g_assert_cmpint (first->kind, !=, FC_ITEM_ROW);
  g_assert_cmpint (first->kind, !=, FC_ITEM_NOTE);
  g_assert_cmpint (last->kind, !=, FC_ITEM_TABLE_HEAD);
  if (last->kind == FC_ITEM_HEADING)
    g_assert_cmpuint (last->section->rows->len, ==, 0);
  if (first->kind != FC_ITEM_TABLE_HEAD)
    return;
  for (guint i = 1; i < page->items->len && g_array_index (page->items, FcItem, i).section == first->section; i++)
    rows += g_array_index (page->items, FcItem, i).kind == FC_ITEM_ROW;
  g_assert_cmpuint (rows, >=, 2);
}

/* Nothing is lost, no page is too full, what fits a page is on one, what does not repeats its head over some rows. */
static void
any_tables_stand_well (void)
{
  for (guint seed = 1; seed <= SEEDS; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (FcReport) report = fc_report_new ("Report", "USD", NULL);
      g_autoptr (FcReportLayout) layout = NULL;
      int n = g_rand_int_range (rand, 1, 9);

      g_test_message ("seed %u", seed);
      for (int i = 0; i < n; i++)
        add_table (report, "Table", (guint) g_rand_int_range (rand, 0, i % 3 == 2 ? 120 : 20), g_rand_boolean (rand));
      layout = fc_report_layout_new (report, WIDTH, HEIGHT);
      for (guint p = 0; p < layout->pages->len; p++)
        check_page (layout, p);
      for (guint i = 0; i < report->sections->len; i++)
        {
          const FcReportSection *section = report->sections->pdata[i];
          Place place = find_place (layout, section);
          double title = i == 0 ? g_array_index (((FcSheetPage *) layout->pages->pdata[0])->items, FcItem, 0).height : 0;

          g_assert_cmpuint (place.rows, ==, section->rows->len);
          if (place.height <= room_of (layout) - title)
            g_assert_cmpuint (place.first, ==, place.last);
        }
    }
}

static cairo_status_t
append (void                *closure,
        const unsigned char *data,
        unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_logo (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 200, 60);
  cairo_t *cr = cairo_create (surface);
  GByteArray *bytes = g_byte_array_new ();

  cairo_set_source_rgb (cr, 1, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  g_assert_cmpint (cairo_surface_write_to_png_stream (surface, append, bytes), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

/* Points of the first page that are plainly red. */
static guint
count_red (const FcReport *report)
{
  g_autoptr (FcReportLayout) layout = fc_report_layout_new (report, WIDTH, HEIGHT);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 595, 842);
  cairo_t *cr = cairo_create (surface);
  guint red = 0;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  fc_report_layout_draw (layout, 0, cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < 842; y++)
    for (int x = 0; x < 595; x++)
      {
        const guint8 *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

        red += (((const guint32 *) (gconstpointer) row)[x] & 0xffffff) == 0xff0000;
      }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return red;
}

/* 108 × 32 points or so, and room made for them; rubbish is not drawn and takes no room. */
static void
the_logo_stands_in_the_corner (void)
{
  g_autoptr (FcReport) report = fc_report_new ("Report", "USD", NULL);
  g_autoptr (FcReportLayout) without = NULL, with = NULL, rubbish = NULL;

  add_table (report, "Table", 3, FALSE);
  without = fc_report_layout_new (report, WIDTH, HEIGHT);
  g_assert_cmpuint (count_red (report), ==, 0);
  fc_report_take_logo (report, make_logo ());
  with = fc_report_layout_new (report, WIDTH, HEIGHT);
  g_assert_cmpfloat (with->head, >, without->head);
  g_assert_cmpuint (count_red (report), >, 3000);
  g_assert_cmpuint (count_red (report), <, 5000);
  fc_report_take_logo (report, g_bytes_new_static ("rubbish", 7));
  rubbish = fc_report_layout_new (report, WIDTH, HEIGHT);
  g_assert_cmpfloat (rubbish->head, ==, without->head);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/layout/a-small-table-is-not-split", a_small_table_is_not_split);
  g_test_add_func ("/reports/layout/signatures-have-something-above", signatures_have_something_above);
  g_test_add_func ("/reports/layout/the-title-is-not-left-alone", the_title_is_not_left_alone);
  g_test_add_func ("/reports/layout/any-tables-stand-well", any_tables_stand_well);
  g_test_add_func ("/reports/layout/the-logo-stands-in-the-corner", the_logo_stands_in_the_corner);
  return g_test_run ();
}

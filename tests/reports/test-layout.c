/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-company.h"
#include "fc-report-layout-private.h"
#include "fc-report-write.h"

#include <glib/gstdio.h>
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

/* A day's nozzles go on below its shifts, rather than leave half of the first page empty. */
static void
a_long_table_does_not_leave_half_a_page (void)
{
  g_autoptr (FcReport) report = fc_report_new ("Report", "USD", NULL);
  FcReportSection *first = add_table (report, "Shifts", 10, FALSE), *second = add_table (report, "Nozzles", 36, FALSE);
  g_autoptr (FcReportLayout) layout = fc_report_layout_new (report, WIDTH, HEIGHT);
  Place shifts = find_place (layout, first), nozzles = find_place (layout, second);

  g_assert_cmpuint (shifts.last, ==, 0);
  g_assert_cmpuint (nozzles.first, ==, 0);
  g_assert_cmpuint (nozzles.last, ==, 1);
  g_assert_cmpuint (nozzles.rows, ==, 36);
}

/* Nothing is lost, no page is too full, what is short is on one page, what is not repeats its head over some rows. */
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
          if (place.height <= 0.4 * room_of (layout) - title)
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

/* The first page, a pixel a point; (transfer full). */
static cairo_surface_t *
draw_page (const FcReport *report)
{
  g_autoptr (FcReportLayout) layout = fc_report_layout_new (report, WIDTH, HEIGHT);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 595, 842);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  fc_report_layout_draw (layout, 0, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
pixel_of (cairo_surface_t *surface,
          int              x,
          int              y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[x] & 0xffffff;
}

/* Points of the first page that are plainly red. */
static guint
count_red (const FcReport *report)
{
  cairo_surface_t *surface = draw_page (report);
  guint red = 0;

  for (int y = 0; y < 842; y++)
    for (int x = 0; x < 595; x++)
      red += pixel_of (surface, x, y) == 0xff0000;
  cairo_surface_destroy (surface);
  return red;
}

/* What is drawn between two heights of the first page: where it begins and ends, and the widest gap in it. */
typedef struct {
  int first, last; /* -1: nothing is drawn */
  int gap;
} Ink;

static Ink
find_ink (const FcReport *report,
          double          from,
          double          until)
{
  cairo_surface_t *surface = draw_page (report);
  Ink ink = { -1, -1, 0 };

  for (int x = 0; x < 595; x++)
    {
      gboolean any = FALSE;

      for (int y = (int) from; y < (int) until && !any; y++)
        any = pixel_of (surface, x, y) != 0xffffff;
      if (!any)
        continue;
      if (ink.first < 0)
        ink.first = x;
      else
        ink.gap = MAX (ink.gap, x - ink.last - 1);
      ink.last = x;
    }
  cairo_surface_destroy (surface);
  return ink;
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

/* The company to the left and the station to the right, whatever their length and script; both are shortened for that. */
static void
names_in_the_head_keep_apart (void)
{
  static const char *const names[] = { "Harbour", "TheVeryGreatAndHonourableHarbourFuelAndProvisionsCompanyOfTheNorthernIsles",
                                       "محطة" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
      {
        g_autoptr (FcReport) report = fc_report_new ("Report", "USD", NULL);
        Ink ink;

        g_test_message ("%s, %s", names[i], names[j]);
        add_table (report, "Table", 3, FALSE);
        report->company = g_strdup (names[i]);
        report->station = g_strdup (names[j]);
        ink = find_ink (report, FC_PAGE_MARGIN, FC_PAGE_MARGIN + FC_PAGE_HEAD - 20);
        g_assert_cmpint (ABS (ink.first - (int) FC_PAGE_MARGIN), <=, 3);
        g_assert_cmpint (ABS (ink.last - (int) (WIDTH - FC_PAGE_MARGIN)), <=, 12); /* a letter that had no room */
        g_assert_cmpint (ink.gap, >=, 5);
      }
}

/* Where the first page's item of a kind stands. */
static double
find_item (const FcReportLayout *layout,
           FcItemKind            kind,
           double               *height)
{
  const FcSheetPage *page = layout->pages->pdata[0];
  double y = FC_PAGE_MARGIN + layout->head;

  for (guint i = 0; i < page->items->len; i++)
    {
      const FcItem *item = &g_array_index (page->items, FcItem, i);

      *height = item->height;
      if (item->kind == kind)
        return y;
      y += item->height;
    }
  g_assert_not_reached ();
}

/* An attendant's drawer is a column of amounts, also where the name is written from the right. */
static void
heads_of_numbers_stand_over_them (void)
{
  static const char *const names[] = { "Grace", "محمد", "2 محمد" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (FcReport) report = fc_report_new ("Report", "USD", NULL);
      FcReportSection *section = fc_report_add_section (report, "Cash");
      g_autoptr (FcReportLayout) layout = NULL;
      double height, y;

      fc_report_add_column (section, "", FC_REPORT_TEXT);
      fc_report_add_column (section, names[i], FC_REPORT_MONEY);
      fc_report_add_figure (section, "", G_GINT64_CONSTANT (123456789012345), FALSE);
      layout = fc_report_layout_new (report, WIDTH, HEIGHT);
      y = find_item (layout, FC_ITEM_TABLE_HEAD, &height);
      g_test_message ("%s", names[i]);
      g_assert_cmpint (ABS (find_ink (report, y, y + height - 3).last -
                            find_ink (report, y + height + 2, y + 2 * height - 3).last), <=, 2);
    }
}

/* Long names make a signature higher: they run neither into the one below nor into the page's foot. */
static void
a_signature_has_room_for_its_names (void)
{
  g_autoptr (FcReport) report = fc_report_new ("Report", "USD", NULL);
  g_autoptr (FcReportLayout) layout = NULL;
  double height, y;

  add_table (report, "Table", 3, FALSE);
  fc_report_add_signature (report, "Manager", "Ann", "on paper", NULL);
  fc_report_add_signature (report, "Attendant Anne Marie Louise de la Fontaine-Montmorency",
                           "Anne Marie Louise de la Fontaine-Montmorency of the Northern Isles",
                           "confirmed by the PIN of this computer, 20 Nov 2026 22:04", NULL);
  layout = fc_report_layout_new (report, WIDTH, HEIGHT);
  y = find_item (layout, FC_ITEM_SIGNATURES, &height);
  g_assert_cmpint (find_ink (report, y + height, HEIGHT - FC_PAGE_MARGIN - FC_PAGE_FOOT).first, ==, -1);
}

/* The names of a spreadsheet's parts stand in the clear in its directory. */
static gboolean
has_picture (FcReport *report)
{
  g_autofree char *folder = g_dir_make_tmp ("layout-XXXXXX", NULL), *path = g_build_filename (folder, "logo.xlsx", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  fc_report_write (report, FC_REPORT_XLSX, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_unlink (path);
  g_rmdir (folder);
  return memmem (content, length, "xl/media/image1.png", 19) != NULL;
}

static void
the_spreadsheet_has_the_logo (void)
{
  g_autoptr (FcReport) report = fc_report_new ("Report", "USD", NULL);

  add_table (report, "Table", 3, FALSE);
  g_assert_false (has_picture (report));
  fc_report_take_logo (report, make_logo ());
  g_assert_true (has_picture (report));
  fc_report_take_logo (report, g_bytes_new_static ("rubbish that is long enough to be looked at", 43));
  g_assert_false (has_picture (report));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/layout/a-small-table-is-not-split", a_small_table_is_not_split);
  g_test_add_func ("/reports/layout/signatures-have-something-above", signatures_have_something_above);
  g_test_add_func ("/reports/layout/the-title-is-not-left-alone", the_title_is_not_left_alone);
  g_test_add_func ("/reports/layout/a-long-table-does-not-leave-half-a-page", a_long_table_does_not_leave_half_a_page);
  g_test_add_func ("/reports/layout/any-tables-stand-well", any_tables_stand_well);
  g_test_add_func ("/reports/layout/the-logo-stands-in-the-corner", the_logo_stands_in_the_corner);
  g_test_add_func ("/reports/layout/names-in-the-head-keep-apart", names_in_the_head_keep_apart);
  g_test_add_func ("/reports/layout/heads-of-numbers-stand-over-them", heads_of_numbers_stand_over_them);
  g_test_add_func ("/reports/layout/a-signature-has-room-for-its-names", a_signature_has_room_for_its_names);
  g_test_add_func ("/reports/layout/the-spreadsheet-has-the-logo", the_spreadsheet_has_the_logo);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-layout-private.h"

#include <glib/gi18n-lib.h>

#include <langinfo.h>
#include <string.h>

#define SIGNATURE_WIDTH  160.0
#define SIGNATURE_HEIGHT 92.0 /* at least */
#define GAP_OF_SECTION   16.0
#define FIRST_ROWS       3    /* of a long table, beneath its heading */
#define LEAST_TEXT       70.0 /* a text column is never narrower, so that words stay whole */

/**
 * fc_report_text:
 *
 * Returns: (transfer full)
 */
PangoLayout *
fc_report_text (const FcReportLayout *self,
                FcFont                font,
                const char           *text,
                double                width)
{
  static const char *const names[] = { "Sans 8.5", "Sans Bold 8.5", "Sans Bold 16", "Sans 7.5" };
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *description = pango_font_description_from_string (names[font]);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_text (layout, text, -1);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  return layout;
}

double
fc_report_text_width (const FcReportLayout *self,
                      FcFont                font,
                      const char           *text)
{
  g_autoptr (PangoLayout) layout = fc_report_text (self, font, text, 0);
  int width, height;

  pango_layout_get_size (layout, &width, &height);
  return (double) width / PANGO_SCALE + 1;
}

static double
height_of (const FcReportLayout *self,
           FcFont                font,
           const char           *text,
           double                width)
{
  g_autoptr (PangoLayout) layout = fc_report_text (self, font, text, width);
  int w, height;

  pango_layout_get_size (layout, &w, &height);
  return (double) height / PANGO_SCALE;
}

double
fc_report_room (const FcReportLayout *self)
{
  return self->width - 2 * FC_PAGE_MARGIN;
}

/* The widest of its words: so narrow may a heading be that breaks. */
static double
width_of_words (const FcReportLayout *self,
                const char           *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  double most = 0;

  for (guint i = 0; words[i] != NULL; i++)
    most = MAX (most, fc_report_text_width (self, FC_FONT_BOLD, words[i]));
  return most;
}

static double
width_of_cells (const FcReportLayout  *self,
                const FcReportSection *section,
                guint                  cell,
                int                    decimals)
{
  FcReportKind kind = g_array_index (section->columns, FcReportColumn, cell).kind;
  double most = 0;

  for (guint r = 0; r < section->rows->len; r++)
    {
      const FcReportRow *row = section->rows->pdata[r];
      g_autofree char *text = fc_report_show (self->report, kind, decimals, &row->values[cell]);

      most = MAX (most, fc_report_text_width (self, row->is_total ? FC_FONT_BOLD : FC_FONT_PLAIN, text));
    }
  return most;
}

static double
sum_widths (const FcReportSection *section,
            const double          *widths,
            gboolean               texts)
{
  double sum = 0;

  for (guint i = 0; i < section->columns->len; i++)
    if ((g_array_index (section->columns, FcReportColumn, i).kind == FC_REPORT_TEXT) == texts)
      sum += widths[i];
  return sum;
}

/* Numbers get what they need, with headings that break where there is no room; text shares the rest. */
static double *
find_widths (const FcReportLayout  *self,
             const FcReportSection *section,
             const int             *decimals)
{
  guint n = section->columns->len;
  double *widths = g_new0 (double, MAX (n, 1));
  g_autofree double *least = g_new0 (double, MAX (n, 1));
  double space = fc_report_room (self) - FC_CELL_GAP * (n > 0 ? n - 1 : 0), texts;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title =
        fc_report_show_title (self->report, &g_array_index (section->columns, FcReportColumn, i));
      double cells = width_of_cells (self, section, i, decimals[i]);

      widths[i] = MAX (cells, fc_report_text_width (self, FC_FONT_BOLD, title));
      least[i] = MAX (cells, width_of_words (self, title));
    }
  if (sum_widths (section, widths, TRUE) + sum_widths (section, widths, FALSE) > space)
    memcpy (widths, least, n * sizeof *widths);
  texts = sum_widths (section, widths, TRUE);
  space -= sum_widths (section, widths, FALSE);
  for (guint i = 0; i < n && texts > space; i++)
    if (g_array_index (section->columns, FcReportColumn, i).kind == FC_REPORT_TEXT)
      widths[i] = MAX (widths[i] / texts * space, MIN (widths[i], LEAST_TEXT));
  return widths;
}

/* A table that cannot be narrower is drawn smaller, so that no figure leaves the paper. */
static double
find_scale (const FcReportLayout  *self,
            const FcReportSection *section,
            const double          *widths)
{
  guint n = section->columns->len;
  double width =
    sum_widths (section, widths, TRUE) + sum_widths (section, widths, FALSE) + FC_CELL_GAP * (n > 0 ? n - 1 : 0);

  return MIN (1, fc_report_room (self) / MAX (width, 1));
}

static double
row_height (const FcReportLayout  *self,
            const FcReportSection *section,
            const FcReportRow     *row,
            const FcItem          *item)
{
  double height = 0;

  for (guint i = 0; i < section->columns->len; i++)
    {
      const FcReportColumn *column = &g_array_index (section->columns, FcReportColumn, i);
      g_autofree char *text = row != NULL
                                ? fc_report_show (self->report, column->kind, item->decimals[i], &row->values[i])
                                : fc_report_show_title (self->report, column);

      height = MAX (height, height_of (self, row == NULL || row->is_total ? FC_FONT_BOLD : FC_FONT_PLAIN, text,
                                       row == NULL || column->kind == FC_REPORT_TEXT ? item->widths[i] : 0));
    }
  return height + 2 * FC_CELL_PAD;
}

static void
sheet_page_free (gpointer pointer)
{
  FcSheetPage *page = pointer;

  g_array_unref (page->items);
  g_free (page);
}

static FcSheetPage *
add_page (FcReportLayout *self)
{
  FcSheetPage *page = g_new0 (FcSheetPage, 1);

  page->items = g_array_new (FALSE, TRUE, sizeof (FcItem));
  g_ptr_array_add (self->pages, page);
  return page;
}

static double
used (const FcSheetPage *page)
{
  double sum = 0;

  for (guint i = 0; i < page->items->len; i++)
    sum += g_array_index (page->items, FcItem, i).height;
  return sum;
}

/* Of the items on a page. */
static double
page_room (const FcReportLayout *self)
{
  return self->height - 2 * FC_PAGE_MARGIN - self->head - FC_PAGE_FOOT;
}

/* On the last page, or a new one; a table that goes on repeats its head. @together: height that should stay with it. */
static void
place (FcReportLayout *self,
       const FcItem   *item,
       const FcItem   *head,
       double          together)
{
  FcSheetPage *page = self->pages->len > 0 ? self->pages->pdata[self->pages->len - 1] : add_page (self);

  if (page->items->len > 0 && used (page) + item->height + together > page_room (self))
    {
      page = add_page (self);
      if (head != NULL)
        g_array_append_val (page->items, *head);
    }
  g_array_append_val (page->items, *item);
}

static gboolean
is_headed (const FcReportSection *section)
{
  for (guint i = 0; i < section->columns->len; i++)
    if (g_array_index (section->columns, FcReportColumn, i).title[0] != '\0')
      return TRUE;
  return FALSE;
}

/* A section's items in their order: heading, head of the table, rows, note. */
static GArray *
make_items (FcReportLayout        *self,
            const FcReportSection *section)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (FcItem));
  int *decimals = fc_report_all_decimals (self->report, section);
  double *widths = find_widths (self, section, decimals);
  double scale = find_scale (self, section, widths);
  FcItem item = { .kind = FC_ITEM_HEADING, .section = section };

  g_ptr_array_add (self->decimals, decimals);
  g_ptr_array_add (self->widths, widths);
  item.height = GAP_OF_SECTION + height_of (self, FC_FONT_BOLD, section->title, fc_report_room (self)) + 4;
  g_array_append_val (items, item);
  item =
    (FcItem){ .kind = FC_ITEM_TABLE_HEAD, .section = section, .widths = widths, .decimals = decimals, .scale = scale };
  item.height = (row_height (self, section, NULL, &item) + 2) * scale;
  if (section->rows->len > 0 && is_headed (section))
    g_array_append_val (items, item);
  item.kind = FC_ITEM_ROW;
  for (guint i = 0; i < section->rows->len; i++)
    {
      item.row = section->rows->pdata[i];
      item.height = (row_height (self, section, item.row, &item) + (item.row->is_total ? 2 : 0)) * scale;
      g_array_append_val (items, item);
    }
  if (section->note != NULL)
    {
      item = (FcItem){ .kind = FC_ITEM_NOTE, .section = section };
      item.height = height_of (self, FC_FONT_SMALL, section->note, fc_report_room (self)) + 6;
      g_array_append_val (items, item);
    }
  return items;
}

guint
fc_report_signatures_abreast (const FcReportLayout *self)
{
  return (guint) MAX (1, fc_report_room (self) / (SIGNATURE_WIDTH + FC_CELL_GAP));
}

double
fc_report_signature_width (const FcReportLayout *self)
{
  return fc_report_room (self) / fc_report_signatures_abreast (self) - FC_CELL_GAP;
}

static double
signature_height (const FcReportLayout    *self,
                  const FcReportSignature *signature)
{
  double width = fc_report_signature_width (self);
  double height = FC_SIGNATURE_LINE + FC_SIGNATURE_GAP + height_of (self, FC_FONT_BOLD, signature->role, width);

  if (signature->name != NULL)
    height += height_of (self, FC_FONT_PLAIN, signature->name, width);
  if (signature->how != NULL)
    height += height_of (self, FC_FONT_SMALL, signature->how, width);
  return height;
}

static void
add_signatures (FcReportLayout *self,
                GArray         *items)
{
  const GPtrArray *signatures = self->report->signatures;
  guint abreast = fc_report_signatures_abreast (self);

  for (guint i = 0; i < signatures->len; i += abreast)
    {
      FcItem item = { .kind = FC_ITEM_SIGNATURES, .first = i, .height = SIGNATURE_HEIGHT };

      for (guint n = i; n < MIN (i + abreast, signatures->len); n++)
        item.height = MAX (item.height, signature_height (self, signatures->pdata[n]));
      g_array_append_val (items, item);
    }
}

static double
sum_heights (GArray *items,
             guint   from,
             guint   until)
{
  double sum = 0;

  for (guint i = from; i < MIN (until, items->len); i++)
    sum += g_array_index (items, FcItem, i).height;
  return sum;
}

/* What must not be parted from the @n-th item of a section that goes over pages: a heading from the first rows, the last
 * row, mostly a total, from the one before it, and a note and signatures from both. */
static double
find_together (GArray   *items,
               guint     n,
               gboolean  has_head)
{
  guint first_row = has_head ? 2 : 1, last_row = items->len - 1;

  while (last_row > 0 && g_array_index (items, FcItem, last_row).kind != FC_ITEM_ROW)
    last_row--;
  if (n < first_row)
    return sum_heights (items, n + 1, first_row + FIRST_ROWS);
  return n + 1 >= last_row ? sum_heights (items, n + 1, items->len) : 0;
}

/* So much of a page is not left empty for a table to stay whole. */
#define MUCH(layout) (0.4 * page_room (layout))

/* Of a page for a section that stays whole: the report's title is not left alone. */
static double
whole_room (const FcReportLayout *self)
{
  const FcSheetPage *first = self->pages->pdata[0];

  return page_room (self) - (self->pages->len == 1 && first->items->len == 1 ? used (first) : 0);
}

/* What is left of the last page. */
static double
room_left (const FcReportLayout *self)
{
  return page_room (self) - used (self->pages->pdata[self->pages->len - 1]);
}

/* As a whole, on a new page if need be. What is longer than a page goes over several, each with the table's head, and so
 * does a table that would leave much of a page empty before it. */
static void
place_items (FcReportLayout *self,
             GArray         *items)
{
  gboolean has_head = items->len > 1 && g_array_index (items, FcItem, 1).kind == FC_ITEM_TABLE_HEAD;
  const FcItem *head = has_head ? &g_array_index (items, FcItem, 1) : NULL;
  double whole = sum_heights (items, 0, items->len);
  gboolean stays_whole = whole <= whole_room (self) && (whole <= room_left (self) || room_left (self) < MUCH (self));

  for (guint i = 0; i < items->len; i++)
    {
      const FcItem *item = &g_array_index (items, FcItem, i);
      double together = i == 0 && stays_whole ? whole - item->height : find_together (items, i, has_head);

      if (head != NULL && head->height + item->height + together > page_room (self))
        together = 0; /* more than a page can hold is parted anyhow */
      place (self, item, item->kind == FC_ITEM_ROW ? head : NULL, together);
    }
}

typedef struct {
  GBytes *png;
  gsize at;
} LogoReader;

static cairo_status_t
read_logo (void          *closure,
           unsigned char *data,
           unsigned int   length)
{
  LogoReader *reader = closure;
  gsize size;
  const guint8 *bytes = g_bytes_get_data (reader->png, &size);

  if (length > size - reader->at)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, bytes + reader->at, length);
  reader->at += length;
  return CAIRO_STATUS_SUCCESS;
}

/* A report whose logo cannot be read goes without. */
static void
open_logo (FcReportLayout *self)
{
  LogoReader reader = { .png = self->report->logo };

  self->head = FC_PAGE_HEAD;
  if (reader.png == NULL)
    return;
  self->logo = cairo_image_surface_create_from_png_stream (read_logo, &reader);
  if (cairo_surface_status (self->logo) != CAIRO_STATUS_SUCCESS || cairo_image_surface_get_height (self->logo) < 1)
    g_clear_pointer (&self->logo, cairo_surface_destroy);
  else
    self->head += FC_LOGO_ROOM;
}

/**
 * fc_report_layout_new:
 * @width: of the paper
 * @height: likewise
 */
FcReportLayout *
fc_report_layout_new (const FcReport *report,
                      double          width,
                      double          height)
{
  FcReportLayout *self = g_new0 (FcReportLayout, 1);
  FcItem title = { .kind = FC_ITEM_TITLE };
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();

  self->report = report;
  self->width = width;
  self->height = height;
  open_logo (self);
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (fonts), 72);
  self->context = pango_font_map_create_context (fonts);
  self->widths = g_ptr_array_new_with_free_func (g_free);
  self->decimals = g_ptr_array_new_with_free_func (g_free);
  self->pages = g_ptr_array_new_with_free_func (sheet_page_free);
  title.height =
    height_of (self, FC_FONT_TITLE, report->title, fc_report_room (self)) +
    height_of (self, FC_FONT_PLAIN, report->subject != NULL ? report->subject : "", fc_report_room (self)) +
    (report->state != NULL ? height_of (self, FC_FONT_BOLD, report->state, fc_report_room (self)) + 4 : 0) + 4;
  place (self, &title, NULL, 0);
  for (guint i = 0; i < report->sections->len; i++)
    {
      g_autoptr (GArray) items = make_items (self, report->sections->pdata[i]);

      if (i + 1 == report->sections->len)
        add_signatures (self, items);
      place_items (self, items);
    }
  return self;
}

void
fc_report_layout_free (FcReportLayout *self)
{
  g_clear_pointer (&self->logo, cairo_surface_destroy);
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->widths);
  g_ptr_array_unref (self->decimals);
  g_object_unref (self->context);
  g_free (self);
}

guint
fc_report_layout_n_pages (const FcReportLayout *self)
{
  return self->pages->len;
}

/**
 * fc_report_paper:
 * @width: (out): points
 * @height: (out): points
 */
void
fc_report_paper (double *width,
                 double *height)
{
  /* What C libraries know of the locale: millimetres, as integers in the place of pointers. */
  glong high = (glong) (gintptr) nl_langinfo (_NL_PAPER_HEIGHT);
  gboolean letter = high > 0 && high < 290;

  *width = letter ? 612 : 595.28;
  *height = letter ? 792 : 841.89;
}

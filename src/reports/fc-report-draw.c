/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-layout-private.h"

#include "fc-strokes.h"

#include <glib/gi18n-lib.h>

#define LINE_WIDTH      0.6
#define HEAD_BELOW_LINE 18.0
#define TEXT_ABOVE_LINE 16.0
#define LOGO_WIDTH      120.0
#define LOGO_HEIGHT     36.0

static void
set_grey (cairo_t *cr,
          double   grey)
{
  cairo_set_source_rgb (cr, grey, grey, grey);
}

/* The company's colour, for lines only: text stays black, so that it prints well without colour. */
static void
set_accent (const FcReportLayout *self,
            cairo_t              *cr)
{
  const char *accent = self->report->accent;
  guint red, green, blue;

  if (accent != NULL && sscanf (accent, "#%2x%2x%2x", &red, &green, &blue) == 3)
    cairo_set_source_rgb (cr, red / 255.0, green / 255.0, blue / 255.0);
  else
    set_grey (cr, 0.25);
}

/* The side is the paper's: Pango's own turns round with text that is written from the right. */
static void
set_side (PangoLayout *layout,
          gboolean     to_the_right)
{
  gboolean turned = pango_layout_get_line_readonly (layout, 0)->resolved_dir == PANGO_DIRECTION_RTL;

  pango_layout_set_alignment (layout, to_the_right != turned ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
}

static double
draw_text (const FcReportLayout *self,
           cairo_t              *cr,
           FcFont                font,
           const char           *text,
           double                x,
           double                y,
           double                width,
           gboolean              to_the_right)
{
  g_autoptr (PangoLayout) layout = fc_report_text (self, font, text, width);
  int text_width, text_height;

  set_side (layout, to_the_right);
  pango_layout_get_size (layout, &text_width, &text_height);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  return (double) text_height / PANGO_SCALE;
}

/* A line of the page's frame. */
typedef struct {
  FcFont font;
  const char *text; /* nullable */
  double width;     /* what it wants, then what it has */
} End;

static void
draw_end (const FcReportLayout *self,
          cairo_t              *cr,
          const End            *end,
          double                x,
          double                y,
          gboolean              to_the_right)
{
  g_autoptr (PangoLayout) layout = fc_report_text (self, end->font, end->text, end->width);

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  set_side (layout, to_the_right);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

/* Two texts on one line of the frame, from @x to the right margin; shortened where there is no room for both. */
static void
draw_ends (const FcReportLayout *self,
           cairo_t              *cr,
           End                   left,
           End                   right,
           double                x,
           double                y)
{
  double space = self->width - FC_PAGE_MARGIN - x - 2 * FC_CELL_GAP;

  left.width = left.text != NULL ? fc_report_text_width (self, left.font, left.text) : 0;
  right.width = right.text != NULL ? fc_report_text_width (self, right.font, right.text) : 0;
  right.width = MIN (right.width, MAX (space / 2, space - left.width));
  left.width = MIN (left.width, space - right.width);
  if (left.text != NULL)
    draw_end (self, cr, &left, x, y, FALSE);
  if (right.text != NULL)
    draw_end (self, cr, &right, self->width - FC_PAGE_MARGIN - right.width, y, TRUE);
}

static void
draw_line (cairo_t *cr,
           double   x,
           double   y,
           double   width,
           double   thickness)
{
  cairo_set_line_width (cr, thickness);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + width, y);
  cairo_stroke (cr);
}

static void
draw_title (const FcReportLayout *self,
            cairo_t              *cr,
            double                y)
{
  const FcReport *report = self->report;

  set_grey (cr, 0);
  y += draw_text (self, cr, FC_FONT_TITLE, report->title, FC_PAGE_MARGIN, y, fc_report_room (self), FALSE);
  if (report->subject != NULL)
    y += draw_text (self, cr, FC_FONT_PLAIN, report->subject, FC_PAGE_MARGIN, y, fc_report_room (self), FALSE);
  if (report->state != NULL)
    draw_text (self, cr, FC_FONT_BOLD, report->state, FC_PAGE_MARGIN, y + 4, fc_report_room (self), FALSE);
}

static void
draw_cells (const FcReportLayout *self,
            const FcItem         *item,
            cairo_t              *cr,
            double                y)
{
  double x = FC_PAGE_MARGIN;

  for (guint i = 0; i < item->section->columns->len; i++)
    {
      const FcReportColumn *column = &g_array_index (item->section->columns, FcReportColumn, i);
      gboolean is_number = fc_report_kind_is_number (column->kind);
      g_autofree char *text = item->row != NULL
                                ? fc_report_show (self->report, column->kind, item->decimals[i], &item->row->values[i])
                                : fc_report_show_title (self->report, column);

      draw_text (self, cr, item->row == NULL || item->row->is_total ? FC_FONT_BOLD : FC_FONT_PLAIN, text, x,
                 y + FC_CELL_PAD, item->widths[i], is_number);
      x += item->widths[i] + FC_CELL_GAP;
    }
}

static double
table_width (const FcItem *item)
{
  double sum = 0;

  for (guint i = 0; i < item->section->columns->len; i++)
    sum += item->widths[i] + (i > 0 ? FC_CELL_GAP : 0);
  return sum;
}

static void
draw_row (const FcReportLayout *self,
          const FcItem         *item,
          cairo_t              *cr,
          double                y)
{
  double height = item->height / item->scale;

  cairo_save (cr);
  cairo_translate (cr, FC_PAGE_MARGIN, y);
  cairo_scale (cr, item->scale, item->scale);
  cairo_translate (cr, -FC_PAGE_MARGIN, -y);
  if (item->row != NULL && item->row->is_total)
    {
      set_grey (cr, 0.2);
      draw_line (cr, FC_PAGE_MARGIN, y + 1, table_width (item), LINE_WIDTH);
      y += 2;
    }
  set_grey (cr, 0);
  draw_cells (self, item, cr, y);
  if (item->row == NULL)
    {
      set_grey (cr, 0.2);
      draw_line (cr, FC_PAGE_MARGIN, y + height - 1, table_width (item), LINE_WIDTH);
    }
  else if (!item->row->is_total)
    {
      set_grey (cr, 0.85);
      draw_line (cr, FC_PAGE_MARGIN, y + height, table_width (item), 0.3);
    }
  cairo_restore (cr);
}

static void
draw_signatures (const FcReportLayout *self,
                 const FcItem         *item,
                 cairo_t              *cr,
                 double                y)
{
  guint abreast = fc_report_signatures_abreast (self);
  double width = fc_report_signature_width (self), step = width + FC_CELL_GAP;

  for (guint i = 0; i < abreast && item->first + i < self->report->signatures->len; i++)
    {
      const FcReportSignature *signature = self->report->signatures->pdata[item->first + i];
      double x = FC_PAGE_MARGIN + i * step, at = y + FC_SIGNATURE_LINE;

      set_grey (cr, 0);
      if (signature->strokes != NULL)
        fc_strokes_draw (cr, signature->strokes, x, y + 4, width, FC_SIGNATURE_LINE - 4);
      set_grey (cr, 0.2);
      draw_line (cr, x, at, width, LINE_WIDTH);
      set_grey (cr, 0);
      at += FC_SIGNATURE_GAP;
      at += draw_text (self, cr, FC_FONT_BOLD, signature->role, x, at, width, FALSE);
      if (signature->name != NULL)
        at += draw_text (self, cr, FC_FONT_PLAIN, signature->name, x, at, width, FALSE);
      if (signature->how != NULL)
        draw_text (self, cr, FC_FONT_SMALL, signature->how, x, at, width, FALSE);
    }
}

void
fc_report_draw_item (const FcReportLayout *self,
                     const FcItem         *item,
                     cairo_t              *cr,
                     double                y)
{
  switch (item->kind)
    {
    case FC_ITEM_TITLE:
      draw_title (self, cr, y);
      break;
    case FC_ITEM_HEADING:
      set_grey (cr, 0);
      draw_text (self, cr, FC_FONT_BOLD, item->section->title, FC_PAGE_MARGIN, y + 14, fc_report_room (self), FALSE);
      break;
    case FC_ITEM_TABLE_HEAD:
    case FC_ITEM_ROW:
      draw_row (self, item, cr, y);
      break;
    case FC_ITEM_NOTE:
      set_grey (cr, 0.25);
      draw_text (self, cr, FC_FONT_SMALL, item->section->note, FC_PAGE_MARGIN, y + 4, fc_report_room (self), FALSE);
      break;
    case FC_ITEM_SIGNATURES:
    default:
      draw_signatures (self, item, cr, y);
      break;
    }
}

/* In the corner above the line, as large as its room; where the text beside it begins. */
static double
draw_logo (const FcReportLayout *self,
           cairo_t              *cr,
           double                line)
{
  double width, height, scale;

  if (self->logo == NULL)
    return FC_PAGE_MARGIN;
  width = cairo_image_surface_get_width (self->logo);
  height = cairo_image_surface_get_height (self->logo);
  scale = MIN (LOGO_WIDTH / width, LOGO_HEIGHT / height);
  cairo_save (cr);
  cairo_translate (cr, FC_PAGE_MARGIN, line - 4 - height * scale);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, self->logo, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  return FC_PAGE_MARGIN + width * scale + FC_CELL_GAP;
}

static void
draw_frame (const FcReportLayout *self,
            guint                 page,
            cairo_t              *cr)
{
  const FcReport *report = self->report;
  g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), page + 1, self->pages->len);
  g_autofree char *time = fc_report_show_time (report, report->made_at);
  g_autofree char *made = report->made_by != NULL ? g_strdup_printf (_ ("Made by %s, %s"), report->made_by, time)
                                                  : g_strdup_printf (_ ("Made %s"), time);
  double foot = self->height - FC_PAGE_MARGIN - FC_PAGE_FOOT + 12;
  double line = FC_PAGE_MARGIN + self->head - HEAD_BELOW_LINE, x = draw_logo (self, cr, line);

  set_grey (cr, 0);
  draw_ends (self, cr, (End){ FC_FONT_BOLD, report->company, 0 }, (End){ FC_FONT_PLAIN, report->station, 0 }, x,
             line - TEXT_ABOVE_LINE);
  set_accent (self, cr);
  draw_line (cr, FC_PAGE_MARGIN, line, fc_report_room (self), 1.6);
  set_grey (cr, 0.25);
  draw_line (cr, FC_PAGE_MARGIN, foot - 4, fc_report_room (self), 0.3);
  draw_ends (self, cr, (End){ FC_FONT_SMALL, made, 0 }, (End){ FC_FONT_SMALL, number, 0 }, FC_PAGE_MARGIN, foot);
}

/**
 * fc_report_layout_draw:
 * @page: from 0
 * @cr: in points, the paper's upper left corner at 0, 0
 */
void
fc_report_layout_draw (const FcReportLayout *self,
                       guint                 page,
                       cairo_t              *cr)
{
  const FcSheetPage *sheet;
  double y = FC_PAGE_MARGIN + self->head;

  g_return_if_fail (page < self->pages->len);

  sheet = self->pages->pdata[page];
  draw_frame (self, page, cr);
  for (guint i = 0; i < sheet->items->len; i++)
    {
      const FcItem *item = &g_array_index (sheet->items, FcItem, i);

      fc_report_draw_item (self, item, cr, y);
      y += item->height;
    }
}

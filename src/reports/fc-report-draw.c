/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-layout-private.h"

#include "fc-strokes.h"

#include <glib/gi18n-lib.h>

#define SIGNATURE_LINE 52.0 /* below the box's top */
#define LINE_WIDTH     0.6
#define HEAD_BELOW_LINE 18.0
#define TEXT_ABOVE_LINE 16.0
#define LOGO_WIDTH      120.0
#define LOGO_HEIGHT     36.0

static double
room (const FcReportLayout *self)
{
  return self->width - 2 * FC_PAGE_MARGIN;
}

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

static double
draw_text (const FcReportLayout *self,
           cairo_t              *cr,
           FcFont                font,
           const char           *text,
           double                x,
           double                y,
           double                width,
           double                align)
{
  g_autoptr (PangoLayout) layout = fc_report_text (self, font, text, width);
  int text_width, text_height;

  if (align > 0)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  pango_layout_get_size (layout, &text_width, &text_height);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  return (double) text_height / PANGO_SCALE;
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
  y += draw_text (self, cr, FC_FONT_TITLE, report->title, FC_PAGE_MARGIN, y, room (self), 0);
  if (report->subject != NULL)
    y += draw_text (self, cr, FC_FONT_PLAIN, report->subject, FC_PAGE_MARGIN, y, room (self), 0);
  if (report->state != NULL)
    draw_text (self, cr, FC_FONT_BOLD, report->state, FC_PAGE_MARGIN, y + 4, room (self), 0);
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
                                ? fc_report_show (self->report, column->kind, &item->row->values[i])
                                : fc_report_show_title (self->report, column);

      draw_text (self, cr, item->row == NULL || item->row->is_total ? FC_FONT_BOLD : FC_FONT_PLAIN, text, x,
                 y + FC_CELL_PAD, item->widths[i], is_number ? 1 : 0);
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
  double step = room (self) / abreast, width = step - FC_CELL_GAP;

  for (guint i = 0; i < abreast && item->first + i < self->report->signatures->len; i++)
    {
      const FcReportSignature *signature = self->report->signatures->pdata[item->first + i];
      double x = FC_PAGE_MARGIN + i * step, at = y + SIGNATURE_LINE;

      set_grey (cr, 0);
      if (signature->strokes != NULL)
        fc_strokes_draw (cr, signature->strokes, x, y + 4, width, SIGNATURE_LINE - 4);
      set_grey (cr, 0.2);
      draw_line (cr, x, at, width, LINE_WIDTH);
      set_grey (cr, 0);
      at += 2 + draw_text (self, cr, FC_FONT_BOLD, signature->role, x, at + 2, width, 0);
      if (signature->name != NULL)
        at += draw_text (self, cr, FC_FONT_PLAIN, signature->name, x, at, width, 0);
      if (signature->how != NULL)
        draw_text (self, cr, FC_FONT_SMALL, signature->how, x, at, width, 0);
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
      draw_text (self, cr, FC_FONT_BOLD, item->section->title, FC_PAGE_MARGIN, y + 14, room (self), 0);
      break;
    case FC_ITEM_TABLE_HEAD:
    case FC_ITEM_ROW:
      draw_row (self, item, cr, y);
      break;
    case FC_ITEM_NOTE:
      set_grey (cr, 0.25);
      draw_text (self, cr, FC_FONT_SMALL, item->section->note, FC_PAGE_MARGIN, y + 4, room (self), 0);
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
  draw_text (self, cr, FC_FONT_BOLD, report->company != NULL ? report->company : "", x, line - TEXT_ABOVE_LINE,
             room (self), 0);
  draw_text (self, cr, FC_FONT_PLAIN, report->station != NULL ? report->station : "", FC_PAGE_MARGIN,
             line - TEXT_ABOVE_LINE, room (self), 1);
  set_accent (self, cr);
  draw_line (cr, FC_PAGE_MARGIN, line, room (self), 1.6);
  set_grey (cr, 0.25);
  draw_line (cr, FC_PAGE_MARGIN, foot - 4, room (self), 0.3);
  draw_text (self, cr, FC_FONT_SMALL, made, FC_PAGE_MARGIN, foot, room (self), 0);
  draw_text (self, cr, FC_FONT_SMALL, number, FC_PAGE_MARGIN, foot, room (self), 1);
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

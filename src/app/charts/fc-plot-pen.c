/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-private.h"

#include <pango/pangocairo.h>

static PangoLayout *
make_layout (FcPlotView *view,
             FcPenStyle  style,
             const char *text)
{
  static const double sizes[] = { [FC_PEN_SMALL] = 0.82, [FC_PEN_BOLD] = 0.82, [FC_PEN_LARGE] = 1.6 };
  PangoLayout *layout = pango_layout_new (view->text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (sizes[style]));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (style != FC_PEN_SMALL)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
measure (FcPlotView *view,
         FcPenStyle  style,
         const char *text,
         double     *width,
         double     *height)
{
  g_autoptr (PangoLayout) layout = NULL;
  int w, h;

  *width = *height = 0;
  if (view->text == NULL)
    return;
  layout = make_layout (view, style, text);
  pango_layout_get_pixel_size (layout, &w, &h);
  *width = w;
  *height = h;
}

double
fc_pen_width (FcPlotView *view,
              FcPenStyle  style,
              const char *text)
{
  double width, height;

  measure (view, style, text, &width, &height);
  return width;
}

double
fc_pen_height (FcPlotView *view,
               FcPenStyle  style)
{
  double width, height;

  measure (view, style, "0", &width, &height);
  return height;
}

void
fc_pen_write (FcPlotView    *view,
              cairo_t       *cr,
              FcPenStyle     style,
              const char    *text,
              double         x,
              double         y,
              double         align_x,
              double         align_y,
              const GdkRGBA *ink)
{
  g_autoptr (PangoLayout) layout = NULL;
  int width, height;

  if (view->text == NULL)
    return;
  layout = make_layout (view, style, text);
  pango_layout_get_pixel_size (layout, &width, &height);
  gdk_cairo_set_source_rgba (cr, ink);
  cairo_save (cr);
  cairo_translate (cr, round (x), round (y - align_y * height));
  if (view->mirrored) /* the picture is, its text is not */
    cairo_scale (cr, -1, 1);
  cairo_move_to (cr, round (-(view->mirrored ? 1 - align_x : align_x) * width), 0);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

/* Corners are never rounder than the box is wide. */
void
fc_pen_round_box (cairo_t   *cr,
                  FcPlotBox  box,
                  double     radius)
{
  double r = MIN (radius, MIN (box.width, box.height) / 2), right = box.x + box.width, bottom = box.y + box.height;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - r, box.y + r, r, -G_PI / 2, 0);
  cairo_arc (cr, right - r, bottom - r, r, 0, G_PI / 2);
  cairo_arc (cr, box.x + r, bottom - r, r, G_PI / 2, G_PI);
  cairo_arc (cr, box.x + r, box.y + r, r, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

/* Lines are told apart by their dashes, too, where colours may not be enough. */
void
fc_pen_dash (FcPlotView         *view,
             cairo_t            *cr,
             const FcPlotSeries *series,
             guint               index)
{
  static const double compared[] = { 4, 4 };
  static const double patterns[][4] = { { 12, 4, 12, 4 }, { 2, 4, 2, 4 }, { 10, 4, 2, 4 } };

  if (series->kind == FC_PLOT_DASHES)
    cairo_set_dash (cr, compared, 2, 0);
  else if (view->look.high_contrast && index % 4 != 0)
    cairo_set_dash (cr, patterns[index % 4 - 1], 4, 0);
  else
    cairo_set_dash (cr, NULL, 0, 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-private.h"

#include <math.h>

#define MOST_TICKS_Y   5
#define TICK_DISTANCE  90.0 /* at least so many pixels between two labels of the x axis */
#define SMALL          0.82

static GdkRGBA
colour_of (FcPlot       *self,
           FcPlotColour  colour)
{
  static const char *const names[] = { NULL, "accent_color", "success_color", "warning_color", "error_color" };
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA rgba;

  if (names[colour] == NULL || !gtk_style_context_lookup_color (style, names[colour], &rgba))
    gtk_style_context_get_color (style, &rgba);
  return rgba;
}

static double
place_y (FcPlot     *self,
         FcPlotArea *area,
         double      y)
{
  return area->top + area->height * (1 - (y - self->low) / (self->high - self->low));
}

static void
draw_text (FcPlot        *self,
           GtkSnapshot   *snapshot,
           const char    *text,
           double         x,
           double         y,
           double         align_x,
           double         align_y,
           const GdkRGBA *ink)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();
  int width, height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (SMALL));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (x - align_x * width), (float) (y - align_y * height)));
  gtk_snapshot_append_layout (snapshot, layout, ink);
  gtk_snapshot_restore (snapshot);
}

static void
draw_y_axis (FcPlot      *self,
             GtkSnapshot *snapshot,
             FcPlotArea  *area)
{
  double step = fc_plot_tick_step (self->low, self->high, MOST_TICKS_Y);
  GdkRGBA ink = colour_of (self, FC_PLOT_INK), grid = ink;

  ink.alpha *= 0.7f;
  for (double y = ceil (self->low / step) * step; y <= self->high + step / 1000; y += step)
    {
      double at = place_y (self, area, y);
      g_autofree char *text = self->format_y (fabs (y) < step / 1000 ? 0 : y, self->format_data);

      grid.alpha = fabs (y) < step / 1000 ? 0.4f : 0.12f;
      gtk_snapshot_append_color (snapshot, &grid,
                                 &GRAPHENE_RECT_INIT ((float) area->left, (float) round (at), (float) area->width, 1));
      draw_text (self, snapshot, text, area->left - 6, at, 1, 0.5, &ink);
    }
}

static void
draw_x_axis (FcPlot      *self,
             GtkSnapshot *snapshot,
             FcPlotArea  *area)
{
  guint places = (guint) MAX (1, area->width / TICK_DISTANCE);
  guint stride = MAX (1, (self->n + places - 1) / places);
  GdkRGBA ink = colour_of (self, FC_PLOT_INK);

  ink.alpha *= 0.7f;
  for (guint i = 0; i < self->n; i += stride)
    {
      double at = fc_plot_place_x (self, area, i);
      g_autofree char *text = self->format_x (self->x[i], self->format_data);
      double share = area->width > 0 ? (at - area->left) / area->width : 0;

      draw_text (self, snapshot, text, at, area->top + area->height + 4, share > 0.93 ? 1 : share < 0.05 ? 0 : 0.5, 0,
                 &ink);
    }
}

static void
draw_bars (FcPlot           *self,
           GtkSnapshot      *snapshot,
           FcPlotArea       *area,
           const FcPlotLine *line)
{
  GdkRGBA colour = colour_of (self, line->colour);
  double step = area->width / MAX (self->n, 1), width = CLAMP (step * 0.7, 1, 28), zero = place_y (self, area, 0);

  for (guint i = 0; i < self->n; i++)
    {
      double x = fc_plot_place_x (self, area, i), y = place_y (self, area, line->y[i]);

      if (!isnan (line->y[i]))
        gtk_snapshot_append_color (snapshot, &colour,
                                   &GRAPHENE_RECT_INIT ((float) (x - width / 2), (float) MIN (y, zero), (float) width,
                                                        (float) MAX (fabs (zero - y), 1)));
    }
}

static void
draw_band (FcPlot           *self,
           cairo_t          *cr,
           FcPlotArea       *area,
           const FcPlotLine *line)
{
  GdkRGBA colour = colour_of (self, line->colour);

  colour.alpha = 0.14f;
  gdk_cairo_set_source_rgba (cr, &colour);
  for (guint i = 0; i < self->n; i++)
    if (!isnan (line->high[i]))
      cairo_line_to (cr, fc_plot_place_x (self, area, i), place_y (self, area, line->high[i]));
  for (guint i = self->n; i-- > 0;)
    if (!isnan (line->y[i]))
      cairo_line_to (cr, fc_plot_place_x (self, area, i), place_y (self, area, line->y[i]));
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_line (FcPlot           *self,
           cairo_t          *cr,
           FcPlotArea       *area,
           const FcPlotLine *line)
{
  GdkRGBA colour = colour_of (self, line->colour);

  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->n; i++)
    {
      if (isnan (line->y[i]))
        cairo_new_sub_path (cr);
      else if (line->kind == FC_PLOT_LINE)
        cairo_line_to (cr, fc_plot_place_x (self, area, i), place_y (self, area, line->y[i]));
      else
        {
          cairo_new_sub_path (cr);
          cairo_arc (cr, fc_plot_place_x (self, area, i), place_y (self, area, line->y[i]), 3.5, 0, 2 * G_PI);
        }
    }
  if (line->kind == FC_PLOT_POINTS)
    cairo_fill (cr);
  else
    cairo_stroke (cr);
}

static void
draw_cursor (FcPlot      *self,
             GtkSnapshot *snapshot,
             FcPlotArea  *area)
{
  double x = fc_plot_place_x (self, area, (guint) self->cursor);
  g_autofree char *text = fc_plot_read_out (self, (guint) self->cursor, "   ");
  GdkRGBA ink = colour_of (self, FC_PLOT_INK), line = ink;

  line.alpha = 0.45f;
  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT ((float) round (x), (float) area->top, 1, (float) area->height));
  draw_text (self, snapshot, text, area->left, 0, 0, 0, &ink);
}

void
fc_plot_draw (FcPlot      *self,
              GtkSnapshot *snapshot)
{
  FcPlotArea area = fc_plot_area (self);
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  cairo_t *cr;

  if (self->n == 0 || area.width < 20 || area.height < 20)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  for (guint i = 0; i < self->n_lines; i++)
    if (self->lines[i].kind == FC_PLOT_BAND)
      draw_band (self, cr, &area, &self->lines[i]);
  cairo_destroy (cr);
  draw_y_axis (self, snapshot, &area);
  draw_x_axis (self, snapshot, &area);
  for (guint i = 0; i < self->n_lines; i++)
    if (self->lines[i].kind == FC_PLOT_BARS)
      draw_bars (self, snapshot, &area, &self->lines[i]);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  for (guint i = 0; i < self->n_lines; i++)
    if (self->lines[i].kind == FC_PLOT_LINE || self->lines[i].kind == FC_PLOT_POINTS)
      draw_line (self, cr, &area, &self->lines[i]);
  cairo_destroy (cr);
  if (self->cursor >= 0)
    draw_cursor (self, snapshot, &area);
}

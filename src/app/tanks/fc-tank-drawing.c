/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tank-drawing.h"

#include "fc-tank-level.h"

#include <math.h>

struct _FcTankDrawing {
  GtkWidget parent_instance;

  double fill, water, safe_fill, dead_stock;
  GdkRGBA colour;
  gboolean has_colour;
};

G_DEFINE_FINAL_TYPE (FcTankDrawing, fc_tank_drawing, GTK_TYPE_WIDGET)

/* The outline of a lying cylinder seen from the side: straight above and below, bulging ends. */
static void
trace_barrel (cairo_t *cr,
              double   width,
              double   height)
{
  double bulge = MIN (height * 0.22, width * 0.15);

  cairo_new_path (cr);
  cairo_move_to (cr, bulge, 1);
  cairo_line_to (cr, width - bulge, 1);
  cairo_curve_to (cr, width, 1, width, height - 1, width - bulge, height - 1);
  cairo_line_to (cr, bulge, height - 1);
  cairo_curve_to (cr, 0, height - 1, 0, 1, bulge, 1);
  cairo_close_path (cr);
}

static void
fill_from_below (cairo_t       *cr,
                 double         width,
                 double         height,
                 double         share,
                 const GdkRGBA *colour)
{
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_rectangle (cr, 0, height * (1 - share), width, height * share);
  cairo_fill (cr);
}

/* Water is told from product by its hatching too, not by its colour alone. */
static void
hatch (cairo_t *cr,
       double   width,
       double   height,
       double   share)
{
  double top = height * (1 - share);

  cairo_save (cr);
  cairo_rectangle (cr, 0, top, width, height - top);
  cairo_clip (cr);
  cairo_set_source_rgba (cr, 1, 1, 1, 0.6);
  cairo_set_line_width (cr, 1.5);
  for (double x = -height; x < width; x += 7)
    {
      cairo_move_to (cr, x, height);
      cairo_line_to (cr, x + height - top, top);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_mark (cairo_t       *cr,
           double         width,
           double         height,
           double         share,
           const GdkRGBA *ink)
{
  if (share < 0 || share > 1)
    return;
  gdk_cairo_set_source_rgba (cr, ink);
  cairo_set_line_width (cr, 1.5);
  cairo_set_dash (cr, (double[]) { 5, 3 }, 2, 0);
  cairo_move_to (cr, 0, height * (1 - share));
  cairo_line_to (cr, width, height * (1 - share));
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* Where the product ends is seen in any colour, on a light ground and a dark one. */
static void
draw_surface (cairo_t       *cr,
              double         width,
              double         height,
              double         fill,
              const GdkRGBA *ink)
{
  if (fill <= 0 || fill >= 1)
    return;
  gdk_cairo_set_source_rgba (cr, ink);
  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, 0, height * (1 - fill));
  cairo_line_to (cr, width, height * (1 - fill));
  cairo_stroke (cr);
}

static void
fc_tank_drawing_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  FcTankDrawing *self = FC_TANK_DRAWING (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  GdkRGBA ink, trough, fill;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  trough = ink;
  trough.alpha = 0.08f;
  fill = self->has_colour ? fc_tank_level_seen (&self->colour, &ink) : ink;
  trace_barrel (cr, width, height);
  cairo_save (cr);
  cairo_clip (cr);
  fill_from_below (cr, width, height, 1, &trough);
  fill_from_below (cr, width, height, MAX (self->fill, 0), &fill);
  if (self->water > 0)
    {
      double share = MAX (self->water, 2.0 / MAX (height, 1));

      fill_from_below (cr, width, height, share, &(GdkRGBA) { 0.21f, 0.52f, 0.89f, 1 });
      hatch (cr, width, height, share);
    }
  ink.alpha = 0.6f;
  draw_surface (cr, width, height, self->fill, &ink);
  draw_mark (cr, width, height, self->safe_fill, &ink);
  draw_mark (cr, width, height, self->dead_stock, &ink);
  cairo_restore (cr);
  trace_barrel (cr, width, height);
  ink.alpha = 0.35f;
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
fc_tank_drawing_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 90 : 56;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : 72;
}

static void
fc_tank_drawing_class_init (FcTankDrawingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = fc_tank_drawing_snapshot;
  widget_class->measure = fc_tank_drawing_measure;
  gtk_widget_class_set_css_name (widget_class, "tank");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fc_tank_drawing_init (FcTankDrawing *self)
{
  self->fill = self->safe_fill = self->dead_stock = -1;
}

GtkWidget *
fc_tank_drawing_new (void)
{
  return g_object_new (FC_TYPE_TANK_DRAWING, NULL);
}

void
fc_tank_drawing_set (FcTankDrawing *self,
                     double         fill,
                     double         water,
                     double         safe_fill,
                     double         dead_stock,
                     const char    *colour,
                     const char    *description)
{
  g_return_if_fail (FC_IS_TANK_DRAWING (self));

  self->fill = MIN (fill, 1);
  self->water = CLAMP (water, 0, 1);
  self->safe_fill = safe_fill;
  self->dead_stock = dead_stock;
  self->has_colour = colour != NULL && gdk_rgba_parse (&self->colour, colour);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

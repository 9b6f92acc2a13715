/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tank-level.h"

#include <math.h>

#define LEAST_CONTRAST 0.25
#define DARK_GROUND    0.25 /* of a card with the trough on it */
#define LIGHT_GROUND   0.95

struct _FcTankLevel {
  GtkWidget parent_instance;

  double fill, safe_fill, dead_stock;
  GdkRGBA colour;
  gboolean has_colour;
};

G_DEFINE_FINAL_TYPE (FcTankLevel, fc_tank_level, GTK_TYPE_WIDGET)

static void
append_mark (GtkSnapshot   *snapshot,
             double         x,
             double         height,
             const GdkRGBA *colour)
{
  gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT ((float) x - 1, 0, 2, (float) height));
}

static double
lightness (const GdkRGBA *colour)
{
  return 0.3 * colour->red + 0.6 * colour->green + 0.1 * colour->blue;
}

/**
 * fc_tank_level_seen:
 * @product: its colour
 * @ink: what is written on the ground in
 *
 * Returns: the colour to fill a tank with: nearer to the ink where the product is as dark, or as light, as the ground
 */
GdkRGBA
fc_tank_level_seen (const GdkRGBA *product,
                    const GdkRGBA *ink)
{
  double ground = lightness (ink) > 0.5 ? DARK_GROUND : LIGHT_GROUND;
  GdkRGBA seen = *product;

  for (float share = 0; share <= 1 && fabs (lightness (&seen) - ground) < LEAST_CONTRAST; share += 0.05f)
    {
      seen.red = product->red + share * (ink->red - product->red);
      seen.green = product->green + share * (ink->green - product->green);
      seen.blue = product->blue + share * (ink->blue - product->blue);
    }
  return seen;
}

static void
fc_tank_level_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  FcTankLevel *self = FC_TANK_LEVEL (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GdkRGBA ink, trough, fill, edge;
  GskRoundedRect outline;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  trough = edge = ink;
  trough.alpha = 0.12f;
  fill = self->has_colour ? fc_tank_level_seen (&self->colour, &ink) : ink;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height), 4);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &trough, &outline.bounds);
  gtk_snapshot_append_color (snapshot, &fill,
                             &GRAPHENE_RECT_INIT (0, 0, (float) (width * self->fill), (float) height));
  ink.alpha = 0.7f;
  if (self->safe_fill >= 0)
    append_mark (snapshot, width * self->safe_fill, height, &ink);
  if (self->dead_stock >= 0)
    append_mark (snapshot, width * self->dead_stock, height, &ink);
  gtk_snapshot_pop (snapshot);
  /* A dark product is seen on a dark ground by its edge. */
  edge.alpha = 0.35f;
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 },
                              (GdkRGBA[4]){ edge, edge, edge, edge });
}

static void
fc_tank_level_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 60 : 12;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 12;
}

static void
fc_tank_level_class_init (FcTankLevelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = fc_tank_level_snapshot;
  widget_class->measure = fc_tank_level_measure;
  gtk_widget_class_set_css_name (widget_class, "tanklevel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fc_tank_level_init (FcTankLevel *self)
{
  self->safe_fill = self->dead_stock = -1;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
fc_tank_level_new (void)
{
  return g_object_new (FC_TYPE_TANK_LEVEL, NULL);
}

/**
 * fc_tank_level_set:
 * @fill: share of the capacity, 0 to 1
 * @safe_fill: likewise; below 0: no mark
 * @dead_stock: likewise
 * @colour: (nullable): of the product, "#rrggbb"
 */
void
fc_tank_level_set (FcTankLevel *self,
                   double       fill,
                   double       safe_fill,
                   double       dead_stock,
                   const char  *colour,
                   const char  *description)
{
  self->fill = CLAMP (fill, 0, 1);
  self->safe_fill = safe_fill;
  self->dead_stock = dead_stock;
  self->has_colour = colour != NULL && gdk_rgba_parse (&self->colour, colour);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), description);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sparkline.h"

struct _FcSparkline {
  GtkWidget parent_instance;

  double *values;
  guint n_values;
};

G_DEFINE_FINAL_TYPE (FcSparkline, fc_sparkline, GTK_TYPE_WIDGET)

static void
fc_sparkline_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  FcSparkline *self = FC_SPARKLINE (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double least = G_MAXDOUBLE, most = -G_MAXDOUBLE, span;
  GdkRGBA colour;
  cairo_t *cr;

  if (self->n_values < 2 || width < 4 || height < 4)
    return;
  for (guint i = 0; i < self->n_values; i++)
    {
      least = MIN (least, self->values[i]);
      most = MAX (most, self->values[i]);
    }
  span = most > least ? most - least : 1;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->n_values; i++)
    cairo_line_to (cr, 2 + (width - 4) * i / (self->n_values - 1),
                   height - 2 - (height - 4) * (self->values[i] - least) / span);
  cairo_stroke (cr);
  cairo_arc (cr, width - 2, height - 2 - (height - 4) * (self->values[self->n_values - 1] - least) / span, 2, 0,
             2 * G_PI);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
fc_sparkline_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 40 : 20;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 40 : 20;
}

static void
fc_sparkline_finalize (GObject *object)
{
  g_free (FC_SPARKLINE (object)->values);

  G_OBJECT_CLASS (fc_sparkline_parent_class)->finalize (object);
}

static void
fc_sparkline_class_init (FcSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fc_sparkline_finalize;
  widget_class->snapshot = fc_sparkline_snapshot;
  widget_class->measure = fc_sparkline_measure;
  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fc_sparkline_init (FcSparkline *self)
{
}

GtkWidget *
fc_sparkline_new (void)
{
  return g_object_new (FC_TYPE_SPARKLINE, NULL);
}

/**
 * fc_sparkline_set_values:
 * @description: what the line says, for those who cannot see it
 */
void
fc_sparkline_set_values (FcSparkline  *self,
                         const double *values,
                         guint         n_values,
                         const char   *description)
{
  g_free (self->values);
  self->values = g_memdup2 (values, n_values * sizeof *values);
  self->n_values = n_values;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), description);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sparkline.h"

#define LABEL_HEIGHT 18.0
#define GAP          0.25

struct _FcBars {
  GtkWidget parent_instance;

  double *values;
  double *compare;
  GStrv labels;
  guint n_values;
};

G_DEFINE_FINAL_TYPE (FcBars, fc_bars, GTK_TYPE_WIDGET)

static double
greatest (FcBars *self)
{
  double most = 0;

  for (guint i = 0; i < self->n_values; i++)
    {
      most = MAX (most, self->values[i]);
      if (self->compare != NULL)
        most = MAX (most, self->compare[i]);
    }
  return most > 0 ? most : 1;
}

static void
draw_labels (FcBars      *self,
             GtkSnapshot *snapshot,
             double       step,
             double       top,
             GdkRGBA      ink)
{
  ink.alpha *= 0.7f;
  for (guint i = 0; self->labels != NULL && i < self->n_values; i++)
    {
      g_autoptr (PangoLayout) layout = NULL;
      PangoAttrList *small;
      int width, height;

      if (self->labels[i][0] == '\0')
        continue;
      layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->labels[i]);
      small = pango_attr_list_new ();
      pango_attr_list_insert (small, pango_attr_scale_new (0.82));
      pango_layout_set_attributes (layout, small);
      pango_attr_list_unref (small);
      pango_layout_get_pixel_size (layout, &width, &height);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (step * (i + 0.5) - width / 2.0), (float) top));
      gtk_snapshot_append_layout (snapshot, layout, &ink);
      gtk_snapshot_restore (snapshot);
    }
}

static void
draw_compare (FcBars      *self,
              GtkSnapshot *snapshot,
              double       width,
              double       height,
              GdkRGBA      ink)
{
  double most = greatest (self), step = width / self->n_values;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_set_line_width (cr, 1.5);
  cairo_set_dash (cr, (double[]) { 4, 3 }, 2, 0);
  for (guint i = 0; i < self->n_values; i++)
    cairo_line_to (cr, step * (i + 0.5), height - (height - 2) * self->compare[i] / most);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
fc_bars_snapshot (GtkWidget   *widget,
                  GtkSnapshot *snapshot)
{
  FcBars *self = FC_BARS (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget) - (self->labels != NULL ? LABEL_HEIGHT : 0);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GdkRGBA ink, accent;
  double most = greatest (self), step;

  if (self->n_values == 0 || height < 4)
    return;
  gtk_style_context_get_color (style, &ink);
  if (!gtk_style_context_lookup_color (style, "accent_bg_color", &accent))
    accent = ink;
  step = width / self->n_values;
  for (guint i = 0; i < self->n_values; i++)
    {
      double bar = (height - 2) * MAX (self->values[i], 0) / most;

      gtk_snapshot_append_color (snapshot, &accent,
                                 &GRAPHENE_RECT_INIT ((float) (step * (i + GAP / 2)), (float) (height - bar),
                                                      (float) (step * (1 - GAP)), (float) bar));
    }
  if (self->compare != NULL)
    draw_compare (self, snapshot, width, height, ink);
  ink.alpha *= 0.25f;
  gtk_snapshot_append_color (snapshot, &ink, &GRAPHENE_RECT_INIT (0, (float) height, (float) width, 1));
  gtk_style_context_get_color (style, &ink);
  draw_labels (self, snapshot, step, height + 3, ink);
}

static void
fc_bars_measure (GtkWidget      *widget,
                 GtkOrientation  orientation,
                 int             for_size,
                 int            *minimum,
                 int            *natural,
                 int            *minimum_baseline,
                 int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : 80;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 360 : 160;
}

static void
fc_bars_finalize (GObject *object)
{
  FcBars *self = FC_BARS (object);

  g_free (self->values);
  g_free (self->compare);
  g_strfreev (self->labels);

  G_OBJECT_CLASS (fc_bars_parent_class)->finalize (object);
}

static void
fc_bars_class_init (FcBarsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fc_bars_finalize;
  widget_class->snapshot = fc_bars_snapshot;
  widget_class->measure = fc_bars_measure;
  gtk_widget_class_set_css_name (widget_class, "bars");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fc_bars_init (FcBars *self)
{
}

GtkWidget *
fc_bars_new (void)
{
  return g_object_new (FC_TYPE_BARS, NULL);
}

/**
 * fc_bars_set:
 * @compare: (nullable): as many, drawn as a dashed line
 * @labels: (nullable): as many, "" for none
 * @description: what the chart says, for those who cannot see it
 */
void
fc_bars_set (FcBars            *self,
             const double      *values,
             const double      *compare,
             const char *const *labels,
             guint              n_values,
             const char        *description)
{
  g_free (self->values);
  g_free (self->compare);
  g_clear_pointer (&self->labels, g_strfreev);
  self->values = g_memdup2 (values, n_values * sizeof *values);
  self->compare = compare != NULL ? g_memdup2 (compare, n_values * sizeof *compare) : NULL;
  if (labels != NULL)
    {
      self->labels = g_new0 (char *, n_values + 1);
      for (guint i = 0; i < n_values; i++)
        self->labels[i] = g_strdup (labels[i]);
    }
  self->n_values = n_values;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-widget-private.h"

#include <adwaita.h>
#include <math.h>

G_DEFINE_FINAL_TYPE (FcPlot, fc_plot, GTK_TYPE_WIDGET)

static void
find_colour (GtkStyleContext *style,
             const char      *name,
             GdkRGBA         *colour)
{
  GdkRGBA found;

  if (gtk_style_context_lookup_color (style, name, &found))
    *colour = found;
}

static FcPlotLook
look_of (FcPlot *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  FcPlotLook look = fc_plot_look (adw_style_manager_get_dark (manager), adw_style_manager_get_high_contrast (manager));

  gtk_style_context_get_color (style, &look.ink);
  find_colour (style, "view_bg_color", &look.ground);
  find_colour (style, "popover_bg_color", &look.card);
  return look;
}

static void
lay_out (FcPlot *self)
{
  self->view.data = self->data;
  self->view.text = gtk_widget_get_pango_context (GTK_WIDGET (self));
  self->view.look = look_of (self);
  self->view.width = gtk_widget_get_width (GTK_WIDGET (self));
  self->view.height = gtk_widget_get_height (GTK_WIDGET (self));
  self->view.mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  fc_plot_view_lay_out (&self->view);
}

static void
draw_drag (FcPlot  *self,
           cairo_t *cr)
{
  FcPlotBox area = fc_plot_view_area (&self->view);
  GdkRGBA colour = fc_plot_faded (fc_plot_look_palette (&self->view.look, 0), 0.18);
  double from = CLAMP (MIN (self->drag_from, self->drag_to), area.x, area.x + area.width);
  double to = CLAMP (MAX (self->drag_from, self->drag_to), area.x, area.x + area.width);

  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_rectangle (cr, from, area.y, to - from, area.height);
  cairo_fill (cr);
}

static void
fc_plot_snapshot (GtkWidget   *widget,
                  GtkSnapshot *snapshot)
{
  FcPlot *self = FC_PLOT (widget);
  cairo_t *cr;

  if (!fc_plot_is_shown (self))
    return;
  lay_out (self);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) self->view.width, (float) self->view.height));
  fc_plot_view_draw (&self->view, cr);
  if (!isnan (self->drag_from))
    draw_drag (self, cr);
  else
    fc_plot_view_draw_cursor (&self->view, cr);
  cairo_destroy (cr);
}

static void
fc_plot_measure (GtkWidget      *widget,
                 GtkOrientation  orientation,
                 int             for_size,
                 int            *minimum,
                 int            *natural,
                 int            *minimum_baseline,
                 int            *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  if (FC_PLOT (widget)->view.form == FC_PLOT_SPARK)
    {
      *minimum = *natural = across ? 40 : 20;
      return;
    }
  *minimum = across ? 200 : 140;
  *natural = across ? 640 : 240;
}

static void
fc_plot_finalize (GObject *object)
{
  FcPlot *self = FC_PLOT (object);

  g_clear_pointer (&self->data, fc_plot_data_unref);
  g_free (self->description);

  G_OBJECT_CLASS (fc_plot_parent_class)->finalize (object);
}

static guint chosen_signal;

static void
fc_plot_class_init (FcPlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fc_plot_finalize;
  widget_class->snapshot = fc_plot_snapshot;
  widget_class->measure = fc_plot_measure;
  gtk_widget_class_set_css_name (widget_class, "plot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  chosen_signal =
    g_signal_new ("chosen", FC_TYPE_PLOT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
fc_plot_init (FcPlot *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->view.point = self->view.series = -1;
  self->view.from = self->view.to = NAN;
  self->drag_start = self->drag_from = self->drag_to = NAN;
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

static void
describe (FcPlot *self)
{
  g_autofree char *at = fc_plot_say (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->description != NULL ? self->description : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, at, -1);
}

/* Of the forms whose points are names, and where somebody wants to hear of it. */
gboolean
fc_plot_leads_on (FcPlot *self)
{
  return (self->view.form == FC_PLOT_ROWS || self->view.form == FC_PLOT_DONUT) && self->view.point >= 0 &&
         g_signal_has_handler_pending (self, chosen_signal, 0, FALSE);
}

/* Whoever wants what is behind the point under the cursor. */
gboolean
fc_plot_choose (FcPlot *self)
{
  if (!fc_plot_leads_on (self))
    return FALSE;
  g_signal_emit (self, chosen_signal, 0, self->view.point);
  return TRUE;
}

/**
 * fc_plot_new:
 *
 * Returns: (transfer floating): empty
 */
GtkWidget *
fc_plot_new (FcPlotForm form)
{
  FcPlot *self = g_object_new (FC_TYPE_PLOT, NULL);

  self->view.form = form;
  if (form == FC_PLOT_SPARK)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "spark");
      return GTK_WIDGET (self);
    }
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  fc_plot_add_input (self);
  return GTK_WIDGET (self);
}

/* Whether there is anything to see, and so to ask the view for. */
gboolean
fc_plot_is_shown (FcPlot *self)
{
  return self->data != NULL && self->data->n > 0 && self->data->series->len > 0 &&
         gtk_widget_get_width (GTK_WIDGET (self)) > 8 && gtk_widget_get_height (GTK_WIDGET (self)) > 8;
}

/**
 * fc_plot_set:
 * @data: what is kept, not copied: it is not changed any more
 * @description: what the whole shows, for those who cannot see it
 *
 * Zoom and hidden series stay where the new data has the same series.
 */
void
fc_plot_set (FcPlot     *self,
             FcPlotData *data,
             const char *description)
{
  gboolean same = self->data != NULL && self->data->series->len == data->series->len && self->data->axis == data->axis;

  g_return_if_fail (FC_IS_PLOT (self));

  fc_plot_data_ref (data);
  g_clear_pointer (&self->data, fc_plot_data_unref);
  self->data = data;
  self->view.data = data;
  g_free (self->description);
  self->description = g_strdup (description);
  if (!same)
    {
      self->view.hidden = 0;
      self->view.from = self->view.to = NAN;
    }
  self->view.point = self->view.series = -1;
  if (self->view.form == FC_PLOT_SPARK)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), description);
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
fc_plot_get_cursor (FcPlot *self,
                    int    *point,
                    int    *series)
{
  *point = self->view.point;
  *series = self->view.series;
}

/**
 * fc_plot_set_cursor:
 * @point: -1: away
 * @series: which of its values is meant, -1: all
 */
void
fc_plot_set_cursor (FcPlot *self,
                    int     point,
                    int     series)
{
  g_return_if_fail (FC_IS_PLOT (self));

  if (self->view.point == point && self->view.series == series)
    return;
  self->view.point = point;
  self->view.series = series;
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * fc_plot_get_zoom:
 * @from: (out): of x; so is @to. Untouched where all is shown
 */
gboolean
fc_plot_get_zoom (FcPlot *self,
                  double *from,
                  double *to)
{
  if (isnan (self->view.from))
    return FALSE;
  *from = self->view.from;
  *to = self->view.to;
  return TRUE;
}

static gboolean
is_only_shown (FcPlot *self,
               guint   series)
{
  guint n = self->data == NULL                 ? 0
            : self->view.form == FC_PLOT_DONUT ? MIN (self->data->n, FC_PLOT_MOST_SERIES)
                                               : self->data->series->len;

  for (guint i = 0; i < n; i++)
    if (i != series && fc_plot_view_shows (&self->view, i))
      return FALSE;
  return TRUE;
}

/**
 * fc_plot_set_zoom:
 * @from: of x; NAN: all is shown
 */
void
fc_plot_set_zoom (FcPlot *self,
                  double  from,
                  double  to)
{
  g_return_if_fail (FC_IS_PLOT (self));

  self->view.from = from;
  self->view.to = to;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * fc_plot_show_series:
 *
 * The last one that is shown stays: an empty plot would say nothing.
 */
void
fc_plot_show_series (FcPlot   *self,
                     guint     series,
                     gboolean  shown)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << series;

  g_return_if_fail (FC_IS_PLOT (self) && series < FC_PLOT_MOST_SERIES);

  if (!shown && is_only_shown (self, series))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  self->view.hidden = shown ? self->view.hidden & ~bit : self->view.hidden | bit;
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

char *
fc_plot_say (FcPlot *self)
{
  return self->data != NULL ? fc_plot_view_say (&self->view) : g_strdup ("");
}

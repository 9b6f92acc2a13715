/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-heat-legend.h"

#include "fc-field-text.h"
#include "fc-heat-paint.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define RAMP_WIDTH  120
#define RAMP_HEIGHT 12

struct _FcHeatLegend {
  GtkWidget parent_instance;

  FcContext *context;
  FcMapView *map;
  const FcMapLayerInfo *layer;
  GtkWidget *box, *scale, *ramp;
  GtkLabel *words, *least, *most;
};

G_DEFINE_FINAL_TYPE (FcHeatLegend, fc_heat_legend, GTK_TYPE_WIDGET)

static void
draw_ramp_cb (GtkDrawingArea *area,
              cairo_t        *cr,
              int             width,
              int             height,
              gpointer        user_data)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  FcPlotLook look = fc_plot_look (adw_style_manager_get_dark (style), adw_style_manager_get_high_contrast (style));
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (area)) == GTK_TEXT_DIR_RTL;
  GdkRGBA edge = fc_plot_faded (look.ink, 0.4);

  for (int x = 0; x < width; x++)
    {
      GdkRGBA colour = fc_heat_colour (&look, (x + 0.5) / width);

      cairo_rectangle (cr, mirrored ? width - 1 - x : x, 0, 1, height);
      gdk_cairo_set_source_rgba (cr, &colour);
      cairo_fill (cr);
    }
  cairo_rectangle (cr, 0.5, 0.5, width - 1, height - 1);
  gdk_cairo_set_source_rgba (cr, &edge);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

/* "12 km", "350 m": two figures, which is as exact as the edge of a bell is. */
static char *
say_reach (double metres)
{
  double step = 1;

  while (metres / step >= 100)
    step *= 10;
  metres = round (metres / step) * step;
  return metres >= 1000 ? g_strdup_printf (_ ("%.0f km"), metres / 1000) : g_strdup_printf (_ ("%.0f m"), metres);
}

static char *
say_top (FcHeatLegend *self,
         gint64        top)
{
  FcFieldUnits units = fc_field_units_of (fc_replica_get_tenant (fc_context_get_replica (self->context)));

  return fc_show_money_with_code (top, units.currency);
}

static void
show_ramp (FcHeatLegend     *self,
           const FcMapFrame *frame,
           const char       *period,
           gint64            top)
{
  g_autofree char *most = say_top (self, top), *least = fc_show_money (0, NULL);
  g_autofree char *reach = say_reach (fc_heat_reach (frame));
  /* Translators: a period, and a distance: "1–22 November: sold within 12 km of each place" */
  g_autofree char *words = g_strdup_printf (_ ("%s: sold within %s of each place"), period, reach);
  /* Translators: of a ramp of colours, the amounts at its two ends */
  g_autofree char *ends = g_strdup_printf (_ ("From %s to %s"), least, most);

  gtk_label_set_text (self->words, words);
  gtk_label_set_text (self->least, least);
  gtk_label_set_text (self->most, most);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->ramp), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, ends, -1);
  gtk_widget_set_visible (self->scale, TRUE);
}

static void
show_none (FcHeatLegend *self,
           const char   *period,
           gboolean      any)
{
  g_autofree char *words = any
                             /* Translators: %s is a period */
                             ? g_strdup_printf (_ ("%s: nothing sold in this part of the map"), period)
                             : g_strdup_printf (_ ("%s: nothing sold"), period);

  gtk_label_set_text (self->words, words);
  gtk_widget_set_visible (self->scale, FALSE);
}

/**
 * fc_heat_legend_show:
 *
 * After the layer was read, shown or hidden, and after the map has moved.
 */
void
fc_heat_legend_show (FcHeatLegend *self)
{
  FcMapDrawing *drawing = fc_map_view_get_drawing (self->map);
  gboolean shown = fc_map_drawing_shows_layer (drawing, self->layer);
  const FcMapFeatures *features = fc_map_drawing_get_features (drawing, self->layer);
  g_autofree char *period = NULL;
  FcDate from, until;
  FcMapFrame frame;
  gint64 top;

  gtk_widget_set_visible (GTK_WIDGET (self), shown);
  if (!shown || features == NULL || !fc_map_view_get_frame (self->map, &frame))
    return;
  fc_context_get_dates (self->context, &from, &until);
  period = fc_show_period (from, until);
  top = fc_map_drawing_make_heat (drawing, self->layer, &frame);
  if (top > 0)
    show_ramp (self, &frame, period, top);
  else
    show_none (self, period, features->points->len > 0);
  fc_map_view_redraw (self->map);
}

static void
fc_heat_legend_dispose (GObject *object)
{
  FcHeatLegend *self = FC_HEAT_LEGEND (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->map);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_heat_legend_parent_class)->dispose (object);
}

static void
fc_heat_legend_class_init (FcHeatLegendClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_heat_legend_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkLabel *
new_label (const char *css)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "caption");
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return GTK_LABEL (label);
}

static GtkWidget *
new_ramp (void)
{
  GtkWidget *ramp = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  AdwStyleManager *style = adw_style_manager_get_default ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (ramp), RAMP_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (ramp), RAMP_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (ramp), draw_ramp_cb, NULL, NULL);
  gtk_widget_set_valign (ramp, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (ramp), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Colours of the heat by amount"), -1);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), ramp, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), ramp, G_CONNECT_SWAPPED);
  return ramp;
}

static void
fc_heat_legend_init (FcHeatLegend *self)
{
  self->words = new_label (NULL);
  self->least = new_label ("numeric");
  self->most = new_label ("numeric");
  self->ramp = new_ramp ();
  self->scale = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_label_set_wrap (self->words, TRUE);
  gtk_label_set_xalign (self->words, 0);
  gtk_box_append (GTK_BOX (self->scale), GTK_WIDGET (self->least));
  gtk_box_append (GTK_BOX (self->scale), self->ramp);
  gtk_box_append (GTK_BOX (self->scale), GTK_WIDGET (self->most));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->words));
  gtk_box_append (GTK_BOX (self->box), self->scale);
  gtk_widget_add_css_class (self->box, "map-track");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * fc_heat_legend_new:
 *
 * Returns: (transfer floating): hidden until the layer is shown
 */
GtkWidget *
fc_heat_legend_new (FcContext            *context,
                    FcMapView            *map,
                    const FcMapLayerInfo *layer)
{
  FcHeatLegend *self = g_object_new (FC_TYPE_HEAT_LEGEND, NULL);

  self->context = g_object_ref (context);
  self->map = g_object_ref (map);
  self->layer = layer;
  return GTK_WIDGET (self);
}

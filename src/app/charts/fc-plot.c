/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-private.h"

#include <math.h>

#define READ_OUT_HEIGHT 22.0
#define AXIS_HEIGHT     22.0
#define AXIS_WIDTH      64.0

G_DEFINE_FINAL_TYPE (FcPlot, fc_plot, GTK_TYPE_WIDGET)

double
fc_plot_tick_step (double low,
                   double high,
                   guint  most)
{
  double rough = (high - low) / MAX (most, 1), power, step;

  if (!(rough > 0) || !isfinite (rough))
    return 1;
  power = pow (10, floor (log10 (rough)));
  step = rough / power;
  return power * (step <= 1 ? 1 : step <= 2 ? 2 : step <= 5 ? 5 : 10);
}

FcPlotArea
fc_plot_area (FcPlot *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  return (FcPlotArea) { AXIS_WIDTH, READ_OUT_HEIGHT, MAX (width - AXIS_WIDTH - 8, 0),
                        MAX (height - READ_OUT_HEIGHT - AXIS_HEIGHT, 0) };
}

/* Half a place is left free at either end, so that a bar is not cut. */
double
fc_plot_place_x (FcPlot     *self,
                 FcPlotArea *area,
                 guint       index)
{
  double span = self->x[self->n - 1] - self->x[0], edge = area->width / (2.0 * MAX (self->n, 1));
  double share = span > 0 ? (self->x[index] - self->x[0]) / span : 0.5;

  return area->left + edge + share * (area->width - 2 * edge);
}

char *
fc_plot_read_out (FcPlot     *self,
                  guint       index,
                  const char *separator)
{
  g_autofree char *at = self->format_x (self->x[index], self->format_data);
  GString *text = g_string_new (at);

  for (guint i = 0; i < self->n_lines; i++)
    if (self->lines[i].kind != FC_PLOT_BAND && !isnan (self->lines[i].y[index]))
      {
        g_autofree char *value = self->format_y (self->lines[i].y[index], self->format_data);

        g_string_append_printf (text, "%s%s %s", separator, self->lines[i].label, value);
      }
  return g_string_free (text, FALSE);
}

static void
describe (FcPlot *self)
{
  g_autofree char *at = self->cursor >= 0 ? fc_plot_read_out (self, (guint) self->cursor, ", ") : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->description != NULL ? self->description : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, at != NULL ? at : "", -1);
}

static void
set_cursor (FcPlot *self,
            int     cursor)
{
  if (self->cursor == cursor)
    return;
  self->cursor = cursor;
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
moved_cb (FcPlot *self,
          double  x,
          double  y)
{
  FcPlotArea area = fc_plot_area (self);
  int nearest = -1;

  for (guint i = 0; i < self->n; i++)
    if (nearest < 0 || fabs (fc_plot_place_x (self, &area, i) - x) <
                         fabs (fc_plot_place_x (self, &area, (guint) nearest) - x))
      nearest = (int) i;
  set_cursor (self, nearest);
}

static void
left_cb (FcPlot *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    set_cursor (self, -1);
}

static gboolean
key_pressed_cb (FcPlot          *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  int last = (int) self->n - 1;

  if (last < 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Left)
    set_cursor (self, self->cursor < 0 ? last : MAX (self->cursor - 1, 0));
  else if (key == GDK_KEY_Right)
    set_cursor (self, MIN (self->cursor + 1, last));
  else if (key == GDK_KEY_Home)
    set_cursor (self, 0);
  else if (key == GDK_KEY_End)
    set_cursor (self, last);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
fc_plot_snapshot (GtkWidget   *widget,
                  GtkSnapshot *snapshot)
{
  fc_plot_draw (FC_PLOT (widget), snapshot);
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
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 160;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 240;
}

static void
clear_lines (FcPlot *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      g_free (self->lines[i].label);
      g_free (self->lines[i].y);
      g_free (self->lines[i].high);
    }
  g_clear_pointer (&self->lines, g_free);
  self->n_lines = 0;
}

static void
fc_plot_finalize (GObject *object)
{
  FcPlot *self = FC_PLOT (object);

  clear_lines (self);
  g_free (self->x);
  g_free (self->description);
  if (self->format_destroy != NULL)
    self->format_destroy (self->format_data);

  G_OBJECT_CLASS (fc_plot_parent_class)->finalize (object);
}

static void
fc_plot_class_init (FcPlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fc_plot_finalize;
  widget_class->snapshot = fc_plot_snapshot;
  widget_class->measure = fc_plot_measure;
  gtk_widget_class_set_css_name (widget_class, "plot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static char *
plain_number (double   value,
              gpointer user_data)
{
  return g_strdup_printf ("%g", value);
}

static void
fc_plot_init (FcPlot *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cursor = -1;
  self->format_x = self->format_y = plain_number;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
fc_plot_new (void)
{
  return g_object_new (FC_TYPE_PLOT, NULL);
}

static void
widen (FcPlot       *self,
       const double *values)
{
  for (guint i = 0; values != NULL && i < self->n; i++)
    if (!isnan (values[i]))
      {
        self->low = MIN (self->low, values[i]);
        self->high = MAX (self->high, values[i]);
      }
}

static void
find_range (FcPlot *self)
{
  double room;

  self->low = G_MAXDOUBLE;
  self->high = -G_MAXDOUBLE;
  for (guint i = 0; i < self->n_lines; i++)
    {
      widen (self, self->lines[i].y);
      widen (self, self->lines[i].high);
      if (self->lines[i].kind == FC_PLOT_BARS)
        {
          self->low = MIN (self->low, 0);
          self->high = MAX (self->high, 0);
        }
    }
  if (self->low > self->high)
    self->low = self->high = 0;
  room = self->high > self->low ? (self->high - self->low) * 0.06 : 1;
  self->high += room;
  self->low -= self->low < 0 || self->high == self->low + room ? room : 0;
}

/**
 * fc_plot_set:
 * @x: (array length=n): rising; copied, as are the series
 * @description: what the whole shows, for those who cannot see it
 */
void
fc_plot_set (FcPlot             *self,
             const double       *x,
             guint               n,
             const FcPlotSeries *series,
             guint               n_series,
             const char         *description)
{
  g_return_if_fail (FC_IS_PLOT (self));

  clear_lines (self);
  g_free (self->x);
  self->x = g_memdup2 (x, n * sizeof *x);
  self->n = n;
  self->cursor = -1;
  self->lines = g_new0 (FcPlotLine, n_series);
  self->n_lines = n_series;
  for (guint i = 0; i < n_series; i++)
    self->lines[i] = (FcPlotLine) {
      .label = g_strdup (series[i].label),
      .kind = series[i].kind,
      .colour = series[i].colour,
      .y = g_memdup2 (series[i].y, n * sizeof *x),
      .high = series[i].high != NULL ? g_memdup2 (series[i].high, n * sizeof *x) : NULL,
    };
  g_free (self->description);
  self->description = g_strdup (description);
  find_range (self);
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * fc_plot_set_format:
 * @format_x: how an x is written at the axis and in the read-out
 * @format_y: likewise
 */
void
fc_plot_set_format (FcPlot         *self,
                    FcPlotFormat    format_x,
                    FcPlotFormat    format_y,
                    gpointer        user_data,
                    GDestroyNotify  destroy)
{
  g_return_if_fail (FC_IS_PLOT (self));

  if (self->format_destroy != NULL)
    self->format_destroy (self->format_data);
  self->format_x = format_x;
  self->format_y = format_y;
  self->format_data = user_data;
  self->format_destroy = destroy;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

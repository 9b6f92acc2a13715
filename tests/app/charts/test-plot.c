/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-widget-private.h"
#include "plot-samples.h"

#include <adwaita.h>
#include <math.h>

typedef struct {
  GtkWidget *window;
  FcPlot *plot;
  FcPlotData *data;
} Desk;

static void
desk_set_up (Desk          *desk,
             gconstpointer  user_data)
{
  const PlotSample *sample = NULL;

  for (guint i = 0; i < plot_n_samples; i++)
    if (g_strcmp0 (plot_samples[i].name, user_data) == 0)
      sample = &plot_samples[i];
  desk->data = plot_sample_data (sample);
  desk->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (desk->window), 640, 300);
  desk->plot = FC_PLOT (fc_plot_new (sample->form));
  gtk_window_set_child (GTK_WINDOW (desk->window), GTK_WIDGET (desk->plot));
  fc_plot_set (desk->plot, desk->data, "Variance of 30 days");
}

static void
desk_tear_down (Desk          *desk,
                gconstpointer  user_data)
{
  gtk_window_destroy (GTK_WINDOW (desk->window));
  fc_plot_data_unref (desk->data);
}

static gboolean
press (Desk  *desk,
       guint  key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (desk->plot));
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &taken);
    }
  return taken;
}

static void
assert_at (Desk *desk,
           int   point,
           int   series)
{
  int at, of;

  fc_plot_get_cursor (desk->plot, &at, &of);
  g_assert_cmpint (at, ==, point);
  g_assert_cmpint (of, ==, series);
}

static void
test_arrows_walk_the_points (Desk          *desk,
                             gconstpointer  user_data)
{
  assert_at (desk, -1, -1);
  g_assert_true (press (desk, GDK_KEY_Left)); /* the newest first */
  assert_at (desk, 29, 0);
  press (desk, GDK_KEY_Left);
  assert_at (desk, 28, 0);
  press (desk, GDK_KEY_End);
  press (desk, GDK_KEY_Right); /* not beyond */
  assert_at (desk, 29, 0);
  press (desk, GDK_KEY_Home);
  press (desk, GDK_KEY_Left);
  assert_at (desk, 0, 0);
  press (desk, GDK_KEY_Page_Down);
  assert_at (desk, 3, 0);
  g_assert_false (press (desk, GDK_KEY_Tab)); /* the way out */
}

static void
test_up_and_down_choose_the_series (Desk          *desk,
                                    gconstpointer  user_data)
{
  press (desk, GDK_KEY_Down);
  assert_at (desk, 29, 0);
  press (desk, GDK_KEY_Down);
  press (desk, GDK_KEY_Down);
  assert_at (desk, 29, 2);
  press (desk, GDK_KEY_Up);
  assert_at (desk, 29, 1);
}

static void
test_what_is_hidden_is_not_told (Desk          *desk,
                                 gconstpointer  user_data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fc_plot_set_cursor (desk->plot, 0, 1);
  before = fc_plot_say (desk->plot);
  press (desk, GDK_KEY_space);
  after = fc_plot_say (desk->plot);
  g_assert_nonnull (strstr (before, "Variance"));
  g_assert_null (strstr (after, "Variance"));
  g_assert_nonnull (strstr (after, "Cumulative"));
  fc_plot_set_cursor (desk->plot, 0, 0);
  press (desk, GDK_KEY_Down); /* steps over it */
  assert_at (desk, 0, 2);
}

static void
test_the_series_under_the_cursor_is_told_first (Desk          *desk,
                                                gconstpointer  user_data)
{
  g_autofree char *nothing = fc_plot_say (desk->plot);
  g_autofree char *all = NULL;

  fc_plot_set_cursor (desk->plot, 0, 2);
  all = fc_plot_say (desk->plot);
  g_assert_cmpstr (nothing, ==, "");
  /* Behind the date, whose year is told in another year only. */
  g_assert_cmpstr (strchr (all, ','), ==,
                   ", Cumulative −14\302\240L, Tolerance −40 … 40\302\240L, Variance −14\302\240L");
}

static void
test_escape_leaves_the_zoom (Desk          *desk,
                             gconstpointer  user_data)
{
  double from, to;

  g_assert_false (press (desk, GDK_KEY_Escape)); /* is somebody else's */
  fc_plot_set_zoom (desk->plot, desk->data->x[10] - 0.5, desk->data->x[20] + 0.5);
  press (desk, GDK_KEY_Home);
  assert_at (desk, 10, 0);
  press (desk, GDK_KEY_End);
  assert_at (desk, 20, 0);
  g_assert_true (press (desk, GDK_KEY_Escape));
  g_assert_false (fc_plot_get_zoom (desk->plot, &from, &to));
}

static GtkEventController *
find_controller (Desk  *desk,
                 GType  type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (desk->plot));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller; /* the plot keeps it */
    }
  g_assert_not_reached ();
}

/* On screen and drawn: the pointer finds only what is laid out. */
static void
show (Desk *desk)
{
  gtk_window_present (GTK_WINDOW (desk->window));
  while (desk->plot->view.area.width < 1)
    g_main_context_iteration (NULL, TRUE);
}

static void
drag (Desk   *desk,
      double  from,
      double  across)
{
  GtkEventController *gesture = find_controller (desk, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (gesture, "drag-begin", from, 150.0);
  g_signal_emit_by_name (gesture, "drag-update", across, 0.0);
  g_signal_emit_by_name (gesture, "drag-end", across, 0.0);
}

static double
middle_of (Desk  *desk,
           guint  point)
{
  const FcPlotScale *x = &desk->plot->view.x;

  return x->start + (desk->data->x[point] - x->low) / (x->high - x->low) * (x->end - x->start);
}

static void
test_a_drag_across_zooms_in (Desk          *desk,
                             gconstpointer  user_data)
{
  double from, to, left, right;

  show (desk);
  left = middle_of (desk, 10);
  right = middle_of (desk, 20);
  drag (desk, left, 3); /* a click whose hand trembled */
  g_assert_false (fc_plot_get_zoom (desk->plot, &from, &to));
  drag (desk, left, right - left);
  g_assert_true (fc_plot_get_zoom (desk->plot, &from, &to));
  g_assert_cmpfloat_with_epsilon (from, desk->data->x[10], 1e-6);
  g_assert_cmpfloat_with_epsilon (to, desk->data->x[20], 1e-6);
  fc_plot_set_zoom (desk->plot, NAN, NAN);
  fc_plot_view_lay_out (&desk->plot->view);
  drag (desk, right, left - right); /* from right to left is the same */
  g_assert_true (fc_plot_get_zoom (desk->plot, &from, &to));
  g_assert_cmpfloat_with_epsilon (from, desk->data->x[10], 1e-6);
  g_assert_cmpfloat_with_epsilon (to, desk->data->x[20], 1e-6);
}

static void
test_names_are_not_zoomed (Desk          *desk,
                           gconstpointer  user_data)
{
  double from, to;

  show (desk);
  drag (desk, desk->plot->view.area.x + 20, 200);
  g_assert_false (fc_plot_get_zoom (desk->plot, &from, &to));
}

/* Where in the legend a series is called. */
static double
find_in_legend (Desk *desk,
                int   series)
{
  for (double x = 0; x < desk->plot->view.width; x += 2)
    if (fc_plot_view_pick_legend (&desk->plot->view, x, 6) == series)
      return x + 4;
  g_assert_not_reached ();
}

static void
test_a_click_on_its_name_hides_it (Desk          *desk,
                                   gconstpointer  user_data)
{
  GtkEventController *click = find_controller (desk, GTK_TYPE_GESTURE_CLICK);
  double low, at;

  show (desk);
  low = desk->plot->view.y.low;
  at = find_in_legend (desk, 2);
  g_signal_emit_by_name (click, "pressed", 1, at, 6.0);
  g_assert_false (fc_plot_view_shows (&desk->plot->view, 2));
  fc_plot_view_lay_out (&desk->plot->view);
  g_assert_cmpfloat (desk->plot->view.y.low, >, low); /* the scale is of what is left */
  g_signal_emit_by_name (click, "pressed", 1, at, 6.0);
  g_assert_true (fc_plot_view_shows (&desk->plot->view, 2));
}

static void
test_the_last_one_stays (Desk          *desk,
                         gconstpointer  user_data)
{
  for (guint s = 0; s < 3; s++)
    fc_plot_show_series (desk->plot, s, FALSE);
  g_assert_true (fc_plot_view_shows (&desk->plot->view, 2));
}

/* What somebody hears who cannot see it. */
static void
test_it_describes_itself (Desk          *desk,
                          gconstpointer  user_data)
{
  GtkAccessible *plot = GTK_ACCESSIBLE (desk->plot);
  g_autofree char *at = NULL;

  g_assert_cmpint (gtk_accessible_get_accessible_role (plot), ==, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (plot, GTK_ACCESSIBLE_PROPERTY_LABEL, "Variance of 30 days");
  gtk_test_accessible_assert_property (plot, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");
  press (desk, GDK_KEY_Home);
  at = fc_plot_say (desk->plot);
  g_assert_nonnull (strstr (at, "Variance"));
  gtk_test_accessible_assert_property (plot, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, at);
}

/* The arrows point where they are drawn. */
static void
test_from_right_to_left_the_arrows_are_turned (Desk          *desk,
                                               gconstpointer  user_data)
{
  gtk_widget_set_direction (GTK_WIDGET (desk->plot), GTK_TEXT_DIR_RTL);
  press (desk, GDK_KEY_Right);
  assert_at (desk, 29, 0);
  press (desk, GDK_KEY_Right);
  assert_at (desk, 28, 0);
  press (desk, GDK_KEY_Left);
  assert_at (desk, 29, 0);
}

static void
test_new_values_keep_what_was_chosen (Desk          *desk,
                                      gconstpointer  user_data)
{
  g_autofree char *text = NULL;
  double from, to;

  fc_plot_set_zoom (desk->plot, desk->data->x[10], desk->data->x[20]);
  fc_plot_show_series (desk->plot, 1, FALSE);
  fc_plot_set (desk->plot, desk->data, "Variance of 30 days");
  g_assert_true (fc_plot_get_zoom (desk->plot, &from, &to));
  fc_plot_set_cursor (desk->plot, 12, 0);
  text = fc_plot_say (desk->plot);
  g_assert_null (strstr (text, "Variance"));
}

static void
chosen_cb (FcPlot *plot,
           int     point,
           int    *chosen)
{
  *chosen = point;
}

/* Return leads to what is behind a part, where somebody listens; a curve over days leads nowhere. */
static void
test_return_leads_on (Desk          *desk,
                      gconstpointer  user_data)
{
  gboolean named = strcmp (user_data, "variance") != 0;
  int chosen = -1;

  fc_plot_set_cursor (desk->plot, 1, 0);
  g_assert_false (press (desk, GDK_KEY_Return));
  g_signal_connect (desk->plot, "chosen", G_CALLBACK (chosen_cb), &chosen);
  g_assert_cmpint (press (desk, GDK_KEY_Return), ==, named);
  g_assert_cmpint (chosen, ==, named ? 1 : -1);
  fc_plot_set_cursor (desk->plot, -1, -1);
  g_assert_false (press (desk, GDK_KEY_Return));
}

static void
test_rows_are_walked_downwards (Desk          *desk,
                                gconstpointer  user_data)
{
  g_autofree char *text = NULL;

  press (desk, GDK_KEY_Down);
  press (desk, GDK_KEY_Down);
  assert_at (desk, 1, 0);
  text = fc_plot_say (desk->plot);
  g_assert_cmpstr (text, ==, "Harbour North, Sales 15\342\200\257220.00\302\240EUR");
}

static void
test_a_part_is_told_with_its_share (Desk          *desk,
                                    gconstpointer  user_data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fc_plot_set_cursor (desk->plot, 4, 0);
  before = fc_plot_say (desk->plot);
  fc_plot_show_series (desk->plot, 0, FALSE);
  after = fc_plot_say (desk->plot);
  g_assert_nonnull (strstr (before, "5.4\302\240%"));
  g_assert_nonnull (strstr (after, "7.9\302\240%")); /* of what is left */
}

/* What is at the place of a value is that value. */
static void
test_the_pointer_finds_each_value (gconstpointer user_data)
{
  const PlotSample *sample = user_data;
  g_autoptr (FcPlotData) data = plot_sample_data (sample);
  FcPlotView view = plot_sample_view (sample, data);
  int point, series;

  fc_plot_view_lay_out (&view);
  for (guint i = 0; i < data->n; i++)
    {
      double x = view.x.start + (data->x[i] - view.x.low) / (view.x.high - view.x.low) * (view.x.end - view.x.start);

      g_assert_true (fc_plot_view_pick (&view, x, view.area.y + view.area.height / 2, &point, &series));
      g_assert_cmpint (point, ==, i);
    }
}

#define ADD(path, sample, function) g_test_add (path, Desk, sample, desk_set_up, function, desk_tear_down)

int
main (int    argc,
      char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/plot/keys/arrows-walk-the-points", "variance", test_arrows_walk_the_points);
  ADD ("/plot/keys/up-and-down-choose-the-series", "variance", test_up_and_down_choose_the_series);
  ADD ("/plot/keys/escape-leaves-the-zoom", "variance", test_escape_leaves_the_zoom);
  ADD ("/plot/keys/rows-are-walked-downwards", "rows", test_rows_are_walked_downwards);
  ADD ("/plot/keys/return-leads-on/rows", "rows", test_return_leads_on);
  ADD ("/plot/keys/return-leads-on/donut", "donut", test_return_leads_on);
  ADD ("/plot/keys/return-leads-on/not-from-days", "variance", test_return_leads_on);
  ADD ("/plot/keys/from-right-to-left-the-arrows-are-turned", "variance",
       test_from_right_to_left_the_arrows_are_turned);
  ADD ("/plot/zoom/a-drag-across-zooms-in", "variance", test_a_drag_across_zooms_in);
  ADD ("/plot/zoom/names-are-not-zoomed", "stack", test_names_are_not_zoomed);
  ADD ("/plot/legend/a-click-on-its-name-hides-it", "variance", test_a_click_on_its_name_hides_it);
  ADD ("/plot/legend/the-last-one-stays", "variance", test_the_last_one_stays);
  ADD ("/plot/say/it-describes-itself", "variance", test_it_describes_itself);
  ADD ("/plot/say/what-is-hidden-is-not-told", "variance", test_what_is_hidden_is_not_told);
  ADD ("/plot/say/the-series-under-the-cursor-is-told-first", "variance",
       test_the_series_under_the_cursor_is_told_first);
  ADD ("/plot/say/a-part-is-told-with-its-share", "donut", test_a_part_is_told_with_its_share);
  ADD ("/plot/set/new-values-keep-what-was-chosen", "variance", test_new_values_keep_what_was_chosen);
  g_test_add_data_func ("/plot/pick/days", &plot_samples[1], test_the_pointer_finds_each_value);
  g_test_add_data_func ("/plot/pick/hours", &plot_samples[4], test_the_pointer_finds_each_value);
  return g_test_run ();
}

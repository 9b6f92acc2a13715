/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-pane-private.h"
#include "fc-plot-picture.h"
#include "fc-plot-widget-private.h"
#include "plot-samples.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

/* A plot as pages hold it: its table, and what its menu does. */

typedef struct {
  GtkWidget *window;
  FcPlotPane *pane;
  FcPlotData *data;
  char *folder;
} Desk;

static const PlotSample *
find_sample (const char *name)
{
  for (guint i = 0; i < plot_n_samples; i++)
    if (strcmp (plot_samples[i].name, name) == 0)
      return &plot_samples[i];
  g_assert_not_reached ();
}

static void
desk_set_up (Desk          *desk,
             gconstpointer  user_data)
{
  const PlotSample *sample = find_sample (user_data);

  desk->data = plot_sample_data (sample);
  desk->folder = g_dir_make_tmp ("plot-XXXXXX", NULL);
  desk->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (desk->window), 700, 340);
  desk->pane = FC_PLOT_PANE (fc_plot_pane_new (sample->form, "Sales by hour"));
  gtk_window_set_child (GTK_WINDOW (desk->window), GTK_WIDGET (desk->pane));
  fc_plot_pane_set_subject (desk->pane, "22 Nov");
  fc_plot_pane_set (desk->pane, desk->data, "Most was sold at eight");
  gtk_window_present (GTK_WINDOW (desk->window));
  while (desk->pane->plot->view.width < 1)
    g_main_context_iteration (NULL, TRUE);
}

static void
desk_tear_down (Desk          *desk,
                gconstpointer  user_data)
{
  GDir *dir = g_dir_open (desk->folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (desk->folder, name, NULL);

      g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (desk->folder);
  g_free (desk->folder);
  gtk_window_destroy (GTK_WINDOW (desk->window));
  fc_plot_data_unref (desk->data);
}

static void
activate (Desk       *desk,
          const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->pane), action, NULL));
}

static GtkWidget *
find_below (GtkWidget *widget,
            GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_below (child, type);
  return found;
}

static GtkColumnView *
find_table (Desk *desk)
{
  return GTK_COLUMN_VIEW (find_below (GTK_WIDGET (desk->pane), GTK_TYPE_COLUMN_VIEW));
}

static gboolean
shows_table (Desk *desk)
{
  return gtk_stack_get_visible_child (GTK_STACK (desk->pane->stack)) != GTK_WIDGET (desk->pane->plot);
}

/* Carries out the shortcut of these keys, of @widget itself. */
static gboolean
press (GtkWidget  *widget,
       const char *keys)
{
  g_autoptr (GtkShortcutTrigger) wanted = gtk_shortcut_trigger_parse_string (keys);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      guint n = GTK_IS_SHORTCUT_CONTROLLER (controller) ? g_list_model_get_n_items (G_LIST_MODEL (controller)) : 0;

      for (guint k = 0; k < n; k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, NULL);
        }
    }
  return FALSE;
}

/* --- The table ------------------------------------------------------------------------------------------------------------- */

static void
test_the_table_has_every_value (Desk          *desk,
                                gconstpointer  user_data)
{
  GtkColumnView *table;
  g_autoptr (GtkColumnViewColumn) hour = NULL, fuel = NULL;

  g_assert_null (find_table (desk));
  activate (desk, "plot.table");
  g_assert_true (shows_table (desk));
  table = find_table (desk);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (table))), ==, desk->data->n);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (table)), ==, desk->data->series->len + 1);
  hour = g_list_model_get_item (gtk_column_view_get_columns (table), 0);
  fuel = g_list_model_get_item (gtk_column_view_get_columns (table), 1);
  g_assert_cmpstr (gtk_column_view_column_get_title (hour), ==, "Hour");
  g_assert_cmpstr (gtk_column_view_column_get_title (fuel), ==, "Fuel (EUR)");
  activate (desk, "plot.table");
  g_assert_false (shows_table (desk));
}

static void
test_escape_leaves_the_table (Desk          *desk,
                              gconstpointer  user_data)
{
  gboolean table;

  g_assert_false (press (GTK_WIDGET (desk->pane), "Escape")); /* is somebody else's */
  gtk_widget_grab_focus (GTK_WIDGET (desk->pane->plot));
  activate (desk, "plot.table");
  g_assert_false (gtk_widget_has_focus (GTK_WIDGET (desk->pane->plot)));
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (desk->pane)));
  g_assert_true (press (GTK_WIDGET (desk->pane), "Escape"));
  g_object_get (desk->pane, "table", &table, NULL);
  g_assert_false (table);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (desk->pane->plot)));
}

static void
test_the_button_leads_back (Desk          *desk,
                            gconstpointer  user_data)
{
  activate (desk, "plot.table");
  g_signal_emit_by_name (find_below (desk->pane->other, GTK_TYPE_BUTTON), "clicked");
  g_assert_false (shows_table (desk));
}

/* Whoever reads a line does not lose it because the same figures came once more. */
static void
test_the_table_follows_the_values (Desk          *desk,
                                   gconstpointer  user_data)
{
  g_autoptr (FcPlotData) same = plot_sample_data (find_sample ("stack"));
  g_autoptr (FcPlotData) other = plot_sample_data (find_sample ("rows"));
  GtkSelectionModel *model;

  activate (desk, "plot.table");
  model = gtk_column_view_get_model (find_table (desk));
  fc_plot_pane_set (desk->pane, same, "The same");
  g_assert_true (gtk_column_view_get_model (find_table (desk)) == model);
  fc_plot_data_series (same, 0)->y[3] = 12345;
  fc_plot_pane_set (desk->pane, same, "One is another");
  g_assert_false (gtk_column_view_get_model (find_table (desk)) == model);
  fc_plot_pane_set (desk->pane, other, "Of something else");
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (find_table (desk))), ==, 2);
}

static void
test_without_values_there_is_nothing_to_do (Desk          *desk,
                                            gconstpointer  user_data)
{
  g_autoptr (FcPlotData) nothing = fc_plot_data_new_named ("Hour", NULL, 0);

  activate (desk, "plot.table");
  fc_plot_pane_set (desk->pane, nothing, "Nothing was sold");
  g_assert_false (shows_table (desk));
  gtk_widget_activate_action (GTK_WIDGET (desk->pane), "plot.table", NULL);
  g_assert_false (shows_table (desk));
}

/* --- The menu -------------------------------------------------------------------------------------------------------------- */

static void
test_keys_and_second_button_open_the_menu (Desk          *desk,
                                           gconstpointer  user_data)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (desk->pane));

  g_assert_true (press (GTK_WIDGET (desk->pane), "Menu|<Shift>F10"));
  g_assert_true (GTK_IS_POPOVER_MENU (desk->pane->menu));
  g_assert_true (gtk_widget_get_visible (desk->pane->menu));
  gtk_popover_popdown (GTK_POPOVER (desk->pane->menu));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_GESTURE_CLICK (controller))
        continue;
      g_assert_cmpuint (gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)), ==, GDK_BUTTON_SECONDARY);
      g_signal_emit_by_name (controller, "pressed", 1, 20.0, 30.0);
    }
  g_assert_true (gtk_widget_get_visible (desk->pane->menu));
  gtk_popover_popdown (GTK_POPOVER (desk->pane->menu));
}

static void
text_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_the_copy_has_the_values (Desk          *desk,
                              gconstpointer  user_data)
{
  g_autofree char *wanted = fc_plot_data_to_tabbed (desk->data);
  g_autofree char *text = NULL;

  activate (desk, "plot.copy-data");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (desk->pane)), NULL, text_read_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (text, ==, wanted);
}

static void
texture_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  *(GdkTexture **) user_data = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_the_copied_image_is_twice_as_sharp (Desk          *desk,
                                         gconstpointer  user_data)
{
  g_autoptr (GdkTexture) texture = NULL;

  activate (desk, "plot.copy-image");
  gdk_clipboard_read_texture_async (gtk_widget_get_clipboard (GTK_WIDGET (desk->pane)), NULL, texture_read_cb,
                                    &texture);
  while (texture == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 2 * (gtk_widget_get_width (desk->pane->stack) + 48));
}

/* --- Files ----------------------------------------------------------------------------------------------------------------- */

/* Saves as the person who chose @name would, and waits for it. */
static char *
save (Desk       *desk,
      const char *name,
      const char *expected,
      gboolean    image)
{
  g_autofree char *chosen = g_build_filename (desk->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (chosen);
  char *path = g_build_filename (desk->folder, expected, NULL);

  fc_plot_pane_save (desk->pane, file, image, FC_PLOT_FILE_PNG);
  while (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_main_context_iteration (NULL, TRUE);
  return path;
}

static void
test_the_csv_is_the_data (Desk          *desk,
                          gconstpointer  user_data)
{
  g_autofree char *path = save (desk, "Sales.csv", "Sales.csv", FALSE);
  g_autofree char *wanted = fc_plot_data_to_csv (desk->data);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, wanted);
}

static void
test_the_png_has_its_size (Desk          *desk,
                           gconstpointer  user_data)
{
  g_autofree char *path = save (desk, "Sales", "Sales.png", TRUE);
  cairo_surface_t *surface = cairo_image_surface_create_from_png (path);

  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 2 * (gtk_widget_get_width (desk->pane->stack) + 48));
  g_assert_cmpint (cairo_image_surface_get_height (surface), >, 2 * (gtk_widget_get_height (desk->pane->stack) + 48));
  cairo_surface_destroy (surface);
}

static void
count_element (GMarkupParseContext  *context,
               const char           *name,
               const char          **attributes,
               const char          **values,
               gpointer              user_data,
               GError              **error)
{
  GHashTable *counts = user_data;

  g_hash_table_insert (counts, g_strdup (name),
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, name)) + 1));
}

static guint
count (GHashTable *counts,
       const char *name)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));
}

static void
test_the_svg_is_drawn_not_photographed (Desk          *desk,
                                        gconstpointer  user_data)
{
  static const GMarkupParser parser = { .start_element = count_element };
  g_autofree char *path = save (desk, "Sales.SVG", "Sales.SVG", TRUE);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, counts, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_markup_parse_context_parse (context, text, (gssize) length, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_markup_parse_context_free (context);
  g_assert_cmpuint (count (counts, "svg"), ==, 1);
  g_assert_cmpuint (count (counts, "path"), >, 10);
  g_assert_cmpuint (count (counts, "use"), >, 10); /* letters */
  g_assert_cmpuint (count (counts, "image"), ==, 0);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  fc_plot_file_write_finish (result, user_data);
  g_assert_nonnull (*(GError **) user_data);
}

/* What cannot be written is told, and nothing that was there is lost. */
static GError *
fail_to_write (const char *path,
               gboolean    replace)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) text = g_bytes_new_static ("new", 3);
  GError *error = NULL;

  fc_plot_file_write_async (file, replace, NULL, text, written_cb, &error);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  return error;
}

static void
test_what_is_there_stays (Desk          *desk,
                          gconstpointer  user_data)
{
  g_autofree char *there = g_build_filename (desk->folder, "Sales.png", NULL);
  g_autofree char *nowhere = g_build_filename (desk->folder, "no folder", "Sales.png", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) exists = NULL;

  g_assert_true (g_file_set_contents (there, "old", -1, NULL));
  exists = fail_to_write (there, FALSE);
  g_assert_error (exists, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_nonnull (strstr (exists->message, "Sales.png"));
  g_assert_true (g_file_get_contents (there, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
  missing = fail_to_write (nowhere, TRUE);
  g_assert_nonnull (strstr (missing->message, "Sales.png"));
}

static void
test_names_of_files_are_allowed (void)
{
  g_autofree char *name = fc_plot_file_name ("Sales 1/2: “all”?", FC_PLOT_FILE_CSV);
  g_autoptr (GFile) file = g_file_new_for_path ("/tmp/Sales 12.5 %");
  g_autoptr (GFile) whole = fc_plot_file_complete (file, FC_PLOT_FILE_PNG);

  g_assert_cmpstr (name, ==, "Sales 1-2- “all”-.csv");
  g_assert_cmpstr (g_file_peek_path (whole), ==, "/tmp/Sales 12.5 %.png");
  g_assert_true (fc_plot_file_ends (whole, FC_PLOT_FILE_PNG));
  g_assert_false (fc_plot_file_ends (whole, FC_PLOT_FILE_SVG));
}

/* --- The picture ------------------------------------------------------------------------------------------------------------ */

static GdkRGBA
dot_at (GdkTexture *texture,
        int         x,
        int         y)
{
  int width = gdk_texture_get_width (texture);
  g_autofree guchar *dots = g_malloc ((gsize) width * 4 * gdk_texture_get_height (texture));
  const guchar *dot = dots + ((gsize) y * width + x) * 4;

  gdk_texture_download (texture, dots, (gsize) width * 4);
  return (GdkRGBA) { dot[2] / 255.0f, dot[1] / 255.0f, dot[0] / 255.0f, dot[3] / 255.0f };
}

/* Readable wherever it is pasted: on its own ground, with its title, dark where the window is. */
static void
test_a_picture_stands_for_itself (void)
{
  const PlotSample *sample = find_sample ("variance");
  g_autoptr (FcPlotData) data = plot_sample_data (sample);
  PangoContext *text = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  FcPlotPicture picture = { .view = plot_sample_view (sample, data), .title = "Variance", .note = "Two days are odd" };
  int width, height, bare_width, bare_height;

  fc_plot_picture_measure (&picture, &bare_width, &bare_height); /* nothing to write with */
  picture.view.text = text;
  fc_plot_picture_measure (&picture, &width, &height);
  g_assert_cmpint (width, ==, bare_width);
  g_assert_cmpint (height, >, bare_height + 20);
  for (int dark = 0; dark < 2; dark++)
    for (int scale = 1; scale < 4; scale++)
      {
        FcPlotLook look = fc_plot_look (dark, FALSE);
        g_autoptr (GdkTexture) texture = NULL;
        GdkRGBA corner;

        picture.dark = dark;
        texture = fc_plot_picture_texture (&picture, scale);
        corner = dot_at (texture, 0, 0);
        g_assert_cmpint (gdk_texture_get_width (texture), ==, scale * width);
        g_assert_cmpint (gdk_texture_get_height (texture), ==, scale * height);
        g_assert_cmpfloat_with_epsilon (corner.red, look.ground.red, 0.01);
        g_assert_cmpfloat_with_epsilon (corner.blue, look.ground.blue, 0.01);
        g_assert_cmpfloat_with_epsilon (corner.alpha, 1, 0.001);
      }
  g_object_unref (text);
}

/* A small plot of a dashboard is large enough in a letter. */
static void
test_a_small_plot_is_a_sensible_picture (void)
{
  const PlotSample *sample = find_sample ("donut");
  g_autoptr (FcPlotData) data = plot_sample_data (sample);
  FcPlotPicture picture = { .view = plot_sample_view (sample, data) };
  int width, height;

  picture.view.width = 120;
  picture.view.height = 90;
  fc_plot_picture_measure (&picture, &width, &height);
  g_assert_cmpint (width, >=, 640);
  g_assert_cmpint (height, >=, 320);
}

#define ADD(path, sample, function) g_test_add (path, Desk, sample, desk_set_up, function, desk_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/plot-pane/table/has-every-value", "stack", test_the_table_has_every_value);
  ADD ("/plot-pane/table/escape-leaves-it", "stack", test_escape_leaves_the_table);
  ADD ("/plot-pane/table/the-button-leads-back", "stack", test_the_button_leads_back);
  ADD ("/plot-pane/table/follows-the-values", "stack", test_the_table_follows_the_values);
  ADD ("/plot-pane/table/without-values-there-is-nothing-to-do", "stack", test_without_values_there_is_nothing_to_do);
  ADD ("/plot-pane/menu/keys-and-second-button-open-it", "stack", test_keys_and_second_button_open_the_menu);
  ADD ("/plot-pane/copy/has-the-values", "stack", test_the_copy_has_the_values);
  ADD ("/plot-pane/copy/image-is-twice-as-sharp", "stack", test_the_copied_image_is_twice_as_sharp);
  ADD ("/plot-pane/save/the-csv-is-the-data", "variance", test_the_csv_is_the_data);
  ADD ("/plot-pane/save/the-png-has-its-size", "variance", test_the_png_has_its_size);
  ADD ("/plot-pane/save/the-svg-is-drawn", "variance", test_the_svg_is_drawn_not_photographed);
  ADD ("/plot-pane/save/the-svg-of-a-heat-map-is-drawn", "heat", test_the_svg_is_drawn_not_photographed);
  ADD ("/plot-pane/save/what-is-there-stays", "stack", test_what_is_there_stays);
  g_test_add_func ("/plot-pane/save/names-of-files-are-allowed", test_names_of_files_are_allowed);
  g_test_add_func ("/plot-pane/picture/stands-for-itself", test_a_picture_stands_for_itself);
  g_test_add_func ("/plot-pane/picture/a-small-plot-is-a-sensible-one", test_a_small_plot_is_a_sensible_picture);
  return g_test_run ();
}

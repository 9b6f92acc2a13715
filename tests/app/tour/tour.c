/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Takes a picture of every page: light and dark, in four sizes, with the demo company, an empty one, or in trouble.
 *   tour --data demo|empty|error [--only PAGE] [--folder FOLDER] [--text-scale 2] [--contrast] [--check] OUT
 * FOLDER keeps the company between runs. Needs a display (Xvfb will do) and GSK_RENDERER=cairo.
 */
#include <glib/gi18n.h>
#include <locale.h>

#include "fc-application-private.h"
#include "fc-backups-dialog.h"
#include "fc-dashboard-view.h"
#include "fc-demo-fill.h"
#include "fc-fleet-queries.h"
#include "fc-map-packs-dialog.h"
#include "fc-page-private.h"
#include "fc-palette.h"
#include "fc-preferences.h"
#include "fc-day-page.h"
#include "fc-day-queries.h"
#include "fc-shift-queries.h"
#include "fc-sign-in-again.h"
#include "fc-sign-in-page.h"
#include "fc-start-company.h"
#include "tour-check.h"
#include "tour-picture.h"
#include "tour-reports.h"

#define SETTLE_MS (option_check ? 150 : 350)

static const struct {
  int width, height;
  gboolean when_asked; /* only if it is the one that --size names */
} sizes[] = { { .width = 1366, .height = 768 }, { .width = 1920, .height = 1080 },
              { .width = 960, .height = 640 },  { .width = 480, .height = 800 },
              { 1280, 720, TRUE },              { 1024, 768, TRUE } };

static char *option_data, *option_only, *option_folder, *option_size, *option_scheme;
static double option_text_scale = 1;
static gboolean option_contrast, option_check;

static const GOptionEntry options[] = {
  { "data", 0, 0, G_OPTION_ARG_STRING, &option_data, "demo, empty or error", "KIND" },
  { "only", 0, 0, G_OPTION_ARG_STRING, &option_only, "One page", "PAGE" },
  { "folder", 0, 0, G_OPTION_ARG_FILENAME, &option_folder, "Where the company is kept", "FOLDER" },
  { "size", 0, 0, G_OPTION_ARG_STRING, &option_size, "One size", "WIDTH" },
  { "scheme", 0, 0, G_OPTION_ARG_STRING, &option_scheme, "light or dark", "SCHEME" },
  { "text-scale", 0, 0, G_OPTION_ARG_DOUBLE, &option_text_scale, "Text so many times as large", "FACTOR" },
  { "contrast", 0, 0, G_OPTION_ARG_NONE, &option_contrast, "High contrast", NULL },
  { "check", 0, 0, G_OPTION_ARG_NONE, &option_check, "No pictures: fail where text is cut or a control has no name",
    NULL },
  { NULL, 0, 0, 0, NULL, NULL, NULL },
};

typedef struct {
  FcApplication *application;
  const char *out;
  const char *scheme;
  int width, height;
  gboolean started;
  GError *error;
  FcId user;
  guint pictures, found;
} Tour;

/* Says which widgets make the window wider than it should be. */
static void
name_the_wide (GtkWidget *widget,
               int        width,
               int        depth)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum <= width || !gtk_widget_get_visible (widget))
    return;
  g_print ("%*s%s %s: %d\n", depth, "", G_OBJECT_TYPE_NAME (widget), gtk_widget_get_name (widget), minimum);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_the_wide (child, width, depth + 2);
}

static void
check (Tour       *tour,
       GtkWidget  *window,
       const char *name)
{
  tour_frame (window);
  if (gtk_widget_get_width (window) > tour->width || gtk_widget_get_height (window) > tour->height)
    {
      g_print ("%s: %d × %d does not fit\n", name, gtk_widget_get_width (window), gtk_widget_get_height (window));
      name_the_wide (window, tour->width, 2);
      tour->found++;
    }
  tour->found += tour_check (window, name);
  tour->pictures++;
}

static void
take (Tour       *tour,
      GtkWidget  *window,
      const char *name)
{
  int width, height;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *view = g_strdup_printf ("%s-%s-%d-%s", option_data, name, tour->width, tour->scheme);
  g_autofree char *file = g_strconcat (view, option_contrast ? "-contrast" : "",
                                       option_text_scale > 1 ? "-large" : "", ".png", NULL);
  g_autofree char *path = g_build_filename (tour->out, file, NULL);

  if (option_check)
    {
      check (tour, window, view);
      return;
    }
  texture = tour_draw (window, &width, &height);
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("%s cannot be written", path);
  if (width > tour->width || height > tour->height)
    {
      g_print ("%s: %d × %d does not fit\n", file, width, height);
      name_the_wide (window, tour->width, 2);
    }
  tour->pictures++;
}

static void
take_window (Tour       *tour,
             const char *name)
{
  take (tour, GTK_WIDGET (fc_application_get_window (tour->application)), name);
}

static void
take_dialog (Tour       *tour,
             GtkWidget  *dialog,
             const char *name)
{
  gtk_window_present (GTK_WINDOW (dialog));
  tour_wait (SETTLE_MS);
  take (tour, dialog, name);
  gtk_window_destroy (GTK_WINDOW (dialog));
  tour_wait (50);
}

static gboolean
wanted (const char *name)
{
  return option_only == NULL || g_str_has_prefix (name, option_only);
}

/* The first row of a list, once it is read; NULL where it has none. */
static FcQueryRow *
first_row (FcQueryModel *model)
{
  g_autoptr (FcQueryRow) row = NULL;

  for (int i = 0; i < 40 && g_list_model_get_n_items (G_LIST_MODEL (model)) == 0; i++)
    tour_wait (50);
  row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  for (int i = 0; row != NULL && i < 40 && !fc_query_row_is_filled (row); i++)
    tour_wait (50);
  return row != NULL && fc_query_row_get_id (row) != NULL ? g_steal_pointer (&row) : NULL;
}

/* What the map shows of a record: where a vehicle drove, or a geofence that is being drawn. */
static void
take_on_map (Tour              *tour,
             const FcQuerySpec *list,
             const char        *status,
             const char        *kind)
{
  FcWindow *window = fc_application_get_window (tour->application);
  FcContext *context = fc_application_get_context (tour->application);
  g_autoptr (FcQueryModel) model = fc_query_model_new (fc_context_get_replica (context), list);
  g_autoptr (FcQueryRow) row = NULL;
  g_autofree char *uri = NULL, *name = g_strdup_printf ("map-%s", kind);

  if (status != NULL)
    fc_query_model_bind_text (model, "status", status);
  row = first_row (model);
  uri = row != NULL ? fc_record_uri (kind, fc_query_row_get_id (row)) : NULL;
  if (uri == NULL || !fc_window_open (window, uri))
    return;
  tour_wait (5 * SETTLE_MS);
  take_window (tour, name);
}

/* Where the money of the last seven days was taken. */
static void
take_heat (Tour *tour)
{
  FcWindow *window = fc_application_get_window (tour->application);
  FcContext *context = fc_application_get_context (tour->application);
  GtkWidget *page;

  fc_window_show_page (window, "map");
  page = fc_window_get_page (window);
  fc_context_set_period (context, g_str_equal (option_data, "empty") ? FC_PERIOD_TODAY : FC_PERIOD_WEEK, 0, 0);
  g_action_group_activate_action (G_ACTION_GROUP (fc_page_get_actions (FC_PAGE (page))), "heat", NULL);
  tour_wait (3 * SETTLE_MS);
  take_window (tour, "map-heat");
  g_action_group_activate_action (G_ACTION_GROUP (fc_page_get_actions (FC_PAGE (page))), "heat", NULL);
}

/* The first record that the page's search finds, opened as a link would. */
static void
take_record (Tour             *tour,
             const FcPageInfo *info)
{
  FcWindow *window = fc_application_get_window (tour->application);
  FcContext *context = fc_application_get_context (tour->application);
  g_autoptr (FcQueryModel) model = NULL;
  g_autoptr (FcQueryRow) row = NULL;
  g_autofree char *uri = NULL, *name = g_strdup_printf ("%s-record", info->id);

  if (info->records == NULL || !g_str_equal (option_data, "demo"))
    return;
  model = fc_query_model_new (fc_context_get_replica (context), info->records);
  fc_query_model_bind_text (model, "search", NULL);
  for (int i = 0; i < 40 && g_list_model_get_n_items (G_LIST_MODEL (model)) == 0; i++)
    tour_wait (50);
  row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  for (int i = 0; row != NULL && i < 40 && !fc_query_row_is_filled (row); i++)
    tour_wait (50);
  if (row == NULL || fc_query_row_get_id (row) == NULL)
    return;
  uri = fc_record_uri (info->records_kind, fc_query_row_get_id (row));
  if (!fc_window_open (window, uri))
    return;
  tour_wait (2 * SETTLE_MS);
  take_window (tour, name);
  fc_window_go_back (window);
}

/* Every step of the first shift in that state, as its sheet shows it. */
static void
take_sheet (Tour       *tour,
            const char *state)
{
  static const char *const steps[] = { "attendants", "meters", "tanks", "deliveries", "transfers", "cash-movements",
                                       "cash-count", "tenders", "slips", "shop", "over-short", "signatures", "submit" };
  FcWindow *window = fc_application_get_window (tour->application);
  FcContext *context = fc_application_get_context (tour->application);
  g_autoptr (FcQueryModel) model = fc_query_model_new (fc_context_get_replica (context), &fc_shift_list);
  g_autoptr (FcQueryRow) row = NULL;
  g_autofree char *uri = NULL;

  fc_query_model_bind_text (model, "state", state);
  for (int i = 0; i < 40 && g_list_model_get_n_items (G_LIST_MODEL (model)) == 0; i++)
    tour_wait (50);
  row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  for (int i = 0; row != NULL && i < 40 && !fc_query_row_is_filled (row); i++)
    tour_wait (50);
  if (row == NULL || fc_query_row_get_id (row) == NULL)
    return;
  uri = fc_record_uri ("shift", fc_query_row_get_id (row));
  fc_window_open (window, uri);
  tour_wait (2 * SETTLE_MS);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *name = g_strdup_printf ("sheet-%s-%s", state, steps[i]);

      gtk_widget_activate_action (fc_page_get_detail (FC_PAGE (fc_window_get_page (window))), "sheet.go", "s", steps[i]);
      tour_wait (SETTLE_MS);
      take_window (tour, name);
    }
  fc_window_go_back (window);
}

static GtkWidget *
find_scrolled (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_SCROLLED_WINDOW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_scrolled (child);
  return found;
}

/* The sheet of the newest day in that state, from top to bottom. */
static void
take_day (Tour       *tour,
          const char *state)
{
  FcWindow *window = fc_application_get_window (tour->application);
  FcContext *context = fc_application_get_context (tour->application);
  g_autoptr (FcQueryModel) model = fc_query_model_new (fc_context_get_replica (context), &fc_day_list);
  g_autoptr (FcQueryRow) row = NULL;
  GtkAdjustment *place;
  int part = 0;

  fc_query_model_bind_text (model, "state", state);
  for (int i = 0; i < 40 && g_list_model_get_n_items (G_LIST_MODEL (model)) == 0; i++)
    tour_wait (50);
  row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  for (int i = 0; row != NULL && i < 40 && !fc_query_row_is_filled (row); i++)
    tour_wait (50);
  if (row == NULL || !fc_query_row_is_filled (row))
    return;
  fc_window_show_page (window, "dayclose");
  tour_wait (SETTLE_MS);
  fc_day_page_open (FC_DAY_PAGE (fc_window_get_page (window)), fc_query_row_get_ref (row, FC_DAY_LIST_STATION_ID),
                    (FcDate) fc_query_row_get_int (row, FC_DAY_LIST_DATE));
  tour_wait (3 * SETTLE_MS);
  place = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (find_scrolled (fc_page_get_detail (FC_PAGE (fc_window_get_page (window))))));
  for (double before = -1; gtk_adjustment_get_value (place) > before;)
    {
      g_autofree char *name = g_strdup_printf ("day-%s-%d", state, ++part);

      take_window (tour, name);
      before = gtk_adjustment_get_value (place);
      gtk_adjustment_set_value (place, before + gtk_adjustment_get_page_size (place) - 60);
      tour_wait (SETTLE_MS);
    }
  fc_window_go_back (window);
}

static void
show_trouble (Tour *tour)
{
  g_autoptr (GError) error = g_error_new (FC_REPLICA_ERROR, FC_REPLICA_ERROR_FAILED,
                                          "The file /home/anna/.local/share/forecourt/replica.db could not be read "
                                          "(disk I/O error). Check the disk, then try again");
  FcWindow *window = fc_application_get_window (tour->application);

  fc_page_set_error (FC_PAGE (fc_window_get_page (window)), error);
  fc_window_set_notice (window, "tour", GTK_MESSAGE_WARNING,
                        _ ("Signed out. You can go on working. Sign in again to send what waits."),
                        _ ("Sign _in again…"), "win.sign-in-again");
}

static void
take_pages (Tour *tour)
{
  FcWindow *window = fc_application_get_window (tour->application);
  g_autoptr (GPtrArray) pages = fc_page_list (fc_application_get_context (tour->application));

  for (guint i = 0; i < pages->len; i++)
    {
      const FcPageInfo *info = pages->pdata[i];

      if (!wanted (info->id))
        continue;
      fc_window_show_page (window, info->id);
      tour_wait (SETTLE_MS);
      gtk_window_set_default_size (GTK_WINDOW (window), tour->width, tour->height);
      if (g_str_equal (option_data, "error"))
        show_trouble (tour);
      tour_wait (SETTLE_MS);
      take_window (tour, info->id);
      take_record (tour, info);
    }
}

static GtkWidget *
find_dashboard (GtkWidget *widget)
{
  GtkWidget *found = FC_IS_DASHBOARD_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_dashboard (child);
  return found;
}

/* From top to bottom. */
static void
take_scrolled (Tour       *tour,
               GtkWidget  *inside,
               const char *what)
{
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (find_scrolled (inside)));
  int part = 0;

  for (double before = -1; gtk_adjustment_get_value (place) > before;)
    {
      g_autofree char *name = g_strdup_printf ("%s-%d", what, ++part);

      take_window (tour, name);
      before = gtk_adjustment_get_value (place);
      gtk_adjustment_set_value (place, before + gtk_adjustment_get_page_size (place) - 60);
      tour_wait (SETTLE_MS);
    }
}

/* Everything that may stand on a dashboard, and one that is being arranged. */
static void
take_dashboard (Tour *tour)
{
  FcWindow *window = fc_application_get_window (tour->application);
  g_autoptr (GPtrArray) kinds = fc_widget_list (fc_application_get_context (tour->application));
  FcDashboardView *view;
  FcDashboardLayout *before;

  fc_window_show_page (window, "overview");
  tour_wait (SETTLE_MS);
  view = FC_DASHBOARD_VIEW (find_dashboard (fc_window_get_page (window)));
  before = fc_dashboard_layout_copy (fc_dashboard_view_get_layout (view));
  for (guint i = 0; i < kinds->len; i++)
    fc_dashboard_view_add (view, ((const FcWidgetInfo *) kinds->pdata[i])->kind);
  tour_wait (3 * SETTLE_MS);
  take_scrolled (tour, GTK_WIDGET (view), "dashboard");
  fc_dashboard_view_set_layout (view, before);
  gtk_widget_activate_action (GTK_WIDGET (view), "page.arrange", NULL);
  tour_wait (2 * SETTLE_MS);
  take_window (tour, "arranging");
  fc_window_show_page (window, "sales");
  fc_dashboard_layout_free (before);
}

static void
take_dialogs (Tour *tour)
{
  FcWindow *window = fc_application_get_window (tour->application);

  if (!g_str_equal (option_data, "demo"))
    return;
  if (wanted ("sheet"))
    {
      take_sheet (tour, "open");
      take_sheet (tour, "submitted");
      take_sheet (tour, "disputed"); /* what is entered can be changed */
    }
  if (wanted ("day"))
    {
      take_day (tour, "ready");
      take_day (tour, "open");
      take_day (tour, "closed");
    }
  if (wanted ("dashboard"))
    take_dashboard (tour);
  if (wanted ("reports") && tour_fill_reports (window, tour->out))
    take_window (tour, "reports-made");
  if (wanted ("reports"))
    take_dialog (tour, tour_clear_reports (window), "reports-schedule");
  if (wanted ("map-heat"))
    take_heat (tour);
  if (wanted ("map-track"))
    take_on_map (tour, &fc_vehicle_list, "in_service", "track");
  if (wanted ("map-fence"))
    take_on_map (tour, &fc_geofence_list, NULL, "fence");
  if (wanted ("map-packs"))
    take_dialog (tour, fc_map_packs_dialog_new (window), "map-packs");
  if (wanted ("palette"))
    take_dialog (tour, fc_palette_new (window), "palette");
  if (wanted ("preferences"))
    take_dialog (tour, fc_preferences_new (window, tour->application->settings), "preferences");
  if (wanted ("backups"))
    take_dialog (tour, fc_backups_dialog_new (window), "backups");
  if (wanted ("again"))
    take_dialog (tour, fc_sign_in_again_new (window), "again");
  if (wanted ("sidebar") && adw_flap_get_folded (window->flap))
    {
      adw_flap_set_reveal_flap (window->flap, TRUE);
      tour_wait (2 * SETTLE_MS);
      take_window (tour, "sidebar");
      adw_flap_set_reveal_flap (window->flap, FALSE);
    }
}

static void
take_sign_in (Tour *tour)
{
  FcWindow *window = fc_application_get_window (tour->application);

  if (!g_str_equal (option_data, "empty") || !wanted ("sign-in"))
    return;
  fc_window_show_start (window, fc_sign_in_page_new (tour->application));
  tour_wait (SETTLE_MS);
  take_window (tour, "sign-in");
  gtk_stack_set_visible_child_name (window->views, "main");
}

static void
take_all (Tour *tour)
{
  static const char *const schemes[] = { "light", "dark" };
  FcWindow *window = fc_application_get_window (tour->application);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      tour->width = sizes[i].width;
      tour->height = sizes[i].height;
      if (option_size != NULL ? atoi (option_size) != tour->width : sizes[i].when_asked)
        continue;
      gtk_window_set_default_size (GTK_WINDOW (window), tour->width, tour->height);
      tour_wait (2 * SETTLE_MS);
      for (guint j = 0; j < G_N_ELEMENTS (schemes); j++)
        {
          tour->scheme = schemes[j];
          if (option_scheme != NULL && !g_str_equal (option_scheme, tour->scheme))
            continue;
          adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                              j == 0 ? ADW_COLOR_SCHEME_FORCE_LIGHT : ADW_COLOR_SCHEME_FORCE_DARK);
          take_sign_in (tour);
          take_pages (tour);
          take_dialogs (tour);
        }
    }
}

static void
local_started_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  Tour *tour = data;

  tour->started = TRUE;
  fc_start_local_finish (FC_REPLICA (source), result, &tour->user, &tour->error);
}

static void
demo_made_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Tour *tour = data;

  tour->started = TRUE;
  if (fc_demo_fill_finish (FC_REPLICA (source), result, NULL, &tour->error))
    fc_replica_get_last_user (FC_REPLICA (source), &tour->user);
}

static void
make_demo (Tour *tour)
{
  FcDemoOptions demo;

  fc_demo_options_init (&demo, FC_DEMO_SEED, g_get_real_time ());
  fc_demo_fill_async (tour->application->replica, &demo, FC_DEMO_ADMIN, NULL, NULL, NULL, demo_made_cb, tour);
}

/* Opens the folder; makes the company where there is none. */
static void
begin (Tour *tour)
{
  FcApplication *application = tour->application;

  while (application->opening || application->replica == NULL)
    g_main_context_iteration (NULL, TRUE);
  tour_wait (SETTLE_MS);
  if (application->context != NULL)
    return;
  if (g_str_equal (option_data, "empty"))
    fc_start_local_async (application->replica, "Harbour Fuel", "EUR", "Europe/Lisbon", "Anna Costa", NULL,
                          local_started_cb, tour);
  else
    make_demo (tour);
  while (!tour->started)
    g_main_context_iteration (NULL, TRUE);
  if (tour->error != NULL)
    g_error ("%s", tour->error->message);
  fc_application_act_as (application, &tour->user);
  while (application->context == NULL)
    g_main_context_iteration (NULL, TRUE);
  tour_wait (SETTLE_MS);
}

static void
run (Tour *tour)
{
  g_autoptr (GError) error = NULL;

  if (option_folder != NULL)
    fc_application_set_data_dir (tour->application, option_folder);
  if (!g_application_register (G_APPLICATION (tour->application), NULL, &error))
    g_error ("%s", error->message);
  /* Its desktop shows no notifications, and GIO's warning of that would end the tour. */
  g_settings_set_boolean (tour->application->settings, "notifications", FALSE);
  g_application_activate (G_APPLICATION (tour->application));
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * option_text_scale), NULL);
  if (option_check)
    g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  begin (tour);
  take_all (tour);
  gtk_window_destroy (GTK_WINDOW (fc_application_get_window (tour->application)));
  fc_application_close_replica (tour->application);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("OUT");
  g_autoptr (GError) error = NULL;
  Tour tour = { NULL };

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("FORECOURT_LOCALEDIR") != NULL ? g_getenv ("FORECOURT_LOCALEDIR")
                                                                            : FC_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "usage: tour [OPTION…] OUT");
      return 2;
    }
  if (option_data == NULL)
    option_data = g_strdup ("demo");
  tour.out = argv[1];
  g_mkdir_with_parents (tour.out, 0755);
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  if (option_contrast)
    g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  if (option_check)
    g_setenv ("GTK_A11Y", "test", TRUE);
  tour.application = fc_application_new ();
  g_application_set_flags (G_APPLICATION (tour.application), G_APPLICATION_NON_UNIQUE);
  run (&tour);
  if (option_check)
    g_print ("%u views looked at, %u things found\n", tour.pictures, tour.found);
  else
    g_print ("%u pictures in %s\n", tour.pictures, tour.out);
  g_object_unref (tour.application);
  return tour.found > 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fence-editor.h"
#include "fc-fence-kept.h"
#include "fc-fence-paint.h"
#include "fc-map-layer.h"
#include "fc-map-page.h"
#include "fc-permissions.h"
#include "fc-sales-layer.h"
#include "fc-test-office.h"

#include <adwaita.h>

/* Who sees the map and what of it; a geofence that is being drawn outlasts the program. */

#define WAIT_US (60 * G_USEC_PER_SEC)

typedef struct {
  FcOffice *office;
  GSettings *settings;
  FcContext *context;
} Desk;

static void
set_up (Desk          *desk,
        gconstpointer  unused)
{
  desk->office = fc_office_new ();
  desk->settings = g_settings_new_with_path ("org.forecourt.Forecourt", "/org/forecourt/Forecourt/profiles/test/");
  desk->context = fc_context_new (desk->office->replica, NULL, desk->settings);
}

static void
tear_down (Desk          *desk,
           gconstpointer  unused)
{
  fc_office_settle ();
  g_object_unref (desk->context);
  g_object_unref (desk->settings);
  fc_office_settle ();
  fc_office_free (desk->office);
}

/* Somebody with one of the default roles sits down. */
static void
sit_down (Desk       *desk,
          const char *role)
{
  FcId role_id = fc_id_from_key ("test-role", role, NULL), user_id = fc_id_from_key ("test-user", role, NULL);
  FcRecord *row = fc_record_new (FC_ROLE, &role_id), *user = fc_record_new (FC_USER, &user_id);
  const char *const one[] = { role, NULL };
  const FcDefaultRole *roles;
  guint n;

  roles = fc_default_roles (&n);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (roles[i].name, role))
      fc_record_set_set (row, FC_ROLE_PERMISSIONS, roles[i].permissions);
  fc_record_set_text (row, FC_ROLE_NAME, role);
  fc_record_set_text (user, FC_USER_NAME, role);
  fc_record_set_text (user, FC_USER_EMAIL, role);
  fc_record_set_text (user, FC_USER_STATUS, "active");
  fc_record_set_set (user, FC_USER_ROLES, one);
  if (!g_str_equal (role, "supervisor")) /* the office has one */
    fc_office_load (desk->office, row);
  else
    g_object_unref (row);
  fc_office_load (desk->office, user);
  fc_office_act_as (desk->office, &user_id);
}

static char *
layers_seen (Desk *desk)
{
  g_autoptr (GPtrArray) layers = fc_map_layer_list (desk->context);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < layers->len; i++)
    g_ptr_array_add (names, (gpointer) ((const FcMapLayerInfo *) layers->pdata[i])->id);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static gboolean
sees_map (Desk *desk)
{
  g_autoptr (GPtrArray) pages = fc_page_list (desk->context);

  return g_ptr_array_find (pages, fc_page_find ("map"), NULL);
}

static void
test_each_role_sees_its_layers (Desk          *desk,
                                gconstpointer  unused)
{
  static const struct {
    const char *role, *layers;
  } seen[] = {
    { "fleet_manager", "geofences vehicles" },
    { "driver", "geofences vehicles" },
    { "attendant", "stations" },
    { "station_manager", "sales stations" },
    { "auditor", "sales geofences vehicles stations" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    {
      g_autofree char *layers = NULL;

      sit_down (desk, seen[i].role);
      layers = layers_seen (desk);
      g_assert_cmpstr (layers, ==, seen[i].layers);
      g_assert_true (sees_map (desk));
      g_assert_true (fc_page_may_open (fc_page_find_for_kind ("track"), desk->context));
    }
  sit_down (desk, "nobody"); /* a role that may do nothing */
  g_assert_false (sees_map (desk));
}

/* --- geofences ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  GtkWidget *window;
  FcMapView *map;
  FcFenceEditor *editor;
} Drawing;

static void
wait_until (gboolean (*done) (gpointer data), gpointer data)
{
  gint64 until = g_get_monotonic_time () + WAIT_US;

  while (!done (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static gboolean
has_size (gpointer map)
{
  FcMapFrame frame;

  return fc_map_view_get_frame (map, &frame) && frame.width > 300;
}

/* A map of some 13 km, and beside it the form. */
static void
open_drawing (Drawing *drawing,
              Desk    *desk)
{
  FcMapThing extent = { .left = 0.5222, .top = 0.3522, .right = 0.5227, .bottom = 0.3525, .count = 1 };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  drawing->map = FC_MAP_VIEW (fc_map_view_new ());
  drawing->editor = FC_FENCE_EDITOR (fc_fence_editor_new (desk->context, drawing->map));
  drawing->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (drawing->window), 1000, 600);
  gtk_widget_set_hexpand (GTK_WIDGET (drawing->map), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (drawing->map));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (drawing->editor));
  gtk_window_set_child (GTK_WINDOW (drawing->window), box);
  fc_map_view_fit (drawing->map, &extent, FALSE);
  gtk_window_present (GTK_WINDOW (drawing->window));
  wait_until (has_size, drawing->map);
}

/* As when the program ends: nothing is saved or given up. */
static void
close_drawing (Drawing *drawing)
{
  gtk_window_destroy (GTK_WINDOW (drawing->window));
  fc_office_settle ();
}

static FcFenceSketch *
sketch_of (Drawing *drawing)
{
  return fc_fence_hand_get_sketch (fc_fence_editor_get_hand (drawing->editor));
}

static gboolean
is_open (gpointer editor)
{
  return fc_fence_editor_is_open (editor);
}

static void
test_a_half_drawn_one_comes_back (Desk          *desk,
                                  gconstpointer  unused)
{
  Drawing drawing;
  FcPlace middle;
  double metres;

  open_drawing (&drawing, desk);
  g_assert_false (fc_fence_editor_resume (drawing.editor));
  fc_fence_editor_add (drawing.editor);
  fc_fence_hand_click (fc_fence_editor_get_hand (drawing.editor), 1, 200, 150);
  middle = g_array_index (sketch_of (&drawing)->places, FcPlace, 0);
  metres = sketch_of (&drawing)->metres;
  close_drawing (&drawing);

  open_drawing (&drawing, desk);
  g_assert_true (fc_fence_editor_resume (drawing.editor));
  g_assert_true (fc_fence_editor_is_open (drawing.editor));
  g_assert_cmpuint (sketch_of (&drawing)->places->len, ==, 1);
  g_assert_true (fc_place_distance (g_array_index (sketch_of (&drawing)->places, FcPlace, 0), middle) < 0.1);
  g_assert_cmpfloat_with_epsilon (sketch_of (&drawing)->metres, metres, 0.01);
  g_assert_false (fc_fence_editor_resume (drawing.editor)); /* it is there already */
  fc_fence_hand_key (fc_fence_editor_get_hand (drawing.editor), GDK_KEY_Escape, 0);
  g_assert_false (fc_fence_editor_resume (drawing.editor)); /* given up is gone */
  close_drawing (&drawing);
}

static void
test_what_one_draws_no_other_gets (Desk          *desk,
                                   gconstpointer  unused)
{
  Drawing drawing;

  open_drawing (&drawing, desk);
  fc_fence_editor_add (drawing.editor);
  fc_fence_hand_click (fc_fence_editor_get_hand (drawing.editor), 1, 200, 150);
  close_drawing (&drawing);
  sit_down (desk, "fleet_manager");
  open_drawing (&drawing, desk);
  g_assert_false (fc_fence_editor_resume (drawing.editor));
  close_drawing (&drawing);
}

static FcId
add_geofence (Desk *desk)
{
  FcId id = fc_id_new (FC_TEST_NOW);
  FcRecord *fence = fc_record_new (FC_GEOFENCE, &id);

  fc_record_set_text (fence, FC_GEOFENCE_NAME, "Depot");
  fc_record_set_text (fence, FC_GEOFENCE_KIND, "circle");
  fc_record_set_text (fence, FC_GEOFENCE_POINTS, "[[470000000,80000000]]");
  fc_record_set_int (fence, FC_GEOFENCE_RADIUS, 300000);
  fc_office_load (desk->office, fence);
  return id;
}

static void
test_a_change_comes_back_onto_what_others_saved (Desk          *desk,
                                                 gconstpointer  unused)
{
  FcId id = add_geofence (desk);
  g_autoptr (FcRecord) drawn = NULL, before = NULL, onto = NULL, now = NULL;
  g_autoptr (GError) error = NULL;
  FcFenceHand *hand;
  Drawing drawing;

  open_drawing (&drawing, desk);
  fc_fence_editor_open (drawing.editor, &id);
  wait_until (is_open, drawing.editor);
  hand = fc_fence_editor_get_hand (drawing.editor);
  fc_fence_hand_key (hand, GDK_KEY_Page_Down, 0);
  fc_fence_hand_key (hand, GDK_KEY_Page_Down, 0);
  fc_fence_hand_key (hand, GDK_KEY_Right, GDK_SHIFT_MASK);
  g_assert_cmpfloat (sketch_of (&drawing)->metres, >, 301);
  close_drawing (&drawing);
  g_assert_true (fc_office_patch_text (desk->office, FC_GEOFENCE, &id, FC_GEOFENCE_NAME, "Old depot", &error));

  drawn = fc_fence_kept_read (desk->office->replica, &id, &before);
  g_assert_nonnull (drawn);
  g_assert_nonnull (before);
  now = fc_office_get (desk->office, FC_GEOFENCE, &id);
  onto = fc_fence_kept_onto (drawn, before, now);
  g_assert_cmpstr (fc_record_get_text (onto, FC_GEOFENCE_NAME), ==, "Old depot");
  g_assert_cmpint (fc_record_get_int (onto, FC_GEOFENCE_RADIUS), >, 301000);
  open_drawing (&drawing, desk);
  g_assert_true (fc_fence_editor_resume (drawing.editor));
  wait_until (is_open, drawing.editor);
  g_assert_cmpfloat (sketch_of (&drawing)->metres, >, 301);
  close_drawing (&drawing);
}

/* To look at a corner is no change. */
static void
test_what_is_as_before_is_not_kept (Desk          *desk,
                                    gconstpointer  unused)
{
  FcId id = add_geofence (desk);
  g_autoptr (FcRecord) drawn = NULL, before = NULL;
  Drawing drawing;

  open_drawing (&drawing, desk);
  fc_fence_editor_open (drawing.editor, &id);
  wait_until (is_open, drawing.editor);
  fc_fence_hand_key (fc_fence_editor_get_hand (drawing.editor), GDK_KEY_Page_Down, 0);
  close_drawing (&drawing);
  drawn = fc_fence_kept_read (desk->office->replica, &id, &before);
  g_assert_null (drawn);
}

static void
test_a_first_circle_is_seen_at_any_zoom (Desk          *desk,
                                         gconstpointer  unused)
{
  double before = 1e12;

  for (double zoom = 1; zoom <= 17; zoom += 0.25)
    {
      FcMapFrame frame = { fc_mercator_x (8), fc_mercator_y (47), fc_mercator_world (zoom), 800, 600 };
      double metres = fc_fence_first_radius (&frame), pixels = metres / fc_mercator_metres (47) * frame.world;
      double figure = metres / pow (10, floor (log10 (metres) + 1e-9));

      g_assert_cmpfloat (metres, >=, 50);
      g_assert_cmpfloat (metres, <=, before);
      g_assert_true (fabs (figure - 1) < 1e-6 || fabs (figure - 2) < 1e-6 || fabs (figure - 5) < 1e-6);
      g_assert_cmpfloat (pixels, >=, 22);
      if (metres > 50)
        g_assert_cmpfloat (pixels, <=, 60.001);
      before = metres;
    }
}

static void
test_fit_shows_what_is_drawn (Desk          *desk,
                              gconstpointer  unused)
{
  Drawing drawing;
  FcMapThing painted, all;

  open_drawing (&drawing, desk);
  g_assert_false (fc_map_drawing_painted (fc_map_view_get_drawing (drawing.map), &painted));
  g_assert_false (fc_map_drawing_extent (fc_map_view_get_drawing (drawing.map), &all));
  fc_fence_editor_add (drawing.editor);
  g_assert_false (fc_map_drawing_painted (fc_map_view_get_drawing (drawing.map), &painted));
  fc_fence_hand_click (fc_fence_editor_get_hand (drawing.editor), 1, 200, 150);
  g_assert_true (fc_map_drawing_painted (fc_map_view_get_drawing (drawing.map), &painted));
  g_assert_cmpfloat (painted.right, >, painted.left);
  g_assert_true (fc_map_drawing_extent (fc_map_view_get_drawing (drawing.map), &all));
  g_assert_cmpfloat (all.left, <=, painted.left);
  g_assert_cmpfloat (all.bottom, >=, painted.bottom);
  close_drawing (&drawing);
}

#define ADD(path, test) g_test_add (path, Desk, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  fc_maps_register_pages ();
  ADD ("/maps/page/each-role-sees-its-layers", test_each_role_sees_its_layers);
  ADD ("/maps/fence/a-half-drawn-one-comes-back", test_a_half_drawn_one_comes_back);
  ADD ("/maps/fence/what-one-draws-no-other-gets", test_what_one_draws_no_other_gets);
  ADD ("/maps/fence/a-change-comes-back-onto-what-others-saved", test_a_change_comes_back_onto_what_others_saved);
  ADD ("/maps/fence/what-is-as-before-is-not-kept", test_what_is_as_before_is_not_kept);
  ADD ("/maps/fence/a-first-circle-is-seen-at-any-zoom", test_a_first_circle_is_seen_at_any_zoom);
  ADD ("/maps/fence/fit-shows-what-is-drawn", test_fit_shows_what_is_drawn);
  return g_test_run ();
}

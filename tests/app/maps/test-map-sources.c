/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-online-group.h"
#include "fc-test-mbtiles.h"
#include "fc-test-office.h"

#include <glib/gstdio.h>

/* Of what the map is made: no server until a person turns one on, packs as soon as they are here, and whom to thank. */

#define ADDRESS "https://tiles.example.com/{z}/{x}/{y}.png"

typedef struct {
  FcOffice *office;
  GSettings *settings;
  FcContext *context;
  FcMapSources *sources;
} World;

static const char *const keys[] = { "online-map", "online-map-address", "online-map-attribution" };

static void
set_up (World         *world,
        gconstpointer  unused)
{
  world->office = fc_office_new ();
  world->settings = g_settings_new_with_path ("org.forecourt.Forecourt", "/org/forecourt/Forecourt/profiles/test/");
  world->context = fc_context_new (world->office->replica, NULL, world->settings);
  world->sources = fc_map_sources_get (world->context);
}

static void
tear_down (World         *world,
           gconstpointer  unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (world->settings, keys[i]);
  fc_office_settle ();
  g_object_unref (world->context);
  g_object_unref (world->settings);
  fc_office_settle ();
  fc_office_free (world->office);
}

static void
counted_cb (gpointer data)
{
  (*(guint *) data)++;
}

static void
test_off_until_turned_on (World         *world,
                          gconstpointer  unused)
{
  guint n = 0;

  g_signal_connect_swapped (world->sources, "changed", G_CALLBACK (counted_cb), &n);
  g_assert_null (fc_map_sources_get_client (world->sources));
  g_settings_set_string (world->settings, "online-map-address", ADDRESS);
  g_assert_null (fc_map_sources_get_client (world->sources)); /* an address is no wish */
  g_settings_set_boolean (world->settings, "online-map", TRUE);
  g_assert_nonnull (fc_map_sources_get_client (world->sources));
  g_assert_cmpuint (n, ==, 1);
  g_settings_set_string (world->settings, "online-map-address", "http://tiles.example.com/{z}/{x}/{y}.png");
  g_assert_null (fc_map_sources_get_client (world->sources)); /* whoever wrote that into the settings */
  g_settings_set_string (world->settings, "online-map-address", ADDRESS "?key=1");
  g_assert_nonnull (fc_map_sources_get_client (world->sources));
  g_settings_set_boolean (world->settings, "online-map", FALSE);
  g_assert_null (fc_map_sources_get_client (world->sources));
  g_signal_handlers_disconnect_by_data (world->sources, &n);
}

static void
import (World               *world,
        const char          *name,
        const FcTestMbtiles *spec)
{
  g_autofree char *folder = g_dir_make_tmp ("map-sources-XXXXXX", NULL), *path = g_build_filename (folder, name, NULL);
  g_autofree char *title = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  FcMapPacks *packs = fc_map_sources_get_packs (world->sources);
  guint before = fc_map_packs_get_items (packs)->len;
  FcMapPackOutcome outcome;

  fc_test_mbtiles_write (path, spec);
  fc_map_packs_import_async (packs, file, NULL, NULL, NULL, fc_test_finished_cb, &result);
  g_assert_true (fc_map_packs_import_finish (packs, fc_test_wait (&result), &outcome, &title, NULL));
  g_unlink (path);
  g_rmdir (folder);
  while (fc_map_packs_get_items (packs)->len == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_thanks_whom_it_shows (World         *world,
                           gconstpointer  unused)
{
  static const FcTestMbtiles ireland = {
    .name = "Ireland", .attribution = "© Ordnance Survey Ireland", .bounds = "-11,51,-5,56", .max_zoom = 1
  };
  static const FcTestMbtiles near = {
    .name = "Galway", .attribution = "© Galway", .bounds = "-10,53,-8,54", .min_zoom = 1, .max_zoom = 2
  };
  static const FcMapBounds galway = { -9.5, 53, -8.5, 53.5 }, cork = { -9, 51.5, -8, 52 }, alps = { 5, 44, 16, 48 };
  g_autofree char *nobody = fc_map_sources_credits (world->sources, &galway);
  g_autofree char *both = NULL, *one = NULL, *none = NULL, *online = NULL;
  g_autoptr (GPtrArray) packs = NULL;

  import (world, "ireland.mbtiles", &ireland);
  import (world, "galway.mbtiles", &near);
  both = fc_map_sources_credits (world->sources, &galway);
  one = fc_map_sources_credits (world->sources, &cork);
  none = fc_map_sources_credits (world->sources, &alps);
  g_assert_true (fc_map_sources_cover (world->sources, &cork, 8));
  g_assert_false (fc_map_sources_cover (world->sources, &alps, 8));
  g_settings_set_string (world->settings, "online-map-attribution", "© OpenStreetMap contributors");
  g_settings_set_string (world->settings, "online-map-address", ADDRESS);
  g_settings_set_boolean (world->settings, "online-map", TRUE);
  online = fc_map_sources_credits (world->sources, &alps);
  g_assert_cmpstr (nobody, ==, "");
  g_assert_cmpstr (both, ==, "© Galway · © Ordnance Survey Ireland");
  g_assert_cmpstr (one, ==, "© Ordnance Survey Ireland");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (online, ==, "© OpenStreetMap contributors");
  packs = fc_map_sources_list_packs (world->sources);
  g_assert_cmpuint (packs->len, ==, 2);
}

static GtkWidget *
find (GtkWidget *in,
      GType      type,
      guint     *skip)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (in, type) && (*skip)-- == 0)
    return in;
  for (GtkWidget *child = gtk_widget_get_first_child (in); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type, skip);
  return found;
}

static void
enter (GtkWidget  *group,
       guint       at,
       const char *text)
{
  GtkWidget *row = find (group, ADW_TYPE_ENTRY_ROW, &at);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "apply");
}

static void
test_a_person_enters_a_server (World         *world,
                               gconstpointer  unused)
{
  GtkWidget *group = g_object_ref_sink (fc_map_online_group_new (world->context)), *active;
  g_autofree char *address = NULL, *attribution = NULL;
  guint first = 0;

  active = find (group, GTK_TYPE_SWITCH, &first);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (active)));
  g_assert_false (gtk_widget_get_sensitive (active)); /* there is nothing to turn on */
  enter (group, 0, "http://tiles.example.com/{z}/{x}/{y}.png");
  address = g_settings_get_string (world->settings, "online-map-address");
  g_assert_cmpstr (address, ==, "");
  enter (group, 0, "  " ADDRESS " ");
  enter (group, 1, "© OpenStreetMap contributors");
  g_free (address);
  address = g_settings_get_string (world->settings, "online-map-address");
  attribution = g_settings_get_string (world->settings, "online-map-attribution");
  g_assert_cmpstr (address, ==, ADDRESS);
  g_assert_cmpstr (attribution, ==, "© OpenStreetMap contributors");
  g_assert_true (gtk_widget_get_sensitive (active));
  g_assert_null (fc_map_sources_get_client (world->sources));
  gtk_switch_set_active (GTK_SWITCH (active), TRUE);
  g_assert_nonnull (fc_map_sources_get_client (world->sources));
  enter (group, 0, ""); /* without an address it is off */
  g_assert_null (fc_map_sources_get_client (world->sources));
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (active)));
  g_object_unref (group);
}

#define ADD(path, test) g_test_add (path, World, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/map-sources/off-until-turned-on", test_off_until_turned_on);
  ADD ("/map-sources/thanks-whom-it-shows", test_thanks_whom_it_shows);
  ADD ("/map-sources/a-person-enters-a-server", test_a_person_enters_a_server);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-dashboard-defaults.h"
#include "fc-error.h"
#include "fc-permissions.h"

#include <string.h>

#define SEED  20261122
#define STEPS 4000

static void
check_sound (const FcDashboardLayout *layout)
{
  g_autofree gboolean *taken = g_new0 (gboolean, fc_dashboard_layout_rows (layout));

  for (guint i = 0; i < layout->tiles->len; i++)
    {
      const FcDashboardTile *a = fc_dashboard_layout_tile (layout, i);

      g_assert_cmpint (a->x, >=, 0);
      g_assert_cmpint (a->y, >=, 0);
      g_assert_cmpint (a->w, >=, 1);
      g_assert_cmpint (a->h, >=, 1);
      g_assert_cmpint (a->h, <=, FC_DASHBOARD_MOST_ROWS);
      g_assert_cmpint (a->x + a->w, <=, FC_DASHBOARD_COLUMNS);
      for (int y = a->y; y < a->y + a->h; y++)
        taken[y] = TRUE;
      for (guint j = 0; j < i; j++)
        {
          const FcDashboardTile *b = fc_dashboard_layout_tile (layout, j);

          g_assert_true (a->x + a->w <= b->x || b->x + b->w <= a->x || a->y + a->h <= b->y || b->y + b->h <= a->y);
        }
    }
  for (int y = 0; y < fc_dashboard_layout_rows (layout); y++)
    g_assert_true (taken[y]);
}

/* Anything a person can do, and some things that only a broken program would ask for. */
static void
do_something (FcDashboardLayout *layout,
              GRand             *rand)
{
  guint n = layout->tiles->len;
  guint tile = n > 0 ? (guint) g_rand_int_range (rand, 0, (int) n) : 0;

  switch (n == 0 ? 0 : g_rand_int_range (rand, 0, 6))
    {
    case 0:
      fc_dashboard_layout_add (layout, "sales", g_rand_int_range (rand, 0, 15), g_rand_int_range (rand, 0, 8));
      break;
    case 1:
      fc_dashboard_layout_remove (layout, tile);
      break;
    case 2:
      fc_dashboard_layout_resize (layout, tile, g_rand_int_range (rand, -2, 15), g_rand_int_range (rand, -2, 20));
      break;
    case 3:
      fc_dashboard_layout_step (layout, tile, g_rand_int_range (rand, -1, 2), 0);
      break;
    case 4:
      fc_dashboard_layout_step (layout, tile, 0, g_rand_int_range (rand, -1, 2));
      break;
    default:
      fc_dashboard_layout_move (layout, tile, g_rand_int_range (rand, -3, 15), g_rand_int_range (rand, -3, 40));
      break;
    }
}

static void
stays_sound (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (FcDashboardLayout) layout = fc_dashboard_layout_new ();

  g_test_message ("seed %u", SEED);
  for (guint i = 0; i < STEPS; i++)
    {
      do_something (layout, rand);
      check_sound (layout);
    }
}

/* The same steps make the same layout; each is undone by the copy from before it; and what was stored is what was there. */
static void
repeats_and_undoes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED + 1), again = g_rand_new_with_seed (SEED + 1);
  g_autoptr (FcDashboardLayout) layout = fc_dashboard_layout_new (), twin = fc_dashboard_layout_new ();

  g_test_message ("seed %u", SEED + 1);
  for (guint i = 0; i < STEPS / 4; i++)
    {
      g_autoptr (FcDashboardLayout) before = fc_dashboard_layout_copy (layout), stored = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *json = NULL;

      do_something (layout, rand);
      g_assert_true (fc_dashboard_layout_equal (before, twin));
      do_something (twin, again);
      g_assert_true (fc_dashboard_layout_equal (layout, twin));
      json = fc_dashboard_layout_to_json (layout);
      stored = fc_dashboard_layout_parse (json, &error);
      g_assert_no_error (error);
      g_assert_true (fc_dashboard_layout_equal (layout, stored));
    }
}

/* Two wide tiles, one upon the other. */
static FcDashboardLayout *
two_rows (void)
{
  FcDashboardLayout *layout = fc_dashboard_layout_new ();

  fc_dashboard_layout_add (layout, "upper", 12, 2);
  fc_dashboard_layout_add (layout, "lower", 12, 3);
  return layout;
}

static void
arrows_pass_a_neighbour (void)
{
  g_autoptr (FcDashboardLayout) layout = two_rows ();

  g_assert_true (fc_dashboard_layout_step (layout, 0, 0, 1));
  g_assert_cmpint (fc_dashboard_layout_tile (layout, 1)->y, ==, 0);
  g_assert_cmpint (fc_dashboard_layout_tile (layout, 0)->y, ==, 3);
  g_assert_false (fc_dashboard_layout_step (layout, 0, 0, 1));
  g_assert_true (fc_dashboard_layout_step (layout, 0, 0, -1));
  g_assert_cmpint (fc_dashboard_layout_tile (layout, 0)->y, ==, 0);
  g_assert_cmpint (fc_dashboard_layout_tile (layout, 1)->y, ==, 2);
  g_assert_false (fc_dashboard_layout_step (layout, 0, 1, 0));
}

static void
what_is_in_the_way_goes_down (void)
{
  g_autoptr (FcDashboardLayout) layout = two_rows ();

  fc_dashboard_layout_resize (layout, 0, 12, 4);
  g_assert_cmpint (fc_dashboard_layout_tile (layout, 1)->y, ==, 4);
  fc_dashboard_layout_remove (layout, 0);
  g_assert_cmpint (fc_dashboard_layout_tile (layout, 0)->y, ==, 0);
}

static void
is_read_from_left_to_right (void)
{
  g_autoptr (FcDashboardLayout) layout = fc_dashboard_layout_new ();
  g_autoptr (GArray) order = NULL;

  fc_dashboard_layout_add (layout, "left", 3, 2);
  fc_dashboard_layout_add (layout, "right", 3, 2);
  fc_dashboard_layout_add (layout, "beneath", 12, 2);
  fc_dashboard_layout_move (layout, 2, 0, 0);
  order = fc_dashboard_layout_order (layout);
  g_assert_cmpuint (g_array_index (order, guint, 0), ==, 2);
  g_assert_cmpuint (g_array_index (order, guint, 1), ==, 0);
  g_assert_cmpuint (g_array_index (order, guint, 2), ==, 1);
}

static void
has_an_end (void)
{
  g_autoptr (FcDashboardLayout) layout = fc_dashboard_layout_new ();

  for (guint i = 0; i < FC_DASHBOARD_MOST_TILES; i++)
    g_assert_true (fc_dashboard_layout_add (layout, "sales", 12, FC_DASHBOARD_MOST_ROWS));
  g_assert_false (fc_dashboard_layout_add (layout, "sales", 1, 1));
  check_sound (layout);
}

static void
keeps_what_it_does_not_know (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDashboardLayout) layout = fc_dashboard_layout_parse (
    "{\"widgets\":[{\"kind\":\"weather\",\"x\":0,\"y\":0,\"w\":3,\"h\":2,\"settings\":{\"place\":\"Cork\"}}]}", &error);
  g_autofree char *json = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (fc_dashboard_layout_tile (layout, 0)->settings, ==, "{\"place\":\"Cork\"}");
  json = fc_dashboard_layout_to_json (layout);
  g_assert_nonnull (strstr (json, "\"settings\":{\"place\":\"Cork\"}"));
}

static void
overlaps_of_others_give_way (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDashboardLayout) layout =
    fc_dashboard_layout_parse ("{\"widgets\":[{\"kind\":\"a\",\"x\":0,\"y\":7,\"w\":30,\"h\":2},{\"kind\":\"b\",\"x\":"
                               "11,\"y\":7,\"w\":4,\"h\":99}]}",
                               &error);

  g_assert_no_error (error);
  check_sound (layout);
}

static void
refuses_nonsense (void)
{
  static const char *const texts[] = {
    "",
    "[]",
    "{}",
    "{\"widgets\":{}}",
    "{\"widgets\":[1]}",
    "{\"widgets\":[{\"kind\":\"a\",\"x\":0,\"y\":0,\"w\":1}]}",
    "{\"widgets\":[{\"kind\":\"a\",\"x\":-1,\"y\":0,\"w\":1,\"h\":1}]}",
    "{\"widgets\":[{\"kind\":\"a\",\"x\":0,\"y\":99999999999,\"w\":1,\"h\":1}]}",
    "{\"widgets\":[{\"kind\":7,\"x\":0,\"y\":0,\"w\":1,\"h\":1}]}",
    "{\"widgets\":[{\"kind\":\"a\",\"x\":0,\"y\":0,\"w\":1,\"h\":1,\"settings\":[]}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fc_dashboard_layout_parse (texts[i], &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
    }
}

/* Two are removed; each comes back by itself, whichever is first. */
static void
removals_are_undone_one_by_one (void)
{
  g_autoptr (FcDashboardLayout) whole = fc_dashboard_default (NULL);

  for (guint first = 0; first < whole->tiles->len; first++)
    for (guint second = 0; second < whole->tiles->len - 1; second++)
      {
        g_autoptr (FcDashboardLayout) layout = fc_dashboard_layout_copy (whole), between = NULL;

        fc_dashboard_layout_remove (layout, first);
        between = fc_dashboard_layout_copy (layout);
        fc_dashboard_layout_remove (layout, second);
        if ((first + second) % 2 == 0)
          {
            fc_dashboard_layout_put_back (layout, between, second);
            g_assert_true (fc_dashboard_layout_equal (layout, between));
            fc_dashboard_layout_put_back (layout, whole, first);
            g_assert_true (fc_dashboard_layout_equal (layout, whole));
          }
        else
          {
            fc_dashboard_layout_put_back (layout, whole, first);
            g_assert_cmpuint (layout->tiles->len, ==, whole->tiles->len - 1);
            check_sound (layout);
            fc_dashboard_layout_put_back (layout, between, second);
            g_assert_cmpuint (layout->tiles->len, ==, whole->tiles->len);
            check_sound (layout);
          }
      }
}

static void
defaults_are_sound (void)
{
  static const char *const fleet[] = { "fleet_manager", NULL };
  g_autoptr (FcDashboardLayout) anybody = fc_dashboard_default (NULL), manager = fc_dashboard_default (fleet);

  check_sound (anybody);
  check_sound (manager);
  g_assert_cmpstr (fc_dashboard_layout_tile (anybody, 0)->kind, ==, "sales");
  g_assert_cmpstr (fc_dashboard_layout_tile (manager, 0)->kind, ==, "vehicle_count");
}

/* Each of the roles that a company begins with sees something, in order, and none shows the same twice. */
static void
every_role_has_its_own (void)
{
  guint n;
  const FcDefaultRole *roles = fc_default_roles (&n);

  for (guint i = 0; i < n; i++)
    {
      const char *names[] = { roles[i].name, NULL };
      g_autoptr (FcDashboardLayout) layout = fc_dashboard_default (names);

      check_sound (layout);
      g_assert_cmpuint (layout->tiles->len, >, 0);
      for (guint a = 0; a < layout->tiles->len; a++)
        for (guint b = 0; b < a; b++)
          g_assert_cmpstr (fc_dashboard_layout_tile (layout, a)->kind, !=, fc_dashboard_layout_tile (layout, b)->kind);
      if (g_str_equal (roles[i].name, "supervisor") || g_str_equal (roles[i].name, "attendant"))
        g_assert_cmpstr (fc_dashboard_layout_tile (layout, 0)->kind, ==, "waiting");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dashboards/layout/stays-sound", stays_sound);
  g_test_add_func ("/dashboards/layout/repeats-and-undoes", repeats_and_undoes);
  g_test_add_func ("/dashboards/layout/arrows-pass-a-neighbour", arrows_pass_a_neighbour);
  g_test_add_func ("/dashboards/layout/what-is-in-the-way-goes-down", what_is_in_the_way_goes_down);
  g_test_add_func ("/dashboards/layout/is-read-from-left-to-right", is_read_from_left_to_right);
  g_test_add_func ("/dashboards/layout/has-an-end", has_an_end);
  g_test_add_func ("/dashboards/layout/keeps-what-it-does-not-know", keeps_what_it_does_not_know);
  g_test_add_func ("/dashboards/layout/overlaps-of-others-give-way", overlaps_of_others_give_way);
  g_test_add_func ("/dashboards/layout/refuses-nonsense", refuses_nonsense);
  g_test_add_func ("/dashboards/layout/removals-are-undone-one-by-one", removals_are_undone_one_by_one);
  g_test_add_func ("/dashboards/layout/defaults-are-sound", defaults_are_sound);
  g_test_add_func ("/dashboards/layout/every-role-has-its-own", every_role_has_its_own);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "fc-hub-measures.h"
#include "hub-fixture.h"

/* What the hub says of itself, and that the dashboard and the alert rules in data/observability ask for nothing else. */

static void
test_health (HubFixture    *fixture,
             gconstpointer  data)
{
  g_autoptr (Reply) health = hub_send (fixture, "GET", "/health", NULL, NULL, NULL);
  g_autoptr (Reply) ready = hub_send (fixture, "GET", "/ready", NULL, NULL, NULL);

  g_assert_cmpstr (reply_text (health, "status"), ==, "healthy");
  g_assert_cmpuint (ready->status, ==, 200);
}

/* One op that is applied, one that is refused. */
static char *
metrics_after_work (HubFixture *fixture)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) product = new_product ("E10");
  g_autoptr (FcRecord) other = new_product ("E5");
  gint64 an_hour_ago = g_get_real_time () - G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  FcOp *op = fc_op_new_insert (product, an_hour_ago);
  FcOp *forged = fc_op_new_insert (other, an_hour_ago);
  forged->op_id = op->op_id;
  g_autoptr (FcSyncReply) applied = client_push (ada, op);
  g_autoptr (FcSyncReply) refused = client_push (ada, forged);
  g_autofree char *line = g_strdup_printf ("sync_ops_total{tenant=\"%s\",result=\"applied\"} 1\n", ada->tenant);
  char *text = hub_fixture_metrics (fixture);

  g_assert_cmpint (result_of (applied, 0)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpint (result_of (refused, 0)->status, ==, FC_RESULT_REJECTED);
  g_assert_nonnull (strstr (text, line));
  return text;
}

static void
test_ops_by_tenant (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autofree char *text = metrics_after_work (fixture);

  g_assert_nonnull (strstr (text, "result=\"rejected\"} 1\n"));
  g_assert_nonnull (strstr (text, "sync_lag_seconds_bucket{le=\"900\"} 0\n")); /* worked alone for an hour */
  g_assert_nonnull (strstr (text, "sync_lag_seconds_bucket{le=\"14400\"} 2\n"));
  g_assert_nonnull (strstr (text, "store_up{} 1\n"));
  g_assert_nonnull (strstr (text, "cache_hits_total{cache=\"session\"}"));
  g_assert_nonnull (strstr (text, "sync_queue_size{station_id=\"\",priority=\"\"} 0\n"));
}

/* Any of the files' names before a "{" is a metric: they all say which job is meant. */
static void
check_names (const char *file,
             const char *metrics)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "observability", file, NULL);
  g_autoptr (GRegex) name = g_regex_new ("([a-z_]+?)(_bucket|_sum|_count)?\\{job=", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *text = NULL;
  guint found = 0;

  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_nonnull (text);
  g_autoptr (GString) plain = g_string_new (text);
  g_string_replace (plain, "\\\"", "\"", 0);
  for (g_regex_match (name, plain->str, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *asked = g_match_info_fetch (match, 1);
      g_autofree char *line = g_strdup_printf ("# TYPE %s ", asked);
      if (!g_str_equal (asked, "up") && !strstr (metrics, line)) /* “up” is Prometheus' own */
        g_error ("%s asks for %s, which the hub does not measure", file, asked);
      found++;
    }
  g_assert_cmpuint (found, >=, 8);
}

/* What is meant to last, a wait for news and a first sync, is left out by names that the hub's routes have. */
static void
check_routes (const char *file,
              const char *metrics)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "observability", file, NULL);
  g_autoptr (GRegex) matcher = g_regex_new ("route(?:=~?|!=|!~)\\\\?\"([^\\\\\"]+)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *text = NULL;
  guint found = 0;

  g_file_get_contents (path, &text, NULL, NULL);
  for (g_regex_match (matcher, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *names = g_match_info_fetch (match, 1);
      g_auto (GStrv) list = g_strsplit (names, "|", -1);
      for (int i = 0; list[i]; i++, found++)
        {
          g_autofree char *label = g_strdup_printf ("route=\"%s\"", list[i]);
          if (!strstr (metrics, label))
            g_error ("%s leaves out the route “%s”, which the hub does not have", file, list[i]);
        }
    }
  g_assert_cmpuint (found, >=, 2);
}

/* Waits for news, and reads everything as a new computer does. */
static void
ask_for_what_lasts (HubFixture *fixture)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcPullRequest) request = fc_pull_request_new ();
  g_autoptr (GBytes) body = NULL;

  request->client_id = ada->client_id;
  body = fc_pull_request_encode (request);
  g_autoptr (Reply) head = hub_send (fixture, "GET", FC_WIRE_PATH_HEAD "?since=0", ada->access, ada->tenant, NULL);
  g_autoptr (Reply) pull = hub_send (fixture, "POST", FC_WIRE_PATH_PULL, ada->access, ada->tenant, body);
  g_assert_cmpuint (head->status, ==, 200);
  g_assert_cmpuint (pull->status, ==, 200);
}

static void
test_what_is_watched_is_measured (HubFixture    *fixture,
                                  gconstpointer  data)
{
  ask_for_what_lasts (fixture);
  g_autofree char *metrics = metrics_after_work (fixture);

  check_routes ("forecourt-hub-dashboard.json", metrics);
  check_routes ("forecourt-hub-alerts.yml", metrics);
  check_names ("forecourt-hub-dashboard.json", metrics);
  check_names ("forecourt-hub-alerts.yml", metrics);
}

static void
put (const char *folder,
     const char *name,
     const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A unit's limit lies in its own group, or in the slice above it; a container sees its own as the whole. */
static void
test_memory_limit (HubFixture    *fixture,
                   gconstpointer  data)
{
  g_autofree char *mount = g_dir_make_tmp ("cgroup-XXXXXX", NULL);
  g_autofree char *slice = g_build_filename (mount, "system.slice", NULL);
  g_autofree char *unit = g_build_filename (slice, "forecourt-hub.service", NULL);
  g_autofree char *own = g_build_filename (mount, "own", NULL);

  g_assert_cmpint (g_mkdir_with_parents (unit, 0700), ==, 0);
  put (mount, "own", "0::/system.slice/forecourt-hub.service\n");
  put (unit, "memory.max", "max\n");
  g_assert_cmpint (fc_hub_memory_limit (own, mount), ==, G_MAXINT64);
  put (slice, "memory.max", "4000000\n");
  g_assert_cmpint (fc_hub_memory_limit (own, mount), ==, 4000000);
  put (unit, "memory.max", "3000000\n");
  g_assert_cmpint (fc_hub_memory_limit (own, mount), ==, 3000000);
  put (mount, "own", "0::/\n");
  put (mount, "memory.max", "2000000\n");
  g_assert_cmpint (fc_hub_memory_limit (own, mount), ==, 2000000);
  g_assert_cmpint (fc_hub_memory_limit ("/nonexistent", mount), ==, 2000000);
  for (guint i = 0; i < 3; i++)
    {
      const char *folders[] = { unit, slice, mount };
      g_autofree char *limit = g_build_filename (folders[i], "memory.max", NULL);
      g_remove (limit);
      g_remove (own);
      g_rmdir (folders[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, func) hub_fixture_add ("metrics/" path, HubFixture, hub_fixture_set_up, func, hub_fixture_tear_down)
  TEST ("health", test_health);
  TEST ("ops-by-tenant", test_ops_by_tenant);
  TEST ("memory-limit-of-a-unit", test_memory_limit);
  TEST ("what-is-watched-is-measured", test_what_is_watched_is_measured);
  return g_test_run ();
}

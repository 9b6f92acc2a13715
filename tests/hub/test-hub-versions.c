/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-db.h"
#include "hub-fixture.h"

/*
 * Stores of older versions, as tests/replica/versions/dump.py writes them, and before that what is not in a table: an op that
 * was pushed, its seq and who sent it. Such a store is opened as it is; everybody goes on as if nothing had been.
 */

static char *
told (const char *sql,
      const char *what)
{
  g_autofree char *key = g_strdup_printf ("-- %s ", what);
  const char *at = strstr (sql, key);

  g_assert_nonnull (at);
  at += strlen (key);
  return g_strndup (at, strcspn (at, "\n"));
}

static void
open_store (HubFixture *fixture,
            const char *sql)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = NULL;

  hub_fixture_new_folder (fixture, ON_SQLITE);
  path = g_build_filename (fixture->folder, "hub.sqlite", NULL);
  db = fc_db_open (path, FC_DB_CREATE, &error);
  g_assert_no_error (error);
  fc_db_exec (db, sql, &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, fc_db_close);
  fc_hub_config_init (&fixture->config, fixture->folder);
  fixture->config.port = 0;
  fixture->config.metrics_port = -1;
  fixture->config.cheap_hashing = TRUE;
  fixture->config.quiet = TRUE;
  fixture->http = soup_session_new_with_options ("timeout", 20, NULL);
  hub_fixture_start (fixture);
}

/* The op of back then goes again: its answer is the one of back then, and its effect is not there twice. */
static void
assert_replay (Client     *ada,
               const char *sql)
{
  g_autofree char *op = told (sql, "op");
  g_autofree char *seq = told (sql, "seq");
  g_autofree char *client_id = told (sql, "client");
  g_autoptr (FcSyncRequest) request = fc_sync_request_new ();
  g_autoptr (GBytes) body = NULL;
  g_autoptr (Reply) reply = NULL;
  g_autoptr (FcSyncReply) answer = NULL;
  guint products = 0;

  g_assert_true (fc_id_from_string (client_id, &request->client_id));
  g_ptr_array_add (request->ops, g_bytes_new (op, strlen (op)));
  body = fc_sync_request_encode (request);
  reply = hub_send (ada->fixture, "POST", FC_WIRE_PATH_SYNC, ada->access, ada->tenant, body);
  g_assert_cmpuint (reply->status, ==, 200);
  answer = fc_sync_reply_decode (reply->bytes, NULL);
  g_assert_cmpint (result_of (answer, 0)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpint (result_of (answer, 0)->seq, ==, g_ascii_strtoll (seq, NULL, 10));
  for (guint i = 0; i < answer->updates->len; i++)
    products += ((FcUpdate *) answer->updates->pdata[i])->entity == FC_PRODUCT;
  g_assert_cmpuint (products, ==, 1);
}

/* The supervisor's role, as an office pulls it. */
static FcRecord *
supervisor_role (Client *ada)
{
  g_autoptr (FcSyncReply) reply = client_sync_ops (ada, NULL, NULL);

  for (guint i = 0; i < reply->updates->len; i++)
    if (((FcUpdate *) reply->updates->pdata[i])->entity == FC_ROLE)
      {
        g_autoptr (FcRecord) role = fc_update_get_record (reply->updates->pdata[i], NULL);

        if (g_strcmp0 (fc_record_get_text (role, FC_ROLE_NAME), "supervisor") == 0)
          return g_steal_pointer (&role);
      }
  g_assert_not_reached ();
}

/* A role that nobody has edited may what it may in a company of today. Who takes that away again has it away. */
static void
edit_role (Client *ada)
{
  g_autoptr (FcRecord) before = supervisor_role (ada);
  g_autoptr (FcRecord) after = fc_record_copy (before);
  g_auto (GStrv) permissions = fc_record_dup_set (before, FC_ROLE_PERMISSIONS);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  g_assert_true (fc_record_set_has (before, FC_ROLE_PERMISSIONS, "alerts.view"));
  for (guint i = 0; permissions[i] != NULL; i++)
    if (!g_str_equal (permissions[i], "alerts.view"))
      g_ptr_array_add (kept, permissions[i]);
  g_ptr_array_add (kept, NULL);
  fc_record_set_set (after, FC_ROLE_PERMISSIONS, (const char *const *) kept->pdata);
  g_autoptr (FcSyncReply) pushed = client_push (ada, fc_op_new_patch (before, after, g_get_real_time ()));
  g_assert_cmpint (result_of (pushed, 0)->status, ==, FC_RESULT_APPLIED);
}

static void
assert_role_stays_edited (Client *ada)
{
  g_autoptr (FcRecord) role = supervisor_role (ada);

  g_assert_false (fc_record_set_has (role, FC_ROLE_PERMISSIONS, "alerts.view"));
}

static FcRecord *
first_of (Client   *ada,
          FcEntity  entity)
{
  g_autoptr (FcSyncReply) reply = client_sync_ops (ada, NULL, NULL);

  for (guint i = 0; i < reply->updates->len; i++)
    if (((FcUpdate *) reply->updates->pdata[i])->entity == entity)
      return fc_update_get_record (reply->updates->pdata[i], NULL);
  g_assert_not_reached ();
}

static void
assert_rows (Client *ada)
{
  g_autoptr (FcRecord) product = first_of (ada, FC_PRODUCT);
  g_autoptr (FcRecord) station = first_of (ada, FC_STATION);
  g_autoptr (FcRecord) company = first_of (ada, FC_TENANT);

  g_assert_cmpstr (fc_record_get_text (product, FC_PRODUCT_CODE), ==, "E10");
  g_assert_cmpstr (fc_record_get_text (product, FC_PRODUCT_NAME), ==, "Super E10");
  g_assert_cmpstr (fc_record_get_text (station, FC_STATION_TIME_ZONE), ==, "Europe/Berlin");
  g_assert_cmpstr (fc_record_get_text (company, FC_TENANT_NAME), ==, "Acme Fuel");
}

/* What came with later forms works, too. */
static void
assert_new_things (HubFixture *fixture,
                   Client     *ada)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) gauge = fc_record_new (FC_GAUGE, &id);
  g_autoptr (FcRecord) station = first_of (ada, FC_STATION);
  g_autoptr (FcRecord) product = new_product ("E5");
  g_autoptr (FcSyncReply) pushed = client_push (ada, fc_op_new_insert (product, g_get_real_time ()));
  g_autoptr (Reply) sessions = hub_send (fixture, "GET", FC_WIRE_PATH_SESSIONS, ada->access, ada->tenant, NULL);

  g_assert_cmpint (result_of (pushed, 0)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpuint (sessions->status, ==, 200);
  fc_record_set_ref (gauge, FC_GAUGE_STATION_ID, fc_record_get_id (station));
  fc_record_set_text (gauge, FC_GAUGE_NAME, "Console");
  fc_record_set_text (gauge, FC_GAUGE_KIND, fc_catalog_get (FC_GAUGE)->fields[FC_GAUGE_KIND].choices[0]);
  g_autoptr (FcSyncReply) more = client_push (ada, fc_op_new_insert (gauge, g_get_real_time ()));
  g_assert_cmpstr (result_of (more, 0)->error_message, ==, NULL);
}

/* The log has all its lines, in the form and the order that a store of today has. */
static void
assert_log (HubFixture *fixture,
            const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "hub.sqlite", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = fc_db_open (path, FC_DB_READ_ONLY, &error);
  gint64 before = 0, old_form = 0, lines = 0, disorder = 0;

  g_assert_no_error (error);
  for (const char *at = sql; (at = strstr (at, "INSERT INTO \"audit_entry\"")) != NULL; at++)
    before++;
  g_assert_true (fc_db_get_int (db, "SELECT count(*) FROM sqlite_master WHERE name IN ('audit_entry', 'event')"
                                    " AND sql LIKE '%WITHOUT ROWID%'", &old_form, NULL));
  g_assert_true (fc_db_get_int (db, "SELECT count(*) FROM audit_entry", &lines, NULL));
  g_assert_true (fc_db_get_int (db, "SELECT count(*) FROM audit_entry a JOIN audit_entry b ON b.rowid = a.rowid + 1"
                                    " WHERE b.version < a.version", &disorder, NULL));
  g_assert_cmpint (old_form, ==, 0);
  g_assert_cmpint (before, >, 0);
  g_assert_cmpint (lines, >=, before);
  g_assert_cmpint (disorder, ==, 0);
}

static void
test_version (gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "hub", "versions", data, NULL);
  g_autofree char *sql = NULL;
  HubFixture fixture = { 0 };

  g_assert_true (g_file_get_contents (path, &sql, NULL, NULL));
  open_store (&fixture, sql);
  for (guint start = 0; start < 2; start++)
    {
      g_autoptr (Client) ada = client_sign_in (&fixture, "acme", ADMIN, PASSWORD);

      assert_rows (ada);
      if (start == 0)
        assert_replay (ada, sql);
      if (start == 0)
        edit_role (ada);
      else
        assert_role_stays_edited (ada);
      if (start == 0)
        {
          hub_fixture_restart (&fixture); /* now of this version */
          assert_log (&fixture, sql);
        }
      else
        assert_new_things (&fixture, ada);
    }
  hub_fixture_tear_down (&fixture, NULL);
}

int
main (int    argc,
      char **argv)
{
  static const char *const versions[] = { "version-1.sql", "version-2.sql", "version-3.sql",
                                          "version-4.sql", "version-6.sql", "version-9.sql" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autofree char *path = g_strconcat ("/hub/versions/", versions[i], NULL);

      g_test_add_data_func (path, versions[i], test_version);
    }
  return g_test_run ();
}

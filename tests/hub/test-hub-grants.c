/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-hub-store.h"
#include "hub-fixture.h"

/* Hal of the personnel office may edit users and roles and see shifts: he can give no more than that. */
typedef struct {
  HubFixture hub;
  Client *ada, *hal;
  FcRecord *north, *south;
} Office;

static gint64
now (void)
{
  return g_get_real_time ();
}

static FcRecord *
new_role (const char        *name,
          const char *const *permissions)
{
  FcId id = fc_id_new (now ());
  FcRecord *role = fc_record_new (FC_ROLE, &id);

  fc_record_set_text (role, FC_ROLE_NAME, name);
  fc_record_set_set (role, FC_ROLE_PERMISSIONS, permissions);
  return role;
}

/* Returns the error's code, "" where the change was taken. */
static const char *
code_of_push (Client *client,
              FcOp   *op)
{
  g_autoptr (FcSyncReply) reply = client_push (client, op);
  const FcWireResult *result = result_of (reply, 0);

  return result->status == FC_RESULT_REJECTED ? g_intern_string (result->error_code) : "";
}

static const char *
code_of_insert (Client   *client,
                FcRecord *row)
{
  return code_of_push (client, fc_op_new_insert (row, now ()));
}

static void
set_password (Office     *office,
              const char *email)
{
  g_autofree char *json = g_strdup_printf ("{\"do\":\"user.password\",\"tenant\":\"acme\",\"email\":\"%s\","
                                           "\"password\":\"" PASSWORD "\",\"cheap\":true}",
                                           email);

  json_object_unref (hub_fixture_admin (&office->hub, json));
}

static void
set_up (Office        *office,
        gconstpointer  data)
{
  const char *const may[] = { "users.edit", "shifts.view", "stations.view", NULL };
  g_autoptr (FcRecord) role = new_role ("personnel", may);

  hub_fixture_set_up (&office->hub, data);
  office->ada = client_sign_in (&office->hub, "acme", ADMIN, PASSWORD);
  office->north = new_station ("N1");
  office->south = new_station ("S1");
  g_assert_cmpstr (code_of_insert (office->ada, office->north), ==, "");
  g_assert_cmpstr (code_of_insert (office->ada, office->south), ==, "");
  g_assert_cmpstr (code_of_insert (office->ada, role), ==, "");
  g_autoptr (FcRecord) hal = new_user ("hal@acme.example", "personnel", fc_record_get_id (office->north));
  g_assert_cmpstr (code_of_insert (office->ada, hal), ==, "");
  set_password (office, "hal@acme.example");
  office->hal = client_sign_in (&office->hub, "acme", "hal@acme.example", PASSWORD);
}

static void
tear_down (Office        *office,
           gconstpointer  data)
{
  client_free (office->ada);
  client_free (office->hal);
  g_object_unref (office->north);
  g_object_unref (office->south);
  hub_fixture_tear_down (&office->hub, data);
}

static void
test_new_user (Office        *office,
               gconstpointer  data)
{
  const FcId *north = fc_record_get_id (office->north);
  const char *const little[] = { "shifts.view", NULL };
  g_autoptr (FcRecord) chief = new_user ("chief@acme.example", "admin", north);
  g_autoptr (FcRecord) manager = new_user ("mia@acme.example", "station_manager", north);
  g_autoptr (FcRecord) elsewhere = new_user ("sue@acme.example", "personnel", fc_record_get_id (office->south));
  g_autoptr (FcRecord) everywhere = new_user ("eve@acme.example", "personnel", north);
  g_autoptr (FcRecord) role = new_role ("visitor", little);
  g_autoptr (FcRecord) visitor = new_user ("vic@acme.example", "visitor", north);

  fc_record_set_int (everywhere, FC_USER_ALL_STATIONS, TRUE);
  g_assert_cmpstr (code_of_insert (office->hal, chief), ==, "denied");
  g_assert_cmpstr (code_of_insert (office->hal, manager), ==, "denied");
  g_assert_cmpstr (code_of_insert (office->hal, elsewhere), ==, "denied");
  g_assert_cmpstr (code_of_insert (office->hal, everywhere), ==, "denied");
  g_assert_cmpstr (code_of_insert (office->hal, role), ==, "");
  g_assert_cmpstr (code_of_insert (office->hal, visitor), ==, "");
}

static void
test_own_roles (Office        *office,
                gconstpointer  data)
{
  g_autoptr (FcRecord) own = client_fetch (office->ada, FC_USER, &office->hal->user_id);
  g_autoptr (FcRecord) promoted = fc_record_copy (own);
  g_autoptr (FcRecord) called = fc_record_copy (own);
  const char *const roles[] = { "personnel", "admin", NULL };

  fc_record_set_set (promoted, FC_USER_ROLES, roles);
  fc_record_set_text (called, FC_USER_PHONE, "555 0100");
  g_assert_cmpstr (code_of_push (office->hal, fc_op_new_patch (own, promoted, now ())), ==, "denied");
  g_assert_cmpstr (code_of_push (office->hal, fc_op_new_patch (own, called, now ())), ==, "");
  g_assert_cmpstr (code_of_push (office->ada, fc_op_new_patch (own, promoted, now ())), ==, "");
}

/* A user of more roles than his may be renamed and disabled by him, but not let in again. */
static void
test_disabled_user (Office        *office,
                    gconstpointer  data)
{
  g_autoptr (FcRecord) mia = new_user ("mia@acme.example", "station_manager", fc_record_get_id (office->north));
  g_autoptr (FcRecord) gone = NULL;

  g_assert_cmpstr (code_of_insert (office->ada, mia), ==, "");
  gone = fc_record_copy (mia);
  fc_record_set_text (gone, FC_USER_STATUS, "disabled");
  g_assert_cmpstr (code_of_push (office->hal, fc_op_new_patch (mia, gone, now ())), ==, "");
  g_assert_cmpstr (code_of_push (office->hal, fc_op_new_patch (gone, mia, now ())), ==, "denied");
  g_assert_cmpstr (code_of_push (office->ada, fc_op_new_patch (gone, mia, now ())), ==, "");
}

static void
test_roles (Office        *office,
            gconstpointer  data)
{
  const char *const all[] = { "*", NULL };
  const char *const much[] = { "users.edit", "shifts.view", "stations.view", "prices.edit", NULL };
  g_autoptr (FcRecord) everything = new_role ("chief", all);
  g_autoptr (FcRecord) prices = new_role ("pricing", much);
  g_autoptr (FcRecord) grown = fc_record_copy (prices);
  g_autoptr (FcRecord) renamed = fc_record_copy (prices);
  g_autoptr (FcRecord) labelled = fc_record_copy (prices);

  g_assert_cmpstr (code_of_insert (office->hal, everything), ==, "denied");
  g_assert_cmpstr (code_of_insert (office->hal, prices), ==, "denied");
  g_assert_cmpstr (code_of_insert (office->ada, prices), ==, "");
  fc_record_set_set (grown, FC_ROLE_PERMISSIONS, all);
  fc_record_set_text (renamed, FC_ROLE_NAME, "personnel"); /* his own */
  fc_record_set_text (labelled, FC_ROLE_LABEL, "Prices");
  g_assert_cmpstr (code_of_push (office->hal, fc_op_new_patch (prices, grown, now ())), ==, "denied");
  g_assert_cmpstr (code_of_push (office->hal, fc_op_new_patch (prices, renamed, now ())), ==, "denied");
  g_assert_cmpstr (code_of_push (office->hal, fc_op_new_patch (prices, labelled, now ())), ==, "");
}

static guint
try_password (Office     *office,
              Client     *client,
              const FcId *user)
{
  g_autofree char *id = fc_id_dup_string (user);
  g_autofree char *json = g_strdup_printf ("{\"user_id\":\"%s\",\"new_password\":\"another horse\"}", id);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (Reply) reply =
    hub_send (&office->hub, "POST", FC_WIRE_PATH_PASSWORD, client->access, client->tenant, body);

  return reply->status;
}

static void
test_passwords (Office        *office,
                gconstpointer  data)
{
  const FcId *north = fc_record_get_id (office->north);
  g_autoptr (FcRecord) mia = new_user ("mia@acme.example", "station_manager", north);
  g_autoptr (FcRecord) pat = new_user ("pat@acme.example", "personnel", north);

  g_assert_cmpstr (code_of_insert (office->ada, mia), ==, "");
  g_assert_cmpstr (code_of_insert (office->ada, pat), ==, "");
  g_assert_cmpuint (try_password (office, office->hal, &office->ada->user_id), ==, 403);
  g_assert_cmpuint (try_password (office, office->hal, fc_record_get_id (mia)), ==, 403);
  g_assert_cmpuint (try_password (office, office->hal, fc_record_get_id (pat)), ==, 204);
  g_assert_cmpuint (try_password (office, office->ada, fc_record_get_id (mia)), ==, 204);
}

/* --- default roles, with a new version ------------------------------------------------------------------------------------ */

static FcRecord *
role_named (Office     *office,
            const char *name)
{
  g_autoptr (FcSyncReply) page = client_sync_ops (office->ada, NULL, NULL);

  for (guint i = 0; i < page->updates->len; i++)
    if (((FcUpdate *) page->updates->pdata[i])->entity == FC_ROLE)
      {
        g_autoptr (FcRecord) role = fc_update_get_record (page->updates->pdata[i], NULL);
        if (g_strcmp0 (fc_record_get_text (role, FC_ROLE_NAME), name) == 0)
          return g_steal_pointer (&role);
      }
  return NULL;
}

/* As the company's first version made it, and nobody has edited since. */
static void
make_old (Office   *office,
          FcRecord *role)
{
  g_auto (GStrv) has = fc_record_dup_set (role, FC_ROLE_PERMISSIONS);
  g_autoptr (FcHubWrite) write = fc_hub_write_new (&office->ada->tenant_id);
  g_autoptr (GStrvBuilder) had = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  FcHubRowWrite *row = g_new0 (FcHubRowWrite, 1);
  FcHubStanding standing;

  for (guint i = 0; has[i] != NULL; i++)
    if (!g_str_equal (has[i], "alerts.view"))
      g_strv_builder_add (had, has[i]);
  g_auto (GStrv) before = g_strv_builder_end (had);
  fc_record_set_set (role, FC_ROLE_PERMISSIONS, (const char *const *) before);
  hub_fixture_stop (&office->hub);
  FcHubStore *store = fc_hub_store_open (office->hub.folder, NULL, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (store->class->begin (store, &error));
  g_assert_true (store->class->lock_head (store, &office->ada->tenant_id, &standing, &error));
  write->now = g_get_real_time ();
  write->head = row->seq = standing.head + 1;
  row->row = g_object_ref (role);
  fc_record_set_version (role, row->seq);
  g_ptr_array_add (write->rows, row);
  g_assert_true (store->class->write (store, write, &error));
  g_assert_true (store->class->commit (store, &error));
  store->class->close (store);
  hub_fixture_start (&office->hub);
}

/* Lines about @role that no person wrote, as they are pulled. */
static guint
count_renewals (Office   *office,
                FcRecord *role)
{
  g_autoptr (FcSyncReply) page = client_sync_ops (office->ada, NULL, NULL);
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (role));
  guint n = 0;

  for (guint i = 0; i < page->facts->len; i++)
    {
      const FcFactBatch *lines = page->facts->pdata[i];
      for (guint row = 0; lines->entity == FC_AUDIT_ENTRY && row < lines->n; row++)
        {
          g_autoptr (FcRecord) line = fc_fact_batch_get_record (lines, row);
          if (g_strcmp0 (fc_record_get_text (line, FC_AUDIT_ENTRY_ACTION), FC_ACTION_RENEWED) != 0)
            continue;
          g_assert_cmpstr (fc_record_get_text (line, FC_AUDIT_ENTRY_ROW_ID), ==, id);
          g_assert_cmpstr (fc_record_get_text (line, FC_AUDIT_ENTRY_ENTITY), ==, "role");
          g_assert_null (fc_record_get_ref (line, FC_AUDIT_ENTRY_USER_ID));
          g_assert_null (strstr (fc_record_get_text (line, FC_AUDIT_ENTRY_OLD_VALUES), "alerts.view"));
          g_assert_nonnull (strstr (fc_record_get_text (line, FC_AUDIT_ENTRY_NEW_VALUES), "alerts.view"));
          n++;
        }
    }
  return n;
}

static void
test_renewed (Office        *office,
              gconstpointer  data)
{
  g_autoptr (FcRecord) role = role_named (office, "supervisor");

  g_assert_cmpuint (count_renewals (office, role), ==, 0);
  make_old (office, role);
  g_autoptr (FcRecord) now = role_named (office, "supervisor");
  g_assert_true (fc_record_set_has (now, FC_ROLE_PERMISSIONS, "alerts.view"));
  g_assert_cmpuint (count_renewals (office, role), ==, 1);
  hub_fixture_restart (&office->hub); /* it is of this version already */
  g_assert_cmpuint (count_renewals (office, role), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, test) hub_fixture_add ("grants/" name, Office, set_up, test, tear_down)
  TEST ("new-user-has-no-more-than-who-adds-them", test_new_user);
  TEST ("nobody-promotes-themselves", test_own_roles);
  TEST ("disabled-users-come-back-by-those-who-could-add-them", test_disabled_user);
  TEST ("roles-grow-no-further-than-who-edits-them", test_roles);
  TEST ("passwords-of-those-who-may-more-stay", test_passwords);
  TEST ("default-roles-are-renewed-with-a-line-in-the-log", test_renewed);
  return g_test_run ();
}

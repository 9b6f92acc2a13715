/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

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
  return g_test_run ();
}

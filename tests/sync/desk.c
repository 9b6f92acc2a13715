/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include "fc-wire.h"

static FcId
add_sam (Desk *fixture)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) user = fc_record_new (FC_USER, &id);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autofree char *station = fc_id_dup_string (&fixture->north);
  const char *const roles[] = { "station_manager", NULL }, *const stations[] = { station, NULL };
  g_autoptr (GError) error = NULL;

  fc_record_set_text (user, FC_USER_EMAIL, SAM_EMAIL);
  fc_record_set_text (user, FC_USER_NAME, "Sam");
  fc_record_set_set (user, FC_USER_ROLES, roles);
  fc_record_set_int (user, FC_USER_ALL_STATIONS, FALSE);
  fc_record_set_set (user, FC_USER_STATIONS, stations);
  fc_record_set_text (user, FC_USER_STATUS, "active");
  g_ptr_array_add (ops, fc_op_new_insert (user, g_get_real_time ()));
  fc_replica_run_sync (fixture->boss->replica, ops, &error);
  g_assert_no_error (error);
  return id;
}

FcRowSet *
desk_load_station (Office     *office,
                   const FcId *station)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_replica_load_async (office->replica, FC_STATION, station, NULL, NULL, result_cb, &result);
  wait_result (&result, 60);
  return fc_replica_load_finish (office->replica, result, NULL);
}

/* Whoever sits at the desk sets up a tank. */
FcId
desk_add_tank (Desk *fixture,
               int   number)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) tank = fc_record_new (FC_TANK, &id);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GError) error = NULL;

  fc_record_set_ref (tank, FC_TANK_STATION_ID, &fixture->north);
  fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, &fixture->diesel);
  fc_record_set_int (tank, FC_TANK_NUMBER, number);
  fc_record_set_int (tank, FC_TANK_CAPACITY, 30000000);
  g_ptr_array_add (ops, fc_op_new_insert (tank, g_get_real_time ()));
  fc_replica_run_sync (fixture->desk->replica, ops, &error);
  g_assert_no_error (error);
  return id;
}

static gboolean
has_tank (Office     *office,
          const FcId *station,
          const FcId *id)
{
  g_autoptr (FcRowSet) rows = desk_load_station (office, station);

  return rows != NULL && fc_row_set_get (rows, FC_TANK, id) != NULL;
}

void
desk_set_up (Desk          *fixture,
             gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->company = company_new ();
  fixture->relay = relay_new (fc_hub_get_port (fixture->company->hub));
  fixture->boss = office_new ();
  fixture->desk = office_new ();
  office_sign_in_admin (fixture->boss, fc_hub_get_uri (fixture->company->hub));
  fixture->ada = *fc_record_get_id (fc_replica_get_user (fixture->boss->replica));
  fixture->north = office_add_station (fixture->boss, "NORTH");
  fixture->south = office_add_station (fixture->boss, "SOUTH");
  fixture->diesel = office_add_product (fixture->boss, "DSL");
  fixture->sam = add_sam (fixture);
  wait_level (fixture->boss);
  fc_session_set_password_async (fixture->boss->session, &fixture->sam, NULL, SAM_PASSWORD, FALSE, NULL, result_cb,
                                 &result);
  wait_result (&result, 60);
  fc_session_set_password_finish (fixture->boss->session, result, &error);
  g_assert_no_error (error);
  office_sign_in_admin (fixture->desk, relay_get_uri (fixture->relay));
  wait_level (fixture->desk);
  office_sign_in (fixture->desk, relay_get_uri (fixture->relay), SAM_EMAIL, SAM_PASSWORD, &error);
  g_assert_no_error (error);
  wait_level (fixture->desk);
}

void
desk_tear_down (Desk          *fixture,
                gconstpointer  data)
{
  office_free (fixture->boss);
  office_free (fixture->desk);
  relay_free (fixture->relay);
  company_free (fixture->company);
}

/* Somebody else takes the seat, with their PIN. */
void
desk_sit_down (Desk       *fixture,
               const FcId *user_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fc_session_switch (fixture->desk->session, user_id);
  fc_replica_act_as_async (fixture->desk->replica, user_id, result_cb, &result);
  wait_result (&result, 60);
  fc_replica_act_as_finish (fixture->desk->replica, result, &error);
  g_assert_no_error (error);
}

gboolean
desk_nothing_waits (gpointer data)
{
  return fc_replica_get_pending (((Desk *) data)->desk->replica) == 0;
}

gboolean
desk_boss_has_both (gpointer data)
{
  Desk *fixture = data;

  return has_tank (fixture->boss, &fixture->north, &fixture->made[0]) &&
         has_tank (fixture->boss, &fixture->north, &fixture->made[1]);
}

void
desk_set_status (Desk       *fixture,
                 const FcId *user_id,
                 const char *status)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (FcRecord) user = office_find (fixture->boss, FC_USER, user_id);
  g_autoptr (FcRecord) after = fc_record_copy (user);
  g_autoptr (GError) error = NULL;

  fc_record_set_text (after, FC_USER_STATUS, status);
  g_ptr_array_add (ops, fc_op_new_patch (user, after, g_get_real_time ()));
  fc_replica_run_sync (fixture->boss->replica, ops, &error);
  g_assert_no_error (error);
  wait_level (fixture->boss);
}

/* Everybody's sign-ins, as the boss sees them. (transfer full) */
GPtrArray *
desk_list_devices (Desk *fixture)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *devices;

  fc_session_list_devices_async (fixture->boss->session, TRUE, NULL, result_cb, &listed);
  wait_result (&listed, 60);
  devices = fc_session_list_devices_finish (fixture->boss->session, listed, &error);
  g_assert_no_error (error);
  return devices;
}

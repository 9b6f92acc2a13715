/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-dashboard-commands.h"
#include "fc-dashboard-defaults.h"
#include "fc-error.h"

#define NOW G_GINT64_CONSTANT (1795176000000000)

static FcActor *
actor_new (const char *permission)
{
  FcId tenant = fc_id_new (NOW), user = fc_id_new (NOW + 1), role_id = fc_id_new (NOW + 2);
  const char *const names[] = { "tester", NULL }, *const permissions[] = { permission, NULL };
  g_autoptr (FcRecord) person = fc_record_new (FC_USER, &user);
  FcRecord *role = fc_record_new (FC_ROLE, &role_id);
  g_autoptr (GPtrArray) roles = g_ptr_array_new_with_free_func (g_object_unref);

  fc_record_set_text (person, FC_USER_NAME, "Jo Okafor");
  fc_record_set_set (person, FC_USER_ROLES, names);
  fc_record_set_text (role, FC_ROLE_NAME, "tester");
  fc_record_set_set (role, FC_ROLE_PERMISSIONS, permissions);
  g_ptr_array_add (roles, role);
  return fc_actor_new (&tenant, person, roles);
}

/* Runs and keeps it; NULL with an error where it is refused. */
static FcRecord *
run (FcOp          *op,
     const FcActor *actor,
     FcRowSet      *rows,
     GError       **error)
{
  g_autoptr (FcOp) owned = op;
  g_autoptr (FcChangeSet) changes = fc_op_run (owned, actor, rows, error);

  if (changes == NULL)
    return NULL;
  fc_change_set_apply_to_rows (changes, rows);
  return fc_row_set_get (rows, FC_DASHBOARD, &owned->row_id);
}

static FcDashboard *
dashboard_new (const char *name)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcDashboardLayout) layout = fc_dashboard_default (NULL);

  return fc_dashboard_new (&id, name, layout);
}

static void
own_is_saved_by_anybody (void)
{
  g_autoptr (FcActor) actor = actor_new ("shifts.view");
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  g_autoptr (FcDashboard) mine = dashboard_new ("  My morning "), read = NULL;
  g_autoptr (GError) error = NULL;
  FcRecord *row = run (fc_dashboard_save_op (mine, NOW), actor, rows, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fc_record_get_text (row, FC_DASHBOARD_NAME), ==, "My morning");
  g_assert_true (fc_id_equal (fc_record_get_ref (row, FC_DASHBOARD_OWNER_ID), &actor->user_id));
  read = fc_dashboard_of (row, &error);
  g_assert_no_error (error);
  g_assert_true (fc_dashboard_layout_equal (read->layout, mine->layout));
  g_assert_true (fc_dashboard_is_for (row, &actor->user_id, NULL));
  g_assert_false (fc_dashboard_is_for (row, &actor->tenant_id, NULL));
  g_assert_null (run (fc_dashboard_remove_op (mine, NOW), actor, rows, &error));
  g_assert_no_error (error);
}

static void
others_are_left_alone (void)
{
  g_autoptr (FcActor) actor = actor_new ("company.edit"), other = actor_new ("*");
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  g_autoptr (FcDashboard) mine = dashboard_new ("Mine");
  g_autoptr (GError) error = NULL;

  other->user_id.bytes[15] ^= 1;
  run (fc_dashboard_save_op (mine, NOW), actor, rows, &error);
  g_assert_no_error (error);
  g_assert_null (run (fc_dashboard_save_op (mine, NOW), other, rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_null (run (fc_dashboard_remove_op (mine, NOW), other, rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
}

static void
company_needs_the_permission (void)
{
  static const char *const managers[] = { "station_manager", NULL }, *const drivers[] = { "driver", NULL };
  g_autoptr (FcActor) actor = actor_new ("shifts.view"), admin = actor_new ("company.edit");
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  g_autoptr (FcDashboard) ours = dashboard_new ("Stations");
  g_autoptr (GError) error = NULL;
  FcRecord *row;

  ours->company = TRUE;
  ours->role = g_strdup ("station_manager");
  g_assert_null (run (fc_dashboard_save_op (ours, NOW), actor, rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
  g_clear_error (&error);
  row = run (fc_dashboard_save_op (ours, NOW), admin, rows, &error);
  g_assert_no_error (error);
  g_assert_true (fc_record_is_null (row, FC_DASHBOARD_OWNER_ID));
  g_assert_true (fc_dashboard_is_for (row, &actor->user_id, managers));
  g_assert_false (fc_dashboard_is_for (row, &actor->user_id, drivers));
}

static void
nonsense_is_refused (void)
{
  g_autoptr (FcActor) actor = actor_new ("shifts.view");
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  g_autoptr (FcDashboard) nameless = dashboard_new ("  "), mine = dashboard_new ("Mine");
  g_autoptr (GError) error = NULL;
  FcOp *op;

  g_assert_null (run (fc_dashboard_save_op (nameless, NOW), actor, rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  g_clear_error (&error);
  op = fc_dashboard_save_op (mine, NOW);
  json_object_set_string_member (op->fields, "layout", "{\"widgets\":7}");
  g_assert_null (run (op, actor, rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
  g_clear_error (&error);
  op = fc_dashboard_save_op (mine, NOW);
  json_object_set_int_member (op->fields, "position", -1);
  g_assert_null (run (op, actor, rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fc_dashboard_commands_register ();
  g_test_add_func ("/dashboards/commands/own-is-saved-by-anybody", own_is_saved_by_anybody);
  g_test_add_func ("/dashboards/commands/others-are-left-alone", others_are_left_alone);
  g_test_add_func ("/dashboards/commands/company-needs-the-permission", company_needs_the_permission);
  g_test_add_func ("/dashboards/commands/nonsense-is-refused", nonsense_is_refused);
  return g_test_run ();
}

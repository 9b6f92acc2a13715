/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl.h"

#include "fc-control.h"
#include "fc-shift-commands.h"
#include "fc-shift-queries.h"
#include "fc-shift-sheet.h"
#include "fc-station-queries.h"

#include <glib/gstdio.h>
#include <string.h>

typedef char Folder;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Folder, ctl_folder_free)

#define NORTHGATE_STORE "4417"

static char *
sample (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "core", "exchange", "samples", name, NULL);
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static FcReplica *
open_as_app (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GAsyncResult) seated = NULL;
  g_autoptr (GError) error = NULL;
  FcReplica *replica = fc_replica_open_sync (file, &error);
  FcId user;

  g_assert_no_error (error);
  g_assert_true (fc_replica_get_last_user (replica, &user));
  fc_replica_act_as_async (replica, &user, ready_cb, &seated);
  g_assert_true (fc_replica_act_as_finish (replica, wait_for (&seated), &error));
  return replica;
}

/* The first station's POS gets the number that the sample files name. */
static void
name_store (const char *folder,
            const char *store)
{
  FcReplica *replica = open_as_app (folder);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) stations = NULL;
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (FcRecord) after = NULL;
  g_autoptr (GError) error = NULL;

  fc_replica_act_as_system (replica);
  fc_stations_async (replica, NULL, ready_cb, &listed);
  stations = fc_stations_finish (replica, wait_for (&listed), &error);
  g_assert_no_error (error);
  after = fc_record_copy (stations->pdata[0]);
  fc_record_set_text (after, FC_STATION_STORE_LOCATION_ID, store);
  g_ptr_array_add (ops, fc_op_new_patch (stations->pdata[0], after, g_get_real_time ()));
  g_assert_true (fc_replica_run_sync (replica, ops, &error));
  g_assert_no_error (error);
  fc_replica_close_sync (replica);
  g_object_unref (replica);
}

static char *
export_all (const char *company)
{
  static const char *const entities[] = { "shifts",        "meter_readings", "tank_readings",
                                          "tender_totals", "cash_movements", "sales" };
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_autoptr (CtlRun) run = ctl_run ("export", entities[i], "--data-dir", company, NULL);

      g_assert_cmpint (run->code, ==, 0);
      g_string_append (all, run->out);
    }
  return g_string_free (all, FALSE);
}

static void
test_import_twice (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *company = ctl_copy_demo (folder);
  g_autofree char *files = sample ("northgate");
  g_autofree char *before = NULL, *after_dry = NULL, *after = NULL, *after_again = NULL;
  g_autoptr (CtlRun) dry = NULL;
  g_autoptr (CtlRun) first = NULL;
  g_autoptr (CtlRun) again = NULL;

  name_store (company, NORTHGATE_STORE);
  before = export_all (company);
  dry = ctl_run ("import", "--data-dir", company, files, "--dry-run", "--json", NULL);
  after_dry = export_all (company);
  first = ctl_run ("import", "--data-dir", company, files, "--json", NULL);
  after = export_all (company);
  again = ctl_run ("import", "--data-dir", company, files, "--json", NULL);
  after_again = export_all (company);

  g_assert_cmpint (ctl_int (dry, "new"), ==, 2);
  g_assert_cmpint (ctl_int (dry, "imported"), ==, 0);
  g_assert_true (g_str_equal (before, after_dry));
  g_assert_cmpint (ctl_int (first, "imported"), ==, 2);
  g_assert_cmpint (ctl_int (first, "failed"), ==, 0);
  g_assert_false (g_str_equal (before, after));
  g_assert_cmpint (ctl_int (again, "known"), ==, 2);
  g_assert_true (g_str_equal (after, after_again));
}

static FcShiftSheet *
load_latest (FcReplica  *replica,
             FcRowSet  **rows)
{
  static const int also[] = { FC_SHIFT_STATION_ID, -1 };
  g_autoptr (GAsyncResult) stations_result = NULL;
  g_autoptr (GAsyncResult) latest_result = NULL;
  g_autoptr (GAsyncResult) rows_result = NULL;
  g_autoptr (GPtrArray) stations = NULL;
  g_autoptr (FcRecord) shift = NULL;

  fc_stations_async (replica, NULL, ready_cb, &stations_result);
  stations = fc_stations_finish (replica, wait_for (&stations_result), NULL);
  fc_shift_latest_async (replica, fc_record_get_id (stations->pdata[0]), NULL, ready_cb, &latest_result);
  shift = fc_shift_latest_finish (replica, wait_for (&latest_result), NULL);
  fc_replica_load_async (replica, FC_SHIFT, fc_record_get_id (shift), also, NULL, ready_cb, &rows_result);
  *rows = fc_replica_load_finish (replica, wait_for (&rows_result), NULL);
  return fc_shift_sheet_new (*rows, fc_record_get_id (shift));
}

/* The files that the demo company's own POS left make a shift that balances. */
static void
test_import_pos_files (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *company = ctl_copy_demo (folder);
  g_autofree char *files = g_build_filename (company, "pos", NULL);
  g_autoptr (CtlRun) import = ctl_run ("import", "--data-dir", company, files, "--json", NULL);
  FcReplica *replica = NULL;
  g_autoptr (FcRowSet) rows = NULL;
  g_autoptr (FcShiftSheet) sheet = NULL;

  g_assert_cmpint (import->code, ==, 0);
  g_assert_cmpint (ctl_int (import, "imported"), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (import->json, "messages")), ==, 0);
  replica = open_as_app (company);
  sheet = load_latest (replica, &rows);
  g_assert_cmpstr (fc_record_get_text (sheet->shift, FC_SHIFT_STATE), ==, "open");
  g_assert_cmpint (sheet->fuel_amount, >, 100000);
  g_assert_cmpint (sheet->cash_sales, ==, sheet->tenders[0]);
  g_assert_cmpint (sheet->expected_cash, >, 0);
  for (guint i = 0; i < sheet->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (sheet->meters, FcSheetMeter, i);

      g_assert_cmpint (line->problem, ==, FC_METER_OK);
      g_assert_cmpint (line->net, ==, fc_record_get_int (line->reading, FC_METER_READING_POS_VOLUME));
    }
  /* All that is left to do is to count. */
  for (guint i = 0; i < sheet->warnings->len; i++)
    {
      const FcSheetWarning *warning = sheet->warnings->pdata[i];

      g_assert_true (!warning->blocks || warning->step == FC_STEP_CASH_COUNT);
    }
  fc_replica_close_sync (replica);
  g_object_unref (replica);
}

static void
test_import_bad_files (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *company = ctl_copy_demo (folder);
  g_autofree char *broken = sample ("bad/FPM-broken.xml");
  g_autofree char *bomb = sample ("bad/FPM-bomb.xml");
  g_autofree char *unknown = sample ("bad/FPM-unknown-store.xml");
  g_autofree char *empty = g_build_filename (folder, "empty", NULL);
  g_autoptr (CtlRun) json = ctl_run ("import", "--data-dir", company, broken, bomb, unknown, "--json", NULL);
  g_autoptr (CtlRun) words = ctl_run ("import", "--data-dir", company, broken, bomb, unknown, NULL);
  g_autoptr (CtlRun) missing = ctl_run ("import", "--data-dir", company, "/nowhere/FPM.xml", NULL);
  g_autoptr (CtlRun) nothing = NULL;
  g_autoptr (CtlRun) station = ctl_run ("import", "--data-dir", company, broken, "--station", "ZZ", NULL);

  g_assert_cmpint (json->code, ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json->json, "files")), ==, 3);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json->json, "unknown_stores")), >=, 1);
  g_assert_cmpint (words->code, ==, 1);
  g_assert_nonnull (strstr (words->out, "FPM-bomb.xml"));
  g_assert_nonnull (strstr (words->out, "9999"));
  g_assert_cmpint (missing->code, ==, 1);
  g_assert_nonnull (strstr (missing->err, "/nowhere/FPM.xml"));
  g_assert_cmpint (g_mkdir (empty, 0700), ==, 0);
  nothing = ctl_run ("import", "--data-dir", company, empty, NULL);
  g_assert_cmpint (nothing->code, ==, 1);
  g_assert_nonnull (strstr (nothing->err, "no movement files"));
  g_assert_cmpint (station->code, ==, 1);
}

static void
test_second_owner (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *company = ctl_copy_demo (folder);
  FcReplica *replica = open_as_app (company);
  g_autoptr (CtlRun) silent = ctl_run ("status", "--data-dir", company, NULL);
  g_autoptr (CtlRun) no_bus =
    ctl_run_with ("DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere", NULL, "status", "--data-dir", company, NULL);

  g_assert_cmpint (silent->code, ==, 1);
  g_assert_nonnull (strstr (silent->err, company));
  g_assert_cmpint (no_bus->code, ==, 1);
  g_assert_nonnull (strstr (no_bus->err, "bus"));
  fc_replica_close_sync (replica);
  g_object_unref (replica);
}

typedef struct {
  FcReplica *replica;
  FcControl *control;
  GDBusConnection *connection;
  guint name;
  gboolean owned;
} App;

static void
owned_cb (GDBusConnection *connection,
          const char      *name,
          gpointer         user_data)
{
  ((App *) user_data)->owned = TRUE;
}

/* What the app does on the bus, without its window. */
static void
app_start (App        *app,
           const char *company,
           const char *name)
{
  g_autoptr (GError) error = NULL;

  app->connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  app->replica = open_as_app (company);
  app->control = fc_control_new (app->connection, app->replica, NULL, &error);
  g_assert_no_error (error);
  app->owned = FALSE;
  app->name =
    g_bus_own_name_on_connection (app->connection, name, G_BUS_NAME_OWNER_FLAGS_NONE, owned_cb, NULL, app, NULL);
  while (!app->owned)
    g_main_context_iteration (NULL, TRUE);
}

static void
app_stop (App *app)
{
  g_bus_unown_name (app->name);
  fc_control_free (app->control);
  fc_replica_close_sync (app->replica);
  g_object_unref (app->replica);
  g_object_unref (app->connection);
}

static void
test_app_does_it (void)
{
  g_autoptr (Folder) folder = ctl_folder_new ();
  g_autofree char *company = ctl_copy_demo (folder);
  g_autofree char *files = sample ("northgate");
  g_autofree char *file = g_build_filename (folder, "tanks.csv", NULL);
  g_autofree char *other = NULL;
  g_autofree char *elsewhere = g_build_filename (folder, "other", NULL);
  App app = { 0 };

  name_store (company, NORTHGATE_STORE);
  app_start (&app, company, "org.forecourt.Forecourt.back");
  {
    g_autoptr (CtlRun) status = ctl_run ("status", "--data-dir", company, "--profile", "back", "--json", NULL);
    g_autoptr (CtlRun) import = ctl_run ("import", "--data-dir", company, "--profile", "back", files, "--json", NULL);
    g_autoptr (CtlRun) export =
      ctl_run ("export", "tanks", "--data-dir", company, "--profile", "back", "-o", file, NULL);
    g_autoptr (CtlRun) sync = ctl_run ("sync", "--data-dir", company, "--profile", "back", NULL);
    g_autoptr (CtlRun) sign_in = ctl_run_with ("FORECOURT_PASSWORD=demo", NULL, "sync", "--data-dir", company,
                                               "--profile", "back", "--email", "manager@harbour.example", NULL);
    g_autoptr (CtlRun) wrong_profile = ctl_run ("status", "--data-dir", company, NULL);

    g_assert_cmpint (status->code, ==, 0);
    g_assert_cmpint (ctl_int (status, "stations"), ==, 2);
    g_assert_cmpint (ctl_int (import, "imported"), ==, 2);
    g_assert_cmpint (export->code, ==, 0);
    g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
    g_assert_cmpint (sync->code, ==, 1);
    g_assert_cmpint (sign_in->code, ==, 1);
    g_assert_nonnull (strstr (sign_in->err, "window"));
    g_assert_cmpint (wrong_profile->code, ==, 1);
  }
  app_stop (&app);
}

int
main (int   argc,
      char *argv[])
{
  GTestDBus *bus;
  int code;

  g_test_init (&argc, &argv, NULL);
  ctl_program = argv[1];
  fc_shift_commands_register ();
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  g_test_add_func ("/ctl/import/twice-changes-nothing", test_import_twice);
  g_test_add_func ("/ctl/import/what-the-demo-pos-left-balances", test_import_pos_files);
  g_test_add_func ("/ctl/import/bad-files-are-told", test_import_bad_files);
  g_test_add_func ("/ctl/owner/another-program", test_second_owner);
  g_test_add_func ("/ctl/owner/the-app-does-it", test_app_does_it);
  code = g_test_run ();
  g_test_dbus_down (bus);
  g_object_unref (bus);
  return code;
}

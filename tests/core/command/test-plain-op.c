/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-command.h"
#include "fc-error.h"
#include "fc-permissions.h"

typedef struct {
  FcId tenant;
  FcId station;
  FcId shift;
  FcRowSet *rows;
  FcActor *supervisor;
  FcActor *admin;
} Office;

static FcActor *
actor_with_role (Office     *office,
                 const char *role_name)
{
  FcId id = fc_id_from_key ("user", role_name, NULL), role_id = fc_id_from_key ("role", role_name, NULL);
  g_autoptr (FcRecord) user = fc_record_new (FC_USER, &id);
  g_autoptr (GPtrArray) roles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *station = fc_id_dup_string (&office->station);
  guint n;
  const FcDefaultRole *defaults = fc_default_roles (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (defaults[i].name, role_name))
      {
        FcRecord *role = fc_record_new (FC_ROLE, &role_id);

        fc_record_set_text (role, FC_ROLE_NAME, role_name);
        fc_record_set_set (role, FC_ROLE_PERMISSIONS, defaults[i].permissions);
        g_ptr_array_add (roles, role);
      }
  fc_record_set_set (user, FC_USER_ROLES, (const char *const[]) { role_name, NULL });
  fc_record_set_set (user, FC_USER_STATIONS, (const char *const[]) { station, NULL });
  return fc_actor_new (&office->tenant, user, roles);
}

static void
office_set_up (Office        *office,
               gconstpointer  unused)
{
  g_autoptr (FcRecord) station = NULL, shift = NULL;

  office->tenant = fc_id_from_key ("tenant", NULL);
  office->station = fc_id_from_key ("station", NULL);
  office->shift = fc_id_from_key ("shift", NULL);
  office->rows = fc_row_set_new ();
  station = fc_record_new (FC_STATION, &office->station);
  fc_record_set_text (station, FC_STATION_CODE, "S1");
  fc_record_set_text (station, FC_STATION_NAME, "Harbour Road");
  fc_record_set_text (station, FC_STATION_TIME_ZONE, "UTC");
  fc_record_set_text (station, FC_STATION_CURRENCY, "USD");
  fc_row_set_add (office->rows, station);
  shift = fc_record_new (FC_SHIFT, &office->shift);
  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, &office->station);
  fc_record_set_int (shift, FC_SHIFT_NUMBER, 1);
  fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, 20000);
  fc_record_set_int (shift, FC_SHIFT_OPENED_AT, 1);
  fc_record_set_text (shift, FC_SHIFT_STATE, "open");
  fc_row_set_add (office->rows, shift);
  office->supervisor = actor_with_role (office, "supervisor");
  office->admin = actor_with_role (office, "admin");
}

static void
office_tear_down (Office        *office,
                  gconstpointer  unused)
{
  fc_row_set_free (office->rows);
  fc_actor_free (office->supervisor);
  fc_actor_free (office->admin);
}

static FcRecord *
delivery (Office *office)
{
  FcId id = fc_id_from_key ("delivery", NULL), tank = fc_id_from_key ("tank", NULL);
  FcRecord *row = fc_record_new (FC_DELIVERY, &id);

  fc_record_set_ref (row, FC_DELIVERY_SHIFT_ID, &office->shift);
  fc_record_set_ref (row, FC_DELIVERY_STATION_ID, &office->station);
  fc_record_set_ref (row, FC_DELIVERY_TANK_ID, &tank);
  fc_record_set_int (row, FC_DELIVERY_TICKETED_VOLUME, 12000000);
  fc_record_set_int (row, FC_DELIVERY_DELIVERED_AT, 5);
  return row;
}

static void
set_state (Office     *office,
           const char *state)
{
  g_autoptr (FcRecord) shift = fc_record_copy (fc_row_set_get (office->rows, FC_SHIFT, &office->shift));

  fc_record_set_text (shift, FC_SHIFT_STATE, state);
  fc_row_set_add (office->rows, shift);
}

static void
test_a_supervisor_enters_a_delivery (Office        *office,
                                     gconstpointer  unused)
{
  g_autoptr (FcRecord) row = delivery (office);
  g_autoptr (FcOp) op = fc_op_new_insert (row, 9);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcChangeSet) changes = fc_op_run (op, office->supervisor, office->rows, &error);
  g_autoptr (GPtrArray) log = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (changes->changes->len, ==, 1);
  log = fc_change_set_log (changes, op, office->supervisor, NULL, "test");
  g_assert_cmpuint (log->len, ==, 1);
  g_assert_cmpstr (fc_record_get_text (log->pdata[0], FC_AUDIT_ENTRY_ACTION), ==, "insert");
  g_assert_true (fc_record_validate (log->pdata[0], &error));
}

static void
test_an_approved_shift_refuses (Office        *office,
                                gconstpointer  unused)
{
  g_autoptr (FcRecord) row = delivery (office);
  g_autoptr (FcOp) op = fc_op_new_insert (row, 9);
  g_autoptr (GError) error = NULL;

  set_state (office, "approved");
  g_assert_null (fc_op_run (op, office->supervisor, office->rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_LOCKED);
}

static void
test_a_station_that_is_not_ones_own_refuses (Office        *office,
                                             gconstpointer  unused)
{
  g_autoptr (FcRecord) row = delivery (office);
  g_autoptr (FcOp) op = NULL;
  g_autoptr (GError) error = NULL;
  FcId other = fc_id_from_key ("other station", NULL);

  fc_record_set_ref (row, FC_DELIVERY_STATION_ID, &other);
  op = fc_op_new_insert (row, 9);
  g_assert_null (fc_op_run (op, office->supervisor, office->rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
}

static void
test_a_supervisor_does_not_change_the_company (Office        *office,
                                               gconstpointer  unused)
{
  FcRecord *station = fc_row_set_get (office->rows, FC_STATION, &office->station);
  g_autoptr (FcRecord) after = fc_record_copy (station);
  g_autoptr (FcOp) op = NULL;
  g_autoptr (FcChangeSet) changes = NULL;
  g_autoptr (GError) error = NULL;

  fc_record_set_text (after, FC_STATION_NAME, "Mine");
  op = fc_op_new_patch (station, after, 9);
  g_assert_null (fc_op_run (op, office->supervisor, office->rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
  g_clear_error (&error);
  changes = fc_op_run (op, office->admin, office->rows, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->changes->len, ==, 1);
}

static void
test_nobody_patches_a_shift_to_approved (Office        *office,
                                         gconstpointer  unused)
{
  FcRecord *shift = fc_row_set_get (office->rows, FC_SHIFT, &office->shift);
  g_autoptr (FcRecord) after = fc_record_copy (shift);
  g_autoptr (FcOp) op = NULL;
  g_autoptr (GError) error = NULL;

  fc_record_set_text (after, FC_SHIFT_STATE, "approved");
  op = fc_op_new_patch (shift, after, 9);
  g_assert_null (fc_op_run (op, office->admin, office->rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
}

static void
test_the_log_cannot_be_written (Office        *office,
                                gconstpointer  unused)
{
  FcId id = fc_id_from_key ("audit", NULL);
  g_autoptr (FcOp) op = fc_op_new (FC_OP_INSERT, FC_AUDIT_ENTRY, &id, 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (fc_op_run (op, office->admin, office->rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
}

static void
test_deleting_what_is_gone_changes_nothing (Office        *office,
                                            gconstpointer  unused)
{
  g_autoptr (FcRecord) row = delivery (office);
  g_autoptr (FcOp) op = fc_op_new_delete (row, 9);
  g_autoptr (FcChangeSet) changes = fc_op_run (op, office->supervisor, office->rows, NULL);

  g_assert_nonnull (changes);
  g_assert_cmpuint (changes->changes->len, ==, 0);
}

/* The row is there: whoever sends it again as new cannot decide by that what only a command decides. */
static void
test_inserting_a_shift_again_does_not_approve_it (Office        *office,
                                                  gconstpointer  unused)
{
  g_autoptr (FcRecord) row = fc_record_copy (fc_row_set_get (office->rows, FC_SHIFT, &office->shift));
  const FcActor *people[] = { office->supervisor, office->admin };

  fc_record_set_text (row, FC_SHIFT_STATE, "approved");
  fc_record_set_text (row, FC_SHIFT_NOTES, "second till");
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (FcOp) op = fc_op_new_insert (row, 9);
      g_autoptr (GError) error = NULL;
      g_autoptr (FcChangeSet) changes = fc_op_run (op, people[i], office->rows, &error);
      FcChange *change;

      g_assert_no_error (error);
      g_assert_cmpuint (changes->changes->len, ==, 1);
      change = changes->changes->pdata[0];
      g_assert_cmpstr (fc_record_get_text (change->after, FC_SHIFT_STATE), ==, "open");
      g_assert_cmpstr (fc_record_get_text (change->after, FC_SHIFT_NOTES), ==, "second till");
    }
}

/* A computer that worked without a hub brings what commands made there; nobody else makes such rows by hand. */
static void
test_only_an_administrator_brings_signatures (Office        *office,
                                              gconstpointer  unused)
{
  FcId id = fc_id_from_key ("signature", NULL);
  g_autoptr (FcRecord) row = fc_record_new (FC_SIGNATURE, &id);
  g_autoptr (FcOp) op = NULL;
  g_autoptr (FcChangeSet) changes = NULL;
  g_autoptr (GError) error = NULL;

  fc_record_set_ref (row, FC_SIGNATURE_SHIFT_ID, &office->shift);
  fc_record_set_ref (row, FC_SIGNATURE_STATION_ID, &office->station);
  fc_record_set_text (row, FC_SIGNATURE_ROLE, "attendant");
  fc_record_set_text (row, FC_SIGNATURE_NAME, "Ada");
  fc_record_set_text (row, FC_SIGNATURE_METHOD, "pin");
  fc_record_set_text (row, FC_SIGNATURE_FIGURES, "00");
  fc_record_set_int (row, FC_SIGNATURE_SIGNED_AT, 5);
  op = fc_op_new_insert (row, 9);
  g_assert_null (fc_op_run (op, office->supervisor, office->rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
  g_clear_error (&error);
  changes = fc_op_run (op, office->admin, office->rows, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->changes->len, ==, 1);
}

#define OFFICE_TEST(name, function)                                                                \
  g_test_add ("/command/plain-op/" name, Office, NULL, office_set_up, function, office_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  OFFICE_TEST ("a-supervisor-enters-a-delivery", test_a_supervisor_enters_a_delivery);
  OFFICE_TEST ("an-approved-shift-refuses", test_an_approved_shift_refuses);
  OFFICE_TEST ("a-station-that-is-not-ones-own-refuses", test_a_station_that_is_not_ones_own_refuses);
  OFFICE_TEST ("a-supervisor-does-not-change-the-company", test_a_supervisor_does_not_change_the_company);
  OFFICE_TEST ("nobody-patches-a-shift-to-approved", test_nobody_patches_a_shift_to_approved);
  OFFICE_TEST ("the-log-cannot-be-written", test_the_log_cannot_be_written);
  OFFICE_TEST ("deleting-what-is-gone-changes-nothing", test_deleting_what_is_gone_changes_nothing);
  OFFICE_TEST ("inserting-a-shift-again-does-not-approve-it", test_inserting_a_shift_again_does_not_approve_it);
  OFFICE_TEST ("only-an-administrator-brings-signatures", test_only_an_administrator_brings_signatures);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-op-parts.h"

/* Work that the hub refused is shown as a form: what of an op can be typed, and the op as it was typed. */

static FcRecord *
new_count (gint64 quantity)
{
  FcId id = fc_id_from_key ("count", NULL);
  FcRecord *count = fc_record_new (FC_CASH_COUNT, &id);

  fc_record_set_int (count, FC_CASH_COUNT_DENOMINATION, 5000);
  fc_record_set_int (count, FC_CASH_COUNT_QUANTITY, quantity);
  return count;
}

static void
test_patch_counts_from_now (void)
{
  g_autoptr (FcRecord) seen = new_count (3);
  g_autoptr (FcRecord) wanted = new_count (7);
  g_autoptr (FcRecord) now = new_count (4);
  g_autoptr (FcOp) refused = fc_op_new_patch (seen, wanted, 1);
  g_autoptr (GPtrArray) parts = fc_op_parts (refused);
  FcOpPart *part = parts->pdata[0];

  g_assert_cmpuint (parts->len, ==, 1);
  g_assert_cmpuint (part->mask, ==, G_GUINT64_CONSTANT (1) << FC_CASH_COUNT_QUANTITY);
  g_assert_cmpint (fc_record_get_int (part->record, FC_CASH_COUNT_QUANTITY), ==, 7);
  fc_record_set_int (part->record, FC_CASH_COUNT_QUANTITY, 8);
  g_autoptr (FcOp) again = fc_op_with_parts (refused, now, parts, NULL);
  g_assert_cmpint (json_object_get_int_member (again->fields, "quantity"), ==, 8);
  g_assert_cmpint (json_object_get_int_member (again->prev, "quantity"), ==, 4);
  g_assert_cmpint (json_object_get_int_member (refused->fields, "quantity"), ==, 7); /* it stays what it was */
}

static void
test_nothing_left_to_change (void)
{
  g_autoptr (FcRecord) seen = new_count (3);
  g_autoptr (FcRecord) wanted = new_count (7);
  g_autoptr (FcOp) refused = fc_op_new_patch (seen, wanted, 1);
  g_autoptr (GPtrArray) parts = fc_op_parts (refused);
  g_autoptr (GError) error = NULL;

  g_assert_null (fc_op_with_parts (refused, wanted, parts, &error));
  g_assert_no_error (error);
  g_assert_null (fc_op_with_parts (refused, NULL, parts, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_NOT_FOUND);
}

static void
test_insert_keeps_what_is_not_typed (void)
{
  g_autoptr (FcRecord) count = new_count (3);
  FcId shift = fc_id_from_key ("shift", NULL);

  fc_record_set_ref (count, FC_CASH_COUNT_SHIFT_ID, &shift);
  g_autoptr (FcOp) refused = fc_op_new_insert (count, 1);
  g_autoptr (GPtrArray) parts = fc_op_parts (refused);
  const FcOpPart *part = parts->pdata[0];

  g_assert_false (part->mask >> FC_CASH_COUNT_SHIFT_ID & 1);
  fc_record_set_int (part->record, FC_CASH_COUNT_QUANTITY, 9);
  g_autoptr (FcOp) again = fc_op_with_parts (refused, NULL, parts, NULL);
  g_assert_cmpint (json_object_get_int_member (again->fields, "quantity"), ==, 9);
  g_assert_true (json_object_has_member (again->fields, "shift_id"));
}

static void
test_command_by_its_arguments (void)
{
  FcId shift = fc_id_from_key ("shift", NULL);
  JsonObject *args = json_object_new ();

  json_object_set_int_member (args, "quantity", 12);
  json_object_set_string_member (args, "no_such_field", "kept");
  g_autoptr (FcOp) refused = fc_op_new_command ("cash.count", FC_SHIFT, &shift, args, 1);
  g_autoptr (GPtrArray) parts = fc_op_parts (refused);

  g_assert_cmpuint (parts->len, ==, 1);
  FcRecord *typed = ((const FcOpPart *) parts->pdata[0])->record;
  int field = fc_catalog_field (fc_record_get_entity (typed), "quantity");
  g_assert_cmpint (fc_record_get_int (typed, field), ==, 12);
  fc_record_set_int (typed, field, 13);
  g_autoptr (FcOp) again = fc_op_with_parts (refused, NULL, parts, NULL);
  g_assert_cmpstr (again->command, ==, "cash.count");
  g_assert_cmpint (json_object_get_int_member (again->fields, "quantity"), ==, 13);
  g_assert_cmpstr (json_object_get_string_member (again->fields, "no_such_field"), ==, "kept");
}

static void
test_delete_has_nothing_to_type (void)
{
  g_autoptr (FcRecord) count = new_count (3);
  g_autoptr (FcOp) refused = fc_op_new_delete (count, 1);
  g_autoptr (GPtrArray) parts = fc_op_parts (refused);

  g_assert_cmpuint (parts->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/op-parts/patch-counts-from-now", test_patch_counts_from_now);
  g_test_add_func ("/command/op-parts/nothing-left-to-change", test_nothing_left_to_change);
  g_test_add_func ("/command/op-parts/insert-keeps-what-is-not-typed", test_insert_keeps_what_is_not_typed);
  g_test_add_func ("/command/op-parts/command-by-its-arguments", test_command_by_its_arguments);
  g_test_add_func ("/command/op-parts/delete-has-nothing-to-type", test_delete_has_nothing_to_type);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-command.h"
#include "fc-error.h"

#include <string.h>

static void
test_an_op_reads_back_as_it_was_written (void)
{
  FcId row = fc_id_from_key ("row", NULL);
  g_autoptr (FcOp) op = fc_op_new_command ("shift.submit", FC_SHIFT, &row, NULL, 1234567);
  g_autoptr (GBytes) bytes = NULL, again = NULL;
  g_autoptr (FcOp) back = NULL;
  g_autoptr (GError) error = NULL;

  op->actor = fc_id_from_key ("user", NULL);
  op->client_id = fc_id_from_key ("client", NULL);
  op->client_seq = 42;
  op->priority = 2;
  json_object_set_string_member (op->fields, "over_short_reason", "a “drive-off”");
  bytes = fc_op_encode (op);
  back = fc_op_decode (bytes, &error);
  g_assert_no_error (error);
  again = fc_op_encode (back);
  g_assert_true (g_bytes_equal (bytes, again));
  g_assert_cmpstr (back->command, ==, "shift.submit");
  g_assert_cmpint (back->priority, ==, 2);
}

static void
test_half_an_op_is_refused (void)
{
  static const char *const wrong[] = { "", "[]", "{}", "{\"kind\":\"patch\"}",
                                       "{\"op_id\":\"x\",\"kind\":\"insert\",\"entity\":\"tank\",\"fields\":{}}" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (wrong[i], strlen (wrong[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (fc_op_decode (bytes, &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
    }
}

/* A parser that recurses would run out of stack, and the hub with it. */
static void
test_an_op_nested_without_end_is_refused (void)
{
  g_autoptr (GString) text = g_string_new ("{\"fields\":");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 500000; i++)
    g_string_append_c (text, '[');
  bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  g_assert_null (fc_op_decode (bytes, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
}

static void
test_a_childs_lane_is_its_root (void)
{
  FcId shift = fc_id_from_key ("shift", NULL), id = fc_id_from_key ("delivery", NULL);
  g_autoptr (FcRecord) delivery = fc_record_new (FC_DELIVERY, &id);
  g_autoptr (FcOp) op = NULL;

  fc_record_set_ref (delivery, FC_DELIVERY_SHIFT_ID, &shift);
  op = fc_op_new_insert (delivery, 1);
  g_assert_true (fc_id_equal (&op->lane, &shift));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/op/reads-back-as-it-was-written", test_an_op_reads_back_as_it_was_written);
  g_test_add_func ("/command/op/half-an-op-is-refused", test_half_an_op_is_refused);
  g_test_add_func ("/command/op/nested-without-end-is-refused", test_an_op_nested_without_end_is_refused);
  g_test_add_func ("/command/op/a-childs-lane-is-its-root", test_a_childs_lane_is_its_root);
  return g_test_run ();
}

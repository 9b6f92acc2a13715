/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-command.h"
#include "fc-merge.h"

/* Two offices change the same product; the hub sees the one after the other. */

static FcRecord *
product (const char *name,
         const char *colour)
{
  FcId id = fc_id_from_key ("product", NULL);
  FcRecord *row = fc_record_new (FC_PRODUCT, &id);

  fc_record_set_text (row, FC_PRODUCT_CODE, "D");
  fc_record_set_text (row, FC_PRODUCT_NAME, name);
  fc_record_set_text (row, FC_PRODUCT_COLOUR, colour);
  return row;
}

static FcRecord *
second_after_first (FcRecord    *seen,
                    FcRecord    *first,
                    FcRecord    *second,
                    gboolean    *merged)
{
  FcId tenant = fc_id_from_key ("tenant", NULL);
  g_autoptr (FcActor) actor = fc_actor_new_system (&tenant);
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  g_autoptr (FcOp) op = fc_op_new_patch (seen, second, 1);
  g_autoptr (FcChangeSet) changes = NULL;
  g_autoptr (GError) error = NULL;

  fc_row_set_add (rows, first);
  changes = fc_op_run (op, actor, rows, &error);
  g_assert_no_error (error);
  *merged = changes->merged;
  fc_change_set_apply_to_rows (changes, rows);
  return g_object_ref (fc_row_set_get (rows, FC_PRODUCT, fc_record_get_id (seen)));
}

static void
test_different_fields_join (void)
{
  g_autoptr (FcRecord) seen = product ("Diesel", "#111111");
  g_autoptr (FcRecord) first = product ("Diesel B7", "#111111");
  g_autoptr (FcRecord) second = product ("Diesel", "#222222");
  gboolean merged;
  g_autoptr (FcRecord) result = second_after_first (seen, first, second, &merged);

  g_assert_cmpstr (fc_record_get_text (result, FC_PRODUCT_NAME), ==, "Diesel B7");
  g_assert_cmpstr (fc_record_get_text (result, FC_PRODUCT_COLOUR), ==, "#222222");
  g_assert_false (merged);
}

static void
test_the_last_received_wins_a_field (void)
{
  g_autoptr (FcRecord) seen = product ("Diesel", NULL);
  g_autoptr (FcRecord) first = product ("Diesel one", NULL);
  g_autoptr (FcRecord) second = product ("Diesel two", NULL);
  gboolean merged;
  g_autoptr (FcRecord) result = second_after_first (seen, first, second, &merged);

  g_assert_cmpstr (fc_record_get_text (result, FC_PRODUCT_NAME), ==, "Diesel two");
  g_assert_true (merged);
}

static void
test_sets_keep_what_both_added_and_lose_what_one_took_out (void)
{
  g_autoptr (FcRecord) seen = product ("Diesel", NULL);
  g_autoptr (FcRecord) first = product ("Diesel", NULL);
  g_autoptr (FcRecord) second = product ("Diesel", NULL);
  g_autoptr (FcRecord) result = NULL;
  gboolean merged;

  fc_record_set_set (seen, FC_PRODUCT_POS_CODES, (const char *const[]) { "1", "2", NULL });
  fc_record_set_set (first, FC_PRODUCT_POS_CODES, (const char *const[]) { "1", "3", NULL });
  fc_record_set_set (second, FC_PRODUCT_POS_CODES, (const char *const[]) { "1", "2", "4", NULL });
  result = second_after_first (seen, first, second, &merged);
  g_assert_cmpstr (fc_record_get_text (result, FC_PRODUCT_POS_CODES), ==, "[\"1\",\"3\",\"4\"]");
  g_assert_true (merged);
}

static FcRecord *
company (const char *settings)
{
  FcId id = fc_id_from_key ("tenant", NULL);
  FcRecord *row = fc_record_new (FC_TENANT, &id);

  fc_record_set_text (row, FC_TENANT_SLUG, "acme");
  fc_record_set_text (row, FC_TENANT_NAME, "Acme");
  fc_record_set_text (row, FC_TENANT_SETTINGS, settings);
  return row;
}

/* Two switches pressed one after the other, the second before the first was read back. */
static void
test_members_of_an_object_join (void)
{
  static const struct {
    const char *seen, *first, *second, *result;
    gboolean lost;
  } cases[] = {
    { NULL, "{\"a\":true}", "{\"b\":1}", "{\"a\":true,\"b\":1}", FALSE },
    { "{\"a\":1,\"b\":1}", "{\"a\":2,\"b\":1}", "{\"a\":1,\"b\":2}", "{\"a\":2,\"b\":2}", FALSE },
    { "{\"a\":1,\"b\":1}", "{\"a\":2,\"b\":1}", "{\"a\":1}", "{\"a\":2}", FALSE },
    { "{\"a\":1,\"b\":1}", "{\"b\":1}", "{\"a\":1,\"b\":2}", "{\"b\":2}", FALSE },
    { "{\"a\":1}", "{\"a\":2,\"c\":1}", "{\"a\":3}", "{\"a\":3,\"c\":1}", TRUE },
    { "{\"a\":1}", "{\"a\":2}", "{}", "{}", TRUE },
    { "[1]", "[2]", "[3]", "[3]", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const guint64 mask = G_GUINT64_CONSTANT (1) << FC_TENANT_SETTINGS;
      g_autoptr (FcRecord) seen = company (cases[i].seen);
      g_autoptr (FcRecord) first = company (cases[i].first);
      g_autoptr (FcRecord) second = company (cases[i].second);
      FcMergeResult result;
      g_autoptr (FcRecord) after = fc_merge_rows (seen, mask, second, mask, first, &result);

      g_assert_cmpstr (fc_record_get_text (after, FC_TENANT_SETTINGS), ==, cases[i].result);
      g_assert_cmpint (result.both == mask, ==, TRUE);
      g_assert_cmpint (result.lost_theirs == mask, ==, cases[i].lost);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/merge/different-fields-join", test_different_fields_join);
  g_test_add_func ("/command/merge/the-last-received-wins-a-field", test_the_last_received_wins_a_field);
  g_test_add_func ("/command/merge/members-of-an-object-join", test_members_of_an_object_join);
  g_test_add_func ("/command/merge/sets-keep-what-both-added", test_sets_keep_what_both_added_and_lose_what_one_took_out);
  return g_test_run ();
}

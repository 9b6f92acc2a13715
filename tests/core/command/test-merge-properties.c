/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-merge.h"

/* What holds for any three states of a record, whoever comes first. */

#define ROUNDS 3000

static GRand *
seeded (void)
{
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  return g_rand_new_with_seed (seed);
}

static FcRecord *
new_record (FcEntity entity)
{
  FcId id = fc_id_from_key ("row", NULL);

  return fc_record_new (entity, &id);
}

static void
set_random (FcRecord *row,
            int       field,
            GRand    *rand)
{
  static const char *const members[] = { "a", "b", "c", "d" };
  FcType type = fc_catalog_get (fc_record_get_entity (row))->fields[field].type;
  g_autofree char *text = g_strdup_printf ("%d", g_rand_int_range (rand, 0, 3));
  FcId id = fc_id_from_key (text, NULL);

  if (g_rand_int_range (rand, 0, 5) == 0)
    fc_record_set_null (row, field);
  else if (type == FC_TYPE_SET)
    {
      const char *some[5] = { NULL };
      guint n = 0;

      for (guint i = 0; i < G_N_ELEMENTS (members); i++)
        if (g_rand_boolean (rand))
          some[n++] = members[i];
      fc_record_set_set (row, field, some);
    }
  else if (type == FC_TYPE_REF)
    fc_record_set_ref (row, field, &id);
  else if (fc_type_is_text (type))
    fc_record_set_text (row, field, text);
  else
    fc_record_set_int (row, field, g_rand_int_range (rand, 0, 4));
}

/* A copy of @base with the fields of @mask changed at random. */
static FcRecord *
changed (FcRecord *base,
         guint64   mask,
         GRand    *rand)
{
  FcRecord *row = fc_record_copy (base);

  for (guint i = 0; i < fc_catalog_get (fc_record_get_entity (base))->n_fields; i++)
    if (mask >> i & 1)
      set_random (row, (int) i, rand);
  return row;
}

static FcEntity
random_entity (GRand *rand)
{
  FcEntity entity;

  do
    entity = (FcEntity) g_rand_int_range (rand, 0, FC_N_ENTITIES);
  while (fc_catalog_get (entity)->kind != FC_KIND_ENTITY);
  return entity;
}

static guint64
random_mask (FcEntity  entity,
             GRand    *rand)
{
  guint64 all = (G_GUINT64_CONSTANT (1) << fc_catalog_get (entity)->n_fields) - 1;

  return ((guint64) g_rand_int (rand) << 32 | g_rand_int (rand)) & all;
}

/* The fields of @mask that really differ from @base: what a form sends. */
static guint64
real_changes (FcRecord *base,
              FcRecord *row,
              guint64   mask)
{
  for (guint i = 0; i < fc_catalog_get (fc_record_get_entity (base))->n_fields; i++)
    if (fc_value_equal (fc_record_get_value (base, (int) i), fc_record_get_value (row, (int) i)))
      mask &= ~(G_GUINT64_CONSTANT (1) << i);
  return mask;
}

static void
assert_same (FcRecord *a,
             FcRecord *b)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (a));

  for (guint i = 0; i < about->n_fields; i++)
    if (!fc_value_equal (fc_record_get_value (a, (int) i), fc_record_get_value (b, (int) i)))
      g_error ("%s.%s differs", about->name, about->fields[i].name);
}

/* Of any entity: base, two changes with their masks. */
typedef struct {
  FcRecord *base, *mine, *theirs;
  guint64 mine_mask, theirs_mask;
} Three;

static void
three_clear (Three *three)
{
  g_clear_object (&three->base);
  g_clear_object (&three->mine);
  g_clear_object (&three->theirs);
}

static Three
random_three (GRand    *rand,
              gboolean  apart)
{
  FcEntity entity = random_entity (rand);
  g_autoptr (FcRecord) empty = new_record (entity);
  Three three = { 0 };

  three.base = changed (empty, FC_ALL_FIELDS, rand);
  three.mine_mask = random_mask (entity, rand);
  three.theirs_mask = random_mask (entity, rand);
  if (apart)
    three.theirs_mask &= ~three.mine_mask;
  three.mine = changed (three.base, three.mine_mask, rand);
  three.theirs = changed (three.base, three.theirs_mask, rand);
  three.mine_mask = real_changes (three.base, three.mine, three.mine_mask);
  three.theirs_mask = real_changes (three.base, three.theirs, three.theirs_mask);
  return three;
}

static FcRecord *
merge (FcRecord      *base,
       FcRecord      *mine,
       guint64        mask,
       FcRecord      *theirs,
       FcMergeResult *result)
{
  return fc_merge_rows (base, mask, mine, mask, theirs, result);
}

static void
different_fields_always_join_in_any_order (void)
{
  g_autoptr (GRand) rand = seeded ();

  for (guint round = 0; round < ROUNDS; round++)
    {
      Three t = random_three (rand, TRUE);
      FcMergeResult one, other;
      g_autoptr (FcRecord) mine_last = merge (t.base, t.mine, t.mine_mask, t.theirs, &one);
      g_autoptr (FcRecord) theirs_last = merge (t.base, t.theirs, t.theirs_mask, t.mine, &other);

      assert_same (mine_last, theirs_last);
      g_assert_cmphex (one.both | other.both, ==, 0);
      three_clear (&t);
    }
}

static void
the_same_change_again_changes_nothing (void)
{
  g_autoptr (GRand) rand = seeded ();

  for (guint round = 0; round < ROUNDS; round++)
    {
      Three t = random_three (rand, FALSE);
      FcMergeResult result;
      g_autoptr (FcRecord) once = merge (t.base, t.mine, t.mine_mask, t.theirs, &result);
      g_autoptr (FcRecord) twice = merge (t.base, t.mine, t.mine_mask, once, &result);

      assert_same (once, twice);
      three_clear (&t);
    }
}

/* Nothing gets lost without a word: what neither stands nor is a conflict is among the lost. */
static void
every_wanted_value_is_accounted_for (void)
{
  g_autoptr (GRand) rand = seeded ();

  for (guint round = 0; round < ROUNDS; round++)
    {
      Three t = random_three (rand, FALSE);
      FcMergeResult r;
      g_autoptr (FcRecord) after = merge (t.base, t.mine, t.mine_mask, t.theirs, &r);
      const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (after));

      g_assert_cmphex (r.conflicts & (r.lost_mine | r.lost_theirs), ==, 0);
      g_assert_cmphex (r.lost_mine & r.lost_theirs, ==, 0);
      g_assert_cmphex ((r.conflicts | r.lost_mine | r.lost_theirs) & ~r.both, ==, 0);
      for (guint i = 0; i < about->n_fields; i++)
        {
          const FcValue *value = fc_record_get_value (after, (int) i);
          gboolean is_mine = fc_value_equal (value, fc_record_get_value (t.mine, (int) i));
          gboolean is_theirs = fc_value_equal (value, fc_record_get_value (t.theirs, (int) i));
          gboolean kept = ((r.conflicts | r.lost_mine) >> i & 1) != 0;

          if (about->fields[i].merge != FC_MERGE_UNION)
            g_assert_true (is_mine || is_theirs);
          if (t.mine_mask >> i & 1 && about->fields[i].merge != FC_MERGE_UNION)
            g_assert_true (is_mine != kept);
          if (r.conflicts >> i & 1)
            g_assert_true (is_theirs && about->fields[i].merge == FC_MERGE_MANUAL);
        }
      three_clear (&t);
    }
}

static FcRecord *
after_changes (FcRecord        *base,
               FcRecord *const *changes,
               const int       *order,
               guint            n,
               int              field)
{
  FcRecord *now = fc_record_copy (base);

  for (guint i = 0; i < n; i++)
    {
      FcMergeResult result;
      FcRecord *next = merge (base, changes[order[i]], G_GUINT64_CONSTANT (1) << field, now, &result);

      g_object_unref (now);
      now = next;
    }
  return now;
}

/* Three offices change one field of a record; whoever reaches the hub first, it ends alike. */
static void
assert_order_is_all_the_same (FcEntity  entity,
                              int       field)
{
  static const int orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  guint64 bit = G_GUINT64_CONSTANT (1) << field;
  g_autoptr (GRand) rand = seeded ();

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (FcRecord) empty = new_record (entity);
      g_autoptr (FcRecord) base = changed (empty, bit, rand);
      g_autoptr (FcRecord) first = NULL;
      FcRecord *changes[3];

      for (guint i = 0; i < 3; i++)
        do
          changes[i] = changed (base, bit, rand);
        while (real_changes (base, changes[i], bit) == 0 && (g_object_unref (changes[i]), TRUE));
      first = after_changes (base, changes, orders[0], 3, field);
      for (guint i = 1; i < G_N_ELEMENTS (orders); i++)
        {
          g_autoptr (FcRecord) end = after_changes (base, changes, orders[i], 3, field);

          assert_same (first, end);
        }
      for (guint i = 0; i < 3; i++)
        g_object_unref (changes[i]);
    }
}

static void
sets_join_in_any_order (void)
{
  assert_order_is_all_the_same (FC_PRODUCT, FC_PRODUCT_POS_CODES);
}

static void
the_maximum_is_the_same_in_any_order (void)
{
  assert_order_is_all_the_same (FC_STATION, FC_STATION_LAST_SYNC);
}

static void
the_last_received_wins (void)
{
  g_autoptr (FcRecord) base = new_record (FC_PRODUCT);
  g_autoptr (FcRecord) first = fc_record_copy (base);
  g_autoptr (FcRecord) second = fc_record_copy (base);
  g_autoptr (FcRecord) after = NULL;
  FcMergeResult result;

  fc_record_set_text (first, FC_PRODUCT_NAME, "Diesel B7");
  fc_record_set_text (second, FC_PRODUCT_NAME, "Gasóleo");
  after = merge (base, second, 1 << FC_PRODUCT_NAME, first, &result);
  g_assert_cmpstr (fc_record_get_text (after, FC_PRODUCT_NAME), ==, "Gasóleo");
  g_assert_cmphex (result.lost_theirs, ==, 1 << FC_PRODUCT_NAME);
}

static void
the_hub_keeps_what_a_user_may (void)
{
  g_autoptr (FcRecord) base = new_record (FC_USER);
  g_autoptr (FcRecord) first = fc_record_copy (base);
  g_autoptr (FcRecord) second = fc_record_copy (base);
  g_autoptr (FcRecord) after = NULL;
  FcMergeResult result;

  fc_record_set_set (first, FC_USER_ROLES, (const char *const[]) { "attendant", NULL });
  fc_record_set_set (second, FC_USER_ROLES, (const char *const[]) { "admin", NULL });
  after = merge (base, second, 1 << FC_USER_ROLES, first, &result);
  g_assert_cmpstr (fc_record_get_text (after, FC_USER_ROLES), ==, "[\"attendant\"]");
  g_assert_cmphex (result.lost_mine, ==, 1 << FC_USER_ROLES);
}

static void
nobody_chooses_the_capacity_of_a_tank (void)
{
  g_autoptr (FcRecord) base = new_record (FC_TANK);
  g_autoptr (FcRecord) first = fc_record_copy (base);
  g_autoptr (FcRecord) second = fc_record_copy (base);
  g_autoptr (FcRecord) after = NULL;
  FcMergeResult result;

  fc_record_set_int (first, FC_TANK_CAPACITY, 30000000);
  fc_record_set_int (second, FC_TANK_CAPACITY, 40000000);
  after = merge (base, second, 1 << FC_TANK_CAPACITY, first, &result);
  g_assert_cmpint (fc_record_get_int (after, FC_TANK_CAPACITY), ==, 30000000);
  g_assert_cmphex (result.conflicts, ==, 1 << FC_TANK_CAPACITY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/merge/different-fields-always-join-in-any-order", different_fields_always_join_in_any_order);
  g_test_add_func ("/command/merge/the-same-change-again-changes-nothing", the_same_change_again_changes_nothing);
  g_test_add_func ("/command/merge/every-wanted-value-is-accounted-for", every_wanted_value_is_accounted_for);
  g_test_add_func ("/command/merge/sets-join-in-any-order", sets_join_in_any_order);
  g_test_add_func ("/command/merge/the-maximum-is-the-same-in-any-order", the_maximum_is_the_same_in_any_order);
  g_test_add_func ("/command/merge/the-last-received-wins", the_last_received_wins);
  g_test_add_func ("/command/merge/the-hub-keeps-what-a-user-may", the_hub_keeps_what_a_user_may);
  g_test_add_func ("/command/merge/nobody-chooses-the-capacity-of-a-tank", nobody_chooses_the_capacity_of_a_tank);
  return g_test_run ();
}

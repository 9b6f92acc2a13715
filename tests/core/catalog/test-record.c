/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-record.h"

static FcRecord *
random_record (GRand    *rand,
               FcEntity  entity)
{
  FcId id = fc_id_new_seeded (g_rand_int (rand), rand);
  FcRecord *record = fc_record_new (entity, &id);
  const FcEntityInfo *about = fc_catalog_get (entity);

  for (guint i = 0; i < about->n_fields; i++)
    {
      const FcField *field = &about->fields[i];
      FcId ref = fc_id_new_seeded (i, rand);
      g_autofree char *text = g_strdup_printf ("wörd %u", g_rand_int (rand));

      if (!(field->flags & FC_FIELD_REQUIRED) && g_rand_int_range (rand, 0, 3) == 0)
        continue;
      if (field->type == FC_TYPE_REF)
        fc_record_set_ref (record, (int) i, &ref);
      else if (field->type == FC_TYPE_ENUM)
        fc_record_set_text (record, (int) i, field->choices[0]);
      else if (field->type == FC_TYPE_SET)
        fc_record_set_set (record, (int) i, (const char *const[]) { text, "b", "a", "b", NULL });
      else if (field->type == FC_TYPE_JSON)
        fc_record_set_text (record, (int) i, "{\"a\":1}");
      else if (field->type == FC_TYPE_TEXT)
        fc_record_set_text (record, (int) i, field->max > 0 && field->max < 20 ? "x" : text);
      else
        fc_record_set_int (record, (int) i, field->type == FC_TYPE_BOOL ? 1 : MAX (field->min, 1));
    }
  return record;
}

static void
assert_same (FcRecord *a,
             FcRecord *b)
{
  for (guint i = 0; i < fc_catalog_get (fc_record_get_entity (a))->n_fields; i++)
    g_assert_true (fc_value_equal (fc_record_get_value (a, (int) i), fc_record_get_value (b, (int) i)));
}

/* Written at once or by way of an object: the same text. */
static void
test_text_is_that_of_the_object (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (int round = 0; round < 20; round++)
    for (int e = 0; e < FC_N_ENTITIES; e++)
      {
        g_autoptr (FcRecord) record = random_record (rand, (FcEntity) e);
        guint64 mask = round % 2 ? FC_ALL_FIELDS : g_rand_int (rand);

        if (e == FC_CASH_MOVEMENT)
          fc_record_set_text (record, FC_CASH_MOVEMENT_REASON, "a\"b\\c/\b\f\n\r\t\x01\x7fé€😀");
        if (round % 3 == 0 && fc_catalog_get ((FcEntity) e)->kind == FC_KIND_ENTITY)
          fc_record_set_extra (record, "{\"new\":[1,2]}");
        g_autoptr (JsonObject) object = fc_record_to_json (record, mask);
        g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
        g_autofree char *expected = json_to_string (node, FALSE), *text = fc_record_to_json_text (record, mask);

        g_assert_cmpstr (text, ==, expected);
      }
}

static void
test_json_round_trips_every_entity (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int round = 0; round < 20; round++)
    for (int e = 0; e < FC_N_ENTITIES; e++)
      {
        g_autoptr (FcRecord) record = random_record (rand, (FcEntity) e);
        g_autoptr (JsonObject) object = fc_record_to_json (record, FC_ALL_FIELDS);
        g_autoptr (GError) error = NULL;
        g_autoptr (FcRecord) back = fc_record_from_json ((FcEntity) e, fc_record_get_id (record), object, NULL, &error);

        g_assert_no_error (error);
        assert_same (record, back);
        g_assert_true (fc_record_validate (back, &error));
      }
}

static void
test_fields_of_a_newer_hub_survive (void)
{
  g_autoptr (JsonNode) node = json_from_string ("{\"code\":\"D\",\"name\":\"Diesel\",\"cetane\":51,\"eco\":{\"a\":[1]}}", NULL);
  FcId id = fc_id_from_key ("p", NULL);
  guint64 mask;
  g_autoptr (FcRecord) record = fc_record_from_json (FC_PRODUCT, &id, json_node_get_object (node), &mask, NULL);
  g_autoptr (JsonObject) back = fc_record_to_json (record, FC_ALL_FIELDS);

  g_assert_cmpuint (mask, ==, 1u << FC_PRODUCT_CODE | 1u << FC_PRODUCT_NAME);
  g_assert_cmpint (json_object_get_int_member (back, "cetane"), ==, 51);
  g_assert_true (json_object_has_member (json_object_get_object_member (back, "eco"), "a"));
}

static void
test_field_versions_pack (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int round = 0; round < 200; round++)
    {
      FcId id = fc_id_new_seeded (round, rand);
      g_autoptr (FcRecord) a = fc_record_new (FC_SHIFT, &id);
      g_autoptr (FcRecord) b = fc_record_new (FC_SHIFT, &id);
      g_autoptr (GBytes) packed = NULL;

      for (int i = 0; i < FC_SHIFT_N_FIELDS; i++)
        if (g_rand_boolean (rand))
          fc_record_set_field_version (a, i, (gint64) g_rand_int (rand) << (round % 30));
      packed = fc_record_pack_versions (a);
      if (packed != NULL)
        g_assert_true (fc_record_unpack_versions (b, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed)));
      for (int i = 0; i < FC_SHIFT_N_FIELDS; i++)
        g_assert_cmpint (fc_record_get_field_version (a, i), ==, fc_record_get_field_version (b, i));
    }
}

static void
test_validation_names_record_and_field (void)
{
  FcId id = fc_id_from_key ("t", NULL), other = fc_id_from_key ("o", NULL);
  g_autoptr (FcRecord) tank = fc_record_new (FC_TANK, &id);
  g_autoptr (GError) error = NULL;

  fc_record_set_ref (tank, FC_TANK_STATION_ID, &other);
  fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, &other);
  fc_record_set_int (tank, FC_TANK_NUMBER, 1);
  g_assert_false (fc_record_validate (tank, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "Tank: Capacity is missing");
  g_clear_error (&error);
  fc_record_set_int (tank, FC_TANK_CAPACITY, 30000000);
  g_assert_true (fc_record_validate (tank, &error));
  fc_record_set_int (tank, FC_TANK_DEAD_STOCK, -1);
  g_assert_false (fc_record_validate (tank, &error));
  g_assert_cmpstr (error->message, ==, "Tank: Dead stock must not be negative");
}

static void
test_what_is_too_large_names_the_most (void)
{
  FcId id = fc_id_from_key ("r", NULL), other = fc_id_from_key ("o", NULL);
  g_autoptr (FcRecord) dip = fc_record_new (FC_TANK_READING, &id);
  g_autoptr (GError) error = NULL;

  fc_record_set_ref (dip, FC_TANK_READING_STATION_ID, &other);
  fc_record_set_ref (dip, FC_TANK_READING_SHIFT_ID, &other);
  fc_record_set_ref (dip, FC_TANK_READING_TANK_ID, &other);
  fc_record_set_int (dip, FC_TANK_READING_LEVEL, 20001);
  g_assert_false (fc_record_validate (dip, &error));
  g_assert_cmpstr (error->message, ==, "Tank reading: Product level is too large; at most 20\342\200\257000 mm");
}

static void
test_equal_sets_have_equal_text (void)
{
  FcId id = fc_id_from_key ("u", NULL);
  g_autoptr (FcRecord) user = fc_record_new (FC_USER, &id);

  fc_record_set_set (user, FC_USER_ROLES, (const char *const[]) { "b", "a", "b", NULL });
  g_assert_cmpstr (fc_record_get_text (user, FC_USER_ROLES), ==, "[\"a\",\"b\"]");
  g_assert_true (fc_record_set_has (user, FC_USER_ROLES, "a"));
  g_assert_false (fc_record_set_has (user, FC_USER_ROLES, "c"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/record/text-is-that-of-the-object", test_text_is_that_of_the_object);
  g_test_add_func ("/catalog/record/json-round-trips-every-entity", test_json_round_trips_every_entity);
  g_test_add_func ("/catalog/record/fields-of-a-newer-hub-survive", test_fields_of_a_newer_hub_survive);
  g_test_add_func ("/catalog/record/field-versions-pack", test_field_versions_pack);
  g_test_add_func ("/catalog/record/validation-names-record-and-field", test_validation_names_record_and_field);
  g_test_add_func ("/catalog/record/what-is-too-large-names-the-most", test_what_is_too_large_names_the_most);
  g_test_add_func ("/catalog/record/equal-sets-have-equal-text", test_equal_sets_have_equal_text);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-error.h"
#include "fc-json.h"

/* Each text means what json-glib's own parser takes it for. */
static void
test_means_the_same (void)
{
  static const char *const texts[] = {
    "{}", "[]", " [ 1 , -2,\t0 ] \r\n", "{\"a\":{\"b\":[true,false,null]}}", "[\"\",\"a\\\"b\\\\c\\/\\b\\f\\n\\r\\t\"]",
    "[\"\\u00e9\\u20ac\\ud83d\\ude00é€😀\"]", "[1.5,-0.25,1e3,2E-2,0.0]", "[9223372036854775807,-9223372036854775808]",
    "{\"a\":1,\"b\":2,\"a\":3}", "[[[[[[[[[[\"deep\"]]]]]]]]]]", "{\"\":\"no name\"}", "[\"a\x1f\n\x7f" "b\"]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) expected = json_from_string (texts[i], &error);
      g_assert_no_error (error);
      g_autoptr (JsonNode) node = fc_json_parse (texts[i], -1, &error);
      g_assert_no_error (error);
      g_assert_true (json_node_equal (node, expected));
    }
}

static void
test_refuses (void)
{
  static const char *const texts[] = {
    "", " ", "1", "\"a\"", "null", "{", "[", "[1", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
    "{'a':1}", "[01]", "[1.]", "[.5]", "[+1]", "[-]", "[1e]", "[1e999]", "[nul]", "[True]", "[NaN]", "[\"a]", "[\"\\x\"]",
    "[\"\\u12\"]", "[\"\\u0000\"]", "[\"\\ud800\"]", "[\"\\udc00\"]", "[\"\\ud800\\u0041\"]", "[] []", "[]]",
    "[1]//", "/* */[1]", "[1 2]", "[\"\\", "[\"\xff\"]", "[\"\xed\xa0\x80\"]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = fc_json_parse (texts[i], -1, &error);
      g_autofree char *shown = g_strescape (texts[i], NULL); /* a report of tests is UTF-8 */
      g_test_message ("%s", shown);
      g_assert_null (node);
      g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
    }
  g_assert_null (fc_json_parse (NULL, -1, NULL));
  g_assert_null (fc_json_parse ("[1]", 2, NULL));
  g_assert_null (fc_json_parse ("[1]\0[2]", 7, NULL));
}

static void
test_is_bounded (void)
{
  for (guint depth = FC_JSON_DEPTH; depth <= FC_JSON_DEPTH + 1; depth++)
    {
      g_autofree char *text = g_strnfill (2 * depth, '[');
      memset (text + depth, ']', depth);
      g_autoptr (JsonNode) node = fc_json_parse (text, -1, NULL);
      g_assert_true ((node != NULL) == (depth == FC_JSON_DEPTH));
    }
}

/* A number without room is none of the whole ones. */
static void
test_large_numbers (void)
{
  g_autoptr (JsonNode) node = fc_json_parse ("[9223372036854775808]", -1, NULL);
  JsonNode *number = json_array_get_element (json_node_get_array (node), 0);

  g_assert_true (json_node_get_value_type (number) == G_TYPE_DOUBLE);
  g_assert_cmpfloat (json_node_get_double (number), ==, 9223372036854775808.0);
}

static char *
some_text (GRand *chance)
{
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (chance, 0, 12); n > 0; n--)
    g_string_append_unichar (text, (gunichar) g_rand_int_range (chance, 1, g_rand_boolean (chance) ? 0x80 : 0xd800));
  return g_string_free (text, FALSE);
}

static JsonNode *some_value (GRand *chance, int depth);

static JsonNode *
some_object (GRand *chance,
             int    depth)
{
  g_autoptr (JsonObject) object = json_object_new ();

  for (int n = g_rand_int_range (chance, 0, 5); n > 0; n--)
    {
      g_autofree char *name = some_text (chance);
      json_object_set_member (object, name, some_value (chance, depth - 1));
    }
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
some_value (GRand *chance,
            int    depth)
{
  g_autofree char *text = some_text (chance);
  gint64 number = (gint64) ((guint64) g_rand_int (chance) << 32 | g_rand_int (chance));

  switch (g_rand_int_range (chance, 0, depth > 0 ? 6 : 4))
    {
    case 0:
      return json_node_init_string (json_node_alloc (), text);
    case 1:
      return json_node_init_int (json_node_alloc (), number >> g_rand_int_range (chance, 0, 63));
    case 2:
      return json_node_init_boolean (json_node_alloc (), g_rand_boolean (chance));
    case 3:
      return json_node_init_null (json_node_alloc ());
    default:
      return some_object (chance, depth);
    }
}

/* What json-glib writes comes back as it was; what is cut or damaged is refused or harmless. */
static void
test_comes_back (void)
{
  guint32 seed = g_test_rand_int_range (0, G_MAXINT);
  g_autoptr (GRand) chance = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 500; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = some_object (chance, 4);
      g_autofree char *text = json_to_string (node, i % 2);
      g_autoptr (JsonNode) back = fc_json_parse (text, -1, &error);
      g_assert_no_error (error);
      g_assert_true (json_node_equal (node, back));
      gsize length = strlen (text), cut = (gsize) g_rand_int_range (chance, 0, (gint32) length);
      g_assert_null (fc_json_parse (text, (gssize) cut, NULL));
      text[cut] = (char) g_rand_int_range (chance, 1, 256);
      g_autoptr (JsonNode) other = fc_json_parse (text, (gssize) length, NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/json/means-the-same", test_means_the_same);
  g_test_add_func ("/catalog/json/refuses", test_refuses);
  g_test_add_func ("/catalog/json/is-bounded", test_is_bounded);
  g_test_add_func ("/catalog/json/large-numbers", test_large_numbers);
  g_test_add_func ("/catalog/json/comes-back", test_comes_back);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-check-message.h"

#include <string.h>

static FcUpdate *
new_row (const char *json)
{
  FcUpdate *row = fc_update_new ();
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  row->entity = FC_PRODUCT;
  row->entity_name = g_strdup ("product");
  row->id = fc_id_from_key ("test", "row", NULL);
  row->version = 7;
  row->fields = json_object_ref (json_node_get_object (node));
  return row;
}

static FcRowSum
sum_of (const char *json)
{
  FcUpdate *row = new_row (json);
  FcRowSum sum = fc_row_sum_of (row);

  fc_update_free (row);
  return sum;
}

static void
assert_differ (const char *a,
               const char *b)
{
  FcRowSum one = sum_of (a), other = sum_of (b);

  g_assert_false (fc_row_sum_equal (&one, &other));
}

static void
assert_same (const char *a,
             const char *b)
{
  FcRowSum one = sum_of (a), other = sum_of (b);

  g_assert_true (fc_row_sum_equal (&one, &other));
}

/* The order of the fields and empty ones make no difference, all else does. */
static void
test_sum_of_a_row (void)
{
  FcUpdate *row = new_row ("{\"code\":\"E5\"}");
  FcRowSum before = fc_row_sum_of (row), after;

  assert_same ("{\"code\":\"E5\",\"name\":\"Super\"}", "{\"name\":\"Super\",\"code\":\"E5\"}");
  assert_same ("{\"code\":\"E5\"}", "{\"code\":\"E5\",\"name\":null}");
  assert_differ ("{\"code\":\"E5\"}", "{\"code\":\"E6\"}");
  assert_differ ("{\"code\":\"E5\"}", "{\"name\":\"E5\"}");
  assert_differ ("{\"a\":\"bc\"}", "{\"ab\":\"c\"}");
  assert_differ ("{\"a\":1}", "{\"a\":\"1\"}");
  assert_differ ("{\"a\":[1,2]}", "{\"a\":[2,1]}");
  row->version++;
  after = fc_row_sum_of (row);
  g_assert_false (fc_row_sum_equal (&before, &after));
  row->version--;
  row->versions = g_bytes_new_static ("x", 1);
  after = fc_row_sum_of (row);
  g_assert_false (fc_row_sum_equal (&before, &after));
  fc_update_free (row);
}

static void
test_sum_carries (void)
{
  FcRowSum one = { 1, G_MAXUINT64, 3 }, other = { 1, 2, 4 }, expected = { 2, 1, 8 };
  FcRowSum turned = other;

  fc_row_sum_add (&turned, &one);
  fc_row_sum_add (&one, &other);
  g_assert_true (fc_row_sum_equal (&one, &expected));
  g_assert_true (fc_row_sum_equal (&turned, &expected));
}

static void
test_request (void)
{
  g_autoptr (FcCheckRequest) request = fc_check_request_new ();
  g_autoptr (FcCheckRequest) read = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  const guint8 ranges[] = { 0, 255, 7 };

  request->client_id = fc_id_from_key ("test", "client", NULL);
  request->epoch = 9;
  request->bucket = g_strdup ("tenant");
  fc_cursor_set (request->cursor, "tenant", 12);
  g_array_append_vals (request->ranges, ranges, G_N_ELEMENTS (ranges));
  bytes = fc_check_request_encode (request);
  read = fc_check_request_decode (bytes, &error);
  g_assert_no_error (error);
  g_assert_true (fc_id_equal (&read->client_id, &request->client_id));
  g_assert_cmpint (read->epoch, ==, 9);
  g_assert_cmpstr (read->bucket, ==, "tenant");
  g_assert_true (fc_cursor_equal (read->cursor, request->cursor));
  g_assert_cmpmem (read->ranges->data, read->ranges->len, ranges, sizeof ranges);
}

static void
test_reply (void)
{
  g_autoptr (FcCheckReply) reply = fc_check_reply_new ();
  g_autoptr (FcCheckReply) read = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  FcRowSum sum = { 3, G_MAXUINT64 - 1, 5 }, row_sum;
  FcUpdate *row = new_row ("{\"code\":\"E5\"}");
  FcId id = fc_id_from_key ("test", "changed", NULL);

  reply->epoch = 9;
  row->bucket = g_strdup ("tenant");
  row_sum = fc_row_sum_of (row);
  fc_check_reply_add_sum (reply, "tenant", -1, &sum);
  fc_check_reply_add_sum (reply, "tenant", 255, &sum);
  g_array_append_val (reply->changed, id);
  g_ptr_array_add (reply->rows, row);
  bytes = fc_check_reply_encode (reply);
  read = fc_check_reply_decode (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read->epoch, ==, 9);
  g_assert_cmpuint (read->sums->len, ==, 2);
  g_assert_cmpint (((FcCheckSum *) read->sums->pdata[0])->range, ==, -1);
  g_assert_cmpint (((FcCheckSum *) read->sums->pdata[1])->range, ==, 255);
  g_assert_true (fc_row_sum_equal (&((FcCheckSum *) read->sums->pdata[1])->sum, &sum));
  g_assert_true (fc_id_equal (&g_array_index (read->changed, FcId, 0), &id));
  sum = fc_row_sum_of (read->rows->pdata[0]);
  g_assert_true (fc_row_sum_equal (&sum, &row_sum));
}

/* What is no question gets no answer, and what is no answer is not believed. */
static void
test_nonsense (void)
{
  static const char *const requests[] = {
    "", "[]", "{}", "{\"protocol\":1,\"client_id\":\"01890000-0000-7000-8000-000000000000\"}",
    "{\"protocol\":1,\"client_id\":\"01890000-0000-7000-8000-000000000000\",\"cursor\":{},\"ranges\":[1]}",
    "{\"protocol\":1,\"client_id\":\"01890000-0000-7000-8000-000000000000\",\"cursor\":{},\"bucket\":\"t\",\"ranges\":[256]}",
    "{\"protocol\":1,\"client_id\":\"01890000-0000-7000-8000-000000000000\",\"cursor\":{},\"bucket\":\"t\",\"ranges\":[\"1\"]}",
  };
  static const char *const replies[] = {
    "", "{\"sums\":[{}]}", "{\"sums\":[{\"bucket\":\"t\",\"n\":1,\"sum\":\"x\"}]}",
    "{\"sums\":[{\"bucket\":\"t\",\"n\":-1,\"sum\":\"00000000000000000000000000000000\"}]}",
    "{\"sums\":[{\"bucket\":\"t\",\"range\":256,\"n\":1,\"sum\":\"00000000000000000000000000000000\"}]}",
    "{\"changed\":[\"me\"]}", "{\"rows\":[{}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (requests[i], strlen (requests[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (fc_check_request_decode (bytes, &error));
      g_assert_nonnull (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (replies[i], strlen (replies[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (fc_check_reply_decode (bytes, &error));
      g_assert_nonnull (error);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/check/sum-of-a-row", test_sum_of_a_row);
  g_test_add_func ("/wire/check/sum-carries", test_sum_carries);
  g_test_add_func ("/wire/check/request", test_request);
  g_test_add_func ("/wire/check/reply", test_reply);
  g_test_add_func ("/wire/check/nonsense", test_nonsense);
  return g_test_run ();
}

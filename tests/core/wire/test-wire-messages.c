/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire-samples.h"

#include <string.h>

static void
test_request (void)
{
  g_autoptr (GRand) rand = sample_rand ();
  g_autoptr (FcSyncRequest) request = sample_request (rand);
  g_autoptr (GBytes) bytes = fc_sync_request_encode (request);
  g_autoptr (GBytes) zipped = fc_gzip (bytes, 6);
  g_autoptr (GBytes) unzipped = fc_gunzip (zipped, FC_WIRE_MAX_BODY, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcSyncRequest) back = fc_sync_request_decode (unzipped, &error);

  g_assert_no_error (error);
  g_assert_true (fc_id_equal (&request->client_id, &back->client_id));
  g_assert_cmpint (back->epoch, ==, 7);
  g_assert_true (fc_cursor_equal (request->cursor, back->cursor));
  g_assert_cmpstr (back->device.platform, ==, "linux");
  g_assert_cmpuint (back->ops->len, ==, 1);
  g_assert_true (g_bytes_equal (request->ops->pdata[0], back->ops->pdata[0]));
}

static void
test_reply (void)
{
  g_autoptr (GRand) rand = sample_rand ();
  g_autoptr (FcSyncReply) reply = sample_reply (rand);
  g_autoptr (GBytes) bytes = fc_sync_reply_encode (reply);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcSyncReply) back = fc_sync_reply_decode (bytes, &error);
  FcWireResult *refused;

  g_assert_no_error (error);
  g_assert_cmpint (back->head, ==, 900);
  g_assert_cmpint (back->more, ==, reply->more);
  g_assert_true (fc_cursor_equal (reply->cursor, back->cursor));
  g_assert_cmpuint (back->results->len, ==, 5);
  refused = back->results->pdata[3];
  g_assert_cmpint (refused->status, ==, FC_RESULT_REJECTED);
  g_assert_cmpstr (refused->error_code, ==, "locked");
  g_assert_cmpuint (back->updates->len, ==, 5);
  g_assert_cmpuint (back->facts->len, ==, 1);
  assert_same_facts (reply->facts->pdata[0], back->facts->pdata[0]);
}

/* A field that only the hub knows comes along and goes back. */
static void
test_update_keeps_unknown_fields (void)
{
  FcId id = fc_id_new (1);
  g_autoptr (FcRecord) product = fc_record_new (FC_PRODUCT, &id);
  g_autoptr (FcUpdate) update = NULL;
  g_autoptr (FcRecord) back = NULL;
  g_autoptr (GError) error = NULL;

  fc_record_set_text (product, FC_PRODUCT_CODE, "E10");
  fc_record_set_text (product, FC_PRODUCT_NAME, "Super E10");
  fc_record_set_version (product, 12);
  fc_record_set_field_version (product, FC_PRODUCT_NAME, 11);
  fc_record_set_extra (product, "{\"octane\":95}");
  update = fc_update_new_row ("tenant", 12, product);
  back = fc_update_get_record (update, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fc_record_get_text (back, FC_PRODUCT_NAME), ==, "Super E10");
  g_assert_cmpint (fc_record_get_version (back), ==, 12);
  g_assert_cmpint (fc_record_get_field_version (back, FC_PRODUCT_NAME), ==, 11);
  g_assert_cmpstr (fc_record_get_extra (back), ==, "{\"octane\":95}");
}

static void
test_other_protocol (void)
{
  static const char text[] = "{\"protocol\":9,\"epoch\":1,\"cursor\":{}}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (FcSyncReply) reply = fc_sync_reply_decode (bytes, &error);

  g_assert_null (reply);
  g_assert_error (error, FC_WIRE_ERROR, FC_WIRE_ERROR_PROTOCOL);
  g_assert_cmpstr (error->message, ==, "The server speaks protocol version 9, this program 1.");
}

static void
test_fault (void)
{
  static const char page[] = "<html>502 Bad Gateway</html>";
  g_autoptr (GBytes) ours = fc_wire_fault_encode ("expired", "Sign in again.");
  g_autoptr (GBytes) proxy = g_bytes_new_static (page, strlen (page));
  g_autoptr (FcWireFault) fault = fc_wire_fault_decode (ours);
  g_autoptr (FcWireFault) foreign = fc_wire_fault_decode (proxy);

  g_assert_cmpint (fault->protocol, ==, FC_WIRE_PROTOCOL);
  g_assert_cmpstr (fault->code, ==, "expired");
  g_assert_cmpstr (fault->message, ==, "Sign in again.");
  g_assert_cmpint (foreign->protocol, ==, 0);
  g_assert_null (foreign->code);
}

static void
read_stream (FcPullReader *reader,
             GBytes       *bytes,
             gsize         step,
             GString      *kinds)
{
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  gsize size = g_bytes_get_size (bytes);

  for (gsize at = 0; at < size; at += step)
    {
      g_autoptr (GError) error = NULL;
      FcFrame *frame;

      fc_pull_reader_push (reader, data + at, MIN (step, size - at));
      while ((frame = fc_pull_reader_next (reader, &error)) != NULL)
        {
          g_string_append_c (kinds, "heRFE"[frame->kind]);
          fc_frame_free (frame);
        }
      g_assert_no_error (error);
    }
}

static void
test_stream_in_any_pieces (void)
{
  static const gsize steps[] = { 1, 7, 1000, 65536, 10000000 };
  g_autoptr (GRand) rand = sample_rand ();
  g_autoptr (GBytes) bytes = sample_stream (rand);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (FcPullReader) reader = fc_pull_reader_new ();
      g_autoptr (GString) kinds = g_string_new (NULL);

      read_stream (reader, bytes, steps[i], kinds);
      g_assert_cmpstr (kinds->str, ==, "heRFFE");
      g_assert_true (fc_pull_reader_is_complete (reader));
    }
}

static void
test_stream_cut_off (void)
{
  g_autoptr (GRand) rand = sample_rand ();
  g_autoptr (GBytes) bytes = sample_stream (rand);
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) - 1);
  g_autoptr (FcPullReader) reader = fc_pull_reader_new ();
  g_autoptr (GString) kinds = g_string_new (NULL);

  read_stream (reader, part, 4096, kinds);
  g_assert_cmpstr (kinds->str, ==, "heRFF");
  g_assert_false (fc_pull_reader_is_complete (reader));
}

static void
test_json_is_bounded (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  const char *const bad[] = { deep,  "",     "{", "{\"a\":1}/* \" */[[", "# \"\n[", "'", "\xff\"", "{\"a\" 1}", "[1,2", "nul",
                              "\"\xc3\"" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fc_wire_parse_json (bad[i], -1, &error));
      g_assert_error (error, FC_WIRE_ERROR, FC_WIRE_ERROR_INVALID);
    }
}

static void
test_gzip_bomb (void)
{
  g_autoptr (GBytes) zeros = g_bytes_new_take (g_malloc0 (64 * 1024 * 1024), 64 * 1024 * 1024);
  g_autoptr (GBytes) bomb = fc_gzip (zeros, 9);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bomb, 0, 50);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) short_error = NULL;

  g_assert_null (fc_gunzip (bomb, FC_WIRE_MAX_BODY, &error));
  g_assert_error (error, FC_WIRE_ERROR, FC_WIRE_ERROR_TOO_LARGE);
  g_assert_null (fc_gunzip (cut, FC_WIRE_MAX_BODY, &short_error));
  g_assert_error (short_error, FC_WIRE_ERROR, FC_WIRE_ERROR_TRUNCATED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/request/comes-back-as-it-went", test_request);
  g_test_add_func ("/wire/reply/comes-back-as-it-went", test_reply);
  g_test_add_func ("/wire/update/keeps-unknown-fields", test_update_keeps_unknown_fields);
  g_test_add_func ("/wire/reply/other-protocol", test_other_protocol);
  g_test_add_func ("/wire/fault/ours-and-a-proxys", test_fault);
  g_test_add_func ("/wire/stream/in-any-pieces", test_stream_in_any_pieces);
  g_test_add_func ("/wire/stream/cut-off-is-not-complete", test_stream_cut_off);
  g_test_add_func ("/wire/json/is-bounded", test_json_is_bounded);
  g_test_add_func ("/wire/gzip/bomb-and-stump", test_gzip_bomb);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire-samples.h"

#include <string.h>

/* Mutates good bytes and feeds them to every decoder: none may crash, leak or take more than it should (run it under ASan).
 * FC_FUZZ_ROUNDS sets how long. */

typedef void (*Decode) (GBytes *bytes);

static void
decode_facts (GBytes *bytes)
{
  FcFactBatch *batch = fc_fact_batch_decode (bytes, NULL);

  g_clear_pointer (&batch, fc_fact_batch_free);
}

static void
decode_reply (GBytes *bytes)
{
  g_autoptr (FcSyncReply) reply = fc_sync_reply_decode (bytes, NULL);

  for (guint i = 0; reply != NULL && i < reply->updates->len; i++)
    {
      FcUpdate *update = reply->updates->pdata[i];
      g_autoptr (FcRecord) record = NULL;

      if (update->entity < FC_N_ENTITIES && update->fields != NULL)
        record = fc_update_get_record (update, NULL);
    }
}

static void
decode_request (GBytes *bytes)
{
  g_autoptr (FcSyncRequest) request = fc_sync_request_decode (bytes, NULL);
  g_autoptr (FcPullRequest) pull = fc_pull_request_decode (bytes, NULL);
  g_autoptr (FcTokenReply) tokens = fc_token_reply_decode (bytes, NULL);
  g_autoptr (FcWireFault) fault = fc_wire_fault_decode (bytes);
}

static void
decode_stream (GBytes *bytes)
{
  g_autoptr (FcPullReader) reader = fc_pull_reader_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize at = 0; at < size; at += 1500)
    {
      FcFrame *frame;

      fc_pull_reader_push (reader, data + at, MIN (1500, size - at));
      while ((frame = fc_pull_reader_next (reader, NULL)) != NULL)
        fc_frame_free (frame);
    }
}

static void
decode_gzip (GBytes *bytes)
{
  GBytes *out = fc_gunzip (bytes, 1024 * 1024, NULL);

  g_clear_pointer (&out, g_bytes_unref);
}

static GBytes *
mutate (GBytes *good,
        GRand  *rand)
{
  gsize size = g_bytes_get_size (good);
  guint8 *data = g_memdup2 (g_bytes_get_data (good, NULL), size);
  int n = g_rand_int_range (rand, 1, 6);

  for (int i = 0; i < n && size > 1; i++)
    {
      gsize at = g_rand_int (rand) % (g_rand_boolean (rand) ? size : MIN (size, 600));
      gsize from = g_rand_int (rand) % size;

      switch (g_rand_int_range (rand, 0, 5))
        {
        case 0:
          data[at] ^= (guint8) (1 << g_rand_int_range (rand, 0, 8));
          break;
        case 1:
          data[at] = (guint8) g_rand_int (rand);
          break;
        case 2:
          data[at] = "\xff\x80{}[]\",:0"[g_rand_int_range (rand, 0, 10)];
          break;
        case 3:
          memmove (data + at, data + from, MIN (size - MAX (at, from), 40));
          break;
        default:
          size = g_rand_int_range (rand, 0, 4) == 0 ? MAX (at, 1) : size;
        }
    }
  return g_bytes_new_take (data, size);
}

static void
fuzz (GBytes *good,
      Decode  decode,
      GRand  *rand)
{
  const char *given = g_getenv ("FC_FUZZ_ROUNDS");
  guint64 rounds = given != NULL ? g_ascii_strtoull (given, NULL, 10) : 3000;

  decode (good);
  for (guint64 i = 0; i < rounds; i++)
    {
      g_autoptr (GBytes) bad = mutate (good, rand);

      decode (bad);
    }
}

static void
test_facts (void)
{
  g_autoptr (GRand) rand = sample_rand ();
  g_autoptr (FcFactBatch) batch = sample_sales (rand, 64);
  g_autoptr (GBytes) bytes = fc_fact_batch_encode (batch);

  fuzz (bytes, decode_facts, rand);
}

static void
fuzz_messages (GRand *rand)
{
  g_autoptr (FcSyncReply) reply = sample_reply (rand);
  g_autoptr (FcSyncRequest) request = sample_request (rand);
  g_autoptr (GBytes) down = fc_sync_reply_encode (reply);
  g_autoptr (GBytes) up = fc_sync_request_encode (request);

  fuzz (down, decode_reply, rand);
  fuzz (up, decode_request, rand);
}

static void
test_messages (void)
{
  g_autoptr (GRand) rand = sample_rand ();

  fuzz_messages (rand);
}

/* Ids were read behind the end of the column. */
static void
test_kept_messages (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (649347738);

  fuzz_messages (rand);
}

static void
test_stream (void)
{
  g_autoptr (GRand) rand = sample_rand ();
  g_autoptr (GBytes) bytes = sample_stream (rand);

  fuzz (bytes, decode_stream, rand);
}

static void
test_gzip (void)
{
  g_autoptr (GRand) rand = sample_rand ();
  g_autoptr (GBytes) plain = sample_stream (rand);
  g_autoptr (GBytes) bytes = fc_gzip (plain, 6);

  fuzz (bytes, decode_gzip, rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/fuzz/facts", test_facts);
  g_test_add_func ("/wire/fuzz/messages", test_messages);
  g_test_add_func ("/wire/fuzz/kept-messages", test_kept_messages);
  g_test_add_func ("/wire/fuzz/stream", test_stream);
  g_test_add_func ("/wire/fuzz/gzip", test_gzip);
  return g_test_run ();
}

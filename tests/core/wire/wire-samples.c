/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire-samples.h"

#include <string.h>

/* A random source whose seed is printed, and taken from FC_SEED where that is set. */
GRand *
sample_rand (void)
{
  const char *given = g_getenv ("FC_SEED");
  guint32 seed = given != NULL ? (guint32) g_ascii_strtoull (given, NULL, 10) : g_random_int ();

  g_test_message ("FC_SEED=%u", seed);
  return g_rand_new_with_seed (seed);
}

static gint64
any_number (GRand *rand)
{
  gint64 number = (gint64) ((guint64) g_rand_int (rand) << 32 | g_rand_int (rand));

  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      return number;
    case 1:
      return G_MAXINT64;
    case 2:
      return G_MININT64;
    case 3:
      return 0;
    default:
      return number % 100000;
    }
}

static void
fill_column (FcFactBatch *batch,
             int          field,
             GRand       *rand,
             const FcId  *stations,
             guint        n_stations)
{
  static const char *const words[] = { "cash", "card", "Mäßig größer", "", "voucher" };
  FcFactColumn *column = fc_fact_batch_use_column (batch, field);
  gboolean unique = g_rand_boolean (rand);
  gboolean holes = g_rand_boolean (rand);

  for (guint row = 0; row < batch->n; row++)
    {
      g_autofree char *text = g_strdup_printf ("receipt %u", g_rand_int (rand));

      if (holes && g_rand_int_range (rand, 0, 5) == 0)
        fc_fact_batch_set_null (batch, row, field);
      else if (column->kind == FC_VALUE_TEXT)
        fc_fact_batch_set_text (batch, row, field, unique ? text : words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      else if (column->kind == FC_VALUE_ID)
        column->ids[row] = unique ? fc_id_new_seeded (any_number (rand) & 0xffffffff, rand)
                                  : stations[g_rand_int_range (rand, 0, (gint32) n_stations)];
      else
        column->numbers[row] = any_number (rand);
    }
}

/* Sales with any values, holes, and some columns left out. */
FcFactBatch *
sample_sales (GRand *rand,
              guint  n)
{
  FcFactBatch *batch = fc_fact_batch_new (FC_SALE, n);
  FcId stations[5];

  for (guint i = 0; i < G_N_ELEMENTS (stations); i++)
    stations[i] = fc_id_new_seeded (1000 * i, rand);
  for (guint row = 0; row < n; row++)
    {
      batch->row_ids[row] = fc_id_new_seeded (row, rand);
      batch->versions[row] = row;
    }
  for (int field = 0; field < FC_SALE_N_FIELDS; field++)
    if (g_rand_int_range (rand, 0, 8) != 0)
      fill_column (batch, field, rand, stations, G_N_ELEMENTS (stations));
  return batch;
}

static void
assert_same_value (const FcFactBatch *a,
                   const FcFactBatch *b,
                   guint              row,
                   int                field)
{
  gboolean null = fc_fact_batch_is_null (a, row, field);

  g_assert_cmpint (null, ==, fc_fact_batch_is_null (b, row, field));
  if (null)
    return;
  g_assert_cmpint (a->columns[field].kind, ==, b->columns[field].kind);
  if (a->columns[field].kind == FC_VALUE_TEXT)
    g_assert_cmpstr (a->columns[field].texts[row], ==, b->columns[field].texts[row]);
  else if (a->columns[field].kind == FC_VALUE_ID)
    g_assert_true (fc_id_equal (&a->columns[field].ids[row], &b->columns[field].ids[row]));
  else
    g_assert_cmpint (a->columns[field].numbers[row], ==, b->columns[field].numbers[row]);
}

void
assert_same_facts (const FcFactBatch *a,
                   const FcFactBatch *b)
{
  g_assert_cmpint (a->entity, ==, b->entity);
  g_assert_cmpuint (a->n, ==, b->n);
  g_assert_cmpmem (a->row_ids, a->n * sizeof (FcId), b->row_ids, b->n * sizeof (FcId));
  g_assert_cmpmem (a->versions, a->n * sizeof (gint64), b->versions, b->n * sizeof (gint64));
  for (guint row = 0; row < a->n; row++)
    for (guint field = 0; field < fc_catalog_get (a->entity)->n_fields; field++)
      assert_same_value (a, b, row, (int) field);
}

static FcUpdate *
sample_update (GRand *rand,
               gint64 seq)
{
  FcId id = fc_id_new_seeded (seq, rand);
  g_autoptr (FcRecord) product = fc_record_new (FC_PRODUCT, &id);
  FcUpdate *update;

  fc_record_set_text (product, FC_PRODUCT_CODE, "E10");
  fc_record_set_text (product, FC_PRODUCT_NAME, "Super \"E10\"\n95");
  fc_record_set_int (product, FC_PRODUCT_DENSITY, 745000);
  fc_record_set_version (product, seq);
  fc_record_set_field_version (product, FC_PRODUCT_NAME, seq);
  fc_record_set_extra (product, "{\"octane\":95}");
  update = fc_update_new_row ("tenant", seq, product);
  if (g_rand_int_range (rand, 0, 4) == 0)
    {
      update->deleted = TRUE;
      g_clear_pointer (&update->fields, json_object_unref);
      g_clear_pointer (&update->versions, g_bytes_unref);
    }
  return update;
}

FcSyncReply *
sample_reply (GRand *rand)
{
  FcSyncReply *reply = fc_sync_reply_new ();

  reply->epoch = 7;
  reply->server_time = G_GINT64_CONSTANT (1760000000000000);
  reply->head = 900;
  reply->more = g_rand_boolean (rand);
  fc_cursor_set (reply->cursor, "tenant", 900);
  fc_cursor_set (reply->cursor, "station/0190163d-8694-739b-aea5-966c26f8ad91", 3);
  for (int i = 0; i < 5; i++)
    {
      FcId op_id = fc_id_new_seeded (i, rand);

      g_ptr_array_add (reply->results, fc_wire_result_new (&op_id, (FcResultStatus) i, i, i == 3 ? "locked" : NULL,
                                                           i == 3 ? "Shift 12 is approved." : NULL));
      g_ptr_array_add (reply->updates, sample_update (rand, i + 1));
    }
  g_ptr_array_add (reply->facts, sample_sales (rand, 40));
  return reply;
}

FcSyncRequest *
sample_request (GRand *rand)
{
  static const char op[] = "{\"op_id\":\"…\",\"fields\":{\"name\":\"Größe \\\"L\\\"\\u0000\"}}";
  FcSyncRequest *request = fc_sync_request_new ();

  request->client_id = fc_id_new_seeded (1, rand);
  request->epoch = 7;
  request->timestamp = 5;
  request->device.platform = g_strdup ("linux");
  fc_cursor_set (request->cursor, "tenant", 12);
  g_ptr_array_add (request->ops, g_bytes_new_static (op, strlen (op)));
  return request;
}

static void
append (GByteArray *out,
        GBytes     *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_byte_array_append (out, data, (guint) size);
  g_bytes_unref (bytes);
}

GBytes *
sample_stream (GRand *rand)
{
  g_autoptr (FcPullWriter) writer = fc_pull_writer_new ();
  g_autoptr (FcFactBatch) newer = sample_sales (rand, 300);
  g_autoptr (FcFactBatch) older = sample_sales (rand, 20);
  g_autoptr (FcFactBatch) rollups = fc_fact_batch_new (FC_SALES_ROLLUP, 3);
  g_autoptr (FcCursor) heads = fc_cursor_new ();
  g_autoptr (GPtrArray) updates = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_update_free);
  FcFrame header = { .epoch = 7, .head = 900, .heads = heads, .horizon = 4, .entities = 3, .rollups = 3, .facts = 320 };
  GByteArray *out = g_byte_array_new ();

  fc_cursor_set (heads, "tenant", 900);
  for (int i = 1; i <= 3; i++)
    g_ptr_array_add (updates, sample_update (rand, i));
  append (out, fc_pull_writer_header (writer, &header));
  append (out, fc_pull_writer_entities (writer, updates));
  append (out, fc_pull_writer_rollups (writer, rollups));
  append (out, fc_pull_writer_facts (writer, newer, "token-1"));
  append (out, fc_pull_writer_facts (writer, older, "token-2"));
  append (out, fc_pull_writer_end (writer));
  return g_byte_array_free_to_bytes (out);
}

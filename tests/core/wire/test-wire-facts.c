/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire-samples.h"

#include <string.h>

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = sample_rand ();

  for (int i = 0; i < 60; i++)
    {
      g_autoptr (FcFactBatch) batch = sample_sales (rand, i < 5 ? (guint) i : (guint) g_rand_int_range (rand, 5, 900));
      g_autoptr (GBytes) bytes = fc_fact_batch_encode (batch);
      g_autoptr (GError) error = NULL;
      g_autoptr (FcFactBatch) back = fc_fact_batch_decode (bytes, &error);

      g_assert_no_error (error);
      assert_same_facts (batch, back);
    }
}

/* What a newer hub calls a field, this program does not know: the column is left out, the rest is read. */
static void
test_unknown_column (void)
{
  g_autoptr (FcFactBatch) batch = fc_fact_batch_new (FC_SALE, 3);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) newer = NULL;
  g_autoptr (FcFactBatch) back = NULL;
  g_autofree char *data = NULL;
  char *name;
  gsize size;

  fc_fact_batch_use_column (batch, FC_SALE_AMOUNT)->numbers[1] = 500;
  fc_fact_batch_use_column (batch, FC_SALE_VOLUME)->numbers[2] = 700;
  bytes = fc_fact_batch_encode (batch);
  data = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  size = g_bytes_get_size (bytes);
  name = memmem (data, size, "volume", strlen ("volume"));
  memcpy (name, "colour", strlen ("colour"));
  newer = g_bytes_new (data, size);
  back = fc_fact_batch_decode (newer, NULL);
  g_assert_nonnull (back);
  g_assert_cmpint (back->columns[FC_SALE_AMOUNT].numbers[1], ==, 500);
  g_assert_true (fc_fact_batch_is_null (back, 2, FC_SALE_VOLUME));
}

static void
test_truncated (void)
{
  g_autoptr (GRand) rand = sample_rand ();
  g_autoptr (FcFactBatch) batch = sample_sales (rand, 50);
  g_autoptr (GBytes) bytes = fc_fact_batch_encode (batch);

  for (gsize size = 0; size < g_bytes_get_size (bytes); size++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, size);
      g_autoptr (GError) error = NULL;

      g_assert_null (fc_fact_batch_decode (part, &error));
      g_assert_error (error, FC_WIRE_ERROR, FC_WIRE_ERROR_INVALID);
    }
}

/* Sales as they are: the same stations and products again and again, times close together. */
static void
test_compact (void)
{
  g_autoptr (FcFactBatch) batch = fc_fact_batch_new (FC_SALE, FC_FACT_CHUNK);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (FcFactBatch) back = NULL;

  for (guint row = 0; row < batch->n; row++)
    {
      batch->row_ids[row] = fc_id_new (row);
      fc_fact_batch_use_column (batch, FC_SALE_STATION_ID)->ids[row] = fc_id_from_key ("station", row % 2 ? "a" : "b", NULL);
      fc_fact_batch_use_column (batch, FC_SALE_SOLD_AT)->numbers[row] = G_GINT64_CONSTANT (1760000000000000) - row * 30000000LL;
      fc_fact_batch_use_column (batch, FC_SALE_AMOUNT)->numbers[row] = 3000 + row % 5000;
      fc_fact_batch_set_text (batch, row, FC_SALE_PAYMENT, row % 3 ? "card" : "cash");
    }
  bytes = fc_fact_batch_encode (batch);
  g_test_message ("%.1f bytes a sale", (double) g_bytes_get_size (bytes) / batch->n);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 24 * batch->n);
  back = fc_fact_batch_decode (bytes, NULL);
  assert_same_facts (batch, back);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/facts/come-back-as-they-went", test_round_trip);
  g_test_add_func ("/wire/facts/unknown-column-is-left-out", test_unknown_column);
  g_test_add_func ("/wire/facts/cut-off-anywhere-is-an-error", test_truncated);
  g_test_add_func ("/wire/facts/sales-are-compact", test_compact);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A batch of facts, column by column. */
#include "fc-fact-coding.h"
#include "fc-fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  g_autoptr (GBytes) coded = g_bytes_new (bytes, size);
  g_autoptr (FcFactBatch) batch = fc_fact_batch_decode (coded, NULL);
  g_autoptr (FcFactBatch) again = NULL;
  g_autoptr (GBytes) text = NULL;

  if (batch == NULL)
    return 0;
  text = fc_fact_batch_encode (batch);
  again = fc_fact_batch_decode (text, NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->n, ==, batch->n);
  g_assert_cmpmem (again->row_ids, again->n * sizeof (FcId), batch->row_ids, batch->n * sizeof (FcId));
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A movement file or journal of a POS, and the shifts that are folded out of it. */
#include "fc-fuzz.h"
#include "fc-naxml.h"
#include "fc-shift-feed.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  g_autoptr (GBytes) text = g_bytes_new (bytes, size);
  g_autoptr (FcMessages) messages = fc_messages_new ();
  const FcNaxmlOptions options = {
    .units = { .currency = "EUR" },
    .accept_partial = size % 2 == 1,
  };
  g_autoptr (FcNaxmlReport) report = fc_naxml_parse_bytes ("movement.xml", text, &options, messages, NULL);
  FcNaxmlReport *reports[] = { report };
  g_autoptr (GPtrArray) feeds = NULL;

  if (report == NULL)
    return 0;
  feeds = fc_shift_feeds_group (reports, 1, messages);
  fc_shift_feeds_check (feeds, messages);
  for (guint i = 0; i < feeds->len; i++)
    {
      g_autoptr (JsonNode) node = fc_shift_feed_to_json (feeds->pdata[i]);
      g_autoptr (FcShiftFeed) again = fc_shift_feed_from_json (node, NULL);

      g_assert_nonnull (again);
      g_assert_cmpint (fc_shift_feed_sum_amount (again), ==, fc_shift_feed_sum_amount (feeds->pdata[i]));
    }
  return 0;
}

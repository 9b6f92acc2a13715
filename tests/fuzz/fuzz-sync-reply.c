/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a hub, honest or not, answers to /api/v1/sync. */
#include "fc-fuzz.h"
#include "fc-wire.h"

static void
read_row (const FcUpdate *update)
{
  g_autoptr (FcRecord) row = NULL;

  if (update->entity < FC_N_ENTITIES && update->fields != NULL)
    row = fc_update_get_record (update, NULL);
  if (row != NULL)
    fc_record_validate_received (row, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  g_autoptr (GBytes) body = g_bytes_new (bytes, size);
  g_autoptr (FcSyncReply) reply = fc_sync_reply_decode (body, NULL);
  g_autoptr (FcSyncReply) again = NULL;
  g_autoptr (GBytes) text = NULL;

  if (reply == NULL)
    return 0;
  g_ptr_array_foreach (reply->updates, (GFunc) (void (*) (void)) read_row, NULL);
  text = fc_sync_reply_encode (reply);
  again = fc_sync_reply_decode (text, NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->results->len, ==, reply->results->len);
  g_assert_cmpuint (again->updates->len, ==, reply->updates->len);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an office sends to /api/v1/sync and /api/v1/sync/pull. */
#include "fc-fuzz.h"
#include "fc-wire.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  g_autoptr (GBytes) body = g_bytes_new (bytes, size);
  g_autoptr (FcSyncRequest) request = fc_sync_request_decode (body, NULL);
  g_autoptr (FcPullRequest) pull = fc_pull_request_decode (body, NULL);

  if (request != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) text = fc_sync_request_encode (request);
      g_autoptr (FcSyncRequest) again = fc_sync_request_decode (text, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (again->ops->len, ==, request->ops->len);
      g_assert_true (fc_cursor_equal (again->cursor, request->cursor));
    }
  if (pull != NULL)
    {
      g_autoptr (GBytes) text = fc_pull_request_encode (pull);
      g_autoptr (FcPullRequest) again = fc_pull_request_decode (text, NULL);

      g_assert_nonnull (again);
      g_assert_cmpstr (again->resume, ==, pull->resume);
    }
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hub's smaller answers: tokens, faults, the newest seq. */
#include "fc-fuzz.h"
#include "fc-wire.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  g_autoptr (GBytes) body = g_bytes_new (bytes, size);
  g_autoptr (FcTokenReply) tokens = fc_token_reply_decode (body, NULL);
  g_autoptr (FcWireFault) fault = fc_wire_fault_decode (body);
  gint64 epoch, head;

  if (fc_head_reply_decode (body, &epoch, &head, NULL))
    {
      g_autoptr (GBytes) text = fc_head_reply_encode (epoch, head);
      gint64 epoch_again, head_again;

      g_assert_true (fc_head_reply_decode (text, &epoch_again, &head_again, NULL));
      g_assert_cmpint (epoch, ==, epoch_again);
      g_assert_cmpint (head, ==, head_again);
    }
  if (tokens != NULL)
    {
      g_autoptr (GBytes) text = fc_token_reply_encode (tokens);
      g_autoptr (FcTokenReply) again = fc_token_reply_decode (text, NULL);

      g_assert_nonnull (again);
      g_assert_cmpstr (again->refresh_token, ==, tokens->refresh_token);
    }
  return 0;
}

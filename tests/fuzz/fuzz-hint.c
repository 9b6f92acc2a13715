/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes on a socket for hints, at either end: how far the other is. */
#include "fc-fuzz.h"
#include "fc-hint-watch.h"
#include "fc-wire.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  g_autoptr (GBytes) message = g_bytes_new (bytes, size);
  g_autoptr (GBytes) text = NULL;
  gint64 epoch, head, epoch_again, head_again;

  if (!fc_hint_read (message, &epoch, &head))
    return 0;
  g_assert_cmpuint (size, <=, FC_HINT_MOST);
  text = fc_head_reply_encode (epoch, head);
  g_assert_cmpuint (g_bytes_get_size (text), <=, FC_HINT_MOST);
  g_assert_true (fc_hint_read (text, &epoch_again, &head_again));
  g_assert_cmpint (epoch, ==, epoch_again);
  g_assert_cmpint (head, ==, head_again);
  return 0;
}

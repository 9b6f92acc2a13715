/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A compressed body: never more comes out than was allowed, and what was packed comes back. */
#include "fc-fuzz.h"
#include "fc-wire-coding.h"

#define MOST (64 * 1024)

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  g_autoptr (GBytes) body = g_bytes_new (bytes, size);
  g_autoptr (GBytes) out = fc_gunzip (body, MOST, NULL);
  g_autoptr (GBytes) packed = fc_gzip (body, 1);
  g_autoptr (GBytes) back = fc_gunzip (packed, MOST, NULL);

  if (out != NULL)
    g_assert_cmpuint (g_bytes_get_size (out), <=, MOST);
  if (size <= MOST)
    g_assert_true (back != NULL && g_bytes_equal (back, body));
  else
    g_assert_null (back);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An op as an office sends it to the hub. */
#include "fc-fuzz.h"
#include "fc-op.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  g_autoptr (GBytes) text = g_bytes_new (bytes, size);
  g_autoptr (FcOp) op = fc_op_decode (text, NULL);
  g_autoptr (FcOp) again = NULL;
  g_autoptr (GBytes) once = NULL;
  g_autoptr (GBytes) twice = NULL;

  if (op == NULL)
    return 0;
  once = fc_op_encode (op);
  again = fc_op_decode (once, NULL);
  g_assert_nonnull (again);
  twice = fc_op_encode (again);
  g_assert_true (g_bytes_equal (once, twice));
  return 0;
}

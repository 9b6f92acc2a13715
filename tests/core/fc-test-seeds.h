/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#if defined (__SANITIZE_ADDRESS__)
#define FC_TEST_SANITISED TRUE
#else
#define FC_TEST_SANITISED FALSE
#endif

/*
 * How many seeds a test over random worlds runs: @all, or a share of them under AddressSanitizer, where each takes many times
 * as long. FORECOURT_TEST_SEEDS=N runs N. Says so where it is not all.
 */
static inline guint
fc_test_seeds (guint all,
               guint sanitised)
{
  const char *wanted = g_getenv ("FORECOURT_TEST_SEEDS");
  guint n = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : FC_TEST_SANITISED ? sanitised : all;

  if (n != all)
    g_test_message ("%u of %u seeds", n, all);
  return n;
}

G_END_DECLS

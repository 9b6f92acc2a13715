/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-bench.h"
#include "fc-stock-series.h"
#include "fc-tls.h"

#define TANKS 8
#define DAYS 365
#define ROUNDS 200
#define FRAME_MS 16.7

/* A year of eight tanks, and the sum it must come to. */
static gint64
add_up (const FcStockDay *days)
{
  static const FcStockTolerance practice = { 5000, 10000, 0 };
  gint64 sum = 0;

  for (guint tank = 0; tank < TANKS; tank++)
    {
      g_autoptr (GArray) lines = fc_stock_series_new (days + tank * DAYS, DAYS, FC_CARRY_STICK, &practice);

      sum += g_array_index (lines, FcStockLine, DAYS - 1).cumulative;
    }
  return sum;
}

static void
bench_series (void)
{
  g_autofree FcStockDay *days = g_new0 (FcStockDay, TANKS * DAYS);
  g_autoptr (GRand) rand = g_rand_new_with_seed (17);
  gint64 start, sum = 0;
  double each;

  for (guint i = 0; i < TANKS * DAYS; i++)
    {
      days[i] = (FcStockDay) { .date = (FcDate) (20000 + i % DAYS), .has_opening = TRUE, .opening = 20000000 };
      days[i].sales = days[i].receipts = g_rand_int_range (rand, 0, 9000000);
      days[i].has_physical = TRUE;
      days[i].physical = 20000000 + g_rand_int_range (rand, -30000, 30000);
    }
  start = g_get_monotonic_time ();
  for (guint i = 0; i < ROUNDS; i++)
    sum += add_up (days);
  each = fc_bench_seconds_since (start) * 1000 / ROUNDS;
  g_assert (sum != 0);
  fc_bench_print ("wetstock.series", each, "ms", each / FRAME_MS, "one frame of 16.7 ms");
}

/* The answer of a gauge with all its 99 tanks, byte by byte off the line. */
static void
bench_tls (void)
{
  static const FcTlsUnits metric = { FC_VOLUME_LITRE, FALSE, FALSE };
  g_autoptr (GString) text = g_string_new ("\001i201002611210742");
  gint64 start;
  double each;

  for (guint tank = 1; tank <= FC_TLS_LAST_TANK; tank++)
    g_string_append_printf (text, "%02u1000007" "468E9400" "468D6800" "46378E00" "44B19000" "41400000" "41920000" "42100000", tank);
  g_string_append (text, "&&");
  g_string_append_printf (text, "%04X\003", fc_tls_checksum ((guint8 *) text->str, text->len));
  start = g_get_monotonic_time ();
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (FcTlsReader) reader = fc_tls_reader_new ();
      g_autoptr (FcTlsReply) reply = NULL;
      g_autoptr (GBytes) frame = NULL;

      for (gsize at = 0; at < text->len && frame == NULL; at++)
        {
          fc_tls_reader_push (reader, (guint8 *) text->str + at, 1);
          frame = fc_tls_reader_next (reader);
        }
      reply = fc_tls_parse (frame, &metric, NULL);
      g_assert (reply != NULL && reply->tanks->len == FC_TLS_LAST_TANK);
    }
  each = fc_bench_seconds_since (start) * 1000 / ROUNDS;
  fc_bench_print ("wetstock.gauge", each, "ms", each / FRAME_MS, "one frame of 16.7 ms");
}

int
main (void)
{
  bench_series ();
  bench_tls ();
  return 0;
}

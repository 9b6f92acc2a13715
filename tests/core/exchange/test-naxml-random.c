/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

/* Every line of a report as text, for comparing. */
static void
add_lines (GHashTable          *lines,
           const FcNaxmlReport *report)
{
  for (guint i = 0; i < report->grade_sales->len; i++)
    {
      const FcNaxmlGradeSales *l = g_ptr_array_index (report->grade_sales, i);

      g_hash_table_add (lines, g_strdup_printf ("sales %s %s %s %s %ld %ld %ld %ld %s %ld", l->grade, l->position, l->tier,
                                                l->tender, (long) l->price, (long) l->volume, (long) l->amount,
                                                (long) l->test_volume, l->return_tank, (long) l->discount));
    }
  for (guint i = 0; i < report->totalizers->len; i++)
    {
      const FcNaxmlTotalizer *l = g_ptr_array_index (report->totalizers, i);

      g_hash_table_add (lines, g_strdup_printf ("total %s %s %ld %d %ld", l->product, l->position, (long) l->volume,
                                                l->has_amount, (long) l->amount));
    }
  for (guint i = 0; i < report->tank_readings->len; i++)
    {
      const FcNaxmlTankReading *l = g_ptr_array_index (report->tank_readings, i);

      g_hash_table_add (lines, g_strdup_printf ("tank %s %s %ld %d %ld %ld %ld", l->tank, l->product, (long) l->volume,
                                                l->has_temperature, (long) l->temperature, (long) l->ullage,
                                                (long) l->water));
    }
  for (guint i = 0; i < report->misc->len; i++)
    {
      const FcNaxmlMisc *l = g_ptr_array_index (report->misc, i);

      g_hash_table_add (lines, g_strdup_printf ("misc %s %s %s %s %s %ld %ld %d", l->code, l->subcode, l->modifier,
                                                l->tender, l->register_id, (long) l->amount, (long) l->count_milli,
                                                l->outside));
    }
  for (guint i = 0; i < report->sales->len; i++)
    {
      const FcNaxmlSale *l = g_ptr_array_index (report->sales, i);

      g_hash_table_add (lines, g_strdup_printf ("sale %s %u %u %d", l->transaction, l->lines->len, l->tenders->len,
                                                l->outside));
    }
}

static GHashTable *
lines_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
assert_part_of (GHashTable          *whole,
                const FcNaxmlReport *part)
{
  g_autoptr (GHashTable) lines = lines_new ();
  GHashTableIter iter;
  gpointer line;

  add_lines (lines, part);
  g_hash_table_iter_init (&iter, lines);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    if (!g_hash_table_contains (whole, line))
      g_error ("a line that is not in the whole file: %s", (char *) line);
}

/* @length bytes of the file: either nothing that may be used, or a part of the whole. */
static void
check_prefix (const char *vendor,
              const char *name,
              GBytes     *bytes,
              gsize       length,
              GHashTable *whole,
              gsize       closed)
{
  FcNaxmlOptions options = sample_options (vendor);
  g_autoptr (GBytes) prefix = g_bytes_new_from_bytes (bytes, 0, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcNaxmlReport) strict = fc_naxml_parse_bytes (name, prefix, &options, NULL, &error);
  g_autoptr (FcNaxmlReport) partial = NULL;

  if (length < closed)
    {
      g_assert_null (strict);
      if (!g_error_matches (error, FC_NAXML_ERROR, FC_NAXML_ERROR_TRUNCATED) &&
          !g_error_matches (error, FC_NAXML_ERROR, FC_NAXML_ERROR_EMPTY) && length > 1)
        g_error ("%s/%s cut after %" G_GSIZE_FORMAT " bytes: %s", vendor, name, length, error->message);
    }
  options.accept_partial = TRUE;
  partial = fc_naxml_parse_bytes (name, prefix, &options, NULL, NULL);
  if (partial != NULL)
    assert_part_of (whole, partial);
}

/* Where the root's closing tag ends. */
static gsize
find_close (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  while (length > 0 && data[length - 1] != '>')
    length--;
  return length;
}

static void
truncate_sample (const char *vendor,
                 const char *name,
                 GRand      *rand)
{
  g_autoptr (FcNaxmlReport) report = sample_report (vendor, name, NULL);
  g_autoptr (GBytes) bytes = sample_bytes (vendor, name);
  g_autoptr (GHashTable) whole = lines_new ();
  gsize closed = find_close (bytes);

  g_test_message ("%s/%s", vendor, name);
  add_lines (whole, report);
  g_assert_cmpuint (g_hash_table_size (whole), >, 0);
  /* Every byte of the headers and the end; in between, unless there is time, one in seven. */
  for (gsize length = 0, size = g_bytes_get_size (bytes); length <= size; length++)
    if (g_test_slow () || length < 1200 || length + 800 > size || g_rand_int_range (rand, 0, 7) == 0)
      check_prefix (vendor, name, bytes, length, whole, closed);
}

static void
test_truncated (gconstpointer data)
{
  const char *vendor = data;
  g_autoptr (GPtrArray) names = sample_names (vendor);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GRand) rand = g_rand_new_with_seed (test_seed ());

  /* One of each kind: the second shift looks alike. */
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (g_hash_table_add (seen, GINT_TO_POINTER (g_ascii_toupper (name[0]) << 8 | g_ascii_toupper (name[1]))))
        truncate_sample (vendor, name, rand);
    }
}

static void
damage (guint8 *data,
        gsize   length,
        GRand  *rand)
{
  for (int n = g_rand_int_range (rand, 1, 9); n > 0; n--)
    {
      gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) length);

      if (g_rand_boolean (rand))
        data[at] ^= (guint8) (1 << g_rand_int_range (rand, 0, 8));
      else
        data[at] = (guint8) "<>&/\"' 0-.,"[g_rand_int_range (rand, 0, 11)];
    }
}

static void
test_damaged (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (test_seed ());

  for (int i = 0; sample_vendors[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) names = sample_names (sample_vendors[i]);

      for (int n = 0; n < 400; n++)
        {
          FcNaxmlOptions options = sample_options (sample_vendors[i]);
          const char *name = g_ptr_array_index (names, (guint) g_rand_int_range (rand, 0, (gint32) names->len));
          g_autoptr (GBytes) bytes = sample_bytes (sample_vendors[i], name);
          gsize length = g_bytes_get_size (bytes);
          guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
          g_autoptr (GBytes) damaged = NULL;
          g_autoptr (FcMessages) messages = fc_messages_new ();
          g_autoptr (FcNaxmlReport) report = NULL;
          g_autoptr (GError) error = NULL;

          damage (copy, length, rand);
          damaged = g_bytes_new_take (copy, length);
          options.accept_partial = g_rand_boolean (rand);
          report = fc_naxml_parse_bytes (name, damaged, &options, messages, &error);
          g_assert_true ((report == NULL) == (error != NULL));
          if (report != NULL)
            {
              g_autoptr (GPtrArray) feeds = fc_shift_feeds_group (&report, 1, messages);

              fc_shift_feeds_check (feeds, messages);
            }
        }
    }
}

static void
test_noise (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (test_seed ());

  for (int n = 0; n < 3000; n++)
    {
      gsize length = (gsize) g_rand_int_range (rand, 0, 300);
      guint8 *data = g_malloc (length + 1);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      for (gsize i = 0; i < length; i++)
        data[i] = (guint8) g_rand_int (rand);
      if (length > 4 && n % 2 == 0)
        memcpy (data, n % 4 == 0 ? "\xff\xfe<\0" : "<?xm", 4);
      bytes = g_bytes_new_take (data, length);
      g_assert_null (fc_naxml_parse_bytes ("FGM1.xml", bytes, NULL, NULL, &error));
      g_assert_nonnull (error);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/exchange/naxml-random/cut-after-any-byte/northgate", "northgate", test_truncated);
  g_test_add_data_func ("/exchange/naxml-random/cut-after-any-byte/harbour", "harbour", test_truncated);
  g_test_add_data_func ("/exchange/naxml-random/cut-after-any-byte/oasis", "oasis", test_truncated);
  g_test_add_func ("/exchange/naxml-random/stands-damage", test_damaged);
  g_test_add_func ("/exchange/naxml-random/stands-noise", test_noise);
  return g_test_run ();
}

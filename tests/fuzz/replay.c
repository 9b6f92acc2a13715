/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds a harness what was kept of earlier searches, and bytes near it: FC_FUZZ_ROUNDS of them (2,000), from FC_SEED. */
#include "fc-fuzz.h"

#include <string.h>

#define MOST_CHANGES 6

static GPtrArray *
load_corpus (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", FUZZ_NAME, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (path, &text, &size, NULL));
      g_ptr_array_add (corpus, g_bytes_new_take (g_steal_pointer (&text), size));
    }
  return corpus;
}

static void
feed (GBytes *input)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (input, &size);
  g_autofree guint8 *exact = g_memdup2 (bytes, size); /* so that reading past the end is seen */

  LLVMFuzzerTestOneInput (exact, size);
}

static void
test_corpus (void)
{
  g_autoptr (GPtrArray) corpus = load_corpus ();

  g_assert_cmpuint (corpus->len, >, 0);
  for (guint i = 0; i < corpus->len; i++)
    feed (corpus->pdata[i]);
}

static guint32
below (GRand *rand,
       gsize  limit)
{
  return (guint32) g_rand_int_range (rand, 0, (gint32) limit);
}

/* Flips, overwrites, cuts, repeats, or goes on with the end of another one. */
static void
change (GByteArray *bytes,
        GBytes     *other,
        GRand      *rand)
{
  static const char marks[] = "\0\xff\x80{}[]<>&\"':,;0-\n\t";
  gsize size;
  const guint8 *more = g_bytes_get_data (other, &size);
  guint at = bytes->len > 0 ? below (rand, bytes->len) : 0;
  guint n = 1 + below (rand, 40);

  if (bytes->len == 0)
    return;
  switch (below (rand, 5))
    {
    case 0:
      bytes->data[at] ^= (guint8) (1 << below (rand, 8));
      break;
    case 1:
      bytes->data[at] = (guint8) marks[below (rand, sizeof marks - 1)];
      break;
    case 2:
      g_byte_array_remove_range (bytes, at, MIN (bytes->len - at, n));
      break;
    case 3:
      {
        guint length = MIN (bytes->len - at, 200);
        g_autofree guint8 *again = g_memdup2 (bytes->data + at, length);

        g_byte_array_append (bytes, again, length);
        break;
      }
    default:
      g_byte_array_set_size (bytes, at);
      if (size > 0)
        {
          guint from = below (rand, size);

          g_byte_array_append (bytes, more + from, (guint) (size - from));
        }
    }
}

static void
test_near (void)
{
  const char *said = g_getenv ("FC_FUZZ_ROUNDS");
  guint64 rounds = said != NULL ? g_ascii_strtoull (said, NULL, 10) : 2000;
  const char *given = g_getenv ("FC_SEED");
  guint32 seed = given != NULL ? (guint32) g_ascii_strtoull (given, NULL, 10) : g_random_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) corpus = load_corpus ();

  g_test_message ("FC_SEED=%u", seed);
  for (guint64 round = 0; round < rounds; round++)
    {
      GBytes *start = corpus->pdata[below (rand, corpus->len)];
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GBytes) input = NULL;

      g_byte_array_append (bytes, g_bytes_get_data (start, NULL), (guint) g_bytes_get_size (start));
      for (guint n = 1 + below (rand, MOST_CHANGES); n > 0; n--)
        change (bytes, corpus->pdata[below (rand, corpus->len)], rand);
      input = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      feed (input);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/" FUZZ_NAME "/corpus", test_corpus);
  g_test_add_func ("/fuzz/" FUZZ_NAME "/near", test_near);
  return g_test_run ();
}

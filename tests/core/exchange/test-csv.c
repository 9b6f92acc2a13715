/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include "fc-csv.h"

static char *
write_cell (const char *cell)
{
  GString *out = g_string_new (NULL);

  fc_csv_append_cell (out, cell);
  return g_string_free (out, FALSE);
}

static void
test_formulas (void)
{
  static const char *const cases[][2] = {
    { "=1+2", "'=1+2" },        { "+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0" },
    { "-2+3", "'-2+3" },        { "@SUM(A1)", "'@SUM(A1)" },
    { "-12.50", "-12.50" },     { "+3", "+3" },
    { "-1,5", "\"-1,5\"" },     { "-", "'-" },
    { "plain", "plain" },       { " =1", "\"' =1\"" },
    { "\t=1", "\"'\t=1\"" },    { "a,\"b\"", "\"a,\"\"b\"\"\"" },
    { "", "" },                 { "two\nlines", "\"two\nlines\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *written = write_cell (cases[i][0]);

      g_assert_cmpstr (written, ==, cases[i][1]);
    }
}

static void
assert_rows (const char *text,
             const char *expected)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (FcCsvReader) reader = fc_csv_reader_new (bytes);
  g_autoptr (GString) got = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  guint line;

  for (;;)
    {
      g_autoptr (GPtrArray) row = fc_csv_reader_next (reader, &line, &error);

      if (row == NULL)
        break;
      g_string_append_printf (got, "%u", line);
      for (guint i = 0; i < row->len; i++)
        g_string_append_printf (got, "[%s]", (char *) row->pdata[i]);
    }
  if (error != NULL)
    g_string_append_printf (got, "!%s", error->message);
  g_assert_cmpstr (got->str, ==, expected);
}

static void
test_reading (void)
{
  assert_rows ("", "");
  assert_rows ("a,b\r\n1,2\r\n", "1[a][b]2[1][2]");
  assert_rows ("\xEF\xBB\xBF" "a;b,c;d\n1;2;3\n", "1[a][b,c][d]2[1][2][3]");
  assert_rows ("a\tb\n\n\n1\t\n", "1[a][b]4[1][]");
  assert_rows ("\"x\ny\",\"say \"\"hi\"\"\"\nz,", "1[x\ny][say \"hi\"]3[z][]");
  assert_rows ("a,b\n\"open,", "1[a][b]!Line 2: a quote never closes");
  assert_rows ("\"a\"b", "!Line 1: there is text after a closing quote");
  assert_rows ("a,\xE9\n", "!Line 1: the text is not UTF-8; save the file as UTF-8");
}

static char *
random_cell (GRand *rand)
{
  static const char *const pieces[] = { "a", "=", "+", "-", "@", "'", "\"", ",", ";", "\t", "\n", "\r", " ", "1", ".", "é" };
  GString *cell = g_string_new (NULL);

  for (int n = g_rand_int_range (rand, 0, 8); n > 0; n--)
    g_string_append (cell, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (cell, FALSE);
}

/* What is written is read again, and no cell of it runs in a spreadsheet. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (test_seed ());

  for (int n = 0; n < 2000; n++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      const char *head[] = { "one", "two", "three", NULL };
      char *cells[] = { random_cell (rand), random_cell (rand), random_cell (rand), NULL };
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (FcCsvReader) reader = NULL;
      g_autoptr (GPtrArray) first = NULL;
      g_autoptr (GPtrArray) row = NULL;

      fc_csv_append_row (out, head);
      fc_csv_append_row (out, (const char *const *) cells);
      bytes = g_bytes_new (out->str, out->len);
      reader = fc_csv_reader_new (bytes);
      first = fc_csv_reader_next (reader, NULL, NULL);
      row = fc_csv_reader_next (reader, NULL, NULL);
      g_assert_cmpuint (row->len, ==, 3);
      for (int i = 0; i < 3; i++)
        {
          g_autofree char *back = fc_csv_unprotect (row->pdata[i]);

          g_assert_cmpstr (back, ==, cells[i]);
          g_free (cells[i]);
        }
    }
}

static void
test_noise (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (test_seed ());

  for (int n = 0; n < 3000; n++)
    {
      char data[64];
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (FcCsvReader) reader = NULL;
      g_autoptr (GError) error = NULL;
      int rows = 0;

      for (gsize i = 0; i < sizeof data; i++)
        data[i] = g_rand_boolean (rand) ? "\",\n\r;\0a"[g_rand_int_range (rand, 0, 7)] : (char) g_rand_int (rand);
      bytes = g_bytes_new (data, sizeof data);
      reader = fc_csv_reader_new (bytes);
      for (; error == NULL; rows++)
        {
          g_autoptr (GPtrArray) row = fc_csv_reader_next (reader, NULL, &error);

          if (row == NULL)
            break;
        }
      g_assert_cmpint (rows, <=, (int) sizeof data);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/csv/never-writes-a-formula", test_formulas);
  g_test_add_func ("/exchange/csv/reads-what-spreadsheets-write", test_reading);
  g_test_add_func ("/exchange/csv/reads-what-it-wrote", test_round_trip);
  g_test_add_func ("/exchange/csv/stands-noise", test_noise);
  return g_test_run ();
}

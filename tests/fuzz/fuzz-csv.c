/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table from a spreadsheet: the rows that were read, written and read again, are the same. */
#include "fc-csv.h"
#include "fc-fuzz.h"

static GPtrArray *
read_rows (GBytes *text)
{
  g_autoptr (FcCsvReader) reader = fc_csv_reader_new (text);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GPtrArray *cells;
  guint line;

  while ((cells = fc_csv_reader_next (reader, &line, NULL)) != NULL)
    g_ptr_array_add (rows, cells);
  return rows;
}

static GBytes *
write_rows (GPtrArray *rows)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      GPtrArray *cells = rows->pdata[i];
      g_autoptr (GStrvBuilder) row = g_strv_builder_new ();
      g_auto (GStrv) texts = NULL;

      for (guint cell = 0; cell < cells->len && cells->pdata[cell] != NULL; cell++)
        {
          g_autofree char *text = fc_csv_unprotect (cells->pdata[cell]);

          g_strv_builder_add (row, text);
        }
      texts = g_strv_builder_end (row);
      fc_csv_append_row (out, (const char *const *) texts);
    }
  return g_string_free_to_bytes (out);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  g_autoptr (GBytes) text = g_bytes_new (bytes, size);
  g_autoptr (GPtrArray) rows = read_rows (text);
  g_autoptr (GBytes) written = write_rows (rows);
  g_autoptr (GPtrArray) again = read_rows (written);
  g_autoptr (GBytes) twice = write_rows (again);

  g_assert_true (g_bytes_equal (written, twice));
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct _FcCsvReader {
  GBytes *bytes;
  const char *at;
  const char *end;
  char separator;
  guint line;
};

G_DEFINE_QUARK (fc-csv-error, fc_csv_error)

/* "-12.50", "+3", "1e6": what a spreadsheet reads as a number does no harm. */
static gboolean
is_plain_number (const char *cell)
{
  const char *at = cell + (*cell == '-' || *cell == '+');
  gsize whole = strspn (at, "0123456789");
  gsize fraction = 0;

  at += whole;
  if (*at == '.' || *at == ',')
    fraction = strspn (++at, "0123456789");
  at += fraction;
  return whole + fraction > 0 && *at == '\0';
}

static gboolean
looks_like_formula (const char *cell)
{
  /* Blanks before the sign do not stop every spreadsheet. */
  while (*cell == ' ')
    cell++;
  return *cell != '\0' && strchr ("=+-@\t\r", *cell) != NULL && !is_plain_number (cell);
}

/**
 * fc_csv_append_cell:
 * @cell: (nullable): UTF-8; %NULL is an empty cell
 *
 * Quotes where the text asks for it. A cell that a spreadsheet would run as a formula gets an apostrophe
 * in front (CWE-1236); fc_csv_unprotect() takes it off again.
 */
void
fc_csv_append_cell (GString    *out,
                    const char *cell)
{
  gboolean protect;

  if (cell == NULL)
    return;
  /* An apostrophe of the text's own is doubled before a sign, or reading would take it off. */
  protect = looks_like_formula (cell) || (cell[0] == '\'' && looks_like_formula (cell + strspn (cell, "'")));
  if (strpbrk (cell, ",;\t\"\r\n") == NULL && cell[0] != ' ' && !g_str_has_suffix (cell, " ") &&
      !g_str_has_prefix (cell, BYTE_ORDER_MARK))
    {
      g_string_append_printf (out, "%s%s", protect ? "'" : "", cell);
      return;
    }
  g_string_append (out, protect ? "\"'" : "\"");
  for (; *cell != '\0'; cell++)
    {
      if (*cell == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *cell);
    }
  g_string_append_c (out, '"');
}

/**
 * fc_csv_append_row:
 * @cells: (array zero-terminated=1): %NULL-terminated; an empty cell is ""
 */
void
fc_csv_append_row (GString           *out,
                   const char *const *cells)
{
  /* A row of one empty cell would read as no row at all. */
  if (cells[0] != NULL && cells[1] == NULL && cells[0][0] == '\0')
    g_string_append (out, "\"\"");
  for (guint i = 0; cells[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      fc_csv_append_cell (out, cells[i]);
    }
  g_string_append (out, "\r\n");
}

/**
 * fc_csv_unprotect:
 *
 * Returns: (transfer full): @cell without the apostrophe that fc_csv_append_cell() put in front
 */
char *
fc_csv_unprotect (const char *cell)
{
  if (cell[0] == '\'' && looks_like_formula (cell + strspn (cell, "'")))
    return g_strdup (cell + 1);
  return g_strdup (cell);
}

/* The separator of the first row, outside of quotes. */
static char
guess_separator (const char *at,
                 const char *end)
{
  guint n[3] = { 0 };
  const char *marks = ",;\t";
  gboolean quoted = FALSE;

  for (; at < end && (quoted || (*at != '\n' && *at != '\r')); at++)
    {
      const char *mark = *at != '\0' ? strchr (marks, *at) : NULL;

      if (*at == '"')
        quoted = !quoted;
      else if (!quoted && mark != NULL)
        n[mark - marks]++;
    }
  /* As many as commas is enough: those are decimal ones then ("500;4193,39"), or they would stand in quotes. */
  if (n[1] > 0 && n[1] >= n[0] && n[1] >= n[2])
    return ';';
  return n[2] > 0 && n[2] >= n[0] ? '\t' : ',';
}

/**
 * fc_csv_reader_new:
 * @text: a whole file
 *
 * Returns: (transfer full): a reader that keeps a reference on @text; one thread at a time
 */
FcCsvReader *
fc_csv_reader_new (GBytes *text)
{
  FcCsvReader *self = g_new0 (FcCsvReader, 1);
  gsize length;
  const char *data = g_bytes_get_data (text, &length);

  if (data == NULL)
    data = "";
  self->bytes = g_bytes_ref (text);
  self->at = data;
  self->end = data + length;
  if (length >= 3 && memcmp (data, BYTE_ORDER_MARK, 3) == 0)
    self->at += 3;
  self->separator = guess_separator (self->at, self->end);
  self->line = 1;
  return self;
}

void
fc_csv_reader_free (FcCsvReader *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->bytes);
  g_free (self);
}

static gboolean
take (FcCsvReader  *self,
      GString      *cell,
      GError      **error)
{
  if (cell->len >= FC_CSV_MAX_CELL)
    {
      g_set_error (error, FC_CSV_ERROR, FC_CSV_ERROR_TOO_LARGE, _ ("Line %u: a cell is longer than %d bytes"),
                   self->line, FC_CSV_MAX_CELL);
      return FALSE;
    }
  if (*self->at == '\n')
    self->line++;
  g_string_append_c (cell, *self->at++);
  return TRUE;
}

static gboolean
read_quoted (FcCsvReader  *self,
             GString      *cell,
             GError      **error)
{
  guint began = self->line;

  self->at++;
  while (self->at < self->end)
    {
      if (*self->at == '"' && (self->at + 1 == self->end || self->at[1] != '"'))
        {
          self->at++;
          if (self->at == self->end || strchr ("\r\n", *self->at) != NULL || *self->at == self->separator)
            return TRUE;
          g_set_error (error, FC_CSV_ERROR, FC_CSV_ERROR_QUOTE, _ ("Line %u: there is text after a closing quote"),
                       self->line);
          return FALSE;
        }
      self->at += *self->at == '"';
      if (!take (self, cell, error))
        return FALSE;
    }
  g_set_error (error, FC_CSV_ERROR, FC_CSV_ERROR_QUOTE, _ ("Line %u: a quote never closes"), began);
  return FALSE;
}

static gboolean
read_cell (FcCsvReader  *self,
           GString      *cell,
           GError      **error)
{
  g_string_truncate (cell, 0);
  if (self->at < self->end && *self->at == '"')
    return read_quoted (self, cell, error);
  while (self->at < self->end && *self->at != self->separator && *self->at != '\n' && *self->at != '\r')
    if (!take (self, cell, error))
      return FALSE;
  return TRUE;
}

static void
skip_line_end (FcCsvReader *self)
{
  if (self->at < self->end && *self->at == '\r')
    self->at++;
  if (self->at < self->end && *self->at == '\n')
    self->at++;
  self->line++;
}

static gboolean
add_cell (FcCsvReader  *self,
          GPtrArray    *row,
          GString      *cell,
          GError      **error)
{
  if (row->len >= FC_CSV_MAX_COLUMNS)
    {
      g_set_error (error, FC_CSV_ERROR, FC_CSV_ERROR_TOO_LARGE, _ ("Line %u: there are more than %d columns"),
                   self->line, FC_CSV_MAX_COLUMNS);
      return FALSE;
    }
  if (!g_utf8_validate_len (cell->str, cell->len, NULL))
    {
      g_set_error (error, FC_CSV_ERROR, FC_CSV_ERROR_ENCODING,
                   _ ("Line %u: the text is not UTF-8; save the file as UTF-8"), self->line);
      return FALSE;
    }
  g_ptr_array_add (row, g_strndup (cell->str, cell->len));
  return TRUE;
}

/**
 * fc_csv_reader_next:
 * @line: (out) (nullable): where the row begins, 1-based
 * @error: FC_CSV_ERROR; %NULL without an error is the end
 *
 * Empty lines are passed over. Cells are as written: see fc_csv_unprotect().
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the cells of the next row
 */
GPtrArray *
fc_csv_reader_next (FcCsvReader  *self,
                    guint        *line,
                    GError      **error)
{
  g_autoptr (GPtrArray) row = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) cell = g_string_new (NULL);

  while (self->at < self->end && (*self->at == '\r' || *self->at == '\n'))
    skip_line_end (self);
  if (self->at >= self->end)
    return NULL;
  if (line != NULL)
    *line = self->line;
  for (;;)
    {
      if (!read_cell (self, cell, error) || !add_cell (self, row, cell, error))
        return NULL;
      if (self->at >= self->end || *self->at != self->separator)
        break;
      self->at++;
    }
  skip_line_end (self);
  return g_steal_pointer (&row);
}

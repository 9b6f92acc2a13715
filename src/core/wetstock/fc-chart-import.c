/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-chart-private.h"

#include "fc-csv.h"
#include "fc-quantity.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define UM_PER_MM 1000
#define LEVEL_MAX_UM G_GINT64_CONSTANT (20000000)
#define VOLUME_MAX G_GINT64_CONSTANT (100000000000)

/* A row of the file; levels to the µm, for an inch is no whole number of mm. */
typedef struct {
  gint64 level;  /* µm */
  gint64 volume; /* mL */
  guint line;
} Row;

typedef struct {
  FcChartUnits units;
  char decimal;        /* '.' or ',' */
  const char *file;
  FcMessages *messages;
  GArray *rows;        /* Row */
} Import;

/* "1 234,5" → mark is the last of '.' and ',' where both are, or where one cannot part thousands. 0: cannot tell. */
static char
decimal_mark_of (const char *cell)
{
  const char *dot = strrchr (cell, '.'), *comma = strrchr (cell, ',');
  const char *last = dot > comma ? dot : comma;

  if (last == NULL || strchr (cell, *last) != last)
    return 0;
  if (dot != NULL && comma != NULL)
    return *last;
  return strspn (last + 1, "0123456789") == 3 && last[4] == '\0' ? 0 : *last;
}

/* Whole cells of a line that is not separated by commas, semicolons or tabs: "500 4193", "500 = 4193", "12 1/2 840". */
static GPtrArray *
split_text (const char *text)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) words = g_strsplit_set (text, " =:|", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (strchr (words[i], '/') != NULL && cells->len > 0)
        {
          char *whole = cells->pdata[cells->len - 1];

          cells->pdata[cells->len - 1] = g_strconcat (whole, " ", words[i], NULL);
          g_free (whole);
        }
      else
        g_ptr_array_add (cells, g_strdup (words[i]));
    }
  return g_steal_pointer (&cells);
}

static GPtrArray *
next_row (FcCsvReader  *reader,
          guint        *line,
          GError      **error)
{
  g_autoptr (GPtrArray) cells = fc_csv_reader_next (reader, line, error);

  if (cells != NULL && cells->len == 1)
    return split_text (cells->pdata[0]);
  return g_steal_pointer (&cells);
}

/* 0 to 1 µm-exact part of "1/8"; -1: no fraction. */
static gint64
fraction_of (const char *text,
             gint64      whole_um)
{
  guint64 above, below;
  char *end;

  above = g_ascii_strtoull (text, &end, 10);
  if (end == text || *end != '/')
    return -1;
  text = end + 1;
  below = g_ascii_strtoull (text, &end, 10);
  if (end == text || *g_strchug (end) != '\0' || below == 0 || above >= below || below > 64)
    return -1;
  return whole_um * (gint64) above / (gint64) below;
}

/* A number with @decimals, however its thousands are parted; what is finer is cut off. */
static gboolean
parse_number (const Import *import,
              const char   *cell,
              int           decimals,
              gint64       *scaled)
{
  GString *plain = g_string_new (NULL);
  const char *point;
  gboolean good;

  for (const char *c = cell; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar mark = g_utf8_get_char (c);

      if (mark == (gunichar) import->decimal)
        g_string_append_c (plain, '.');
      else if (mark != '.' && mark != ',' && mark != '\'' && !g_unichar_isspace (mark))
        g_string_append_unichar (plain, mark);
    }
  point = strchr (plain->str, '.');
  if (point != NULL && strspn (point + 1, "0123456789") == strlen (point + 1) && strlen (point + 1) > (gsize) decimals)
    g_string_truncate (plain, (gsize) (point + 1 - plain->str) + (gsize) decimals);
  good = plain->len > 0 && fc_decimal_parse (plain->str, decimals, scaled, NULL);
  g_string_free (plain, TRUE);
  return good;
}

/* µm. Inches may have a fraction: "12 1/2". */
static gboolean
parse_level (const Import *import,
             const char   *cell,
             gint64       *um)
{
  static const gint64 um_of[] = { UM_PER_MM, 10 * UM_PER_MM, 25400 };
  const char *slash = strchr (cell, '/');
  const char *cut = slash;
  g_autofree char *whole = NULL;
  gint64 unit = um_of[import->units.level], thousandths = 0, part = 0;

  if (slash != NULL)
    {
      while (cut > cell && g_ascii_isdigit (cut[-1]))
        cut--;
      part = fraction_of (cut, unit);
      if (part < 0)
        return FALSE;
      while (cut > cell && (g_ascii_isspace (cut[-1]) || cut[-1] == '-'))
        cut--;
    }
  whole = g_strndup (cell, slash != NULL ? (gsize) (cut - cell) : strlen (cell));
  if (!(slash != NULL && whole[0] == '\0') && !parse_number (import, whole, 3, &thousandths))
    return FALSE;
  if (ABS (thousandths) > LEVEL_MAX_UM)
    return FALSE;
  *um = fc_divide_half_even ((FcInt128) thousandths * unit, 1000) + part;
  return *um >= 0 && *um <= LEVEL_MAX_UM;
}

static gboolean
parse_volume (const Import *import,
              const char   *cell,
              gint64       *ml)
{
  gint64 scaled;

  if (!parse_number (import, cell, 6, &scaled) || scaled < 0 || scaled / 1000 > VOLUME_MAX)
    return FALSE;
  if (import->units.volume == FC_VOLUME_US_GALLON)
    *ml = fc_divide_half_even ((FcInt128) scaled * G_GINT64_CONSTANT (3785411784), (FcInt128) 1000000000000);
  else
    *ml = fc_divide_half_even (scaled, 1000);
  return *ml <= VOLUME_MAX;
}

/* "10,5 420,3": plain text whose commas are decimal ones must not be read as CSV. */
static GBytes *
mend_text (GBytes *text)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  g_autofree char *copy = g_utf8_make_valid (data != NULL ? data : "", (gssize) length);

  if (strpbrk (copy, ";\t") != NULL ||
      !g_regex_match_simple ("^ *[0-9]+,[0-9]+ +[0-9]+,[0-9]+ *\\r?$", copy, G_REGEX_MULTILINE, 0))
    return g_bytes_ref (text);
  for (char *at = copy; *at != '\0'; at++)
    if (*at == ',')
      *at = '.';
    else if (*at == ' ' && at > copy && g_ascii_isdigit (at[-1]))
      *at = ';';
  return g_bytes_new (copy, strlen (copy));
}

/* Which mark the file's decimals have; a file that never shows it writes whole numbers with commas between thousands. */
static char
find_decimal_mark (GBytes *text)
{
  g_autoptr (FcCsvReader) reader = fc_csv_reader_new (text);
  GPtrArray *cells;

  while ((cells = next_row (reader, NULL, NULL)) != NULL)
    {
      char mark = 0;

      for (guint i = 0; i < cells->len && i < 2 && mark == 0; i++)
        if (strpbrk (cells->pdata[i], "0123456789") != NULL)
          mark = decimal_mark_of (g_strstrip (cells->pdata[i]));
      g_ptr_array_unref (cells);
      if (mark != 0)
        return mark;
    }
  return '.';
}

/* A line of words before the first number is a heading. */
static void
take_row (Import    *import,
          GPtrArray *cells,
          guint      line)
{
  Row row = { .line = line };

  if (cells->len < 2)
    fc_messages_add (import->messages, import->rows->len > 0 ? FC_SEVERITY_ERROR : FC_SEVERITY_NOTE, import->file, line,
                     _ ("A level and a volume are needed"));
  else if (!parse_level (import, g_strstrip (cells->pdata[0]), &row.level))
    fc_messages_add (import->messages, import->rows->len > 0 ? FC_SEVERITY_ERROR : FC_SEVERITY_NOTE, import->file, line,
                     import->rows->len > 0 ? _ ("“%s” is not a level") : _ ("“%s” is taken for a heading"),
                     (const char *) cells->pdata[0]);
  else if (!parse_volume (import, g_strstrip (cells->pdata[1]), &row.volume))
    fc_messages_add (import->messages, FC_SEVERITY_ERROR, import->file, line, _ ("“%s” is not a volume"),
                     (const char *) cells->pdata[1]);
  else if (import->rows->len >= FC_CHART_MOST_POINTS)
    {
      if (import->rows->len == FC_CHART_MOST_POINTS)
        fc_messages_add (import->messages, FC_SEVERITY_ERROR, import->file, line,
                         _ ("A strapping chart has 2 to %d points; the rest is left out"), FC_CHART_MOST_POINTS);
    }
  else
    g_array_append_val (import->rows, row);
}

static void
turn_around (Import *import)
{
  guint n = import->rows->len, falls = 0;
  Row *rows = (Row *) (gpointer) import->rows->data;

  for (guint i = 0; i + 1 < n; i++)
    falls += rows[i + 1].level < rows[i].level;
  if (falls * 2 <= n)
    return;
  fc_messages_add (import->messages, FC_SEVERITY_NOTE, import->file, 0,
                   _ ("The file goes from full to empty; it was turned around"));
  for (guint i = 0; i < n / 2; i++)
    {
      Row row = rows[i];

      rows[i] = rows[n - 1 - i];
      rows[n - 1 - i] = row;
    }
}

/* The volume at a whole millimetre beside row @k, on the straight line between the rows it lies between. */
static FcChartPoint
to_whole_mm (const Row *rows,
             guint      n,
             guint      k)
{
  FcChartPoint point = { (rows[k].level + UM_PER_MM / 2) / UM_PER_MM, rows[k].volume };
  const Row *low, *high;

  if (n < 2 || point.level * UM_PER_MM == rows[k].level)
    return point;
  /* The ends stay within what the file tells. */
  if (point.level * UM_PER_MM > rows[n - 1].level)
    point.level--;
  else if (point.level * UM_PER_MM < rows[0].level)
    point.level++;
  while (k > 0 && rows[k].level > point.level * UM_PER_MM)
    k--;
  while (k + 2 < n && rows[k + 1].level < point.level * UM_PER_MM)
    k++;
  low = &rows[MIN (k, n - 2)];
  high = low + 1;
  point.volume = low->volume + fc_divide_half_even ((FcInt128) (CLAMP (point.level * UM_PER_MM, low->level, high->level) - low->level) *
                                                      (high->volume - low->volume),
                                                    high->level - low->level);
  return point;
}

static GArray *
finish (Import *import)
{
  guint n = import->rows->len;
  Row *rows = (Row *) (gpointer) import->rows->data;
  GArray *points = g_array_new (FALSE, TRUE, sizeof (FcChartPoint));
  g_autofree FcChartPoint *exact = g_new0 (FcChartPoint, n + 1);
  g_autofree gboolean *keep = NULL;
  guint n_kept = 0;

  for (guint i = 0; i < n; i++)
    exact[i] = (FcChartPoint) { rows[i].level, rows[i].volume };
  keep = fc_chart_keep (exact, n);
  for (guint i = 0; i < n; i++)
    exact[i].level = (rows[i].level + UM_PER_MM / 2) / UM_PER_MM;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *why = keep[i] ? NULL : fc_chart_why_not (exact, keep, n, i);

      if (why != NULL)
        fc_messages_add (import->messages, FC_SEVERITY_ERROR, import->file, rows[i].line,
                         _ ("%s; the line is left out"), why);
      else
        rows[n_kept++] = rows[i];
    }
  for (guint k = 0; k < n_kept; k++)
    {
      FcChartPoint point = to_whole_mm (rows, n_kept, k);

      if (points->len > 0 && g_array_index (points, FcChartPoint, points->len - 1).level >= point.level)
        continue; /* finer than a millimetre: one is enough */
      g_array_append_val (points, point);
    }
  return points;
}

/**
 * fc_chart_import:
 * @text: a file of two columns, level and volume: CSV or plain text, with headings or not
 * @units: what the columns count in
 * @file: (nullable): its base name, for the messages
 * @messages: gets what was left out, line by line
 *
 * Of lines that contradict each other those stay that make the longest chart, so that one wrong line does not cost all
 * that come after it. Levels between two millimetres are brought to a whole one along the chart.
 *
 * Returns: (transfer full) (element-type FcChartPoint): rising; fewer than two where nothing can be made of the file
 */
GArray *
fc_chart_import (GBytes             *text,
                 const FcChartUnits *units,
                 const char         *file,
                 FcMessages         *messages)
{
  g_autoptr (GBytes) mended = mend_text (text);
  g_autoptr (FcCsvReader) reader = fc_csv_reader_new (mended);
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_autoptr (GError) error = NULL;
  Import import = { *units, find_decimal_mark (mended), file, messages, rows };
  GPtrArray *cells;
  GArray *points;
  guint line;

  while ((cells = next_row (reader, &line, &error)) != NULL)
    {
      take_row (&import, cells, line);
      g_ptr_array_unref (cells);
    }
  if (error != NULL)
    fc_messages_add (messages, FC_SEVERITY_ERROR, file, 0, "%s", error->message);
  turn_around (&import);
  points = finish (&import);
  if (points->len < 2)
    fc_messages_add (messages, FC_SEVERITY_ERROR, file, 0,
                     _ ("There is no strapping chart in the file: at least two lines with a level and a volume are "
                        "needed"));
  return points;
}

static void
guess_by_word (const char   *word,
               FcChartUnits *units)
{
  static const struct {
    const char *word;
    int level, volume;
  } words[] = {
    { "mm", FC_LEVEL_MM, -1 },         { "cm", FC_LEVEL_CM, -1 },
    { "in", FC_LEVEL_INCH, -1 },       { "inch", FC_LEVEL_INCH, -1 },
    { "inches", FC_LEVEL_INCH, -1 },   { "gal", -1, FC_VOLUME_US_GALLON },
    { "gallon", -1, FC_VOLUME_US_GALLON }, { "gallons", -1, FC_VOLUME_US_GALLON },
    { "l", -1, FC_VOLUME_LITRE },      { "ltr", -1, FC_VOLUME_LITRE },
    { "litre", -1, FC_VOLUME_LITRE },  { "litres", -1, FC_VOLUME_LITRE },
    { "liter", -1, FC_VOLUME_LITRE },  { "liters", -1, FC_VOLUME_LITRE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (word, words[i].word) == 0)
      {
        if (words[i].level >= 0)
          units->level = (FcLevelUnit) words[i].level;
        if (words[i].volume >= 0)
          units->volume = (FcVolumeUnit) words[i].volume;
      }
}

/**
 * fc_chart_guess_units:
 * @otherwise: what to take for what the headings do not say
 *
 * Returns: the units that the lines before the first number name
 */
FcChartUnits
fc_chart_guess_units (GBytes             *text,
                      const FcChartUnits *otherwise)
{
  FcChartUnits units = *otherwise;
  gsize length;
  const char *bytes = g_bytes_get_data (text, &length);
  const char *at = bytes != NULL ? bytes : "";
  const char *end = at + MIN (length, 4096);
  g_autoptr (GString) word = g_string_new (NULL);

  for (; at < end && !g_ascii_isdigit (*at); at++)
    {
      if (g_ascii_isalpha (*at))
        {
          g_string_append_c (word, *at);
          continue;
        }
      guess_by_word (word->str, &units);
      g_string_truncate (word, 0);
    }
  return units;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-field-row-private.h"

#include "fc-error.h"

#include <glib/gi18n.h>

/**
 * fc_chart_to_text:
 * @chart: [[mm, mL], …]
 *
 * Returns: (transfer full): as people type it: "0 = 0; 500 = 4193.39"
 */
char *
fc_chart_to_text (const char *chart)
{
  GString *text = g_string_new (NULL);
  gboolean is_level = TRUE;
  const char *at = chart;

  while (*at != '\0')
    {
      char *end;
      gint64 number;

      if (!g_ascii_isdigit (*at))
        {
          at++;
          continue;
        }
      number = g_ascii_strtoll (at, &end, 10);
      at = end;
      if (is_level)
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT " = ", text->len > 0 ? "; " : "", number);
      else
        {
          g_autofree char *volume = fc_number_edit (FC_NUMBER_VOLUME, number, NULL);

          g_string_append (text, volume);
        }
      is_level = !is_level;
    }
  return g_string_free (text, FALSE);
}

static gboolean
read_point (const char *line,
            gint64     *level,
            gint64     *volume,
            GError    **error)
{
  g_auto (GStrv) parts = g_strsplit_set (line, "=:\t", 2);

  if (g_strv_length (parts) == 2 && fc_number_parse (FC_NUMBER_LENGTH, g_strstrip (parts[0]), NULL, level, NULL) &&
      fc_number_parse (FC_NUMBER_VOLUME, g_strstrip (parts[1]), NULL, volume, NULL))
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("“%s” is no level with its volume: 500 = 4193"), line);
  return FALSE;
}

/**
 * fc_chart_from_text:
 * @text: levels with volumes, separated by semicolons or line ends
 *
 * Returns: (transfer full) (nullable): [[mm, mL], …]
 */
char *
fc_chart_from_text (const char *text,
                    GError    **error)
{
  g_auto (GStrv) lines = g_strsplit_set (text, ";\n", -1);
  g_autoptr (GString) chart = g_string_new ("[");

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gint64 level, volume;

      if (*g_strstrip (lines[i]) == '\0')
        continue;
      if (!read_point (lines[i], &level, &volume, error))
        return NULL;
      g_string_append_printf (chart, "%s[%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "]", chart->len > 1 ? "," : "", level,
                              volume);
    }
  g_string_append_c (chart, ']');
  return g_string_free (g_steal_pointer (&chart), FALSE);
}

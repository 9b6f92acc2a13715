/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-log.h"

#include <stdio.h>

#include "fc-time.h"

/**
 * fc_hub_log_quote:
 * @text: (nullable): a value that came from outside
 *
 * Makes a value safe inside one line of the log: quoted, without control characters, at most 200 bytes.
 *
 * Returns: (transfer full): the value for `key=value`
 */
char *
fc_hub_log_quote (const char *text)
{
  GString *out = g_string_new ("\"");

  for (const char *at = text ? text : ""; *at && out->len < 200; at++)
    {
      guchar byte = (guchar) *at;
      if (byte < 0x20 || byte == 0x7f)
        g_string_append_c (out, ' ');
      else if (byte == '"' || byte == '\\')
        g_string_append_printf (out, "\\%c", byte);
      else
        g_string_append_c (out, (char) byte);
    }
  g_string_append_c (out, '"');
  return g_string_free (out, FALSE);
}

/**
 * fc_hub_log:
 * @event: a word: "request", "sign-in", "store"
 * @format: `key=value` pairs; text from outside goes through fc_hub_log_quote(), secrets never come here
 *
 * Writes one line to standard error. Any thread.
 */
void
fc_hub_log (const char *event,
            const char *format,
            ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *pairs = g_strdup_vprintf (format, args);
  va_end (args);

  g_autofree char *now = fc_time_to_iso (g_get_real_time ());
  fprintf (stderr, "%s %s %s\n", now, event, pairs);
}

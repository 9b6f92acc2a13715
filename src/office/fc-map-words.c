/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-pack-private.h"

#include <string.h>

#define MOST 200 /* letters of a name or an attribution */

static const struct {
  const char *entity, *text;
} entities[] = {
  { "&copy;", "©" }, { "&#169;", "©" },  { "&nbsp;", " " }, { "&lt;", "<" },
  { "&gt;", ">" },   { "&quot;", "\"" }, { "&#39;", "'" },  { "&amp;", "&" }, /* the last: it may begin another */
};

static gboolean
is_mark (const char *at)
{
  return *at == '<' && (g_ascii_isalpha (at[1]) || at[1] == '/' || at[1] == '!') && strchr (at, '>') != NULL;
}

/*
 * Makers write HTML into attributions: (transfer full) what a person would read of it, in one line.
 */
char *
fc_map_words_plain (const char *html)
{
  GString *text = g_string_new (NULL);
  gboolean blank = FALSE;
  g_autofree char *whole = NULL;

  for (const char *at = html; *at != '\0'; at++)
    {
      if (is_mark (at))
        at = strchr (at, '>');
      else if (g_ascii_isspace (*at) || g_ascii_iscntrl (*at))
        blank = TRUE;
      else
        {
          if (blank && text->len > 0)
            g_string_append_c (text, ' ');
          blank = FALSE;
          g_string_append_c (text, *at);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (text, entities[i].entity, entities[i].text, 0);
  whole = g_utf8_make_valid (text->str, (gssize) text->len);
  g_string_free (text, TRUE);
  return g_utf8_substring (whole, 0, MIN (MOST, g_utf8_strlen (whole, -1)));
}

/* (transfer full): the file's name without its ending. */
char *
fc_map_name_of_file (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot != name ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-json.h"

#include <glib/gi18n-lib.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "fc-error.h"

/* Walks over a text outside its strings. */
typedef struct {
  guint depth;
  gboolean quoted;
  gboolean begun;
  gboolean ended;
} Shape;

/* Returns: FALSE for a character that cannot stand there */
static gboolean
take_character (Shape *shape,
                char   c)
{
  if (g_ascii_isspace (c))
    return TRUE;
  if (shape->ended)
    return FALSE;
  switch (c)
    {
    case '[':
    case '{':
      shape->begun = TRUE;
      return ++shape->depth <= FC_JSON_DEPTH;
    case ']':
    case '}':
      if (shape->depth == 0)
        return FALSE;
      shape->ended = --shape->depth == 0;
      return TRUE;
    case '"':
      shape->quoted = TRUE;
      return shape->begun;
    default:
      return shape->begun && (g_ascii_isalnum (c) || (c != '\0' && strchr (",:+-.", c) != NULL));
    }
}

/* json-glib's parser recurses once for each level, forgets the first of two values that stand one after the other, and reads
 * comments and other things that are no JSON: none of that may reach it. */
static gboolean
is_one_shallow_value (const char *text,
                      gsize       length)
{
  Shape shape = { 0 };

  for (gsize i = 0; i < length; i++)
    {
      if (!shape.quoted)
        {
          if (!take_character (&shape, text[i]))
            return FALSE;
        }
      else if (text[i] == '\\')
        i++;
      else if (text[i] == '"')
        shape.quoted = FALSE;
    }
  return shape.ended;
}

/**
 * fc_json_parse:
 * @text: (nullable): NULL reads as nothing
 * @length: bytes, -1 for a zero-terminated text
 * @error: FC_ERROR_PARSE
 *
 * Returns: (transfer full) (nullable): an object or array; NULL for anything that is not well-formed, not UTF-8, deeper than
 *   FC_JSON_DEPTH, followed by something else, or empty
 */
JsonNode *
fc_json_parse (const char  *text,
               gssize       length,
               GError     **error)
{
  gsize size = text == NULL ? 0 : length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) why = NULL;

  if (size > 0 && !g_utf8_validate (text, (gssize) size, NULL))
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ (_("The text is not valid UTF-8.")));
      return NULL;
    }
  if (!is_one_shallow_value (text, size))
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ (_("The text is no JSON, or nested too deeply.")));
      return NULL;
    }
  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, (gssize) size, &why) || json_parser_get_root (parser) == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ (_("The text is not well-formed JSON: %s")),
                   why != NULL ? why->message : _ (_("it is empty")));
      return NULL;
    }
  return json_parser_steal_root (parser);
}

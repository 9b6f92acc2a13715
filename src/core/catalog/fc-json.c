/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "fc-error.h"

/*
 * RFC 8259 and nothing else, into json-glib's values. json-glib's own parser recurses without a bound, forgets the first of
 * two values that stand one after the other, reads comments, and takes most of the time of a hub that is sent many changes.
 */
typedef struct {
  const char *at, *end;
  guint depth;
  GString *text; /* of the string that was read last */
} Reader;

static JsonNode *read_value (Reader *self);

static void
skip_space (Reader *self)
{
  while (self->at < self->end && (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t'))
    self->at++;
}

/* Whether @c is next; then it is read. */
static gboolean
take (Reader *self,
      char    c)
{
  skip_space (self);
  if (self->at == self->end || *self->at != c)
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
take_word (Reader     *self,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

/* Four hexadecimal digits; -1 where there are none. */
static int
read_unit (Reader *self)
{
  int unit = 0;

  if (self->end - self->at < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*self->at++);
      if (digit < 0)
        return -1;
      unit = unit << 4 | digit;
    }
  return unit;
}

/* After "\u". What no text can hold, half a pair or a zero, is refused. */
static gboolean
read_code_point (Reader *self)
{
  int first = read_unit (self), second = 0;

  if (first >= 0xd800 && first < 0xdc00)
    second = take_word (self, "\\u") ? read_unit (self) : -1;
  if (first <= 0 || (first >= 0xdc00 && first < 0xe000) || (second != 0 && (second < 0xdc00 || second >= 0xe000)))
    return FALSE;
  g_string_append_unichar (self->text, second
                                         ? 0x10000 + ((gunichar) (first - 0xd800) << 10) + (gunichar) (second - 0xdc00)
                                         : (gunichar) first);
  return TRUE;
}

static gboolean
read_escape (Reader *self)
{
  static const char signs[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
  char c = self->at < self->end ? *self->at++ : '\0';
  const char *sign = c != '\0' ? strchr (signs, c) : NULL;

  if (c == 'u')
    return read_code_point (self);
  if (sign)
    g_string_append_c (self->text, meant[sign - signs]);
  return sign != NULL;
}

/* After the opening quote, to behind the closing one. Control characters may stand there, because json-glib writes some. */
static gboolean
read_string (Reader *self)
{
  g_string_truncate (self->text, 0);
  while (TRUE)
    {
      const char *from = self->at;
      while (self->at < self->end && *self->at != '"' && *self->at != '\\' && *self->at != '\0')
        self->at++;
      g_string_append_len (self->text, from, self->at - from);
      if (self->at == self->end || *self->at == '\0')
        return FALSE;
      if (*self->at++ == '"')
        return TRUE;
      if (!read_escape (self))
        return FALSE;
    }
}

static gboolean
skip_digits (Reader *self)
{
  const char *from = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return self->at > from;
}

/* Whether a fraction or exponent follows the digits; @well: FALSE where it is broken. */
static gboolean
skip_rest_of_number (Reader   *self,
                     gboolean *well)
{
  const char *from = self->at;

  *well = TRUE;
  if (self->at < self->end && *self->at == '.')
    {
      self->at++;
      *well = skip_digits (self);
    }
  if (*well && self->at < self->end && (*self->at == 'e' || *self->at == 'E'))
    {
      self->at++;
      if (self->at < self->end && (*self->at == '+' || *self->at == '-'))
        self->at++;
      *well = skip_digits (self);
    }
  return self->at > from;
}

/* A whole number that has room is an integer, any other a double. */
static JsonNode *
read_number (Reader *self)
{
  const char *from = self->at;
  gboolean well;

  if (*self->at == '-')
    self->at++;
  const char *digits = self->at;
  if (!skip_digits (self) || (*digits == '0' && self->at - digits > 1))
    return NULL;
  gboolean broken = skip_rest_of_number (self, &well);
  g_autofree char *text = g_strndup (from, (gsize) (self->at - from));
  gint64 whole;
  if (!well)
    return NULL;
  if (!broken && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &whole, NULL))
    return json_node_init_int (json_node_alloc (), whole);
  double number = g_ascii_strtod (text, NULL);
  return isfinite (number) ? json_node_init_double (json_node_alloc (), number) : NULL;
}

static gboolean
read_elements (Reader    *self,
               JsonArray *array)
{
  if (take (self, ']'))
    return TRUE;
  do
    {
      JsonNode *element = read_value (self);
      if (element == NULL)
        return FALSE;
      json_array_add_element (array, element);
    }
  while (take (self, ','));
  return take (self, ']');
}

/* Of two members with one name the second counts. */
static gboolean
read_members (Reader     *self,
              JsonObject *object)
{
  if (take (self, '}'))
    return TRUE;
  do
    {
      if (!take (self, '"') || !read_string (self))
        return FALSE;
      g_autofree char *name = g_strndup (self->text->str, self->text->len);
      JsonNode *value = take (self, ':') ? read_value (self) : NULL;
      if (value == NULL)
        return FALSE;
      json_object_set_member (object, name, value);
    }
  while (take (self, ','));
  return take (self, '}');
}

static JsonNode *
read_array (Reader *self)
{
  g_autoptr (JsonArray) array = json_array_new ();

  if (++self->depth > FC_JSON_DEPTH || !read_elements (self, array))
    return NULL;
  self->depth--;
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
read_object (Reader *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  if (++self->depth > FC_JSON_DEPTH || !read_members (self, object))
    return NULL;
  self->depth--;
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
read_value (Reader *self)
{
  if (take (self, '"'))
    return read_string (self) ? json_node_init_string (json_node_alloc (), self->text->str) : NULL;
  if (take (self, '{'))
    return read_object (self);
  if (take (self, '['))
    return read_array (self);
  if (take_word (self, "true"))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (take_word (self, "false"))
    return json_node_init_boolean (json_node_alloc (), FALSE);
  if (take_word (self, "null"))
    return json_node_init_null (json_node_alloc ());
  return self->at < self->end ? read_number (self) : NULL;
}

static JsonNode *
read_root (Reader *self)
{
  JsonNode *root = take (self, '{') ? read_object (self) : take (self, '[') ? read_array (self) : NULL;

  skip_space (self);
  if (self->at < self->end)
    g_clear_pointer (&root, json_node_unref);
  return root;
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
  const char *from = text != NULL ? text : "";
  gsize size = text == NULL || length < 0 ? strlen (from) : (gsize) length;
  g_autoptr (GString) string = g_string_new (NULL);
  Reader reader = { .at = from, .end = from + size, .text = string };
  JsonNode *root;

  if (size > 0 && !g_utf8_validate_len (from, size, NULL))
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("The text is not valid UTF-8."));
      return NULL;
    }
  root = read_root (&reader);
  if (root == NULL)
    g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("The text is no JSON after %zu bytes, or nested too deeply."),
                 (gsize) (reader.at - from));
  return root;
}

/**
 * fc_json_append:
 * @text: UTF-8
 *
 * Adds @text to @json as a string: quoted, with what cannot stand there escaped.
 */
void
fc_json_append (GString    *json,
                const char *text)
{
  static const char plain[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";

  g_string_append_c (json, '"');
  for (const char *from = text; TRUE; from = text)
    {
      while ((guchar) *text >= ' ' && *text != '"' && *text != '\\' && *text != '\x7f')
        text++;
      g_string_append_len (json, from, text - from);
      if (*text == '\0')
        break;
      const char *sign = strchr (plain, *text);
      if (sign)
        g_string_append_printf (json, "\\%c", letters[sign - plain]);
      else
        g_string_append_printf (json, "\\u%04x", (guint) *text);
      text++;
    }
  g_string_append_c (json, '"');
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-wire-coding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (fc-wire-error-quark, fc_wire_error)

#define CODING_STEP (64 * 1024)

/* json-glib's parser recurses once for each level, so depth is counted before it sees the text; and it reads comments and other
 * things that are no JSON, in which a quotation mark would mislead the count. */
static gboolean
is_plain_and_shallow (const char *text,
            gsize       length)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (quoted)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            quoted = FALSE;
        }
      else if (c == '"')
        quoted = TRUE;
      else if (c == '[' || c == '{')
        {
          if (++depth > FC_WIRE_JSON_DEPTH)
            return FALSE;
        }
      else if (c == ']' || c == '}')
        depth -= depth > 0;
      else if (!g_ascii_isalnum (c) && !g_ascii_isspace (c) && strchr (",:+-.", c) == NULL)
        return FALSE;
    }
  return TRUE;
}

/**
 * fc_wire_parse_json:
 * @length: bytes, -1 for a zero-terminated text
 *
 * Returns: (transfer full): the root node; NULL with FC_WIRE_ERROR_INVALID for anything that is not well-formed, not UTF-8,
 *   deeper than FC_WIRE_JSON_DEPTH, or empty
 */
JsonNode *
fc_wire_parse_json (const char *text,
                    gssize      length,
                    GError    **error)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) why = NULL;

  if (!g_utf8_validate (text, (gssize) size, NULL))
    {
      g_set_error_literal (error, FC_WIRE_ERROR, FC_WIRE_ERROR_INVALID, _ ("The text is not valid UTF-8."));
      return NULL;
    }
  if (!is_plain_and_shallow (text, size))
    {
      g_set_error_literal (error, FC_WIRE_ERROR, FC_WIRE_ERROR_INVALID,
                           _ ("The text is no JSON, or nested too deeply."));
      return NULL;
    }
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) size, &why) || json_parser_get_root (parser) == NULL)
    {
      g_set_error (error, FC_WIRE_ERROR, FC_WIRE_ERROR_INVALID, _ ("The text is not well-formed JSON: %s"),
                   why != NULL ? why->message : "it is empty");
      return NULL;
    }
  return json_parser_steal_root (parser);
}

/**
 * fc_wire_json_to_bytes:
 *
 * Returns: (transfer full): compact UTF-8 text, without a final zero
 */
GBytes *
fc_wire_json_to_bytes (JsonNode *node)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  gsize length;
  char *text;

  json_generator_set_root (generator, node);
  text = json_generator_to_data (generator, &length);
  return g_bytes_new_take (text, length);
}

/* Runs all of @bytes through @converter; stops above @limit. */
static GByteArray *
convert (GConverter *converter,
         GBytes     *bytes,
         gsize       limit,
         GError    **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize size, used = 0;
  const guint8 *in = g_bytes_get_data (bytes, &size);
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      gsize read = 0, written = 0, filled = out->len;

      g_byte_array_set_size (out, (guint) (filled + CODING_STEP));
      result = g_converter_convert (converter, in + used, size - used, out->data + filled, CODING_STEP,
                                    G_CONVERTER_INPUT_AT_END, &read, &written, error);
      g_byte_array_set_size (out, (guint) (filled + (result == G_CONVERTER_ERROR ? 0 : written)));
      if (result == G_CONVERTER_ERROR)
        return NULL;
      used += read;
      if (out->len > limit)
        {
          g_set_error (error, FC_WIRE_ERROR, FC_WIRE_ERROR_TOO_LARGE,
                       _ ("The body is larger than %zu bytes."), limit);
          return NULL;
        }
    }
  if (used < size)
    {
      g_set_error_literal (error, FC_WIRE_ERROR, FC_WIRE_ERROR_INVALID,
                           _ ("Something follows the end of the gzip body."));
      return NULL;
    }
  return g_steal_pointer (&out);
}

/**
 * fc_gzip:
 * @level: zlib's, 1 quick to 9 small
 *
 * Returns: (transfer full):
 */
GBytes *
fc_gzip (GBytes *bytes,
         int     level)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, level);
  GByteArray *out = convert (G_CONVERTER (compressor), bytes, G_MAXUINT / 2, NULL);

  return g_byte_array_free_to_bytes (out);
}

/**
 * fc_gunzip:
 * @max_size: bytes at most; beyond 1 MiB also at most FC_WIRE_MAX_RATIO times the input
 *
 * Returns: (transfer full): NULL with FC_WIRE_ERROR_TOO_LARGE, _TRUNCATED or _INVALID
 */
GBytes *
fc_gunzip (GBytes  *bytes,
           gsize    max_size,
           GError **error)
{
  g_autoptr (GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GError) why = NULL;
  gsize by_ratio = MAX ((gsize) 1024 * 1024, g_bytes_get_size (bytes) * FC_WIRE_MAX_RATIO);
  GByteArray *out = convert (G_CONVERTER (decompressor), bytes, MIN (max_size, by_ratio), &why);

  if (out != NULL)
    return g_byte_array_free_to_bytes (out);
  if (why->domain == FC_WIRE_ERROR)
    g_propagate_error (error, g_steal_pointer (&why));
  else if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    g_set_error_literal (error, FC_WIRE_ERROR, FC_WIRE_ERROR_TRUNCATED, _ ("The gzip body ends early."));
  else
    g_set_error (error, FC_WIRE_ERROR, FC_WIRE_ERROR_INVALID, _ ("The body is not gzip: %s."), why->message);
  return NULL;
}

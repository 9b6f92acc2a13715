/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-wire-coding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fc-json.h"

G_DEFINE_QUARK (fc-wire-error-quark, fc_wire_error)

#define CODING_STEP (64 * 1024)

/**
 * fc_wire_parse_json:
 * @length: bytes, -1 for a zero-terminated text
 *
 * fc_json_parse() for what came over a line.
 *
 * Returns: (transfer full): the root node; NULL with FC_WIRE_ERROR_INVALID
 */
JsonNode *
fc_wire_parse_json (const char *text,
                    gssize      length,
                    GError    **error)
{
  g_autoptr (GError) why = NULL;
  JsonNode *node = fc_json_parse (text, length, &why);

  if (node == NULL)
    g_set_error_literal (error, FC_WIRE_ERROR, FC_WIRE_ERROR_INVALID, why->message);
  return node;
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
  const guint8 *body = g_bytes_get_data (bytes, &size);
  const guint8 *in = body != NULL ? body : (const guint8 *) "";
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

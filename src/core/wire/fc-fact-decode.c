/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fact-coding-private.h"

#include "fc-wire-coding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFLATE_MAX_RATIO 1032 /* of the deflate format itself */

typedef struct
{
  const guint8 *at;
  const guint8 *end;
} Reader;

typedef struct
{
  int field; /* -1 row ids, -2 versions, -3 not in this catalog */
  FactKind kind;
  guint flags;
  gsize raw_size;
  gsize stored_size;
} ColumnHead;

enum {
  FIELD_ROW_ID = -1,
  FIELD_VERSION = -2,
  FIELD_UNKNOWN = -3,
};

static gboolean
fail (GError    **error,
      const char *what)
{
  g_set_error (error, FC_WIRE_ERROR, FC_WIRE_ERROR_INVALID, _ ("The chunk of facts is damaged: %s."), what);
  return FALSE;
}

static inline gsize
left (const Reader *reader)
{
  return (gsize) (reader->end - reader->at);
}

static inline gboolean
take_varint (Reader  *reader,
             guint64 *number)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 64 && reader->at < reader->end; shift += 7)
    {
      guint8 byte = *reader->at++;

      value |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        {
          *number = value;
          return TRUE;
        }
    }
  return FALSE;
}

/* A number that is at most @limit. */
static gboolean
take_count (Reader *reader,
            gsize   limit,
            gsize  *count)
{
  guint64 number;

  if (!take_varint (reader, &number) || number > limit)
    return FALSE;
  *count = (gsize) number;
  return TRUE;
}

static const guint8 *
take_bytes (Reader *reader,
            gsize   size)
{
  const guint8 *at = reader->at;

  if (size > left (reader))
    return NULL;
  reader->at += size;
  return at;
}

static gboolean
take_name (Reader *reader,
           char    out[FACT_MAX_NAME + 1])
{
  gsize length;
  const guint8 *bytes;

  if (!take_count (reader, FACT_MAX_NAME, &length))
    return FALSE;
  bytes = take_bytes (reader, length);
  if (bytes == NULL)
    return FALSE;
  memcpy (out, bytes, length);
  out[length] = '\0';
  return TRUE;
}

/* Values of rows that are not null: walks @row to the next one, FALSE at the end. */
static inline gboolean
next_row (const guint8 *nulls,
          guint         n,
          guint        *row)
{
  while (*row < n && nulls != NULL && (nulls[*row >> 3] >> (*row & 7) & 1) != 0)
    ++*row;
  return *row < n;
}

static gboolean
read_ids (Reader       *reader,
          const guint8 *nulls,
          guint         n,
          FcId         *ids)
{
  for (guint row = 0; next_row (nulls, n, &row); row++)
    {
      const guint8 *bytes = take_bytes (reader, sizeof (FcId));

      if (bytes == NULL)
        return FALSE;
      memcpy (ids[row].bytes, bytes, sizeof (FcId));
    }
  return TRUE;
}

static gboolean
read_id_codes (Reader       *reader,
               const guint8 *nulls,
               guint         n,
               FcId         *ids)
{
  gsize n_words, code;
  const guint8 *words;

  if (!take_count (reader, MIN (n, left (reader) / sizeof (FcId)), &n_words))
    return FALSE;
  words = take_bytes (reader, n_words * sizeof (FcId));
  if (words == NULL)
    return FALSE;
  for (guint row = 0; next_row (nulls, n, &row); row++)
    {
      if (!take_count (reader, n_words, &code) || code == n_words)
        return FALSE;
      memcpy (ids[row].bytes, words + code * sizeof (FcId), sizeof (FcId));
    }
  return TRUE;
}

static gboolean
read_ints (Reader       *reader,
           const guint8 *nulls,
           guint         n,
           gint64       *numbers)
{
  guint64 value = 0, step;

  for (guint row = 0; next_row (nulls, n, &row); row++)
    {
      if (!take_varint (reader, &step))
        return FALSE;
      value += (step >> 1) ^ (0 - (step & 1));
      numbers[row] = (gint64) value;
    }
  return TRUE;
}

/* @n_words lengths, then their bytes, put into the batch's strings. */
static gboolean
read_words (Reader       *reader,
            gsize         n_words,
            GStringChunk *strings,
            const char  **words)
{
  g_autofree guint32 *lengths = g_new (guint32, n_words + 1);
  gsize length;

  for (gsize i = 0; i < n_words; i++)
    {
      if (!take_count (reader, left (reader), &length))
        return FALSE;
      lengths[i] = (guint32) length;
    }
  for (gsize i = 0; i < n_words; i++)
    {
      const char *bytes = (const char *) take_bytes (reader, lengths[i]);

      if (bytes == NULL || !g_utf8_validate_len (bytes, lengths[i], NULL))
        return FALSE;
      words[i] = g_string_chunk_insert_len (strings, bytes, lengths[i]);
    }
  return TRUE;
}

static gboolean
read_texts (Reader       *reader,
            gboolean      coded,
            const guint8 *nulls,
            guint         n,
            FcFactBatch  *batch,
            const char  **texts)
{
  gsize n_words = 0, code;
  g_autofree const char **words = NULL;

  if (coded && !take_count (reader, MIN (n, left (reader)), &n_words))
    return FALSE;
  for (guint row = 0; !coded && next_row (nulls, n, &row); row++)
    n_words++;
  if (n_words > left (reader))
    return FALSE;
  words = g_new (const char *, n_words + 1);
  if (!read_words (reader, n_words, batch->strings, words))
    return FALSE;
  for (guint row = 0, i = 0; next_row (nulls, n, &row); row++, i++)
    {
      code = i;
      if (coded && (!take_count (reader, n_words, &code) || code == n_words))
        return FALSE;
      texts[row] = words[code];
    }
  return TRUE;
}

static gboolean
kind_fits (FactKind    kind,
           FcValueKind value)
{
  if (value == FC_VALUE_ID)
    return kind == FACT_IDS || kind == FACT_ID_DICTIONARY;
  if (value == FC_VALUE_TEXT)
    return kind == FACT_TEXTS || kind == FACT_TEXT_DICTIONARY;
  return kind == FACT_INTS;
}

/* @reader stands on the raw bytes of the column and must end with them. */
static gboolean
read_column (Reader           *reader,
             const ColumnHead *head,
             FcFactBatch      *batch,
             GError          **error)
{
  const guint8 *nulls = NULL;
  FcFactColumn versions = { .kind = FC_VALUE_INT, .numbers = batch->versions };
  FcFactColumn *column;
  gboolean good;

  if ((head->flags & FACT_HAS_NULLS) != 0 && (nulls = take_bytes (reader, (batch->n + 7) / 8)) == NULL)
    return fail (error, _ ("a column ends early"));
  column = head->field == FIELD_VERSION ? &versions : fc_fact_batch_use_column (batch, head->field);
  if (nulls != NULL && column->kind != FC_VALUE_TEXT)
    for (guint row = 0; head->field >= 0 && row < batch->n; row++)
      if ((nulls[row >> 3] >> (row & 7) & 1) != 0)
        fc_fact_batch_set_null (batch, row, head->field);
  if (head->kind == FACT_INTS)
    good = read_ints (reader, nulls, batch->n, column->numbers);
  else if (head->kind == FACT_IDS)
    good = read_ids (reader, nulls, batch->n, column->ids);
  else if (head->kind == FACT_ID_DICTIONARY)
    good = read_id_codes (reader, nulls, batch->n, column->ids);
  else
    good = read_texts (reader, head->kind == FACT_TEXT_DICTIONARY, nulls, batch->n, batch, column->texts);
  if (!good || left (reader) != 0)
    return fail (error, _ ("a column does not hold what it should"));
  return TRUE;
}

static guint8 *
inflate (GConverter       *decompressor,
         const guint8     *stored,
         const ColumnHead *head)
{
  g_autofree guint8 *raw = NULL;
  gsize read = 0, written = 0;

  if (head->raw_size / DEFLATE_MAX_RATIO > head->stored_size)
    return NULL;
  raw = g_malloc (head->raw_size + 1);
  g_converter_reset (decompressor);
  if (g_converter_convert (decompressor, stored, head->stored_size, raw, head->raw_size + 1, G_CONVERTER_INPUT_AT_END, &read,
                           &written, NULL) != G_CONVERTER_FINISHED ||
      written != head->raw_size || read != head->stored_size)
    return NULL;
  return g_steal_pointer (&raw);
}

static int
field_of (FcEntity    entity,
          const char *name,
          guint       position)
{
  int field;

  if (position == 0 || g_str_equal (name, "id"))
    return FIELD_ROW_ID;
  if (position == 1 || g_str_equal (name, "version"))
    return FIELD_VERSION;
  field = fc_catalog_field (entity, name);
  return field >= 0 ? field : FIELD_UNKNOWN;
}

/* Reads one column's head and checks it against the catalog and against what came before. */
static gboolean
take_head (Reader     *reader,
           FcEntity    entity,
           guint       position,
           guint64    *seen,
           ColumnHead *head)
{
  char name[FACT_MAX_NAME + 1];
  const guint8 *bytes;

  if (!take_name (reader, name) || (bytes = take_bytes (reader, 2)) == NULL ||
      !take_count (reader, FC_FACT_MAX_BYTES, &head->raw_size) ||
      !take_count (reader, FC_FACT_MAX_BYTES, &head->stored_size))
    return FALSE;
  head->kind = (FactKind) bytes[0];
  head->flags = bytes[1];
  head->field = field_of (entity, name, position);
  if ((head->flags & FACT_DEFLATED) == 0 && head->raw_size != head->stored_size)
    return FALSE;
  if (head->field == FIELD_ROW_ID)
    return position == 0 && g_str_equal (name, "id") && head->kind == FACT_IDS && head->flags == 0;
  if (head->field == FIELD_VERSION)
    return position == 1 && g_str_equal (name, "version") && head->kind == FACT_INTS && head->flags <= FACT_DEFLATED &&
           (head->flags & FACT_HAS_NULLS) == 0;
  if (head->field == FIELD_UNKNOWN)
    return TRUE;
  if ((*seen >> head->field & 1) != 0)
    return FALSE;
  *seen |= G_GUINT64_CONSTANT (1) << head->field;
  return kind_fits (head->kind, fact_value_kind (fc_catalog_get (entity)->fields[head->field].type));
}

/* All heads; also that there is as much behind them as they say, so that nothing is allocated for a promise. */
static GArray *
take_heads (Reader   *reader,
            FcEntity  entity,
            gsize     n,
            GError  **error)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, TRUE, sizeof (ColumnHead));
  gsize n_columns, raw = 0, stored = 0;
  guint64 seen = 0;

  if (!take_count (reader, FACT_MAX_COLUMNS, &n_columns) || n_columns < 2)
    {
      fail (error, _ ("it has too many columns or too few"));
      return NULL;
    }
  for (guint i = 0; i < n_columns; i++)
    {
      ColumnHead head = { 0 };

      if (!take_head (reader, entity, i, &seen, &head))
        {
          fail (error, _ ("a column is not what the catalog says"));
          return NULL;
        }
      raw += head.raw_size;
      stored += head.stored_size;
      g_array_append_val (heads, head);
    }
  if (raw > FC_FACT_MAX_BYTES || stored != left (reader) || g_array_index (heads, ColumnHead, 0).raw_size != n * sizeof (FcId))
    {
      fail (error, _ ("its length is wrong"));
      return NULL;
    }
  return g_steal_pointer (&heads);
}

static gboolean
read_columns (Reader      *reader,
              GArray      *heads,
              FcFactBatch *batch,
              GError     **error)
{
  g_autoptr (GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW);

  for (guint i = 0; i < heads->len; i++)
    {
      const ColumnHead *head = &g_array_index (heads, ColumnHead, i);
      const guint8 *stored = take_bytes (reader, head->stored_size);
      g_autofree guint8 *inflated = NULL;
      Reader column = { stored, stored != NULL ? stored + head->stored_size : NULL };

      if (stored == NULL)
        return fail (error, _ ("a column ends early"));
      if (head->field == FIELD_UNKNOWN)
        continue;
      if (head->field == FIELD_ROW_ID)
        {
          if (batch->n > 0)
            memcpy (batch->row_ids, stored, head->stored_size);
          continue;
        }
      if ((head->flags & FACT_DEFLATED) != 0)
        {
          inflated = inflate (G_CONVERTER (decompressor), stored, head);
          if (inflated == NULL)
            return fail (error, _ ("a column cannot be inflated"));
          column = (Reader) { inflated, inflated + head->raw_size };
        }
      if (!read_column (&column, head, batch, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * fc_fact_batch_decode:
 *
 * Survives any bytes; allocates no more than a small multiple of what is there. The values are not yet checked against the
 * catalog's bounds: fc_fact_batch_validate() does that.
 *
 * Returns: (transfer full): NULL with FC_WIRE_ERROR_INVALID
 */
FcFactBatch *
fc_fact_batch_decode (GBytes  *bytes,
                      GError **error)
{
  gsize size, n;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  Reader reader = { data, data != NULL ? data + size : NULL };
  char name[FACT_MAX_NAME + 1];
  const guint8 *magic = take_bytes (&reader, strlen (FACT_MAGIC));
  g_autoptr (FcFactBatch) batch = NULL;
  g_autoptr (GArray) heads = NULL;
  const FcEntityInfo *info;

  if (magic == NULL || memcmp (magic, FACT_MAGIC, strlen (FACT_MAGIC)) != 0 || !take_name (&reader, name) ||
      !take_count (&reader, FC_FACT_MAX_ROWS, &n))
    {
      fail (error, _ ("it does not begin like one"));
      return NULL;
    }
  info = fc_catalog_find (name);
  if (info == NULL || info->kind == FC_KIND_ENTITY)
    {
      fail (error, _ ("its records are of an unknown type"));
      return NULL;
    }
  heads = take_heads (&reader, info->id, n, error);
  if (heads == NULL)
    return NULL;
  batch = fc_fact_batch_new (info->id, (guint) n);
  return read_columns (&reader, heads, batch, error) ? g_steal_pointer (&batch) : NULL;
}

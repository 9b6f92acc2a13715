/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fact-coding-private.h"

#include <string.h>

#define VARINT_MAX   10
#define DEFLATE_FROM 200 /* bytes: below, it is not worth it */

typedef struct
{
  const char *name;
  FactKind kind;
  guint flags;
  gsize raw_size;
  GByteArray *stored; /* (owned) */
} EncodedColumn;

static void
encoded_column_clear (gpointer data)
{
  EncodedColumn *column = data;

  g_clear_pointer (&column->stored, g_byte_array_unref);
}

static inline guint8 *
put_varint (guint8 *at,
            guint64 number)
{
  while (number >= 0x80)
    {
      *at++ = (guint8) (number | 0x80);
      number >>= 7;
    }
  *at++ = (guint8) number;
  return at;
}

static void
append_varint (GByteArray *out,
               guint64     number)
{
  guint8 buffer[VARINT_MAX];

  g_byte_array_append (out, buffer, (guint) (put_varint (buffer, number) - buffer));
}

static void
append_name (GByteArray *out,
             const char *name)
{
  gsize length = strlen (name);

  append_varint (out, length);
  g_byte_array_append (out, (const guint8 *) name, (guint) length);
}

/* A table from 16-byte ids or from string addresses to their number, for one column of one batch. */
typedef struct
{
  guint32 *slots; /* word number + 1 */
  guint mask;
  guint32 *words; /* row that first had the word */
  guint32 *codes; /* per value */
  guint n_words, n_codes;
} Dictionary;

static void
dictionary_init (Dictionary *self,
                 guint       n)
{
  guint size = 64;

  while (size < 2 * n)
    size *= 2;
  self->slots = g_new0 (guint32, size);
  self->mask = size - 1;
  self->words = g_new (guint32, n);
  self->codes = g_new (guint32, n);
  self->n_words = self->n_codes = 0;
}

static void
dictionary_clear (Dictionary *self)
{
  g_free (self->slots);
  g_free (self->words);
  g_free (self->codes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Dictionary, dictionary_clear)

static inline guint
spread (guint64 bits)
{
  return (guint) (bits * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15) >> 32);
}

static void
dictionary_add_id (Dictionary *self,
                   const FcId *ids,
                   guint32     row)
{
  guint64 half;
  guint slot;

  memcpy (&half, ids[row].bytes + 8, sizeof half);
  for (slot = spread (half) & self->mask; self->slots[slot] != 0; slot = (slot + 1) & self->mask)
    if (memcmp (&ids[self->words[self->slots[slot] - 1]], &ids[row], sizeof (FcId)) == 0)
      {
        self->codes[self->n_codes++] = self->slots[slot] - 1;
        return;
      }
  self->words[self->n_words] = row;
  self->codes[self->n_codes++] = self->n_words;
  self->slots[slot] = ++self->n_words;
}

/* Texts of a batch are interned: the same address is the same word. */
static void
dictionary_add_text (Dictionary        *self,
                     const char *const *texts,
                     guint32            row)
{
  guint slot;

  for (slot = spread ((guint64) (gsize) texts[row]) & self->mask; self->slots[slot] != 0; slot = (slot + 1) & self->mask)
    if (texts[self->words[self->slots[slot] - 1]] == texts[row])
      {
        self->codes[self->n_codes++] = self->slots[slot] - 1;
        return;
      }
  self->words[self->n_words] = row;
  self->codes[self->n_codes++] = self->n_words;
  self->slots[slot] = ++self->n_words;
}

static void
append_codes (GByteArray       *out,
              const Dictionary *dictionary)
{
  guint start = out->len;
  guint8 *at;

  g_byte_array_set_size (out, start + dictionary->n_codes * 5);
  at = out->data + start;
  for (guint i = 0; i < dictionary->n_codes; i++)
    at = put_varint (at, dictionary->codes[i]);
  g_byte_array_set_size (out, (guint) (at - out->data));
}

static gboolean
is_null (const FcFactColumn *column,
         guint               row)
{
  if (column->kind == FC_VALUE_TEXT)
    return column->texts[row] == NULL;
  return column->nulls != NULL && column->nulls[row] != 0;
}

/* Returns the number of rows with a value; writes the bitmap where there is a null. */
static guint
append_nulls (GByteArray         *out,
              const FcFactColumn *column,
              guint               n)
{
  guint n_bytes = (n + 7) / 8, n_nulls = 0;

  if (n == 0)
    return 0;
  g_byte_array_set_size (out, n_bytes);
  memset (out->data, 0, n_bytes);
  for (guint row = 0; row < n; row++)
    if (is_null (column, row))
      {
        out->data[row >> 3] |= (guint8) (1 << (row & 7));
        n_nulls++;
      }
  if (n_nulls == 0)
    g_byte_array_set_size (out, 0);
  return n - n_nulls;
}

static FactKind
append_ids (GByteArray         *out,
            const FcFactColumn *column,
            guint               n)
{
  g_auto (Dictionary) dictionary = { NULL };

  dictionary_init (&dictionary, n);
  for (guint row = 0; row < n; row++)
    if (!is_null (column, row))
      dictionary_add_id (&dictionary, column->ids, row);
  if (dictionary.n_words > dictionary.n_codes / 4 + 16)
    {
      for (guint row = 0; row < n; row++)
        if (!is_null (column, row))
          g_byte_array_append (out, column->ids[row].bytes, sizeof (FcId));
      return FACT_IDS;
    }
  append_varint (out, dictionary.n_words);
  for (guint i = 0; i < dictionary.n_words; i++)
    g_byte_array_append (out, column->ids[dictionary.words[i]].bytes, sizeof (FcId));
  append_codes (out, &dictionary);
  return FACT_ID_DICTIONARY;
}

static FactKind
append_ints (GByteArray         *out,
             const FcFactColumn *column,
             guint               n)
{
  guint start = out->len;
  guint64 before = 0;
  guint8 *at;

  g_byte_array_set_size (out, start + n * VARINT_MAX);
  at = out->data + start;
  for (guint row = 0; row < n; row++)
    if (!is_null (column, row))
      {
        guint64 step = (guint64) column->numbers[row] - before;

        before = (guint64) column->numbers[row];
        at = put_varint (at, (step << 1) ^ (guint64) ((gint64) step >> 63));
      }
  g_byte_array_set_size (out, (guint) (at - out->data));
  return FACT_INTS;
}

static FactKind
append_texts (GByteArray         *out,
              const FcFactColumn *column,
              guint               n)
{
  const char *const *texts = (const char *const *) column->texts;
  g_auto (Dictionary) dictionary = { NULL };
  gboolean plain;
  guint n_texts;

  dictionary_init (&dictionary, n);
  for (guint row = 0; row < n; row++)
    if (texts[row] != NULL)
      dictionary_add_text (&dictionary, texts, row);
  plain = dictionary.n_words > dictionary.n_codes / 2 + 16;
  n_texts = plain ? dictionary.n_codes : dictionary.n_words;
  if (!plain)
    append_varint (out, n_texts);
  for (guint i = 0; i < n_texts; i++)
    append_varint (out, strlen (texts[dictionary.words[plain ? dictionary.codes[i] : i]]));
  for (guint i = 0; i < n_texts; i++)
    {
      const char *word = texts[dictionary.words[plain ? dictionary.codes[i] : i]];

      g_byte_array_append (out, (const guint8 *) word, (guint) strlen (word));
    }
  if (!plain)
    append_codes (out, &dictionary);
  return plain ? FACT_TEXTS : FACT_TEXT_DICTIONARY;
}

/* Replaces @column's bytes by deflated ones where that saves an eighth. */
static void
deflate (EncodedColumn *column,
         GConverter    *compressor)
{
  gsize read = 0, written = 0, limit = column->raw_size - column->raw_size / 8;
  g_autoptr (GByteArray) smaller = g_byte_array_sized_new ((guint) limit);

  g_converter_reset (compressor);
  g_byte_array_set_size (smaller, (guint) limit);
  if (g_converter_convert (compressor, column->stored->data, column->raw_size, smaller->data, limit, G_CONVERTER_INPUT_AT_END,
                           &read, &written, NULL) != G_CONVERTER_FINISHED)
    return;
  g_byte_array_set_size (smaller, (guint) written);
  g_byte_array_unref (column->stored);
  column->stored = g_steal_pointer (&smaller);
  column->flags |= FACT_DEFLATED;
}

static void
encode_column (GArray             *columns,
               const char         *name,
               const FcFactColumn *column,
               guint               n,
               GConverter         *compressor)
{
  EncodedColumn encoded = { name, FACT_INTS, 0, 0, g_byte_array_new () };

  if (append_nulls (encoded.stored, column, n) < n)
    encoded.flags |= FACT_HAS_NULLS;
  if (column->kind == FC_VALUE_ID)
    encoded.kind = append_ids (encoded.stored, column, n);
  else if (column->kind == FC_VALUE_TEXT)
    encoded.kind = append_texts (encoded.stored, column, n);
  else
    encoded.kind = append_ints (encoded.stored, column, n);
  encoded.raw_size = encoded.stored->len;
  if (encoded.kind != FACT_IDS && encoded.raw_size >= DEFLATE_FROM)
    deflate (&encoded, compressor);
  g_array_append_val (columns, encoded);
}

static void
encode_row_ids (GArray     *columns,
                const FcId *ids,
                guint       n)
{
  EncodedColumn encoded = { "id", FACT_IDS, 0, sizeof (FcId) * n, g_byte_array_sized_new (sizeof (FcId) * n) };

  if (n > 0)
    g_byte_array_append (encoded.stored, ids[0].bytes, (guint) encoded.raw_size);
  g_array_append_val (columns, encoded);
}

static GBytes *
join (FcEntity entity,
      guint    n,
      GArray  *columns)
{
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, (const guint8 *) FACT_MAGIC, strlen (FACT_MAGIC));
  append_name (out, fc_catalog_get (entity)->name);
  append_varint (out, n);
  append_varint (out, columns->len);
  for (guint i = 0; i < columns->len; i++)
    {
      const EncodedColumn *column = &g_array_index (columns, EncodedColumn, i);
      guint8 kind_and_flags[] = { (guint8) column->kind, (guint8) column->flags };

      append_name (out, column->name);
      g_byte_array_append (out, kind_and_flags, sizeof kind_and_flags);
      append_varint (out, column->raw_size);
      append_varint (out, column->stored->len);
    }
  for (guint i = 0; i < columns->len; i++)
    {
      GByteArray *stored = g_array_index (columns, EncodedColumn, i).stored;

      g_byte_array_append (out, stored->data, stored->len);
    }
  return g_byte_array_free_to_bytes (out);
}

/**
 * fc_fact_batch_encode:
 * @self: at most FC_FACT_MAX_ROWS rows
 *
 * Returns: (transfer full): see fc-fact-coding.h
 */
GBytes *
fc_fact_batch_encode (const FcFactBatch *self)
{
  const FcEntityInfo *info = fc_catalog_get (self->entity);
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 1);
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (EncodedColumn));
  FcFactColumn versions = { .kind = FC_VALUE_INT, .numbers = self->versions };

  g_return_val_if_fail (self->n <= FC_FACT_MAX_ROWS, NULL);

  g_array_set_clear_func (columns, encoded_column_clear);
  encode_row_ids (columns, self->row_ids, self->n);
  encode_column (columns, "version", &versions, self->n, G_CONVERTER (compressor));
  for (guint field = 0; field < info->n_fields; field++)
    if (self->columns[field].kind != FC_VALUE_NULL)
      encode_column (columns, info->fields[field].name, &self->columns[field], self->n, G_CONVERTER (compressor));
  return join (self->entity, self->n, columns);
}

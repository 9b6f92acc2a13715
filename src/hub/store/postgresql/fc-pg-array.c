/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-pg.h"

/* PostgreSQL's binary form of a one-dimensional array: 1, has nulls, element's type, length, 1, then each with its length. */
#define HEADER 20

static const guint32 element_types[] = {
  [FC_PG_IDS] = 2950,
  [FC_PG_INTS] = 20,
  [FC_PG_TEXTS] = 25,
  [FC_PG_BYTES] = 17,
};

static void
append (FcPgArray     *self,
        gconstpointer  data,
        guint          size)
{
  guint32 length = GUINT32_TO_BE (size);
  guint at = self->bytes->len;

  g_byte_array_set_size (self->bytes, at + 4 + size);
  memcpy (self->bytes->data + at, &length, 4);
  if (size > 0)
    memcpy (self->bytes->data + at + 4, data, size);
  self->n++;
}

/**
 * fc_pg_array_init:
 * @n: how many are expected
 */
void
fc_pg_array_init (FcPgArray *self,
                  FcPgType   type,
                  guint      n)
{
  *self = (FcPgArray){ .type = type, .bytes = g_byte_array_sized_new (HEADER + n * 20) };
  g_byte_array_set_size (self->bytes, HEADER);
}

void
fc_pg_array_clear (FcPgArray *self)
{
  g_clear_pointer (&self->bytes, g_byte_array_unref);
}

void
fc_pg_array_add_null (FcPgArray *self)
{
  static const guint32 none = 0xffffffff;

  g_byte_array_append (self->bytes, (const guint8 *) &none, 4);
  self->nulls = TRUE;
  self->n++;
}

void
fc_pg_array_add_id (FcPgArray  *self,
                    const FcId *id)
{
  if (id)
    append (self, id->bytes, sizeof id->bytes);
  else
    fc_pg_array_add_null (self);
}

void
fc_pg_array_add_int (FcPgArray *self,
                     gint64     number)
{
  gint64 big = GINT64_TO_BE (number);
  append (self, &big, sizeof big);
}

void
fc_pg_array_add_text (FcPgArray  *self,
                      const char *text)
{
  if (text)
    append (self, text, (guint) strlen (text));
  else
    fc_pg_array_add_null (self);
}

void
fc_pg_array_add_bytes (FcPgArray     *self,
                       gconstpointer  bytes,
                       gsize          size)
{
  if (bytes)
    append (self, bytes, (guint) size);
  else
    fc_pg_array_add_null (self);
}

/**
 * fc_pg_array_finish:
 *
 * Returns: (transfer none): the whole array with its header; nothing may be added any more
 */
GByteArray *
fc_pg_array_finish (FcPgArray *self)
{
  guint32 header[HEADER / 4] = { GUINT32_TO_BE (self->n > 0 ? 1 : 0), GUINT32_TO_BE (self->nulls ? 1 : 0),
                                 GUINT32_TO_BE (element_types[self->type]), GUINT32_TO_BE (self->n),
                                 GUINT32_TO_BE (1) };

  memcpy (self->bytes->data, header, HEADER);
  if (self->n == 0)
    g_byte_array_set_size (self->bytes, 12); /* an empty one has no dimension */
  return self->bytes;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tls.h"

#include <string.h>

#define SOH 0x01
#define ETX 0x03

struct _FcTlsReader
{
  GByteArray *bytes;
  gsize looked; /* of bytes: no ETX and no second SOH before here */
  gsize noise;
};

/**
 * fc_tls_reader_new:
 *
 * Returns: (transfer full): a reader for one connection; one thread at a time
 */
FcTlsReader *
fc_tls_reader_new (void)
{
  FcTlsReader *self = g_new0 (FcTlsReader, 1);

  self->bytes = g_byte_array_new ();
  return self;
}

void
fc_tls_reader_free (FcTlsReader *self)
{
  if (self == NULL)
    return;
  g_byte_array_unref (self->bytes);
  g_free (self);
}

static void
skip (FcTlsReader *self,
      gsize        length)
{
  if (length == 0)
    return;
  self->noise += length;
  self->looked = 0;
  g_byte_array_remove_range (self->bytes, 0, (guint) length);
}

/**
 * fc_tls_reader_push:
 * @bytes: (array length=length): as they came
 *
 * What cannot be part of an answer is dropped at once; no more than FC_TLS_MOST_BYTES and @length are ever held.
 */
void
fc_tls_reader_push (FcTlsReader  *self,
                    const guint8 *bytes,
                    gsize         length)
{
  if (length > FC_TLS_MOST_BYTES)
    {
      skip (self, self->bytes->len);
      self->noise += length - FC_TLS_MOST_BYTES;
      bytes += length - FC_TLS_MOST_BYTES;
      length = FC_TLS_MOST_BYTES;
    }
  if (length > 0)
    g_byte_array_append (self->bytes, bytes, (guint) length);
}

/**
 * fc_tls_reader_next:
 *
 * Returns: (transfer full) (nullable): the next answer from SOH to ETX, not checked; %NULL until more bytes come
 */
GBytes *
fc_tls_reader_next (FcTlsReader *self)
{
  GByteArray *held = self->bytes;
  const guint8 *begin = held->len > 0 ? memchr (held->data, SOH, held->len) : NULL;

  skip (self, begin != NULL ? (gsize) (begin - held->data) : held->len);
  for (gsize i = MAX (self->looked, 1); i < held->len; i++)
    {
      if (held->data[i] == SOH)
        {
          /* The end of the one before was lost, or it was the echo of the command. */
          skip (self, i);
          i = 0;
        }
      else if (held->data[i] == ETX)
        {
          GBytes *frame = g_bytes_new (held->data, i + 1);

          g_byte_array_remove_range (held, 0, (guint) i + 1);
          self->looked = 0;
          return frame;
        }
    }
  self->looked = held->len;
  if (held->len > FC_TLS_MOST_BYTES)
    skip (self, held->len);
  return NULL;
}

/**
 * fc_tls_reader_noise:
 *
 * Returns: how many bytes belonged to no answer
 */
gsize
fc_tls_reader_noise (const FcTlsReader *self)
{
  return self->noise;
}

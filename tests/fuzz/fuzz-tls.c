/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes over the line of a tank gauge. The first byte says in what pieces. */
#include "fc-fuzz.h"
#include "fc-tls.h"

static guint
read_in_pieces (const guint8 *bytes,
                size_t        size,
                size_t        piece)
{
  static const FcTlsUnits units = { FC_VOLUME_LITRE, FALSE, FALSE };
  g_autoptr (FcTlsReader) reader = fc_tls_reader_new ();
  guint answers = 0;

  for (size_t at = 0; at < size; at += piece)
    {
      GBytes *frame;

      fc_tls_reader_push (reader, bytes + at, MIN (piece, size - at));
      while ((frame = fc_tls_reader_next (reader)) != NULL)
        {
          g_autoptr (GBytes) owned = frame;
          g_autoptr (FcTlsReply) reply = fc_tls_parse (frame, &units, NULL);

          answers++;
        }
    }
  return answers;
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  static const FcTlsUnits units = { FC_VOLUME_US_GALLON, TRUE, TRUE };

  if (size < 2)
    return 0;
  g_assert_cmpuint (read_in_pieces (bytes + 1, size - 1, 1 + bytes[0]), ==, read_in_pieces (bytes + 1, size - 1, size));
  for (int function = FC_TLS_INVENTORY; function <= FC_TLS_DELIVERIES; function++)
    {
      g_autoptr (GBytes) text = g_bytes_new (bytes + 1, size - 1);
      g_autoptr (FcTlsReply) reply = fc_tls_parse_capture (text, (FcTlsFunction) function, &units, NULL);
    }
  return 0;
}

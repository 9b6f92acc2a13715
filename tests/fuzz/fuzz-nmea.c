/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes over the line of a GPS receiver. The first byte says in what pieces; they change nothing. */
#include "fc-fuzz.h"
#include "fc-nmea.h"

static guint
read_in_pieces (const guint8 *bytes,
                size_t        size,
                size_t        piece)
{
  g_autoptr (FcNmeaReader) reader = fc_nmea_reader_new ();
  g_autoptr (FcTrack) track = fc_track_new (0);

  for (size_t at = 0; at < size; at += piece)
    fc_nmea_reader_push (reader, (const char *) bytes + at, MIN (piece, size - at), track);
  fc_nmea_reader_finish (reader, track);
  return track->n;
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  if (size < 2)
    return 0;
  g_assert (read_in_pieces (bytes + 1, size - 1, 1 + bytes[0]) == read_in_pieces (bytes + 1, size - 1, size));
  return 0;
}

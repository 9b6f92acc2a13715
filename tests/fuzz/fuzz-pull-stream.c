/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stream of a first pull. The first byte says in what pieces it comes: the frames must not depend on that. */
#include "fc-fuzz.h"
#include "fc-pull-stream.h"

static guint
read_in_pieces (const guint8 *bytes,
                size_t        size,
                size_t        piece)
{
  g_autoptr (FcPullReader) reader = fc_pull_reader_new ();
  guint frames = 0;

  for (size_t at = 0; at < size; at += piece)
    {
      FcFrame *frame;

      fc_pull_reader_push (reader, bytes + at, MIN (piece, size - at));
      while ((frame = fc_pull_reader_next (reader, NULL)) != NULL)
        {
          frames++;
          fc_frame_free (frame);
        }
    }
  return frames;
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  if (size < 2)
    return 0;
  g_assert_cmpuint (read_in_pieces (bytes + 1, size - 1, 1 + bytes[0]), ==, read_in_pieces (bytes + 1, size - 1, size));
  return 0;
}

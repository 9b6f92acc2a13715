/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-track.h"

G_BEGIN_DECLS

static inline FcPlace
fc_test_place (double latitude,
               double longitude)
{
  FcPlace place;

  g_assert_true (fc_place_from_degrees (latitude, longitude, &place));
  return place;
}

/* Anywhere on earth, at the poles and the antimeridian more often than elsewhere. */
static inline FcPlace
fc_test_place_anywhere (GRand *rand)
{
  double latitude = g_rand_double_range (rand, -90, 90), longitude = g_rand_double_range (rand, -180, 180);

  if (g_rand_int_range (rand, 0, 4) == 0)
    latitude = (latitude < 0 ? -1 : 1) * (90 - g_rand_double_range (rand, 0, 0.01));
  if (g_rand_int_range (rand, 0, 4) == 0)
    longitude = (longitude < 0 ? -1 : 1) * (180 - g_rand_double_range (rand, 0, 0.01));
  return fc_test_place (latitude, longitude);
}

/* A file of known answers beside the sources, which are not part of them; skips the test where it is not there. */
static inline char *
fc_test_read_shared (const char *folder,
                     const char *name,
                     gsize      *size)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "data", folder, name, NULL);
  char *text = NULL;

  if (!g_file_get_contents (path, &text, size, NULL))
    g_test_skip ("no data");
  return text;
}

G_END_DECLS

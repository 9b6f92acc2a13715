/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a tracking server answers. */
#include "fc-fuzz.h"
#include "fc-traccar.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) positions = fc_traccar_read_positions ((const char *) bytes, size, NULL, &error);

  g_assert ((positions == NULL) == (error != NULL));
  for (guint i = 0; positions != NULL && i < positions->len; i++)
    {
      const FcTraccarPosition *position = &g_array_index (positions, FcTraccarPosition, i);

      g_assert (position->device_id > 0);
      g_assert (ABS (position->fix.place.latitude) <= 900000000 && ABS (position->fix.place.longitude) <= 1800000000);
    }
  return 0;
}

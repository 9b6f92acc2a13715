/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Volumes are gint64 millilitres; lengths in tanks gint64 millimetres; temperatures milli-degrees Celsius. */

__extension__ typedef __int128 FcInt128;

typedef enum {
  FC_VOLUME_LITRE,
  FC_VOLUME_US_GALLON, /* 3.785411784 L exactly */
} FcVolumeUnit;

gint64    fc_divide_half_even       (FcInt128      numerator,
                                     FcInt128      denominator);
char     *fc_decimal_format         (gint64        scaled,
                                     int           decimals,
                                     int           least_decimals);
char     *fc_decimal_format_grouped (gint64        scaled,
                                     int           decimals,
                                     int           least_decimals);
gboolean  fc_decimal_parse          (const char   *text,
                                     int           decimals,
                                     gint64       *scaled,
                                     GError      **error);
gint64    fc_volume_from_unit       (gint64        milli_units,
                                     FcVolumeUnit  unit);
gint64    fc_volume_to_unit         (gint64        volume_ml,
                                     FcVolumeUnit  unit);
char     *fc_volume_format          (gint64        volume_ml,
                                     FcVolumeUnit  unit,
                                     int           decimals);
FcVolumeUnit fc_volume_unit_named   (const char   *name);
char     *fc_volume_say             (gint64        volume_ml,
                                     FcVolumeUnit  unit,
                                     int           decimals);
gboolean  fc_volume_parse           (const char   *text,
                                     FcVolumeUnit  unit,
                                     gint64       *volume_ml,
                                     GError      **error);

G_END_DECLS

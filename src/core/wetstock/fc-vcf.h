/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Volume correction to 15 °C: ASTM D1250 / API MPMS 11.1, table 54B. The group follows the density, not a product's name. */
typedef enum {
  FC_OIL_GASOLINE,   /* below 770.35 kg/m³ */
  FC_OIL_TRANSITION, /* 770.35 to 787.52 */
  FC_OIL_JET,        /* 787.52 to 838.31 */
  FC_OIL_FUEL,       /* above */
} FcOilGroup;

FcOilGroup fc_oil_group      (double    density);     /* kg/m³ at 15 °C */
double     fc_vcf            (double    density,      /* kg/m³ at 15 °C */
                              double    celsius);

/* In the catalog's units: mL, g/m³ at 15 °C, 0.001 °C. */
gboolean   fc_volume_at_15   (gint64    volume,
                              gint64    density,
                              gint64    temperature,
                              gint64   *volume_at_15);
gboolean   fc_volume_from_15 (gint64    volume_at_15,
                              gint64    density,
                              gint64    temperature,
                              gint64   *volume);

/* What a Veeder-Root gauge calls "TC volume": another formula, at 60 °F. Never mix the two. */
gint64     fc_gauge_tc_volume (gint64   volume,
                               gint64   temperature);

G_END_DECLS

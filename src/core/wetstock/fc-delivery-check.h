/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record.h"

G_BEGIN_DECLS

typedef enum {
  FC_DELIVERY_UNKNOWN, /* not dipped before and after */
  FC_DELIVERY_FINE,
  FC_DELIVERY_SHORT,
  FC_DELIVERY_OVER,
} FcDeliveryVerdict;

/* A delivery note against the tank. mL; money in minor units. */
typedef struct {
  gint64 ticketed;
  gboolean has_gauge;
  gint64 gauged;          /* after − before + what was sold during the drop */
  gint64 difference;      /* gauged − ticketed, as measured */
  gboolean has_15;        /* density and temperatures were known */
  gint64 ticketed_15;
  gint64 gauged_15;
  gint64 difference_15;
  gint64 missing;         /* what the verdict goes by: at 15 °C where that is known; below 0: short */
  gint64 tolerance;       /* ± mL */
  gint64 shortage;        /* mL, 0 unless short */
  gint64 shortage_amount; /* of the unit cost; 0 where that is not known */
  FcDeliveryVerdict verdict;
} FcDeliveryCheck;

void            fc_delivery_fill_volumes (FcRecord *delivery,
                                          FcRecord *tank);
FcDeliveryCheck fc_delivery_check (FcRecord   *delivery,
                                   gint64      density,       /* g/m³ of the product, where the note has none; 0: unknown */
                                   gint64      tolerance_ppm, /* of the ticket; 0: the default */
                                   const char *currency);

G_END_DECLS

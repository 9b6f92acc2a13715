/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-geodesic.h"
#include "fc-replica.h"

G_BEGIN_DECLS

/* What a station has sold in a time, and where it stands. */
typedef struct {
  FcId id;
  char *name;
  gboolean placed;
  FcPlace place;
  gboolean foreign; /* it sells in another currency: its amount can be added to no other */
  gint64 amount;    /* minor units; below 0 where more was given back */
  gint64 volume;    /* mL */
} FcMapSale;

typedef struct {
  char *currency;    /* the company's */
  gint64 amount;     /* minor units, of all stations that are not foreign, with a place or without */
  gint64 volume;     /* mL, of all */
  GPtrArray *stations; /* FcMapSale, by name: those that sold */
  guint foreign;     /* of those */
} FcMapSales;

void        fc_map_sales_free   (FcMapSales           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcMapSales, fc_map_sales_free)
void        fc_map_sales_async  (FcReplica            *replica,
                                 gint64                from_us,
                                 gint64                until_us,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
FcMapSales *fc_map_sales_finish (FcReplica            *replica,
                                 GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS

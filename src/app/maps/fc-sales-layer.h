/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-map-layer.h"
#include "fc-map-sales.h"

G_BEGIN_DECLS

/* Where the money of the period is taken, as heat. */
extern const FcMapLayerInfo fc_sales_layer;

FcMapFeatures *fc_sales_layer_features (const FcMapSales *sales);

G_END_DECLS

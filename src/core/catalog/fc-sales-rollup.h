/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-fact-batch.h"
#include "fc-time.h"

G_BEGIN_DECLS

/*
 * Sales added up: by the hour for the last FC_ROLLUP_HOURLY_DAYS days, by the station's civil day before that. One row
 * a station, grain, start, product and payment; its id comes from these, so that office, hub and demo make the same row, and
 * begins with the start: what is added up together lies together in a table kept by id. Rows written before that have ids without
 * order, so that a sum may stand in two rows until it is compacted or pulled anew: whoever reads adds them up.
 */
#define FC_ROLLUP_HOURLY_DAYS 90

FcId         fc_sales_rollup_id     (const FcId        *station,
                                     const char        *grain, /* "hour" or "day" */
                                     gint64             starts_at,
                                     const FcId        *product,
                                     const char        *payment); /* nullable */

/* Where hours end and days begin: midnight of the station's zone. */
gint64       fc_sales_rollup_hourly_from (gint64        now_us,
                                     GTimeZone         *zone);

/* Adds up batch after batch. Plain memory, one thread. */
typedef struct _FcSalesSum FcSalesSum;
typedef GTimeZone *(*FcZoneFunc) (const FcId *station, gpointer user_data); /* (transfer none), never NULL */

FcSalesSum  *fc_sales_sum_new       (gint64             now_us,
                                     FcZoneFunc         zone_of,
                                     gpointer           user_data);
void         fc_sales_sum_free      (FcSalesSum        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcSalesSum, fc_sales_sum_free)
void         fc_sales_sum_add       (FcSalesSum        *self,
                                     const FcFactBatch *sales,
                                     guint              first,
                                     guint              n,
                                     const guint8      *which, /* (nullable) one byte a row from first: 0 leaves it out */
                                     gint64             from,  /* sales before this instant are left out */
                                     int                sign); /* 1 adds, -1 takes away */
FcFactBatch *fc_sales_sum_take      (FcSalesSum        *self); /* FC_SALES_ROLLUP, what was added since; maybe of 0 rows */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-fact-batch.h"

G_BEGIN_DECLS

/*
 * Facts by station and month of the station's calendar: how many, how much, and for single sales a sum of their hashes, so that
 * two ends find out where they differ without sending the rows. Rollup rows count what they have added up: the same whether it
 * lies there by the hour or by the day.
 */
typedef struct {
  FcId station;
  FcEntity entity; /* FC_SALE or FC_SALES_ROLLUP */
  int month;       /* year × 12 + month of the year from 0 */
  gint64 n;        /* sales */
  gint64 volume;   /* mL */
  gint64 amount;   /* minor units */
  guint64 hash;    /* of sales */
} FcFactSum;

typedef GTimeZone *(*FcTallyZoneFunc) (const FcId *station, gpointer user_data); /* (transfer none), never NULL */

typedef struct _FcFactTally FcFactTally;

FcFactTally     *fc_fact_tally_new   (FcTallyZoneFunc    zone_of, /* (nullable) where nothing is added here */
                                      gpointer           user_data);
void             fc_fact_tally_free  (FcFactTally       *self);
void             fc_fact_tally_add   (FcFactTally       *self,
                                      const FcFactBatch *batch,
                                      gint64             from); /* UTC µs: older facts are left out */
void             fc_fact_tally_take_out (FcFactTally    *self,
                                      const FcFactBatch *sales,
                                      gint64             from);
void             fc_fact_tally_put   (FcFactTally       *self,
                                      const FcFactSum   *sum);  /* as it was counted elsewhere; copied */
const FcFactSum *fc_fact_tally_find  (FcFactTally       *self,
                                      const FcFactSum   *like);
GPtrArray       *fc_fact_tally_list  (FcFactTally       *self); /* (element-type FcFactSum), borrowed */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcFactTally, fc_fact_tally_free)

gboolean         fc_fact_sum_equal   (const FcFactSum   *a,
                                      const FcFactSum   *b);   /* (nullable) each: nothing is as good as none */
gboolean         fc_fact_month_is_valid (gint64          month);
int              fc_fact_month       (gint64             at,
                                      GTimeZone         *zone);
void             fc_fact_month_bounds (int               month,
                                      GTimeZone         *zone,
                                      gint64            *from,
                                      gint64            *until);
guint64          fc_fact_hash        (const FcFactBatch *batch,
                                      guint              row);

G_END_DECLS

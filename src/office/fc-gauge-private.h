/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-gauge-service.h"

G_BEGIN_DECLS

/* An open serial line in raw mode, non-blocking; -1 with an error. */
int  fc_gauge_serial_open  (const FcGaugeSource  *source,
                            GError              **error);
void fc_gauge_serial_close (int                   fd);

/* The rows that are kept of what a gauge said; ids of natural keys, so that every office makes the same. */
FcRecord *fc_gauge_reading_record  (const FcGaugeLatest  *latest,
                                    const FcId           *station_id);
FcRecord *fc_gauge_delivery_record (const FcTlsDelivery  *delivery,
                                    const FcId           *gauge_id,
                                    const FcId           *tank_id,
                                    const FcId           *station_id,
                                    GTimeZone            *zone);
/* Inserts those of @records that are not there yet, in the background; fc_gauge_keep_finish() says how many. */
void      fc_gauge_keep_async      (FcReplica            *replica,
                                    GPtrArray            *records,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean  fc_gauge_keep_finish     (GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS

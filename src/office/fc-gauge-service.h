/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-gauge-poller.h"
#include "fc-keyring.h"
#include "fc-replica.h"

G_BEGIN_DECLS

/* What a gauge last said of a tank; only in memory, a row an hour is kept. */
typedef struct {
  FcId gauge_id;
  FcId tank_id;
  gint64 read_at;  /* UTC µs by this computer's clock */
  FcTlsTank tank;
} FcGaugeLatest;

/*
 * Reads the gauges of this computer's stations as long as it lives, follows changes of gauges and tanks, and keeps a gauge_reading an
 * hour per tank and every gauge_delivery once. This computer's stations are those it was told; else the only one that the actor sees,
 * if it is the only one: an office with many can reach few of their gauges.
 *
 * "tank-read" (const FcGaugeLatest *): a tank was read.
 * "gauge-changed" (const FcId *): a gauge began or ceased to fail.
 */
#define FC_TYPE_GAUGE_SERVICE (fc_gauge_service_get_type ())
G_DECLARE_FINAL_TYPE (FcGaugeService, fc_gauge_service, FC, GAUGE_SERVICE, GObject)

FcGaugeService      *fc_gauge_service_new         (FcReplica         *replica);
void                 fc_gauge_service_set_pace    (FcGaugeService    *self,
                                                   const FcGaugePace *pace); /* tests */
void                 fc_gauge_service_set_stations (FcGaugeService   *self,
                                                    GArray           *stations); /* (nullable) FcId */
gboolean             fc_gauge_service_reads       (FcGaugeService    *self,
                                                   const FcId        *station_id,
                                                   guint              n_visible);
void                 fc_gauge_service_start       (FcGaugeService    *self);
void                 fc_gauge_service_start_later (FcGaugeService    *self,
                                                   guint              ms);
void                 fc_gauge_service_stop        (FcGaugeService    *self);
void                 fc_gauge_service_poll_now    (FcGaugeService    *self);
const FcGaugeLatest *fc_gauge_service_get_latest  (FcGaugeService    *self,
                                                   const FcId        *tank_id);
const char          *fc_gauge_service_get_problem (FcGaugeService    *self,
                                                   const FcId        *gauge_id);
guint                fc_gauge_service_n_gauges    (FcGaugeService    *self);

/* Where a gauge's security code lies on this computer: fc_keyring_store_async() and fc_keyring_lookup_async(). */
/* fc-gauge-codes.c: the gauges' security codes, which lie in this computer's keyring */
FcKeyring           *fc_gauge_keyring_new         (const FcId        *gauge_id);
void                 fc_gauge_codes_forget        (void);

G_END_DECLS

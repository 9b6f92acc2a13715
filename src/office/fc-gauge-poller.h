/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-gauge-source.h"

G_BEGIN_DECLS

/* When a poller asks. Milliseconds. */
typedef struct {
  guint interval;    /* between inventories */
  guint deliveries;  /* between looks at the deliveries; also as soon as one has ended */
  guint first_retry; /* after a failure; doubles */
  guint last_retry;  /* and grows no further than this */
  guint tries;       /* in a row before "failed" is said */
} FcGaugePace;

/*
 * Reads one gauge again and again, one command at a time, in the background. Tries again with growing pauses, and says it
 * failed once per outage.
 *
 * "reading" (FcTlsReply *): an inventory came.
 * "delivery" (FcTlsReply *): the deliveries the gauge remembers came; most are known already.
 * "failed" (const char *): a sentence; what the gauge said, or that it says nothing.
 * Property "problem" (nullable): the sentence while the outage lasts.
 */
#define FC_TYPE_GAUGE_POLLER (fc_gauge_poller_get_type ())
G_DECLARE_FINAL_TYPE (FcGaugePoller, fc_gauge_poller, FC, GAUGE_POLLER, GObject)

FcGaugePoller       *fc_gauge_poller_new          (const FcGaugeSource *source,
                                                   guint                interval_s);
const FcGaugeSource *fc_gauge_poller_get_source   (FcGaugePoller       *self);
void                 fc_gauge_poller_set_pace     (FcGaugePoller       *self,
                                                   const FcGaugePace   *pace);
void                 fc_gauge_poller_start        (FcGaugePoller       *self);
void                 fc_gauge_poller_stop         (FcGaugePoller       *self);
void                 fc_gauge_poller_poll_now     (FcGaugePoller       *self);
const char          *fc_gauge_poller_get_problem  (FcGaugePoller       *self);

G_END_DECLS

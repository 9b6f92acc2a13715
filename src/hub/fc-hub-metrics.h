/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Counters, gauges and histograms in Prometheus' text form; the table in fc-hub-metrics.c has their names. Any thread. */
typedef struct _FcHubMetrics FcHubMetrics;

FcHubMetrics *fc_hub_metrics_new     (void);
void          fc_hub_metrics_free    (FcHubMetrics *self);
void          fc_hub_metrics_observe (FcHubMetrics *self,
                                      const char   *name,
                                      const char   *labels,
                                      double        seconds);
void          fc_hub_metrics_count   (FcHubMetrics *self,
                                      const char   *name,
                                      const char   *labels,
                                      gint64        by);
void          fc_hub_metrics_set     (FcHubMetrics *self,
                                      const char   *name,
                                      const char   *labels,
                                      gint64        value);
char         *fc_hub_metrics_format  (FcHubMetrics *self);

G_END_DECLS

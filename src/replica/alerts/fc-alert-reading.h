/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-judge.h"
#include "fc-query-help.h"

G_BEGIN_DECLS

/* One round of reading what the rules watch, on a reader's thread. */
typedef struct {
  gint64 now_us;
  FcActor *actor;
  GPtrArray *rules;    /* FcAlertRule */
  GArray *measures;    /* FcAlertMeasure, by metric as they were added */
  gboolean level;      /* all that the server knows is here as of the last hour: what is not here is nowhere */
} FcAlertReading;

/* Adds the values of its metrics, of all the stations that the actor sees. A module registers one at start. */
typedef gboolean (*FcAlertReader) (FcDb            *db,
                                   FcAlertReading  *reading,
                                   GError         **error);

void                 fc_alert_reader_register (FcAlertReader        reader);
gboolean             fc_alert_readers_run     (FcDb                *db,
                                               FcAlertReading      *reading,
                                               GError             **error);
gboolean             fc_alert_reading_sees    (FcAlertReading      *self,
                                               const FcAlertMetric *metric);
gboolean             fc_alert_reading_wants   (FcAlertReading      *self,
                                               const char          *metric);
void                 fc_alert_reading_add     (FcAlertReading      *self,
                                               const char          *metric,
                                               const FcAlertMeasure *measure); /* its metric need not be set */

/* Those that come with the program. */
gboolean             fc_alert_read_tanks      (FcDb                *db,
                                               FcAlertReading      *reading,
                                               GError             **error);
gboolean             fc_alert_read_shifts     (FcDb                *db,
                                               FcAlertReading      *reading,
                                               GError             **error);
gboolean             fc_alert_read_stations   (FcDb                *db,
                                               FcAlertReading      *reading,
                                               GError             **error);
gboolean             fc_alert_read_fences     (FcDb                *db,
                                               FcAlertReading      *reading,
                                               GError             **error); /* fleet/fc-fence-alerts.c */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-commands.h"
#include "fc-row-loader.h"

G_BEGIN_DECLS

#define FC_TEST_START G_GINT64_CONSTANT (1795132800000000) /* 2026-11-20 08:00 UTC */

/* An office or a hub, with a rule and one thing that it watches. */
typedef struct {
  FcRowSet *rows;
  FcActor *manager;
  FcActor *supervisor; /* sees alerts, does not work with them */
  FcId station, tank;
  GPtrArray *kept;     /* FcRecord: what was looked at stays until the end */
} FcTestAlerts;

void           fc_test_alerts_set_up    (FcTestAlerts      *self,
                                         gconstpointer      unused);
void           fc_test_alerts_tear_down (FcTestAlerts      *self,
                                         gconstpointer      unused);
FcActor       *fc_test_alerts_actor     (const char *const *permissions);
FcAlertRule   *fc_test_alerts_rule      (const char        *key);
FcAlertMeasure fc_test_alerts_measure   (FcTestAlerts      *self,
                                         const FcAlertRule *rule,
                                         gint64             value,
                                         gint64             as_of);
guint          fc_test_alerts_run       (FcTestAlerts      *self,
                                         const FcActor     *actor,
                                         FcOp              *op,      /* (transfer full) */
                                         GError           **error);  /* how many rows it changed */
FcRecord      *fc_test_alerts_last      (FcTestAlerts      *self,
                                         const FcAlertRule *rule,
                                         const FcAlertMeasure *measure); /* nullable, both */
guint          fc_test_alerts_n_open    (FcTestAlerts      *self);
FcOp          *fc_test_alerts_op        (const FcAlertRule *rule,
                                         FcRecord          *last,
                                         const FcAlertMeasure *measure,
                                         gint64             now_us); /* nullable: nothing is to be done */

G_END_DECLS

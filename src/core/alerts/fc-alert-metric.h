/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-entities.h"
#include "fc-quantity.h"

G_BEGIN_DECLS

/* What a value counts. */
typedef enum {
  FC_ALERT_DURATION, /* s */
  FC_ALERT_VOLUME,   /* mL */
  FC_ALERT_LENGTH,   /* mm */
  FC_ALERT_MONEY,    /* minor units of the station's currency */
  FC_ALERT_SHARE,    /* ppm */
  FC_ALERT_MOMENT,   /* s since 1970, UTC: it happened then; what happens anew takes the place of one that is open */
} FcAlertUnit;

/*
 * Something that can be watched. A module registers its own: static data; who reads the values stands in
 * replica/<module>.
 */
typedef struct {
  const char *name;   /* "tank-run-out": stands in rules and alerts */
  const char *label;  /* N_(): as a rule's choice */
  FcAlertUnit unit;
  FcEntity about;     /* what an alert of it opens */
  gboolean below;     /* bad is down */
  gboolean own_limit; /* a threshold of 0 means the thing's own: the station's limit, the tank's */
  gboolean once;      /* it happened, or it did not: gone means settled, and what a person resolved stays so */
  int drift;          /* what a second of the clock adds to a value in seconds: −1, 0 or 1 */
  gint64 slack;       /* the least by which a value must be good again before the alert ends */
  char *(*say) (const char *value); /* a sentence for people */
} FcAlertMetric;

void                 fc_alert_metrics_register (const FcAlertMetric *metrics,
                                                guint                n_metrics);
const FcAlertMetric *fc_alert_metric_find      (const char          *name); /* nullable */
GPtrArray           *fc_alert_metrics_list     (void); /* FcAlertMetric, static */

/* How figures are said: those of the station; zeros where there is none. */
typedef struct {
  const char *currency;  /* nullable */
  FcVolumeUnit volume;
  const char *time_zone; /* (nullable): the computer's own */
} FcAlertUnits;

char                *fc_alert_amount           (const FcAlertMetric *metric,
                                                gint64               value,
                                                const FcAlertUnits  *units);
char                *fc_alert_say              (const FcAlertMetric *metric,
                                                gint64               value,
                                                const FcAlertUnits  *units);
GTimeZone           *fc_alert_zone             (const FcAlertUnits  *units);

G_END_DECLS

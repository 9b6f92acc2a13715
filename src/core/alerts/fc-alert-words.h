/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-metric.h"
#include "fc-time.h"

G_BEGIN_DECLS

/* What an alert is about, as far as it is known here. */
typedef struct {
  const char *entity;  /* of the catalog */
  gint64 tank;         /* number; 0: none */
  const char *product; /* nullable */
  gint64 shift;        /* number; 0: none */
  FcDate date;         /* of the shift, of the tank's day, or of the station's that is open; 0: none */
  const char *name;    /* (nullable): of a gauge or a vehicle */
  const char *place;   /* (nullable): the geofence, of a vehicle's */
} FcAlertThing;

char *fc_alert_thing_say (const FcAlertThing *thing);

G_END_DECLS

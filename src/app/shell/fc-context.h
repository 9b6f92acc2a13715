/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-display.h"
#include "fc-replica.h"
#include "fc-session.h"

G_BEGIN_DECLS

/*
 * What every page of a window shares: the open replica, the session with the hub, the person's settings, and the scope that holds
 * across pages. Property "narrow" follows the window. Signals: "scope-changed" (station or period), "stations-changed" (names, list).
 */
#define FC_TYPE_CONTEXT (fc_context_get_type ())
G_DECLARE_FINAL_TYPE (FcContext, fc_context, FC, CONTEXT, GObject)

typedef enum {
  FC_PERIOD_TODAY,
  FC_PERIOD_YESTERDAY,
  FC_PERIOD_THIS_WEEK, /* from Monday (ISO 8601) until today */
  FC_PERIOD_LAST_WEEK,
  FC_PERIOD_WEEK,  /* the last seven days, today included */
  FC_PERIOD_MONTH, /* this month until today */
  FC_PERIOD_LAST_MONTH,
  FC_PERIOD_CUSTOM,
} FcPeriod;

typedef struct {
  FcId id;
  char *code;
  char *name;
  char *currency;
  GTimeZone *zone;
} FcStationName;

FcContext           *fc_context_new           (FcReplica  *replica,
                                               FcSession  *session,
                                               GSettings  *settings);
FcReplica           *fc_context_get_replica   (FcContext  *self);
FcSession           *fc_context_get_session   (FcContext  *self);
GSettings           *fc_context_get_settings  (FcContext  *self);
gboolean             fc_context_may           (FcContext  *self,
                                               const char *permission); /* nullable: TRUE */

/* Stations this person sees, by name; (element-type FcStationName), owned by the context. */
GPtrArray           *fc_context_get_stations  (FcContext  *self);
const FcStationName *fc_context_find_station  (FcContext  *self,
                                               const FcId *id); /* nullable */
const FcId          *fc_context_get_station   (FcContext  *self); /* NULL: all */
void                 fc_context_set_station   (FcContext  *self,
                                               const FcId *id);
FcPeriod             fc_context_get_period    (FcContext  *self);
void                 fc_context_set_period    (FcContext  *self,
                                               FcPeriod    period,
                                               FcDate      from,   /* FC_PERIOD_CUSTOM only */
                                               FcDate      until); /* inclusive */
/* Business dates of the period, both inclusive. */
void                 fc_context_get_dates     (FcContext  *self,
                                               FcDate     *from,
                                               FcDate     *until);
/* The same as instants in the station's (or company's) zone: from inclusive, until exclusive. */
void                 fc_context_get_times     (FcContext  *self,
                                               gint64     *from_us,
                                               gint64     *until_us);
/* Binds :station, :from and :until (dates, or instants) of a query model to the scope. */
void                 fc_context_bind_scope    (FcContext    *self,
                                               gpointer      query_model, /* FcQueryModel */
                                               gboolean      instants);
gboolean             fc_context_get_narrow    (FcContext  *self);

G_END_DECLS

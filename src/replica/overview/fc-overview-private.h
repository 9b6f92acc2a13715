/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-overview.h"
#include "fc-statement.h"

G_BEGIN_DECLS

typedef struct {
  gboolean any_station;
  FcId station;
  gint64 now_us;
  gboolean approves; /* what was submitted waits for the actor */
  gboolean mends;    /* what was disputed does */
  GTimeZone *zone;
} FcOverviewJob;

/* The stations that count: those asked for that the actor sees, in the overview's currency. */
#define FC_OVERVIEW_STATIONS                                                                                           \
  "SELECT id FROM station WHERE id IN (SELECT id FROM visible_station) AND (:station IS NULL OR id = :station)"        \
  " AND currency = :currency"

FcStatement *fc_overview_prepare  (FcDb                 *db,
                                   const FcOverviewJob  *job,
                                   FcOverview           *self,
                                   const char           *sql,
                                   GError              **error); /* with :station and :currency bound */
gboolean fc_overview_read_cash    (FcDb                 *db,
                                   const FcOverviewJob  *job,
                                   FcOverview           *self,
                                   GError              **error);
gboolean fc_overview_read_tanks   (FcDb                 *db,
                                   const FcOverviewJob  *job,
                                   FcOverview           *self,
                                   GError              **error);
gboolean fc_overview_read_waiting (FcDb                 *db,
                                   const FcOverviewJob  *job,
                                   FcOverview           *self,
                                   GError              **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-overview.h"
#include "fc-statement.h"

G_BEGIN_DECLS

typedef struct {
  FcOverviewAsk ask;
  FcId station;      /* what ask.station points to */
  gboolean approves; /* what was submitted waits for the actor */
  gboolean mends;    /* what was disputed does */
  gboolean arriving; /* the first pull is not done */
  GTimeZone *zone;
} FcOverviewJob;

/* The stations that count: those asked for that the actor sees, in the overview's currency. */
#define FC_OVERVIEW_STATIONS                                                                                           \
  "SELECT id FROM station WHERE id IN (SELECT id FROM visible_station) AND (:station IS NULL OR id = :station)"        \
  " AND currency = :currency"

/* Shifts that count in sums of money: the last version of each. */
#define FC_OVERVIEW_COUNTED                                                                                            \
  "s.business_date >= :first AND s.business_date <= :last AND s.station_id IN (" FC_OVERVIEW_STATIONS ")"              \
  " AND s.state NOT IN ('superseded', 'discarded') AND (s.corrects_id IS NULL OR s.state = 'approved')"

/*
 * Sums of the period with these @columns: hours within its days, and days where hours are not kept. Two reads, each along the index:
 * of an OR, SQLite would compare every id.
 */
#define FC_OVERVIEW_ROWS(columns)                                                                                    \
  "FROM (SELECT " columns " FROM sales_rollup WHERE grain = 'hour' AND starts_at >= :from AND starts_at < :until"    \
  " AND station_id IN (" FC_OVERVIEW_STATIONS ") UNION ALL SELECT " columns " FROM sales_rollup WHERE grain = 'day'" \
  " AND starts_at >= :from - 43200000000 AND starts_at < :until - 43200000000"                                       \
  " AND station_id IN (" FC_OVERVIEW_STATIONS ")) r"

/* With :station, :currency, :first and :last (dates of the period), :from and :until (its instants) bound. */
FcStatement *fc_overview_prepare    (FcDb                 *db,
                                     const FcOverviewJob  *job,
                                     FcOverview           *self,
                                     const char           *sql,
                                     GError              **error);
void         fc_overview_bind       (FcStatement          *select,
                                     const char           *name,
                                     gint64                value);
gint64       fc_overview_midnight   (const FcOverviewJob  *job,
                                     FcDate                date);

typedef gboolean (*FcOverviewRead) (FcDb *db, const FcOverviewJob *job, FcOverview *self, GError **error);

gboolean fc_overview_read_sales      (FcDb                 *db,
                                      const FcOverviewJob  *job,
                                      FcOverview           *self,
                                      GError              **error);
gboolean fc_overview_read_products   (FcDb                 *db,
                                      const FcOverviewJob  *job,
                                      FcOverview           *self,
                                      GError              **error);
gboolean fc_overview_read_payments   (FcDb                 *db,
                                      const FcOverviewJob  *job,
                                      FcOverview           *self,
                                      GError              **error);
gboolean fc_overview_read_stations   (FcDb                 *db,
                                      const FcOverviewJob  *job,
                                      FcOverview           *self,
                                      GError              **error);
gboolean fc_overview_read_cash       (FcDb                 *db,
                                      const FcOverviewJob  *job,
                                      FcOverview           *self,
                                      GError              **error);
gboolean fc_overview_read_attendants (FcDb                 *db,
                                      const FcOverviewJob  *job,
                                      FcOverview           *self,
                                      GError              **error);
gboolean fc_overview_read_variances  (FcDb                 *db,
                                      const FcOverviewJob  *job,
                                      FcOverview           *self,
                                      GError              **error);
gboolean fc_overview_read_tanks      (FcDb                 *db,
                                      const FcOverviewJob  *job,
                                      FcOverview           *self,
                                      GError              **error);
gboolean fc_overview_read_waiting    (FcDb                 *db,
                                      const FcOverviewJob  *job,
                                      FcOverview           *self,
                                      GError              **error);
gboolean fc_overview_read_margin     (FcDb                 *db,
                                      const FcOverviewJob  *job,
                                      FcOverview           *self,
                                      GError              **error);
gboolean fc_overview_read_pumps      (FcDb                 *db,
                                      const FcOverviewJob  *job,
                                      FcOverview           *self,
                                      GError              **error);

G_END_DECLS

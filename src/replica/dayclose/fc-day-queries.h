/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-query-model.h"
#include "fc-time.h"

G_BEGIN_DECLS

/*
 * The business dates of the stations, newest first, a year back; a date without a shift stands there too. Binds: :station
 * (id), :state (text). State: "closed", "reopened", "ready" (all shifts approved, and as many as on the day before),
 * "open", "missing". Figures are the close's, else the sums of the shifts that were handed in.
 */
extern const FcQuerySpec fc_day_list;
enum {
  FC_DAY_LIST_ID,          /* of the line, not of a row */
  FC_DAY_LIST_DATE,
  FC_DAY_LIST_STATION,     /* name */
  FC_DAY_LIST_STATE,
  FC_DAY_LIST_SHIFTS,      /* how many; corrections are not counted apart */
  FC_DAY_LIST_FUEL_VOLUME,
  FC_DAY_LIST_FUEL_AMOUNT, /* money */
  FC_DAY_LIST_OVER_SHORT,  /* money */
  FC_DAY_LIST_DEPOSITED,   /* money; null until closed */
  FC_DAY_LIST_CLOSED_BY,   /* name */
  FC_DAY_LIST_CURRENCY,
  FC_DAY_LIST_STATION_ID,
  FC_DAY_LIST_APPROVED,    /* how many of the shifts */
  FC_DAY_LIST_CHANGED,     /* bool: the day before was closed again with other figures */
  FC_DAY_LIST_PENDING,     /* bool: the close still waits for the hub */
};

/* The days that are ready to close. Binds: :station (id). One line a day; only to be counted. */
extern const FcQuerySpec fc_days_ready;

/* Every row that fc_day_sheet_new() reads for the date, as one state. */
void      fc_day_rows_async  (FcReplica            *replica,
                              const FcId           *station,
                              FcDate                date,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);
FcRowSet *fc_day_rows_finish (FcReplica            *replica,
                              GAsyncResult         *result,
                              GError              **error);

/* The day and the audit lines of its close, newest first. Binds: :day (id of the day_close). */
extern const FcQuerySpec fc_day_history;
enum {
  FC_DAY_HISTORY_ID,
  FC_DAY_HISTORY_AT,
  FC_DAY_HISTORY_USER,   /* name */
  FC_DAY_HISTORY_ACTION, /* "day.close" */
  FC_DAY_HISTORY_OLD,    /* JSON */
  FC_DAY_HISTORY_NEW,    /* JSON */
  FC_DAY_HISTORY_WHY,    /* reason of a reopening */
};

G_END_DECLS

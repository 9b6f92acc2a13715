/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-query-model.h"

G_BEGIN_DECLS

/* The list of shifts, newest first. Binds: :station (id), :state (text; null: all but the discarded), :from and :until (dates, both within), :search (text). */
extern const FcQuerySpec fc_shift_list;
enum {
  FC_SHIFT_LIST_ID,
  FC_SHIFT_LIST_DATE,        /* business date */
  FC_SHIFT_LIST_NUMBER,
  FC_SHIFT_LIST_PART,        /* of the site; null: all of it */
  FC_SHIFT_LIST_STATION,     /* name */
  FC_SHIFT_LIST_STATE,
  FC_SHIFT_LIST_CASHIER,
  FC_SHIFT_LIST_FUEL_AMOUNT, /* money */
  FC_SHIFT_LIST_FUEL_VOLUME,
  FC_SHIFT_LIST_OVER_SHORT,  /* money; null until counted */
  FC_SHIFT_LIST_OPENED_AT,
  FC_SHIFT_LIST_CURRENCY,    /* of the station */
  FC_SHIFT_LIST_STATION_ID,
  FC_SHIFT_LIST_PENDING,     /* bool: something of it still waits for the hub */
  FC_SHIFT_LIST_REVISION,
  FC_SHIFT_LIST_TWIN,        /* text: who opened another shift of this name; null: there is none */
  FC_SHIFT_LIST_CORRECTS,    /* id of the version that it corrects; null: none */
  FC_SHIFT_LIST_SOURCE,
};

/* What waits for a decision (submitted) and what was disputed, in the stations the actor sees. */
typedef struct {
  guint open;
  guint submitted;
  guint disputed;
} FcShiftCounts;
void           fc_shift_counts_async    (FcReplica            *replica,
                                         const FcId           *station, /* (nullable): all that the actor sees */
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
FcShiftCounts *fc_shift_counts_finish   (FcReplica            *replica,
                                         GAsyncResult         *result,
                                         GError              **error); /* g_free() */

/* The shift before (the newest not disputed one of the station, by date and number); NULL without an error: there is none. */
void           fc_shift_latest_async    (FcReplica            *replica,
                                         const FcId           *station,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
FcRecord      *fc_shift_latest_finish   (FcReplica            *replica,
                                         GAsyncResult         *result,
                                         GError              **error);

/* What the actor may decide on next, after the shift @done: of its station first, the oldest first. NULL without an
 * error: nothing waits. */
typedef struct {
  FcRecord *shift;
  char *station; /* name */
} FcShiftWaiting;
void            fc_shift_waiting_free   (FcShiftWaiting       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcShiftWaiting, fc_shift_waiting_free)
void            fc_shift_next_async     (FcReplica            *replica,
                                         const FcId           *done,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
FcShiftWaiting *fc_shift_next_finish    (FcReplica            *replica,
                                         GAsyncResult         *result,
                                         GError              **error);

/* The shift that came from this source (source_key); NULL without an error: not imported yet. */
void           fc_shift_by_source_async (FcReplica            *replica,
                                         const char           *source_key,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
FcRecord      *fc_shift_by_source_finish (FcReplica           *replica,
                                         GAsyncResult         *result,
                                         GError              **error);

/* The audit lines and events of one shift and its children, newest first. Binds: :shift (id). */
extern const FcQuerySpec fc_shift_history;
enum {
  FC_SHIFT_HISTORY_ID,
  FC_SHIFT_HISTORY_AT,
  FC_SHIFT_HISTORY_USER,   /* name */
  FC_SHIFT_HISTORY_ACTION, /* "shift.submit", "patch" */
  FC_SHIFT_HISTORY_ENTITY, /* "shift" */
  FC_SHIFT_HISTORY_OLD,    /* JSON */
  FC_SHIFT_HISTORY_NEW,    /* JSON */
};

G_END_DECLS

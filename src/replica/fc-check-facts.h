/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-check-sheet.h"
#include "fc-fact-tally.h"

G_BEGIN_DECLS

/* What this copy holds of single sales and their sums, by station and month: without what the hub has not got yet. */
typedef struct {
  gint64 epoch;
  FcCursor *cursor;
  gint64 from;        /* UTC µs: there are single sales from then on */
  gboolean ready;     /* FALSE: the first pull, or one anew, is still under way */
  guint n_sales;
  FcFactTally *tally;
} FcFactBook;

void        fc_fact_book_free             (FcFactBook          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcFactBook, fc_fact_book_free)

/* Reads all of them; off the main thread, from one state. */
void        fc_replica_tally_async        (FcReplica           *self,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
FcFactBook *fc_replica_tally_finish       (FcReplica           *self,
                                           GAsyncResult        *result,
                                           GError             **error);

/* Puts the hub's sales and sums of a month in the place of ours, unless the pull has gone on since the book was made. */
void        fc_replica_mend_facts_async   (FcReplica           *self,
                                           const FcFactBook    *book,
                                           const FcId          *station,
                                           int                  month,
                                           GPtrArray           *facts, /* (transfer full) FcFactBatch */
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
gboolean    fc_replica_mend_facts_finish  (FcReplica           *self,
                                           GAsyncResult        *result,
                                           FcCheckFindings     *found, /* (inout): counts on; of sales */
                                           gboolean            *moved,
                                           GError             **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-check-message.h"
#include "fc-replica-sync.h"

G_BEGIN_DECLS

/* What this copy holds of one of the hub's buckets, a hash for each row: what waits in the outbox is not in it. */
typedef struct {
  char *bucket;
  gint64 cursor;
  GHashTable *rows; /* FcId → CheckedRow */
  FcRowSum *facts;  /* (nullable) of each range: of positions, which are too many for a hash each */
} FcCheckSheet;

/* All of them, from one state of the file. */
typedef struct {
  gint64 epoch;       /* 0: never pulled */
  GPtrArray *sheets;  /* FcCheckSheet */
  guint n_rows;
  guint n_stray;      /* rows of the hub that no bucket holds */
  gboolean tracks;    /* positions are in it, of buckets that have facts */
  gint64 tracks_from; /* UTC µs: fixed from then on */
} FcCheckBook;

/* What was found to be otherwise than at the hub. */
typedef struct {
  guint missing;  /* the hub has it, this copy did not */
  guint different;
  guint extra;    /* this copy had it, the hub does not */
} FcCheckFindings;

FcCheckBook  *fc_check_book_new          (void);
void          fc_check_book_free         (FcCheckBook         *self);
FcCheckSheet *fc_check_book_find         (FcCheckBook         *self,
                                          const char          *bucket);
FcCursor     *fc_check_book_cursor       (FcCheckBook         *self);
FcCheckSheet *fc_check_book_get          (FcCheckBook         *self,
                                          const char          *bucket,
                                          gint64               cursor);
void          fc_check_sheet_put         (FcCheckSheet        *self,
                                          FcEntity             entity,
                                          const FcId          *id,
                                          const FcRowSum      *sum); /* nullable */
void          fc_check_sheet_forget      (FcCheckSheet        *self,
                                          const FcId          *id);
void          fc_check_sheet_sums        (FcCheckSheet        *self,
                                          FcRowSum             sums[FC_ROW_RANGES]);
GPtrArray    *fc_check_sheet_mend        (FcCheckSheet        *self,
                                          GArray              *ranges,
                                          GPtrArray           *rows,
                                          FcCheckFindings     *findings); /* FcPulledRow */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcCheckBook, fc_check_book_free)

/* Reads all that the hub's buckets hold here; off the main thread, from one state. */
void          fc_replica_check_async     (FcReplica           *self,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
FcCheckBook  *fc_replica_check_finish    (FcReplica           *self,
                                          GAsyncResult        *result,
                                          GError             **error);

/* Puts @rows in place, unless the pull has gone on since the book was made: then nothing, and @moved says so. */
void          fc_replica_mend_async      (FcReplica           *self,
                                          gint64               epoch,
                                          FcCursor            *cursor,
                                          GPtrArray           *rows, /* FcPulledRow */
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
gboolean      fc_replica_mend_finish     (FcReplica           *self,
                                          GAsyncResult        *result,
                                          gboolean            *moved,
                                          GError             **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-fact-tally.h"
#include "fc-row-sum.h"

G_BEGIN_DECLS

/*
 * Whether an office's copy is what the hub has: POST /api/v1/sync/check, three questions of one shape.
 *   {protocol, schema_version, client_id, epoch, cursor{bucket: seq}}            → a sum of each bucket
 *   {…, bucket: b}                                                               → sums of the 256 ranges of b
 *   {…, bucket: b, ranges: [r, …]}                                               → the rows of those ranges
 * All answers are about rows that have not changed since the cursor; "changed" names those that have, so that the office can
 * leave them out, too, however much is being written meanwhile.
 *   {protocol, schema_version, epoch, sums:[{bucket, range?, n, sum}], changed:[id, …], rows:[update, …]}
 * A hub of another epoch gives nothing but that. Facts and log lines are immutable and not among the rows. With "tracks" the
 * three are asked about positions, too, in the buckets that hold nothing else: of those fixed from "from" on that came up to the
 * cursor, whose rows are in "facts". An older hub counts none of them; "tracks" in the answer says that this one did. Sales and
 * their sums are two questions of their own, of the stations of which nothing has come since the cursor: these are in "stations".
 *   {…, tracks: {from: µs}}                       → …, tracks: true, facts:[batch, …]; 409 behind where the ranges hold more rows
 *                                                   than a hub sends at once: ask for fewer of them
 *   {…, facts: {from: µs}}                        → fact_sums:[{station, entity, month, n, volume, amount, hash}]
 *   {…, facts: {from: µs, station: id, month: m}} → facts:[batch, …], all of that month, single sales from "from" on
 */
#define FC_WIRE_PATH_CHECK     "/api/v1/sync/check"
#define FC_WIRE_MAX_RANGES     16   /* whose rows are sent at once */
#define FC_WIRE_TRACK_DAYS     90   /* a first pull brings positions of so many */
#define FC_WIRE_MAX_CHANGED    5000 /* ids; with more the answer is 409 behind: pull first */

typedef struct {
  int protocol;
  int schema_version;
  FcId client_id;
  gint64 epoch;
  FcCursor *cursor;
  char *bucket;   /* (nullable) */
  GArray *ranges; /* guint8 */
  gboolean tracks; /* asks about positions, too */
  gint64 tracks_from; /* UTC µs */
  gboolean facts; /* asks for sales; @bucket and @ranges do not count */
  gint64 from;    /* UTC µs: there are single sales here from then on */
  FcId station;   /* null: sums of all of them */
  int month;
} FcCheckRequest;

typedef struct {
  char *bucket;
  int range; /* -1: all of it */
  FcRowSum sum;
} FcCheckSum;

typedef struct {
  int protocol;
  int schema_version; /* the hub's */
  gint64 epoch;
  GPtrArray *sums;    /* FcCheckSum; ranges without rows are left out */
  gboolean tracks;    /* positions are counted */
  GArray *changed;    /* FcId */
  GPtrArray *rows;    /* FcUpdate */
  GArray *stations;   /* FcId */
  GPtrArray *fact_sums; /* FcFactSum */
  GPtrArray *facts;   /* FcFactBatch */
} FcCheckReply;

FcCheckRequest *fc_check_request_new    (void);
void            fc_check_request_free   (FcCheckRequest       *self);
GBytes         *fc_check_request_encode (const FcCheckRequest *self);
FcCheckRequest *fc_check_request_decode (GBytes               *bytes,
                                         GError              **error);
FcCheckReply   *fc_check_reply_new      (void);
void            fc_check_reply_free     (FcCheckReply         *self);
void            fc_check_reply_add_sum  (FcCheckReply         *self,
                                         const char           *bucket,
                                         int                   range,
                                         const FcRowSum       *sum);
GBytes         *fc_check_reply_encode   (const FcCheckReply   *self);
FcCheckReply   *fc_check_reply_decode   (GBytes               *bytes,
                                         GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcCheckRequest, fc_check_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcCheckReply, fc_check_reply_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-cursor.h"
#include "fc-fact-coding.h"

G_BEGIN_DECLS

/*
 * The reply of POST /api/v1/sync/pull: "application/vnd.forecourt.pull", frames one after the other, written as they are made.
 * A frame is one line of JSON, and where that has "bytes": N, N bytes of payload right after the newline:
 *   {"frame":"header","protocol":1,"epoch":e,"heads":{bucket: seq},"head":N,"horizon":µs,"entities":n,"rollups":n,"facts":n}
 *   {"frame":"entities","n":rows,"bytes":N}                   payload: gzip of a JSON array of updates as in FcSyncReply
 *   {"frame":"rollups","n":rows,"bytes":N}                    payload: an encoded FcFactBatch
 *   {"frame":"facts","n":rows,"bytes":N,"resume":"token"}     payload: an encoded FcFactBatch
 *   {"frame":"end","count":frames before it,"sha256":"hex of every byte before this line"}
 * Order: header, entities, rollups, facts newest first, end. A stream without its end frame is not complete, but what came whole
 * before counts. All of it is as of `heads`: when the last entities frame is in, the client's cursor is `heads`, and what changes
 * later comes by /sync; facts up to `heads` go on coming here, and only here, chunk by chunk, each committed with its resume
 * token. Facts at and after `horizon` come as rows; rollups are absolute and only for what lies before it (the client adds up the
 * rest itself). A resumed stream has a header (same heads, totals of what is left), then facts, then end.
 */
#define FC_PULL_MEDIA_TYPE   "application/vnd.forecourt.pull"
#define FC_PULL_MAX_LINE     (256 * 1024)
#define FC_PULL_MAX_PAYLOAD  (8 * 1024 * 1024)
#define FC_PULL_MAX_RESUME   1000
#define FC_PULL_ENTITY_CHUNK 500

typedef enum {
  FC_FRAME_HEADER,
  FC_FRAME_ENTITIES,
  FC_FRAME_ROLLUPS,
  FC_FRAME_FACTS,
  FC_FRAME_END,
} FcFrameKind;

typedef struct {
  FcFrameKind kind;
  gint64 n;           /* rows of this frame */
  gint64 epoch;       /* header */
  FcCursor *heads;    /* header */
  gint64 head;        /* header */
  gint64 horizon;     /* header, UTC µs */
  gint64 entities, rollups, facts; /* header: rows to come */
  GPtrArray *updates; /* entities: FcUpdate */
  FcFactBatch *batch; /* rollups and facts */
  char *resume;       /* facts */
} FcFrame;

void           fc_frame_free         (FcFrame        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcFrame, fc_frame_free)

/* Hub: each call gives the bytes to send. Keeps the running count and SHA-256. */
typedef struct _FcPullWriter FcPullWriter;

FcPullWriter  *fc_pull_writer_new      (void);
void           fc_pull_writer_free     (FcPullWriter  *self);
GBytes        *fc_pull_writer_header   (FcPullWriter  *self,
                                        const FcFrame *header);
GBytes        *fc_pull_writer_entities (FcPullWriter  *self,
                                        GPtrArray     *updates); /* FcUpdate */
GBytes        *fc_pull_writer_rollups  (FcPullWriter  *self,
                                        const FcFactBatch *batch);
GBytes        *fc_pull_writer_facts    (FcPullWriter  *self,
                                        const FcFactBatch *batch,
                                        const char    *resume);
GBytes        *fc_pull_writer_facts_encoded (FcPullWriter *self,
                                        GBytes        *batch,
                                        guint          n,
                                        const char    *resume);
GBytes        *fc_pull_writer_end      (FcPullWriter  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcPullWriter, fc_pull_writer_free)

/* Client: bytes in as they come, frames out. Survives any bytes. One thread. */
typedef struct _FcPullReader FcPullReader;

FcPullReader  *fc_pull_reader_new      (void);
void           fc_pull_reader_free     (FcPullReader  *self);
void           fc_pull_reader_push     (FcPullReader  *self,
                                        gconstpointer  bytes,
                                        gsize          size);
FcFrame       *fc_pull_reader_next     (FcPullReader  *self,
                                        GError       **error); /* NULL without error: push more */
gboolean       fc_pull_reader_is_complete (FcPullReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcPullReader, fc_pull_reader_free)

G_END_DECLS

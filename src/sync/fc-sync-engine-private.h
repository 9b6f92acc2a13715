/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-sync-engine.h"

G_BEGIN_DECLS

/* What the exchange over /api/v1/sync is doing; one at a time. */
typedef enum {
  PHASE_IDLE,
  PHASE_UNSTAGING, /* dropping pages of a pull that an earlier run broke off */
  PHASE_LOADING,   /* asking the replica for ops */
  PHASE_TALKING,   /* waiting for the hub */
  PHASE_RECORDING, /* writing the results */
  PHASE_TAKING,    /* writing the page */
} FcSyncPhase;

typedef enum {
  RESET_NONE,
  RESET_EPOCH,   /* the hub was restored */
  RESET_RESTART, /* the hub no longer knows our cursor */
  RESET_CLIENT,  /* another computer works with a copy of this replica */
} FcSyncReset;

struct _FcSyncEngine {
  FcSyncWorld world;
  gpointer data;

  gboolean bound;      /* there is a hub */
  gboolean signed_in;
  gboolean paused;
  gint64 interval;     /* µs */
  int fact_days;       /* single facts of that many days in a first pull, 0: the hub's choice */

  FcSyncPhase phase;
  gboolean cancelled;  /* the answer that is under way no longer counts */
  gboolean clean;      /* nothing of an earlier run is staged */
  gboolean pull_wanted;
  gboolean hinted;     /* there is something to fetch, not only a look whether */
  gboolean asked_again; /* a pull is wanted that begins after the answer which is under way */
  gboolean news;       /* PHASE_TAKING: the pages being taken hold something */
  gboolean none_mine;  /* the outbox holds nothing of this person; until it changes */
  FcCursor *page;      /* (nullable): where the pages staged so far end */
  GPtrArray *sent;     /* (nullable) FcSendOp */
  FcSyncReply *reply;  /* (nullable): being worked on */
  FcSyncBatch batch;

  gboolean streaming;
  gboolean watching;
  gint64 head;         /* the hub's at the last pull */
  gint64 seen_head;    /* the hub's as the watch told; above head there is something to fetch */
  gint64 promised;     /* the one that led to the pull under way, 0 none */
  guint false_hints;   /* in a row */

  gboolean refresh_wanted;
  gboolean refreshing;
  gboolean fresh;      /* the token is new and has not been used with success */
  FcSyncReset reset_wanted;
  gboolean resetting;
  gint64 new_epoch;
  guint resets;        /* since the last pull that reached the head */

  guint failures;      /* in a row, of the exchange */
  gboolean waiting;    /* FC_TIMER_RETRY runs */
  guint stream_failures;
  gboolean stream_waiting; /* FC_TIMER_STREAM runs */
  FcSyncFailure *failure; /* (nullable): the last one, until something works again */
  gboolean old;        /* the hub speaks another protocol version */
  gboolean outdated;   /* the hub takes what we send and gives nothing: this program is too old for it */
  gint64 offline_since; /* UTC µs, 0 not */
  guint rounds;        /* pulls that reached the head */
  gint64 done, total;  /* progress */
};

void     fc_sync_engine_changed         (FcSyncEngine        *self);
void     fc_sync_engine_evaluate        (FcSyncEngine        *self);
void     fc_sync_engine_talk            (FcSyncEngine        *self,
                                         GPtrArray           *ops); /* (nullable) FcSendOp */

/* fc-sync-engine-failure.c */
void     fc_sync_engine_note_success    (FcSyncEngine        *self);
void     fc_sync_engine_note_failure    (FcSyncEngine        *self,
                                         const FcSyncFailure *failure);
gboolean fc_sync_engine_cure            (FcSyncEngine        *self,
                                         const FcSyncFailure *failure);
void     fc_sync_engine_want_reset      (FcSyncEngine        *self,
                                         FcSyncReset          reset);
void     fc_sync_engine_judge_hint      (FcSyncEngine        *self);
void     fc_sync_engine_back_off        (FcSyncEngine        *self,
                                         const FcSyncFailure *failure);
void     fc_sync_engine_back_off_stream (FcSyncEngine        *self,
                                         const FcSyncFailure *failure);

G_END_DECLS

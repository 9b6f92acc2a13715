/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-sync-batch.h"
#include "fc-sync-state.h"
#include "fc-wire.h"

G_BEGIN_DECLS

/*
 * What keeps replica and hub level: a state machine that does no I/O and reads no clock. It is level-triggered: after every
 * event it asks the replica what is to do, so that a missed notice costs time and never a change. Everything it does it
 * asks of a world; a world never calls back from within such a call. One thread.
 */
typedef struct _FcSyncEngine FcSyncEngine;

typedef enum {
  FC_TIMER_RETRY,    /* sending and receiving go on after a back-off */
  FC_TIMER_STREAM,   /* the first pull goes on after a back-off */
  FC_TIMER_INTERVAL, /* a pull although nobody said that there is something */
  FC_N_TIMERS,
} FcSyncTimer;

/* Where the replica stands, as its tables say. */
#define FC_FACTS_BEGIN "begin" /* the first pull has begun, no chunk of facts is in yet */
typedef struct {
  FcId client_id;
  gint64 epoch;     /* 0: never pulled */
  FcCursor *cursor; /* empty: never pulled */
  char *facts;      /* (nullable): token of the first pull that is still under way */
  FcId after;       /* null, or the last op that was sent and answered */
} FcSyncPosition;
void fc_sync_position_clear (FcSyncPosition *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FcSyncPosition, fc_sync_position_clear)

typedef struct {
  gint64 (*wall_clock)    (gpointer world);            /* UTC µs */
  double (*random)        (gpointer world);            /* at least 0, below 1 */
  void   (*set_timer)     (gpointer       world,
                           FcSyncTimer    timer,
                           gint64         delay_us);   /* below 0: stop it; → fc_sync_engine_timer_fired() */
  guint  (*pending)       (gpointer world);            /* ops the hub has not confirmed */
  void   (*position)      (gpointer        world,
                           FcSyncPosition *position);
  void   (*load_ops)      (gpointer       world,
                           guint          max_ops,
                           gsize          max_bytes);  /* → fc_sync_engine_ops_loaded() */
  void   (*exchange)      (gpointer       world,
                           FcSyncRequest *request);    /* (transfer full) → fc_sync_engine_exchanged() */
  void   (*record)        (gpointer       world,
                           GPtrArray     *results);    /* (transfer none) FcWireResult → fc_sync_engine_recorded() */
  void   (*take_page)     (gpointer       world,
                           FcSyncReply   *reply);      /* (transfer full) facts, then stage, or apply where !more → fc_sync_engine_page_taken() */
  void   (*unstage)       (gpointer world);            /* → fc_sync_engine_unstaged() */
  void   (*stream)        (gpointer       world,
                           FcPullRequest *request);    /* (transfer full) → _base_pulled(), _stream_progress(), _stream_ended() */
  void   (*stop_stream)   (gpointer world);            /* no _stream_ended() follows */
  void   (*watch_head)    (gpointer       world,
                           gint64         epoch,
                           gint64         since);      /* → fc_sync_engine_head_seen() */
  void   (*stop_watch)    (gpointer world);            /* no _head_seen() follows */
  void   (*refresh)       (gpointer world);            /* → fc_sync_engine_refreshed() */
  void   (*forget_credentials) (gpointer world);
  void   (*new_epoch)     (gpointer       world,
                           gint64         epoch);      /* → fc_sync_engine_reset_done() */
  void   (*restart_pull)  (gpointer world);            /* → fc_sync_engine_reset_done() */
  void   (*new_client)    (gpointer world);            /* → fc_sync_engine_reset_done() */
  void   (*changed)       (gpointer world);            /* state, text or progress is another */
} FcSyncWorld;

FcSyncEngine *fc_sync_engine_new             (const FcSyncWorld *world,
                                              gpointer           data);
void          fc_sync_engine_free            (FcSyncEngine      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcSyncEngine, fc_sync_engine_free)

/* What the person or the machine around does. */
void          fc_sync_engine_set_bound       (FcSyncEngine      *self,
                                              gboolean           bound);
void          fc_sync_engine_set_signed_in   (FcSyncEngine      *self,
                                              gboolean           signed_in);
void          fc_sync_engine_set_paused      (FcSyncEngine      *self,
                                              gboolean           paused);
gboolean      fc_sync_engine_get_paused      (FcSyncEngine      *self);
void          fc_sync_engine_set_interval    (FcSyncEngine      *self,
                                              guint              seconds);
void          fc_sync_engine_set_fact_days   (FcSyncEngine      *self,
                                              int                days);
void          fc_sync_engine_sync_now        (FcSyncEngine      *self);
void          fc_sync_engine_network_changed (FcSyncEngine      *self,
                                              gboolean           available);
void          fc_sync_engine_replica_changed (FcSyncEngine      *self);
void          fc_sync_engine_refresh_token   (FcSyncEngine      *self);

/* Answers of the world. Failures are (transfer none) (nullable). */
void          fc_sync_engine_timer_fired     (FcSyncEngine      *self,
                                              FcSyncTimer        timer);
void          fc_sync_engine_ops_loaded      (FcSyncEngine      *self,
                                              GPtrArray         *ops, /* (transfer none) FcSendOp */
                                              const FcSyncFailure *failure);
void          fc_sync_engine_exchanged       (FcSyncEngine      *self,
                                              FcSyncReply       *reply, /* (transfer full) (nullable) */
                                              const FcSyncFailure *failure);
void          fc_sync_engine_recorded        (FcSyncEngine      *self,
                                              const FcSyncFailure *failure);
void          fc_sync_engine_page_taken      (FcSyncEngine      *self,
                                              const FcSyncFailure *failure);
void          fc_sync_engine_unstaged        (FcSyncEngine      *self,
                                              const FcSyncFailure *failure);
void          fc_sync_engine_base_pulled     (FcSyncEngine      *self);
void          fc_sync_engine_stream_progress (FcSyncEngine      *self,
                                              gint64             done,
                                              gint64             total);
void          fc_sync_engine_stream_ended    (FcSyncEngine      *self,
                                              const FcSyncFailure *failure);
void          fc_sync_engine_head_seen       (FcSyncEngine      *self,
                                              gint64             epoch,
                                              gint64             head,
                                              const FcSyncFailure *failure);
void          fc_sync_engine_refreshed       (FcSyncEngine      *self,
                                              const FcSyncFailure *failure);
void          fc_sync_engine_reset_done      (FcSyncEngine      *self,
                                              const FcSyncFailure *failure);

/* What is going on. */
FcSyncState   fc_sync_engine_get_state       (FcSyncEngine      *self);
char         *fc_sync_engine_dup_text        (FcSyncEngine      *self);
gint64        fc_sync_engine_get_offline_since (FcSyncEngine    *self);
const FcSyncFailure *fc_sync_engine_get_failure (FcSyncEngine   *self);
void          fc_sync_engine_get_progress    (FcSyncEngine      *self,
                                              gint64            *done,
                                              gint64            *total);
gboolean      fc_sync_engine_has_base        (FcSyncEngine      *self);
gboolean      fc_sync_engine_is_at_rest      (FcSyncEngine      *self);
guint         fc_sync_engine_get_rounds      (FcSyncEngine      *self); /* completed pulls since the start */

G_END_DECLS

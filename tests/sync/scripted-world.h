/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-sync-engine.h"

G_BEGIN_DECLS

/* A world that does nothing by itself: it notes what the engine asks for, the test answers. */
typedef struct {
  FcSyncEngine *engine;
  GString *log;             /* what was asked since the last look */
  guint pending;
  gint64 epoch;
  FcCursor *cursor;
  char *facts;
  gint64 timers[FC_N_TIMERS]; /* µs, -1 not running */
  double random;
  gint64 now;
  FcSyncRequest *request;   /* (nullable): the last exchange */
  FcPullRequest *pull;      /* (nullable): the last first pull */
} ScriptedWorld;

ScriptedWorld *scripted_world_new      (void);
ScriptedWorld *scripted_world_new_level (void);
void           scripted_world_free     (ScriptedWorld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScriptedWorld, scripted_world_free)

void           assert_asked            (ScriptedWorld *self,
                                        const char    *expected);
void           assert_state            (ScriptedWorld *self,
                                        FcSyncState    state,
                                        const char    *text);
GPtrArray     *some_ops                (guint          n,
                                        gboolean       one_transaction);
GPtrArray     *save_some               (ScriptedWorld *self, /* a person does, and the ops are loaded */
                                        guint          n,
                                        gboolean       one_transaction);
FcSyncReply   *reply_for               (ScriptedWorld *self,
                                        GPtrArray     *ops,
                                        gint64         head);
void           fail_with_status        (ScriptedWorld *self,
                                        int            status,
                                        const char    *code);
void           fail_network            (ScriptedWorld *self);

G_END_DECLS

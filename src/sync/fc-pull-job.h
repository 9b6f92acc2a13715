/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-client.h"
#include "fc-replica-sync.h"
#include "fc-wire.h"

G_BEGIN_DECLS

/*
 * The first pull: reads the hub's stream, decodes it on a worker, and has the replica write it, at most two chunks between.
 * Main thread; nothing is called back after fc_pull_job_stop().
 */
typedef struct _FcPullJob FcPullJob;


typedef struct {
  void (*base_pulled) (gpointer user_data);  /* entities and rollups are in */
  void (*progress)    (gint64 done, gint64 total, gpointer user_data);
  void (*ended)       (const FcSyncFailure *failure, gpointer user_data); /* (nullable): NULL, complete. The last call */
} FcPullWatcher;

FcPullJob *fc_pull_job_start (FcHubClient         *client,
                              FcReplica           *replica,
                              const FcPullRequest *request,
                              const FcPullWatcher *watcher,
                              gpointer             user_data);
void       fc_pull_job_stop  (FcPullJob           *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-job.h"

G_BEGIN_DECLS

/* The task data of a running job. */
typedef struct {
  FcReplica *replica;
  FcSession *session; /* nullable */
  JsonObject *args;
  JsonObject *result;
  FcProgressFunc progress;
  gpointer progress_data;
  gpointer state; /* of the job's own */
  GDestroyNotify state_free;
} FcJob;

const char *fc_job_get_text   (FcJob        *job,
                               const char   *name); /* nullable */
FcRecord   *fc_job_find_station (FcJob      *job,
                               GPtrArray    *stations,
                               GError      **error); /* by the argument “station”; (transfer none) */
gboolean    fc_job_get_bool   (FcJob        *job,
                               const char   *name);
void        fc_job_progressed (const char   *step,
                               gint64        done,
                               gint64        total,
                               gpointer      job);
void        fc_job_return     (GTask        *task); /* the result as it is */

/* Each takes over @task. */
void        fc_job_import     (GTask        *task);
void        fc_job_export     (GTask        *task);
void        fc_job_report     (GTask        *task);
void        fc_job_status     (GTask        *task);
void        fc_job_sync       (GTask        *task);

const char *fc_sync_state_name (FcSyncState  state);

G_END_DECLS

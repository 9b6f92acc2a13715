/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-job.h"
#include "fc-report-write.h"

G_BEGIN_DECLS

typedef struct _FcJob FcJob;

/* What a job does with the stations that the person may see; FALSE where it ends there, with the error that says why. */
typedef gboolean (*FcJobBegin) (GTask      *task,
                                FcJob      *job,
                                GPtrArray  *stations, /* FcRecord */
                                GError    **error);

/* The task data of a running job. */
struct _FcJob {
  FcReplica *replica;
  FcSession *session; /* nullable */
  JsonObject *args;
  JsonObject *result;
  FcProgressFunc progress;
  gpointer progress_data;
  FcJobBegin begin; /* nullable */
  gpointer state;   /* of the job's own */
  GDestroyNotify state_free;
};

const char *fc_job_get_text   (FcJob        *job,
                               const char   *name); /* nullable */
void        fc_job_with_stations (GTask     *task, /* (transfer full) */
                               FcJobBegin    begin);
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

/* What the state of a job that writes a report begins with. */
typedef struct {
  FcReport *report;
  FcReportFormat format;
} FcReportOfJob;

/* fc-job-report-file.c */
void        fc_report_of_job_clear (FcReportOfJob *self);
void        fc_job_write_report (GTask       *task); /* (transfer full): to the argument “file” */

/* Each takes over @task. */
void        fc_job_import     (GTask        *task);
void        fc_job_export     (GTask        *task);
void        fc_job_report     (GTask        *task);
void        fc_job_report_period (GTask     *task);
void        fc_job_status     (GTask        *task);
void        fc_job_sync       (GTask        *task);

const char *fc_sync_state_name (FcSyncState  state);

G_END_DECLS

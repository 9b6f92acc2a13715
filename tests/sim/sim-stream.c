/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-errand.h"

/* The first pull: the program's own job, over a client that asks the hub of this process. */

static void
base_pulled (gpointer data)
{
  SimOffice *self = data;

  sim_note (self->sim, "office %u has the base", self->n);
  fc_sync_engine_base_pulled (self->engine);
}

static void
stream_progress (gint64   done,
                 gint64   total,
                 gpointer data)
{
  SimOffice *self = data;

  if (self->pull_steps == 0)
    self->disk->state = SIM_DISK_DEAD;
  self->pull_steps--;
  fc_sync_engine_stream_progress (self->engine, done, total);
}

static void
stream_ended (const FcSyncFailure *failure,
              gpointer             data)
{
  SimOffice *self = data;

  self->pull_ended = TRUE;
  self->pull_failure = failure != NULL ? fc_sync_failure_copy (failure) : NULL;
}

static void
stream_now (Sim      *sim,
            gpointer  data)
{
  static const FcPullWatcher watcher = { base_pulled, stream_progress, stream_ended };
  SimErrand *errand = data;
  SimOffice *self = errand->office;
  g_autoptr (FcPullRequest) request = errand->request;
  g_autoptr (FcSyncFailure) failure = NULL;

  errand->request = NULL;
  if (sim_errand_is_over (errand) || errand->call != self->stream)
    return;
  sim_as_office (self);
  self->pull_ended = FALSE;
  self->pull = fc_pull_job_start (self->client, self->replica, request, &watcher, self);
  while (!self->pull_ended)
    g_main_context_iteration (NULL, TRUE);
  g_clear_pointer (&self->pull, fc_pull_job_stop);
  failure = g_steal_pointer (&self->pull_failure);
  sim_note (sim, "office %u: stream ended%s%s", self->n, failure != NULL ? ": " : "", failure != NULL ? failure->message : "");
  if (failure == NULL)
    sim_office_sit_down (self);
  sim_check_step (self);
  fc_sync_engine_stream_ended (self->engine, failure);
}

void
sim_stream_start (gpointer       data,
                  FcPullRequest *request)
{
  SimOffice *self = data;
  SimErrand *errand = sim_errand_new (self);

  errand->request = request;
  errand->request_free = (GDestroyNotify) fc_pull_request_free;
  errand->call = ++self->stream;
  sim_errand_soon (self, stream_now, errand);
}

void
sim_stream_stop (gpointer data)
{
  SimOffice *self = data;

  self->stream++;
}

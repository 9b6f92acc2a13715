/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-positions-run.h"

#include "fc-positions.h"
#include "fc-run-ops.h"
#include "fc-vehicle-track.h"

typedef struct {
  FcReplica *replica;
  FcId vehicle_id;
  FcTrack *track;
  const char *source;
  FcProgressFunc progress;
  gpointer progress_data;
  gint64 first_us, last_us;
  guint n_before; /* fixes of that time that are here already */
  FcPositionsResult what;
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  g_object_unref (self->replica);
  fc_track_free (self->track);
  g_free (self);
}

static void
look_at_times (Run *self)
{
  self->first_us = G_MAXINT64;
  self->last_us = G_MININT64;
  for (guint i = 0; i < self->track->n; i++)
    if ((self->track->flags[i] & FC_FIX_NO_TIME) == 0)
      {
        self->first_us = MIN (self->first_us, self->track->times[i]);
        self->last_us = MAX (self->last_us, self->track->times[i]);
        self->what.n++;
      }
}

static void
count (Run                *self,
       GAsyncReadyCallback callback,
       GTask              *task)
{
  fc_vehicle_track_async (self->replica, &self->vehicle_id, self->first_us, self->last_us + 1,
                          g_task_get_cancellable (task), callback, g_object_ref (task));
}

static void
counted_after_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (FcTrack) there = fc_vehicle_track_finish (self->replica, result, &error);

  if (there == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->what.n_new = there->n - MIN (there->n, self->n_before);
  g_task_return_boolean (task, TRUE);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (fc_run_ops_finish (result, &error))
    count (g_task_get_task_data (task), counted_after_cb, task);
  else
    g_task_return_error (task, error);
}

/* Commands as fixes. */
static void
progress_cb (const char *step,
             gint64      done,
             gint64      total,
             gpointer    data)
{
  Run *self = data;

  if (self->progress != NULL)
    self->progress (step, MIN (done * FC_POSITIONS_OP_MAX, self->what.n), self->what.n, self->progress_data);
}

static void
counted_before_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (FcTrack) there = fc_vehicle_track_finish (self->replica, result, &error);

  if (there == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->n_before = there->n;
  fc_run_ops_async (self->replica,
                    fc_positions_import_ops (&self->vehicle_id, self->track, self->source, g_get_real_time ()), progress_cb,
                    self, g_task_get_cancellable (task), ran_cb, g_object_ref (task));
}

static void
tail_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (FcTrack) before = fc_vehicle_track_finish (self->replica, result, &error);

  if (before == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->what.n_doubtful = fc_positions_mark (before, self->track, g_get_real_time ());
  count (self, counted_before_cb, task);
}

/**
 * fc_positions_run_async:
 * @track: (transfer full): in the order in which its fixes came
 * @source: "gpx", "nmea" or "traccar"
 * @progress: (nullable): fixes done and to do
 *
 * What is here already stays as it is; what was done stays done when the rest is cancelled.
 */
void
fc_positions_run_async (FcReplica           *replica,
                        const FcId          *vehicle_id,
                        FcTrack             *track,
                        const char          *source,
                        FcProgressFunc       progress,
                        gpointer             progress_data,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (replica, cancellable, callback, user_data);
  Run *self = g_new0 (Run, 1);

  self->replica = g_object_ref (replica);
  self->vehicle_id = *vehicle_id;
  self->track = track;
  self->source = source;
  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_task_data (task, self, run_free);
  look_at_times (self);
  if (self->what.n == 0)
    g_task_return_boolean (task, TRUE);
  else
    fc_vehicle_tail_async (replica, vehicle_id, self->first_us, FC_POSITIONS_BEFORE, cancellable, tail_cb,
                           g_object_ref (task));
}

/**
 * fc_positions_run_finish:
 * @what: (out):
 */
gboolean
fc_positions_run_finish (GAsyncResult       *result,
                         FcPositionsResult  *what,
                         GError            **error)
{
  *what = ((Run *) g_task_get_task_data (G_TASK (result)))->what;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-job.h"

#include "fc-error.h"
#include "fc-period-report.h"
#include "fc-station-queries.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define FILES_AT_MOST 1000

/* One file of the order. */
typedef struct {
  gboolean all;
  FcId station;
  FcSpan span;
} Part;

struct _FcReportJob {
  GObject parent_instance;

  FcReportOrder order;
  char *scope;
  char *title;
  FcReportJobState state;
  char *problem;    /* nullable */
  GPtrArray *files; /* char* */
  GArray *parts;    /* Part */
  guint at;         /* the part under way */
  gboolean writing; /* … has been read */
  FcReplica *replica;
  gint64 now_us;
  GCancellable *cancellable; /* of the run under way */
};

G_DEFINE_FINAL_TYPE (FcReportJob, fc_report_job, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void make_next (GTask *task);

static void
changed (FcReportJob *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
end (GTask            *task,
     FcReportJobState  state,
     const char       *problem)
{
  FcReportJob *self = g_task_get_source_object (task);

  self->state = state;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->replica);
  changed (self);
  g_task_return_boolean (task, TRUE);
}

/* (transfer full): @error ends the run, as it is or as a cancelled one. */
static void
fail (GTask  *task,
      GError *error)
{
  FcReportJob *self = g_task_get_source_object (task);
  gboolean cancelled = g_cancellable_is_cancelled (self->cancellable);

  end (task, cancelled ? FC_REPORT_JOB_CANCELLED : FC_REPORT_JOB_FAILED, cancelled ? NULL : error->message);
  g_error_free (error);
}

/* --- writing, in a thread ----------------------------------------------------------------------------------------------------- */

typedef struct {
  FcReport *report;
  FcReportFormat format;
  char *folder, *path;
} Writing;

static void
writing_free (gpointer pointer)
{
  Writing *self = pointer;

  fc_report_unref (self->report);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

/* A folder that is not there is not made: it may lie on a drive that is not connected. */
static gboolean
check_folder (const char  *folder,
              GError     **error)
{
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND,
                 _ ("The folder “%s” is not there. Connect its drive or choose another folder, then try again"),
                 folder);
  else if (g_access (folder, W_OK) != 0)
    g_set_error (
      error, FC_ERROR, FC_ERROR_DENIED,
      _ ("The folder “%s” may not be written to. Ask for the right to, or choose another folder, then try again"),
      folder);
  else
    return TRUE;
  return FALSE;
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Writing *self = data;
  g_autoptr (GError) error = NULL;

  if (!check_folder (self->folder, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (fc_report_write (self->report, self->format, self->path, &error))
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_INVALID,
                             _ ("%s. Make room there or choose another folder, then try again"), error->message);
  else
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_INVALID, _ ("%s. Choose another folder, or try again"),
                             error->message);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcReportJob *self = FC_REPORT_JOB (source);
  Writing *writing = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      fail (task, error);
      return;
    }
  g_ptr_array_add (self->files, g_strdup (writing->path));
  self->at++;
  self->writing = FALSE;
  changed (self);
  make_next (g_steal_pointer (&task));
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcReportJob *self = g_task_get_source_object (task);
  GError *error = NULL;
  FcReport *report = fc_report_make_finish (FC_REPLICA (source), result, &error);
  g_autofree char *name = NULL;
  g_autoptr (GTask) writing = NULL;
  Writing *data;

  if (report == NULL)
    {
      fail (task, error);
      return;
    }
  name = g_strdup_printf ("%s.%s", report->file_name, fc_report_format_name (self->order.format));
  data = g_new0 (Writing, 1);
  *data = (Writing){ .report = report,
                     .format = self->order.format,
                     .folder = g_strdup (self->order.folder),
                     .path = g_build_filename (self->order.folder, name, NULL) };
  self->writing = TRUE;
  changed (self);
  /* What has begun to be written is written: a file is whole or not there. */
  writing = g_task_new (self, NULL, written_cb, g_steal_pointer (&task));
  g_task_set_task_data (writing, data, writing_free);
  g_task_run_in_thread (writing, write_in_thread);
}

/* (transfer full) */
static void
make_next (GTask *task)
{
  FcReportJob *self = g_task_get_source_object (task);

  if (g_cancellable_is_cancelled (self->cancellable) || self->at == self->parts->len)
    {
      end (task, self->at == self->parts->len ? FC_REPORT_JOB_DONE : FC_REPORT_JOB_CANCELLED, NULL);
      g_object_unref (task);
    }
  else
    {
      const Part *part = &g_array_index (self->parts, Part, self->at);

      fc_report_make_async (self->replica, self->order.info, part->all ? NULL : &part->station, part->span,
                            self->now_us, self->cancellable, made_cb, task);
    }
}

/* --- which files ---------------------------------------------------------------------------------------------------------------- */

static void
add_station (FcReportJob *self,
             const FcId  *station)
{
  const FcSpan *span = &self->order.span;
  Part part = { .all = station == NULL };

  if (station != NULL)
    part.station = *station;
  part.span = *span;
  if (!self->order.info->one_day)
    g_array_append_val (self->parts, part);
  for (FcDate date = span->from; self->order.info->one_day && date <= span->until; date++)
    {
      part.span = (FcSpan){ date, date };
      g_array_append_val (self->parts, part);
    }
}

static void
stations_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcReportJob *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) stations = fc_stations_finish (FC_REPLICA (source), result, &error);

  if (stations == NULL)
    {
      fail (task, error);
      return;
    }
  for (guint i = 0; self->order.all && self->order.info->one_station && i < stations->len; i++)
    add_station (self, fc_record_get_id (stations->pdata[i]));
  if (!self->order.all || !self->order.info->one_station)
    add_station (self, self->order.all ? NULL : &self->order.station);
  if (self->parts->len > FILES_AT_MOST)
    fail (task,
          g_error_new (FC_ERROR, FC_ERROR_INVALID, _ ("That would be %u files: choose fewer days"), self->parts->len));
  else
    make_next (g_steal_pointer (&task));
}

/**
 * fc_report_job_run_async:
 *
 * Makes the files of the order, one after the other, as whoever sits at the desk. How it ended is the job's state.
 */
void
fc_report_job_run_async (FcReportJob         *self,
                         FcReplica           *replica,
                         gint64               now_us,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  fc_report_job_reset (self);
  self->state = FC_REPORT_JOB_RUNNING;
  self->replica = g_object_ref (replica);
  self->now_us = now_us;
  self->cancellable = g_cancellable_new ();
  changed (self);
  fc_stations_async (replica, self->cancellable, stations_cb, task);
}

void
fc_report_job_run_finish (FcReportJob  *self,
                          GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
fc_report_job_finalize (GObject *object)
{
  FcReportJob *self = FC_REPORT_JOB (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->replica);
  g_free (self->order.folder);
  g_free (self->scope);
  g_free (self->title);
  g_free (self->problem);
  g_ptr_array_unref (self->files);
  g_array_unref (self->parts);

  G_OBJECT_CLASS (fc_report_job_parent_class)->finalize (object);
}

static void
fc_report_job_class_init (FcReportJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_report_job_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_report_job_init (FcReportJob *self)
{
  self->files = g_ptr_array_new_with_free_func (g_free);
  self->parts = g_array_new (FALSE, TRUE, sizeof (Part));
}

/**
 * fc_report_job_new:
 * @scope: what the station, or the company, is called
 *
 * Returns: (transfer full): waits
 */
FcReportJob *
fc_report_job_new (const FcReportOrder *order,
                   const char          *scope)
{
  FcReportJob *self = g_object_new (FC_TYPE_REPORT_JOB, NULL);
  g_autofree char *span = fc_report_show_span (order->span);

  self->order = *order;
  self->order.folder = g_strdup (order->folder);
  self->scope = g_strdup (scope);
  /* Translators: a report, whose it is, and which days it is about */
  self->title = g_strdup_printf (_ ("%s · %s · %s"), _ (order->info->title), scope, span);
  return self;
}

const FcReportOrder *
fc_report_job_get_order (FcReportJob *self)
{
  return &self->order;
}

const char *
fc_report_job_get_title (FcReportJob *self)
{
  return self->title;
}

const char *
fc_report_job_get_scope (FcReportJob *self)
{
  return self->scope;
}

FcReportJobState
fc_report_job_get_state (FcReportJob *self)
{
  return self->state;
}

/**
 * fc_report_job_get_progress:
 *
 * Returns: 0 to 1; a file that has been read is half done
 */
double
fc_report_job_get_progress (FcReportJob *self)
{
  if (self->state == FC_REPORT_JOB_DONE)
    return 1;
  return self->parts->len > 0 ? (self->at + (self->writing ? 0.5 : 0)) / self->parts->len : 0;
}

/**
 * fc_report_job_count_files:
 * @done: (out):
 * @all: (out): 0 until it is known
 */
void
fc_report_job_count_files (FcReportJob *self,
                           guint       *done,
                           guint       *all)
{
  *done = self->at;
  *all = self->parts->len;
}

const char *
fc_report_job_get_problem (FcReportJob *self)
{
  return self->problem;
}

GPtrArray *
fc_report_job_get_files (FcReportJob *self)
{
  return self->files;
}

void
fc_report_job_reset (FcReportJob *self)
{
  g_return_if_fail (self->state != FC_REPORT_JOB_RUNNING);

  g_clear_pointer (&self->problem, g_free);
  g_ptr_array_set_size (self->files, 0);
  g_array_set_size (self->parts, 0);
  self->at = 0;
  self->writing = FALSE;
  self->state = FC_REPORT_JOB_WAITING;
  changed (self);
}

/**
 * fc_report_job_set_failed:
 * @self: waits
 *
 * It was tried before the program ended.
 */
void
fc_report_job_set_failed (FcReportJob *self,
                          const char  *problem)
{
  g_return_if_fail (self->state == FC_REPORT_JOB_WAITING);

  self->problem = g_strdup (problem);
  self->state = FC_REPORT_JOB_FAILED;
  changed (self);
}

void
fc_report_job_cancel (FcReportJob *self)
{
  if (self->state == FC_REPORT_JOB_RUNNING)
    {
      g_cancellable_cancel (self->cancellable);
      return;
    }
  if (self->state != FC_REPORT_JOB_WAITING)
    return;
  self->state = FC_REPORT_JOB_CANCELLED;
  changed (self);
}

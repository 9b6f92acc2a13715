/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-job-private.h"

#include "fc-replica-sync.h"
#include "fc-shift-queries.h"
#include "fc-station-queries.h"
#include "fc-time.h"

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree FcShiftCounts *counts = fc_shift_counts_finish (job->replica, result, &error);
  JsonObject *shifts;

  if (counts == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  shifts = json_object_new ();
  json_object_set_int_member (shifts, "open", counts->open);
  json_object_set_int_member (shifts, "submitted", counts->submitted);
  json_object_set_int_member (shifts, "disputed", counts->disputed);
  json_object_set_object_member (job->result, "shifts", shifts);
  fc_job_return (task);
}

static void
stations_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) stations = fc_stations_finish (job->replica, result, &error);

  if (stations == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  json_object_set_int_member (job->result, "stations", stations->len);
  fc_shift_counts_async (job->replica, NULL, g_task_get_cancellable (task), counted_cb, g_object_ref (task));
}

static void
tell_people (FcJob *job)
{
  FcRecord *tenant = fc_replica_get_tenant (job->replica), *user = fc_replica_get_user (job->replica);
  g_autofree char *folder = g_file_get_path (fc_replica_get_folder (job->replica));

  set_text (job->result, "folder", folder);
  if (tenant != NULL)
    set_text (job->result, "company", fc_record_get_text (tenant, FC_TENANT_NAME));
  if (user != NULL)
    set_text (job->result, "user", fc_record_get_text (user, FC_USER_EMAIL));
}

static void
tell_sync (FcJob *job)
{
  g_autofree char *hub = fc_replica_dup_meta (job->replica, FC_META_HUB_URI);
  gint64 last_sync = fc_replica_get_last_sync (job->replica);

  set_text (job->result, "hub", hub);
  json_object_set_int_member (job->result, "pending", fc_replica_get_pending (job->replica));
  json_object_set_int_member (job->result, "quarantined", fc_replica_get_quarantined (job->replica));
  json_object_set_int_member (job->result, "set_aside", fc_replica_get_meta_int (job->replica, FC_META_SET_ASIDE, 0));
  if (last_sync > 0)
    {
      g_autofree char *at = fc_time_to_iso (last_sync);

      set_text (job->result, "last_sync", at);
    }
  if (job->session != NULL)
    {
      g_autofree char *text = fc_session_dup_status_text (job->session);

      set_text (job->result, "state", fc_sync_state_name (fc_session_get_state (job->session)));
      set_text (job->result, "text", text);
    }
}

void
fc_job_status (GTask *task)
{
  FcJob *job = g_task_get_task_data (task);

  tell_people (job);
  tell_sync (job);
  fc_stations_async (job->replica, g_task_get_cancellable (task), stations_cb, task);
}

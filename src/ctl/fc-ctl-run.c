/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-ctl.h"

#include "fc-company-queries.h"
#include "fc-control.h"
#include "fc-error.h"
#include "fc-profile.h"

#include <glib/gi18n.h>

#define REPLICA_FILE "replica.db"

/**
 * fc_ctl_folder:
 *
 * The folder that the app would use: --data-dir, then FORECOURT_DATA_DIR, then the profile's.
 *
 * Returns: (transfer full):
 */
GFile *
fc_ctl_folder (FcCtl *ctl)
{
  if (ctl->data_dir != NULL)
    return g_file_new_for_commandline_arg (ctl->data_dir);
  return fc_folder_for_profile (ctl->profile);
}

gboolean
fc_ctl_has_replica (GFile *folder)
{
  g_autoptr (GFile) file = g_file_get_child (folder, REPLICA_FILE);

  return g_file_query_exists (file, NULL);
}

/**
 * fc_ctl_misses_disk:
 *
 * Making @folder in place of the one that is missing would hide it when it is back.
 *
 * Returns: whether the data was rescued into @folder, which is not there; @error says so
 */
gboolean
fc_ctl_misses_disk (FcCtl   *ctl,
                    GFile   *folder,
                    GError **error)
{
  if (ctl->data_dir != NULL || !fc_folder_was_moved (ctl->profile) || g_file_query_exists (folder, NULL))
    return FALSE;
  g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND,
               _ ("The disk with the folder %s is missing. Forecourt keeps its data there since the usual disk failed: connect "
                  "it and try again"),
               g_file_peek_path (folder));
  return TRUE;
}

static FcReplica *
open_replica (FcCtl       *ctl,
              GFile       *folder,
              FcCtlNeeds   needs,
              GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (fc_ctl_misses_disk (ctl, folder, error))
    return NULL;
  if ((needs & FC_CTL_MAKE) == 0 && !fc_ctl_has_replica (folder))
    {
      g_autofree char *path = g_file_get_path (folder);

      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND,
                   _ ("There is no Forecourt data in %s. Sign in with “forecourtctl sync --hub …”, or make a company "
                      "to try with “forecourtctl demo”"),
                   path);
      return NULL;
    }
  fc_replica_open_async (folder, fc_ctl_progress, NULL, fc_ctl_cancellable (), fc_ctl_ready_cb, &result);
  return fc_replica_open_finish (fc_ctl_wait (&result), error);
}

/* The first administrator, where nobody ever sat at this desk. */
static gboolean
find_person (FcReplica *replica,
             FcId      *user)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) users = NULL;

  if (fc_replica_get_last_user (replica, user))
    return TRUE;
  fc_users_async (replica, NULL, fc_ctl_ready_cb, &result);
  users = fc_users_finish (replica, fc_ctl_wait (&result), NULL);
  for (guint i = 0; users != NULL && i < users->len; i++)
    if (fc_record_set_has (users->pdata[i], FC_USER_ROLES, "admin"))
      {
        *user = *fc_record_get_id (users->pdata[i]);
        return TRUE;
      }
  return FALSE;
}

static gboolean
take_seat (FcReplica   *replica,
           FcCtlNeeds   needs,
           GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  FcId user;

  if (find_person (replica, &user))
    {
      fc_replica_act_as_async (replica, &user, fc_ctl_ready_cb, &result);
      return fc_replica_act_as_finish (replica, fc_ctl_wait (&result), error);
    }
  if (needs & FC_CTL_PERSON)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_DENIED,
                           _ ("Nobody has signed in on this data yet. Sign in with “forecourtctl sync --hub …”"));
      return FALSE;
    }
  return TRUE;
}

static JsonObject *
run_here (FcCtl       *ctl,
          FcReplica   *replica,
          FcCtlNeeds   needs,
          const char  *job,
          JsonObject  *args,
          GError     **error)
{
  g_autoptr (FcSession) session = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  JsonObject *object;

  if (!take_seat (replica, needs, error))
    return NULL;
  if (needs & FC_CTL_SESSION)
    {
      session = fc_session_new (replica, ctl->profile);
      fc_session_resume (session);
    }
  fc_job_run_async (replica, session, job, args, fc_ctl_progress, NULL, fc_ctl_cancellable (), fc_ctl_ready_cb,
                    &result);
  object = fc_job_run_finish (fc_ctl_wait (&result), error);
  if (session != NULL)
    g_object_run_dispose (G_OBJECT (session));
  return object;
}

static JsonObject *
run_there (FcCtl       *ctl,
           GFile       *folder,
           const char  *job,
           JsonObject  *args,
           GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_control_call_async (ctl->profile, folder, job, args, fc_ctl_progress, NULL, fc_ctl_cancellable (), fc_ctl_ready_cb,
                         &result);
  return fc_control_call_finish (fc_ctl_wait (&result), error);
}

/**
 * fc_ctl_run:
 * @job: of fc-job.h
 *
 * Opens the replica and does the job; where the app has it open, the app does the job.
 *
 * Returns: (transfer full) (nullable): the job's result
 */
JsonObject *
fc_ctl_run (FcCtl       *ctl,
            FcCtlNeeds   needs,
            const char  *job,
            JsonObject  *args,
            GError     **error)
{
  g_autoptr (GFile) folder = fc_ctl_folder (ctl);
  g_autoptr (GError) refused = NULL;
  g_autoptr (FcReplica) replica = NULL;
  JsonObject *object;

  replica = open_replica (ctl, folder, needs, &refused);
  if (g_error_matches (refused, FC_REPLICA_ERROR, FC_REPLICA_ERROR_BUSY))
    object = run_there (ctl, folder, job, args, error);
  else if (replica == NULL)
    {
      if (g_error_matches (refused, FC_REPLICA_ERROR, FC_REPLICA_ERROR_CORRUPT))
        g_prefix_error (&refused, "%s ",
                        _ ("Open Forecourt: it sets the damaged file aside and rescues what was not sent."));
      if (g_error_matches (refused, FC_REPLICA_ERROR, FC_REPLICA_ERROR_IO))
        g_prefix_error (&refused, "%s ", _ ("Open Forecourt: it can rescue what can still be read into another folder."));
      g_propagate_error (error, g_steal_pointer (&refused));
      object = NULL;
    }
  else
    {
      object = run_here (ctl, replica, needs, job, args, error);
      fc_replica_close_sync (replica);
    }
  fc_ctl_progress_end ();
  return object;
}

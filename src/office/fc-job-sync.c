/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-job-private.h"

#include "fc-error.h"
#include "fc-replica-sync.h"

#include <glib/gi18n-lib.h>

#define LOOK_MS         50
#define SETTLE_US       (2 * G_USEC_PER_SEC) /* before a bad state is believed: credentials come from the keyring first */
#define DEFAULT_TIMEOUT 600                  /* seconds */

typedef struct {
  GTask *task;     /* owns this */
  gint64 begun;    /* monotonic µs */
  gint64 begun_at; /* UTC µs */
  gint64 timeout;
  gint64 told;
} Sync;

const char *
fc_sync_state_name (FcSyncState state)
{
  static const char *const names[] = {
    [FC_SYNC_NO_HUB] = "no-hub",   [FC_SYNC_SIGNED_OUT] = "signed-out", [FC_SYNC_OFFLINE] = "offline",
    [FC_SYNC_SYNCING] = "syncing", [FC_SYNC_LEVEL] = "level",           [FC_SYNC_WAITING] = "waiting",
    [FC_SYNC_OLD] = "old",
  };

  return (guint) state < G_N_ELEMENTS (names) ? names[state] : "syncing";
}

static void
finish (GTask *task)
{
  FcJob *job = g_task_get_task_data (task);
  g_autofree char *text = fc_session_dup_status_text (job->session);

  json_object_set_string_member (job->result, "state", fc_sync_state_name (fc_session_get_state (job->session)));
  json_object_set_string_member (job->result, "text", text);
  json_object_set_int_member (job->result, "pending", fc_replica_get_pending (job->replica));
  json_object_set_int_member (job->result, "quarantined", fc_replica_get_quarantined (job->replica));
  fc_job_return (task);
}

static void
fail (GTask *task)
{
  FcJob *job = g_task_get_task_data (task);
  g_autofree char *text = fc_session_dup_status_text (job->session);
  const GError *why = fc_session_get_last_error (job->session);

  g_task_return_new_error (task, why != NULL ? why->domain : FC_SYNC_ERROR,
                           why != NULL ? why->code : FC_SYNC_ERROR_OFFLINE, "%s", text);
}

static void
tell (FcJob *job,
      Sync  *sync)
{
  gint64 done, total;

  fc_session_get_progress (job->session, &done, &total);
  if (total <= 0 || done == sync->told)
    return;
  sync->told = done;
  fc_job_progressed (_ ("Fetching records"), done, total, job);
}

/* Level counts when the hub was asked after we began; everything else that has come to rest is a failure. */
static gboolean
look_cb (gpointer user_data)
{
  Sync *sync = user_data;
  GTask *task = sync->task;
  FcJob *job = g_task_get_task_data (task);
  FcSyncState state = fc_session_get_state (job->session);
  gint64 waited = g_get_monotonic_time () - sync->begun;
  gboolean settled = waited > SETTLE_US;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  tell (job, sync);
  if (state == FC_SYNC_LEVEL && (settled || fc_replica_get_last_sync (job->replica) >= sync->begun_at))
    finish (task);
  else if (state != FC_SYNC_LEVEL && state != FC_SYNC_SYNCING && settled)
    fail (task);
  else if (waited > sync->timeout * G_USEC_PER_SEC)
    g_task_return_new_error (task, FC_SYNC_ERROR, FC_SYNC_ERROR_OFFLINE,
                             ngettext ("Not everything was sent and received in %d second; nothing is lost",
                                       "Not everything was sent and received in %d seconds; nothing is lost",
                                       (gulong) sync->timeout),
                             (int) sync->timeout);
  else
    return G_SOURCE_CONTINUE;
  return G_SOURCE_REMOVE;
}

static void
sync_free (gpointer data)
{
  Sync *sync = data;

  g_object_unref (sync->task);
  g_free (sync);
}

static void
watch (GTask *task)
{
  FcJob *job = g_task_get_task_data (task);
  Sync *sync = g_new0 (Sync, 1);

  sync->task = g_object_ref (task);
  sync->begun = g_get_monotonic_time ();
  sync->begun_at = g_get_real_time ();
  sync->timeout = json_object_get_int_member_with_default (job->args, "timeout", DEFAULT_TIMEOUT);
  fc_session_sync_now (job->session);
  g_timeout_add_full (G_PRIORITY_DEFAULT, LOOK_MS, look_cb, sync, sync_free);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!fc_session_sign_in_finish (FC_SESSION (source), result, &error))
    g_task_return_error (task, error);
  else
    watch (task);
}

/* What the sign-in leaves out is as it was last time. */
static char *
dup_given (FcJob      *job,
           JsonObject *with,
           const char *name,
           const char *meta)
{
  const char *given = json_object_get_string_member_with_default (with, name, NULL);

  return given != NULL ? g_strdup (given) : fc_replica_dup_meta (job->replica, meta);
}

static void
sign_in (GTask      *task,
         JsonObject *with)
{
  FcJob *job = g_task_get_task_data (task);
  g_autofree char *hub = dup_given (job, with, "hub", FC_META_HUB_URI);
  g_autofree char *company = dup_given (job, with, "company", FC_META_TENANT_SLUG);
  g_autofree char *pem = dup_given (job, with, "authority", FC_META_HUB_AUTHORITY);
  g_autoptr (GTlsCertificate) authority = NULL;
  GError *error = NULL;

  if (pem != NULL && pem[0] != '\0')
    authority = g_tls_certificate_new_from_pem (pem, -1, &error);
  if (error == NULL && (hub == NULL || company == NULL))
    g_set_error_literal (&error, FC_ERROR, FC_ERROR_INVALID,
                         _ ("The hub's address and the company's short name are needed"));
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  fc_session_sign_in_async (job->session, hub, authority, company, json_object_get_string_member (with, "email"),
                            json_object_get_string_member (with, "password"), g_task_get_cancellable (task),
                            signed_in_cb, g_object_ref (task));
}

void
fc_job_sync (GTask *task)
{
  g_autoptr (GTask) owned = task;
  FcJob *job = g_task_get_task_data (task);

  if (job->session == NULL)
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_INVALID, _ ("There is no session with a hub here"));
  else if (json_object_has_member (job->args, "sign_in"))
    sign_in (task, json_object_get_object_member (job->args, "sign_in"));
  else if (!fc_replica_has_hub (job->replica))
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_INVALID,
                             _ ("This data works without a hub. Sign in first: name the hub, the company and your "
                                "e-mail address"));
  else
    watch (task);
}

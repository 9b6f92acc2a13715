/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-start-company.h"

#include "fc-provision.h"

typedef struct {
  FcReplica *replica;
  char *company, *currency, *time_zone, *person;
  FcId user_id;
} Start;

static void
start_free (gpointer data)
{
  Start *start = data;

  g_object_unref (start->replica);
  g_free (start->company);
  g_free (start->currency);
  g_free (start->time_zone);
  g_free (start->person);
  g_free (start);
}

static char *
own_email (const char *person)
{
  g_autofree char *name = fc_provision_slug (person);

  return g_strdup_printf ("%s@localhost.localdomain", name[0] != '\0' ? name : "me");
}

static void
local_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Start *start = data;
  gint64 now = g_get_real_time ();
  FcId tenant_id = fc_id_new (now);
  g_autofree char *slug = fc_provision_slug (start->company), *email = own_email (start->person);
  FcProvision provision = { slug, start->company, NULL, start->currency, start->time_zone, start->person, email };
  g_autoptr (GPtrArray) records = NULL;
  GError *error = NULL;

  if (!fc_provision_check (&provision, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  records = fc_provision_new (&provision, &tenant_id, now);
  start->user_id = *fc_record_get_id (records->pdata[records->len - 1]);
  if (fc_replica_load_records_sync (start->replica, records, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * fc_start_local_async:
 *
 * Makes a company that works without a hub, with @person as its administrator.
 */
void
fc_start_local_async (FcReplica           *replica,
                      const char          *company,
                      const char          *currency,
                      const char          *time_zone,
                      const char          *person,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (replica, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);

  start->replica = g_object_ref (replica);
  start->company = g_strdup (company);
  start->currency = g_strdup (currency);
  start->time_zone = g_strdup (time_zone);
  start->person = g_strdup (person);
  g_task_set_task_data (task, start, start_free);
  g_task_run_in_thread (task, local_thread);
}

/**
 * fc_start_local_finish:
 * @user_id: (out): the person to act as
 */
gboolean
fc_start_local_finish (FcReplica     *replica,
                       GAsyncResult  *result,
                       FcId          *user_id,
                       GError       **error)
{
  Start *start = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *user_id = start->user_id;
  return TRUE;
}

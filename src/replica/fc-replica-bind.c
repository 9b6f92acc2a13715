/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-outbox-private.h"
#include "fc-stored-row.h"

#include <glib/gi18n-lib.h>

typedef struct {
  char *hub_uri;
  char *authority;
  char *slug;
  FcId tenant_id;
  FcId user_id;
  gint64 client_seq;
} BindJob;

static void
bind_job_free (gpointer pointer)
{
  BindJob *job = pointer;

  g_free (job->hub_uri);
  g_free (job->authority);
  g_free (job->slug);
  g_free (job);
}

/* One row that was made without a hub, as an op; its present values count as waiting on top of nothing. */
static gboolean
offer_row (FcWrite   *write,
           BindJob   *job,
           FcRecord  *record,
           GError   **error)
{
  g_autoptr (FcOp) op = fc_op_new_insert (record, write->now_us);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (GPtrArray) no_log = g_ptr_array_new ();
  g_autofree char *client = fc_replica_dup_meta (write->replica, FC_META_CLIENT_ID);

  op->actor = job->user_id;
  op->client_seq = ++job->client_seq;
  if (client != NULL)
    fc_id_from_string (client, &op->client_id);
  fc_change_set_insert (changes, g_object_ref (record));
  return fc_rebase_keep (write, op, changes, no_log, error) && fc_outbox_add (write, op, error);
}

static gboolean
offer_entity (FcWrite   *write,
              BindJob   *job,
              FcEntity   entity,
              GError   **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s FROM \"%s\" ORDER BY id", fc_rows_columns (entity), fc_catalog_get (entity)->name);
  g_autoptr (FcStatement) select = fc_db_prepare (write->db, sql, error);
  gboolean row = TRUE;

  while (row)
    {
      g_autoptr (FcRecord) record = NULL;

      if (select == NULL || !fc_statement_step (select, &row, error))
        return FALSE;
      if (!row)
        break;
      record = fc_rows_read (select, entity, 0);
      if (!offer_row (write, job, record, error))
        return FALSE;
    }
  return TRUE;
}

/* The company and its people are the hub's own; everything else that was made here goes up. */
static gboolean
offer_rows (FcWrite  *write,
            BindJob  *job,
            GError  **error)
{
  job->client_seq = fc_write_get_meta_int (write, FC_META_CLIENT_SEQ, 0);
  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      const FcEntityInfo *about = fc_catalog_get (i);

      if (about->kind == FC_KIND_ENTITY && i != FC_TENANT && i != FC_USER && i != FC_ROLE &&
          !offer_entity (write, job, i, error))
        return FALSE;
    }
  return fc_write_set_meta_int (write, FC_META_CLIENT_SEQ, job->client_seq, error);
}

static gboolean
check_same_company (FcWrite  *write,
                    BindJob  *job,
                    GError  **error)
{
  g_autofree char *tenant = fc_replica_dup_meta (write->replica, FC_META_TENANT_ID);
  gint64 waiting = 0;
  FcId id;

  if (tenant == NULL || !write->has_hub || !fc_id_from_string (tenant, &id) || fc_id_equal (&id, &job->tenant_id))
    return TRUE;
  if (!fc_db_get_int (write->db, "SELECT count(*) FROM outbox WHERE state NOT IN (1, 3, 12, 13, 14)", &waiting, error))
    return FALSE;
  if (waiting > 0)
    g_set_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_PENDING,
                 ngettext ("This computer’s data belongs to another company, and %d change has not been sent to its server. "
                           "Sign in there first, or use another profile",
                           "This computer’s data belongs to another company, and %d changes have not been sent to its "
                           "server. Sign in there first, or use another profile",
                           (gulong) waiting),
                 (int) waiting);
  else
    g_set_error_literal (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_FAILED,
                         _ ("This computer’s data belongs to another company. Use another profile for this one"));
  return FALSE;
}

static gboolean
bind_to_hub (FcWrite   *write,
             gpointer   data,
             GError   **error)
{
  BindJob *job = data;
  g_autofree char *tenant = fc_id_dup_string (&job->tenant_id);

  if (!check_same_company (write, job, error) || (!write->has_hub && !offer_rows (write, job, error)))
    return FALSE;
  /* The hub's own company and people come with the first pull. */
  if (!write->has_hub && !fc_db_exec (write->db, "DELETE FROM tenant; DELETE FROM user; DELETE FROM role", error))
    return FALSE;
  return fc_write_set_meta (write, FC_META_HUB_URI, job->hub_uri, error) &&
         fc_write_set_meta (write, FC_META_HUB_AUTHORITY, job->authority, error) &&
         fc_write_set_meta (write, FC_META_TENANT_SLUG, job->slug, error) &&
         fc_write_set_meta (write, FC_META_TENANT_ID, tenant, error);
}

/**
 * fc_replica_bind_async:
 * @hub_uri: where the hub is
 * @authority_pem: (nullable): the hub's own certificate authority
 * @user_id: who signs in: rows made without a hub go up as this person's
 *
 * See the header. Errors: FC_REPLICA_ERROR_PENDING, _FAILED for another company's hub.
 */
void
fc_replica_bind_async (FcReplica           *self,
                       const char          *hub_uri,
                       const char          *authority_pem,
                       const char          *tenant_slug,
                       const FcId          *tenant_id,
                       const FcId          *user_id,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  BindJob *job = g_new0 (BindJob, 1);

  job->hub_uri = g_strdup (hub_uri);
  job->authority = g_strdup (authority_pem);
  job->slug = g_strdup (tenant_slug);
  job->tenant_id = *tenant_id;
  job->user_id = *user_id;
  fc_replica_push (self, FC_URGENT_PERSON, TRUE, bind_to_hub, job, bind_job_free,
                   g_task_new (self, NULL, callback, user_data));
}

gboolean
fc_replica_bind_finish (FcReplica     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

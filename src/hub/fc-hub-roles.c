/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-roles.h"

#include "fc-command.h"
#include "fc-permissions.h"

#define CLIENT FC_VERSION " (server)"

/* A company is as old as its first day: its default roles gain what later versions have given to theirs. */

/* Nobody has written to it: an edit stamps the field, the company's making and this do not. */
static const char *const *
renewed (FcRecord *role)
{
  g_auto (GStrv) permissions = fc_record_dup_set (role, FC_ROLE_PERMISSIONS);

  if (fc_record_get_field_version (role, FC_ROLE_PERMISSIONS) > 0)
    return NULL;
  return fc_default_role_renewed (fc_record_get_text (role, FC_ROLE_NAME), (const char *const *) permissions);
}

static void
add_row (FcHubWrite        *write,
         FcRecord          *role,
         const char *const *permissions)
{
  FcHubRowWrite *row = g_new0 (FcHubRowWrite, 1);

  row->row = fc_record_copy (role);
  row->seq = write->head;
  fc_record_set_set (row->row, FC_ROLE_PERMISSIONS, permissions);
  fc_record_set_version (row->row, row->seq);
  g_ptr_array_add (write->rows, row);
  FcRecord *line = fc_renewal_log (role, row->row, G_GUINT64_CONSTANT (1) << FC_ROLE_PERMISSIONS,
                                   fc_default_roles_generation (), write->now, CLIENT);
  fc_record_set_version (line, row->seq);
  g_ptr_array_add (write->log, line);
}

/* Reads again what it writes: another process may have done it meanwhile. */
static gboolean
write_roles (FcHubStore  *store,
             const FcId  *tenant,
             GPtrArray   *stale,
             GError     **error)
{
  g_autoptr (FcHubWrite) write = fc_hub_write_new (tenant);
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  FcHubStanding standing;

  if (!store->class->lock_head (store, tenant, &standing, error))
    return FALSE;
  write->head = standing.head + 1;
  write->now = g_get_real_time ();
  for (guint i = 0; i < stale->len; i++)
    {
      const FcId *id = fc_record_get_id (stale->pdata[i]);

      if (!store->class->load (store, tenant, FC_ROLE, -1, id, 1, rows, error))
        return FALSE;
      FcRecord *role = fc_row_set_get (rows, FC_ROLE, id);
      const char *const *permissions = role ? renewed (role) : NULL;
      if (permissions)
        add_row (write, role, permissions);
    }
  return write->rows->len == 0 || store->class->write (store, write, error);
}

static gboolean
renew_tenant (FcHubStore   *store,
              FcHubReader  *reader,
              const FcId   *tenant,
              GError      **error)
{
  g_autoptr (GPtrArray) roles = reader->class->list (reader, tenant, FC_ROLE, error);
  g_autoptr (GPtrArray) stale = g_ptr_array_new ();

  for (guint i = 0; roles && i < roles->len; i++)
    if (renewed (roles->pdata[i]))
      g_ptr_array_add (stale, roles->pdata[i]);
  if (roles == NULL || stale->len == 0)
    return roles != NULL;
  if (!store->class->begin (store, error))
    return FALSE;
  if (write_roles (store, tenant, stale, error) && store->class->commit (store, error))
    return TRUE;
  store->class->rollback (store);
  return FALSE;
}

static gboolean
renew_all (FcHubStore   *store,
           FcHubReader  *reader,
           GError      **error)
{
  g_autoptr (GPtrArray) tenants = reader->class->list_tenants (reader, error);

  for (guint i = 0; tenants && i < tenants->len; i++)
    if (!renew_tenant (store, reader, &((FcHubTenant *) tenants->pdata[i])->id, error))
      return FALSE;
  return tenants != NULL;
}

/**
 * fc_hub_renew_roles:
 *
 * Brings default roles that no company has edited up to this version; their offices pull them as any other change, with
 * a line of the audit log for each. Before anything is served, on the writing thread.
 */
gboolean
fc_hub_renew_roles (FcHubStore  *store,
                    GError     **error)
{
  FcHubReader *reader = store->class->open_reader (store, error);

  if (reader == NULL)
    return FALSE;
  gboolean well = reader->class->begin (reader, error);
  if (well)
    {
      well = renew_all (store, reader, error);
      reader->class->end (reader);
    }
  reader->class->close (reader);
  return well;
}

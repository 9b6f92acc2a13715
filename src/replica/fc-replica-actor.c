/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-permissions.h"
#include "fc-replica-private.h"

#include <glib/gi18n-lib.h>

#define META_ROLES "roles.generation" /* without a hub: up to which version its default roles were brought */

/* Who sits at the desk. */
typedef struct {
  FcId user_id;
  FcActor *actor;
  FcRecord *user;
  FcRecord *tenant;
} Seat;

static void
seat_free (gpointer pointer)
{
  Seat *seat = pointer;

  g_clear_pointer (&seat->actor, fc_actor_free);
  g_clear_object (&seat->user);
  g_clear_object (&seat->tenant);
  g_free (seat);
}

/**
 * fc_replica_dup_actor:
 *
 * Returns: (transfer full) (nullable): any thread
 */
FcActor *
fc_replica_dup_actor (FcReplica *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->actor != NULL ? fc_actor_copy (self->actor) : NULL;
}

static GPtrArray *
read_all (FcDb      *db,
          FcEntity   entity,
          GError   **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s FROM \"%s\"", fc_rows_columns (entity), fc_catalog_get (entity)->name);
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row = TRUE;

  while (row)
    {
      if (select == NULL || !fc_statement_step (select, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (rows, fc_rows_read (select, entity, 0));
    }
  return g_steal_pointer (&rows);
}

static FcRecord *
find_tenant (FcWrite  *write,
             GError  **error)
{
  g_autoptr (GPtrArray) tenants = read_all (write->db, FC_TENANT, error);
  g_autofree char *bound = fc_replica_dup_meta (write->replica, FC_META_TENANT_ID);
  FcId id;

  if (tenants == NULL)
    return NULL;
  for (guint i = 0; bound != NULL && fc_id_from_string (bound, &id) && i < tenants->len; i++)
    if (fc_id_equal (fc_record_get_id (tenants->pdata[i]), &id))
      return g_object_ref (tenants->pdata[i]);
  return tenants->len > 0 ? g_object_ref (tenants->pdata[0]) : NULL;
}

static gboolean
write_scope (FcWrite        *write,
             const FcActor  *actor,
             GError        **error)
{
  g_autoptr (FcStatement) scope =
    fc_db_prepare (write->db, "INSERT OR REPLACE INTO scope (one, all_stations) VALUES (1, ?)", error);
  g_autoptr (FcStatement) add = fc_db_prepare (write->db, "INSERT INTO scope_station (station_id) VALUES (?)", error);
  GHashTableIter iter;
  gpointer station;

  if (scope == NULL || add == NULL || !fc_db_exec (write->db, "DELETE FROM scope_station", error))
    return FALSE;
  fc_statement_bind_int (scope, 1, actor->all_stations);
  if (!fc_statement_run (scope, error))
    return FALSE;
  g_hash_table_iter_init (&iter, actor->stations);
  while (g_hash_table_iter_next (&iter, &station, NULL))
    {
      fc_statement_bind_id (add, 1, station);
      if (!fc_statement_run (add, error))
        return FALSE;
    }
  return TRUE;
}

/* Default roles that are as an older version made them; once, so that who takes away what they gained has it away. */
static gboolean
renew_roles (FcWrite    *write,
             GPtrArray  *roles,
             GError    **error)
{
  guint generation = fc_default_roles_generation ();

  if (write->has_hub || fc_write_get_meta_int (write, META_ROLES, 0) >= generation)
    return TRUE; /* the hub does it for all */
  for (guint i = 0; i < roles->len; i++)
    {
      g_auto (GStrv) has = fc_record_dup_set (roles->pdata[i], FC_ROLE_PERMISSIONS);
      const char *const *renewed =
        fc_default_role_renewed (fc_record_get_text (roles->pdata[i], FC_ROLE_NAME), (const char *const *) has);

      if (renewed == NULL)
        continue;
      fc_record_set_set (roles->pdata[i], FC_ROLE_PERMISSIONS, renewed);
      if (!fc_rows_put (write->db, NULL, roles->pdata[i], error))
        return FALSE;
    }
  return roles->len == 0 || fc_write_set_meta_int (write, META_ROLES, generation, error);
}

static gboolean
make_actor (FcWrite  *write,
            Seat     *seat,
            GError  **error)
{
  g_autoptr (GPtrArray) roles = read_all (write->db, FC_ROLE, error);
  FcId tenant_id = { { 0 } };

  if (roles == NULL || !renew_roles (write, roles, error))
    return FALSE;
  if (seat->tenant != NULL)
    tenant_id = *fc_record_get_id (seat->tenant);
  seat->actor = fc_actor_new (&tenant_id, seat->user, roles);
  return TRUE;
}

static gboolean
take_seat (FcWrite   *write,
           gpointer   data,
           GError   **error)
{
  Seat *seat = g_new0 (Seat, 1);
  g_autoptr (GError) failed = NULL;
  g_autofree char *user = NULL;

  seat->user_id = *(FcId *) data;
  write->result = seat;
  write->result_free = seat_free;
  seat->user = fc_rows_get (write->db, NULL, FC_USER, &seat->user_id, &failed);
  if (failed == NULL && seat->user == NULL)
    g_set_error_literal (&failed, FC_ERROR, FC_ERROR_NOT_FOUND,
                         _ ("This user is not on this computer yet. Sign in while the server can be reached"));
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  seat->tenant = find_tenant (write, &failed);
  user = fc_id_dup_string (&seat->user_id);
  return make_actor (write, seat, error) && write_scope (write, seat->actor, error) &&
         fc_write_set_meta (write, FC_META_USER, user, error);
}

/**
 * fc_replica_act_as_async:
 *
 * From the callback on ops are this user's and lists show their stations. Called again it reads roles and stations anew
 * ("changed" says when the user's or a role's row changed). FC_ERROR_NOT_FOUND: the user's row is not here.
 */
void
fc_replica_act_as_async (FcReplica           *self,
                         const FcId          *user_id,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  fc_replica_push (self, FC_URGENT_PERSON, FALSE, take_seat, g_memdup2 (user_id, sizeof *user_id), g_free,
                   g_task_new (self, NULL, callback, user_data));
}

gboolean
fc_replica_act_as_finish (FcReplica     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  Seat *seat = g_task_propagate_pointer (G_TASK (result), error);
  FcActor *before;

  if (seat == NULL)
    return FALSE;
  g_mutex_lock (&self->lock);
  before = self->actor;
  self->actor = g_steal_pointer (&seat->actor);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&before, fc_actor_free);
  g_set_object (&self->user, seat->user);
  g_set_object (&self->tenant, seat->tenant);
  seat_free (seat);
  g_signal_emit_by_name (self, "actor-changed");
  return TRUE;
}

/**
 * fc_replica_act_as_system:
 *
 * Ops may do everything and lists show all: forecourtctl, and making the demo company. Not for a person.
 */
void
fc_replica_act_as_system (FcReplica *self)
{
  g_autofree char *tenant = fc_replica_dup_meta (self, FC_META_TENANT_ID);
  FcId tenant_id = { { 0 } };
  FcActor *before;

  if (tenant != NULL)
    fc_id_from_string (tenant, &tenant_id);
  g_mutex_lock (&self->lock);
  before = self->actor;
  self->actor = fc_actor_new_system (&tenant_id);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&before, fc_actor_free);
}

/**
 * fc_replica_get_actor:
 *
 * Returns: (transfer none) (nullable): main thread; until the next fc_replica_act_as_finish()
 */
const FcActor *
fc_replica_get_actor (FcReplica *self)
{
  return self->actor;
}

FcRecord *
fc_replica_get_user (FcReplica *self)
{
  return self->user;
}

FcRecord *
fc_replica_get_tenant (FcReplica *self)
{
  return self->tenant;
}

/**
 * fc_replica_get_last_user:
 *
 * Returns: whether somebody acted here before; @user_id is who did last
 */
gboolean
fc_replica_get_last_user (FcReplica *self,
                          FcId      *user_id)
{
  g_autofree char *text = fc_replica_dup_meta (self, FC_META_USER);

  return text != NULL && fc_id_from_string (text, user_id);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-command.h"

static FcActor *
actor_new (const FcId *tenant_id)
{
  FcActor *self = g_new0 (FcActor, 1);

  self->tenant_id = *tenant_id;
  self->permissions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stations = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, NULL);
  return self;
}

static void
add_permissions (FcActor  *self,
                 FcRecord *role)
{
  g_auto (GStrv) permissions = fc_record_dup_set (role, FC_ROLE_PERMISSIONS);

  for (int i = 0; permissions[i] != NULL; i++)
    g_hash_table_add (self->permissions, g_strdup (permissions[i]));
}

static void
add_stations (FcActor  *self,
              FcRecord *user)
{
  g_auto (GStrv) stations = fc_record_dup_set (user, FC_USER_STATIONS);
  FcId id;

  for (int i = 0; stations[i] != NULL; i++)
    if (fc_id_from_string (stations[i], &id))
      g_hash_table_add (self->stations, g_memdup2 (&id, sizeof id));
}

/**
 * fc_actor_new:
 * @user: whose `roles` name roles and whose `stations` are station ids as text
 * @roles: (element-type FcRecord): all roles of the company; those the user has count
 *
 * A disabled user gets an actor that may do nothing.
 *
 * Returns: (transfer full)
 */
FcActor *
fc_actor_new (const FcId *tenant_id,
              FcRecord   *user,
              GPtrArray  *roles)
{
  FcActor *self = actor_new (tenant_id);
  g_auto (GStrv) names = fc_record_dup_set (user, FC_USER_ROLES);

  self->user_id = *fc_record_get_id (user);
  self->name = g_strdup (fc_record_get_text (user, FC_USER_NAME));
  if (g_strcmp0 (fc_record_get_text (user, FC_USER_STATUS), "disabled") == 0)
    return self;
  for (guint i = 0; i < roles->len; i++)
    {
      const char *name = fc_record_get_text (roles->pdata[i], FC_ROLE_NAME);

      if (name != NULL && g_strv_contains ((const char *const *) names, name))
        add_permissions (self, roles->pdata[i]);
    }
  self->all_stations = fc_record_get_bool (user, FC_USER_ALL_STATIONS) || fc_actor_may (self, "*");
  add_stations (self, user);
  return self;
}

/**
 * fc_actor_new_system:
 *
 * Returns: (transfer full): may do everything: provisioning, the demo company, administration on the hub's own machine
 */
FcActor *
fc_actor_new_system (const FcId *tenant_id)
{
  FcActor *self = actor_new (tenant_id);

  self->name = g_strdup ("system");
  self->all_stations = TRUE;
  g_hash_table_add (self->permissions, g_strdup ("*"));
  return self;
}

FcActor *
fc_actor_copy (const FcActor *self)
{
  FcActor *copy = actor_new (&self->tenant_id);
  GHashTableIter iter;
  gpointer key;

  copy->user_id = self->user_id;
  copy->name = g_strdup (self->name);
  copy->all_stations = self->all_stations;
  g_hash_table_iter_init (&iter, self->permissions);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (copy->permissions, g_strdup (key));
  g_hash_table_iter_init (&iter, self->stations);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (copy->stations, g_memdup2 (key, sizeof (FcId)));
  return copy;
}

void
fc_actor_free (FcActor *self)
{
  g_hash_table_unref (self->permissions);
  g_hash_table_unref (self->stations);
  g_free (self->name);
  g_free (self);
}

/**
 * fc_actor_may:
 * @permission: (nullable): %NULL is allowed to everybody
 */
gboolean
fc_actor_may (const FcActor *self,
              const char    *permission)
{
  return permission == NULL || g_hash_table_contains (self->permissions, "*") ||
         g_hash_table_contains (self->permissions, permission);
}

/**
 * fc_actor_sees_station:
 * @station_id: (nullable): %NULL (a row of the whole company) is seen by everybody
 */
gboolean
fc_actor_sees_station (const FcActor *self,
                       const FcId    *station_id)
{
  return station_id == NULL || self->all_stations || g_hash_table_contains (self->stations, station_id);
}

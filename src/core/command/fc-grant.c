/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-grant.h"

#include "fc-error.h"
#include "fc-permissions.h"

#include <glib/gi18n-lib.h>

/* Nobody gives away what they do not have: permissions through roles, stations through users. */

static gboolean
refuse (GError     **error,
        const char  *what,
        const char  *name)
{
  g_set_error (error, FC_ERROR, FC_ERROR_DENIED,
               _ ("You cannot give “%s”: it allows “%s”, which you may not do yourself"), name != NULL ? name : "",
               _ (fc_permission_label (what)));
  return FALSE;
}

static gboolean
contains (GStrv       set,
          const char *text)
{
  return set != NULL && g_strv_contains ((const char *const *) set, text);
}

static gboolean
is_active (FcRecord *user)
{
  return g_strcmp0 (fc_record_get_text (user, FC_USER_STATUS), "disabled") != 0;
}

/* A role that takes another name is given to whoever has a role of that name. */
static gboolean
check_role (const FcChange  *change,
            const FcActor   *actor,
            GError         **error)
{
  FcRecord *before = change->before;
  const char *name = fc_record_get_text (change->after, FC_ROLE_NAME);
  gboolean same_name = before != NULL && g_strcmp0 (fc_record_get_text (before, FC_ROLE_NAME), name) == 0;
  g_auto (GStrv) had = same_name ? fc_record_dup_set (before, FC_ROLE_PERMISSIONS) : NULL;
  g_auto (GStrv) has = fc_record_dup_set (change->after, FC_ROLE_PERMISSIONS);

  for (int i = 0; has[i] != NULL; i++)
    if (!contains (had, has[i]) && !fc_actor_may (actor, has[i]))
      return refuse (error, has[i], name);
  return TRUE;
}

static gboolean
check_role_name (const char     *name,
                 const FcActor  *actor,
                 FcRowSet       *rows,
                 GError        **error)
{
  g_autoptr (GPtrArray) roles = fc_row_set_list (rows, FC_ROLE);

  for (guint i = 0; i < roles->len; i++)
    {
      g_auto (GStrv) permissions = NULL;

      if (g_strcmp0 (fc_record_get_text (roles->pdata[i], FC_ROLE_NAME), name) != 0)
        continue;
      permissions = fc_record_dup_set (roles->pdata[i], FC_ROLE_PERMISSIONS);
      for (int j = 0; permissions[j] != NULL; j++)
        if (!fc_actor_may (actor, permissions[j]))
          return refuse (error, permissions[j], name);
    }
  return TRUE;
}

static gboolean
check_stations (FcRecord       *before,
                FcRecord       *after,
                const FcActor  *actor,
                GError        **error)
{
  g_auto (GStrv) had = before != NULL ? fc_record_dup_set (before, FC_USER_STATIONS) : NULL;
  g_auto (GStrv) has = fc_record_dup_set (after, FC_USER_STATIONS);
  gboolean had_all = before != NULL && fc_record_get_bool (before, FC_USER_ALL_STATIONS);
  gboolean may = actor->all_stations || had_all || !fc_record_get_bool (after, FC_USER_ALL_STATIONS);
  FcId id;

  for (int i = 0; may && has[i] != NULL; i++)
    if (!contains (had, has[i]) && fc_id_from_string (has[i], &id))
      may = fc_actor_sees_station (actor, &id);
  if (!may)
    g_set_error (error, FC_ERROR, FC_ERROR_DENIED, _ ("%s: you can only give stations that are yours"),
                 fc_record_get_text (after, FC_USER_NAME));
  return may;
}

/* Somebody who was disabled gets all that the record says. */
static gboolean
check_user (const FcChange  *change,
            const FcActor   *actor,
            FcRowSet        *rows,
            GError         **error)
{
  FcRecord *before = change->before != NULL && is_active (change->before) ? change->before : NULL;
  g_auto (GStrv) had = before != NULL ? fc_record_dup_set (before, FC_USER_ROLES) : NULL;
  g_auto (GStrv) has = fc_record_dup_set (change->after, FC_USER_ROLES);

  if (!is_active (change->after))
    return TRUE;
  for (int i = 0; has[i] != NULL; i++)
    if (!contains (had, has[i]) && !check_role_name (has[i], actor, rows, error))
      return FALSE;
  return check_stations (before, change->after, actor, error);
}

/**
 * fc_grant_check:
 * @rows: every role of the company, when @change is of a user
 * @error: FC_ERROR_DENIED with a sentence for the person
 *
 * Returns: whether @change gives to nobody what @actor does not have
 */
gboolean
fc_grant_check (const FcChange  *change,
                const FcActor   *actor,
                FcRowSet        *rows,
                GError         **error)
{
  FcEntity entity = fc_record_get_entity (change->after);

  if (change->kind == FC_CHANGE_DELETE || fc_actor_may (actor, "*"))
    return TRUE;
  if (entity == FC_ROLE)
    return check_role (change, actor, error);
  return entity != FC_USER || check_user (change, actor, rows, error);
}

/**
 * fc_actor_covers:
 *
 * Returns: whether @self may do all that @other may
 */
gboolean
fc_actor_covers (const FcActor *self,
                 const FcActor *other)
{
  GHashTableIter iter;
  gpointer permission;

  g_hash_table_iter_init (&iter, other->permissions);
  while (g_hash_table_iter_next (&iter, &permission, NULL))
    if (!fc_actor_may (self, permission))
      return FALSE;
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-private.h"

/* What a sign-in or a renewal is told besides its tokens: who, of which company, and what they may do. */

static JsonObject *
scope_object (const FcActor *actor)
{
  JsonObject *scope = json_object_new ();
  JsonArray *stations = json_array_new ();
  JsonArray *permissions = json_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, actor->stations);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_autofree char *id = fc_id_dup_string (key);
      json_array_add_string_element (stations, id);
    }
  g_hash_table_iter_init (&iter, actor->permissions);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    json_array_add_string_element (permissions, key);
  json_object_set_boolean_member (scope, "all_stations", actor->all_stations);
  json_object_set_array_member (scope, "stations", stations);
  json_object_set_array_member (scope, "permissions", permissions);
  return scope;
}

static JsonObject *
row_object (FcRecord *row)
{
  JsonObject *object = fc_record_to_json (row, FC_ALL_FIELDS);
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (row));

  json_object_set_string_member (object, "id", id);
  return object;
}

static JsonArray *
role_names (FcRecord *user)
{
  g_auto (GStrv) names = fc_record_dup_set (user, FC_USER_ROLES);
  JsonArray *roles = json_array_new ();

  for (int i = 0; names && names[i]; i++)
    json_array_add_string_element (roles, names[i]);
  return roles;
}

/**
 * fc_hub_grant_reply_new:
 *
 * Returns: (transfer full): all but the tokens and their times
 */
JsonObject *
fc_hub_grant_reply_new (FcHub         *hub,
                        FcRecord      *tenant,
                        FcRecord      *user,
                        const FcActor *actor)
{
  JsonObject *reply = json_object_new ();

  json_object_set_int_member (reply, "protocol", FC_WIRE_PROTOCOL);
  json_object_set_int_member (reply, "schema_version", FC_SCHEMA_VERSION);
  json_object_set_string_member (reply, "token_type", "Bearer");
  json_object_set_int_member (reply, "epoch", hub->epoch);
  json_object_set_int_member (reply, "server_time", g_get_real_time ());
  json_object_set_object_member (reply, "tenant", row_object (tenant));
  json_object_set_object_member (reply, "user", row_object (user));
  json_object_set_array_member (reply, "roles", role_names (user));
  json_object_set_object_member (reply, "scope", scope_object (actor));
  return reply;
}

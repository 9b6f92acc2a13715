/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-admin.h"

#include <string.h>

#include "fc-hub-passwords.h"
#include "fc-hub-provision.h"
#include "fc-hub-push.h"

/*
 * What the subcommands ask for, as objects with a member "do":
 *   tenant.list · tenant.add {slug, name, email, admin_name, password} · tenant.suspend {tenant, reason} · tenant.resume {tenant}
 *   user.list {tenant} · user.add {tenant, email, name, roles[], stations[] (codes), all_stations, password, must_change}
 *   user.password {tenant, email, password, must_change} · user.disable {tenant, email} · user.enable {tenant, email}
 *   backup {path} · new-epoch · status
 * "cheap": TRUE hashes passwords for tests. Runs on the writing thread; changes go the way of any op, so they are in the audit log.
 */
typedef struct {
  FcHubStore *store;
  FcHubReader *reader;
  JsonObject *request;
  FcHubTenant *tenant; /* (owned) (nullable) */
} Admin;

static const char *
text_of (JsonObject *object,
         const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
flag_of (JsonObject *object,
         const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static JsonArray *
array_of (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static gboolean
invalid (GError     **error,
         const char  *message)
{
  g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_INVALID, message);
  return FALSE;
}

/* Runs @ops as the system, the way a push does; the first refusal is the error. */
static gboolean
run_ops (Admin   *self,
         FcOp    *op,
         GError **error)
{
  g_autoptr (FcActor) actor = fc_actor_new_system (&self->tenant->id);
  int generation = 0;
  FcHubPush push = { .tenant = self->tenant->id,
                     .actor = actor,
                     .address = "admin",
                     .client = "forecourt-hub",
                     .now_generation = &generation };
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_op_free);

  g_ptr_array_add (ops, fc_hub_op_new_own (op));
  push.ops = ops;
  gboolean well = fc_hub_push_run (self->store, &push, error);
  g_autoptr (GPtrArray) results = push.results;
  if (!well)
    return FALSE;
  const FcWireResult *result = results->pdata[0];
  if (result->status == FC_RESULT_APPLIED || result->status == FC_RESULT_MERGED)
    return TRUE;
  return invalid (error, result->error_message ? result->error_message : "The change was refused.");
}

static gboolean
need_tenant (Admin   *self,
             GError **error)
{
  const char *slug = text_of (self->request, "tenant");
  g_autoptr (GPtrArray) tenants = slug ? NULL : self->reader->class->list_tenants (self->reader, error);

  if (slug == NULL && tenants && tenants->len == 1)
    slug = ((FcHubTenant *) tenants->pdata[0])->slug;
  if (slug == NULL)
    return invalid (error, "Say which company with --tenant.");
  self->tenant = self->reader->class->find_tenant (self->reader, slug, NULL, error);
  if (self->tenant)
    return TRUE;
  if (error && *error == NULL)
    g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_NOT_FOUND, "There is no company “%s” here.", slug);
  return FALSE;
}

static FcRecord *
need_user (Admin   *self,
           GError **error)
{
  const char *email = text_of (self->request, "email");

  if (!need_tenant (self, error))
    return NULL;
  FcRecord *user = email ? self->reader->class->find_user (self->reader, &self->tenant->id, email, error) : NULL;
  if (user == NULL && *error == NULL)
    g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_NOT_FOUND, "There is no user “%s” in %s.", email ? email : "",
                 self->tenant->slug);
  return user;
}

static gboolean
set_password (Admin       *self,
              const FcId  *user,
              GError     **error)
{
  const char *password = text_of (self->request, "password");

  if (!fc_hub_password_check (password, error))
    return FALSE;
  g_autofree char *hash = fc_hub_password_hash_now (password, flag_of (self->request, "cheap"));
  if (hash == NULL)
    return invalid (error, "Not enough memory to hash a password.");
  gint64 now = g_get_real_time ();
  return self->store->class->put_credential (self->store, &self->tenant->id, user, hash,
                                            flag_of (self->request, "must_change"), now, error) &&
         self->store->class->revoke_user (self->store, &self->tenant->id, user, NULL, now, error);
}

static gboolean
tenant_list (Admin       *self,
             JsonObject  *reply,
             GError     **error)
{
  g_autoptr (GPtrArray) tenants = self->reader->class->list_tenants (self->reader, error);
  JsonArray *list = json_array_new ();

  for (guint i = 0; tenants && i < tenants->len; i++)
    {
      const FcHubTenant *tenant = tenants->pdata[i];
      JsonObject *object = json_object_new ();
      g_autofree char *id = fc_id_dup_string (&tenant->id);
      json_object_set_string_member (object, "id", id);
      json_object_set_string_member (object, "slug", tenant->slug);
      json_object_set_string_member (object, "status", tenant->status);
      json_array_add_object_element (list, object);
    }
  json_object_set_array_member (reply, "tenants", list);
  return tenants != NULL;
}

static gboolean
tenant_add (Admin       *self,
            JsonObject  *reply,
            GError     **error)
{
  const FcHubSetup setup = {
    .tenant_slug = text_of (self->request, "slug"),
    .tenant_name = text_of (self->request, "name"),
    .admin_email = text_of (self->request, "email"),
    .admin_name = text_of (self->request, "admin_name"),
    .admin_password = text_of (self->request, "password"),
    .currency = text_of (self->request, "currency"),
    .time_zone = text_of (self->request, "time_zone"),
    .cheap_hashing = flag_of (self->request, "cheap"),
  };
  g_autoptr (FcHubTenant) there =
    setup.tenant_slug ? self->reader->class->find_tenant (self->reader, setup.tenant_slug, NULL, error) : NULL;
  FcId tenant;

  if (there)
    {
      g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_EXISTS, "There is a company “%s” here already.", there->slug);
      return FALSE;
    }
  if (!fc_hub_provision (self->store, &setup, &tenant, error))
    return FALSE;
  g_autofree char *id = fc_id_dup_string (&tenant);
  json_object_set_string_member (reply, "id", id);
  return TRUE;
}

static gboolean
set_tenant_status (Admin       *self,
                   const char  *status,
                   GError     **error)
{
  const char *reason = text_of (self->request, "reason");
  FcHubStanding standing;

  if (!need_tenant (self, error))
    return FALSE;
  g_autoptr (FcRecord) before =
    self->reader->class->get (self->reader, &self->tenant->id, FC_TENANT, &self->tenant->id, error);
  if (before == NULL)
    return FALSE;
  g_autoptr (FcHubWrite) write = fc_hub_write_new (&self->tenant->id);
  if (!self->store->class->lock_head (self->store, &write->tenant, &standing, error))
    return FALSE;
  FcHubRowWrite *row = g_new0 (FcHubRowWrite, 1);
  row->row = fc_record_copy (before);
  row->seq = write->head = standing.head + 1;
  write->now = g_get_real_time ();
  fc_record_set_text (row->row, FC_TENANT_STATUS, status);
  fc_record_set_text (row->row, FC_TENANT_STATUS_REASON, reason);
  fc_record_set_int (row->row, FC_TENANT_STATUS_SINCE, write->now);
  fc_record_set_version (row->row, row->seq);
  g_ptr_array_add (write->rows, row);
  return self->store->class->write (self->store, write, error);
}

static gboolean
tenant_suspend (Admin       *self,
                JsonObject  *reply,
                GError     **error)
{
  return set_tenant_status (self, "suspended", error);
}

static gboolean
tenant_resume (Admin       *self,
               JsonObject  *reply,
               GError     **error)
{
  return set_tenant_status (self, "active", error);
}

static gboolean
user_list (Admin       *self,
           JsonObject  *reply,
           GError     **error)
{
  if (!need_tenant (self, error))
    return FALSE;
  g_autoptr (GPtrArray) users = self->reader->class->list (self->reader, &self->tenant->id, FC_USER, error);
  JsonArray *list = json_array_new ();
  for (guint i = 0; users && i < users->len; i++)
    {
      JsonObject *object = fc_record_to_json (users->pdata[i], FC_ALL_FIELDS);
      g_autofree char *id = fc_id_dup_string (fc_record_get_id (users->pdata[i]));
      json_object_set_string_member (object, "id", id);
      json_array_add_object_element (list, object);
    }
  json_object_set_array_member (reply, "users", list);
  return users != NULL;
}

static void
set_texts (FcRecord  *record,
           int        field,
           JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  g_auto (GStrv) texts = g_strv_builder_end (builder);
  fc_record_set_set (record, field, (const char *const *) texts);
}

static gboolean
check_roles (Admin   *self,
             GError **error)
{
  JsonArray *wanted = array_of (self->request, "roles");
  g_autoptr (GPtrArray) roles = self->reader->class->list (self->reader, &self->tenant->id, FC_ROLE, error);

  if (roles == NULL)
    return FALSE;
  for (guint i = 0; wanted && i < json_array_get_length (wanted); i++)
    {
      const char *name = json_array_get_string_element (wanted, i);
      gboolean known = FALSE;
      for (guint j = 0; j < roles->len; j++)
        known |= g_strcmp0 (name, fc_record_get_text (roles->pdata[j], FC_ROLE_NAME)) == 0;
      if (!known)
        {
          g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_NOT_FOUND, "There is no role “%s” in %s.", name,
                       self->tenant->slug);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
find_stations (Admin      *self,
               JsonArray  *ids,
               GError    **error)
{
  JsonArray *codes = array_of (self->request, "stations");
  g_autoptr (GPtrArray) stations = self->reader->class->list (self->reader, &self->tenant->id, FC_STATION, error);

  if (stations == NULL)
    return FALSE;
  for (guint i = 0; codes && i < json_array_get_length (codes); i++)
    {
      const char *code = json_array_get_string_element (codes, i);
      guint j = 0;
      while (j < stations->len && g_strcmp0 (code, fc_record_get_text (stations->pdata[j], FC_STATION_CODE)) != 0)
        j++;
      if (j == stations->len)
        {
          g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_NOT_FOUND, "There is no station with the code “%s” in %s.",
                       code, self->tenant->slug);
          return FALSE;
        }
      g_autofree char *id = fc_id_dup_string (fc_record_get_id (stations->pdata[j]));
      json_array_add_string_element (ids, id);
    }
  return TRUE;
}

static gboolean
user_add (Admin       *self,
          JsonObject  *reply,
          GError     **error)
{
  const char *email = text_of (self->request, "email"), *name = text_of (self->request, "name");
  g_autoptr (JsonArray) stations = json_array_new ();

  if (!need_tenant (self, error) || !fc_hub_password_check (text_of (self->request, "password"), error))
    return FALSE;
  if (email == NULL || strchr (email, '@') == NULL)
    return invalid (error, "Give the user’s e-mail address.");
  if (!check_roles (self, error) || !find_stations (self, stations, error))
    return FALSE;
  gint64 now = g_get_real_time ();
  FcId id = fc_id_new (now);
  g_autoptr (FcRecord) user = fc_record_new (FC_USER, &id);
  fc_record_set_text (user, FC_USER_EMAIL, email);
  fc_record_set_text (user, FC_USER_NAME, name ? name : email);
  fc_record_set_text (user, FC_USER_STATUS, "active");
  set_texts (user, FC_USER_ROLES, array_of (self->request, "roles"));
  set_texts (user, FC_USER_STATIONS, stations);
  fc_record_set_int (user, FC_USER_ALL_STATIONS, flag_of (self->request, "all_stations"));
  g_autoptr (FcOp) op = fc_op_new_insert (user, now);
  if (!run_ops (self, op, error) || !set_password (self, &id, error))
    return FALSE;
  g_autofree char *text = fc_id_dup_string (&id);
  json_object_set_string_member (reply, "id", text);
  return TRUE;
}

static gboolean
user_password (Admin       *self,
               JsonObject  *reply,
               GError     **error)
{
  g_autoptr (FcRecord) user = need_user (self, error);
  return user && set_password (self, fc_record_get_id (user), error);
}

static gboolean
set_user_status (Admin       *self,
                 const char  *status,
                 GError     **error)
{
  g_autoptr (FcRecord) user = need_user (self, error);
  if (user == NULL)
    return FALSE;
  g_autoptr (FcRecord) after = fc_record_copy (user);
  fc_record_set_text (after, FC_USER_STATUS, status);
  g_autoptr (FcOp) op = fc_op_new_patch (user, after, g_get_real_time ());
  return op == NULL || run_ops (self, op, error);
}

static gboolean
user_disable (Admin       *self,
              JsonObject  *reply,
              GError     **error)
{
  return set_user_status (self, "disabled", error); /* their tokens count no more while they are */
}

static gboolean
user_enable (Admin       *self,
             JsonObject  *reply,
             GError     **error)
{
  return set_user_status (self, "active", error);
}

static gboolean
backup (Admin       *self,
        JsonObject  *reply,
        GError     **error)
{
  const char *path = text_of (self->request, "path");

  if (path == NULL || !g_path_is_absolute (path))
    return invalid (error, "Give the absolute path of the backup file.");
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_EXISTS, "There is a file %s already.", path);
      return FALSE;
    }
  if (!self->store->class->backup (self->store, path, error))
    return FALSE;
  json_object_set_string_member (reply, "path", path);
  return TRUE;
}

static gboolean
new_epoch (Admin       *self,
           JsonObject  *reply,
           GError     **error)
{
  if (!self->store->class->new_epoch (self->store, error))
    return FALSE;
  json_object_set_int_member (reply, "epoch", self->store->epoch);
  return TRUE;
}

static gboolean
status (Admin       *self,
        JsonObject  *reply,
        GError     **error)
{
  static const char *const tables[] = { "tenant_head", "user", "station", "shift", "sale",
                                       "vehicle", "position", "op_result", "quarantine" };
  const FcId nobody = { 0 };
  FcHubStanding standing;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      gint64 n;
      if (!self->reader->class->count (self->reader, tables[i], &n, error))
        return FALSE;
      json_object_set_int_member (reply, tables[i], n);
    }
  if (!self->reader->class->standing (self->reader, &nobody, &standing, error))
    return FALSE;
  json_object_set_int_member (reply, "epoch", standing.epoch);
  return TRUE;
}

static const struct {
  const char *name;
  gboolean (*run) (Admin *self, JsonObject *reply, GError **error);
} actions[] = {
  { "tenant.list", tenant_list },
  { "tenant.add", tenant_add },
  { "tenant.suspend", tenant_suspend },
  { "tenant.resume", tenant_resume },
  { "user.list", user_list },
  { "user.add", user_add },
  { "user.password", user_password },
  { "user.disable", user_disable },
  { "user.enable", user_enable },
  { "backup", backup },
  { "new-epoch", new_epoch },
  { "status", status },
};

/**
 * fc_hub_admin_is_alone:
 *
 * Returns: whether the request must run outside a transaction
 */
gboolean
fc_hub_admin_is_alone (JsonObject *request)
{
  const char *what = text_of (request, "do");
  return g_strcmp0 (what, "backup") == 0 || g_strcmp0 (what, "new-epoch") == 0;
}

/**
 * fc_hub_admin_run:
 *
 * On the writing thread; inside a transaction unless fc_hub_admin_is_alone().
 *
 * Returns: (transfer full) (nullable)
 */
JsonObject *
fc_hub_admin_run (FcHubStore  *store,
                  JsonObject  *request,
                  GError     **error)
{
  g_autoptr (JsonObject) reply = json_object_new ();
  const char *name = text_of (request, "do");
  g_autoptr (GError) why = NULL;
  guint i = 0;

  while (i < G_N_ELEMENTS (actions) && g_strcmp0 (actions[i].name, name) != 0)
    i++;
  if (i == G_N_ELEMENTS (actions))
    {
      invalid (error, "The hub does not know this request.");
      return NULL;
    }
  Admin self = { .store = store, .request = request };
  self.reader = store->class->open_reader (store, error);
  if (self.reader == NULL)
    return NULL;
  gboolean well = actions[i].run (&self, reply, &why);
  self.reader->class->close (self.reader);
  g_clear_pointer (&self.tenant, fc_hub_tenant_free);
  if (well)
    return g_steal_pointer (&reply);
  if (why == NULL)
    invalid (&why, "This could not be done.");
  g_propagate_error (error, g_steal_pointer (&why));
  return NULL;
}

/**
 * fc_hub_admin_offline:
 *
 * The same on a store that nobody serves.
 */
JsonObject *
fc_hub_admin_offline (const char  *folder,
                      JsonObject  *request,
                      GError     **error)
{
  FcHubStore *store = fc_hub_store_open (folder, NULL, FALSE, error);
  gboolean alone = fc_hub_admin_is_alone (request);
  JsonObject *reply = NULL;

  if (store == NULL)
    return NULL;
  if (alone || store->class->begin (store, error))
    reply = fc_hub_admin_run (store, request, error);
  if (!alone && reply && !store->class->commit (store, error))
    g_clear_pointer (&reply, json_object_unref);
  if (!alone && reply == NULL)
    store->class->rollback (store);
  store->class->idle (store, TRUE);
  store->class->close (store);
  return reply;
}

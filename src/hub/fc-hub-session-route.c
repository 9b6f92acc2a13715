/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fc-grant.h"
#include "fc-hub-log.h"
#include "fc-hub-private.h"
#include "fc-json-members.h"

/*
 * Where somebody is signed in: one's own sign-ins, and for who may edit users everybody's. Ending one, and having the copy of
 * a lost computer cleared, which it does itself at its next contact and then says so.
 */

typedef struct {
  FcHubRequest *request; /* (owned) */
  gboolean all;
  GPtrArray *families; /* (nullable) FcHubFamily */
  GPtrArray *users;    /* (nullable) FcRecord */
  GPtrArray *same;     /* (nullable) FcHubFamily: others of the computer that is to be cleared, or has been */
  FcHubFamily family;  /* the one to end: id and tenant */
  gboolean found, above, wipe, wiped;
  FcId user_id; /* whose it is */
  GError *error;
} Work;

static Work *
work_new (FcHubRequest *request)
{
  Work *self = g_new0 (Work, 1);

  self->request = fc_hub_request_ref (request);
  self->family.tenant_id = request->session->token.tenant_id;
  return self;
}

static void
work_free (Work *self)
{
  g_clear_pointer (&self->families, g_ptr_array_unref);
  g_clear_pointer (&self->users, g_ptr_array_unref);
  g_clear_pointer (&self->same, g_ptr_array_unref);
  g_clear_error (&self->error);
  fc_hub_request_unref (self->request);
  g_free (self);
}

/* --- the list ------------------------------------------------------------------------------------------------------------------ */

/* (nullable) */
static FcRecord *
find_user (const Work *self,
           const FcId *user_id)
{
  for (guint i = 0; i < self->users->len; i++)
    if (fc_id_equal (fc_record_get_id (self->users->pdata[i]), user_id))
      return self->users->pdata[i];
  return NULL;
}

static JsonObject *
family_object (const Work        *self,
               const FcHubFamily *family)
{
  JsonObject *object = json_object_new ();
  FcRecord *user = find_user (self, &family->user_id);
  JsonNode *device = family->device ? json_from_string (family->device, NULL) : NULL;

  fc_json_set_id (object, "id", &family->id);
  fc_json_set_id (object, "user_id", &family->user_id);
  fc_json_set_id (object, "client_id", &family->client_id);
  json_object_set_string_member (object, "user_name", user ? fc_record_get_text (user, FC_USER_NAME) : NULL);
  json_object_set_string_member (object, "address", family->address);
  json_object_set_int_member (object, "created_at", family->created_at);
  json_object_set_int_member (object, "used_at", family->used_at);
  json_object_set_boolean_member (object, "current", fc_id_equal (&family->id, &self->request->session->token.family));
  if (user == NULL || g_strcmp0 (fc_record_get_text (user, FC_USER_STATUS), "disabled") == 0)
    json_object_set_boolean_member (object, "shut_out", TRUE);
  if (device)
    json_object_set_member (object, "device_info", device);
  if (family->wipe_at > 0)
    json_object_set_int_member (object, "wipe_at", family->wipe_at);
  if (family->wiped_at > 0)
    json_object_set_int_member (object, "wiped_at", family->wiped_at);
  return object;
}

static void
listed_cb (FcHub    *hub,
           gpointer  data)
{
  Work *self = data;
  g_autoptr (JsonObject) reply = json_object_new ();
  JsonArray *sessions = json_array_new ();

  json_object_set_int_member (reply, "protocol", FC_WIRE_PROTOCOL);
  json_object_set_array_member (reply, "sessions", sessions);
  for (guint i = 0; self->families && i < self->families->len; i++)
    json_array_add_object_element (sessions, family_object (self, self->families->pdata[i]));
  if (self->error)
    fc_hub_request_fail_store (self->request, self->error);
  else
    fc_hub_request_reply_object (self->request, SOUP_STATUS_OK, reply);
  work_free (self);
}

static void
read_list (FcHub    *hub,
           gpointer  data)
{
  Work *self = data;
  const FcHubToken *token = &self->request->session->token;
  FcHubReader *reader = fc_hub_take_reader (hub, &self->error);

  if (reader)
    {
      self->users = reader->class->list (reader, &token->tenant_id, FC_USER, &self->error);
      if (self->users)
        self->families = reader->class->list_families (reader, &token->tenant_id, self->all ? NULL : &token->user_id,
                                                       g_get_real_time (), &self->error);
      fc_hub_give_reader (hub, reader);
    }
  fc_hub_to_main (hub, listed_cb, self);
}

static void
start_list (FcHubRequest *request)
{
  const char *all = request->query ? g_hash_table_lookup (request->query, "all") : NULL;

  if (g_strcmp0 (all, "1") == 0 && !fc_actor_may (request->session->actor, "users.edit"))
    {
      fc_hub_request_fail (request, SOUP_STATUS_FORBIDDEN, "denied",
                           N_ ("Your roles do not allow looking at other people’s sign-ins."));
      return;
    }
  Work *self = work_new (request);
  self->all = g_strcmp0 (all, "1") == 0;
  fc_hub_work (request->hub, read_list, self);
}

/* --- ending one ---------------------------------------------------------------------------------------------------------------- */

static void
ended_cb (FcHub    *hub,
          gpointer  data)
{
  Work *self = data;

  if (self->error)
    fc_hub_request_fail_store (self->request, self->error);
  else
    fc_hub_request_reply_empty (self->request, SOUP_STATUS_NO_CONTENT);
  work_free (self);
}

static void
ended (gpointer      data,
       const GError *error)
{
  Work *self = data;

  self->error = error ? g_error_copy (error) : NULL;
  fc_hub_auth_changed (self->request->hub);
  fc_hub_to_main (self->request->hub, ended_cb, self);
}

/* With the copy everybody's sign-in there is gone: whose was to be cleared has been, the others' end. */
static gboolean
end_cleared (FcHubStore  *store,
             Work        *self,
             gint64       now,
             GError     **error)
{
  for (guint i = 0; self->same && i < self->same->len; i++)
    {
      const FcHubFamily *family = self->same->pdata[i];
      if (family->wipe_at > 0 ? !store->class->mark_family (store, family, FC_HUB_MARK_WIPED, now, error)
                              : !store->class->revoke_family (store, &family->id, now, error))
        return FALSE;
    }
  return store->class->mark_family (store, &self->family, FC_HUB_MARK_WIPED, now, error);
}

static gboolean
end_job (FcHubStore  *store,
         gpointer     data,
         GError     **error)
{
  Work *self = data;
  gint64 now = g_get_real_time ();

  if (self->wiped)
    return end_cleared (store, self, now, error);
  for (guint i = 0; self->same && i < self->same->len; i++)
    if (!store->class->mark_family (store, self->same->pdata[i], FC_HUB_MARK_WIPE, now, error))
      return FALSE;
  if (self->wipe)
    return store->class->mark_family (store, &self->family, FC_HUB_MARK_WIPE, now, error);
  return store->class->revoke_family (store, &self->family.id, now, error);
}

static void
decide_cb (FcHub    *hub,
           gpointer  data)
{
  Work *self = data;
  const FcActor *actor = self->request->session->actor;
  gboolean own = fc_id_equal (&self->user_id, &actor->user_id);

  if (self->error)
    fc_hub_request_fail_store (self->request, self->error);
  else if (!self->found || (!own && !fc_actor_may (actor, "users.edit")))
    fc_hub_request_fail (self->request, SOUP_STATUS_NOT_FOUND, "not-found",
                         N_ ("There is no such sign-in any more. Look at the list again."));
  else if (!own && self->above)
    fc_hub_request_fail (self->request, SOUP_STATUS_FORBIDDEN, "denied",
                         N_ ("This person may do more than you: an administrator has to end their sign-in."));
  else
    {
      fc_hub_log ("sign-in", "outcome=%s address=%s", self->wipe ? "wipe-ordered" : "ended", self->request->address);
      fc_hub_writer_push (hub->writer, &self->family.tenant_id, end_job, ended, self);
      return;
    }
  work_free (self);
}

/* Whether the user may do what the one who asks may not. */
static gboolean
is_above (Work        *self,
          FcHubReader *reader,
          const FcId  *user_id)
{
  const FcId *tenant = &self->family.tenant_id;
  g_autoptr (FcRecord) user = reader->class->get (reader, tenant, FC_USER, user_id, &self->error);
  g_autoptr (FcActor) target = user ? fc_hub_read_actor (reader, tenant, user, &self->error) : NULL;

  return target && !fc_actor_covers (self->request->session->actor, target);
}

static gboolean
may_end (Work              *self,
         FcHubReader       *reader,
         const FcHubFamily *family)
{
  const FcActor *actor = self->request->session->actor;

  return fc_id_equal (&family->user_id, &actor->user_id) ||
         (fc_actor_may (actor, "users.edit") && !is_above (self, reader, &family->user_id));
}

/* There is one copy on a computer, so whoever signs in there next hears of it. Which one it is a computer says itself, and may
 * lie: so only those sign-ins are marked that may be ended one by one. */
static void
keep_same (Work        *self,
           FcHubReader *reader,
           GPtrArray   *families)
{
  self->same = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_family_free);
  for (guint i = families->len; i-- > 0 && self->error == NULL;)
    {
      const FcHubFamily *family = families->pdata[i];
      if (family->wiped_at == 0 && fc_id_equal (&family->client_id, &self->family.client_id) &&
          !fc_id_equal (&family->id, &self->family.id) && may_end (self, reader, family))
        g_ptr_array_add (self->same, g_ptr_array_steal_index (families, i));
    }
}

/* Whether the clearing of a copy on this computer was asked of this person, too. */
static gboolean
was_asked (const Work *self,
           GPtrArray  *families,
           const FcId *user_id)
{
  for (guint i = 0; i < families->len; i++)
    {
      const FcHubFamily *family = families->pdata[i];
      if (family->wipe_at > 0 && fc_id_equal (&family->user_id, user_id) &&
          fc_id_equal (&family->client_id, &self->family.client_id))
        return TRUE;
    }
  return FALSE;
}

/* All of the computer that has been cleared, of people who were to hear of it: others may only be said to be there. */
static void
keep_all_of_copy (Work      *self,
                  GPtrArray *families)
{
  self->same = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_family_free);
  for (guint i = families->len; i-- > 0;)
    {
      const FcHubFamily *family = families->pdata[i];
      if (family->wiped_at == 0 && fc_id_equal (&family->client_id, &self->family.client_id) &&
          !fc_id_equal (&family->id, &self->family.id) &&
          (was_asked (self, families, &family->user_id) || was_asked (self, self->same, &family->user_id)))
        g_ptr_array_add (self->same, g_ptr_array_steal_index (families, i));
    }
}

static void
find_family (Work        *self,
             FcHubReader *reader)
{
  g_autoptr (GPtrArray) families =
    reader->class->list_families (reader, &self->family.tenant_id, NULL, g_get_real_time (), &self->error);

  for (guint i = 0; families && i < families->len; i++)
    {
      const FcHubFamily *family = families->pdata[i];
      if (!fc_id_equal (&family->id, &self->family.id) || family->wiped_at > 0)
        continue;
      self->found = TRUE;
      self->user_id = family->user_id;
      self->family.client_id = family->client_id;
    }
  if (self->found && self->wipe && !fc_id_is_null (&self->family.client_id))
    keep_same (self, reader, families);
  if (self->found && self->wiped && !fc_id_is_null (&self->family.client_id))
    keep_all_of_copy (self, families);
}

static void
read_family (FcHub    *hub,
             gpointer  data)
{
  Work *self = data;
  FcHubReader *reader = fc_hub_take_reader (hub, &self->error);

  if (reader)
    {
      find_family (self, reader);
      self->above = self->found && is_above (self, reader, &self->user_id);
      fc_hub_give_reader (hub, reader);
    }
  fc_hub_to_main (hub, decide_cb, self);
}

static void
start_revoke (FcHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = fc_hub_request_body_object (request, &error);
  const char *text = body ? fc_hub_member_text (body, "session_id") : NULL;
  FcId id;

  if (text == NULL || !fc_id_from_string (text, &id))
    {
      fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "invalid", error ? error->message : "Give session_id.");
      return;
    }
  Work *self = work_new (request);
  self->family.id = id;
  self->wipe = fc_hub_member_flag (body, "wipe");
  fc_hub_work (request->hub, read_family, self);
}

static void
cleared_cb (FcHub    *hub,
            gpointer  data)
{
  Work *self = data;

  if (self->error)
    ended_cb (hub, self);
  else
    fc_hub_writer_push (hub->writer, &self->family.tenant_id, end_job, ended, self);
}

static void
read_copy (FcHub    *hub,
           gpointer  data)
{
  Work *self = data;
  FcHubReader *reader = fc_hub_take_reader (hub, &self->error);

  if (reader)
    {
      find_family (self, reader);
      fc_hub_give_reader (hub, reader);
    }
  fc_hub_to_main (hub, cleared_cb, self);
}

static void
start_wiped (FcHubRequest *request)
{
  if (!request->session->token.wipe)
    {
      fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "invalid", "Nobody has asked for this.");
      return;
    }
  Work *self = work_new (request);
  self->family.id = request->session->token.family;
  self->wiped = TRUE;
  fc_hub_log ("sign-in", "outcome=wiped address=%s", request->address);
  fc_hub_work (request->hub, read_copy, self);
}

void
fc_hub_route_sessions (FcHubRequest *request)
{
  fc_hub_authenticate (request, start_list);
}

void
fc_hub_route_revoke (FcHubRequest *request)
{
  fc_hub_authenticate (request, start_revoke);
}

void
fc_hub_route_wiped (FcHubRequest *request)
{
  fc_hub_authenticate (request, start_wiped);
}

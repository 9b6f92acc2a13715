/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "fc-hub-log.h"
#include "fc-hub-private.h"

#define SUSPENDED_SECONDS 30 /* until an office asks again */
#define MOST_SESSIONS 20000

typedef struct {
  FcHubRequest *request; /* (owned) */
  FcHubSessionFunc next;
  guint8 hash[FC_HUB_HASH];
  FcHubSession *session; /* (owned) (nullable) */
  char *tenant_header;
  gboolean tenant_known;
  GError *error;
} Lookup;

FcHubSession *
fc_hub_session_ref (FcHubSession *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
fc_hub_session_unref (FcHubSession *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->tenant_slug);
  g_clear_object (&self->user);
  g_clear_pointer (&self->actor, fc_actor_free);
  g_free (self);
}

static void
lookup_free (Lookup *self)
{
  fc_hub_request_unref (self->request);
  g_clear_pointer (&self->session, fc_hub_session_unref);
  g_free (self->tenant_header);
  g_clear_error (&self->error);
  g_free (self);
}

void
fc_hub_hash_token (const char *token,
                   guint8      hash[FC_HUB_HASH])
{
  crypto_hash_sha256 (hash, (const guint8 *) token, strlen (token));
}

/**
 * fc_hub_auth_changed:
 *
 * What is remembered of sessions is read anew before it is used again. Any thread.
 */
void
fc_hub_auth_changed (FcHub *hub)
{
  g_atomic_int_inc (&hub->auth_generation);
}

/**
 * fc_hub_read_actor:
 *
 * Returns: (transfer full) (nullable): what @user may do, by the tenant's roles as they are in the reader's snapshot
 */
FcActor *
fc_hub_read_actor (FcHubReader  *reader,
                   const FcId   *tenant,
                   FcRecord     *user,
                   GError      **error)
{
  g_autoptr (GPtrArray) roles = reader->class->list (reader, tenant, FC_ROLE, error);

  return roles ? fc_actor_new (tenant, user, roles) : NULL;
}

/**
 * fc_hub_actor_entities:
 *
 * Returns: the entities of @scope that @actor may read, without those that lie apart; bit n = entity n. What may be of no
 *   station is in both: it lies in the company's bucket then
 */
guint64
fc_hub_actor_entities (const FcActor *actor,
                       FcScope        scope)
{
  guint64 mask = 0;

  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      const FcEntityInfo *about = fc_catalog_get ((FcEntity) i);
      int station = fc_catalog_station_field ((FcEntity) i);
      gboolean either = station >= 0 && (about->fields[station].flags & FC_FIELD_REQUIRED) == 0;
      if ((about->scope == scope || either) && about->kind != FC_KIND_LOG && fc_hub_apart ((FcEntity) i) == NULL &&
          fc_actor_may (actor, about->read))
        mask |= G_GUINT64_CONSTANT (1) << i;
    }
  return mask;
}

/**
 * fc_hub_actor_stations:
 *
 * Returns: (transfer full) (element-type FcId): the stations whose buckets @actor's token opens, in a fixed order
 */
GArray *
fc_hub_actor_stations (FcHubReader    *reader,
                       const FcActor  *actor,
                       GError        **error)
{
  g_autoptr (GArray) stations = g_array_new (FALSE, FALSE, sizeof (FcId));
  g_autoptr (GPtrArray) rows = reader->class->list (reader, &actor->tenant_id, FC_STATION, error);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const FcId *id = fc_record_get_id (rows->pdata[i]);
      if (fc_actor_sees_station (actor, id))
        g_array_append_vals (stations, id, 1);
    }
  return g_steal_pointer (&stations);
}

/**
 * fc_hub_read_session:
 * @generation: the hub's auth_generation before @reader began
 *
 * Returns: (transfer full) (nullable): whom the token stands for; NULL without an error: for nobody any more
 */
FcHubSession *
fc_hub_read_session (FcHubReader   *reader,
                     const guint8  *hash,
                     int            generation,
                     GError       **error)
{
  g_autoptr (FcHubTenant) tenant = NULL;
  FcHubToken token = { 0 };
  gboolean found;

  if (!reader->class->find_token (reader, hash, &token, &found, error) || !found)
    return NULL;
  if (token.revoked || token.kind != FC_HUB_TOKEN_ACCESS || (!token.wipe && token.expires_at < g_get_real_time ()))
    return NULL;
  tenant = reader->class->find_tenant (reader, NULL, &token.tenant_id, error);
  if (tenant == NULL)
    return NULL;
  g_autoptr (FcRecord) user = reader->class->get (reader, &token.tenant_id, FC_USER, &token.user_id, error);
  if (user == NULL || (!token.wipe && g_strcmp0 (fc_record_get_text (user, FC_USER_STATUS), "disabled") == 0))
    return NULL;
  FcHubStanding standing;
  if (!reader->class->standing (reader, &token.tenant_id, &standing, error))
    return NULL;
  FcActor *actor = fc_hub_read_actor (reader, &token.tenant_id, user, error);
  if (actor == NULL)
    return NULL;
  FcHubSession *session = g_new0 (FcHubSession, 1);
  g_atomic_ref_count_init (&session->refs);
  session->token = token;
  session->tenant_slug = g_strdup (tenant->slug);
  session->suspended = !g_str_equal (tenant->status, "active");
  session->user = g_steal_pointer (&user);
  session->actor = actor;
  session->auth = standing.auth;
  session->generation = generation;
  return session;
}

static gboolean
tenant_is_known (FcHubReader *reader,
                 const char  *name)
{
  FcId id;
  gboolean is_id = fc_id_from_string (name, &id);
  g_autoptr (FcHubTenant) tenant = reader->class->find_tenant (reader, is_id ? NULL : name, is_id ? &id : NULL, NULL);

  return tenant != NULL;
}

static void
count_cache (FcHub    *hub,
             gboolean  hit)
{
  fc_hub_metrics_count (hub->metrics, hit ? "cache_hits_total" : "cache_misses_total", "cache=\"session\"", 1);
}

static gboolean
tenant_agrees (Lookup *self)
{
  FcId id;

  if (fc_id_from_string (self->tenant_header, &id))
    return fc_id_equal (&id, &self->session->token.tenant_id);
  return g_str_equal (self->tenant_header, self->session->tenant_slug);
}

static void
go_on (FcHubRequest     *request,
       FcHubSession     *session,
       FcHubSessionFunc  next)
{
  g_clear_pointer (&request->session, fc_hub_session_unref);
  request->session = fc_hub_session_ref (session);
  next (request);
}

/* The first use of a token says that its reply arrived: its forerunner ends before anything else happens. */
typedef struct {
  FcHubRequest *request; /* (owned) */
  FcHubSession *session; /* (owned) */
  FcHubSessionFunc next;
  GError *error;
} Confirmation;

static gboolean
confirm_job (FcHubStore  *store,
             gpointer     data,
             GError     **error)
{
  return store->class->confirm_pair (store, &((Confirmation *) data)->session->token, error);
}

static void
confirmed_cb (FcHub    *hub,
              gpointer  data)
{
  Confirmation *self = data;

  if (self->error)
    fc_hub_request_fail_store (self->request, self->error);
  else
    {
      self->session->token.pending = FALSE;
      go_on (self->request, self->session, self->next);
    }
  g_clear_error (&self->error);
  fc_hub_session_unref (self->session);
  fc_hub_request_unref (self->request);
  g_free (self);
}

static void
confirm_done (gpointer      data,
              const GError *error)
{
  Confirmation *self = data;

  self->error = error ? g_error_copy (error) : NULL;
  fc_hub_to_main (self->request->hub, confirmed_cb, self);
}

static void
confirm (FcHubRequest     *request,
         FcHubSession     *session,
         FcHubSessionFunc  next)
{
  Confirmation *self = g_new0 (Confirmation, 1);

  self->request = fc_hub_request_ref (request);
  self->session = fc_hub_session_ref (session);
  self->next = next;
  fc_hub_writer_push (request->hub->writer, &session->token.tenant_id, confirm_job, confirm_done, self);
}

static guint
over_budget (FcHub              *hub,
             FcHubRequest       *request,
             const FcHubSession *session)
{
  gboolean sync = g_str_has_prefix (request->route, "sync");
  g_autofree char *hex = g_malloc (2 * FC_HUB_HASH + 1);
  g_autofree char *key = NULL;

  sodium_bin2hex (hex, 2 * FC_HUB_HASH + 1, session->token.hash, FC_HUB_HASH);
  key = g_strconcat (sync ? "sync " : "token ", hex, NULL);
  return fc_hub_limits_spend (hub->limits, key, sync ? hub->config.syncs_per_minute : hub->config.requests_per_minute,
                              g_get_monotonic_time ());
}

static void
refuse_tenant (FcHubRequest *request,
               gboolean      known)
{
  if (known)
    fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "tenant", "Tenant identification required");
  else
    fc_hub_request_fail (request, SOUP_STATUS_NOT_FOUND, "tenant", N_ ("There is no such company on this server."));
}

/**
 * fc_hub_fail_suspended:
 *
 * The company is suspended. No sign-in ends with that: an office keeps its own, and asks again.
 */
void
fc_hub_fail_suspended (FcHubRequest *request)
{
  fc_hub_request_fail_later (request, SOUP_STATUS_LOCKED, "suspended",
                             N_ ("Your company is suspended at the server. What is done here is kept. Ask your administrator."),
                             SUSPENDED_SECONDS);
}

/* A computer whose copy is to be cleared sends what waits there, photos with it, says when it is done, and gets nothing. What it
 * sends is judged as any: of a person who has been shut out it goes into the quarantine. */
static gboolean
is_last_word (const FcHubRequest *request)
{
  const char *method = soup_server_message_get_method (request->message);

  return g_str_equal (request->route, "sync-last") || g_str_equal (request->route, "wiped") ||
         (g_str_equal (request->route, "sync-blob") && !g_str_equal (method, "GET"));
}

static void
admit (Lookup *self)
{
  FcHubRequest *request = self->request;
  FcHub *hub = request->hub;

  if (self->session == NULL)
    {
      fc_hub_request_fail (request, SOUP_STATUS_UNAUTHORIZED, "expired", N_ ("The session has ended. Sign in again."));
      return;
    }
  if (*self->tenant_header == '\0' || !tenant_agrees (self))
    {
      refuse_tenant (request, *self->tenant_header == '\0' || self->tenant_known);
      return;
    }
  if (self->session->suspended)
    {
      fc_hub_fail_suspended (request);
      return;
    }
  if (self->session->token.wipe && !is_last_word (request))
    {
      fc_hub_request_fail (request, SOUP_STATUS_UNAUTHORIZED, "wipe",
                           N_ ("The copy of the company’s data on this computer is to be cleared."));
      return;
    }
  guint wait = over_budget (hub, request, self->session);
  if (wait > 0)
    {
      fc_hub_request_fail_later (request, FC_HUB_TOO_MANY_REQUESTS, "slow-down",
                                 "Too many requests. Try again a little later.", wait);
      return;
    }
  if (self->session->token.pending)
    confirm (request, self->session, self->next);
  else
    go_on (request, self->session, self->next);
}

static void
remember (FcHub        *hub,
          const Lookup *lookup)
{
  if (g_hash_table_size (hub->sessions) >= MOST_SESSIONS)
    g_hash_table_remove_all (hub->sessions);
  g_hash_table_insert (hub->sessions, g_bytes_new (lookup->hash, FC_HUB_HASH), fc_hub_session_ref (lookup->session));
}

static void
looked_up_cb (FcHub    *hub,
              gpointer  data)
{
  Lookup *self = data;

  if (self->error)
    fc_hub_request_fail_store (self->request, self->error);
  else
    {
      if (self->session)
        remember (hub, self);
      admit (self);
    }
  lookup_free (self);
}

static void
look_up (FcHub    *hub,
         gpointer  data)
{
  Lookup *self = data;
  int generation = g_atomic_int_get (&hub->auth_generation);
  FcHubReader *reader = fc_hub_take_reader (hub, &self->error);

  if (reader)
    {
      self->session = fc_hub_read_session (reader, self->hash, generation, &self->error);
      if (self->session)
        self->tenant_known = tenant_agrees (self) || tenant_is_known (reader, self->tenant_header);
      fc_hub_give_reader (hub, reader);
    }
  fc_hub_to_main (hub, looked_up_cb, self);
}

static FcHubSession *
recall (FcHub        *hub,
        const guint8 *hash)
{
  g_autoptr (GBytes) key = g_bytes_new_static (hash, FC_HUB_HASH);
  FcHubSession *session = g_hash_table_lookup (hub->sessions, key);

  if (session == NULL)
    return NULL;
  if (session->generation == g_atomic_int_get (&hub->auth_generation) &&
      (session->token.wipe || session->token.expires_at > g_get_real_time ()))
    return fc_hub_session_ref (session);
  g_hash_table_remove (hub->sessions, key);
  return NULL;
}

/**
 * fc_hub_authenticate:
 * @next: called with request->session set, once token, tenant and budget are right; otherwise the request is answered
 *
 * HTTP thread.
 */
void
fc_hub_authenticate (FcHubRequest     *request,
                     FcHubSessionFunc  next)
{
  FcHub *hub = request->hub;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");
  const char *tenant = soup_message_headers_get_one (headers, "X-Tenant-ID");

  if (authorization == NULL || g_ascii_strncasecmp (authorization, "Bearer ", 7) != 0)
    {
      fc_hub_request_fail (request, SOUP_STATUS_UNAUTHORIZED, "expired", N_ ("Sign in first."));
      return;
    }
  Lookup *lookup = g_new0 (Lookup, 1);
  lookup->request = fc_hub_request_ref (request);
  lookup->next = next;
  lookup->tenant_header = g_strdup (tenant ? tenant : "");
  fc_hub_hash_token (authorization + 7, lookup->hash);
  lookup->session = recall (hub, lookup->hash);
  count_cache (hub, lookup->session != NULL);
  if (lookup->session && (*lookup->tenant_header == '\0' || tenant_agrees (lookup)))
    {
      admit (lookup);
      lookup_free (lookup);
      return;
    }
  g_clear_pointer (&lookup->session, fc_hub_session_unref);
  fc_hub_work (hub, look_up, lookup);
}

/**
 * fc_hub_authenticate_anew:
 *
 * Like fc_hub_authenticate(), but what is remembered of the request's session is not trusted: another process has changed
 * users, roles or tokens, and its news may still be on its way.
 */
void
fc_hub_authenticate_anew (FcHubRequest     *request,
                          FcHubSessionFunc  next)
{
  request->session->generation = g_atomic_int_get (&request->hub->auth_generation) - 1;
  fc_hub_authenticate (request, next);
}

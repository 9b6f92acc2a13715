/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-blob-folder.h"
#include "fc-check-message.h"
#include "fc-hub-log.h"
#include "fc-hub-private.h"
#include "fc-hub-roles.h"

#define WORKERS        3
#define MOST_BODY      FC_WIRE_MAX_BODY
#define MOST_SYNC_BODY (8 * 1024 * 1024) /* on the wire; decoded up to FC_WIRE_MAX_BODY */
#define MOST_SMALL     (64 * 1024)
#define MOST_CURSOR    (1024 * 1024) /* with a line for each bucket */
#define MOST_BODIES    (256 * 1024 * 1024) /* of all requests at once */
#define LET_GO_MS      2000
#define STOP_US        (10 * (gint64) G_USEC_PER_SEC)

G_DEFINE_QUARK (fc-hub-error-quark, fc_hub_error)
G_DEFINE_FINAL_TYPE (FcHub, fc_hub, G_TYPE_OBJECT)

typedef struct {
  const char *method;
  const char *path;
  const char *name; /* in log and metrics; "sync…" have the sync budget */
  void (*run) (FcHubRequest *request);
  goffset most; /* bytes of the body on the wire */
} Route;

static const Route routes[] = {
  { "POST", FC_WIRE_PATH_LOGIN, "login", fc_hub_route_login, MOST_SMALL },
  { "POST", FC_WIRE_PATH_REFRESH, "refresh", fc_hub_route_refresh, MOST_SMALL },
  { "POST", FC_WIRE_PATH_LOGOUT, "logout", fc_hub_route_logout, MOST_SMALL },
  { "POST", FC_WIRE_PATH_PASSWORD, "password", fc_hub_route_password, MOST_SMALL },
  { "GET", FC_WIRE_PATH_SESSIONS, "sessions", fc_hub_route_sessions, 0 },
  { "POST", FC_WIRE_PATH_REVOKE, "revoke", fc_hub_route_revoke, MOST_SMALL },
  { "POST", FC_WIRE_PATH_WIPED, "wiped", fc_hub_route_wiped, MOST_SMALL },
  { "POST", FC_WIRE_PATH_SYNC, "sync", fc_hub_route_sync, MOST_SYNC_BODY },
  { "POST", FC_WIRE_PATH_LAST, "sync-last", fc_hub_route_sync, MOST_SYNC_BODY },
  { "POST", FC_WIRE_PATH_PULL, "sync-pull", fc_hub_route_pull, MOST_SMALL },
  { "POST", FC_WIRE_PATH_CHECK, "sync-check", fc_hub_route_check, MOST_CURSOR },
  { "GET", FC_WIRE_PATH_HEAD, "sync-head", fc_hub_route_head, 0 },
  { "GET", "/health", "health", fc_hub_route_health, 0 },
  { "GET", "/ready", "ready", fc_hub_route_ready, 0 },
  { "GET", "/live", "live", fc_hub_route_live, 0 },
};

/* Where the path goes on. */
static const struct {
  Route route;
  const char *suffix;
} below[] = {
  { { "POST", FC_HUB_API "/users/", "password", fc_hub_route_password, MOST_SMALL }, "/password" },
  { { "GET", FC_WIRE_PATH_HINTS, "sync-hint", fc_hub_route_hint, 0 }, "" },
  { { "HEAD", FC_WIRE_PATH_BLOBS, "sync-blob", fc_hub_route_blob, 0 }, "" },
  { { "PATCH", FC_WIRE_PATH_BLOBS, "sync-blob", fc_hub_route_blob, FC_BLOB_MOST_STEP }, "" },
  { { "GET", FC_WIRE_PATH_BLOBS, "sync-blob", fc_hub_route_blob, 0 }, "" },
};

static const Route *
find_route (const char *method,
            const char *path,
            gboolean   *path_known)
{
  *path_known = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (routes[i].path, path))
      {
        *path_known = TRUE;
        if (g_str_equal (routes[i].method, method))
          return &routes[i];
      }
  for (guint i = 0; i < G_N_ELEMENTS (below); i++)
    if (g_str_has_prefix (path, below[i].route.path) && g_str_has_suffix (path, below[i].suffix))
      {
        *path_known = TRUE;
        if (g_str_equal (below[i].route.method, method))
          return &below[i].route;
      }
  return NULL;
}

static void
refuse_early (FcHub             *self,
              SoupServerMessage *message,
              guint              status,
              const char        *code,
              const char        *text)
{
  g_autoptr (GBytes) body = fc_wire_fault_encode (code, text);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  fc_hub_set_safe_headers (self, message);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_message_headers_replace (headers, "Connection", "close");
  if (status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    soup_message_headers_replace (headers, "Retry-After", "5");
  soup_server_message_set_status (message, status, NULL);
  soup_message_headers_set_content_type (headers, "application/json", NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
}

static goffset
bound_of (SoupServerMessage *message)
{
  gboolean known;
  const Route *route = find_route (soup_server_message_get_method (message),
                                   g_uri_get_path (soup_server_message_get_uri (message)), &known);
  return route ? route->most : MOST_SMALL;
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           data)
{
  FcHub *self = data;

  if (self->listener && soup_server_message_get_request_body (message)->length > bound_of (message))
    fc_hub_listener_drop (self->listener, message); /* it did not say how long it would be */
}

/* With the headers, before the body: what is too large is not even taken in. */
static void
early_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           data)
{
  FcHub *self = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  goffset length = soup_message_headers_get_content_length (headers);

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED)
    g_signal_connect_object (message, "got-chunk", G_CALLBACK (got_chunk_cb), self, 0);
  else if (length > bound_of (message))
    refuse_early (self, message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "too-large",
                  "The request is larger than the server takes. Send less at once.");
  else if (self->body_bytes + length > MOST_BODIES)
    refuse_early (self, message, SOUP_STATUS_SERVICE_UNAVAILABLE, "busy", "The server is busy. Try again in a moment.");
  if (length > MOST_BODY)
    fc_hub_listener_drop (self->listener, message); /* not worth reading to its end for the sake of an answer */
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  FcHub *self = data;
  gboolean known;
  const Route *route = find_route (soup_server_message_get_method (message), path, &known);
  FcHubRequest *request =
    fc_hub_request_new (self, message, g_uri_get_path (soup_server_message_get_uri (message)), query);

  soup_server_message_pause (message);
  if (route)
    {
      request->route = route->name;
      route->run (request);
    }
  else if (known)
    fc_hub_request_fail (request, SOUP_STATUS_METHOD_NOT_ALLOWED, "method", "This address is not asked like that.");
  else
    fc_hub_request_fail (request, SOUP_STATUS_NOT_FOUND, "not-found", "There is nothing at this address.");
  fc_hub_request_unref (request);
}

static void
close_reader (gpointer data)
{
  FcHubReader *reader = data;
  reader->class->close (reader);
}

static void
fc_hub_finalize (GObject *object)
{
  FcHub *self = FC_HUB (object);

  fc_hub_stop (self);
  g_clear_pointer (&self->blobs, fc_hub_blobs_free);
  g_clear_pointer (&self->workers, fc_hub_pool_free);
  g_clear_pointer (&self->readers, g_async_queue_unref);
  g_clear_pointer (&self->writer, fc_hub_writer_free);
  g_clear_pointer (&self->metrics, fc_hub_metrics_free);
  g_clear_pointer (&self->limits, fc_hub_limits_free);
  g_clear_pointer (&self->sessions, g_hash_table_unref);
  g_free (self->folder);
  g_free (self->address);
  g_free (self->certificate);
  g_free (self->key);
  g_free (self->uri);
  G_OBJECT_CLASS (fc_hub_parent_class)->finalize (object);
}

static void
fc_hub_class_init (FcHubClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_hub_finalize;
}

static void
fc_hub_init (FcHub *self)
{
}

/**
 * fc_hub_config_init:
 * @folder: of the store
 *
 * Loopback, port 8440, metrics on a free port, and limits for an ordinary company.
 */
void
fc_hub_config_init (FcHubConfig *config,
                    const char  *folder)
{
  *config = (FcHubConfig){
    .folder = folder,
    .address = "127.0.0.1",
    .port = 8440,
    .connections_per_address = 64,
    .requests_per_minute = 100,
    .syncs_per_minute = 600,
    .idle_seconds = 60,
    .request_seconds = 60,
    .ping_seconds = 25,
    .oldest_schema = FC_SCHEMA_OLDEST,
  };
}

/**
 * fc_hub_new:
 *
 * Opens the store and starts its thread; nothing listens yet.
 *
 * Returns: (transfer full) (nullable): the hub, or %NULL with FC_HUB_ERROR or FC_DB_ERROR
 */
FcHub *
fc_hub_new (const FcHubConfig  *config,
            GError            **error)
{
  FcHubStore *store = fc_hub_store_open (config->folder, config->store, FALSE, error);
  if (store == NULL)
    return NULL;
  fc_hub_register_commands ();
  if (!fc_hub_renew_roles (store, error))
    {
      store->class->close (store);
      return NULL;
    }

  FcHub *self = g_object_new (FC_TYPE_HUB, NULL);
  self->config = *config;
  self->config.folder = self->folder = g_strdup (config->folder);
  self->config.store = NULL; /* the folder remembers it */
  self->config.address = self->address = g_strdup (config->address);
  self->config.blobs = NULL; /* fc_hub_blobs_new() has it */
  self->config.certificate = self->certificate = g_strdup (config->certificate);
  self->config.key = self->key = g_strdup (config->key ? config->key : config->certificate);
  self->epoch = store->epoch;
  self->metrics = fc_hub_metrics_new ();
  self->writer = fc_hub_writer_new (store, self->metrics);
  self->readers = g_async_queue_new_full (close_reader);
  self->workers = g_thread_pool_new (fc_hub_work_run, self, WORKERS, FALSE, NULL);
  self->blobs = fc_hub_blobs_new (self, config->blobs);
  self->limits = fc_hub_limits_new ();
  self->sessions = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                                          (GDestroyNotify) fc_hub_session_unref);
  return self;
}

static void
news_cb (const FcId *tenant,
         gboolean    auth,
         gpointer    data)
{
  FcHub *self = data;

  if (auth)
    fc_hub_auth_changed (self);
  fc_hub_moved (self, tenant);
}

/* @hear: of other processes on the same store, while there is a main context to hear of it in. */
static void
listen_to_store (FcHub   *self,
                 gboolean hear)
{
  FcHubStore *store = fc_hub_writer_get_store (self->writer);

  if (store->class->listen)
    store->class->listen (store, hear ? news_cb : NULL, self);
}

static gboolean
minute_cb (gpointer data)
{
  FcHub *self = data;

  fc_hub_limits_sweep (self->limits, g_get_monotonic_time ());
  fc_hub_blobs_care (self->blobs);
  return G_SOURCE_CONTINUE;
}

static void
make_uri (FcHub *self)
{
  gboolean six = strchr (self->config.address, ':') != NULL;

  g_free (self->uri);
  self->uri =
    g_strdup_printf ("%s://%s%s%s:%u", fc_hub_listener_has_tls (self->listener) ? "https" : "http", six ? "[" : "",
                     self->config.address, six ? "]" : "", fc_hub_listener_get_port (self->listener));
}

/**
 * fc_hub_start:
 *
 * Begins to serve in the thread's default main context.
 */
gboolean
fc_hub_start (FcHub   *self,
              GError **error)
{
  g_return_val_if_fail (self->listener == NULL, FALSE);

  self->stopping = FALSE;
  self->context = g_main_context_ref_thread_default ();
  self->server = soup_server_new ("server-header", "forecourt-hub", NULL);
  soup_server_add_early_handler (self->server, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  self->listener = fc_hub_listener_new (self->server, &self->config, error);
  self->passwords = fc_hub_passwords_new (self->config.cheap_hashing);
  self->waiters = fc_hub_waiters_new (self);
  self->hints = fc_hub_hints_new (self);
  if (self->listener == NULL || (self->config.metrics_port >= 0 && !fc_hub_serve_metrics (self, error)))
    {
      fc_hub_stop (self);
      return FALSE;
    }
  self->minute = g_timeout_source_new_seconds (60);
  g_source_set_callback (self->minute, minute_cb, self, NULL);
  g_source_attach (self->minute, self->context);
  make_uri (self);
  listen_to_store (self, TRUE);
  return TRUE;
}

static void
finish_requests (FcHub *self)
{
  gint64 until = g_get_monotonic_time () + STOP_US;

  while (self->in_flight > 0 && g_get_monotonic_time () < until)
    if (!g_main_context_iteration (self->context, FALSE))
      g_usleep (2000);
}

/* What the threads have handed over must have run before its data goes. */
static void
drain (FcHub *self)
{
  g_clear_pointer (&self->passwords, fc_hub_passwords_free);
  for (int quiet = 0; quiet < 20;)
    {
      quiet = g_main_context_iteration (self->context, FALSE) || g_thread_pool_unprocessed (self->workers) > 0 ||
                  fc_hub_writer_waiting (self->writer) > 0
                ? 0
                : quiet + 1;
      g_usleep (500);
    }
}

typedef struct {
  SoupServer *server;
  FcHubListener *listener; /* nullable */
} Leaving;

static gboolean
let_go_cb (gpointer data)
{
  Leaving *leaving = data;

  soup_server_disconnect (leaving->server);
  g_clear_pointer (&leaving->listener, fc_hub_listener_free);
  g_object_unref (leaving->server);
  return G_SOURCE_REMOVE;
}

/* libsoup 3.2 must not lose a connection whose end it has yet to read: the server goes a little later, when nothing moves. */
static void
let_go (SoupServer    *server,
        FcHubListener *listener,
        GMainContext  *context)
{
  Leaving *leaving = g_new (Leaving, 1);
  g_autoptr (GSource) source = g_timeout_source_new (LET_GO_MS);

  soup_server_remove_handler (server, NULL);
  *leaving = (Leaving){ server, listener };
  g_source_set_callback (source, let_go_cb, leaving, g_free);
  g_source_attach (source, context);
}

static void
stop_metrics (FcHub *self)
{
  if (self->metrics_listener)
    {
      fc_hub_listener_stop (self->metrics_listener);
      fc_hub_listener_cut_all (self->metrics_listener);
    }
  if (self->metrics_server)
    let_go (g_steal_pointer (&self->metrics_server), g_steal_pointer (&self->metrics_listener), self->context);
}

/**
 * fc_hub_stop:
 *
 * Takes nothing new in, finishes the requests under way (ten seconds at most), then lets go of the network. The store stays
 * open until the hub is gone. On the thread of fc_hub_start().
 */
void
fc_hub_stop (FcHub *self)
{
  if (self->server == NULL)
    return;
  self->stopping = TRUE;
  listen_to_store (self, FALSE);
  if (self->listener)
    fc_hub_listener_stop (self->listener);
  g_clear_pointer (&self->waiters, fc_hub_waiters_free);
  g_clear_pointer (&self->hints, fc_hub_hints_free);
  finish_requests (self);
  if (self->listener)
    fc_hub_listener_cut_all (self->listener);
  drain (self);
  if (self->minute)
    g_source_destroy (self->minute);
  g_clear_pointer (&self->minute, g_source_unref);
  let_go (g_steal_pointer (&self->server), g_steal_pointer (&self->listener), self->context);
  stop_metrics (self);
  g_hash_table_remove_all (self->sessions);
  g_clear_pointer (&self->context, g_main_context_unref);
}

const char *
fc_hub_get_uri (FcHub *self)
{
  return self->uri;
}

guint16
fc_hub_get_port (FcHub *self)
{
  return self->listener ? fc_hub_listener_get_port (self->listener) : 0;
}

guint16
fc_hub_get_metrics_port (FcHub *self)
{
  return self->metrics_listener ? fc_hub_listener_get_port (self->metrics_listener) : 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "fc-hub-limits.h"
#include "fc-hub-listener.h"
#include "fc-hub-metrics.h"
#include "fc-hub-passwords.h"
#include "fc-hub-writer.h"
#include "fc-hub.h"

G_BEGIN_DECLS

#define FC_HUB_TOO_MANY_REQUESTS 429 /* libsoup has no name for it */

typedef struct _FcHubRequest FcHubRequest;
typedef struct _FcHubSession FcHubSession;
typedef struct _FcHubWaiters FcHubWaiters;
typedef struct _FcHubBlobs FcHubBlobs;
typedef struct _FcHubHints FcHubHints;
typedef struct _FcHubAdminSocket FcHubAdminSocket;

struct _FcHub {
  GObject parent_instance;
  FcHubConfig config; /* strings owned below */
  char *folder, *address, *certificate, *key;
  char *uri;
  _Atomic gint64 epoch;    /* as it was last seen in the store */

  FcHubMetrics *metrics;
  FcHubWriter *writer;
  GAsyncQueue *readers;    /* FcHubReader: at rest, outside a snapshot */
  GThreadPool *workers;    /* FcHubTask */
  FcHubBlobs *blobs;
  int auth_generation;     /* atomic: grows when users, roles or tokens change */

  /* HTTP side, its context's thread only */
  GMainContext *context;
  SoupServer *server;
  FcHubListener *listener;
  SoupServer *metrics_server; /* nullable */
  FcHubListener *metrics_listener;
  FcHubLimits *limits;
  FcHubPasswords *passwords;
  GHashTable *sessions;    /* GBytes (hash of the token) → FcHubSession */
  FcHubWaiters *waiters;
  FcHubHints *hints;
  FcHubAdminSocket *admin;
  GSource *minute;
  guint in_flight;         /* requests being answered */
  gint64 body_bytes;       /* of their bodies */
  gboolean stopping;
};

/* fc-hub-work.c: work off the HTTP thread, readers */
typedef void (*FcHubWorkFunc) (FcHub *hub, gpointer data);

void         fc_hub_work          (FcHub *hub, FcHubWorkFunc func, gpointer data);
void         fc_hub_to_main       (FcHub *hub, FcHubWorkFunc func, gpointer data);
FcHubReader *fc_hub_take_reader   (FcHub *hub, GError **error);
void         fc_hub_give_reader   (FcHub *hub, FcHubReader *reader);
void         fc_hub_work_run      (gpointer task, gpointer hub);
void         fc_hub_pool_free     (GThreadPool *pool);
void         fc_hub_register_commands (void);

/* fc-hub-request.c: one request and its one answer; HTTP thread, unless said otherwise */
struct _FcHubRequest {
  gatomicrefcount refs;
  FcHub *hub;
  SoupServerMessage *message;
  const char *route;     /* name for log and metrics */
  const char *path;      /* (owned by message's uri) */
  GHashTable *query;     /* nullable */
  char *address;
  gint64 started;        /* monotonic µs */
  gsize body_size;
  gboolean answered;
  guint status;          /* of the answer */
  gboolean over;         /* the connection is gone or the answer sent */
  FcHubSession *session; /* (owned) (nullable) */
};

FcHubRequest *fc_hub_request_new    (FcHub *hub, SoupServerMessage *message, const char *path, GHashTable *query);
FcHubRequest *fc_hub_request_ref    (FcHubRequest *self);
void          fc_hub_request_unref  (FcHubRequest *self);
void          fc_hub_request_reply  (FcHubRequest *self, guint status, const char *type, GBytes *body, gboolean gzipped);
void          fc_hub_request_reply_object (FcHubRequest *self, guint status, JsonObject *object);
void          fc_hub_request_reply_empty (FcHubRequest *self, guint status);
void          fc_hub_request_fail   (FcHubRequest *self, guint status, const char *code, const char *message);
void          fc_hub_request_fail_later (FcHubRequest *self, guint status, const char *code, const char *message,
                                     guint retry_after);
void          fc_hub_request_fail_store (FcHubRequest *self, const GError *error);
JsonObject   *fc_hub_request_body_object (FcHubRequest *self, GError **error);
const char   *fc_hub_member_text    (JsonObject *object, const char *name);
gboolean      fc_hub_member_flag    (JsonObject *object, const char *name);
gboolean      fc_hub_request_accepts_gzip (FcHubRequest *self);
void          fc_hub_request_stolen (FcHubRequest *self); /* its connection is no longer HTTP */
void          fc_hub_set_safe_headers (FcHub *hub, SoupServerMessage *message);

/* fc-hub-session.c: who a token stands for */
struct _FcHubSession {
  gatomicrefcount refs;
  FcHubToken token;
  char *tenant_slug;
  FcRecord *user;
  FcActor *actor;
  gboolean suspended; /* the company is; it goes on with the same token when it is resumed */
  int generation; /* of the hub's auth_generation when this was read */
  gint64 auth;    /* FcHubStanding's */
};

typedef void (*FcHubSessionFunc) (FcHubRequest *request); /* request->session is set */

FcHubSession *fc_hub_session_ref    (FcHubSession *self);
void          fc_hub_session_unref  (FcHubSession *self);
void          fc_hub_fail_suspended (FcHubRequest *request);
void          fc_hub_authenticate   (FcHubRequest *request, FcHubSessionFunc next);
FcHubSession *fc_hub_read_session   (FcHubReader *reader, const guint8 *hash, int generation, GError **error);
FcActor      *fc_hub_read_actor     (FcHubReader *reader, const FcId *tenant, FcRecord *user, GError **error);
guint64       fc_hub_actor_entities (const FcActor *actor, FcScope scope);
GArray       *fc_hub_actor_stations (FcHubReader *reader, const FcActor *actor, GError **error); /* FcId */
void          fc_hub_auth_changed   (FcHub *hub);
void          fc_hub_authenticate_anew (FcHubRequest *request, FcHubSessionFunc next);
void          fc_hub_hash_token     (const char *token, guint8 hash[FC_HUB_HASH]);

gboolean      fc_hub_must_wait      (FcHubRequest *request, const char *account);
JsonObject   *fc_hub_grant_reply_new (FcHub *hub, FcRecord *tenant, FcRecord *user, const FcActor *actor);

/* The routes. */
void          fc_hub_route_login    (FcHubRequest *request);
void          fc_hub_route_refresh  (FcHubRequest *request);
void          fc_hub_route_logout   (FcHubRequest *request);
void          fc_hub_route_password (FcHubRequest *request);
void          fc_hub_route_sessions (FcHubRequest *request);
void          fc_hub_route_revoke   (FcHubRequest *request);
void          fc_hub_route_wiped    (FcHubRequest *request);
void          fc_hub_route_sync     (FcHubRequest *request);
void          fc_hub_route_pull     (FcHubRequest *request);
void          fc_hub_route_head     (FcHubRequest *request);
void          fc_hub_route_check    (FcHubRequest *request);
void          fc_hub_route_blob     (FcHubRequest *request);
void          fc_hub_route_hint     (FcHubRequest *request);
void          fc_hub_route_health   (FcHubRequest *request);
void          fc_hub_route_ready    (FcHubRequest *request);
void          fc_hub_route_live     (FcHubRequest *request);
gboolean      fc_hub_serve_metrics  (FcHub *hub, GError **error);

/* fc-hub-waiters.c: requests that wait for the head to move */
FcHubWaiters *fc_hub_waiters_new    (FcHub *hub);
void          fc_hub_waiters_free   (FcHubWaiters *self);
void          fc_hub_moved          (FcHub *hub, const FcId *tenant); /* any thread */

/* fc-hub-hint.c: sockets that ask for the same */
FcHubHints   *fc_hub_hints_new      (FcHub *hub);
void          fc_hub_hints_free     (FcHubHints *self);
void          fc_hub_hints_tenants  (FcHubHints *self, GHashTable *tenants);
gboolean      fc_hub_hints_ask      (FcHubHints *self, const FcId *tenant);
void          fc_hub_hints_tell     (FcHubHints *self, const FcId *tenant, gint64 head);

/* fc-hub-blob-pool.c: the attachments' files, on threads of their own, so that they never stand before ops */
FcHubBlobs   *fc_hub_blobs_new      (FcHub *hub, const char *folder);
void          fc_hub_blobs_free     (FcHubBlobs *self);
void          fc_hub_blobs_work     (FcHubBlobs *self, FcHubWorkFunc func, gpointer data);
char         *fc_hub_blobs_folder   (FcHubBlobs *self, const FcId *tenant);
void          fc_hub_blobs_care     (FcHubBlobs *self); /* now and then: sweeps what no record names */
guint         fc_hub_blobs_sweep    (FcHubBlobs *self, gint64 now, GError **error); /* blocks */

/* fc-hub-admin-socket.c */
FcHubAdminSocket *fc_hub_admin_socket_new (FcHub *hub, GError **error);
void          fc_hub_admin_socket_free (FcHubAdminSocket *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-cursor.h"
#include "fc-fact-coding.h"
#include "fc-pull-stream.h"
#include "fc-wire-coding.h"

G_BEGIN_DECLS

/*
 * What client and hub say to each other, protocol version 1. Both sides use the functions below, so the JSON is
 * written and read in one place. HTTP status speaks of transport and sign-in alone; what became of an op is in the body.
 *
 * Sign-in, no Authorization:
 *   POST /api/v1/auth/login    {email, password, tenant_slug, protocol, device_info, new_password?} → FcTokenReply
 *        403 password-change: the password was set by somebody else; again with a new_password
 *   POST /api/v1/auth/refresh  {refresh_token}                                                  → FcTokenReply
 *   POST /api/v1/auth/logout   {refresh_token}                                                  → 204
 * With "Authorization: Bearer <access token>", "X-Tenant-ID: <tenant id>" (must be the token's, else 400),
 * "X-Sync-Token: <client id>", and "X-Station-ID" where one station is meant:
 *   POST /api/v1/auth/password {user_id, old_password?, new_password?, must_change?}            → 204
 *        of another person; must_change: they choose one of their own at the next sign-in, also without a new_password
 *   GET  /api/v1/auth/sessions?all=0|1   → {sessions:[{id, user_id, user_name, client_id, device_info{}, address, created_at,
 *        used_at, current, shut_out?, wipe_at?, wiped_at?}]}; all: of everybody, for who may edit users
 *   POST /api/v1/auth/sessions/revoke {session_id, wipe?}                                       → 204
 *   A session whose copy is to be cleared (wipe) gets 401 wipe for everything but these two and HEAD and PATCH of attachments:
 *   POST /api/v1/sync/last     FcSyncRequest with what waits there, of anybody                  → FcSyncReply, results alone
 *   POST /api/v1/auth/wiped    {}: it has been cleared, the session ends                        → 204
 *   POST /api/v1/sync          FcSyncRequest                                                    → FcSyncReply
 *   POST /api/v1/sync/check    FcCheckRequest → FcCheckReply, see fc-check-message.h
 *   POST /api/v1/sync/pull     FcPullRequest   → a stream of frames, see fc-pull-stream.h (never Content-Encoding)
 *   GET  /api/v1/sync/head?epoch=E&since=N&wait=S  → {"protocol":1,"epoch":E,"head":N}
 *        head: the newest seq of the company, in whichever bucket. Answers at once where head > N or the epoch is another,
 *        else when that comes true, and after S seconds (at most FC_WIRE_HEAD_WAIT) in any case. A hint only.
 *
 *   GET  /ws/<tenant id or slug>, upgraded to a WebSocket: the client says {"protocol":1,"epoch":E,"head":N}, how far it is; the
 *        hub says the same, once, when it is further or of another epoch, and waits to be asked again. A hint only.
 *   HEAD  /api/v1/blobs/<sha256>?attachment=<id>   → Upload-Offset: the bytes the hub has, Upload-Length: all of them
 *   PATCH /api/v1/blobs/<sha256>?attachment=<id>   Upload-Offset, and bytes that follow: 204 with the new Upload-Offset; 409
 *        offset | hash with the true one. Four MiB at most, never gzip; in place once the hub has read the whole again.
 *   GET   /api/v1/blobs/<sha256>?attachment=<id>   with a Range of at most four MiB → 206; 404 while it is not whole
 *        The record "attachment" is on the hub already; it says type and size, and whose it is. With the company's own id it is
 *        the company's logo, whose size whoever brings it says in Upload-Length (HEAD and PATCH).
 *
 * Bodies of 1 KiB and more go "Content-Encoding: gzip", up and (with Accept-Encoding) down. Any status of 400 and above has
 *   {"protocol":1,"error":{"code":c,"message":"A sentence."}} and, for 423, 429 and 503, Retry-After in seconds.
 *   400 protocol | tenant | invalid, 401 credentials (login) | expired (access or refresh token) | wipe, 403 denied |
 *   password-change | upgrade (a first sync of a program that is too old), 404,
 *   409 client-forked, 410 cursor-ahead (of a hub that has less than it told: begin anew, outbox kept), 413 too-large (halve the
 *   batch), 423 suspended (the company, for now: keep the sign-in and ask again), 429, 5xx.
 *   A hub that cannot serve the request's protocol says 400 protocol with its own number in "protocol".
 */
#define FC_WIRE_PROTOCOL      1
#define FC_WIRE_MAX_OPS       500
#define FC_WIRE_MAX_OPS_BYTES (1024 * 1024)       /* of op texts in one request, unless one transaction is larger */
#define FC_WIRE_MAX_BODY      (50 * 1024 * 1024)  /* after decoding, either way */
#define FC_WIRE_MAX_UPDATES   2000                /* entity rows in one reply */
#define FC_WIRE_MAX_FACTS     20000               /* fact rows in one reply */
#define FC_WIRE_HEAD_WAIT     25                  /* seconds */
#define FC_WIRE_GZIP_FROM     1024                /* bytes */

#define FC_WIRE_PATH_LOGIN    "/api/v1/auth/login"
#define FC_WIRE_PATH_REFRESH  "/api/v1/auth/refresh"
#define FC_WIRE_PATH_LOGOUT   "/api/v1/auth/logout"
#define FC_WIRE_PATH_PASSWORD "/api/v1/auth/password"
#define FC_WIRE_PATH_SESSIONS "/api/v1/auth/sessions"
#define FC_WIRE_PATH_REVOKE   "/api/v1/auth/sessions/revoke"
#define FC_WIRE_PATH_WIPED    "/api/v1/auth/wiped"
#define FC_WIRE_PATH_SYNC     "/api/v1/sync"
#define FC_WIRE_PATH_LAST     "/api/v1/sync/last"
#define FC_WIRE_PATH_PULL     "/api/v1/sync/pull"
#define FC_WIRE_PATH_HEAD     "/api/v1/sync/head"
#define FC_WIRE_PATH_HINTS    "/ws/"
#define FC_WIRE_PATH_BLOBS    "/api/v1/blobs/"

typedef struct {
  char *platform;    /* "linux" */
  char *version;     /* of the platform */
  char *model;
  char *app_version;
} FcDeviceInfo;

/* {protocol, schema_version, client_id, device_info{platform, version, model, app_version}, timestamp, epoch, after?,
 *  cursor{bucket: seq}, ops:["<the op's JSON text>", …]}
 * Each op is a JSON *string* holding the op's text exactly as the outbox stores it: its UTF-8 bytes are what the hub
 * hashes. No ops: a pull. An empty cursor together with ops is allowed: a new client's work comes first. */
typedef struct {
  int protocol;
  int schema_version;
  FcId client_id;
  FcDeviceInfo device;
  gint64 timestamp;   /* UTC µs by the client's clock */
  gint64 epoch;       /* of the cursor, 0 none; another than the hub's: neither cursor nor ops count, and the reply has no results */
  FcCursor *cursor;
  FcId after;         /* null or, with ops, the last op of the last request that was answered: where that is not what the hub
                         heard last of this client there are two of it, and the second is told 409 client-forked */
  gboolean push_only; /* "push_only": no updates wanted (the first sync is still streaming, or an old client) */
  GPtrArray *ops;     /* GBytes, in sending order */
} FcSyncRequest;

typedef enum {
  FC_RESULT_APPLIED,
  FC_RESULT_MERGED,   /* applied; other people's fields were kept */
  FC_RESULT_CONFLICT, /* both values kept, a person decides */
  FC_RESULT_REJECTED, /* the hub's quarantine has it */
  FC_RESULT_BLOCKED,  /* depends on a refused op */
} FcResultStatus;

typedef struct {
  FcId op_id;
  FcResultStatus status;
  gint64 seq;         /* 0 where nothing was written */
  char *error_code;   /* (nullable) invalid, not-found, denied, locked, conflict, parse, hash, too-old, schema, blocked, limit */
  char *error_message; /* (nullable) a sentence */
} FcWireResult;

/* One entity row's membership of one bucket. Applied in this order: all of one seq or none (the hub never splits a seq). */
typedef struct {
  char *bucket;
  gint64 seq;         /* position in the bucket */
  char *entity_name;
  FcEntity entity;    /* FC_N_ENTITIES for one this program does not know: skip */
  FcId id;
  gint64 version;     /* of the row */
  gboolean removed;   /* left this bucket; the row stays while another bucket holds it */
  gboolean deleted;   /* tombstone: gone everywhere */
  JsonObject *fields; /* (nullable): the whole row as fc_record_to_json() gives it, NULL where removed or deleted */
  GBytes *versions;   /* (nullable): fc_record_pack_versions(), base64 on the wire */
} FcUpdate;

/* {protocol, epoch, server_time, results:[{op_id, status, seq, error{code, message}}],
 *  updates:[{bucket, seq, entity, id, version, removed?, deleted?, fields{}, field_versions}],
 *  facts:["<base64 of an encoded FcFactBatch>", …], cursor{bucket: seq}, head, more}
 * cursor: where the client stands after this page, with exactly the buckets its token opens. updates and facts together
 * bring it from the request's cursor to this one.
 * "upload_only": the program is too old for the hub: results alone, cursor and rows do not count. */
typedef struct {
  int protocol;
  gint64 epoch;       /* a number the hub's store got when it was made, another after a restore */
  gint64 server_time;
  GPtrArray *results; /* FcWireResult, one for each op sent */
  GPtrArray *updates; /* FcUpdate, by seq */
  GPtrArray *facts;   /* FcFactBatch */
  FcCursor *cursor;
  gint64 head;        /* the tenant's newest seq when this was read: where more is not set, all of it is here; "since" of /sync/head */
  gboolean more;      /* ask again with this cursor */
  gboolean upload_only; /* there is nothing else in it, whatever there is at the hub */
} FcSyncReply;

/* {protocol, schema_version, client_id, epoch, buckets:[…], resume, fact_days}: everything from nothing (resume NULL), or
 * the facts that are still missing (the last token seen and the epoch it belongs to). */
typedef struct {
  int protocol;
  int schema_version;
  FcId client_id;
  gint64 epoch;       /* that resume belongs to; 0 none */
  GStrv buckets;      /* (nullable): only these; NULL: all that the token opens */
  char *resume;       /* (nullable) */
  int fact_days;      /* single facts of that many days, rollups before; 0: the hub's choice */
} FcPullRequest;

/* {protocol, access_token, refresh_token, token_type:"Bearer", expires_in, tenant{id, slug, name}, user{id, email, name}} */
typedef struct {
  char *access_token;
  char *refresh_token;
  gint64 expires_in;  /* seconds */
  FcId tenant_id;
  char *tenant_slug;
  FcId user_id;
  char *email;
  char *user_name;    /* (nullable) */
} FcTokenReply;

typedef struct {
  int protocol;       /* the hub's; 0 where the answer was not a hub's */
  char *code;
  char *message;
} FcWireFault;

FcSyncRequest *fc_sync_request_new    (void);
void           fc_sync_request_free   (FcSyncRequest        *self);
GBytes        *fc_sync_request_encode (const FcSyncRequest  *self);
FcSyncRequest *fc_sync_request_decode (GBytes               *bytes,
                                       GError              **error);
FcSyncReply   *fc_sync_reply_new      (void);
void           fc_sync_reply_free     (FcSyncReply          *self);
GBytes        *fc_sync_reply_encode   (const FcSyncReply    *self);
FcSyncReply   *fc_sync_reply_decode   (GBytes               *bytes,
                                       GError              **error);
FcPullRequest *fc_pull_request_new    (void);
void           fc_pull_request_free   (FcPullRequest        *self);
GBytes        *fc_pull_request_encode (const FcPullRequest  *self);
FcPullRequest *fc_pull_request_decode (GBytes               *bytes,
                                       GError              **error);
FcTokenReply  *fc_token_reply_new     (void);
void           fc_token_reply_free    (FcTokenReply         *self);
GBytes        *fc_token_reply_encode  (const FcTokenReply   *self);
FcTokenReply  *fc_token_reply_decode  (GBytes               *bytes,
                                       GError              **error);
FcWireFault   *fc_wire_fault_decode   (GBytes               *bytes);
GBytes        *fc_wire_fault_encode   (const char           *code,
                                       const char           *message);
void           fc_wire_fault_free     (FcWireFault          *self);

GBytes        *fc_head_reply_encode   (gint64                epoch,
                                       gint64                head);
gboolean       fc_head_reply_decode   (GBytes               *bytes,
                                       gint64               *epoch,
                                       gint64               *head,
                                       GError              **error);

FcUpdate      *fc_update_new          (void);
void           fc_update_free         (FcUpdate             *self);
FcUpdate      *fc_update_new_row      (const char           *bucket,
                                       gint64                seq,
                                       FcRecord             *record);
FcRecord      *fc_update_get_record   (const FcUpdate       *self,
                                       GError              **error);
FcWireResult  *fc_wire_result_new     (const FcId           *op_id,
                                       FcResultStatus        status,
                                       gint64                seq,
                                       const char           *error_code,
                                       const char           *error_message);
void           fc_wire_result_free    (FcWireResult         *self);
const char    *fc_result_status_name  (FcResultStatus        status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcSyncRequest, fc_sync_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcSyncReply, fc_sync_reply_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcPullRequest, fc_pull_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcTokenReply, fc_token_reply_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcWireFault, fc_wire_fault_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcUpdate, fc_update_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcWireResult, fc_wire_result_free)

G_END_DECLS

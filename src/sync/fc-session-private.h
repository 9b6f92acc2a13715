/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-blob-transfer.h"
#include "fc-hub-client.h"
#include "fc-hint-watch.h"
#include "fc-keyring.h"
#include "fc-pull-job.h"
#include "fc-replica-sync.h"
#include "fc-session.h"
#include "fc-sync-engine.h"

G_BEGIN_DECLS

struct _FcSession {
  GObject parent_instance;

  FcReplica *replica;
  char *profile;
  FcSyncEngine *engine;
  FcBlobTransfer *blobs;
  FcSyncPosition position;  /* client id only */
  char *client_id;
  FcDeviceInfo device;
  GCancellable *cancellable;  /* of the life of this object */
  GNetworkMonitor *monitor;
  gulong network_changed;

  FcHubClient *client;      /* (nullable) */
  FcId person;              /* who sits at the desk, where seated */
  gboolean seated;
  gboolean courier_out;     /* work of somebody who does not sit here is on its way */
  guint courier_timer;
  FcSyncBatch errand_batch; /* of what the courier and the farewell send */
  GHashTable *absent;       /* FcId: of them nothing can be sent now */
  gboolean people_minded;   /* what is kept of who may not sign in any more has gone; until users change */
  FcKeyring *keyring;       /* of the person */
  FcTokenReply *tokens;     /* (nullable) */
  GPtrArray *after_refresh; /* GTask: requests that wait for a new token */
  gboolean refreshing;
  char *new_password;       /* (nullable): the next sign-in changes to it */
  gboolean farewell;        /* the copy is to be cleared; what waits is sent first */
  gboolean others_sent;     /* of the others under their own sign-ins */
  gboolean photos_last;     /* the changes are sent, now the photos go */
  guint farewell_timer;
  GPtrArray *farewell_sent; /* (nullable) FcSendOp: on their way */
  guint sent_off;           /* changes sent since then */
  gboolean resuming;        /* the keyring has not answered yet: nobody knows whether somebody is signed in */

  guint timers[FC_N_TIMERS];
  FcPullJob *pull;          /* (nullable) */
  FcHintWatch *watch;
  GPtrArray *rows;          /* (nullable): of the reply that the engine has */
  GTask *sign_in;           /* (nullable): waits for the first records */
  guint sign_in_rounds;     /* engine's rounds when it began */

  guint notify_id;
  FcSyncState state;
  char *text;
  gint64 offline_since;
  gint64 done, total;
  GError *error;            /* (nullable) */
};

extern const FcSyncWorld fc_session_world;

/* An answer that may come after the session is gone. */
typedef struct {
  GWeakRef session;
} FcSessionCall;

FcSessionCall *fc_session_call_new   (FcSession       *self);
FcSession     *fc_session_call_end   (FcSessionCall   *call); /* (transfer full) (nullable) */

void           fc_session_note_person (FcSession      *self,
                                      const FcId      *user_id);
FcKeyring     *fc_session_keyring_of (FcSession       *self,
                                      const FcId      *user_id);
void           fc_session_seat       (FcSession       *self,
                                      const FcId      *user_id);
gboolean       fc_session_last_person (FcSession      *self,
                                      FcId            *user_id);
void           fc_session_move_people (FcSession      *self,
                                      const char      *client_id);
void           fc_session_forget_people (FcSession    *self);
void           fc_session_end_others_async (FcSession  *self,
                                      GAsyncReadyCallback callback,
                                      gpointer         user_data);
void           fc_session_look_up_tokens (FcSession   *self);
FcHubClient   *fc_session_new_client (FcSession       *self);
void           fc_session_send_for_others (FcSession  *self);
void           fc_session_send_for_shut_out (FcSession *self);
void           fc_session_mind_people (FcSession      *self);
void           fc_session_shut_out_sent (FcSession     *self,
                                      gboolean         all);
void           fc_session_take_tokens (FcSession      *self,
                                      FcTokenReply    *tokens);
void           fc_session_drop_tokens (FcSession      *self);
void           fc_session_take_client_id (FcSession   *self);
void           fc_session_exchange   (FcSession       *self,
                                      FcSyncRequest   *request);
/* What goes to the hub, packed where that is worth it. */
typedef struct {
  GBytes *body;
  gboolean gzipped;
} FcSessionLetter;

void           fc_session_letter_free (FcSessionLetter *letter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcSessionLetter, fc_session_letter_free)
void           fc_session_write_letter_async (FcSyncRequest *request, /* (transfer full) */
                                      GAsyncReadyCallback callback,
                                      gpointer         user_data);
FcSessionLetter *fc_session_write_letter_finish (GAsyncResult *result);

void           fc_session_refresh    (FcSession       *self);
void           fc_session_send_async (FcSession       *self,
                                      const char      *method,
                                      const char      *path,
                                      GBytes          *body,
                                      GCancellable    *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer         user_data);
void           fc_session_request_async (FcSession    *self,
                                      const char      *method,
                                      const char      *path,
                                      JsonObject      *object,
                                      GCancellable    *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer         user_data);
GBytes        *fc_session_request_finish (FcSession   *self,
                                      GAsyncResult    *result,
                                      GError         **error);
void           fc_session_post_letter_async (FcSession *self,
                                      const char      *path,
                                      FcSessionLetter *letter,
                                      GAsyncReadyCallback callback,
                                      gpointer         user_data);
const FcSyncFailure *fc_session_request_failure (GAsyncResult *result); /* nullable */
/* What was sent for others was too large: what @record is given is refused for it, or @again sends less. FALSE: that is not it. */
gboolean       fc_session_lighten    (FcSession       *self,
                                      GPtrArray       *sent,   /* (nullable) FcSendOp */
                                      const FcSyncFailure *failure,
                                      void           (*record) (FcSession *self, GPtrArray *results), /* FcWireResult */
                                      void           (*again) (FcSession *self));
gboolean       fc_session_heed       (FcSession       *self,
                                      const FcSyncFailure *failure);
gboolean       fc_session_sends_last_photos (FcSession *self);
void           fc_session_photos_sent (FcSession       *self);
char          *fc_session_dup_farewell_text (FcSession *self);
void           fc_session_others_sent (FcSession *self);
void           fc_session_changed    (FcSession       *self);
void           fc_session_check_sign_in (FcSession    *self);
void           fc_session_stop_world (FcSession       *self);
void           fc_session_head_seen  (gint64           epoch,
                                      gint64           head,
                                      const FcSyncFailure *failure,
                                      gpointer         user_data);
GBytes        *fc_session_login_body (FcSession       *self,
                                      const char      *tenant_slug,
                                      const char      *email,
                                      const char      *password);
GBytes        *fc_session_token_body (const char      *refresh_token);
GError        *fc_session_login_error (const FcSyncFailure *failure);
GError        *fc_session_answer_error (FcHubClient   *client,
                                      const GError    *error);

G_END_DECLS

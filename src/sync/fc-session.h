/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-blob-transfer.h"
#include "fc-replica.h"
#include "fc-sync-state.h"

G_BEGIN_DECLS

/*
 * The person's session with a hub, and the engine that keeps replica and hub level. Owns tokens (Secret Service, or memory with
 * FORECOURT_KEYRING=memory), libsoup, back-off, the network monitor. Main thread.
 */
#define FC_TYPE_SESSION (fc_session_get_type ())
G_DECLARE_FINAL_TYPE (FcSession, fc_session, FC, SESSION, GObject)

/* @profile: (nullable): keyring label suffix */
FcSession   *fc_session_new             (FcReplica           *replica,
                                         const char          *profile);

/* First sign-in binds the replica to hub, tenant and user; returns when signed in and entities (not facts) are pulled. */
void         fc_session_sign_in_async   (FcSession           *self,
                                         const char          *hub_uri,     /* "https://hub.example:8443" or loopback http */
                                         GTlsCertificate     *authority,   /* (nullable) CA of the enrolment file */
                                         const char          *tenant_slug,
                                         const char          *email,
                                         const char          *password,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
gboolean     fc_session_sign_in_finish  (FcSession           *self,
                                         GAsyncResult        *result,
                                         GError             **error);
/* The next sign-in changes the password to it: after FC_SYNC_ERROR_NEW_PASSWORD. */
void         fc_session_set_new_password (FcSession          *self,
                                         const char          *new_password); /* nullable */
/* Several people on one computer: each has their own sign-in, and one of them sits at the desk. */
GArray      *fc_session_dup_people      (FcSession           *self); /* FcId: who signed in here before */
void         fc_session_switch          (FcSession           *self,
                                         const FcId          *user_id); /* has shown by PIN or password who they are */
void         fc_session_resume          (FcSession           *self); /* restores tokens from the keyring and starts the engine */
void         fc_session_sign_out_async  (FcSession           *self,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
gboolean     fc_session_sign_out_finish (FcSession           *self,
                                         GAsyncResult        *result,
                                         GError             **error);
/* The same for everybody who signed in on this computer. */
void         fc_session_sign_out_all_async (FcSession        *self,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
gboolean     fc_session_sign_out_all_finish (FcSession       *self,
                                         GAsyncResult        *result,
                                         GError             **error);
/* Another person's password, set by one who may edit users; needs the hub now. Also one's own (old password given). @must_change:
 * the other person chooses one of their own at the next sign-in. */
void         fc_session_set_password_async  (FcSession           *self,
                                             const FcId          *user_id,
                                             const char          *old_password, /* nullable */
                                             const char          *new_password,
                                             gboolean             must_change,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean     fc_session_set_password_finish (FcSession           *self,
                                             GAsyncResult        *result,
                                             GError             **error);
/* Whether anybody's password is right; who is signed in stays so. Needs the hub now. */
void         fc_session_check_password_async  (FcSession           *self,
                                               const char          *email,
                                               const char          *password,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
gboolean     fc_session_check_password_finish (FcSession           *self,
                                               GAsyncResult        *result,
                                               GError             **error);

/* A computer at which somebody is signed in. */
typedef struct {
  FcId id;           /* of the sign-in */
  FcId user_id;
  FcId client_id;    /* of the copy there, null where it was not said; several people may share it */
  char *user_name;   /* nullable */
  char *name;        /* (nullable): of the computer */
  char *app_version; /* nullable */
  char *address;     /* nullable */
  gint64 created_at; /* UTC µs */
  gint64 used_at;    /* to the hour */
  gint64 wipe_at;    /* 0: nobody asked for its copy to be cleared */
  gint64 wiped_at;   /* 0: not cleared */
  gboolean shut_out; /* whose it is may not sign in any more: it is good for nothing but being cleared */
  gboolean current;  /* this sign-in */
  gboolean here;     /* on this computer, be it somebody else's */
} FcDevice;
void         fc_device_free             (FcDevice            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcDevice, fc_device_free)
/* Need the hub now. One's own; @all: everybody's, for who may edit users. */
void         fc_session_list_devices_async  (FcSession           *self,
                                             gboolean             all,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
GPtrArray   *fc_session_list_devices_finish (FcSession           *self,
                                             GAsyncResult        *result,
                                             GError             **error); /* FcDevice */
void         fc_session_end_device_async    (FcSession           *self,
                                             const FcId          *id,
                                             gboolean             wipe, /* at its next contact, its copy is cleared */
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean     fc_session_end_device_finish   (FcSession           *self,
                                             GAsyncResult        *result,
                                             GError             **error);
/* Signal "parting" (): the company wants this computer's copy gone; what waits is sent, and nothing is shown any more.
 * Signal "to-be-cleared" (): all that waited has been sent, photos too. Clear the copy, then tell the hub, which also forgets the
 * sign-in here. */
void         fc_session_say_cleared_async   (FcSession           *self,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean     fc_session_say_cleared_finish  (FcSession           *self,
                                             GAsyncResult        *result,
                                             GError             **error);
guint        fc_session_get_sent_off        (FcSession           *self); /* changes that were sent before that */

void         fc_session_sync_now        (FcSession           *self);
void         fc_session_set_paused      (FcSession           *self,
                                         gboolean             paused); /* "Work offline"; also FORECOURT_OFFLINE=1 at start, for tests */
gboolean     fc_session_get_paused      (FcSession           *self);

/* Properties, all notify: "state", "status-text" (untranslated sentence), "offline-since" (UTC µs), "progress-done", "progress-total". */
FcSyncState  fc_session_get_state         (FcSession *self);
gboolean     fc_session_is_resuming       (FcSession *self); /* the kept sign-in is still being fetched */
gint64       fc_session_get_offline_since (FcSession *self);
const GError *fc_session_get_last_error   (FcSession *self); /* nullable */
const char  *fc_session_get_hub_uri       (FcSession *self); /* nullable */
const char  *fc_session_get_email         (FcSession *self); /* nullable */
char        *fc_session_dup_status_text   (FcSession *self);
void         fc_session_get_progress      (FcSession *self,
                                           gint64    *done,
                                           gint64    *total);
void         fc_session_set_interval      (FcSession *self,
                                           guint      seconds); /* 30 at least, 300 unless set */
void         fc_session_set_fact_days     (FcSession *self,
                                           int        days); /* single sales of that many days come with the first pull; 0: the hub's choice */
gboolean     fc_session_keeps_credentials (FcSession *self); /* FALSE: no Secret Service; the sign-in is gone when the program ends */

FcBlobTransfer *fc_session_get_blobs     (FcSession *self); /* what brings attachments to the hub and back */

/* The enrolment file of `forecourt-hub init`: JSON {"forecourt_enrolment":1,"hub":uri,"tenant":slug,"ca_sha256":hex,"ca_pem":text}. */
typedef struct {
  char *hub_uri;
  char *tenant_slug;
  GTlsCertificate *authority; /* nullable */
} FcEnrolment;
FcEnrolment *fc_enrolment_load (GFile *file, GError **error);
void         fc_enrolment_free (FcEnrolment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcEnrolment, fc_enrolment_free)

G_END_DECLS

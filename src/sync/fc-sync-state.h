/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FC_SYNC_ERROR (fc_sync_error_quark ())
typedef enum {
  FC_SYNC_ERROR_OFFLINE,     /* the hub cannot be reached */
  FC_SYNC_ERROR_CREDENTIALS, /* wrong company, e-mail or password */
  FC_SYNC_ERROR_EXPIRED,     /* sign in again; nothing is lost */
  FC_SYNC_ERROR_SLOW_DOWN,   /* too many tries: the message says when to try again */
  FC_SYNC_ERROR_PROTOCOL,    /* not a hub, or another protocol version */
  FC_SYNC_ERROR_CERTIFICATE, /* the hub's certificate is not trusted */
  FC_SYNC_ERROR_HUB,         /* the hub answered with an error; its sentence */
  FC_SYNC_ERROR_REPLICA,     /* the copy on this computer cannot be written; its sentence */
  FC_SYNC_ERROR_NEW_PASSWORD, /* the password is right, but a new one has to be chosen */
  FC_SYNC_ERROR_SUSPENDED,   /* the company is, at the hub: its sentence; goes on by itself once it is resumed */
} FcSyncError;
GQuark fc_sync_error_quark (void);

typedef enum {
  FC_SYNC_NO_HUB,     /* works without a hub */
  FC_SYNC_SIGNED_OUT, /* credentials gone: work goes on, sending waits for a sign-in */
  FC_SYNC_OFFLINE,    /* hub or network not reachable since … */
  FC_SYNC_SYNCING,
  FC_SYNC_LEVEL,      /* everything confirmed and the head reached */
  FC_SYNC_WAITING,    /* work waits (back-off, slow down) */
  FC_SYNC_OLD,        /* the hub is of another version: upload only or nothing */
} FcSyncState;

/* Why something that needs the hub did not work. */
typedef enum {
  FC_FAILURE_NETWORK,     /* no connection, no answer in time */
  FC_FAILURE_CERTIFICATE, /* the hub's certificate is not trusted */
  FC_FAILURE_STATUS,      /* an HTTP status of 400 and above */
  FC_FAILURE_PROTOCOL,    /* a hub with another protocol version */
  FC_FAILURE_GARBAGE,     /* an answer that is not a hub's, or cut off */
  FC_FAILURE_EPOCH,       /* the hub was restored: its epoch is another */
  FC_FAILURE_REPLICA,     /* the replica refused */
} FcFailureKind;

typedef struct {
  FcFailureKind kind;
  int status;         /* FC_FAILURE_STATUS */
  char *code;         /* (nullable): the hub's word for it */
  char *message;      /* a sentence */
  gint64 retry_after; /* seconds, 0 where the hub did not say */
  gint64 epoch;       /* FC_FAILURE_EPOCH: the hub's */
} FcSyncFailure;

FcSyncFailure *fc_sync_failure_new      (FcFailureKind        kind,
                                         const char          *message);
FcSyncFailure *fc_sync_failure_new_status (int                status,
                                         const char          *code,
                                         const char          *message,
                                         gint64               retry_after);
char          *fc_sync_say              (const char          *code,
                                         const char          *message);
FcSyncFailure *fc_sync_failure_copy     (const FcSyncFailure *self);
gboolean       fc_sync_failure_is_suspended (const FcSyncFailure *self);
void           fc_sync_failure_free     (FcSyncFailure       *self);
GError        *fc_sync_failure_to_error (const FcSyncFailure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcSyncFailure, fc_sync_failure_free)

G_END_DECLS

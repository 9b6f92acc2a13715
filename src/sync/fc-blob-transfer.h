/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-client.h"
#include "fc-replica.h"

G_BEGIN_DECLS

/*
 * Brings attachments to the hub and back. What there is to send is what lies in the folder and the hub is not known to have;
 * what comes is what somebody looks at, and the company's logo. One thing at a time, in steps of less than a second, and none begins while the engine
 * has something to say: attachments never delay work. Main thread.
 */
#define FC_TYPE_BLOB_TRANSFER (fc_blob_transfer_get_type ())
G_DECLARE_FINAL_TYPE (FcBlobTransfer, fc_blob_transfer, FC, BLOB_TRANSFER, GObject)

typedef enum {
  FC_BLOB_HERE,      /* and at the hub, or there is no hub */
  FC_BLOB_ONLY_HERE, /* waits to be sent */
  FC_BLOB_SENDING,
  FC_BLOB_REFUSED,   /* here; the hub does not take it */
  FC_BLOB_AWAY,      /* not here, and nobody has asked for it */
  FC_BLOB_COMING,    /* asked for; perhaps the hub has not got it yet either */
  FC_BLOB_SPOILT,    /* not here; what the hub gives is not what the record says, asked often enough */
} FcBlobState;

/* "changed" (char *): the state of the blob of that SHA-256 is another. "expired": the hub wants a new token.
 * "settled": for now there is nothing more to send. */
FcBlobTransfer *fc_blob_transfer_new       (FcReplica      *replica);
void            fc_blob_transfer_set_hub   (FcBlobTransfer *self,
                                            FcHubClient    *client, /* nullable */
                                            gint64          epoch,
                                            gboolean        at_rest);
void            fc_blob_transfer_want      (FcBlobTransfer *self,
                                            FcRecord       *attachment);
void            fc_blob_transfer_part      (FcBlobTransfer *self); /* the copy here is to go: only sends, and each but once */
void            fc_blob_transfer_retry     (FcBlobTransfer *self); /* a person wants it: what was given up is tried again */
gboolean        fc_blob_transfer_is_settled (FcBlobTransfer *self);
FcBlobState     fc_blob_transfer_get_state (FcBlobTransfer *self,
                                            const char     *sha256);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-attachments.h"
#include "fc-blob-steps.h"
#include "fc-blob-transfer.h"

G_BEGIN_DECLS

struct _FcBlobTransfer
{
  GObject parent_instance;

  FcReplica *replica;
  char *folder;
  FcHubClient *client;     /* (nullable) */
  gint64 epoch;
  gboolean at_rest;        /* the engine has nothing to say just now */
  gboolean parting;        /* what cannot be sent now never will be */
  GCancellable *cancellable;

  gboolean count_wanted;
  GHashTable *at_hub;      /* (nullable): names; NULL: not counted yet */
  GHashTable *refused;     /* names that this hub does not take or give */
  GPtrArray *to_send;      /* FcRecord, oldest first */
  GPtrArray *wanted;       /* FcRecord, the newest wish last */
  GPtrArray *later;        /* FcRecord: wanted, but not at the hub yet */
  GPtrArray *given_up;     /* FcRecord: wanted, and refused */
  GHashTable *spoilt;      /* name → how often it was not what it is called */

  FcRecord *current;       /* (nullable): under way */
  gboolean up;
  gint64 offset;           /* of current's next bytes, -1 not known */
  gboolean busy;           /* a step is under way */
  gint64 step_began;       /* monotonic µs */
  gsize step;              /* bytes */

  guint failures;          /* in a row */
  guint retry;             /* source: nothing happens before */
  guint look_again;        /* source */
  guint looks;             /* in vain, in a row */
};

/* fc-blob-transfer.c: the one place that decides; looks at what is, not at what happened. */
void        fc_blob_transfer_evaluate   (FcBlobTransfer *self);
gboolean    fc_blob_transfer_add_wish   (FcBlobTransfer *self,
                                         FcRecord       *attachment);
void        fc_blob_transfer_tell       (FcBlobTransfer *self,
                                         const char     *sha256);
void        fc_blob_transfer_tell_expired (FcBlobTransfer *self);

/* fc-blob-transfer-course.c: what becomes of the one that is under way. */
const char *fc_blob_transfer_name_of    (FcRecord       *attachment);
void        fc_blob_transfer_take_up    (FcBlobTransfer *self,
                                         FcRecord       *attachment, /* (transfer full) */
                                         gboolean        up);
void        fc_blob_transfer_put_down   (FcBlobTransfer *self);
void        fc_blob_transfer_back_off   (FcBlobTransfer *self,
                                         gint64          retry_after); /* s */
void        fc_blob_transfer_leave      (FcBlobTransfer *self);
void        fc_blob_transfer_give_up    (FcBlobTransfer *self,
                                         const char     *why); /* a sentence, for the list of transfers */
void        fc_blob_transfer_spoilt     (FcBlobTransfer *self);
void        fc_blob_transfer_complete   (FcBlobTransfer *self);

/* fc-blob-transfer-answers.c: the next step, and what its answer means. */
void        fc_blob_transfer_count      (FcBlobTransfer *self);
void        fc_blob_transfer_go_on      (FcBlobTransfer *self);

/* fc-blob-transfer-logo.c: the company's logo, of which no attachment speaks. */
void        fc_blob_transfer_mind_logo  (FcBlobTransfer *self,
                                         FcRecord       *tenant); /* nullable */
void        fc_blob_transfer_take_size  (FcBlobTransfer *self,
                                         gint64          size);

G_END_DECLS

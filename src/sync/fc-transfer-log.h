/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fc-replica.h"

G_BEGIN_DECLS

/* One exchange with the hub: when, how much, how long, and what came of it. Says nothing of what the records hold. */
typedef enum {
  FC_TRANSFER_EXCHANGE,   /* changes up, records down */
  FC_TRANSFER_FIRST_PULL, /* a copy that begins */
  FC_TRANSFER_CHECK,      /* sums compared */
  FC_TRANSFER_ATTACHMENT, /* that was given up */
} FcTransferKind;

#define FC_TYPE_TRANSFER (fc_transfer_get_type ())
G_DECLARE_FINAL_TYPE (FcTransfer, fc_transfer, FC, TRANSFER, GObject)

struct _FcTransfer {
  GObject parent_instance;

  FcTransferKind kind;
  gint64 at;      /* UTC µs of its beginning */
  gint64 took;    /* µs */
  guint sent;     /* changes */
  guint refused;  /* of them */
  guint received; /* records */
  gsize up, down; /* bytes, as they travelled */
  char *failure;  /* (nullable): a sentence */
};

FcTransfer *fc_transfer_new      (FcTransferKind kind);
void        fc_transfer_end      (FcTransfer    *self,
                                  FcReplica     *replica,
                                  const char    *failure); /* nullable */
gboolean    fc_transfer_is_error (FcTransfer    *self);
char       *fc_transfer_say      (FcTransfer    *self);

/* The last FC_TRANSFERS_KEPT of this run of the program, newest first. */
#define FC_TRANSFERS_KEPT 300
GListModel *fc_transfers_of      (FcReplica     *replica);
char       *fc_transfers_text    (GListModel    *transfers);

G_END_DECLS

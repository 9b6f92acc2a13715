/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-blob-folder.h"
#include "fc-hub-client.h"
#include "fc-replica.h"

G_BEGIN_DECLS

/* The single steps of a transfer: on the disk, on a thread; with the hub, over HTTP. */

/* What lies in the folder and what of it the hub has, as far as is known: losing that knowledge costs a question each. */
typedef struct {
  GPtrArray *here;     /* names */
  GHashTable *at_hub;  /* names */
} FcBlobStock;

void         fc_blob_stock_free       (FcBlobStock         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcBlobStock, fc_blob_stock_free)

FcBlobSpec   fc_blob_spec_of          (FcRecord            *attachment);

void         fc_blob_count_async      (const char          *folder,
                                       gint64               epoch,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
FcBlobStock *fc_blob_count_finish     (GAsyncResult        *result);
void         fc_blob_note_async       (const char          *folder,
                                       gint64               epoch,
                                       const char          *sha256);
void         fc_blob_read_async       (const char          *folder,
                                       FcRecord            *attachment,
                                       gint64               offset,
                                       gsize                most,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
GBytes      *fc_blob_read_finish      (GAsyncResult        *result,
                                       GError             **error);
void         fc_blob_append_async     (const char          *folder,
                                       FcRecord            *attachment,
                                       gint64               offset,
                                       GBytes              *bytes,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gint64       fc_blob_append_finish    (GAsyncResult        *result,
                                       GError             **error);

/* End with fc_hub_client_request_finish(). */
void         fc_blob_ask_hub_async    (FcHubClient         *client,
                                       FcRecord            *attachment,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
void         fc_blob_send_async       (FcHubClient         *client,
                                       FcRecord            *attachment,
                                       gint64               offset,
                                       GBytes              *bytes,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
void         fc_blob_fetch_async      (FcHubClient         *client,
                                       FcRecord            *attachment,
                                       gint64               offset,
                                       gsize                most,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"

G_BEGIN_DECLS

/* The longer side of a kept photo, in pixels, and the largest file that is read to make one. */
#define FC_PHOTO_SIDE  1600
#define FC_PHOTO_BYTES (40 * 1024 * 1024)

/* A photo as it is kept: a JPEG without anything the camera wrote beside the picture. */
typedef struct {
  char *sha256;
  gint64 size;
  int width, height;
} FcBlob;

void    fc_blob_free             (FcBlob               *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcBlob, fc_blob_free)

GBytes *fc_photo_encode          (GBytes               *image,
                                  const char           *name,
                                  int                  *width,
                                  int                  *height,
                                  GError              **error);

/* Blobs lie in the replica's folder, each under its SHA-256. */
GFile  *fc_blob_store_get_file   (FcReplica            *replica,
                                  const char           *sha256);
void    fc_blob_store_add_async  (FcReplica            *replica,
                                  GBytes               *image,
                                  const char           *name,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
void    fc_blob_store_add_file_async (FcReplica        *replica,
                                  GFile                *file,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
FcBlob *fc_blob_store_add_finish (FcReplica            *replica,
                                  GAsyncResult         *result,
                                  GError              **error);
void    fc_blob_store_thumbnail_async (FcReplica       *replica,
                                  const char           *sha256,
                                  int                   side,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
GBytes *fc_blob_store_thumbnail_finish (FcReplica      *replica,
                                  GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "fc-blob-store.h"

G_BEGIN_DECLS

/* fc-blob-store.c: writes the bytes under their SHA-256, unless they are there; (transfer full): that. Any thread. */
char      *fc_blob_store_keep (GFile       *folder, /* the replica's */
                               GBytes      *bytes,
                               GError     **error);

/* fc-photo.c: scaled while it is read, to fit a box; @grow: also up, for drawings. Any thread. */
GdkPixbuf *fc_picture_load    (GBytes      *image,
                               const char  *name,
                               int          width,
                               int          height,
                               gboolean     grow,
                               GError     **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"

G_BEGIN_DECLS

/*
 * The company's logo, as it stands on paper: a PNG among the blobs, named by the member "logo" of the company's branding.
 * It is made of a PNG or SVG file of at most FC_LOGO_BYTES and fits FC_LOGO_WIDTH × FC_LOGO_HEIGHT pixels.
 */
#define FC_LOGO_MEMBER "logo"
#define FC_LOGO_WIDTH  640
#define FC_LOGO_HEIGHT 192
#define FC_LOGO_BYTES  (2 * 1024 * 1024)

GBytes *fc_logo_encode      (GBytes               *image,
                             const char           *name,
                             GError              **error);
void    fc_logo_add_async   (FcReplica            *replica,
                             GFile                *file,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data);
char   *fc_logo_add_finish  (FcReplica            *replica,
                             GAsyncResult         *result,
                             GError              **error);
void    fc_logo_load_async  (FcReplica            *replica,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data);
GBytes *fc_logo_load_finish (FcReplica            *replica,
                             GAsyncResult         *result);

G_END_DECLS

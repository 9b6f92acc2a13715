/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-branding.h"
#include "fc-replica.h"

G_BEGIN_DECLS

/* The company's logo on this computer, see fc-branding.h. */
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

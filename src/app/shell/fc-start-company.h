/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"

G_BEGIN_DECLS

/* A company that begins on this computer; ends with the id of the user to act as. */
void     fc_start_local_async     (FcReplica           *replica,
                                   const char          *company,
                                   const char          *currency,
                                   const char          *time_zone,
                                   const char          *person,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
gboolean fc_start_local_finish   (FcReplica           *replica,
                                   GAsyncResult        *result,
                                   FcId                *user_id,
                                   GError             **error);

G_END_DECLS

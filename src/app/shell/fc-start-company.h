/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"

G_BEGIN_DECLS

/* Companies that begin on this computer. Both end with the id of the user to act as. */
void     fc_start_demo_async      (FcReplica           *replica,
                                   FcProgressFunc       progress, /* main thread */
                                   gpointer             progress_data,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
void     fc_start_local_async     (FcReplica           *replica,
                                   const char          *company,
                                   const char          *currency,
                                   const char          *time_zone,
                                   const char          *person,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
gboolean fc_start_company_finish  (FcReplica           *replica,
                                   GAsyncResult        *result,
                                   FcId                *user_id,
                                   GError             **error);

G_END_DECLS

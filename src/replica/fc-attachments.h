/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"

G_BEGIN_DECLS

/* Rows that name blobs: the records of attachments by what they name, and the company's, whose branding names its logo. */
void       fc_attachments_named_async  (FcReplica            *replica,
                                        GPtrArray            *sha256s,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
GPtrArray *fc_attachments_named_finish (FcReplica            *replica,
                                        GAsyncResult         *result,
                                        FcRecord            **tenant,
                                        GError              **error);

G_END_DECLS

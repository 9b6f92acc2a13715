/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "fc-hub-client.h"

G_BEGIN_DECLS

/* For what is not JSON: attachments, and the socket that hints come on. */
SoupMessage *fc_hub_client_new_message (FcHubClient         *self,
                                        const char          *method,
                                        const char          *path,
                                        GBytes              *body,
                                        gboolean             gzipped);
void         fc_hub_client_send_async  (FcHubClient         *self,
                                        SoupMessage         *message,
                                        gsize                limit,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
SoupSession *fc_hub_client_get_session (FcHubClient         *self);

G_END_DECLS

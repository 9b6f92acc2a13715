/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* One answer of a Traccar server, bounded while it comes. */
void    fc_traccar_ask_async  (SoupSession          *session,
                               SoupMessage          *message,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
GBytes *fc_traccar_ask_finish (GAsyncResult         *result,
                               GError              **error);

G_END_DECLS

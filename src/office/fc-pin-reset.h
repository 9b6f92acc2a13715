/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-session.h"

G_BEGIN_DECLS

/*
 * A new PIN for somebody who forgot theirs. Who they are is shown by their own password, which the hub checks; where
 * there is no hub, and so no password, by somebody who may change users. Main thread.
 */
gboolean fc_pin_reset_needs_password (FcReplica           *replica);
void     fc_pin_reset_async          (FcReplica           *replica,
                                      FcSession           *session,  /* nullable */
                                      const FcId          *user_id,
                                      const char          *password, /* nullable */
                                      const char          *pin,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
gboolean fc_pin_reset_finish         (FcReplica           *replica,
                                      GAsyncResult        *result,
                                      GError             **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-session.h"

G_BEGIN_DECLS

typedef enum {
  FC_PIN_PROOF_NONE,     /* they sit here and choose their first one */
  FC_PIN_PROOF_PIN,      /* the one before, or the password */
  FC_PIN_PROOF_PASSWORD, /* which the hub checks */
  FC_PIN_PROOF_RIGHT,    /* there is no hub, and so no password: somebody who may change users */
} FcPinProof;

/* A first PIN, another one, or one for somebody who forgot theirs, and what shows who they are. Main thread. */
FcPinProof fc_pin_reset_get_proof (FcReplica           *replica,
                                   const FcId          *user_id);
void       fc_pin_reset_async     (FcReplica           *replica,
                                   FcSession           *session,  /* nullable */
                                   const FcId          *user_id,
                                   const char          *old_pin,  /* nullable */
                                   const char          *password, /* nullable */
                                   const char          *pin,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
gboolean   fc_pin_reset_finish    (FcReplica           *replica,
                                   GAsyncResult        *result,
                                   GError             **error);

G_END_DECLS

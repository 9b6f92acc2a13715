/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"

G_BEGIN_DECLS

/* Digits of a PIN. */
#define FC_PIN_LEAST 4
#define FC_PIN_MOST  12
/* Wrong tries that cost nothing; each one after them makes the person wait twice as long. */
#define FC_PIN_FREE_TRIES 5

/*
 * What a person confirms a signature with at this computer, and takes the seat with where they chose it themselves: an Argon2id
 * hash for each person in the replica's own settings. It is never sent. Main thread; the hashing is done on another.
 */
gboolean fc_pin_is_good      (const char          *pin,
                              GError             **error);
gboolean fc_pin_is_set       (FcReplica           *replica,
                              const FcId          *user_id);
gboolean fc_pin_takes_seat   (FcReplica           *replica,
                              const FcId          *user_id);
gboolean fc_pin_is_at_desk   (FcReplica           *replica,
                              const FcId          *user_id);
gint64   fc_pin_get_wait     (FcReplica           *replica,
                              const FcId          *user_id,
                              gint64               now_us);
void     fc_pin_set_async    (FcReplica           *replica,
                              const FcId          *user_id,
                              const char          *pin,
                              gboolean             shown,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data);
gboolean fc_pin_set_finish   (FcReplica           *replica,
                              GAsyncResult        *result,
                              GError             **error);
void     fc_pin_check_async  (FcReplica           *replica,
                              const FcId          *user_id,
                              const char          *pin,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data);
gboolean fc_pin_check_finish (FcReplica           *replica,
                              GAsyncResult        *result,
                              GError             **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the tokens of one replica are kept: the Secret Service, or memory where there is none (or FORECOURT_KEYRING=memory).
 * Main thread. */
#define FC_TYPE_KEYRING (fc_keyring_get_type ())
G_DECLARE_FINAL_TYPE (FcKeyring, fc_keyring, FC, KEYRING, GObject)

FcKeyring *fc_keyring_new           (const char          *profile,
                                     const char          *client_id);
void       fc_keyring_store_async   (FcKeyring           *self,
                                     const char          *secret,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
gboolean   fc_keyring_store_finish  (FcKeyring           *self,
                                     GAsyncResult        *result,
                                     GError             **error);
void       fc_keyring_lookup_async  (FcKeyring           *self,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
char      *fc_keyring_lookup_finish (FcKeyring           *self,
                                     GAsyncResult        *result,
                                     GError             **error);
void       fc_keyring_clear         (FcKeyring           *self);
void       fc_keyring_clear_profile (const char          *profile);
gboolean   fc_keyring_is_lasting    (FcKeyring           *self);

G_END_DECLS

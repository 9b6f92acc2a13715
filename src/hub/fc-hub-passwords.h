/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Argon2id on two threads, so that a burst of sign-ins takes neither the machine nor its memory. */
typedef struct _FcHubPasswords FcHubPasswords;

typedef void (*FcHubPasswordDone) (gboolean    right,
                                   const char *hash, /* nullable */
                                   gpointer    data);

FcHubPasswords *fc_hub_passwords_new    (gboolean           cheap);
void            fc_hub_passwords_free   (FcHubPasswords    *self);
gboolean        fc_hub_passwords_verify (FcHubPasswords    *self,
                                         const char        *hash,
                                         const char        *password,
                                         FcHubPasswordDone  done,
                                         gpointer           data);
gboolean        fc_hub_passwords_hash   (FcHubPasswords    *self,
                                         const char        *password,
                                         FcHubPasswordDone  done,
                                         gpointer           data);

char           *fc_hub_password_hash_now (const char       *password,
                                         gboolean           cheap);
gboolean        fc_hub_password_check   (const char        *password,
                                         GError           **error);
char           *fc_hub_password_generate (void);

G_END_DECLS

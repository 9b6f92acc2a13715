/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* The person's own sign-in, and at which computers people are signed in: one's own, and for who may edit users everybody's. */
void       fc_account_register_pages  (void);

/* fc-change-password.c: a window over @parent's. */
void       fc_change_password_present (GtkWidget      *parent,
                                       FcContext      *context);

/* fc-device-row.c: one computer. @end (nullable) is called with it once the person has said that they mean it. */
typedef void (*FcDeviceEnd) (gpointer        page,
                             const FcDevice *device,
                             gboolean        wipe);
GtkWidget *fc_device_row_new          (FcDevice       *device, /* (transfer full) */
                                       gboolean        own,
                                       FcDeviceEnd     end,
                                       gpointer        page);

/* fc-own-account.c: who sits here, their password and PIN, as rows. */
GtkWidget *fc_own_account_new         (FcPage         *page);

G_END_DECLS

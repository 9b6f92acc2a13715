/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Two fields for a new password with what it is worth, and the sentence that says what is wrong. Signal "activated": Enter in the
 * last field. */
#define FC_TYPE_PASSWORD_FORM (fc_password_form_get_type ())
G_DECLARE_FINAL_TYPE (FcPasswordForm, fc_password_form, FC, PASSWORD_FORM, GtkBox)

GtkWidget  *fc_password_form_new       (gboolean           asks_old); /* also for the password as it is now */
void        fc_password_form_set_known (FcPasswordForm    *self,
                                        const char *const *known); /* see fc_password_judge() */
gboolean    fc_password_form_check     (FcPasswordForm    *self); /* says what is wrong, or takes that back */
void        fc_password_form_complain  (FcPasswordForm    *self,
                                        const char        *text); /* (nullable): of somebody else's who looked at it */
const char *fc_password_form_get_old   (FcPasswordForm    *self);
const char *fc_password_form_get_new   (FcPasswordForm    *self);
void        fc_password_form_clear     (FcPasswordForm    *self);

G_END_DECLS

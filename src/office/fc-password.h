/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Characters of a password, as the hub takes them. */
#define FC_PASSWORD_LEAST 8
#define FC_PASSWORD_MOST  200

/* How long somebody who guesses would need. */
typedef enum {
  FC_PASSWORD_REFUSED, /* too short, too long, or what anybody tries first */
  FC_PASSWORD_WEAK,
  FC_PASSWORD_FAIR,
  FC_PASSWORD_GOOD,
} FcPasswordStrength;

/* @known: (nullable): what everybody knows of the person: name, e-mail, company */
FcPasswordStrength fc_password_judge   (const char         *password,
                                        const char *const  *known);
gboolean           fc_password_is_good (const char         *password,
                                        const char *const  *known,
                                        GError            **error);

G_END_DECLS

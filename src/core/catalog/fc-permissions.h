/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The roles every new company starts with; editable per company afterwards. */
typedef struct {
  const char *name;
  const char *label;              /* untranslated */
  const char *const *permissions; /* ends with NULL; "*" is everything */
} FcDefaultRole;

/* Every permission there is, with its untranslated label, for the page that edits roles. */
typedef struct {
  const char *name;
  const char *label;
} FcPermission;

const FcDefaultRole *fc_default_roles (guint *n_roles);
const FcPermission  *fc_permissions   (guint *n_permissions);
const char          *fc_permission_label (const char *name);

/* Of a role that is as an older version made it: what it may do since. */
const char *const   *fc_default_role_renewed (const char        *name,
                                              const char *const *has); /* nullable */
guint                fc_default_roles_generation (void);

G_END_DECLS

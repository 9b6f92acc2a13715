/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record.h"

G_BEGIN_DECLS

/* What a new company is made of. Strings that may be NULL take the contract's defaults. */
typedef struct {
  const char *slug;        /* lower-case letters, digits and hyphens */
  const char *name;
  const char *industry;    /* nullable */
  const char *currency;    /* nullable: USD */
  const char *time_zone;   /* nullable: America/New_York */
  const char *admin_name;
  const char *admin_email;
} FcProvision;

gboolean   fc_provision_check (const FcProvision  *provision,
                               GError            **error);
GPtrArray *fc_provision_new   (const FcProvision  *provision,
                               const FcId         *tenant_id,
                               gint64              now_us);
char      *fc_provision_slug  (const char         *name);

G_END_DECLS

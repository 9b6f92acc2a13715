/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The company and who works for it. Read by fc-entities.h only. */

#define FC_FIELDS_TENANT(F)                                                                                            \
  F (TENANT_SLUG, "slug", FC_TYPE_TEXT, N_("Short name"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND, .max = 63)             \
  F (TENANT_NAME, "name", FC_TYPE_TEXT, N_("Company"), FC_FIELD_REQUIRED, .max = 200)                                  \
  F (TENANT_INDUSTRY, "industry", FC_TYPE_TEXT, N_("Industry"), .max = 100)                                            \
  F (TENANT_TIER, "tier", FC_TYPE_ENUM, N_("Plan"), FC_FIELD_COMMAND, .choices = fc_tiers)                             \
  F (TENANT_PARENT_ID, "parent_id", FC_TYPE_REF, N_("Parent company"), FC_FIELD_COMMAND, .target = FC_TENANT)          \
  F (TENANT_SETTINGS, "settings", FC_TYPE_JSON, N_("Settings"))                                                        \
  F (TENANT_FEATURES, "features", FC_TYPE_SET, N_("Features"), FC_FIELD_COMMAND)                                       \
  F (TENANT_BRANDING, "branding", FC_TYPE_JSON, N_("Branding"))                                                        \
  F (TENANT_STATUS, "status", FC_TYPE_ENUM, N_("Status"), FC_FIELD_COMMAND, .choices = fc_tenant_statuses)             \
  F (TENANT_STATUS_REASON, "status_reason", FC_TYPE_TEXT, N_("Reason"), FC_FIELD_COMMAND)                              \
  F (TENANT_STATUS_SINCE, "status_since", FC_TYPE_TIME, N_("Since"), FC_FIELD_COMMAND)                                 \
  F (TENANT_CURRENCY, "currency", FC_TYPE_TEXT, N_("Currency"), .max = 3)                                              \
  F (TENANT_TIME_ZONE, "time_zone", FC_TYPE_TEXT, N_("Time zone"), .max = 64)

#define FC_FIELDS_USER(F)                                                                                              \
  F (USER_EMAIL, "email", FC_TYPE_TEXT, N_("E-mail"), FC_FIELD_REQUIRED | FC_FIELD_SEARCH, .max = 254)                 \
  F (USER_NAME, "name", FC_TYPE_TEXT, N_("Name"), FC_FIELD_REQUIRED | FC_FIELD_SEARCH, .max = 200)                     \
  F (USER_PHONE, "phone", FC_TYPE_TEXT, N_("Phone"), .max = 40)                                                        \
  F (USER_ROLES, "roles", FC_TYPE_SET, N_("Roles"), .merge = FC_MERGE_HUB)                                             \
  F (USER_STATIONS, "stations", FC_TYPE_SET, N_("Stations"), .merge = FC_MERGE_HUB)                                    \
  F (USER_ALL_STATIONS, "all_stations", FC_TYPE_BOOL, N_("All stations"), .merge = FC_MERGE_HUB)                       \
  F (USER_STATUS, "status", FC_TYPE_ENUM, N_("Status"), .choices = fc_user_statuses)                                   \
  F (USER_LAST_SIGN_IN, "last_sign_in", FC_TYPE_TIME, N_("Last sign-in"), FC_FIELD_COMMAND)

#define FC_FIELDS_ROLE(F)                                                                                              \
  F (ROLE_NAME, "name", FC_TYPE_TEXT, N_("Role"), FC_FIELD_REQUIRED, .max = 63)                                        \
  F (ROLE_LABEL, "label", FC_TYPE_TEXT, N_("Title"), .max = 100)                                                       \
  F (ROLE_PERMISSIONS, "permissions", FC_TYPE_SET, N_("Permissions"), .merge = FC_MERGE_HUB)

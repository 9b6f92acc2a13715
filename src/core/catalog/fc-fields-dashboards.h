/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Dashboards. Read by fc-entities.h only. */

#define FC_FIELDS_DASHBOARD(F)                                                                                         \
  F (DASHBOARD_NAME, "name", FC_TYPE_TEXT, N_("Dashboard"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND, .max = 100)          \
  F (DASHBOARD_OWNER_ID, "owner_id", FC_TYPE_REF, N_("Belongs to"),                                                    \
     FC_FIELD_COMMAND | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_USER)                                            \
  F (DASHBOARD_ROLE, "role", FC_TYPE_TEXT, N_("For the role"), FC_FIELD_COMMAND, .max = 63)                            \
  F (DASHBOARD_POSITION, "position", FC_TYPE_INT, N_("Place in the list"), FC_FIELD_COMMAND, .min = 0, .max = 9999)    \
  F (DASHBOARD_LAYOUT, "layout", FC_TYPE_JSON, N_("Widgets"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND)

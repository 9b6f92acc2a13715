/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-store.h"

G_BEGIN_DECLS

gboolean    fc_hub_admin_is_alone (JsonObject  *request);
JsonObject *fc_hub_admin_run      (FcHubStore  *store,
                                   JsonObject  *request,
                                   GError     **error);
JsonObject *fc_hub_admin_offline  (const char  *folder,
                                   JsonObject  *request,
                                   GError     **error);
JsonObject *fc_hub_admin_ask      (const char  *folder,
                                   JsonObject  *request,
                                   gboolean    *serving,
                                   GError     **error);

G_END_DECLS

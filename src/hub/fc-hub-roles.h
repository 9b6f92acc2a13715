/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-store.h"

G_BEGIN_DECLS

gboolean fc_hub_renew_roles (FcHubStore  *store,
                             GError     **error);

G_END_DECLS

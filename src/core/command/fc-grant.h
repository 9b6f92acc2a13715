/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"

G_BEGIN_DECLS

gboolean fc_grant_check   (const FcChange  *change,
                           const FcActor   *actor,
                           FcRowSet        *rows,
                           GError         **error);
gboolean fc_actor_covers  (const FcActor   *self,
                           const FcActor   *other);

G_END_DECLS

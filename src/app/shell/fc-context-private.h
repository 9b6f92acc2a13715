/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-context.h"

G_BEGIN_DECLS

void fc_context_set_narrow (FcContext *self,
                            gboolean   narrow);

G_END_DECLS

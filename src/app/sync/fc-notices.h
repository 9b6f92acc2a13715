/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-context.h"

G_BEGIN_DECLS

void fc_notices_start (FcContext *context);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-nest.h"

G_BEGIN_DECLS

#define FC_TYPE_HUB_LINE (fc_hub_line_get_type ())
G_DECLARE_FINAL_TYPE (FcHubLine, fc_hub_line, FC, HUB_LINE, GIOStream)

FcHubLine *fc_hub_line_new      (GIOStream *base,
                                 GSocket   *socket,
                                 FcHubNest *nest);
void       fc_hub_line_set_busy (FcHubLine *self,
                                 gboolean   busy);

G_END_DECLS

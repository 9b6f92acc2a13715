/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/* Tiles of the base map, drawn in threads of its own. Works without a network. */
#define FC_TYPE_BASE_SOURCE (fc_base_source_get_type ())
G_DECLARE_FINAL_TYPE (FcBaseSource, fc_base_source, FC, BASE_SOURCE, ShumateMapSource)

ShumateMapSource *fc_base_source_new (gboolean dark,
                                      int      scale,
                                      gboolean by_cairo);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-map-sources.h"

G_BEGIN_DECLS

/* The map server of this computer: whether it is asked, where it is, whom to thank. */
#define FC_TYPE_MAP_ONLINE_GROUP (fc_map_online_group_get_type ())
G_DECLARE_FINAL_TYPE (FcMapOnlineGroup, fc_map_online_group, FC, MAP_ONLINE_GROUP, AdwPreferencesGroup)

GtkWidget *fc_map_online_group_new (FcContext *context);

G_END_DECLS

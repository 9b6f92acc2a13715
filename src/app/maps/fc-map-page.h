/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* Where everything is: a map with the layers of the modules, and what it shows as a list beside it. */
#define FC_TYPE_MAP_PAGE (fc_map_page_get_type ())
G_DECLARE_FINAL_TYPE (FcMapPage, fc_map_page, FC, MAP_PAGE, FcPage)

void fc_maps_register_pages (void);

G_END_DECLS

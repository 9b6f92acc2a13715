/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* The stations of the company; one opens beside the list. */
#define FC_TYPE_STATIONS_PAGE (fc_stations_page_get_type ())
G_DECLARE_FINAL_TYPE (FcStationsPage, fc_stations_page, FC, STATIONS_PAGE, FcPage)

void fc_stations_register_pages (void);

G_END_DECLS

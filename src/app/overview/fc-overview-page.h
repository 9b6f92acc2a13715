/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* The first page: today's figures, the day by the hour, the tanks by urgency, and what waits for this person. */
#define FC_TYPE_OVERVIEW_PAGE (fc_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (FcOverviewPage, fc_overview_page, FC, OVERVIEW_PAGE, FcPage)

void fc_overview_register_pages (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* What the rules have found, and what is done about it: forecourt://alert/ID. */
#define FC_TYPE_ALERTS_PAGE (fc_alerts_page_get_type ())
G_DECLARE_FINAL_TYPE (FcAlertsPage, fc_alerts_page, FC, ALERTS_PAGE, FcPage)

void fc_alerts_register_pages (void);

G_END_DECLS

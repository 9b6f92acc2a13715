/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* Every tank with what is in it, the emptiest first; its readings open beside it. */
#define FC_TYPE_TANKS_PAGE (fc_tanks_page_get_type ())
G_DECLARE_FINAL_TYPE (FcTanksPage, fc_tanks_page, FC, TANKS_PAGE, FcPage)

void fc_tanks_register_pages (void);

G_END_DECLS

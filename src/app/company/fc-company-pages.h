/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record-page.h"

G_BEGIN_DECLS

/* The company's own pages; each file defines its page's data, this module registers them. */
extern const FcPageInfo fc_products_page_info;
extern const FcPageInfo fc_prices_page_info;
extern const FcPageInfo fc_users_page_info;
extern const FcPageInfo fc_roles_page_info;
extern const FcPageInfo fc_company_page_info;

void fc_company_register_pages (void);
void fc_set_password_present   (FcPage     *page,
                                const FcId *user_id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-company-pages.h"

/**
 * fc_company_register_pages:
 *
 * Products, prices, users, roles and the company's settings.
 */
void
fc_company_register_pages (void)
{
  fc_page_register (&fc_products_page_info);
  fc_page_register (&fc_prices_page_info);
  fc_page_register (&fc_users_page_info);
  fc_page_register (&fc_roles_page_info);
  fc_page_register (&fc_company_page_info);
}

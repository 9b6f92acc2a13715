/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* Single sales, newest first, as many as there are. */
#define FC_TYPE_SALES_PAGE (fc_sales_page_get_type ())
G_DECLARE_FINAL_TYPE (FcSalesPage, fc_sales_page, FC, SALES_PAGE, FcPage)

void fc_sales_register_pages (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* Files of a point of sale: choose or drop them, look at what they say, import. */
#define FC_TYPE_IMPORTS_PAGE (fc_imports_page_get_type ())
G_DECLARE_FINAL_TYPE (FcImportsPage, fc_imports_page, FC, IMPORTS_PAGE, FcPage)

void fc_imports_page_read      (FcImportsPage *self,
                                GPtrArray     *files);
void fc_imports_register_pages (void);

G_END_DECLS

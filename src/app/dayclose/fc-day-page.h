/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* The business dates of the stations with what state they are in; each opens its day sheet. */
#define FC_TYPE_DAY_PAGE (fc_day_page_get_type ())
G_DECLARE_FINAL_TYPE (FcDayPage, fc_day_page, FC, DAY_PAGE, FcPage)

void fc_day_page_open          (FcDayPage  *self,
                                const FcId *station,
                                FcDate      date);
void fc_dayclose_register_pages (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"

G_BEGIN_DECLS

/* The list of shifts; a shift's sheet opens over it. */
#define FC_TYPE_SHIFTS_PAGE (fc_shifts_page_get_type ())
G_DECLARE_FINAL_TYPE (FcShiftsPage, fc_shifts_page, FC, SHIFTS_PAGE, FcPage)

void fc_shifts_page_opened_shift (FcShiftsPage *self,
                                  const FcId   *id);

void fc_shifts_register_pages (void);

G_END_DECLS
